/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/toplist.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>

struct rank {			/* for qsort: a cell and what it is chosen by */
	struct group_cell *cell;
	double             x;
	bool               none;	/* it has no number */
	size_t             was;
};

struct picking {
	struct part       *t;
	struct group_cell **out;	/* chosen so far */
	size_t             n;
	struct rank       *rank;
	struct buf         tmp;
	bool               number;	/* some group has one, */
	bool               other;	/* ... some has something else */
};

static int
cmp_ranks(const void *pa, const void *pb)
{
	const struct rank *a = pa, *b = pb;

	if (a->none != b->none)
		return a->none ? 1 : -1;
	if (!a->none && a->x != b->x)
		return a->x > b->x ? -1 : 1;
	return a->was < b->was ? -1 : 1;
}

/* The rank of cell @i; the rest itself, which --overflow has made, is not chosen. */
static void
rank_cell(struct picking *k, struct group_cell *c, size_t i)
{
	const struct fold_plan *p = k->t->p;
	struct agg_span span = { .windowed = p->windowed };
	struct rank *r = &k->rank[i];
	enum fold_number is;

	if (span.windowed)
		span.window = group_window_of(&k->t->table, c)->span;
	*r = (struct rank){ .cell = c, .was = i };
	buf_clear(&k->tmp);
	is = p->ops->number(p->ctx, group_state(c), p->top_by, &span, &k->tmp, &r->x);
	r->none = is != FOLD_NUMBER;
	k->number |= is == FOLD_NUMBER;
	k->other |= is == FOLD_NO_NUMBER;
}

/* Cells of one window: the first p->top of them, and the others in one. */
static enum rc
pick_window(struct picking *k, struct group_cell *const *cell, size_t n, struct err *e)
{
	struct part *t = k->t;
	const struct fold_plan *p = t->p;
	struct group_slot *other = t->table.other;
	struct group_cell *rest = NULL;
	size_t at, m = 0;
	enum rc rc = RC_OK;

	if (other != NULL && group_slot_of(&t->table, cell[n - 1]) == other)
		rest = cell[--n];
	for (at = 0; at < n; at++)
		rank_cell(k, cell[at], at);
	qsort(k->rank, n, sizeof(*k->rank), cmp_ranks);
	for (; m < n && m < p->top; m++)
		k->out[k->n++] = k->rank[m].cell;
	if (m < n && rest == NULL)
		rc = part_cell(t, group_other(&t->table), p->windowed ?
		    group_window_of(&t->table, k->rank[0].cell)->span : t->span, &rest, e);
	for (; rc == RC_OK && m < n; m++)
		rc = p->ops->merge(p->ctx, group_state(rest), group_state(k->rank[m].cell), e);
	if (rest != NULL)
		k->out[k->n++] = rest;
	return rc;
}

enum rc
toplist_pick(struct part *t, struct group_cell *const *cell, size_t *n, struct group_cell ***out,
    struct err *e)
{
	struct picking k = { .t = t };
	size_t all = *n, windows = 1;
	enum rc rc = RC_OK;

	for (size_t i = 1; i < all; i++)
		windows += group_window_of(&t->table, cell[i]) !=
		    group_window_of(&t->table, cell[i - 1]);
	k.out = mem_array(NULL, all + windows, sizeof(*k.out));
	k.rank = mem_array(NULL, all + 1, sizeof(*k.rank));
	buf_init(&k.tmp, SIZE_MAX);
	for (size_t from = 0, to; rc == RC_OK && from < all; from = to) {
		const struct group_window *w = group_window_of(&t->table, cell[from]);

		for (to = from + 1; to < all && group_window_of(&t->table, cell[to]) == w; to++)
			;
		rc = pick_window(&k, cell + from, to - from, e);
	}
	if (rc == RC_OK && k.other && !k.number)
		rc = rc_err(e, RC_USAGE, "--top: the metric is no number");
	*n = rc == RC_OK ? k.n : 0;
	*out = k.out;
	buf_free(&k.tmp);
	mem_free(k.rank);
	return rc;
}
