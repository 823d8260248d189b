/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * baseline_quantile - a candidate's percentile against the stable side's
 *
 * d = ln q2 - ln q1 with MOVER's bounds from both order-statistic intervals.  Fail iff
 * exp(lower) > 1 + increase, pass iff exp(upper) <= 1 + increase (or the candidate's
 * upper bound is within the objective's limit, when it names one).  Where more is better
 * (op gte, gt) the same of 1 / ratio.  p_raw is the least alpha at which it fails.
 * Under rule->sequential the bounds hold at any look, at alpha / 2 for each side, and
 * are subtracted as they are.
 * Source: Zou, Donner 2008 on logarithms; simulated cover in tests/property/slo_simulate.c.
 */
#ifndef CX_JUDGE_BASELINE_QUANTILE_H
#define CX_JUDGE_BASELINE_QUANTILE_H

#include "judge/judge.h"

/**
 * baseline_quantile_judge - verdict, sides' values, ratio
 * @side: [0] the candidate, [1] the stable side
 *
 * @v has both sides' counts.
 */
void baseline_quantile_judge(struct slo_verdict *v, const struct slo_objective *o,
    const struct series side[2], const struct period *p, const struct slo_rule *rule);

#endif
