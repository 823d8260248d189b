/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rtable.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/rfc3339.h"
#include "run/stream.h"

#include <stdlib.h>
#include <string.h>

void
rtable_init(struct rtable *t)
{
	memset(t, 0, sizeof(*t));
	arena_init(&t->arena);
	hmap_init(&t->index, &t->arena, sizeof(size_t), hash_seed());
}

static size_t
column_of(struct rtable *t, struct sv name)
{
	bool fresh;
	size_t *at = hmap_put(&t->index, name, &fresh);

	if (fresh) {
		if (t->ncol == t->capseen) {
			t->capseen = t->capseen != 0 ? 2 * t->capseen : 32;
			t->col = mem_array(t->col, t->capseen, sizeof(*t->col));
			t->seen = mem_array(t->seen, t->capseen, 2 * sizeof(*t->seen));
		}
		t->seen[2 * t->ncol] = 0;
		t->col[t->ncol] = (struct rtable_col){ .name = arena_sv(&t->arena, name) };
		*at = ++t->ncol;
	}
	return *at - 1;
}

/* A copy that outlives the record: strings decoded, all text in the table's arena. */
static struct val
keep_value(struct rtable *t, const struct val *v)
{
	struct val c = *v;

	if (v->kind == VAL_STRING && (v->flags & VAL_ESC) != 0)
		c.text = val_text(v, &t->arena);
	else if (v->kind >= VAL_NUMBER && v->text.n > 0)
		c.text = arena_sv(&t->arena, v->text);
	c.flags &= (uint8_t)~VAL_ESC;
	return c;
}

struct place {			/* for qsort: a value and its column */
	struct val v;
	uint32_t   col;
};

static int
cmp_places(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;

	return (a->col > b->col) - (a->col < b->col);
}

static void
sort_row(struct rtable_row *row)
{
	struct place *p = mem_array(NULL, row->n, sizeof(*p));
	size_t i;

	for (i = 0; i < row->n; i++)
		p[i] = (struct place){ row->cell[i], row->col[i] };
	qsort(p, row->n, sizeof(*p), cmp_places);
	for (i = 0; i < row->n; i++) {
		row->cell[i] = p[i].v;
		row->col[i] = p[i].col;
	}
	mem_free(p);
}

void
rtable_add(struct rtable *t, const struct jread_member *m, size_t n)
{
	struct rtable_row *row;
	bool rising = true;

	if (t->nrow == t->caprow) {
		t->caprow = t->caprow != 0 ? 2 * t->caprow : 256;
		t->row = mem_array(t->row, t->caprow, sizeof(*t->row));
	}
	row = &t->row[t->nrow++];
	row->n = 0;
	row->kind = rkind_read(m, n);
	row->cell = arena_alloc(&t->arena, n * sizeof(*row->cell));
	row->col = arena_alloc(&t->arena, n * sizeof(*row->col));
	for (size_t i = 0; i < n; i++) {
		struct sv key = m[i].key_esc ? val_unescape(m[i].key, &t->arena) : m[i].key;
		size_t c = column_of(t, key);
		size_t *seen = &t->seen[2 * c];

		if (seen[0] != t->nrow) {
			rising = rising && (row->n == 0 || row->col[row->n - 1] < c);
			seen[0] = t->nrow;
			seen[1] = row->n;
			row->col[row->n++] = (uint32_t)c;
		}
		row->cell[seen[1]] = keep_value(t, &m[i].val);
	}
	if (!rising)
		sort_row(row);
}

struct reading {
	struct rtable       *t;
	struct rtable_reach *reach;
};

static enum rc
add_row(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	const struct reading *to = ctx;
	const struct jread_member *m;
	size_t n;

	(void)in;
	(void)out;
	(void)e;
	m = rtable_reach_members(to->reach, r, ev, &n);
	rtable_add(to->t, m, n);
	return RC_OK;
}

enum rc
rtable_read(struct rtable *t, struct rtable_reach *reach, struct job *j, struct err *e)
{
	struct reading to = { t, reach };
	struct stream s = { .ctx = &to, .record = add_row, .serial = true };

	return stream_run(j, &s, e);
}

size_t
rtable_col_find(const struct rtable *t, struct sv name)
{
	const size_t *at = hmap_get(&t->index, name);

	return at != NULL ? *at - 1 : t->ncol;
}

