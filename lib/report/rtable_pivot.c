/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtable_pivot - long to wide, as --pivot asks for it: see rtable.h
 *
 *     cohort  size  k  rate            cohort  size     0     1
 *     mon       10  0  1               mon       10     1  0.40
 *     mon       10  1  0.40     ──►    tue        5     1     -
 *     tue        5  0  1
 */
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "report/rtable.h"

#include <stdlib.h>
#include <string.h>

enum {
	WIDE_MAX = 4000,	/* columns that the values of one may become */
	CELLS_MAX = 10000000
};

struct role {			/* of each old column */
	bool   key;		/* rows with the same keys become one */
	bool   kept;		/* stays a column: a key, or the same wherever the keys are */
	size_t to;		/* then: its new number */
};

struct wide {			/* a new column */
	struct val of;		/* the value it is of */
	size_t     was;		/* in order of appearance */
};

struct pivot {
	struct rtable *t;
	struct arena  *tmp;
	size_t         by;	/* the column whose values become columns */
	size_t         value;	/* and the one that fills them */
	struct role   *role;
	size_t        *group;	/* of each old row: the new one */
	size_t        *first;	/* of each new row: its first old one */
	size_t         ngroup;
	size_t         nkept;
	struct wide   *wide;
	size_t         nwide;
	size_t        *wide_of;	/* of each old row: which of them, in order of appearance */
};

static bool
is_kind(const struct rtable *t, size_t col)
{
	return sv_is(t->col[col].name, "kind");
}

/* What tables for people leave out: settings and methods. */
static bool
is_detail(const struct rtable *t, size_t col)
{
	const struct rkind *k = t->nrow > 0 ? t->row[0].kind : NULL;
	const struct rkind_member *m = k != NULL ? rkind_member(k, t->col[col].name) : NULL;

	return m != NULL && !t->col[col].named &&
	    (m->show == RKIND_DETAIL || m->show == RKIND_SOMETIMES);
}

/* Text, times and what --label names; measurements and flags are none. */
static bool
tells_apart(const struct pivot *p, size_t col)
{
	const struct rtable *t = p->t;

	if (col == p->by || col == p->value || t->col[col].of != SIZE_MAX || is_detail(t, col))
		return false;
	if (sv_is(t->col[p->by].name, "window") && sv_is(t->col[col].name, "window_end"))
		return false;	/* it says no more than what becomes columns */
	if (t->col[col].label || is_kind(t, col))
		return true;
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, col);

		if (v->kind == VAL_STRING || v->kind == VAL_TIME)
			return true;
	}
	return false;
}

/* Two values have one such text when they are equal; 7 and "7" differ. */
static void
put_value(struct buf *b, const struct val *v, struct arena *tmp)
{
	struct sv text = val_text(v, tmp);

	buf_c(b, (char)('0' + v->kind));
	buf_sv(b, text);
	buf_c(b, '\0');
}

static void
group_rows(struct pivot *p)
{
	const struct rtable *t = p->t;
	struct hmap seen;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	hmap_init(&seen, p->tmp, sizeof(size_t), hash_seed());
	for (size_t r = 0; r < t->nrow; r++) {
		bool fresh;
		size_t *at;

		buf_clear(&b);
		for (size_t i = 0; i < t->ncol; i++)
			if (p->role[i].key)
				put_value(&b, rtable_cell(t, r, i), p->tmp);
		at = hmap_put(&seen, buf_view(&b), &fresh);
		if (fresh) {
			*at = p->ngroup;
			p->first[p->ngroup++] = r;
		}
		p->group[r] = *at;
	}
	hmap_free(&seen);
	buf_free(&b);
}

/* The same in all rows that become one; where none do, nothing tells that it would be. */
static bool
same_in_groups(const struct pivot *p, size_t col)
{
	const struct rtable *t = p->t;

	if (p->ngroup == t->nrow)
		return false;
	for (size_t r = 0; r < t->nrow; r++)
		if (val_cmp(rtable_cell(t, r, col), rtable_cell(t, p->first[p->group[r]], col),
		    NULL) != 0)
			return false;
	return true;
}

static void
choose_roles(struct pivot *p)
{
	const struct rtable *t = p->t;
	/* By cells without a value, see is_complete. */
	size_t told = rtable_col_find(t, SV("complete"));

	for (size_t i = 0; i < t->ncol; i++)
		p->role[i].key = tells_apart(p, i);
	group_rows(p);
	for (size_t i = 0; i < t->ncol; i++) {
		const bool alone = t->col[i].of == SIZE_MAX && !is_detail(t, i);

		p->role[i].kept = p->role[i].key || (i != p->by && i != p->value &&
		    alone && i != told && same_in_groups(p, i));
	}
	for (size_t i = 0; i < t->ncol; i++)	/* an interval stays with its value */
		if (t->col[i].of != SIZE_MAX)
			p->role[i].kept = p->role[t->col[i].of].kept && same_in_groups(p, i);
}

