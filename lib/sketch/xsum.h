/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum - sums that do not depend on order: exact, rounded once at the end
 *
 * A value that is a decimal with at most 9 decimals below 1e18 adds to a 128-bit
 * count of 1e-9 units, an integer beyond of at most 38 digits to one of 256 bits; any
 * other double goes to a superaccumulator made on need (Neal, arXiv:1505.05571;
 * sketch/superacc.h).  Products of two decimals have 256 bits, cubes of them
 * 384, all others are there.
 * The value alone decides which.  Ends meet in exact integers (GMP).
 *
 * Memory class: 32 bytes (sum), 40 (products), 56 (cubes), some 150 more once other doubles
 * came.
 */
#ifndef CX_SKETCH_XSUM_H
#define CX_SKETCH_XSUM_H

#include "base/num.h"
#include "base/val.h"
#include "sketch/superacc.h"

#include <stdbool.h>
#include <stdint.h>

enum { XSUM_TEXT_MAX = 80 };	/* 2^64 times 1e38 are 58 digits before the point */

struct xsum_num {		/* one value, classified */
	num_i128 units;
	double   d;		/* its nearest double */
	bool     dec;		/* units holds it exactly */
	bool     whole;		/* no dec: units is the number, an integer of 19 to 38 digits */
};

struct xsum_wide {		/* 256-bit two's complement, little-endian words */
	uint64_t w[4];
};

struct xsum_super {		/* what is no sum of decimals within 128 bits, exact */
	struct xsum_wide spill;		/* units that were about to overflow, and of integers */
	struct superacc  acc;		/* sum of what is no decimal */
	bool             seen;		/* there was such a value */
};

struct xsum_psuper {		/* products that are none of two decimals, exact */
	struct superacc mixed;	/* decimal times integer or double, units of 1e-9 */
	struct superacc pure;	/* of two of these */
};

struct xsum {			/* sum of x */
	uint64_t           n;
	struct xsum_super *super;	/* NULL until needed */
	num_i128           units;	/* of the decimals; what would overflow goes to super */
};

struct xsum_prod {		/* sum of x*y (x*x for squares) */
	struct xsum_wide    wide;	/* of decimals, units of 1e-18 */
	struct xsum_psuper *super;	/* NULL until needed */
};

/**
 * xsum_num_of - classify a value; false when it is no number
 *
 * Cost: one pass over the text of a decimal below 9e6 in magnitude, else two.
 */
bool xsum_num_of(const struct val *v, struct xsum_num *x);

/** xsum_add_any - xsum_add, whatever the value */
void xsum_add_any(struct xsum *s, const struct xsum_num *x);

/** xsum_add - add one value */
static inline void
xsum_add(struct xsum *s, const struct xsum_num *x)
{
	num_i128 sum;

	if (!x->dec || __builtin_add_overflow(s->units, x->units, &sum)) {
		xsum_add_any(s, x);
		return;
	}
	s->n++;
	s->units = sum;
}

/** xsum_add_times - add it @n times, below 2^40 */
void xsum_add_times(struct xsum *s, const struct xsum_num *x, uint64_t n);

/** xsum_merge - dst += src */
void xsum_merge(struct xsum *dst, const struct xsum *src);
/** xsum_total - the correctly rounded sum (nearest, ties to even); infinity beyond the doubles */
double xsum_total(const struct xsum *s);
/**
 * xsum_text - the sum as text
 * @text: at least XSUM_TEXT_MAX bytes
 *
 * Returns: length.  The exact decimal when all values were decimals or integers, else as
 *          num_text of the total: 0 when that is beyond the doubles.
 */
size_t xsum_text(const struct xsum *s, char *text);
/** xsum_mean - correctly rounded sum / n; n >= 1 */
double xsum_mean(const struct xsum *s);
/** xsum_mean_rest - sum / n - @mean, exact and then correctly rounded; @mean finite, n >= 1 */
double xsum_mean_rest(const struct xsum *s, double mean);
/** xsum_heap - bytes of heap that it owns */
size_t xsum_heap(const struct xsum *s);

/** xsum_free - release; as zeroed */
void xsum_free(struct xsum *s);

/** xsum_prod_add_any - xsum_prod_add, whatever the values */
void xsum_prod_add_any(struct xsum_prod *p, const struct xsum_num *x, const struct xsum_num *y);

