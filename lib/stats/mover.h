/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mover - an interval for a sum or difference from the intervals of its parts
 *
 * The method of variance estimates recovery: each part's distance from its point to
 * the bound that matters stands for its standard error there, so that skewed parts
 * give a skewed sum.  Parts are independent; none need be normal.
 * Pure functions.
 * Source: Zou, Donner, Statistics in Medicine 27:1693-1702, 2008; Newcombe, ibid.
 *         17:873-890, 1998 (the same for two proportions).
 *         Worked values: tests/unit/slo_composite.c, cover: tests/property/slo_simulate.c.
 */
#ifndef CX_STATS_MOVER_H
#define CX_STATS_MOVER_H

#include "stats/interval.h"

#include <stddef.h>

struct mover_part {
	double          at;	/* the point */
	struct interval in;	/* lo <= at <= hi, at the confidence that is wanted */
};

/**
 * mover_sum - the interval of the sum of weight[i] * part[i]
 * @weight: of either sign; NULL: all 1
 *
 * A part without a bound (an infinity, or NAN) leaves the sum without it.
 */
struct interval mover_sum(const struct mover_part *part, const double *weight, size_t n);

/** mover_difference - the interval of a - b */
struct interval mover_difference(const struct mover_part *a, const struct mover_part *b);

/**
 * mover_ratio - the interval of a / b, where neither may be below 0 (MOVER-R)
 *
 * Returns: NAN and NAN where a bound is not known or below 0, or b->at is not above 0; an upper
 *          end of infinity where b may be 0.
 * Source:  Donner, Zou, Statistical Methods in Medical Research 21:347-359, 2012, eq. 9.
 */
struct interval mover_ratio(const struct mover_part *a, const struct mover_part *b);

#endif
