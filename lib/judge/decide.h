/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decide - the three-way rule on a tally
 *
 * The rule itself is in judge/judge.h; here are its order and its reasons.
 */
#ifndef CX_JUDGE_DECIDE_H
#define CX_JUDGE_DECIDE_H

#include "judge/judge.h"
#include "judge/sequential.h"
#include "judge/tally.h"

/**
 * decide_nodata - by the objective's policy, when the window has no events
 *
 * needed_n is then what passes with nothing bad.
 */
void decide_nodata(struct slo_verdict *v, const struct slo_objective *o,
    const struct slo_rule *rule);

/**
 * decide_enough - min_total and min_coverage
 *
 * Returns: false when there is too little; @v then says so.
 */
bool decide_enough(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t);

/**
 * decide_singly - REASON_SINGLY for a pass without a bad event that takes failures to be single
 *
 * Of units and slices, where nobody has said more: a service exactly at the limit whose
 * failures come many at a time shows none of them more often than alpha.
 */
void decide_singly(struct slo_verdict *v, const struct slo_objective *o,
    const struct slo_rule *rule);

/** decide_sequential - what following a window in time says: evidence, p-values, the verdict */
void decide_sequential(struct slo_verdict *v, const struct sequential *run);

/**
 * decide_tally - verdict, reason, p and e values, needed_n
 *
 * @v has phi, the size of bursts, the bounds and the window already.
 */
void decide_tally(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct series *s, const struct period *p, const struct slo_rule *rule);

/** decide_budget - the counts are the population: no inference */
void decide_budget(struct slo_verdict *v, const struct tally *t, double e0);

/** decide_bounds - lo and hi of a tally at @alpha each; @v has phi and the size of bursts */
void decide_bounds(struct slo_verdict *v, const struct tally *t, double alpha);

#endif
