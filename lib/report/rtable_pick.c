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
unknown_column(const struct rtable *t, const char *opt, struct sv name, struct err *e)
{
	struct sv *cand;
	enum rc rc;

	cand = mem_array(NULL, t->ncol + 1, sizeof(*cand));
	for (size_t i = 0; i < t->ncol; i++)
		cand[i] = t->col[i].name;
	rc = rc_near(e, rc_err(e, RC_USAGE, "%s: no record has a field '%.*s'", opt,
	    SV_SHOW(name)), name, cand, t->ncol);
	mem_free(cand);
	return rc;
}

/* A table may call a column n that has another name. */
static size_t
find_column(const struct rtable *t, struct sv name)
{
	size_t c = rtable_col_find(t, name);

	return c == t->ncol && sv_is(name, "n") ? rtable_count(t) : c;
}

enum rc
rtable_named(const struct rtable *t, const char *opt, struct sv name, size_t *col, struct err *e)
{
	*col = find_column(t, name);
	return *col < t->ncol ? RC_OK : unknown_column(t, opt, name, e);
}

/* The next name of "a,-b"; its column in *col.  Behind the last one *rest is no text at all. */
static enum rc
next_column(const struct rtable *t, const char *opt, struct sv *rest, bool *down, size_t *col,
    struct err *e)
{
	size_t comma = sv_find(*rest, ',');
	struct sv name = sv_trim((struct sv){ rest->p, comma });

	if (comma < rest->n)
		*rest = (struct sv){ rest->p + comma + 1, rest->n - comma - 1 };
	else
		*rest = (struct sv){ NULL, 0 };
	*col = find_column(t, name);
	if (*col == t->ncol && down != NULL && name.n > 1 && name.p[0] == '-') {
		*down = true;
		name = (struct sv){ name.p + 1, name.n - 1 };
	}
	return rtable_named(t, opt, name, col, e);
}

struct pick {			/* old numbers of the columns to keep, in their new order */
	size_t *col;
	size_t  n;
	size_t *to;		/* per old column: its new number + 1 */
};

static void
add_column(struct pick *p, size_t col)
{
	if (col == SIZE_MAX || p->to[col] != 0)
		return;
	p->col[p->n++] = col;
	p->to[col] = p->n;
}

/* What is named, intervals behind their values; what is only carried along at the end. */
static void
gather_columns(struct rtable *t, struct pick *p, const size_t *name, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		t->col[name[i]].named = true;
	for (i = 0; i < n; i++) {
		const struct rtable_col *c = &t->col[name[i]];

		add_column(p, name[i]);
		if (c->lo == SIZE_MAX || t->col[c->lo].named || t->col[c->hi].named)
			continue;
		add_column(p, c->lo);
		add_column(p, c->hi);
	}
	n = p->n;
	for (i = 0; i < n; i++)
		add_column(p, t->col[p->col[i]].method);
	for (i = 0; i < 2; i++) {
		size_t c = rtable_col_find(t, i == 0 ? SV("window_end") : SV("total"));

		if (c < t->ncol)
			add_column(p, c);
	}
	for (i = n; i < p->n; i++)
		t->col[p->col[i]].carried = true;
}

static void
rearrange_columns(struct rtable *t, const struct pick *p)
{
	struct rtable_col *col = mem_array(NULL, p->n + 1, sizeof(*col));

	for (size_t i = 0; i < p->n; i++)
		col[i] = t->col[p->col[i]];
	for (size_t r = 0; r < t->nrow; r++) {
		struct rtable_row row = {
			.cell = arena_alloc(&t->arena, p->n * sizeof(*row.cell)),
			.col = arena_alloc(&t->arena, p->n * sizeof(*row.col)),
			.kind = t->row[r].kind,
		};

		for (size_t i = 0; i < p->n; i++) {
			const struct val *v = rtable_cell(t, r, p->col[i]);

			if (v->kind == VAL_NONE)
				continue;
			row.cell[row.n] = *v;
			row.col[row.n++] = (uint32_t)i;
		}
		t->row[r] = row;
	}
	mem_free(t->col);
	t->col = col;
	t->ncol = p->n;
	hmap_clear(&t->index);
	for (size_t i = 0; i < p->n; i++)
		*(size_t *)hmap_put(&t->index, col[i].name, NULL) = i + 1;
	rtable_link(t);
}

