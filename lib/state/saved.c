/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/saved.h"

#include "time/tzone.h"

struct state_head *
saved_head(struct job *j, const struct key_expr *key, size_t nkey)
{
	struct state_head *h = arena_zalloc(&j->arena, sizeof(*h));

	h->filter = sv_of(j->name);
	h->time = sv_of(j->given.time);
	h->tz = tzone_name(j->query.zone);
	h->channels = j->query.channels;
	if (j->given.partial != NULL && j->given.partial[0] != '\0')
		h->form = STATE_LINE;
	else if (j->given.key_lines)
		h->form = STATE_KEYED;
	for (h->nkey = 0; h->nkey < nkey; h->nkey++)
		h->key[h->nkey] = (struct state_key){ key[h->nkey].name,
			expr_text(key[h->nkey].x, &j->arena) };
	if (j->query.where != NULL)
		h->where = expr_text(j->query.where, &j->arena);
	return h;
}

void
saved_read(struct job *j)
{
	const struct trail_plan *plan = j->run.plan;
	const char **name = j->given.file;
	size_t n = j->given.nfile;

	if (plan != NULL) {	/* what it was rotated to is of the same log */
		n = plan->n;
		name = arena_alloc(&j->arena, (n + 1) * sizeof(*name));
		for (size_t i = 0; i < n; i++)
			name[i] = j->given.file[plan->operand[i]];
	}
	if (plan == NULL || n > 0)
		identity_want(&j->run.identity, name, n, j->given.label, j->given.part,
		    &j->arena);
	j->run.identity.brief |= plan != NULL;	/* a chain tells what was read */
}

enum rc
saved_query(const struct state_reader *r, const struct state_head *h, const struct query *q,
    struct job *j, struct err *e)
{
	struct err why = { 0 };

	if (!sv_is(h->filter, j->name))
		return state_fail(r, e, "states of %.*s, not of %s", SV_SHOW(h->filter), j->name);
	if (query_adopt(q, h->plan, &j->arena, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	return RC_OK;
}
