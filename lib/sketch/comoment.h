/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * comoment - how some variables lie and vary together: exact sums of them and their products
 *
 * Of vectors of p numbers: a metric's value, what it is divided by, covariates.  Everything is
 * a sum, so that parts merge in any order to the same bytes, and a mean or a covariance is
 * rounded once, when it is asked for.  (Welford's and Chan's recurrences are as accurate on
 * most data; their last bits tell in what order it came.)
 *
 * Memory class: 32 p + 20 p (p + 1) bytes, more when values are no decimals (sketch/xsum.h).
 */
#ifndef CX_SKETCH_COMOMENT_H
#define CX_SKETCH_COMOMENT_H

#include "base/rc.h"
#include "base/val.h"
#include "json/jwrite.h"
#include "sketch/xsum.h"

#include <stdint.h>

enum {
	COMOMENT_VARS_MAX = 16,
	COMOMENT_PRODS_MAX = COMOMENT_VARS_MAX * (COMOMENT_VARS_MAX + 1) / 2
};

struct comoment {
	unsigned          p;
	struct xsum      *sum;	/* p */
	struct xsum_prod *prod;	/* of variables i and j <= i: comoment_at(i, j) */
};

/** comoment_at - where the product of two variables stands, in either order */
static inline unsigned
comoment_at(unsigned i, unsigned j)
{
	return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
}

/** comoment_init - of no vectors; 1 <= @p <= COMOMENT_VARS_MAX */
void comoment_init(struct comoment *c, unsigned p);

/**
 * comoment_add - one vector
 * @x: c->p numbers
 *
 * Cost: 4 ns for one variable, 7 for two, 13 for three, of decimals.
 */
static inline void
comoment_add(struct comoment *c, const struct xsum_num *const *x)
{
	struct xsum_prod *prod = c->prod;

	for (unsigned i = 0; i < c->p; i++) {
		xsum_add(&c->sum[i], x[i]);
		for (unsigned j = 0; j <= i; j++)
			xsum_prod_add(prod++, x[i], x[j]);
	}
}

/**
 * comoment_give - add vectors that another has summed up
 * @n:    how many vectors
 * @sum:  of each variable, c->p
 * @prod: of each pair, as c->prod has them
 *
 * Sums are taken as they are written, to 9 decimals when they are decimals.
 * Returns: RC_OK; RC_RANGE, @c unchanged, when no @n vectors have such sums.
 */
MUST_USE enum rc comoment_give(struct comoment *c, uint64_t n, const struct xsum_num *sum,
    const struct xsum_num *prod, struct err *e);

/** comoment_merge - dst += src, of as many variables */
void comoment_merge(struct comoment *dst, const struct comoment *src);

/** comoment_n - how many vectors */
static inline uint64_t
comoment_n(const struct comoment *c)
{
	return c->sum[0].n;
}

/**
 * comoment_mean - the mean of variable @i, correctly rounded; n >= 1
 * @rest: what the exact mean is above that, correctly rounded too: differences of means of
 *        values that are large and alike need it; NULL when it is not wanted
 */
double comoment_mean(const struct comoment *c, unsigned i, double *rest);

/** comoment_cov - sample covariance of @i and @j, the variance of @i with itself; n >= 2 */
double comoment_cov(const struct comoment *c, unsigned i, unsigned j);

/**
 * comoment_save - write it as an object
 *
 *     {"sums":[...],"products":[...]}
 *
 * with p sums and the products of 1 1, 2 1, 2 2, 3 1 ... as sketch/xsum_state.h writes them.
 */
void comoment_save(const struct comoment *c, struct jwrite *w);

/**
 * comoment_load - read it back
 * @c: as after comoment_init with the p that is expected; on failure only fit for comoment_free
 *
 * Checked: sums of as many values; squares that such sums can have.
 * Returns: RC_OK; RC_SYNTAX with what is wrong.
 */
MUST_USE enum rc comoment_load(struct comoment *c, const struct val *v, struct err *e);

/** comoment_free - release; as zeroed */
void comoment_free(struct comoment *c);

#endif