/** xsum_prod_add - add x*y; most often only the low words of a sum change */
static inline void
xsum_prod_add(struct xsum_prod *p, const struct xsum_num *x, const struct xsum_num *y)
{
	const int64_t a = (int64_t)x->units, b = (int64_t)y->units;
	const num_i128 units = (num_i128)a * b;
	uint64_t lo, hi;
	bool carry, over;

	if (x->dec && y->dec && a == x->units && b == y->units && units >= 0) {
		carry = __builtin_add_overflow(p->wide.w[0], (uint64_t)units, &lo);
		over = __builtin_add_overflow(p->wide.w[1], (uint64_t)(units >> 64), &hi);
		over |= __builtin_add_overflow(hi, (uint64_t)carry, &hi);
		if (!over) {
			p->wide.w[0] = lo;
			p->wide.w[1] = hi;
			return;
		}
	}
	xsum_prod_add_any(p, x, y);
}

/** xsum_prod_add_times - add x*y @n times, below 2^40 */
void xsum_prod_add_times(struct xsum_prod *p, const struct xsum_num *x, const struct xsum_num *y,
    uint64_t n);

/* In words of 64 bits, two's complement: of cubes, which have 270 bits and more when summed. */
enum { XSUM_CUBE_WORDS = 6 };

struct xsum_cube {		/* sum of x*x*x */
	uint64_t         w[XSUM_CUBE_WORDS];	/* of decimals, units of 1e-27 */
	struct superacc *rest;			/* of all others; NULL until needed */
};

/** xsum_cube_add - add the cube of @x; cost: 4 ns for a decimal below 9e9 in magnitude */
void xsum_cube_add(struct xsum_cube *c, const struct xsum_num *x);
/** xsum_cube_add_times - add it @n times, below 2^40 */
void xsum_cube_add_times(struct xsum_cube *c, const struct xsum_num *x, uint64_t n);
/** xsum_cube_merge - dst += src */
void xsum_cube_merge(struct xsum_cube *dst, const struct xsum_cube *src);
/** xsum_cube_heap - bytes of heap that it owns */
size_t xsum_cube_heap(const struct xsum_cube *c);

/** xsum_cube_free - release; as zeroed */
void xsum_cube_free(struct xsum_cube *c);

/** xsum_prod_merge - dst += src */
void xsum_prod_merge(struct xsum_prod *dst, const struct xsum_prod *src);
/** xsum_prod_heap - bytes of heap that it owns */
size_t xsum_prod_heap(const struct xsum_prod *p);

/** xsum_prod_free - release; as zeroed */
void xsum_prod_free(struct xsum_prod *p);

struct xsum_scaled {		/* m * 2^(2 half) */
	double m;		/* in [0.5, 4) in magnitude, or 0 */
	int    half;
};

/**
 * xsum_cov_scaled - sample covariance, computed exactly and rounded once
 * @sx, @sy: sums of the same n values; @pxy: sum of their products
 *
 * Returns: (sum xy - sum x sum y / n) / (n - 1); n >= 2.  The variance with y = x.
 *          Its exponent stands apart, as squares of ordinary doubles may have none.
 */
struct xsum_scaled xsum_cov_scaled(const struct xsum *sx, const struct xsum *sy,
    const struct xsum_prod *pxy);

/** xsum_sd - root of the sample variance divided by @by: 1, or n for the error of the mean */
double xsum_sd(const struct xsum *s, const struct xsum_prod *squares, double by);

/**
 * xsum_skew - the third central moment over the second to 3/2, both divided by n: Fisher's g1
 * @s, @squares, @cubes: sums of the same n values
 *
 * The moments are exact integers, cut to doubles at the end: 1e-15 relative.
 * Returns: 0 when all values are equal; n >= 1.
 */
double xsum_skew(const struct xsum *s, const struct xsum_prod *squares,
    const struct xsum_cube *cubes);

/**
 * xsum_skew_fits - whether n numbers exist that have these three sums, exactly
 *
 * By |g1| <= (n - 2) / sqrt(n - 1), which n - 1 equal values and one other reach; in between
 * all is reached (Kirby, Water Resources Research 10, 1974).  So of two triples that fit, the
 * sums of both fit too.  xsum_cov_sign has said that the squares do.
 */
bool xsum_skew_fits(const struct xsum *s, const struct xsum_prod *squares,
    const struct xsum_cube *cubes);

/**
 * xsum_cov_sign - sign of n sum xy - sum x sum y, exactly: -1, 0 or 1
 *
 * With y = x it is never negative; of one value it is 0.
 */
int xsum_cov_sign(const struct xsum *sx, const struct xsum *sy, const struct xsum_prod *pxy);

#endif