/*
 * What fills the cells when nobody says: the first number with an interval, else the first
 * that differs within a row, else the first.
 */
static size_t
find_value(struct pivot *p)
{
	const struct rtable *t = p->t;
	size_t first[3] = { t->ncol, t->ncol, t->ncol };

	p->value = t->ncol;
	choose_roles(p);
	for (size_t i = t->ncol; i-- > 0;) {
		if (i == p->by || p->role[i].key || t->col[i].of != SIZE_MAX ||
		    !rtable_numeric(t, i))
			continue;
		first[2] = i;
		if (!p->role[i].kept)
			first[1] = i;
		if (t->col[i].lo != SIZE_MAX)
			first[0] = i;
	}
	p->ngroup = 0;
	for (size_t i = 0; i < 2; i++)
		if (first[i] < t->ncol)
			return first[i];
	return first[2];
}

static int
cmp_wide(const void *pa, const void *pb)
{
	const struct wide *a = pa, *b = pb;
	int cmp = val_cmp(&a->of, &b->of, NULL);

	return cmp != 0 ? cmp : a->was < b->was ? -1 : a->was > b->was;
}

/* The values of the column, numbers in their order, others as they appear. */
static enum rc
find_wide(struct pivot *p, struct err *e)
{
	const struct rtable *t = p->t;
	struct hmap seen;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	hmap_init(&seen, p->tmp, sizeof(size_t), hash_seed());
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, p->by);
		bool fresh;
		size_t *at;

		buf_clear(&b);
		put_value(&b, v, p->tmp);
		at = hmap_put(&seen, buf_view(&b), &fresh);
		if (fresh) {
			*at = p->nwide;
			p->wide = mem_array(p->wide, p->nwide + 1, sizeof(*p->wide));
			p->wide[p->nwide] = (struct wide){ *v, p->nwide };
			p->nwide++;
		}
		p->wide_of[r] = *at;
	}
	hmap_free(&seen);
	buf_free(&b);
	if (p->nwide > WIDE_MAX)
		return rc_err(e, RC_LIMIT, "--pivot: '%.*s' has %zu values, more than %d columns",
		    SV_SHOW(t->col[p->by].name), p->nwide, (int)WIDE_MAX);
	if (rtable_numeric(t, p->by))
		qsort(p->wide, p->nwide, sizeof(*p->wide), cmp_wide);
	return RC_OK;
}

static bool
is_taken(const struct rtable_col *col, size_t n, struct sv name)
{
	for (size_t i = 0; i < n; i++)
		if (sv_eq(col[i].name, name))
			return true;
	return false;
}

/* 1; k=1 when a column is called 1 already; null for what is not there. */
static struct sv
wide_name(const struct pivot *p, const struct rtable_col *col, size_t n, const struct val *v)
{
	struct sv text = val_text(v, &p->t->arena), by = p->t->col[p->by].name;
	struct buf b;

	if (text.n == 0 && v->kind != VAL_STRING)
		text = SV("null");
	if (text.n > 0 && !is_taken(col, n, text))
		return text;
	buf_init(&b, SIZE_MAX);
	buf_sv(&b, by);
	do {
		buf_c(&b, '=');
		buf_sv(&b, text);
	} while (is_taken(col, n, buf_view(&b)));
	text = arena_sv(&p->t->arena, buf_view(&b));
	buf_free(&b);
	return text;
}

static struct rtable_col *
new_columns(struct pivot *p)
{
	const struct rtable *t = p->t;
	struct rtable_col *col = mem_array(NULL, t->ncol + p->nwide, sizeof(*col));
	size_t n = 0;

	for (size_t i = 0; i < t->ncol; i++)
		if (p->role[i].kept) {
			p->role[i].to = n;
			col[n++] = t->col[i];
		}
	p->nkept = n;
	for (size_t i = 0; i < p->nwide; i++) {
		col[n] = (struct rtable_col){ .wide = true,
			.percent = t->col[p->value].percent };
		col[n].name = wide_name(p, col, n, &p->wide[i].of);
		n++;
	}
	return col;
}

/* A record that says so is not complete: its value would be taken for that of a whole period. */
static bool
is_complete(const struct rtable *t, size_t row)
{
	size_t col = rtable_col_find(t, SV("complete"));

	return col == t->ncol || t->row[row].kind == NULL ||
	    rtable_cell(t, row, col)->kind != VAL_FALSE;
}

