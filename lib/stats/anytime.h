/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * anytime - confidence sequences: intervals that hold at all times at once
 *
 * An estimate from n units with standard error se has the interval estimate +- B(n) se, and
 * the chance that any of these, over all n, misses the truth is at most alpha: one may look
 * after every unit and stop whenever one likes.  B comes from a normal mixture whose only
 * parameter, rho^2, is chosen for the n at which the interval is to be narrowest; it has to be
 * fixed before the first look, since a rho that follows n makes B a constant and the guarantee
 * void.  GrowthBook's, Eppo's and the mixture SPRT's bounds are this one curve.
 *
 * Asymptotic: wants ANYTIME_UNITS_MIN units in an arm and, of shares,
 * ANYTIME_EVENTS_MIN successes and failures before it means anything.
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, Annals of Statistics 52(6), 2024;
 *         Howard, Ramdas, McAuliffe, Sekhon, Annals of Statistics 49(2), 2021, equation 14.
 *         Oracles: gbstats, confseq, in tests/unit/group_seq.c.
 */
#ifndef CX_STATS_ANYTIME_H
#define CX_STATS_ANYTIME_H

enum { ANYTIME_UNITS_MIN = 100, ANYTIME_EVENTS_MIN = 10 };

/**
 * anytime_rho2 - the rho^2 that makes B(n_star) smallest
 * @n_star: units of both arms together, > 0
 * @alpha:  two-sided, in (0, 1); of one side: twice its alpha
 */
double anytime_rho2(double n_star, double alpha);

/** anytime_bound - B(n) for both sides at @alpha; n > 0 */
double anytime_bound(double n, double rho2, double alpha);

/** anytime_bound_one - B(n) for one side at @alpha, rho^2 being that of 2 alpha */
double anytime_bound_one(double n, double rho2, double alpha);

/** anytime_log_e - ln of the evidence against 0 of a statistic z = estimate / se */
double anytime_log_e(double z, double n, double rho2);

/** anytime_log10_p - log10 of the two-sided p at this look, at most 0; a stream's p is its least */
double anytime_log10_p(double z, double n, double rho2);

/** anytime_log10_p_one - the same of one side, that the effect is above 0 */
double anytime_log10_p_one(double z, double n, double rho2);

#endif
