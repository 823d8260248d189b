/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * apdex - losses of 0, 1/2 and 1, judged by their counts
 */
#include "judge/judge_kind.h"

#include "judge/counts.h"

static void
judge_apdex(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2],
    const struct period *p, const struct slo_rule *rule)
{
	counts_judge(v, o, &side[0], p, rule);
	if (v->c.n == 0)
		return;
	v->value = 1 - series_loss(&v->c) / (double)v->c.n;
	v->value_lo = 1 - v->hi;
	v->value_hi = 1 - v->lo;
}

const struct judge_kind apdex_kind = {
	.judge = judge_apdex,
};
