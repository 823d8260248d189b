/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * liveness - slices with enough events: the counts are the population, whatever the mode
 */
#include "judge/judge_kind.h"

#include "judge/counts.h"
#include "judge/decide.h"

static void
decide_slices(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct slo_rule *rule)
{
	if (t->slices == 0) {
		v->verdict = SLO_INCONCLUSIVE;
		v->reason = REASON_WINDOW;
		if (v->c.n + v->c.unknown == 0)
			decide_nodata(v, o, rule);
		return;
	}
	v->rate = v->lo = v->hi = t->bad / t->n;
	decide_budget(v, t, o->e0);
}

static void
judge_liveness(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2],
    const struct period *p, const struct slo_rule *rule)
{
	struct tally t = tally_of(o, &side[0], p);

	counts_put(v, o, &t, p);
	decide_slices(v, o, &t, rule);
	(void)decide_enough(v, o, &t);
}

const struct judge_kind liveness_kind = {
	.judge = judge_liveness,
};