enum rc
rtable_choose(struct rtable *t, const char *names, struct err *e)
{
	struct sv rest = sv_of(names);
	size_t *name = NULL, n = 0;
	struct pick p = { 0 };
	enum rc rc;

	do {
		name = mem_array(name, n + 1, sizeof(*name));
		rc = next_column(t, "--fields", &rest, NULL, &name[n++], e);
	} while (rc == RC_OK && rest.p != NULL);
	if (rc == RC_OK) {
		p.col = mem_array(NULL, t->ncol, sizeof(*p.col));
		p.to = arena_zalloc(&t->arena, t->ncol * sizeof(*p.to));
		gather_columns(t, &p, name, n);
		rearrange_columns(t, &p);
	}
	mem_free(p.col);
	mem_free(name);
	return rc;
}

/* What is done to each column of "a,b". */
static enum rc
each_column(struct rtable *t, const char *opt, const char *names,
    enum rc (*mark)(struct rtable *t, size_t col, struct err *e), struct err *e)
{
	struct sv rest = sv_of(names);
	enum rc rc;
	size_t col;

	do {
		rc = next_column(t, opt, &rest, NULL, &col, e);
		if (rc == RC_OK)
			rc = mark(t, col, e);
	} while (rc == RC_OK && rest.p != NULL);
	return rc;
}

static enum rc
mark_label(struct rtable *t, size_t col, struct err *e)
{
	(void)e;
	t->col[col].label = true;
	return RC_OK;
}

static enum rc
mark_percent(struct rtable *t, size_t col, struct err *e)
{
	if (!rtable_numeric(t, col))
		return rc_err(e, RC_USAGE, "--percent: '%.*s' is no column of numbers",
		    SV_SHOW(t->col[col].name));
	t->col[col].percent = true;
	return RC_OK;
}

enum rc
rtable_label(struct rtable *t, const char *names, struct err *e)
{
	return each_column(t, "--label", names, mark_label, e);
}

enum rc
rtable_percent(struct rtable *t, const char *names, struct err *e)
{
	return each_column(t, "--percent", names, mark_percent, e);
}

struct sort_key {		/* for qsort: what a row is compared by */
	struct val        v;
	struct rtable_row row;
	size_t            was;
	bool              down;
};

static int
cmp_keys(const void *pa, const void *pb)
{
	const struct sort_key *a = pa, *b = pb;
	int cmp;

	if (val_null(&a->v) != val_null(&b->v))
		return val_null(&a->v) ? 1 : -1;
	cmp = val_cmp(&a->v, &b->v, NULL);
	if (cmp != 0)
		return a->down ? -cmp : cmp;
	return a->was < b->was ? -1 : 1;
}

static void
sort_by(struct rtable *t, size_t col, bool down)
{
	struct sort_key *k = mem_array(NULL, t->nrow + 1, sizeof(*k));
	int64_t at_us;

	for (size_t i = 0; i < t->nrow; i++) {
		k[i] = (struct sort_key){ *rtable_cell(t, i, col), t->row[i], i, down };
		if (rtable_time(t, i, col, &at_us))
			k[i].v = val_of_time(at_us);
		else if (k[i].v.kind == VAL_STRING && num_is(k[i].v.text))
			k[i].v.kind = VAL_NUMBER;
	}
	qsort(k, t->nrow, sizeof(*k), cmp_keys);
	for (size_t i = 0; i < t->nrow; i++)
		t->row[i] = k[i].row;
	mem_free(k);
}

/* The row of --totals in results. */
static bool
is_total(const struct rtable *t, size_t row, size_t col)
{
	return col < t->ncol && t->row[row].kind != NULL &&
	    rtable_cell(t, row, col)->kind == VAL_TRUE;
}

/* Keep the first @top rows and, behind them, all totals. */
static void
put_totals_last(struct rtable *t, uint64_t top)
{
	size_t col = rtable_col_find(t, SV("total")), n = 0, ntotal = 0;
	struct rtable_row *total = mem_array(NULL, t->nrow + 1, sizeof(*total));

	for (size_t i = 0; i < t->nrow; i++) {
		if (is_total(t, i, col))
			total[ntotal++] = t->row[i];
		else if (n < top)
			t->row[n++] = t->row[i];
	}
	memcpy(t->row + n, total, ntotal * sizeof(*total));
	t->nrow = n + ntotal;
	mem_free(total);
}

void
rtable_top(struct rtable *t, uint64_t n)
{
	if (n < t->nrow)
		put_totals_last(t, n);
}

