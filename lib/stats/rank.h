/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rank - what orders alone can tell: correlations, slopes, shifts
 *
 * Nothing of normal distributions is assumed of the values, and one that is wild moves no
 * result far.  Pure functions; quiet_gsl has been called (stats/quiet.h).  No value is NaN.
 * Oracle: scipy and R, tests/unit/rank.c.
 */
#ifndef CX_STATS_RANK_H
#define CX_STATS_RANK_H

#include "base/arena.h"

#include <stddef.h>

enum {
	RANK_SLOPE_MAX = 200,	/* points of a slope */
	RANK_SHIFT_MAX = 100	/* values on each side of a shift */
};

struct rank_estimate {		/* NAN: there are too few values to say */
	double x;
	double lo;
	double hi;
};

/**
 * rank_mid - ranks from 1, of ties the mean of theirs
 * @r: n of them
 *
 * Cost: O(n log n).
 */
void rank_mid(const double *x, size_t n, double *r, struct arena *tmp);

/** rank_rho - Spearman's correlation; NAN when n < 2 or one of the two never changes */
double rank_rho(const double *x, const double *y, size_t n, struct arena *tmp);

/**
 * rank_effective - how many independent pairs tell as much as these that follow each other
 *
 * n / (1 + 2 sum (1 - k/n) r_x(k) r_y(k)) over lags up to n / 5, r the autocorrelations of
 * the ranks; never more than n.
 * Source: Pyper, Peterman, Canadian Journal of Fisheries and Aquatic Sciences 55:2127-2140,
 *         1998, after Bartlett 1946.
 */
double rank_effective(const double *x, const double *y, size_t n, struct arena *tmp);

/**
 * rank_rho_interval - interval of a correlation of @n pairs worth @effective ones
 *
 * Fisher's z with variance (1 + rho^2 / 2) / (effective - 3).  A rho of 1 is taken for the
 * next lower one that n pairs can have, lest it be certain.
 * Returns: x is @rho; NAN ends when effective <= 4.
 * Source: Bonett, Wright, Psychometrika 65:23-28, 2000.
 */
struct rank_estimate rank_rho_interval(double rho, size_t n, double effective, double conf);

/** rank_rho_p - two-sided p of no correlation, by Student's t; NAN when effective <= 4 */
double rank_rho_p(double rho, double effective);

/**
 * rank_slope - median of the slopes between all pairs of points
 *
 * Pairs with the same @t have none.  The interval is exact for errors that are exchangeable;
 * ties widen its cover.  For 0.95 it takes 5 points.  n <= RANK_SLOPE_MAX; @tmp gets n^2 / 2
 * slopes.
 * Source: Theil 1950; Sen, JASA 63:1379-1389, 1968; Kendall's distribution by its recurrence.
 */
struct rank_estimate rank_slope(const double *t, const double *y, size_t n, double conf,
    struct arena *tmp);

/** rank_level - median of y - @slope t: where the line is at t = 0; n >= 1 */
double rank_level(const double *t, const double *y, size_t n, double slope, struct arena *tmp);

/**
 * rank_shift - median of the differences of each @b and each @a
 *
 * The interval is exact for two samples of one shape; ties widen its cover.  For 0.95 it takes
 * 4 values on each side.  @na and @nb at most RANK_SHIFT_MAX.
 * Source: Hodges, Lehmann, Annals of Mathematical Statistics 34:598-611, 1963; Mann, Whitney.
 */
struct rank_estimate rank_shift(const double *a, size_t na, const double *b, size_t nb,
    double conf, struct arena *tmp);

#endif
