/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * overflow - groups beyond max_groups, against a plain list
 *
 * Random keys (numbers, strings, null; one or two values) and windows, in random
 * order, cut at random into parts that merge along a random tree: the parts must
 * end as the list says, which sorts all keys, keeps the first N and adds up the
 * rest.  Without overflow the same input must fail, or not, by its number of keys.
 *
 * Records come in batches of random size, some of which cannot be judged: they leave a
 * group and nothing in it, and those around them are counted, once.
 */
#include "../t.h"

#include "base/rng.h"
#include "fold/part.h"

#include <stdlib.h>

enum { ROUNDS = 400, RECORDS_MAX = 600, PARTS_MAX = 6, WINDOWS_MAX = 3, HOUR = 3600 };

struct sum {			/* the state; it owns heap, so that leaks and double frees show */
	uint64_t *n;
	uint64_t  weight;
};

struct rec {
	int      key[2];	/* 0: null; positive: the number; negative: the string of it */
	int      window;
	uint64_t weight;
	bool     bad;
};

struct want {
	int      key[2];
	int      window;
	bool     other;
	uint64_t n, weight;
};

static struct rng r;
static long alive;

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&r, n);
}

static enum rc
init(const void *ctx, void *st, struct err *e)
{
	struct sum *s = st;

	(void)ctx;
	(void)e;
	if (s->n != NULL || s->weight != 0)
		t_ok(false, __FILE__, __LINE__, "a state is zero before init");
	s->n = calloc(1, sizeof(*s->n));
	alive++;
	return RC_OK;
}

static enum rc
merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	struct sum *d = dst;
	const struct sum *s = src;

	(void)ctx;
	(void)e;
	*d->n += *s->n;
	d->weight += s->weight;
	return RC_OK;
}

static void
release(const void *ctx, void *st)
{
	struct sum *s = st;

	(void)ctx;
	free(s->n);
	alive--;
}

static enum rc
step(const void *ctx, void *st, const struct record *x, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	const struct rec *rec = x->writer;
	struct sum *s = st;

	(void)ctx;
	(void)ev;
	T_QUIET(in->at_us / HOUR == rec->window && in->timed, "a record has its own time");
	if (rec->bad)
		return rc_bad(e, "test", "bad");
	++*s->n;
	s->weight += rec->weight;
	return RC_OK;
}

static enum rc
step_rows(const void *ctx, void *const *st, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e)
{
	enum rc rc = RC_OK;

	for (*done = 0; *done < rows->n && rc == RC_OK; ++*done) {
		struct agg_in in = { .at_us = rows->at_us[*done], .timed = rows->timed[*done] };

		rc = step(ctx, st[*done], rows->rec[*done], ev, &in, e);
	}
	return rc;
}

static const struct fold_ops ops = { .init = init, .step = step, .merge = merge, .free = release };
static const struct fold_ops ops_rows = { .init = init, .step = step, .rows = step_rows,
	.merge = merge, .free = release };

/* Null, then numbers, then strings by their bytes. */
static int
cmp_value(int a, int b)
{
	char x[16], y[16];

	if ((a < 0) != (b < 0))
		return a < 0 ? 1 : -1;
	if (a >= 0)
		return (a > b) - (a < b);
	snprintf(x, sizeof(x), "%d", -a);
	snprintf(y, sizeof(y), "%d", -b);
	return strcmp(x, y);
}

static int
cmp_key(const int *a, const int *b)
{
	int c = cmp_value(a[0], b[0]);

	return c != 0 ? c : cmp_value(a[1], b[1]);
}

static int
cmp_want(const void *pa, const void *pb)
{
	const struct want *a = pa, *b = pb;

	if (a->window != b->window)
		return a->window < b->window ? -1 : 1;
	if (a->other || b->other)
		return (int)a->other - (int)b->other;
	return cmp_key(a->key, b->key);
}

