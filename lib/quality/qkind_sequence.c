/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind_sequence - no whole number between the least and the greatest is missing
 *
 * The numbers seen are bits in blocks, so that they may come in any order and any number
 * of times.  A block's key is its number in 8 bytes, then the text of `by`.
 */
#include "base/num.h"
#include "quality/qkind.h"

#include <string.h>

enum { BLOCK_BITS = 512 };

struct settings {
	const struct expr *by;		/* NULL: one sequence for all */
};

struct block {
	uint64_t bits[BLOCK_BITS / 64];
};

struct run {
	int64_t first;
	int64_t last;
};

struct numbers {
	struct hmap run;	/* by `by`; payload struct run */
	struct hmap block;	/* payload struct block */
};

static enum rc
parse_sequence(struct qplan_parse *l, const struct node *n, const struct node *at,
    struct qplan_check *c)
{
	struct settings *own = arena_zalloc(l->a, sizeof(*own));

	(void)at;
	c->own = own;
	return qplan_parse_expr(l, node_get(n, "by"), &own->by);
}

static void
init_sequence(void *tally, const struct qplan_check *c, struct arena *a, uint64_t seed)
{
	struct numbers *t = tally;

	(void)c;
	hmap_init(&t->run, a, sizeof(struct run), seed);
	hmap_init(&t->block, a, sizeof(struct block), seed);
}

static enum rc
note_number(struct numbers *t, const struct qlook *k, struct sv by, int64_t i, struct err *e)
{
	int64_t place = i % BLOCK_BITS, at = i / BLOCK_BITS;
	struct sv key = { NULL, sizeof(at) + by.n };
	char *p = arena_alloc(expr_eval_arena(k->ev), key.n);
	struct block *block;
	struct run *run;
	bool fresh;

	if (place < 0) {
		place += BLOCK_BITS;
		at--;
	}
	memcpy(p, &at, sizeof(at));
	memcpy(p + sizeof(at), by.p, by.n);
	key.p = p;
	block = qlook_keep(k, &t->block, key, &fresh, e);
	if (block == NULL)
		return RC_LIMIT;
	block->bits[place / 64] |= UINT64_C(1) << place % 64;
	run = qlook_keep(k, &t->run, by, &fresh, e);
	if (run == NULL)
		return RC_LIMIT;
	run->first = fresh || i < run->first ? i : run->first;
	run->last = fresh || i > run->last ? i : run->last;
	return RC_OK;
}

static enum rc
step_sequence(void *tally, struct qlook *k, struct err *e)
{
	const struct settings *own = k->c->own;
	struct sv text = val_text(&k->x, expr_eval_arena(k->ev)), key = { "", 0 };
	num_i128 units;
	struct val by;

	if (!num_units(text, &units) || units % 1000000000 != 0) {
		k->answer = QLOOK_BAD;
		return RC_OK;
	}
	if (own->by != NULL) {
		enum rc rc = expr_value(own->by, k->r, k->ev, &by, e);

		if (rc != RC_OK)
			return rc;
		key = val_text(&by, expr_eval_arena(k->ev));
	}
	return note_number(tally, k, key, (int64_t)(units / 1000000000), e);
}

static void
merge_sequence(void *to, const void *from)
{
	const struct numbers *x = from;
	struct numbers *t = to;

	for (size_t i = 0; i < x->run.n; i++) {
		const struct run *other = x->run.entry[i].val;
		bool fresh;
		struct run *run = hmap_put(&t->run, x->run.entry[i].key, &fresh);

		run->first = fresh || other->first < run->first ? other->first : run->first;
		run->last = fresh || other->last > run->last ? other->last : run->last;
	}
	for (size_t i = 0; i < x->block.n; i++) {
		const struct block *other = x->block.entry[i].val;
		struct block *block = hmap_put(&t->block, x->block.entry[i].key, NULL);

		for (size_t w = 0; w < BLOCK_BITS / 64; w++)
			block->bits[w] |= other->bits[w];
	}
}

static uint64_t
add_capped(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Count the whole numbers that should be there, and those of them that are not. */
static void
end_sequence(struct qkind_tally *t, const struct qplan_check *c, const struct qlook_clock *clock)
{
	const struct numbers *x = t->own;
	uint64_t expected = 0, seen = 0;

	(void)c;
	(void)clock;
	for (size_t i = 0; i < x->run.n; i++) {
		const struct run *run = x->run.entry[i].val;

		expected = add_capped(expected, (uint64_t)run->last - (uint64_t)run->first + 1);
	}
	for (size_t i = 0; i < x->block.n; i++) {
		const struct block *block = x->block.entry[i].val;

		for (size_t w = 0; w < BLOCK_BITS / 64; w++)
			seen += (uint64_t)__builtin_popcountll(block->bits[w]);
	}
	t->n = add_capped(t->n, expected);
	t->bad = add_capped(t->bad, expected - seen);
}

static void
free_sequence(void *tally)
{
	struct numbers *t = tally;

	hmap_free(&t->run);
	hmap_free(&t->block);
}

const struct qkind qkind_sequence = {
	.name = "sequence",
	.summary = "no whole number is missing between the least and the greatest",
	.code = "gap",
	.fault = "is no whole number",
	.setting = { "by" },
	.own_size = sizeof(struct numbers),
	.parse = parse_sequence,
	.init = init_sequence,
	.step = step_sequence,
	.merge = merge_sequence,
	.end = end_sequence,
	.free = free_sequence
};
