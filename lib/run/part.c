/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/part.h"

#include "base/mem.h"

#include <inttypes.h>

struct part *
part_new(const struct fold_plan *p, uint64_t seed)
{
	struct part *t = mem_zalloc(sizeof(*t));

	t->p = p;
	t->key = mem_zalloc((p->nkey + 1) * sizeof(*t->key));
	group_init(&t->table, p->nkey, p->state_size, seed);
	return t;
}

enum rc
part_cell(struct part *t, struct group_slot *s, struct twindow_span span,
    struct group_cell **cell, struct err *e)
{
	bool fresh;

	*cell = group_cell_at(&t->table, s, span, &fresh);
	if (!fresh)
		return RC_OK;
	if (t->table.ncell > t->p->max_groups)
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " groups (see --max-groups)",
		    t->p->max_groups);
	return t->p->ops->init(t->p->ctx, (*cell)->state, e);
}

enum rc
part_step(struct part *t, const struct record *r, struct expr_eval *ev, const struct fold_in *in,
    struct err *e)
{
	const struct fold_plan *p = t->p;
	struct group_cell *cell;
	enum rc rc;

	for (size_t i = 0; i < p->nkey; i++) {
		rc = expr_value(p->key[i].x, r, ev, &t->key[i], e);
		if (rc != RC_OK)
			return rc;
	}
	if (p->windowed && (in->at_us < t->span.from_us || in->at_us >= t->span.to_us))
		t->span = twindow_at(&p->window, in->at_us);
	rc = part_cell(t, group_find(&t->table, t->key, expr_eval_arena(ev)), t->span, &cell, e);
	return rc == RC_OK ? p->ops->step(p->ctx, cell->state, r, ev, in, e) : rc;
}

enum rc
part_merge(struct part *dst, const struct part *src, struct err *e)
{
	enum rc rc = RC_OK;
	struct arena tmp;

	arena_init(&tmp);
	for (size_t i = 0; rc == RC_OK && i < src->table.nslot; i++) {
		const struct group_slot *s = src->table.slot[i];
		struct group_slot *into = group_find(&dst->table, s->key, &tmp);
		struct group_cell *cell;

		for (size_t k = 0; rc == RC_OK && k < s->n; k++) {
			rc = part_cell(dst, into, s->cell[k]->span, &cell, e);
			if (rc == RC_OK)
				rc = dst->p->ops->merge(dst->p->ctx, cell->state,
				    s->cell[k]->state, e);
		}
		arena_reset(&tmp);
	}
	arena_free(&tmp);
	return rc;
}

void
part_free(struct part *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->table.nslot; i++)
		for (size_t k = 0; k < t->table.slot[i]->n; k++)
			t->p->ops->free(t->p->ctx, t->table.slot[i]->cell[k]->state);
	group_free(&t->table);
	mem_free(t->key);
	mem_free(t);
}
