/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pvalue - p-values, and their logarithms where they are too small for a double
 *
 * Always a tail, never 1 less the rest: 1e-112 is no 0, and its logarithm goes on where 1e-308
 * is no double any more.
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Accuracy: 1e-11 relative, of the logarithm too.  Oracle: R, tests/oracle/effect.R.
 */
#ifndef CX_STATS_PVALUE_H
#define CX_STATS_PVALUE_H

struct pvalue {			/* NAN both: there is nothing to test */
	double p;
	double log10_p;		/* finite where the statistic is */
};

/** pvalue_t - P(|T| >= |@t|) of Student's T at @df > 0; INFINITY: of the normal */
struct pvalue pvalue_t(double t, double df);

/** pvalue_t_above - P(T >= @t), one side */
struct pvalue pvalue_t_above(double t, double df);

/** pvalue_chisq - P(X >= @x) of chi-squared at @df > 0 */
struct pvalue pvalue_chisq(double x, double df);

#endif