const struct val *
rtable_cell(const struct rtable *t, size_t row, size_t col)
{
	static const struct val none = { 0 };
	const struct rtable_row *r = &t->row[row];
	size_t lo = 0, hi = r->n;

	if (col < r->n && r->col[col] == col)	/* nothing is missing before it */
		return &r->cell[col];
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->col[mid] == col)
			return &r->cell[mid];
		if (r->col[mid] < col)
			lo = mid + 1;
		else
			hi = mid;
	}
	return &none;
}

/* The column called @name with @suffix behind it; SIZE_MAX for none, or when it is named itself. */
static size_t
find_companion(const struct rtable *t, struct sv name, struct sv suffix, struct arena *a)
{
	char *full = arena_alloc(a, name.n + suffix.n);
	size_t c;

	if (name.n > 0)
		memcpy(full, name.p, name.n);
	memcpy(full + name.n, suffix.p, suffix.n);
	c = rtable_col_find(t, (struct sv){ full, name.n + suffix.n });
	return c < t->ncol && !t->col[c].named ? c : SIZE_MAX;
}

/* No value of column @i lies outside of the ends @lo and @hi. */
static bool
holds_values(const struct rtable *t, size_t i, size_t lo, size_t hi)
{
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, i);
		const struct val *a = rtable_cell(t, r, lo), *b = rtable_cell(t, r, hi);

		if (v->kind == VAL_NUMBER &&
		    ((a->kind == VAL_NUMBER && val_cmp(v, a, NULL) < 0) ||
		    (b->kind == VAL_NUMBER && val_cmp(v, b, NULL) > 0)))
			return false;
	}
	return true;
}

void
rtable_link(struct rtable *t)
{
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < t->ncol; i++)
		t->col[i].of = SIZE_MAX;
	for (size_t i = 0; i < t->ncol; i++) {
		struct rtable_col *c = &t->col[i];

		arena_reset(&a);
		c->lo = find_companion(t, c->name, SV("_lo"), &a);
		c->hi = find_companion(t, c->name, SV("_hi"), &a);
		c->n = find_companion(t, c->name, SV("_n"), &a);
		c->method = find_companion(t, c->name, SV("_method"), &a);
		if (c->lo == SIZE_MAX || c->hi == SIZE_MAX || !holds_values(t, i, c->lo, c->hi))
			c->lo = c->hi = SIZE_MAX;
		if (c->lo != SIZE_MAX)
			t->col[c->lo].of = t->col[c->hi].of = i;
		if (c->n != SIZE_MAX)
			t->col[c->n].of = i;
		if (c->method != SIZE_MAX)
			t->col[c->method].of = i;
	}
	arena_free(&a);
}

bool
rtable_numeric(const struct rtable *t, size_t col)
{
	bool any = false;

	if (t->col[col].label)
		return false;
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, col);

		if (v->kind == VAL_NUMBER)
			any = true;
		else if (!val_null(v))
			return false;
	}
	return any;
}

bool
rtable_equal(const struct rtable *t, size_t a, size_t b)
{
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, a);

		if (!val_null(v) && val_cmp(v, rtable_cell(t, r, b), NULL) != 0)
			return false;
	}
	return true;
}

bool
rtable_varies(const struct rtable *t, size_t col)
{
	for (size_t r = 1; r < t->nrow; r++)
		if (val_cmp(rtable_cell(t, r, col), rtable_cell(t, 0, col), NULL) != 0)
			return true;
	return false;
}

bool
rtable_time(const struct rtable *t, size_t row, size_t col, int64_t *at_us)
{
	const struct val *v = rtable_cell(t, row, col);
	int32_t offset_s;

	return v->kind == VAL_STRING && rfc3339_parse(v->text, at_us, &offset_s);
}

size_t
rtable_count(const struct rtable *t)
{
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < t->ncol; i++) {
		size_t n = t->col[i].n;

		if (n == SIZE_MAX)
			continue;
		if (first == SIZE_MAX)
			first = n;
		if (!rtable_equal(t, n, first))
			return t->ncol;
	}
	return first != SIZE_MAX ? first : t->ncol;
}

void
rtable_free(struct rtable *t)
{
	hmap_free(&t->index);
	mem_free(t->col);
	mem_free(t->seen);
	mem_free(t->row);
	arena_free(&t->arena);
}
