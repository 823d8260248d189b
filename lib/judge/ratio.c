/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ratio - events that are good or bad, judged by their counts
 */
#include "judge/judge_kind.h"

#include "judge/counts.h"

static void
judge_ratio(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2],
    const struct period *p, const struct slo_rule *rule)
{
	counts_judge(v, o, &side[0], p, rule);
}

const struct judge_kind ratio_kind = {
	.judge = judge_ratio,
};
