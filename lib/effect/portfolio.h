/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * portfolio - what many experiments changed together
 *
 * The sum of what winners measured is too much: they won because chance helped.  Effects of all
 * experiments, shipped or not, are taken for draws of one normal distribution, whose spread is
 * estimated; each is drawn towards the mean by as much as its own error is of that spread, and
 * those shipped are summed up.  Beside that the sum as it was measured, and the sum less the
 * expected bias of choosing those beyond a critical value.
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Patterson, Thompson, Biometrika 58:545-554, 1971 (REML); Efron, Morris, JASA
 *         70:311-319, 1975; Lee, Shen, KDD 2018 (selection).
 *         Oracle: metafor of R, in tests/unit/effect.c.
 */
#ifndef CX_EFFECT_PORTFOLIO_H
#define CX_EFFECT_PORTFOLIO_H

#include <stdbool.h>
#include <stddef.h>

enum { PORTFOLIO_MIN = 5 };	/* fewer experiments say nothing of their spread */

struct portfolio_item {
	double effect;
	double se;		/* > 0 */
	double coverage;	/* share of all traffic that it now has, 0 to 1 */
	bool   shipped;
	double shrunk;		/* filled: the effect, drawn towards the mean */
	double shrunk_se;
};

struct portfolio_ask {
	double conf;		/* of the interval, in (0, 1) */
	double crit;		/* standard errors from which on an effect was shipped */
	bool   relative;	/* effects are lifts: they multiply */
};

struct portfolio {
	size_t n;
	size_t shipped;
	double mean, mean_se;	/* of the distribution */
	double tau;		/* its standard deviation */
	double naive;		/* total of those shipped, as measured */
	double selected;	/* less the bias of selection; a sum, also of lifts */
	double total, total_se;	/* of the shrunk ones */
	double lo, hi;
};

/**
 * portfolio_sum - fit, shrink, add up
 *
 * Returns: false, with all but the counts and naive NAN, with fewer than PORTFOLIO_MIN.
 */
bool portfolio_sum(struct portfolio *p, struct portfolio_item *item, size_t n,
    const struct portfolio_ask *ask);

struct portfolio_gap {		/* the total against what a holdout measured */
	double ratio;		/* holdout / total */
	double gap, se;		/* holdout - total */
	double p, log10_p;
};

/** portfolio_against - does a holdout's @effect, of error @se, agree with the total? */
void portfolio_against(struct portfolio_gap *g, const struct portfolio *p, double effect,
    double se);

#endif
