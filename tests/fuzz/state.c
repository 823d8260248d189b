/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * state - any text loads as an aggregate's state or is refused with a reason; what
 * loads saves, loads again as the same, and merges in any order to the same bytes
 *
 * Input: one byte that picks the aggregate ('A' is the first of the registry) and,
 * from 'A' + their number on, --exact; a state; perhaps a line feed and another.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "json/jread.h"
#include "metric/agg_type.h"
#include "stats/quiet.h"
#include "../spelled.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bench {
	const struct agg_type *t;
	struct agg_cfg         cfg;
	struct arena            arena;
};

static void
check(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "state: %s\n", what);
		abort();
	}
}

static void *
made(struct bench *b)
{
	void *st = arena_zalloc(&b->arena, b->t->size);

	check(b->t->init(st, &b->cfg, NULL) == RC_OK, "init");
	return st;
}

static void
unmade(struct bench *b, void *st)
{
	if (st != NULL && b->t->free != NULL)
		b->t->free(st);
}

/* NULL when it is refused. */
static void *
loaded(struct bench *b, struct sv text)
{
	struct err e = { .rc = RC_OK };
	struct val v;
	void *st;
	enum rc rc;

	if (jread_value(text, &v, NULL) != RC_OK) {
		check(spelled_as(b->t, &b->cfg, text, NULL) == SPELLED_NOT, "it is no JSON");
		return NULL;
	}
	st = made(b);
	rc = b->t->load(st, &b->cfg, &v, &e);
	check(spelled_as(b->t, &b->cfg, text, rc == RC_OK ? st : NULL) != SPELLED_OTHER,
	    "as it is spelled it is another");
	if (rc == RC_OK)
		return st;
	check((rc == RC_SYNTAX || rc == RC_LIMIT) && e.msg[0] != '\0', "refused without a reason");
	unmade(b, st);
	return NULL;
}

/* What it saves, in the arena. */
static struct sv
saved(struct bench *b, const void *st)
{
	struct jwrite w;
	struct buf text;
	struct val v;
	struct sv out;

	buf_init(&text, SIZE_MAX);
	jwrite_init(&w, &text);
	b->t->save(st, &b->cfg, &w);
	out = arena_sv(&b->arena, buf_view(&text));
	buf_free(&text);
	check(jread_value(out, &v, NULL) == RC_OK, "what is saved is no JSON");
	return out;
}

static struct sv
emitted(struct bench *b, const void *st)
{
	static const struct agg_out outs[] = {
		{ { "m", 1 }, { 50, 2 }, 0.95, true, false, 2, "\"m" }, { { "m", 1 }, { 999, 3 }, 0.99, true, false, 0, "" }
	};
	struct agg_span span = { .window = { 0, 60000000 } };
	struct jwrite w;
	struct buf text;
	struct val v;
	struct sv out;

	buf_init(&text, SIZE_MAX);
	jwrite_init(&w, &text);
	jwrite_open(&w, '{');
	for (size_t i = 0; i < sizeof(outs) / sizeof(*outs); i++) {
		span.windowed = i == 0;
		b->t->emit(st, &b->cfg, &outs[i], &span, &w);
	}
	jwrite_shut(&w, '}');
	out = arena_sv(&b->arena, buf_view(&text));
	buf_free(&text);
	check(jread_value(out, &v, NULL) == RC_OK, "what is emitted is no JSON");
	return out;
}

static void
round_trip(struct bench *b, void *st)
{
	struct sv text = saved(b, st), said = emitted(b, st);
	void *again = loaded(b, text), *none = made(b);

	check(again != NULL, "what was saved does not load");
	check(sv_eq(saved(b, again), text), "what was loaded saves otherwise");
	check(sv_eq(emitted(b, again), said), "what was loaded emits otherwise");
	check(b->t->merge(none, st, &b->cfg, NULL) == RC_OK, "merge into nothing");
	check(sv_eq(saved(b, none), text), "merged into nothing it is another");
	check(b->t->merge(st, again, &b->cfg, NULL) == RC_OK, "merge");
	(void)emitted(b, st);
	unmade(b, again);
	unmade(b, none);
}

static void
both_ways(struct bench *b, struct sv x, struct sv y)
{
	void *x1 = loaded(b, x), *x2 = loaded(b, x), *y1 = loaded(b, y), *y2 = loaded(b, y);

	if (x1 != NULL && y1 != NULL) {
		check(b->t->merge(x1, y1, &b->cfg, NULL) == RC_OK, "merge");
		check(b->t->merge(y2, x2, &b->cfg, NULL) == RC_OK, "merge");
		check(sv_eq(saved(b, x1), saved(b, y2)), "the order of a merge shows when saved");
		check(sv_eq(emitted(b, x1), emitted(b, y2)), "the order of a merge shows");
	}
	unmade(b, x1);
	unmade(b, x2);
	unmade(b, y1);
	unmade(b, y2);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bench b = {
		.cfg = {
			.accuracy = 0.01, .max_values = 1000000, .k = 3, .slice_us = 60000000,
			.threshold = { .kind = VAL_NUMBER, .text = SV("300") }
		}
	};
	struct sv x = { (const char *)data + 1, size - 1 }, y;
	unsigned n = 0, pick;
	void *st;

	quiet_gsl();
	if (size == 0)
		return 0;
	while (agg_type_at(n) != NULL)
		n++;
	pick = (uint8_t)(data[0] - 'A');
	b.t = agg_type_at(pick % n);
	b.cfg.exact = pick / n % 2 != 0;
	arena_init(&b.arena);
	y.n = sv_find(x, '\n');
	y = (struct sv){ x.p + y.n, x.n - y.n };
	x.n -= y.n;
	st = loaded(&b, x);
	if (st != NULL)
		round_trip(&b, st);
	unmade(&b, st);
	if (y.n != 0)
		both_ways(&b, x, y);
	arena_free(&b.arena);
	return 0;
}
