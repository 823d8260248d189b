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
counts_burst(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    struct slices_phi seen, const struct slo_rule *rule)
{
	struct bursts b = bursts_drawn((struct bursts){ 1, BURSTS_FROM_NOTHING, 1 }, t->each);

	if (rule->dispersion && rule->mode == SLO_MODE_GATE)
		b = bursts_settle(bursts_drawn(bursts_prior(o), t->each), seen, t->bad,
		    BURSTS_DOUBT);
	v->phi = t->each > 1 ? fmax(seen.phi, t->each) : seen.phi;	/* fmax leaves NAN out */
	v->burst = b.size;
	v->burst_from = b.from;
}

void
counts_decide(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct series *s, const struct period *p, const struct slo_rule *rule)
{
	struct slices_phi seen = { (double)NAN, 1 };

	if (rule->dispersion && rule->mode == SLO_MODE_GATE)
		seen = tally_phi(o, s, p);
	counts_burst(v, o, t, seen, rule);
	decide_bounds(v, t, 1 - rule->conf);
	if (rule->mode == SLO_MODE_BUDGET || !(o->e0 > 0))
		decide_budget(v, t, o->e0);
	else
		decide_tally(v, o, t, s, p, rule);
}

void
counts_judge(struct slo_verdict *v, const struct slo_objective *o, const struct series *s,
    const struct period *p, const struct slo_rule *rule)
{
	struct tally t = tally_of(o, s, p);

	counts_put(v, o, &t, p);
	if (t.c.n + t.c.unknown == 0 || !(t.n > 0)) {
		counts_burst(v, o, &t, (struct slices_phi){ (double)NAN, 1 }, rule);
		decide_nodata(v, o, rule);
		return;
	}
	counts_decide(v, o, &t, s, p, rule);
	if (decide_enough(v, o, &t))
		decide_singly(v, o, rule);
}
