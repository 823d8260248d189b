/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * topk - worked cases: order, ties, the ceiling, merging
 */
#include "sketch/topk.h"

#include "../t.h"

static bool
is(const struct topk_item *x, const char *key, uint64_t n)
{
	return sv_is(x->key, key) && x->n == n;
}

static void
order(void)
{
	struct topk t = { 0 }, moved;
	struct topk_item out[8];
	enum rc rc = RC_OK;

	T_OK(topk_list(&t, 8, out) == 0, "nothing yet");
	rc |= topk_add(&t, SV("b"), 2, 10, NULL);
	rc |= topk_add(&t, SV("a"), 2, 10, NULL);
	moved = t;
	rc |= topk_add(&moved, SV("ab"), 1, 10, NULL);
	rc |= topk_add(&moved, SV(""), 1, 10, NULL);
	rc |= topk_add(&moved, SV("c"), 1, 10, NULL);
	rc |= topk_add(&moved, SV("c"), 4, 10, NULL);
	T_OK(rc == RC_OK, "all taken, also after a move");
	T_OK(topk_list(&moved, 8, out) == 5 && is(&out[0], "c", 5) && is(&out[1], "a", 2)
	    && is(&out[2], "b", 2) && is(&out[3], "", 1) && is(&out[4], "ab", 1),
	    "by count, ties by bytes");
	T_OK(topk_list(&moved, 2, out) == 2 && is(&out[0], "c", 5) && is(&out[1], "a", 2),
	    "the first 2");
	T_OK(topk_list(&moved, 0, out) == 0, "the first 0");
	topk_free(&moved);
	T_OK(topk_list(&moved, 8, out) == 0, "free leaves it empty");
}

static void
ceiling(void)
{
	struct topk a = { 0 }, b = { 0 };
	struct topk_item out[1];
	struct err e = { 0 };

	T_OK(topk_add(&a, SV("x"), 1, 2, &e) == RC_OK && topk_add(&a, SV("y"), 1, 2, &e) == RC_OK
	    && topk_add(&a, SV("x"), 1, 2, &e) == RC_OK, "two values of two");
	T_OK(topk_add(&a, SV("z"), 1, 2, &e) == RC_LIMIT && e.rc == RC_LIMIT,
	    "no third: %s", e.msg);
	T_OK(topk_add(&b, SV("y"), UINT64_MAX, 2, &e) == RC_OK && topk_merge(&a, &b, 2, &e) == RC_OK
	    && topk_list(&a, 1, out) == 1 && is(&out[0], "y", UINT64_MAX),
	    "counts stop at 2^64 - 1");
	T_OK(topk_add(&b, SV("z"), 1, 2, &e) == RC_OK && topk_merge(&a, &b, 2, &e) == RC_LIMIT,
	    "nor by merging");
	topk_free(&a);
	topk_free(&b);
}

int
main(void)
{
	order();
	ceiling();
	return t_done();
}
