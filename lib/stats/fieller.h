/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fieller - the interval of a ratio of two estimates
 *
 * The set of all r at which d - r b is less than q standard errors from 0.  It holds 0 if and
 * only if d itself is less than q of its standard errors from 0: a relative difference is told
 * from 0 exactly when the absolute one is, which the delta method does not grant.
 * Pure functions.
 * Source: Fieller, JRSS B 16:175-185, 1954; Cox, Biometrika 77:645-650, 1990.
 *         Worked values: tests/unit/effect.c.
 */
#ifndef CX_STATS_FIELLER_H
#define CX_STATS_FIELLER_H

#include "stats/interval.h"

struct fieller {		/* estimates, about normal */
	double d;		/* above */
	double b;		/* below; of either sign: the ratio is d / |b| */
	double var_d;
	double var_b;
	double cov;		/* of d and b */
};

/** fieller_g - (q se(b) / b)^2: from 1 on b is not told from 0, and the set has no end */
double fieller_g(const struct fieller *f, double q);

/**
 * fieller_interval - of d / |b|
 * @q: how many standard errors: a quantile of Student's t, or what a sequential plan says
 *
 * Returns: NAN bounds where g >= 1.
 */
struct interval fieller_interval(const struct fieller *f, double q);

/** fieller_delta - standard error of d / |b| by the delta method; b is not 0 */
double fieller_delta(const struct fieller *f);

#endif
