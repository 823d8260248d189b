/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * compound - tails and bounds of k bad among n events that fail several at a time
 *
 * Incidents come singly, as n / m trials that fail with p each; each makes a geometric number
 * of bad events, m in the mean.  Then of k bad events Bin(k, 1 / m) end an incident, and
 *
 *     P(K <= k) = P(N <= B),  N of Bin(n / m, p),  B of Bin(k, 1 / m)
 *     P(K >= k) = P(N >  B),                       B of Bin(k - 1, 1 / m)
 *
 * which at m = 1 are the tails of stats/binomial.h.  n / m need not be whole (as there), k that
 * is not lies on the line between its neighbours.
 * One-sided everywhere: alpha is the error of one side.  Pure functions; quiet_gsl has been
 * called (stats/quiet.h).
 * Accuracy: 1e-10 relative, and rounded to that, so that machines agree, up to COMPOUND_EXACT
 *           incidents in the mean; beyond, where B is taken for normal but for its skewness,
 *           1e-4 of a tail near 0.05.
 * Source:   Polya, Aeppli: Johnson, Kemp, Kotz, Univariate Discrete Distributions, 3rd ed.,
 *           9.7; that B counts the ends of geometric runs is their definition.
 *           Oracle: the sums themselves in tests/unit/compound.c, simulated in
 *           tests/property/slo_simulate.c.
 */
#ifndef CX_STATS_COMPOUND_H
#define CX_STATS_COMPOUND_H

#define COMPOUND_EXACT 64.0	/* incidents: up to here the sums are taken */

/** compound_at_most - P(K <= k), each incident of @m >= 1 bad events in the mean */
double compound_at_most(double k, double n, double p, double m);

/** compound_at_least - P(K >= k) */
double compound_at_least(double k, double n, double p, double m);

/** compound_lower - the p with P(K >= k) = alpha; 0 for k = 0; beyond k / n where k < alpha m */
double compound_lower(double k, double n, double alpha, double m);

/** compound_upper - the p with P(K <= k) = alpha; 1 where no p has it */
double compound_upper(double k, double n, double alpha, double m);

#endif
