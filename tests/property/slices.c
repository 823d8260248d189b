/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slices - slices of logs against a map of every number
 *
 * Slices of a few partitions are drawn so that they often touch, meet or leave something out.
 * The map knows who has which number: whether a slice meets one before, how many stretches
 * between those of a partition nobody has, and that slices put together touch nowhere.  What is
 * written reads as the same.  Parts that come sorted are counted by a table of their runs.
 */
#include "../t.h"

#include "base/rng.h"
#include "state/part_order.h"
#include "state/slices.h"

#include <stdio.h>
#include <string.h>

enum { ROUNDS = 300, PARTITIONS = 3, NUMBERS = 60, SLICES = 14, KEYS = 6, RUNS = 4, PARTS = 40 };

static struct rng r;
static bool has[PARTITIONS][NUMBERS];

static struct offsets_slice
draw(void)
{
	struct offsets_slice s = { .topic = SV("t"), .partition = (int64_t)rng_below(&r, PARTITIONS) };

	s.from = (int64_t)rng_below(&r, NUMBERS - 1);
	s.to = s.from + 1 + (int64_t)rng_below(&r, 6);
	s.to = s.to > NUMBERS ? NUMBERS : s.to;
	s.records = (uint64_t)(s.to - s.from);
	return s;
}

static bool
known(const struct offsets_slice *s)
{
	for (int64_t i = s->from; i < s->to; i++)
		if (has[s->partition][i])
			return true;
	return false;
}

static void
note(const struct offsets_slice *s)
{
	memset(&has[s->partition][s->from], 1, (size_t)(s->to - s->from));
}

/* Stretches that are @is, of all partitions; those at the ends only with @ends. */
static size_t
stretches(bool is, bool ends)
{
	size_t n = 0;

	for (size_t p = 0; p < PARTITIONS; p++) {
		size_t at = 0, end = NUMBERS;

		while (!ends && at < end && !has[p][at])
			at++;
		while (!ends && end > at && !has[p][end - 1])
			end--;
		for (; at < end; at++)
			n += has[p][at] == is && (at == 0 || has[p][at - 1] != is);
	}
	return n;
}

/* What is written, and read again. */
static void
check_text(const struct offsets *o, struct arena *a)
{
	struct offsets back = { .n = 0 };
	struct val v = { .kind = VAL_ARRAY };
	struct jwrite w;
	struct buf b;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	slices_write(o, &w);
	v.text = buf_view(&b);
	rc = slices_read(&back, &v, a, NULL);
	T_QUIET(rc == RC_OK && back.n == o->n, "%.*s: read as %zu of %zu", SV_SHOW(v.text), back.n,
	    o->n);
	for (size_t i = 0; i < back.n; i++)
		T_QUIET(offsets_same(&back.slice[i], &o->slice[i]) &&
		    back.slice[i].from == o->slice[i].from && back.slice[i].to == o->slice[i].to &&
		    back.slice[i].records == o->slice[i].records, "slice %zu", i);
	buf_free(&b);
}

static void
check_round(struct arena *a)
{
	struct slices seen = { .n = 0 };
	struct offsets all = { .n = 0 };
	size_t gaps = 0, at = 0, n = 1 + rng_below(&r, SLICES);

	memset(has, 0, sizeof(has));
	for (size_t i = 0; i < n; i++) {
		struct offsets_slice s = draw();
		bool meets = slices_meet(&seen, &s) != NULL;

		T_QUIET(meets == known(&s), "%d to %d of %d", (int)s.from, (int)s.to,
		    (int)s.partition);
		if (meets)
			continue;
		slices_add(&seen, &s, SV(""), a);
		offsets_put(&all, &s, a);
		note(&s);
	}
	for (; slices_gap(&seen, &at); at++)
		gaps++;
	T_QUIET(gaps == stretches(false, false), "%zu gaps, not %zu", gaps,
	    stretches(false, false));
	offsets_settle(&all);
	T_QUIET(all.n == stretches(true, true), "%zu slices, not %zu", all.n,
	    stretches(true, true));
	check_text(&all, a);
}

static void
check_order(struct arena *a)
{
	static unsigned seen[KEYS][RUNS];
	struct part_order o;
	unsigned key = 0;

	memset(seen, 0, sizeof(seen));
	part_order_init(&o, a, 1);
	for (size_t i = 0; i < PARTS; i++) {
		unsigned run = (unsigned)rng_below(&r, RUNS);
		char text[8];
		bool again;
		enum rc rc;

		key += rng_below(&r, 8) == 0 && key + 1 < KEYS;
		snprintf(text, sizeof(text), "k%u", key);
		rc = part_order_next(&o, sv_of(text), run, &again, NULL);
		T_QUIET(rc == RC_OK && again == (run != 0 && seen[key][run] > 0),
		    "run %u of key %u", run, key);
		seen[key][run]++;
		if (key > 0 && rng_below(&r, 9) == 0)
			T_QUIET(part_order_next(&o, SV("k"), run, &again, NULL) == RC_SYNTAX,
			    "a key before the last one");
	}
	part_order_free(&o);
}

int
main(void)
{
	rng_init(&r, t_seed());
	for (int i = 0; i < ROUNDS; i++) {
		struct arena a;

		arena_init(&a);
		check_round(&a);
		check_order(&a);
		arena_free(&a);
	}
	T_OK(true, "%d rounds", (int)ROUNDS);
	return t_done();
}
