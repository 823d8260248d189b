/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * binomial - exact tails and bounds of k bad among n events
 *
 * k and n need not be whole: counts divided by a dispersion, effective sample sizes
 * of averaged slices, half a loss (Apdex).  The tails then are the incomplete beta
 * functions that pass through the binomial ones.
 * One-sided everywhere: alpha is the error of one side.
 * Pure functions; quiet_gsl has been called (stats/quiet.h).  Accuracy 1e-9 relative
 * (stats/tails.h).
 * Source: Clopper, Pearson, Biometrika 26:404-413, 1934; for n that is not whole Korn,
 *         Graubard, Survey Methodology 24:193-201, 1998.
 *         Oracles: tests/oracle/slo.R (binom.test), tests/oracle/slo_scipy.py.
 */
#ifndef CX_STATS_BINOMIAL_H
#define CX_STATS_BINOMIAL_H

#include <stdbool.h>

#define BINOMIAL_SLACK 1e-12	/* relative: a tail that equals alpha counts as equal */

/** binomial_at_least - P(X >= k) for X of Bin(n, p) */
double binomial_at_least(double k, double n, double p);

/** binomial_at_most - P(X <= k) for X of Bin(n, p) */
double binomial_at_most(double k, double n, double p);

/** binomial_lower - the p with P(X >= k) = alpha: the lower bound; 0 for k = 0 */
double binomial_lower(double k, double n, double alpha);

/** binomial_upper - the p with P(X <= k) = alpha: the upper bound; 1 for k = n */
double binomial_upper(double k, double n, double alpha);

/** binomial_rejects - @tail is no greater than @alpha, rounding aside; false for NAN */
bool binomial_rejects(double tail, double alpha);

/**
 * binomial_share_within - k / n <= e, rounding aside
 *
 * So that 3 bad of 1000 are within 0.3 %, whatever 0.003 is in binary.
 */
bool binomial_share_within(double k, double n, double e);

#endif
