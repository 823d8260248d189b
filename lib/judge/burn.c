/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * burn - see burn.h
 */
#include "judge/burn.h"

#include "stats/binomial.h"

#include <math.h>

void
burn_budget(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct period *p)
{
	double length = (double)period_length(p), elapsed = (double)(p->to_us - p->from_us);
	double rate = t->bad / t->judged, left;

	if (!(t->judged > 0) || !(o->e0 > 0))
		return;
	v->budget_total = o->e0 * t->units;
	v->burn = rate / o->e0;
	v->budget_remaining = 1 - v->burn;
	v->coarse_budget = v->budget_total < 1;
	left = v->budget_remaining;
	if (p->end_us > p->to_us) {
		v->budget_projected = v->burn * elapsed / length;
		left = 1 - v->budget_projected;
	}
	if (left <= 0)
		v->exhausted_in_us = 0;
	else
		v->exhausted_in_us = v->burn > 0 ? left * length / v->burn : (double)INFINITY;
}

struct rate {			/* of burn over one window */
	double at;
	double lo;
	double bad;
	bool   any;
};

struct alerts {			/* what an alert is judged with */
	const struct slo_objective *o;
	const struct series    *s;
	const struct period        *p;
	double alpha;
	bool   point;
};

static struct rate
rate_over(const struct alerts *x, int64_t to_us, int64_t length_us)
{
	struct period w = tally_within(x->o, x->p, to_us - length_us, to_us);
	struct tally t = tally_of(x->o, x->s, &w);
	double e0 = x->o->e0;
	struct rate r = { (double)NAN, (double)NAN, t.best, t.judged > 0 };

	if (!r.any)
		return r;
	r.at = t.bad / t.judged / e0;
	r.lo = binomial_lower(t.best, t.n, x->alpha) / e0;
	return r;
}

static bool
is_beyond(const struct slo_alert *al, const struct rate *r, bool point)
{
	double burn = point ? r->at : r->lo;

	return al->op == SLO_GT ? burn > al->factor : burn >= al->factor;
}

/* At one instant; @out may be NULL. */
static bool
holds_at(const struct alerts *x, const struct slo_alert *al, int64_t to_us,
    struct slo_alert_result *out)
{
	struct rate lng = rate_over(x, to_us, al->long_us), shrt = lng;
	bool firing;

	if (!al->trickle && al->short_us > 0)
		shrt = rate_over(x, to_us, al->short_us);
	if (al->trickle)
		firing = lng.any && lng.bad >= (double)al->min_bad &&
		    lng.lo > (al->factor > 0 ? al->factor : 1);
	else
		firing = lng.any && shrt.any && (x->point || lng.bad >= (double)al->min_bad) &&
		    is_beyond(al, &lng, x->point) && is_beyond(al, &shrt, x->point);
	if (out != NULL) {
		out->burn_long = lng.at;
		out->burn_long_lo = lng.lo;
		out->burn_short = shrt.at;
		out->burn_short_lo = shrt.lo;
		out->nodata = !lng.any;
	}
	return firing;
}

void
burn_alerts(struct slo_verdict *v, const struct slo_objective *o,
    const struct series *s, const struct period *p, const struct slo_rule *rule,
    struct arena *a)
{
	struct alerts x = { o, s, p, 1 - rule->conf, rule->point };

	if (o->nalert == 0 || !(o->e0 > 0))
		return;
	v->alert = arena_zalloc(a, o->nalert * sizeof(*v->alert));
	for (size_t i = 0; i < o->nalert; i++) {
		const struct slo_alert *al = &o->alert[i];
		struct slo_alert_result *out = &v->alert[i];

		out->alert = al;
		out->firing = holds_at(&x, al, p->to_us, out);
		for (int64_t ago = SLO_MINUTE_US; out->firing && ago <= al->after_us;
		    ago += SLO_MINUTE_US)
			out->firing = holds_at(&x, al, p->to_us - ago, NULL);
		if (out->nodata && o->alert_nodata)
			out->firing = true;
	}
}
