/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranking - whether scores put those who did it before those who did not
 *
 * Deciles go from the highest scores down.  Equal scores are in one decile, that of their
 * middle: nothing but the score decides, and deciles need not be of one size.
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 */
#ifndef CX_PREDICT_RANKING_H
#define CX_PREDICT_RANKING_H

#include "base/rc.h"
#include "predict/rowset.h"
#include "stats/interval.h"

#include <stdint.h>

enum { RANKING_DECILES = 10 };

struct ranking_decile {
	uint64_t n;
	uint64_t positives;
	double   scores;	/* sum of them */
	double   lowest;	/* score; NAN: nobody is in it */
};

struct ranking {
	uint64_t n;
	uint64_t positives;
	double   auc;		/* share of pairs of one of each in which the score is right */
	struct interval auc_in;	/* NAN with one class alone, or one of a class */
	double   log_loss;	/* mean of -ln of the chance given to what happened */
	double   brier;		/* mean squared error */
	struct ranking_decile decile[RANKING_DECILES];
};

/**
 * ranking_of - judge scores
 * @rows: settled rows (score, 0 or 1), scores in [0, 1]; at least one
 * @conf: of the interval
 *
 * A tie counts half.
 * Source: DeLong, DeLong, Clarke-Pearson, Biometrics 44:837-845, 1988 (the variance of auc);
 *         Sun, Xu, IEEE Signal Processing Letters 21:1389-1393, 2014 (in O(n log n)).
 *         Oracle: scikit-learn and R's pROC, tests/oracle/logit.py.
 */
void ranking_of(struct ranking *r, const struct rowset *rows, double conf);

#endif