/* The cells of all new rows, side by side; an absent one where there is no value. */
static enum rc
fill_cells(const struct pivot *p, struct val *cell, struct err *e)
{
	const struct rtable *t = p->t;
	size_t width = p->nkept + p->nwide, *place = arena_alloc(p->tmp, p->nwide * sizeof(*place));
	bool *full = arena_zalloc(p->tmp, p->ngroup * p->nwide + 1);

	for (size_t i = 0; i < p->nwide; i++)
		place[p->wide[i].was] = p->nkept + i;
	for (size_t r = 0; r < t->nrow; r++) {
		size_t g = p->group[r], w = p->wide_of[r];

		for (size_t i = 0; i < t->ncol && p->first[g] == r; i++)
			if (p->role[i].kept)
				cell[g * width + p->role[i].to] = *rtable_cell(t, r, i);
		if (full[g * p->nwide + w])
			return rc_err(e, RC_USAGE, "--pivot: records %zu and one before it have "
			    "the same keys and the same '%.*s': name what tells them apart with "
			    "--label", r + 1, SV_SHOW(t->col[p->by].name));
		full[g * p->nwide + w] = true;
		if (is_complete(t, r))
			cell[g * width + place[w]] = *rtable_cell(t, r, p->value);
	}
	return RC_OK;
}

static void
replace_table(struct pivot *p, struct rtable_col *col, const struct val *cell)
{
	struct rtable *t = p->t;
	size_t width = p->nkept + p->nwide;

	for (size_t g = 0; g < p->ngroup; g++) {
		struct rtable_row row = {
			.cell = arena_alloc(&t->arena, width * sizeof(*row.cell)),
			.col = arena_alloc(&t->arena, width * sizeof(*row.col)),
		};

		for (size_t i = 0; i < width; i++) {
			if (cell[g * width + i].kind == VAL_NONE)
				continue;
			row.cell[row.n] = cell[g * width + i];
			row.col[row.n++] = (uint32_t)i;
		}
		t->row[g] = row;
	}
	t->nrow = p->ngroup;
	mem_free(t->col);
	t->col = col;
	t->ncol = width;
	hmap_clear(&t->index);
	for (size_t i = 0; i < width; i++)
		*(size_t *)hmap_put(&t->index, col[i].name, NULL) = i + 1;
	rtable_link(t);
}

static enum rc
pivot_table(struct pivot *p, struct err *e)
{
	struct rtable_col *col;
	struct val *cell;
	enum rc rc;

	choose_roles(p);
	rc = find_wide(p, e);
	if (rc != RC_OK)
		return rc;
	col = new_columns(p);
	if (p->ngroup > CELLS_MAX / (p->nkept + p->nwide))
		rc = rc_err(e, RC_LIMIT, "--pivot: a table of %zu rows and %zu columns is more "
		    "than %d cells", p->ngroup, p->nkept + p->nwide, (int)CELLS_MAX);
	if (rc != RC_OK) {
		mem_free(col);
		return rc;
	}
	cell = mem_zalloc((p->ngroup * (p->nkept + p->nwide) + 1) * sizeof(*cell));
	rc = fill_cells(p, cell, e);
	if (rc == RC_OK)
		replace_table(p, col, cell);
	else
		mem_free(col);
	mem_free(cell);
	return rc;
}

/* "k", or "k:rate" where no column is called so. */
static enum rc
parse_what(struct pivot *p, struct sv what, struct err *e)
{
	size_t colon = what.n;
	enum rc rc;

	while (colon > 0 && what.p[colon - 1] != ':')
		colon--;
	if (colon == 0 || rtable_col_find(p->t, what) < p->t->ncol)
		return rtable_named(p->t, "--pivot", what, &p->by, e);
	rc = rtable_named(p->t, "--pivot", (struct sv){ what.p, colon - 1 }, &p->by, e);
	if (rc == RC_OK)
		rc = rtable_named(p->t, "--pivot",
		    (struct sv){ what.p + colon, what.n - colon }, &p->value, e);
	if (rc == RC_OK && p->by == p->value)
		rc = rc_err(e, RC_USAGE, "--pivot: '%.*s' cannot fill its own columns",
		    SV_SHOW(p->t->col[p->by].name));
	return rc;
}

enum rc
rtable_pivot(struct rtable *t, const char *what, struct err *e)
{
	struct arena tmp;
	struct pivot p = { .t = t, .tmp = &tmp, .value = t->ncol };
	enum rc rc = parse_what(&p, sv_of(what), e);

	if (rc != RC_OK)
		return rc;
	arena_init(&tmp);
	p.role = arena_zalloc(&tmp, (t->ncol + 1) * sizeof(*p.role));
	p.group = arena_alloc(&tmp, (t->nrow + 1) * sizeof(*p.group));
	p.first = arena_alloc(&tmp, (t->nrow + 1) * sizeof(*p.first));
	p.wide_of = arena_alloc(&tmp, (t->nrow + 1) * sizeof(*p.wide_of));
	if (p.value == t->ncol)
		p.value = find_value(&p);
	if (p.value == t->ncol)
		rc = rc_err(e, RC_USAGE, "--pivot: no numbers to fill the table with: "
		    "name a column (%.*s:COLUMN)", SV_SHOW(t->col[p.by].name));
	if (rc == RC_OK)
		rc = pivot_table(&p, e);
	mem_free(p.wide);
	arena_free(&tmp);
	return rc;
}
