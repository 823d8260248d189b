/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tails - tails of the beta distribution, quantiles of beta and gamma
 *
 * GSL's incomplete beta gives up beyond some hundred thousand (512 terms), its
 * incomplete gamma is wrong some standard deviations above 1e8; counts of log
 * records go beyond.
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 */
#ifndef CX_STATS_TAILS_H
#define CX_STATS_TAILS_H

#include <stdbool.h>

/**
 * tails_beta - I_x(a, b), or its complement with @upper
 * @a, @b: above 0, whole or not
 * @x:     in [0, 1]
 *
 * Accuracy: 1e-12 relative for the smaller of the two up to a + b of 1e9, 1e-9 at 1e12,
 *           or where a or b is below 1.
 * Cost:     O(sqrt(min(a, b))) near the middle, less away from it.
 * Source:   Didonato, Morris, Algorithm 708, TOMS 18(3), 1992 (the continued fraction);
 *           Loader, Fast and Accurate Computation of Binomial Probabilities, 2000 (the
 *           factor before it).
 *           Oracle: tests/oracle/interval.R.
 */
double tails_beta(double a, double b, double x, bool upper);

struct tails_beta {		/* what does not depend on x: half of the work */
	double a, b;
	double stirling;
};

/** tails_beta_of - for tails of one @a and @b at several x */
struct tails_beta tails_beta_of(double a, double b);

/** tails_beta_at - as tails_beta, and *factor = x^a (1 - x)^b / B(a, b); 0 < x < 1 */
double tails_beta_at(const struct tails_beta *t, double x, bool upper, double *factor);

/** tails_beta_log - ln of tails_beta, also of what is too small for a double */
double tails_beta_log(double a, double b, double x, bool upper);

/**
 * tails_gamma - the share of the gamma distribution of @shape, scale 1, below @x, or above it
 *               with @upper
 * @shape: above 0
 * @x:     may be infinite
 *
 * Accuracy: 1e-12 relative for the smaller of the two.
 * Cost and source as tails_beta (Numerical Recipes 6.2).
 */
double tails_gamma(double shape, double x, bool upper);

/** tails_gamma_log - ln of the upper tail, also of what is too small for a double */
double tails_gamma_log(double shape, double x);

/**
 * tails_beta_inv - the x with tails_beta(a, b, x, upper) = @tail
 * @tail: in (0, 1)
 */
double tails_beta_inv(double a, double b, double tail, bool upper);

/**
 * tails_beta_inv_near - the same, from a guess; 1e-12 relative
 * @guess: in (0, 1) when it is of use, else it is not used
 *
 * Cost: of a guess that is good to 1e-3 three evaluations of tails_beta instead of eight.
 */
double tails_beta_inv_near(double a, double b, double tail, bool upper, double guess);

/**
 * tails_gamma_inv - the x where the gamma distribution of @shape, scale 1, has @tail below it,
 *                   or above it with @upper
 * @shape: at least 1
 * @tail:  in (0, 1)
 *
 * Cost and source as tails_beta (Numerical Recipes 6.2).
 */
double tails_gamma_inv(double shape, double tail, bool upper);

#endif
