/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * newton - the maximum of a smooth function of a few parameters, each within bounds
 *
 * For likelihoods: the Hessian that finds the maximum is also that of the standard errors,
 * and a parameter that the data do not hold runs into its bound and is named, instead of
 * ending the search somewhere on the way.  GSL's minimisers know no bounds.
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Nocedal, Wright, Numerical Optimization, 2006: 3.4 (a multiple of the identity
 *         added until the Hessian is definite), 16.7 (gradient projection: a parameter at a
 *         bound that the gradient points out of stands still); Levenberg 1944, Marquardt
 *         1963 for the multiple.
 */
#ifndef CX_STATS_NEWTON_H
#define CX_STATS_NEWTON_H

#include <stdbool.h>

enum { NEWTON_MAX = 8, NEWTON_STARTS_MAX = 8 };

struct newton {
	/* The value at @at and its gradient; -inf, or NAN, where there is none. */
	double    (*fn)(void *ctx, const double *at, double *gradient);
	void       *ctx;
	unsigned    n;			/* parameters, 1 to NEWTON_MAX */
	double      lo[NEWTON_MAX];	/* bounds; equal ones fix a parameter */
	double      hi[NEWTON_MAX];
};

struct newton_end {
	double   value;
	double   at[NEWTON_MAX];
	double   se[NEWTON_MAX];	/* by the Hessian; NAN at a bound, or where it is flat */
	bool     bound[NEWTON_MAX];	/* the parameter ended at one of its bounds */
	bool     found;			/* the gradient is 0, as far as rounding lets one see */
	unsigned calls;			/* of fn */
};

/**
 * newton_max - climb from @start
 * @start: within the bounds; the value there is finite
 * @end:   where it ended; always filled
 *
 * Hessians are differences of gradients.  Accuracy: of parameters that the data hold 1e-9
 * standard errors; of standard errors 1e-6 relative.
 * Cost:    5 n + 60 calls of fn from the neighbourhood of the maximum, at most some thousand.
 */
void newton_max(const struct newton *f, const double *start, struct newton_end *end);

/**
 * newton_best - climb from several starts, and keep the highest end
 * @rough: the same function of a part of the data, or @f itself
 * @start: @n points, f->n numbers each
 *
 * Starts climb @rough; from where they end, from each place once, @f is climbed.
 * Returns: how many starts came to the best: their values are within 0.001 of it.
 */
unsigned newton_best(const struct newton *f, const struct newton *rough, const double *start,
    unsigned n, struct newton_end *best);

#endif