/* A value, spelled one of several ways: 7, 7.0, 70e-1; "7" and "\u0037". */
static struct val
spell(int v, struct arena *a)
{
	struct val out = { .kind = VAL_NULL };
	char text[40];
	int n;

	if (v == 0)
		return out;
	if (v > 0) {
		switch (below(4)) {
		case 0: n = snprintf(text, sizeof(text), "%d", v); break;
		case 1: n = snprintf(text, sizeof(text), "%d.0", v); break;
		case 2: n = snprintf(text, sizeof(text), "%d0e-1", v); break;
		default: n = snprintf(text, sizeof(text), "%d.000", v); break;
		}
		out.kind = VAL_NUMBER;
	} else {
		char digits[16];
		bool escape = below(2) == 0;

		n = snprintf(digits, sizeof(digits), "%d", -v);
		n = escape ? snprintf(text, sizeof(text), "\\u00%02x%s", (unsigned)digits[0], digits + 1)
		           : snprintf(text, sizeof(text), "%s", digits);
		out.kind = VAL_STRING;
		out.flags = escape ? VAL_ESC : 0;
	}
	out.text = arena_sv(a, (struct sv){ text, (size_t)n });
	return out;
}

struct feed {			/* of records to a part */
	struct part      *t;
	struct expr_eval *ev;
	struct record     row[BATCH_ROWS];
	struct val        slot[BATCH_ROWS][2];
	int64_t           at_us[BATCH_ROWS];
	bool              timed[BATCH_ROWS];
	size_t            n, max;
};

/* What has been gathered, until all of it is judged. */
static enum rc
flush(struct feed *f, struct err *e)
{
	const struct record *at[BATCH_ROWS];
	enum rc rc = RC_OK;

	for (size_t i = 0; i < f->n; i++)
		at[i] = &f->row[i];
	for (size_t i = 0, done = 0; i < f->n && rc == RC_OK; i += done) {
		const struct rows rows = { at + i, f->at_us + i, f->timed + i, f->n - i, NULL };
		const struct rec *last;

		done = 0;
		rc = part_rows(f->t, &rows, f->ev, &done, e);
		if (!T_QUIET(done > 0 && done <= rows.n, "%zu rows of %zu", done, rows.n))
			break;
		last = rows.rec[done - 1]->writer;
		T_QUIET((rc == RC_OK) == (done == rows.n && !last->bad) || rc == RC_LIMIT,
		    "row %zu of %zu ended it: %d", done, rows.n, (int)rc);
		rc = rc == RC_BAD && last->bad ? RC_OK : rc;
	}
	expr_eval_reset(f->ev);
	f->n = 0;
	return rc;
}

static enum rc
add(struct feed *f, struct rec *x, size_t nkey, struct err *e)
{
	struct val *slot = f->slot[f->n];

	for (size_t i = 0; i < nkey; i++)
		slot[i] = spell(x->key[i], expr_eval_arena(f->ev));
	f->row[f->n] = (struct record){ .slot = slot, .writer = x };
	f->at_us[f->n] = x->window * HOUR + (int64_t)below(HOUR);
	f->timed[f->n++] = true;
	return f->n == f->max ? flush(f, e) : RC_OK;
}

static struct feed *
feed_new(struct part *t)
{
	struct feed *f = calloc(1, sizeof(*f));

	f->t = t;
	f->ev = expr_eval_new();
	f->max = 1 + below(BATCH_ROWS);
	return f;
}

static void
feed_free(struct feed *f)
{
	expr_eval_free(f->ev);
	free(f);
}

/* Two fields. */
static void
compile_keys(struct key_expr *key, struct arena *a)
{
	static const char *const name[] = { "a", "b" };
	static struct proj proj;
	struct expr_env env = { .arena = a, .proj = &proj };

	proj_init(&proj, a);
	for (size_t i = 0; i < 2; i++)
		if (expr_compile(&key[i].x, sv_of(name[i]), &env, NULL) != RC_OK)
			abort();
}

