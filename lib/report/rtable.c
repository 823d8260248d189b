/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rtable.h"

#include "base/hash.h"
#include "base/mem.h"
#include "run/stream.h"

#include <stdlib.h>
#include <string.h>

void
rtable_init(struct rtable *t)
{
	memset(t, 0, sizeof(*t));
	arena_init(&t->arena);
	map_init(&t->index, &t->arena, sizeof(size_t), hash_seed());
}

static size_t
column(struct rtable *t, struct sv name)
{
	bool fresh;
	size_t *at = map_put(&t->index, name, &fresh);

	if (fresh) {
		t->col = mem_array(t->col, t->ncol + 1, sizeof(*t->col));
		t->col[t->ncol] = (struct rtable_col){ .name = arena_sv(&t->arena, name),
			.lo = SIZE_MAX, .hi = SIZE_MAX, .n = SIZE_MAX, .method = SIZE_MAX };
		*at = ++t->ncol;
	}
	return *at - 1;
}

/* A copy that outlives the record: strings decoded, all text in the table's arena. */
static struct val
keep(struct rtable *t, const struct val *v)
{
	struct val c = *v;

	c.text = v->kind == VAL_STRING ? val_text(v, &t->arena) : v->text;
	c.text = arena_sv(&t->arena, c.text);
	c.flags &= (uint8_t)~VAL_ESC;
	return c;
}

static enum rc
add_row(void *ctx, const struct record *r, struct expr_eval *ev, const struct fold_in *in,
    struct buf *o, struct err *e)
{
	struct rtable *t = ctx;
	struct rtable_row *row;
	size_t cap = t->ncol > r->nmember ? t->ncol : r->nmember;

	(void)ev;
	(void)in;
	(void)o;
	(void)e;
	if (t->nrow == t->caprow) {
		t->caprow = t->caprow != 0 ? 2 * t->caprow : 256;
		t->row = mem_array(t->row, t->caprow, sizeof(*t->row));
	}
	row = &t->row[t->nrow++];
	row->line = arena_sv(&t->arena, r->line);
	row->n = 0;
	row->cell = arena_zalloc(&t->arena, (cap + 1) * sizeof(struct val));
	for (size_t i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];
		size_t c = column(t, m->key_esc ? val_unescape(m->key, &t->arena) : m->key);

		if (c >= cap) {
			struct val *more = arena_zalloc(&t->arena, 2 * (c + 1) * sizeof(*more));

			memcpy(more, row->cell, cap * sizeof(*more));
			row->cell = more;
			cap = 2 * (c + 1);
		}
		row->n = c >= row->n ? c + 1 : row->n;
		row->cell[c] = keep(t, &m->val);
	}
	return RC_OK;
}

enum rc
rtable_read(struct rtable *t, struct job *j, struct err *e)
{
	struct stream s = { .ctx = t, .record = add_row, .serial = true };

	return stream_run(j, &s, e);
}

size_t
rtable_col_find(const struct rtable *t, struct sv name)
{
	const size_t *at = map_get(&t->index, name);

	return at != NULL ? *at - 1 : t->ncol;
}

const struct val *
rtable_cell(const struct rtable *t, size_t row, size_t col)
{
	static const struct val none = { 0 };

	return col < t->row[row].n ? &t->row[row].cell[col] : &none;
}

/* The column called @name with @suffix behind it, SIZE_MAX when there is none. */
static size_t
companion(struct rtable *t, struct sv name, struct sv suffix)
{
	char *full = arena_alloc(&t->arena, name.n + suffix.n + 1);
	size_t c;

	memcpy(full, name.p, name.n);
	memcpy(full + name.n, suffix.p, suffix.n);
	c = rtable_col_find(t, (struct sv){ full, name.n + suffix.n });
	return c < t->ncol ? c : SIZE_MAX;
}

