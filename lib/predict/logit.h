/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * logit - the chance that a user does something, from numbers known about him before
 *
 * Logistic regression with a ridge: features are standardised, coefficients drawn towards 0
 * by ridge / 2 times their squares, as if each had been seen to be 0 in a few cases.  The
 * intercept is not drawn.
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: McCullagh, Nelder, Generalized Linear Models, 1989, 2.5 (iteratively reweighted
 *         least squares); Le Cessie, van Houwelingen, Applied Statistics 41:191-201, 1992
 *         (the ridge).  Oracle: scikit-learn, tests/oracle/logit.py.
 */
#ifndef CX_PREDICT_LOGIT_H
#define CX_PREDICT_LOGIT_H

#include "base/arena.h"
#include "base/rc.h"
#include "predict/rowset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOGIT_FEATURES_MAX = 200 };

struct logit {
	size_t  k;		/* features */
	double  intercept;
	double *coef;		/* of each, for a change by sd */
	double *mean;
	double *sd;		/* of the population; 0: constant, and without effect */
};

/** logit_score - the chance, of @x, k numbers */
double logit_score(const struct logit *m, const double *x);

struct logit_fit {
	struct logit model;	/* its numbers in the arena */
	double   intercept_se;
	double  *coef_se;	/* by the curvature at the end, ridge included; NAN: constant */
	double   ll;		/* ln likelihood, without the ridge's part */
	double   ll_null;	/* with the intercept alone */
	uint64_t n;
	uint64_t positives;
	bool     separated;	/* features part the classes: coefficients have no end */
	size_t   constant;	/* features that are one value: their coefficient is 0 */
};

/**
 * logit_fit - the most likely coefficients
 * @rows:  settled rows, k features and 0 or 1
 * @ridge: 0 or more
 *
 * Returns: RC_OK; RC_EMPTY there is one class alone; RC_RANGE features depend on each other,
 *          and the ridge is 0.
 * Cost:    O(n k^2) an iteration, of which there are some 8.
 */
MUST_USE enum rc logit_fit(struct logit_fit *fit, const struct rowset *rows, double ridge,
    struct arena *a, struct err *e);

#endif