/* What the definition says: returns the number of results. */
static size_t
expect(const struct rec *rec, size_t n, size_t nkey, size_t max, struct want *w, size_t *nkeys)
{
	static struct want all[RECORDS_MAX];
	size_t i, k, out = 0;

	*nkeys = 0;
	for (i = 0; i < n; i++) {
		for (k = 0; k < *nkeys && cmp_key(all[k].key, rec[i].key) != 0; k++)
			;
		if (k == *nkeys) {
			memset(&all[k], 0, sizeof(all[k]));
			memcpy(all[k].key, rec[i].key, sizeof(all[k].key));
			(*nkeys)++;
		}
	}
	qsort(all, *nkeys, sizeof(*all), cmp_want);
	for (i = 0; i < n; i++) {
		struct want x = { .window = rec[i].window };

		for (k = 0; cmp_key(all[k].key, rec[i].key) != 0; k++)
			;
		x.other = k >= max;
		if (!x.other)
			memcpy(x.key, rec[i].key, sizeof(x.key));
		for (k = 0; k < out && cmp_want(&w[k], &x) != 0; k++)
			;
		if (k == out)
			w[out++] = x;
		w[k].n += !rec[i].bad;
		w[k].weight += rec[i].bad ? 0 : rec[i].weight;
	}
	qsort(w, out, sizeof(*w), cmp_want);
	(void)nkey;
	return out;
}

static void
compare(struct part *t, const struct want *w, size_t n, size_t nkey, struct arena *tmp)
{
	struct group_cell **cell = group_sort(&t->table);

	if (!T_QUIET(t->table.ncell == n, "%zu cells, want %zu", t->table.ncell, n))
		return;
	for (size_t i = 0; i < n; i++) {
		const struct sum *s = group_state(cell[i]);

		const struct group_window *in = group_window_of(&t->table, cell[i]);
		struct group_slot *slot = group_slot_of(&t->table, cell[i]);

		T_QUIET(in->span.from_us == w[i].window * HOUR, "window of cell %zu", i);
		T_QUIET((slot == t->table.other) == w[i].other, "cell %zu is other", i);
		T_QUIET(*s->n == w[i].n && s->weight == w[i].weight, "state of cell %zu", i);
		if (!w[i].other)
			group_values(&t->table, slot, t->key);
		for (size_t k = 0; k < nkey && !w[i].other; k++) {
			struct val v = spell(w[i].key[k], tmp);

			T_QUIET(val_cmp(&t->key[k], &v, tmp) == 0, "key of cell %zu", i);
		}
	}
}

static void
draw(struct rec *rec, size_t n, size_t nkey)
{
	unsigned range = 1 + below(below(2) ? 12 : 300), order = below(3);
	bool bad = below(2) == 0;

	for (size_t i = 0; i < n; i++) {
		rec[i] = (struct rec){ .window = (int)below(WINDOWS_MAX), .weight = rng_u64(&r) >> 20,
			.bad = bad && below(10) == 0 };
		for (size_t k = 0; k < nkey; k++)
			rec[i].key[k] = (int)below(range) - (int)below(range / 2 + 1);
		if (nkey == 2)
			rec[i].key[0] /= 4;
	}
	/* As it comes, or each key evicts the one before, or none ever does. */
	for (size_t i = 1; i < n && order != 0; i++) {
		struct rec x = rec[i];
		size_t k = i;

		for (; k > 0 && (cmp_key(rec[k - 1].key, x.key) < 0) == (order == 1); k--)
			rec[k] = rec[k - 1];
		rec[k] = x;
	}
}

static void
one_round(bool overflow)
{
	static struct rec rec[RECORDS_MAX];
	static struct want want[RECORDS_MAX];
	size_t nkey = 1 + below(2), n = below(RECORDS_MAX), nkeys, nwant, parts = 1 + below(PARTS_MAX);
	struct key_expr key[2];
	struct fold_plan p = { .ops = below(2) ? &ops : &ops_rows, .key = key,
		.state_size = sizeof(struct sum), .nkey = nkey,
		.max_groups = 1 + below(below(2) ? 4 : 60), .overflow = overflow, .windowed = below(2),
		.window = { .unit = TWINDOW_FIXED, .n_us = HOUR } };
	struct part *part[PARTS_MAX] = { NULL };
	struct feed *feed[PARTS_MAX];
	struct err e = { 0 };
	struct arena tmp;
	enum rc rc = RC_OK;

	arena_init(&tmp);
	compile_keys(key, &tmp);
	draw(rec, n, nkey);
	for (size_t i = 0; i < n && !p.windowed; i++)
		rec[i].window = 0;
	nwant = expect(rec, n, nkey, (size_t)p.max_groups, want, &nkeys);
	for (size_t i = 0; i < parts; i++) {
		part[i] = part_new(&p, rng_u64(&r));
		feed[i] = feed_new(part[i]);
	}
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = add(feed[below((unsigned)parts)], &rec[i], nkey, &e);
	for (size_t i = 0; i < parts; i++) {
		if (rc == RC_OK)
			rc = flush(feed[i], &e);
		feed_free(feed[i]);
	}
	while (parts > 1) {
		unsigned from = below((unsigned)parts), to = below((unsigned)parts - 1);

		to += to >= from;
		if (rc == RC_OK)
			rc = part_merge(part[to], part[from], &e);
		part_free(part[from]);
		part[from] = part[--parts];
	}
	if (overflow || nkeys <= p.max_groups) {
		if (T_QUIET(rc == RC_OK, "%s", e.msg))
			compare(part[0], want, nwant, nkey, &tmp);
	} else {
		T_QUIET(rc == RC_LIMIT && strstr(e.msg, "--max-groups") != NULL,
		    "%zu keys, at most %" PRIu64 ": an error", nkeys, p.max_groups);
	}
	part_free(part[0]);
	arena_free(&tmp);
	T_QUIET(alive == 0, "%ld states left behind", alive);
}