void
rtable_link(struct rtable *t)
{
	for (size_t i = 0; i < t->ncol; i++) {
		struct rtable_col *c = &t->col[i];

		c->lo = companion(t, c->name, SV("_lo"));
		c->hi = companion(t, c->name, SV("_hi"));
		c->n = companion(t, c->name, SV("_n"));
		c->method = companion(t, c->name, SV("_method"));
		if (c->lo == SIZE_MAX || c->hi == SIZE_MAX)
			c->lo = c->hi = SIZE_MAX;
	}
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

/* The next name of "a,-b"; its column in *col. */
static enum rc
next_column(const struct rtable *t, const char *opt, struct sv *rest, bool *down, size_t *col,
    struct err *e)
{
	size_t comma = sv_find(*rest, ','), near;
	struct sv name = sv_trim((struct sv){ rest->p, comma });
	struct sv *cand;

	comma += comma < rest->n;
	*rest = (struct sv){ rest->p + comma, rest->n - comma };
	*col = rtable_col_find(t, name);
	if (*col == t->ncol && down != NULL && name.n > 1 && name.p[0] == '-') {
		*down = true;
		name = (struct sv){ name.p + 1, name.n - 1 };
		*col = rtable_col_find(t, name);
	}
	if (*col < t->ncol)
		return RC_OK;
	cand = mem_array(NULL, t->ncol + 1, sizeof(*cand));
	for (size_t i = 0; i < t->ncol; i++)
		cand[i] = t->col[i].name;
	near = sv_near(name, cand, t->ncol);
	rc_err(e, RC_USAGE, "%s: no record has a field '%.*s'%s%.*s%s", opt, (int)name.n, name.p,
	    near < t->ncol ? ", did you mean '" : "", near < t->ncol ? (int)cand[near].n : 0,
	    near < t->ncol ? cand[near].p : "", near < t->ncol ? "'?" : "");
	mem_free(cand);
	return RC_USAGE;
}

static bool
listed(const size_t *pick, size_t n, size_t col)
{
	size_t i;

	for (i = 0; i < n && pick[i] != col; i++)
		;
	return i < n;
}

enum rc
rtable_choose(struct rtable *t, const char *names, struct err *e)
{
	struct sv rest = sv_of(names);
	size_t *pick = NULL, n = 0;
	struct rtable_col *col;
	enum rc rc = RC_OK;

	while (rc == RC_OK && rest.n > 0) {
		pick = mem_array(pick, n + 1, sizeof(*pick));
		rc = next_column(t, "--fields", &rest, NULL, &pick[n], e);
		n += rc == RC_OK && !listed(pick, n, pick[n]);
	}
	if (rc != RC_OK) {
		mem_free(pick);
		return rc;
	}
	for (size_t i = 0, chosen = n; i < chosen; i++) {
		size_t with[] = { t->col[pick[i]].lo, t->col[pick[i]].hi };

		for (size_t k = 0; k < 2; k++) {
			if (with[k] == SIZE_MAX || listed(pick, n, with[k]))
				continue;
			pick = mem_array(pick, n + 1, sizeof(*pick));
			pick[n++] = with[k];
		}
	}
	col = mem_array(NULL, n + 1, sizeof(*col));
	for (size_t i = 0; i < n; i++)
		col[i] = t->col[pick[i]];
	for (size_t r = 0; r < t->nrow; r++) {
		struct val *cell = arena_zalloc(&t->arena, (n + 1) * sizeof(*cell));

		for (size_t i = 0; i < n; i++)
			cell[i] = *rtable_cell(t, r, pick[i]);
		t->row[r].cell = cell;
		t->row[r].n = n;
	}
	mem_free(t->col);
	mem_free(pick);
	t->col = col;
	t->ncol = n;
	map_clear(&t->index);
	for (size_t i = 0; i < n; i++)
		*(size_t *)map_put(&t->index, col[i].name, NULL) = i + 1;
	rtable_link(t);
	return RC_OK;
}

enum rc
rtable_label(struct rtable *t, const char *names, struct err *e)
{
	struct sv rest = sv_of(names);
	enum rc rc = RC_OK;
	size_t col;

	while (rc == RC_OK && rest.n > 0) {
		rc = next_column(t, "--label", &rest, NULL, &col, e);
		if (rc == RC_OK)
			t->col[col].label = true;
	}
	return rc;
}

struct sort_key {		/* for qsort: a row with what its comparison needs */
	const struct rtable *t;
	struct rtable_row    row;
	size_t               was;
	size_t               col;
	bool                 down;
};

static int
cmp_rows(const void *pa, const void *pb)
{
	static const struct val none = { 0 };
	const struct sort_key *a = pa, *b = pb;
	const struct val *va = a->col < a->row.n ? &a->row.cell[a->col] : &none;
	const struct val *vb = b->col < b->row.n ? &b->row.cell[b->col] : &none;
	int cmp;

	if (val_null(va) != val_null(vb))
		return val_null(va) ? 1 : -1;
	cmp = val_cmp(va, vb, NULL);
	if (cmp != 0)
		return a->down ? -cmp : cmp;
	return a->was < b->was ? -1 : 1;
}

static void
sort_by(struct rtable *t, size_t col, bool down)
{
	struct sort_key *k = mem_array(NULL, t->nrow + 1, sizeof(*k));

	for (size_t i = 0; i < t->nrow; i++)
		k[i] = (struct sort_key){ t, t->row[i], i, col, down };
	qsort(k, t->nrow, sizeof(*k), cmp_rows);
	for (size_t i = 0; i < t->nrow; i++)
		t->row[i] = k[i].row;
	mem_free(k);
}

enum rc
rtable_sort(struct rtable *t, const char *names, struct err *e)
{
	struct sv rest = sv_of(names);
	size_t *col = NULL, n = 0;
	bool *down = NULL;
	enum rc rc = RC_OK;

	while (rc == RC_OK && rest.n > 0) {
		col = mem_array(col, n + 1, sizeof(*col));
		down = mem_array(down, n + 1, sizeof(*down));
		down[n] = false;
		rc = next_column(t, "--sort", &rest, &down[n], &col[n], e);
		n += rc == RC_OK;
	}
	/* Stable sorts from the last key to the first. */
	while (rc == RC_OK && n > 0) {
		n--;
		sort_by(t, col[n], down[n]);
	}
	mem_free(col);
	mem_free(down);
	return rc;
}

void
rtable_free(struct rtable *t)
{
	map_free(&t->index);
	mem_free(t->col);
	mem_free(t->row);
	arena_free(&t->arena);
}
