/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * percentile - values beyond a limit, judged by their counts
 */
#include "judge/judge_kind.h"

#include "judge/counts.h"
#include "judge/quantiles.h"

/* The percentile itself is for people: what is beyond the limit was counted. */
static void
judge_percentile(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2],
    const struct period *p, const struct slo_rule *rule)
{
	struct quantiles_ask ask = { &o->q, 1 - rule->conf, rule->sequential, 0,
		side[0].each > 1 ? 1 / side[0].each : 1 };
	struct quantiles_at at;
	struct quantiles m;

	counts_judge(v, o, &side[0], p, rule);
	ask.unknown = (double)v->c.unknown;
	if (v->reason == REASON_NODATA || o->q.num == 0 || !quantiles_of(&m, &side[0], p))
		return;
	at = quantiles_at(&m, &ask);
	v->value = at.at;
	v->value_lo = at.lo;
	v->value_hi = at.hi;
	quantiles_free(&m);
}

const struct judge_kind percentile_kind = {
	.judge = judge_percentile,
};