/* Keys without end, each one new: the table stays small. */
static void
memory(bool falling)
{
	enum { MAX = 50, KEYS = 200000 };
	static struct rec x[BATCH_ROWS];
	struct key_expr key[2];
	struct fold_plan p = { .ops = &ops, .state_size = sizeof(struct sum), .nkey = 1,
		.key = key, .max_groups = MAX, .overflow = true };
	struct part *t = part_new(&p, rng_u64(&r));
	struct feed *f = feed_new(t);
	struct err e = { 0 };
	struct arena tmp;
	size_t held;

	arena_init(&tmp);
	compile_keys(key, &tmp);
	for (int i = 1; i <= KEYS; i++) {
		struct rec *at = &x[f->n];

		*at = (struct rec){ { falling ? KEYS + 1 - i : i, 0 }, 0, 1, false };
		if (!T_QUIET(add(f, at, 1, &e) == RC_OK, "%s", e.msg))
			break;
	}
	T_QUIET(flush(f, &e) == RC_OK, "%s", e.msg);
	held = t->table.arena.used + t->table.cache.used;
	T_OK(held < 512 * 1024, "%d %s keys, %d kept: %zu bytes", KEYS, falling ? "falling" : "rising",
	    MAX, held);
	part_free(t);
	feed_free(f);
	arena_free(&tmp);
}

/* One key, spelled a new way each time. */
static void
spellings(void)
{
	enum { LETTERS = 17, SPELLINGS = 1 << LETTERS };
	struct fold_plan p = { .ops = &ops, .state_size = sizeof(struct sum), .nkey = 1,
		.max_groups = 1 };
	struct part *t = part_new(&p, rng_u64(&r));
	struct err e = { 0 };
	struct arena tmp;
	size_t held;

	arena_init(&tmp);
	for (unsigned i = 0; i < SPELLINGS; i++) {
		char text[6 * LETTERS + 1];
		struct val v = { .kind = VAL_STRING, .flags = VAL_ESC };
		struct group_slot *s;
		int n = 0;

		for (int k = 0; k < LETTERS; k++)
			if (i >> k & 1)
				n += snprintf(text + n, sizeof(text) - (size_t)n, "\\u%04x", 'a' + k);
			else
				text[n++] = (char)('a' + k);
		v.text = (struct sv){ text, (size_t)n };
		if (!T_QUIET(part_slot(t, &v, &tmp, &s, &e) == RC_OK, "%s", e.msg))
			break;
		arena_reset(&tmp);
	}
	held = t->table.arena.used + t->table.cache.used;
	T_OK(held < 512 * 1024, "one key in %d spellings: %zu bytes", (int)SPELLINGS, held);
	part_free(t);
	arena_free(&tmp);
}

int
main(void)
{
	rng_init(&r, t_seed());
	for (int i = 0; i < T_ROUNDS(ROUNDS); i++)
		one_round(i % 4 != 0);
	memory(false);
	memory(true);
	spellings();
	T_OK(t_failed == 0, "%d rounds", (int)T_ROUNDS(ROUNDS));
	return t_done();
}
