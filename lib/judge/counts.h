/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * counts - a share of bad events, or of bad slices, against the share that is allowed
 *
 * What ratios, percentiles and Apdex have in common: the value that a percentile or an
 * Apdex shows beside it decides nothing.
 */
#ifndef CX_JUDGE_COUNTS_H
#define CX_JUDGE_COUNTS_H

#include "judge/judge.h"
#include "judge/tally.h"

/**
 * counts_put - a tally into a verdict: counts, slices, rate, budget
 *
 * @v has the window.
 */
void counts_put(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct period *p);

/** counts_burst - phi, and the size of bursts that a pass is judged under */
void counts_burst(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    struct slices_phi seen, const struct slo_rule *rule);

/** counts_decide - what comes of a tally with something in it: verdict, reason, bounds */
void counts_decide(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct series *s, const struct period *p, const struct slo_rule *rule);

/** counts_judge - verdict, reason, rate, bounds, budget; @v has the window and NANs */
void counts_judge(struct slo_verdict *v, const struct slo_objective *o, const struct series *s,
    const struct period *p, const struct slo_rule *rule);

#endif
