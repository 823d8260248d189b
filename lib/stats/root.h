/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * root - where a function of one variable is 0
 *
 * Pure functions over GSL; quiet_gsl has been called (stats/quiet.h).
 * Source: Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4.
 */
#ifndef CX_STATS_ROOT_H
#define CX_STATS_ROOT_H

#include <stdbool.h>

struct root_fn {
	double (*at)(void *ctx, double x);
	void   *ctx;
};

/**
 * root_between - the x in [@lo, @hi] with f(x) = 0
 * @tol: of x, absolute and relative to it
 *
 * Returns: false when f has the same sign at both ends, or is no number at one.
 * Cost:    some 10 calls of f where it is smooth.
 */
bool root_between(const struct root_fn *f, double lo, double hi, double tol, double *x);

/**
 * root_above - the same, upwards from @lo: @hi is doubled, at most @doublings times, until the
 *              sign differs; 0 <= lo < hi
 */
bool root_above(const struct root_fn *f, double lo, double hi, unsigned doublings, double *x);

#endif
