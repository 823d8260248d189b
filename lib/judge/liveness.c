/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * liveness - slices with enough events, judged by their counts as any others
 */
#include "judge/judge_kind.h"

#include "judge/counts.h"
#include "judge/decide.h"

/* A window without an event is dead, not without data; one without a whole slice has none. */
static void
no_slices(struct slo_verdict *v, const struct slo_objective *o, const struct slo_rule *rule)
{
	v->verdict = SLO_INCONCLUSIVE;
	v->reason = REASON_WINDOW;
	if (v->c.n + v->c.unknown == 0)
		decide_nodata(v, o, rule);
}

static void
judge_liveness(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2],
    const struct period *p, const struct slo_rule *rule)
{
	struct tally t = tally_of(o, &side[0], p);

	counts_put(v, o, &t, p);
	if (t.slices == 0)
		no_slices(v, o, rule);
	else
		counts_decide(v, o, &t, &side[0], p, rule);
	(void)decide_enough(v, o, &t);
}

const struct judge_kind liveness_kind = {
	.judge = judge_liveness,
};
