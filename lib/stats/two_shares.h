/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * two_shares - two shares from few counts: score intervals of their difference and their ratio
 *
 * The variance is that of the shares the null hypothesis would give, so that the intervals hold
 * for a handful of successes, and for none at all, where the normal ones of Wald do not.  At no
 * difference both statistics are the same one: the intervals of the difference and of the ratio
 * leave it out together, and when the test says so.
 *
 * Pure functions.
 * Source: Miettinen, Nurminen, Statistics in Medicine 4:213-226, 1985; Mee, Biometrics
 *         40:1175-1176, 1984 (without N / (N - 1)); Koopman, Biometrics 40:513-517, 1984 (of a
 *         ratio, without it).  The constrained shares are found on the likelihood itself: the
 *         closed forms lose half their digits where shares are small.
 *         Oracle: tests/unit/effect.c.
 */
#ifndef CX_STATS_TWO_SHARES_H
#define CX_STATS_TWO_SHARES_H

#include "stats/interval.h"

#include <stdbool.h>

struct two_shares {		/* counts as doubles; n1, n0 at least 1 */
	double k1, n1;
	double k0, n0;
	bool   unbiased;	/* by N / (N - 1), N of both: Miettinen and Nurminen */
};

/**
 * two_shares_diff_z - how many standard errors k1 / n1 - k0 / n0 is from @delta
 * @delta: in (-1, 1)
 *
 * Returns: 0 where it is @delta; an infinity where its variance would be 0.
 */
double two_shares_diff_z(const struct two_shares *c, double delta);

/**
 * two_shares_diff - all differences from which it is less than @q standard errors
 *
 * Accuracy: 1e-12 absolute, and relative of the distance to the estimate.
 * Cost:     50 us.
 */
struct interval two_shares_diff(const struct two_shares *c, double q);

/** two_shares_ratio_z - how many standard errors k1 / n1 is from @ratio times k0 / n0; ratio > 0 */
double two_shares_ratio_z(const struct two_shares *c, double ratio);

/**
 * two_shares_ratio - all ratios from which they are less than @q standard errors
 *
 * Returns: from 0 when k1 is 0, up to infinity when k0 is 0.
 * Accuracy: 1e-12 relative.
 */
struct interval two_shares_ratio(const struct two_shares *c, double q);

#endif