enum rc
rtable_sort(struct rtable *t, const char *names, struct err *e)
{
	struct sv rest = sv_of(names);
	size_t *col = NULL, n = 0;
	bool *down = NULL;
	enum rc rc;

	do {
		col = mem_array(col, n + 1, sizeof(*col));
		down = mem_array(down, n + 1, sizeof(*down));
		down[n] = false;
		rc = next_column(t, "--sort", &rest, &down[n], &col[n], e);
		n++;
	} while (rc == RC_OK && rest.p != NULL);
	/* Stable sorts from the last key to the first. */
	while (rc == RC_OK && n > 0) {
		n--;
		sort_by(t, col[n], down[n]);
	}
	if (rc == RC_OK)
		put_totals_last(t, t->nrow);
	mem_free(col);
	mem_free(down);
	return rc;
}

/* ---- kinds ---- */

size_t
rtable_kinds(const struct rtable *t, const struct rkind **kind)
{
	size_t n = 0;

	for (size_t r = 0; r < t->nrow; r++) {
		size_t i = 0;

		while (i < n && kind[i] != t->row[r].kind)
			i++;
		if (i < n)
			continue;
		if (t->row[r].kind == NULL || n == RTABLE_KINDS_MAX)
			return 0;
		kind[n++] = t->row[r].kind;
	}
	return n;
}

static bool
is_number(const struct rkind_member *m)
{
	return m->type == RKIND_COUNT || m->type == RKIND_NUMBER || m->type == RKIND_INTERVAL;
}

/* The column is in a row of the kind, and is its member @is; NULL: none of its members. */
static bool
has_column(const struct rtable *t, const struct rkind *kind, size_t col,
    const struct rkind_member *is)
{
	const struct sv name = t->col[col].name;

	if (rkind_member(kind, name) != is || sv_is(name, "kind"))
		return false;
	for (size_t r = 0; r < t->nrow; r++)
		if (t->row[r].kind == kind && rtable_cell(t, r, col)->kind != VAL_NONE)
			return true;
	return false;
}

static size_t
add_columns(const struct rtable *t, const struct rkind *kind, const struct rkind_member *is,
    size_t *col, size_t n)
{
	for (size_t c = 0; c < t->ncol; c++)
		if (has_column(t, kind, c, is))
			col[n++] = c;
	return n;
}

/* The columns of a kind's rows, in their new order. */
static size_t
order_columns(const struct rtable *t, const struct rkind *kind, size_t *col)
{
	bool others = false;
	size_t n = 0;

	for (const struct rkind_member *m = kind->member; m->name != NULL; m++) {
		if (!others && is_number(m)) {
			n = add_columns(t, kind, NULL, col, n);
			others = true;
		}
		n = add_columns(t, kind, m, col, n);
	}
	return others ? n : add_columns(t, kind, NULL, col, n);
}

void
rtable_take(struct rtable *to, const struct rtable *t, const struct rkind *kind)
{
	struct jread_member *m = mem_array(NULL, t->ncol + 1, sizeof(*m));
	size_t *col = mem_array(NULL, t->ncol + 1, sizeof(*col));
	const size_t n = order_columns(t, kind, col);

	m[0] = (struct jread_member){ SV("kind"), false, val_of_text(sv_of(kind->name)) };
	for (size_t r = 0; r < t->nrow; r++) {
		size_t k = 1;

		/* The first row has all columns, if only as absent ones: it sets their order. */
		for (size_t i = 0; i < n && t->row[r].kind == kind; i++) {
			const struct val *v = rtable_cell(t, r, col[i]);

			if (v->kind != VAL_NONE || to->nrow == 0)
				m[k++] = (struct jread_member){ t->col[col[i]].name, false, *v };
		}
		if (t->row[r].kind == kind)
			rtable_add(to, m, k);
	}
	mem_free(col);
	mem_free(m);
}

void
rtable_last(struct rtable *to, const struct rtable *t, size_t n)
{
	struct jread_member *m = mem_array(NULL, t->ncol + 1, sizeof(*m));

	for (size_t r = n < t->nrow ? t->nrow - n : 0; r < t->nrow; r++) {
		const struct rtable_row *row = &t->row[r];

		for (size_t i = 0; i < row->n; i++)
			m[i] = (struct jread_member){ t->col[row->col[i]].name, false,
				row->cell[i] };
		rtable_add(to, m, row->n);
	}
	mem_free(m);
}
