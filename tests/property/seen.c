/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * seen - what a set of texts remembers, against a list; saved and loaded anywhere on the way
 *
 * A set that is saved and gone on from, in a process with another seed, must answer as one
 * that was not, also where what is old is forgotten, and end in the same bytes.  While
 * times only grow, and nothing is forgotten that matters, it must answer as a list does.
 */
#include "../t.h"

#include "base/arena.h"
#include "base/rng.h"
#include "json/jread.h"
#include "quality/qset_state.h"

enum { TEXTS = 20000, POOL_MAX = 6000 };

static struct rng r;
static int64_t list[POOL_MAX];		/* when a text was kept last */
static bool kept[POOL_MAX];

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&r, n);
}

/* All that is remembered, as it would be in a file. */
static void
save(const struct qset *s, struct buf *b)
{
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_open(&w, '[');
	for (size_t i = 0; i < QSET_SHARDS; i++)
		if (s->shard[i].size != 0)
			qset_state_save(s, i, &w);
		else
			jwrite_null(&w);
	jwrite_shut(&w, ']');
}

struct loading {
	struct qset *s;
	size_t       shard;
};

static bool
load_shard(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	struct err e = { 0 };

	(void)key;
	if (v->kind != VAL_NULL)
		T_QUIET(qset_state_load(l->s, l->shard, v, &e) == RC_OK, "load: %s", e.msg);
	l->shard++;
	return true;
}

/* The set as another process has it. */
static void
go_on(struct qset *s, struct buf *b)
{
	struct qset next;
	struct loading l = { &next, 0 };
	struct buf again;
	struct val v;

	buf_clear(b);
	save(s, b);
	qset_init(&next, s->within_us, s->max, rng_u64(&r));
	next.from_first = s->from_first;
	T_QUIET(jread_value(buf_view(b), &v, NULL) == RC_OK, "it is JSON");
	jread_each(&v, load_shard, &l);
	buf_init(&again, SIZE_MAX);
	save(&next, &again);
	T_QUIET(sv_eq(buf_view(b), buf_view(&again)), "what is loaded is saved alike");
	buf_free(&again);
	qset_free(s);
	*s = next;
}

static bool
add(struct qset *s, unsigned text, int64_t at_us)
{
	bool again = false;

	T_QUIET(qset_add(s, (struct sv){ (const char *)&text, sizeof(text) }, at_us, &again),
	    "there is room");
	return again;
}

static void
try_run(bool sorted)
{
	const unsigned pool = 1 + below(POOL_MAX), cuts = 1 + below(8);
	const int64_t within = below(4) == 0 ? 0 : 1 + (int64_t)below(3000);
	struct qset one, cut;
	struct buf a, b;
	int64_t at_us = 0;

	memset(kept, 0, sizeof(kept));
	qset_init(&one, within, 1 << 20, rng_u64(&r));
	qset_init(&cut, within, 1 << 20, rng_u64(&r));
	one.from_first = cut.from_first = sorted || below(2);
	buf_init(&a, SIZE_MAX);
	buf_init(&b, SIZE_MAX);
	for (int i = 0; i < TEXTS; i++) {
		/* Texts come and go, so that tables are renewed with some of them old. */
		unsigned text = sorted ? below(pool) : (unsigned)(i / 4) + below(pool);
		bool again, want;

		at_us += below(3);
		if (!sorted && below(50) == 0)
			at_us += (int64_t)below(20000) - 10000;
		if (below(TEXTS / cuts) == 0)
			go_on(&cut, &b);
		again = add(&one, text, at_us);
		T_QUIET(add(&cut, text, at_us) == again, "text %u at %d", text, i);
		if (!sorted)
			continue;
		want = kept[text] && (within == 0 || at_us - list[text] <= within);
		T_QUIET(again == want, "text %u, %d as the list", text, i);
		if (!want) {
			kept[text] = true;
			list[text] = at_us;
		}
	}
	buf_clear(&b);
	save(&one, &a);
	save(&cut, &b);
	T_QUIET(sv_eq(buf_view(&a), buf_view(&b)) && one.n == cut.n, "the same in the end");
	buf_free(&a);
	buf_free(&b);
	qset_free(&one);
	qset_free(&cut);
}

int
main(void)
{
	rng_init(&r, t_seed());
	for (int round = 0; round < 8; round++) {
		try_run(true);
		try_run(false);
	}
	T_OK(t_count == 0, "16 runs of %d texts, each cut into pieces", TEXTS);
	return t_done();
}
