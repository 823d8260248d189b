/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge/counts.h"

#include "judge/burn.h"
#include "judge/decide.h"

#include <math.h>

void
counts_put(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct period *p)
{
	v->c = t->c;
	v->slices = t->slices;
	v->slices_bad = t->slices_bad;
	v->slices_empty = t->slices_empty;
	v->slices_expected = t->slices_expected;
	if (t->judged > 0)
		v->rate = t->bad / t->judged;
	burn_budget(v, o, t, p);
}

void
counts_judge(struct slo_verdict *v, const struct slo_objective *o, const struct series *s,
    const struct period *p, const struct slo_rule *rule)
{
	struct tally t = tally_of(o, s, p);

	counts_put(v, o, &t, p);
	if (t.c.n + t.c.unknown == 0 || !(t.n > 0)) {
		decide_nodata(v, o, rule);
		return;
	}
	if (rule->dispersion && rule->mode == SLO_MODE_GATE)
		v->phi = o->method == SLO_RATIO_TIMESLICES ? t.phi : tally_phi(o, s, p);
	decide_bounds(v, &t, v->phi >= 1 ? v->phi : 1, 1 - rule->conf);
	if (rule->mode == SLO_MODE_BUDGET || !(o->e0 > 0))
		decide_budget(v, &t, o->e0);
	else
		decide_tally(v, o, &t, s, p, rule);
	if (decide_enough(v, o, &t))
		decide_singly(v, o, rule);
}
