/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * deviate - how rare a count is, as a standard normal variable would be
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 */
#ifndef CX_STATS_DEVIATE_H
#define CX_STATS_DEVIATE_H

/**
 * deviate_binomial - the z whose tail is that of @k in @n at a share @q
 * @k, @n: 0 <= k <= n, whole or not
 * @q:     in (0, 1)
 *
 * Returns: negative for few, positive for many; 0 where neither tail is below 1/2.
 * Accuracy: exact tails down to 1e-15; beyond that the signed root of the likelihood ratio.
 */
double deviate_binomial(double k, double n, double q);

#endif
