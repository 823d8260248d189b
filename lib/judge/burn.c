/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * burn - see burn.h
 */
#include "judge/burn.h"

#include "stats/compound.h"

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
	if (p->end_us > p->to_us) {
		v->budget_projected = v->budget_remaining;
		v->budget_remaining = 1 - v->burn * elapsed / length;
	}
	left = v->budget_remaining;
	if (left <= 0)
		v->exhausted_in_us = 0;
	else
		v->exhausted_in_us = v->burn > 0 ? left * length / v->burn : (double)INFINITY;
}

struct rate {			/* of burn over one window */
	double at;
	double lo;
	double bad;
	double burst;	/* bad events an incident */
	bool   any;
};

struct alerts {			/* what an alert is judged with */
	const struct slo_objective *o;
	const struct series    *s;
	const struct period        *p;
	const struct slo_rule *rule;
};

/*
 * What is stated, or assumed, and less where the window says so; never more: an incident that
 * is greater than incidents are is what an alert is for.
 */
static double
burst_of(const struct alerts *x, const struct tally *t, const struct period *w)
{
	const struct bursts prior = bursts_drawn(bursts_prior(x->o), t->each);

	if (!x->rule->dispersion || prior.size <= 1)
		return prior.least;
	return fmin(prior.size, bursts_settle(prior, tally_phi(x->o, x->s, w), t->bad,
	    1 - x->rule->conf).size);
}

static struct rate
rate_over(const struct alerts *x, int64_t to_us, int64_t length_us)
{
	struct period w = tally_within(x->o, x->p, to_us - length_us, to_us);
	struct tally t = tally_of(x->o, x->s, &w);
	double e0 = x->o->e0;
	struct rate r = { (double)NAN, (double)NAN, t.best, 1, t.judged > 0 };

	if (!r.any)
		return r;
	r.burst = burst_of(x, &t, &w);
	r.at = t.bad / t.judged / e0;
	/* Fewer bad events than an incident has in the mean say less than their own share. */
	r.lo = fmin(compound_lower(t.best, t.n, 1 - x->rule->conf, r.burst), t.best / t.n) / e0;
	return r;
}

static bool
is_beyond(const struct slo_alert *al, double burn)
{
	return al->op == SLO_GT ? burn > al->factor : burn >= al->factor;
}

/* Bad minutes of the long window that lie a short one apart, or a twelfth of it without one. */
static uint64_t
incidents_of(const struct alerts *x, const struct slo_alert *al, int64_t to_us)
{
	int64_t gap = (al->short_us > 0 ? al->short_us : al->long_us / 12) / SLO_MINUTE_US;
	int64_t last = 0;
	size_t end = series_from(x->s, to_us);
	uint64_t n = 0;

	for (size_t i = series_from(x->s, to_us - al->long_us); i < end; i++) {
		const struct slo_minute *m = &x->s->minute[i];

		if (!(series_loss(&m->c) > 0))
			continue;
		n += n == 0 || m->minute - last > gap;
		last = m->minute;
	}
	return n;
}

/* As many incidents as the alert asks for bad events: by what they weigh, or by their times. */
static bool
is_enough(const struct alerts *x, const struct slo_alert *al, const struct rate *r, int64_t to_us)
{
	double least = (double)al->min_bad;

	return r->bad >= least * bursts_phi(r->burst) ||
	    (r->bad >= least && incidents_of(x, al, to_us) >= al->min_bad);
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
		firing = lng.any && is_enough(x, al, &lng, to_us) &&
		    lng.lo > (al->factor > 0 ? al->factor : 1);
	else
		firing = lng.any && shrt.any && is_beyond(al, shrt.at) &&
		    (x->rule->point ? is_beyond(al, lng.at)
		    : is_enough(x, al, &lng, to_us) && is_beyond(al, lng.lo));
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
	struct alerts x = { o, s, p, rule };

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
