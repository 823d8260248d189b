/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtable_pick - columns and rows as options ask for them: see rtable.h
 */
#include "base/mem.h"
#include "base/rfc3339.h"
#include "report/rtable.h"

#include <stdlib.h>
#include <string.h>

static enum rc
unknown(const struct rtable *t, const char *opt, struct sv name, struct err *e)
{
	struct sv *cand = mem_array(NULL, t->ncol + 1, sizeof(*cand));
	size_t near;

	for (size_t i = 0; i < t->ncol; i++)
		cand[i] = t->col[i].name;
	near = sv_near(name, cand, t->ncol);
	if (near < t->ncol)
		rc_err(e, RC_USAGE, "%s: no record has a field '%.*s', did you mean '%.*s'?", opt,
		    (int)name.n, name.p, (int)cand[near].n, cand[near].p);
	else
		rc_err(e, RC_USAGE, "%s: no record has a field '%.*s'", opt, (int)name.n, name.p);
	mem_free(cand);
	return RC_USAGE;
}

/* A table may call a column n that has another name. */
static size_t
find(const struct rtable *t, struct sv name)
{
	size_t c = rtable_col_find(t, name);

	return c == t->ncol && sv_is(name, "n") ? rtable_count(t) : c;
}

/* The next name of "a,-b"; its column in *col. */
static enum rc
next_column(const struct rtable *t, const char *opt, struct sv *rest, bool *down, size_t *col,
    struct err *e)
{
	size_t comma = sv_find(*rest, ',');
	struct sv name = sv_trim((struct sv){ rest->p, comma });

	comma += comma < rest->n;
	*rest = (struct sv){ rest->p + comma, rest->n - comma };
	*col = find(t, name);
	if (*col == t->ncol && down != NULL && name.n > 1 && name.p[0] == '-') {
		*down = true;
		name = (struct sv){ name.p + 1, name.n - 1 };
		*col = find(t, name);
	}
	return *col < t->ncol ? RC_OK : unknown(t, opt, name, e);
}

struct pick {			/* old numbers of the columns to keep, in their new order */
	size_t *col;
	size_t  n;
	size_t *to;		/* per old column: its new number + 1 */
};

static void
add(struct pick *p, size_t col)
{
	if (col == SIZE_MAX || p->to[col] != 0)
		return;
	p->col[p->n++] = col;
	p->to[col] = p->n;
}

/* What is named, intervals behind their values; what is only carried along at the end. */
static void
gather(struct rtable *t, struct pick *p, const size_t *name, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		t->col[name[i]].named = true;
	for (i = 0; i < n; i++) {
		const struct rtable_col *c = &t->col[name[i]];

		add(p, name[i]);
		if (c->lo == SIZE_MAX || t->col[c->lo].named || t->col[c->hi].named)
			continue;
		add(p, c->lo);
		add(p, c->hi);
	}
	n = p->n;
	for (i = 0; i < n; i++) {
		static const char *const more[] = { "window_end", "total" };
		size_t c = rtable_col_find(t, sv_of(more[i & 1]));

		add(p, t->col[p->col[i]].method);
		if (i < 2)
			add(p, c < t->ncol ? c : SIZE_MAX);
	}
	for (i = n; i < p->n; i++)
		t->col[p->col[i]].carried = true;
}

static void
rearrange(struct rtable *t, const struct pick *p)
{
	struct rtable_col *col = mem_array(NULL, p->n + 1, sizeof(*col));

	for (size_t i = 0; i < p->n; i++)
		col[i] = t->col[p->col[i]];
	for (size_t r = 0; r < t->nrow; r++) {
		struct rtable_row *row = &t->row[r], was = *row;

		row->n = 0;
		row->cell = arena_alloc(&t->arena, p->n * sizeof(*row->cell));
		row->col = arena_alloc(&t->arena, p->n * sizeof(*row->col));
		for (size_t i = 0; i < p->n; i++) {
			const struct val *v;

			t->row[r] = was;
			v = rtable_cell(t, r, p->col[i]);
			t->row[r] = *row;
			(void)v;
		}
	}
	mem_free(t->col);
	t->col = col;
	t->ncol = p->n;
}
