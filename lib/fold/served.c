/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/served.h"

#include "base/mem.h"

/* What came to result @i. */
static void
add_use(struct served *s, size_t i, const struct fold_use *use)
{
	if (i == s->n) {
		s->use = mem_array(s->use, s->n + 1, sizeof(*s->use));
		s->use[s->n++] = *use;
	} else if (use->use > s->use[i].use) {
		s->use[i].use = use->use;
	}
}

/* What came to one group; false when there is nothing left to learn. */
static bool
add_group(struct served *s, const struct fold_plan *p, const void *st)
{
	struct fold_use use;
	bool open = false;

	for (size_t i = 0; p->ops->use(p->ctx, st, i, &use); i++) {
		add_use(s, i, &use);
		open = open || s->use[i].use != AGG_USE_SOME;
	}
	return open;
}

static bool
is_settled(const struct served *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->use[i].use != AGG_USE_SOME)
			return false;
	return s->n != 0;
}

void
served_add(struct served *s, const struct part *t)
{
	const struct group_table *table = &t->table;
	bool open = t->p->ops->use != NULL && !is_settled(s);

	for (size_t k = 0; open && k < table->nslot; k++) {
		struct group_slot *slot = table->slot[k];

		for (size_t n = 0; open && n < slot->n; n++)
			open = add_group(s, t->p, group_state(group_cell_nth(table, slot, n)));
	}
}

void
served_add_one(struct served *s, const struct fold_plan *p, const void *st)
{
	if (p->ops->use != NULL && !is_settled(s))
		(void)add_group(s, p, st);
}

void
served_join(struct served *s, const struct served *other)
{
	for (size_t i = 0; i < other->n; i++)
		add_use(s, i, &other->use[i]);
}

void
served_say(const struct served *s, struct job *j)
{
	bool missed = j->run.count.missed > 0;
	struct err say;

	for (size_t i = 0; i < s->n; i++) {
		const struct fold_use *use = &s->use[i];

		if (use->use != AGG_USE_NONE || (use->predicate && missed))
			continue;
		rc_err(&say, RC_OK, use->predicate ? "'%.*s' was never true or false" :
		    "'%.*s' found no value that it can use", SV_SHOW(use->name));
		j->say(j->name, say.msg);
		j->run.count.missed++;
	}
}

void
served_free(struct served *s)
{
	mem_free(s->use);
	*s = (struct served){ 0 };
}
