/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * noncentral - the tail of Student's t when there is an effect: the power of a t test
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 */
#ifndef CX_STATS_NONCENTRAL_H
#define CX_STATS_NONCENTRAL_H

/**
 * noncentral_t_upper - P(T >= t), T with @df degrees of freedom and noncentrality @delta
 * @df: at least 1
 *
 * Accuracy: 1e-12 absolute.
 * Cost:     500 error functions.
 * Source:   the normal tail, given the standard deviation, integrated over its distribution.
 *           Oracle: R, pt and power.t.test, in tests/unit/power.c.
 */
double noncentral_t_upper(double t, double df, double delta);

/** noncentral_t_critical - the t with @tail above it when there is no effect */
double noncentral_t_critical(double tail, double df);

#endif
