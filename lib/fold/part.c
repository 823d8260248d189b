/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/part.h"

#include "base/mem.h"

#include <inttypes.h>

enum { PART_AHEAD = 8 };	/* what is that far on is on its way into the cache */

struct part *
part_new(const struct fold_plan *p, uint64_t seed)
{
	struct part *t = mem_zalloc(sizeof(*t));

	t->p = p;
	t->key = mem_zalloc((p->nkey + 1) * sizeof(*t->key));
	group_init(&t->table, p->nkey, p->state_size, seed);
	if (p->max_groups < SIZE_MAX)
		t->table.max = (size_t)p->max_groups;
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
	if (t->table.ncell > PART_STATES_MAX)
		return rc_err(e, RC_LIMIT, "more than %d windows of groups; choose wider windows",
		    (int)PART_STATES_MAX);
	return t->p->ops->init(t->p->ctx, group_state(*cell), e);
}

/* Merge the cells of @from, which may be of another part, into @into. */
static enum rc
merge_cells(struct part *t, struct group_slot *into, const struct group_slot *from, struct err *e)
{
	struct group_cell *const *c = group_cells(from), *cell;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < from->n; i++) {
		rc = part_cell(t, into, c[i]->window->span, &cell, e);
		if (rc == RC_OK)
			rc = t->p->ops->merge(t->p->ctx, group_state(cell), group_state(c[i]), e);
	}
	return rc;
}

static void
free_cells(const struct part *t, const struct group_slot *s)
{
	struct group_cell *const *cell = group_cells(s);

	for (size_t i = 0; s->n > 1 && i < s->n; i++)
		__builtin_prefetch((const char *)cell[i] + 64);
	for (size_t i = 0; i < s->n; i++)
		t->p->ops->free(t->p->ctx, group_state(cell[i]));
}

enum rc
part_slot(struct part *t, const struct val *key, struct arena *tmp, struct group_slot **slot,
    struct err *e)
{
	struct group_slot *gone;
	enum rc rc;

	*slot = group_find(&t->table, key, tmp);
	if (*slot != NULL)
		return RC_OK;
	if (!t->p->overflow)
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " groups (see --max-groups, "
		    "--overflow)", t->p->max_groups);
	gone = group_evict(&t->table, key, tmp);
	if (gone == NULL) {
		*slot = t->table.other;
		return RC_OK;
	}
	rc = merge_cells(t, t->table.other, gone, e);
	free_cells(t, gone);
	group_reuse(&t->table, gone);
	*slot = group_find(&t->table, key, tmp);
	return rc;
}

enum rc
part_step(struct part *t, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct err *e)
{
	const struct fold_plan *p = t->p;
	struct group_slot *slot;
	struct group_cell *cell;
	enum rc rc;

	for (size_t i = 0; i < p->nkey; i++) {
		rc = expr_value(p->key[i].x, r, ev, &t->key[i], e);
		if (rc != RC_OK)
			return rc;
	}
	if (p->windowed && (in->at_us < t->span.from_us || in->at_us >= t->span.to_us))
		t->span = twindow_at(&p->window, in->at_us);
	rc = part_slot(t, t->key, expr_eval_arena(ev), &slot, e);
	if (rc == RC_OK)
		rc = part_cell(t, slot, t->span, &cell, e);
	return rc == RC_OK ? p->ops->step(p->ctx, group_state(cell), r, ev, in, e) : rc;
}

enum rc
part_rows(struct part *t, const struct rows *rows, struct expr_eval *ev, size_t *done,
    struct err *e)
{
	enum rc rc = RC_OK;

	for (*done = 0; *done < rows->n && rc == RC_OK; ++*done) {
		struct agg_in in = { .at_us = rows->at_us[*done], .timed = rows->timed[*done] };

		rc = part_step(t, rows->rec[*done], ev, &in, e);
	}
	return rc;
}

enum rc
part_merge(struct part *dst, const struct part *src, struct err *e)
{
	enum rc rc = RC_OK;
	struct arena tmp;

	arena_init(&tmp);
	for (size_t i = 0; rc == RC_OK && i < src->table.nslot; i++) {
		const struct group_slot *s = src->table.slot[i];
		struct group_slot *into = NULL;

		if (s == src->table.other) {
			into = group_other(&dst->table);
		} else {
			group_values(&src->table, s, dst->key);
			rc = part_slot(dst, dst->key, &tmp, &into, e);
		}
		if (rc == RC_OK)
			rc = merge_cells(dst, into, s, e);
		arena_reset(&tmp);
	}
	arena_free(&tmp);
	return rc;
}

enum rc
part_answer(struct part *t, struct err *e)
{
	struct group_cell *c;

	if (t->p->nkey != 0 || t->p->windowed)
		return RC_OK;
	return part_cell(t, group_find(&t->table, t->key, NULL), t->span, &c, e);
}

void
part_free(struct part *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->table.nslot; i++) {
		if (i + 2 * PART_AHEAD < t->table.nslot)
			__builtin_prefetch(t->table.slot[i + 2 * PART_AHEAD]);
		if (i + PART_AHEAD < t->table.nslot)
			__builtin_prefetch(t->table.slot[i + PART_AHEAD]->last);
		free_cells(t, t->table.slot[i]);
	}
	group_free(&t->table);
	mem_free(t->key);
	mem_free(t);
}
