/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum_cube - exact sums of cubes
 *
 * The cube of a decimal is an integer of 1e-27 units, in 384 bits; those of all others are
 * sums of words times powers of two, exact as well.
 */
#include "sketch/xsum_wide.h"

#include "base/mem.h"

#include <stddef.h>

/* @out = |@x|^3; |x| < 2^127 */
static void
cube_words(num_i128 x, uint64_t out[XSUM_CUBE_WORDS])
{
	const xsum_u128 mag = x < 0 ? 0 - (xsum_u128)x : (xsum_u128)x;
	const uint64_t by[2] = { (uint64_t)mag, (uint64_t)(mag >> 64) };
	struct xsum_wide square = xsum_wide_mul(x, x);

	for (int i = 0; i < XSUM_CUBE_WORDS; i++)
		out[i] = 0;
	for (int k = 0; k < 2; k++) {
		xsum_u128 carry = 0;

		for (int i = 0; i < 4; i++) {
			carry += (xsum_u128)square.w[i] * by[k] + out[i + k];
			out[i + k] = (uint64_t)carry;
			carry >>= 64;
		}
		out[4 + k] = (uint64_t)carry;
	}
}

static struct superacc *
rest_of(struct xsum_cube *c)
{
	if (c->rest == NULL)
		c->rest = mem_zalloc(sizeof *c->rest);
	return c->rest;
}

/* The rest += @w * 2^@exp, or -= with @neg. */
static void
rest_add(struct xsum_cube *c, const uint64_t w[XSUM_CUBE_WORDS], bool neg, int exp)
{
	for (int i = 0; i < XSUM_CUBE_WORDS; i++)
		superacc_add(rest_of(c), neg ? -(num_i128)w[i] : (num_i128)w[i], exp + 64 * i);
}

/* @w * @n, which has at most 383 bits. */
static void
cube_times(uint64_t w[XSUM_CUBE_WORDS], uint64_t n)
{
	xsum_u128 sum = 0;

	for (int i = 0; i < XSUM_CUBE_WORDS; i++) {
		sum += (xsum_u128)w[i] * n;
		w[i] = (uint64_t)sum;
		sum >>= 64;
	}
}

/* @c +-= the cube of @mag, of three words; most often only these change. */
static void
add_three(struct xsum_cube *c, uint64_t mag, bool neg)
{
	const xsum_u128 square = (xsum_u128)mag * mag, low = (xsum_u128)(uint64_t)square * mag;
	const xsum_u128 high = (xsum_u128)(uint64_t)(square >> 64) * mag + (uint64_t)(low >> 64);
	const uint64_t w[3] = { (uint64_t)low, (uint64_t)high, (uint64_t)(high >> 64) };
	bool carry = false;

	for (int i = 0; i < 3; i++) {
		uint64_t sum, more;
		bool over = neg ? __builtin_sub_overflow(c->w[i], w[i], &sum)
		    : __builtin_add_overflow(c->w[i], w[i], &sum);

		over |= neg ? __builtin_sub_overflow(sum, (uint64_t)carry, &more)
		    : __builtin_add_overflow(sum, (uint64_t)carry, &more);
		c->w[i] = more;
		carry = over;
	}
	for (int i = 3; i < XSUM_CUBE_WORDS && carry; i++) {
		c->w[i] += neg ? UINT64_MAX : 1;
		carry = c->w[i] == (neg ? UINT64_MAX : 0);
	}
}

/* As xsum_prod_add_any; most decimals are below 2^63 units, and have cubes of three words. */
void
xsum_cube_add(struct xsum_cube *c, const struct xsum_num *x)
{
	const bool neg = x->dec || x->whole ? x->units < 0 : x->d < 0;
	uint64_t w[XSUM_CUBE_WORDS], mag = (uint64_t)x->units;

	if (x->dec && x->units == (int64_t)x->units) {
		add_three(c, neg ? 0 - mag : mag, neg);
	} else if (x->dec) {
		cube_words(x->units, w);
		xsum_cube_sum(c->w, w, neg);
	} else if (x->d != 0) {
		struct xsum_binary b = xsum_factor_of(x);

		cube_words(b.mant, w);
		rest_add(c, w, neg, 3 * b.exp);
	}
}

/* The cube of an integer beyond decimals has 381 bits: multiplied bit by bit of @n. */
void
xsum_cube_add_times(struct xsum_cube *c, const struct xsum_num *x, uint64_t n)
{
	const bool neg = x->dec || x->whole ? x->units < 0 : x->d < 0;
	uint64_t w[XSUM_CUBE_WORDS];

	cube_words(x->dec ? x->units : xsum_factor_of(x).mant, w);
	if (x->dec) {
		cube_times(w, n);
		xsum_cube_sum(c->w, w, neg);
	} else if (x->d != 0) {
		for (int at = 3 * xsum_factor_of(x).exp; n > 0; n >>= 1, at++)
			if ((n & 1) != 0)
				rest_add(c, w, neg, at);
	}
}

void
xsum_cube_merge(struct xsum_cube *dst, const struct xsum_cube *src)
{
	xsum_cube_sum(dst->w, src->w, false);
	if (src->rest != NULL)
		superacc_merge(rest_of(dst), src->rest);
}

size_t
xsum_cube_heap(const struct xsum_cube *c)
{
	return c->rest != NULL ? sizeof(*c->rest) + superacc_heap(c->rest) : 0;
}

void
xsum_cube_free(struct xsum_cube *c)
{
	if (c->rest != NULL)
		superacc_free(c->rest);
	mem_free(c->rest);
	*c = (struct xsum_cube){ 0 };
}
