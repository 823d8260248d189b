/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum_wide - integers of 256 and 384 bits, and numbers taken apart; private to xsum*.c
 */
#ifndef CX_SKETCH_XSUM_WIDE_H
#define CX_SKETCH_XSUM_WIDE_H

#include "sketch/xsum.h"

#include <string.h>

enum { XSUM_UNIT = 1000000000 };

__extension__ typedef unsigned __int128 xsum_u128;

struct xsum_binary {		/* mant * 2^exp, exact */
	num_i128 mant;
	int32_t  exp;
};

/** xsum_binary_of - of a double */
static inline struct xsum_binary
xsum_binary_of(double d)
{
	const uint64_t one = UINT64_C(1) << 52;
	uint64_t bits;
	int64_t mant;
	int32_t exp;

	memcpy(&bits, &d, sizeof bits);
	mant = (int64_t)(bits & (one - 1));
	exp = (int32_t)(bits >> 52 & 0x7ff);
	if (exp != 0)
		mant |= (int64_t)one;
	else
		exp = 1;
	return (struct xsum_binary){ bits >> 63 != 0 ? -mant : mant, exp - 1075 };
}

/** xsum_wide_add - @to += @from, modulo 2^256 */
static inline void
xsum_wide_add(struct xsum_wide *to, const struct xsum_wide *from)
{
	xsum_u128 sum = 0;

	for (int i = 0; i < 4; i++) {
		sum += (xsum_u128)to->w[i] + from->w[i];
		to->w[i] = (uint64_t)sum;
		sum >>= 64;
	}
}

/** xsum_wide_neg - @x = -@x */
static inline void
xsum_wide_neg(struct xsum_wide *x)
{
	const struct xsum_wide one = { { 1, 0, 0, 0 } };

	for (int i = 0; i < 4; i++)
		x->w[i] = ~x->w[i];
	xsum_wide_add(x, &one);
}

/** xsum_wide_of - of 128 bits */
static inline struct xsum_wide
xsum_wide_of(num_i128 v)
{
	xsum_u128 u = (xsum_u128)v;
	uint64_t sign = v < 0 ? UINT64_MAX : 0;

	return (struct xsum_wide){ { (uint64_t)u, (uint64_t)(u >> 64), sign, sign } };
}

/** xsum_wide_mul - @x times @y; |x|, |y| < 2^127, hence |x y| < 2^254 */
static inline struct xsum_wide
xsum_wide_mul(num_i128 x, num_i128 y)
{
	xsum_u128 a = x < 0 ? 0 - (xsum_u128)x : (xsum_u128)x;
	xsum_u128 b = y < 0 ? 0 - (xsum_u128)y : (xsum_u128)y;
	uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
	uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
	xsum_u128 low = (xsum_u128)a0 * b0, high = (xsum_u128)a1 * b1;
	xsum_u128 m1 = (xsum_u128)a1 * b0, m2 = (xsum_u128)a0 * b1;
	xsum_u128 mid = (low >> 64) + (uint64_t)m1 + (uint64_t)m2;
	struct xsum_wide p;

	high += (m1 >> 64) + (m2 >> 64) + (mid >> 64);
	p = (struct xsum_wide){ { (uint64_t)low, (uint64_t)mid, (uint64_t)high,
	    (uint64_t)(high >> 64) } };
	if ((x < 0) != (y < 0))
		xsum_wide_neg(&p);
	return p;
}

/** xsum_factor_of - @x's units, the integer that it is, or its double */
static inline struct xsum_binary
xsum_factor_of(const struct xsum_num *x)
{
	return x->dec || x->whole ? (struct xsum_binary){ x->units, 0 } : xsum_binary_of(x->d);
}

/** xsum_cube_sum - @to += @from, or -= with @neg */
static inline void
xsum_cube_sum(uint64_t to[XSUM_CUBE_WORDS], const uint64_t from[XSUM_CUBE_WORDS], bool neg)
{
	xsum_u128 sum = neg;

	for (int i = 0; i < XSUM_CUBE_WORDS; i++) {
		sum += (xsum_u128)to[i] + (neg ? ~from[i] : from[i]);
		to[i] = (uint64_t)sum;
		sum >>= 64;
	}
}

#endif
