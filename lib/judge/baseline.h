/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * baseline - a candidate against a stable side, in the same time
 *
 * Ratios: given the bad events of both, those of the candidate are binomial; the exact
 * bounds of that share are bounds of the ratio of the rates (Przyborowski, Wilenski,
 * Biometrika 31:313-323, 1940).  Pass iff the upper bound is <= 1 + increase, or the
 * candidate's rate is shown to be within the absolute floor; fail iff the lower bound is
 * beyond.  Dispersion is what is left of the bursts once both sides have shared them; where
 * they share too little time to tell, it is that of each side's own minutes.
 *
 * Percentiles: order-statistic intervals of both on logarithms, joined by MOVER
 * (stats/mover.h); two samples whose bulk is alike and whose tail is not differ here,
 * and do not in a rank test.
 *
 * Under rule->sequential the ratio is judged by e-values minute by minute, percentiles
 * by order statistics that hold at any look.
 * Sides of different times are compared, and the verdict says that they are: what changed
 * between two times is not the candidate's doing.
 * A stable side of files does not grow: what the candidate needs is asked beside it as it is.
 */
#ifndef CX_JUDGE_BASELINE_H
#define CX_JUDGE_BASELINE_H

#include "judge/judge.h"

struct baseline_aa {		/* what judge_aa is told */
	const struct slo_objective *objective;
	const struct series    *stable;
	const struct slo_rule      *rule;
	unsigned trials;
};

/** baseline_aa - see judge_aa; scratch in @a */
double baseline_aa(const struct baseline_aa *x, const struct period *p, struct arena *a);

#endif
