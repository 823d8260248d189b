/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * needs - see needs.h
 */
#include "judge/needs.h"

#include "judge/sequential.h"
#include "judge/tally.h"
#include "objective/kind.h"
#include "stats/binomial.h"
#include "stats/compound.h"
#include "stats/evidence.h"

#include <math.h>

double
needs_p(const struct needs_test *t, double k, double n)
{
	if (t->sequential) {
		struct evidence v;

		evidence_init(&v, t->e, !t->pass);
		return sequential_p(evidence_log(&v, k / t->phi, n / t->phi));
	}
	return t->pass ? compound_at_most(k, n, t->e, t->burst) :
	    binomial_at_least(k / t->phi, n / t->phi, t->e);
}

/* By doubling, then by halves. */
uint64_t
needs_search(bool (*holds)(const void *ctx, double n), const void *ctx)
{
	uint64_t lo = 0, hi = 1;

	while (hi < NEEDS_MAX && !holds(ctx, (double)hi)) {
		lo = hi;
		hi *= 2;
	}
	if (hi >= NEEDS_MAX) {
		hi = NEEDS_MAX;
		if (!holds(ctx, (double)hi))
			return 0;
	}
	while (hi - lo > 1) {
		uint64_t mid = lo + (hi - lo) / 2;

		if (holds(ctx, (double)mid))
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

struct at_share {
	const struct needs_test *t;
	double share;
};

static bool
share_decides(const void *ctx, double n)
{
	const struct at_share *s = ctx;
	double k = s->share * n;

	if (!s->t->pass && k < s->t->min_bad * (1 - BINOMIAL_SLACK))
		return false;
	return binomial_rejects(needs_p(s->t, k, n), s->t->alpha);
}

/* With nothing bad at all: what is least is known but for rounding, and is looked at first. */
static uint64_t
none_decides(const struct needs_test *t)
{
	const struct at_share s = { t, 0 };
	const double n = ceil(fmax(t->burst, 1) * log(t->alpha) / log1p(-t->e));

	if (n > 1 && n < (double)NEEDS_MAX && share_decides(&s, n) && !share_decides(&s, n - 1))
		return (uint64_t)n;
	return needs_search(share_decides, &s);
}

/*
 * Where the share is so near the limit that even the normal approximation asks for
 * twice the ceiling, the tails, which cost most there, are not asked.
 */
uint64_t
needs_events(const struct needs_test *t, double share)
{
	struct at_share s = { t, share };
	double away = t->pass ? t->e - share : share - t->e;

	if (!(away > 0) || t->e >= 1)
		return away > 0 && t->pass && share < 1 ? 1 : 0;
	if (!(t->phi * share * (1 - t->e) / (away * away) < 2 * (double)NEEDS_MAX))
		return 0;
	if (t->pass && !t->sequential && !(share > 0))
		return none_decides(t);
	return needs_search(share_decides, &s);
}

struct enough {
	const struct needs_test *t;
	double k;
};

static bool
passes_with(const void *ctx, double n)
{
	const struct enough *x = ctx;

	return n > x->k && binomial_rejects(needs_p(x->t, x->k, n), x->t->alpha);
}

struct reach {			/* of a number of bad events */
	uint64_t n;		/* the least events among which they pass; 0: none */
	bool     enough;	/* at n the service has no more of them as often as is asked */
};

static struct reach
reach_of(const struct needs_test *t, double share, double power, double k)
{
	const struct enough x = { t, k };
	struct reach r = { .n = needs_search(passes_with, &x) };

	r.enough = r.n > 0 && compound_at_most(k, (double)r.n, share, t->burst) >= power;
	return r;
}

uint64_t
needs_power(const struct needs_test *t, double share, double power)
{
	double lo = -1, hi = 0, away = t->e - share;
	struct reach r;

	if (!(away > 0) || t->e >= 1 || !(bursts_phi(t->burst) * share * (1 - t->e) /
	    (away * away) < 2 * (double)NEEDS_MAX))
		return 0;
	for (r = reach_of(t, share, power, hi); !r.enough; r = reach_of(t, share, power, hi)) {
		if (r.n == 0)
			return 0;
		lo = hi;
		hi = 2 * hi + 1;
	}
	while (hi - lo > 1) {
		double mid = floor(lo + (hi - lo) / 2);
		struct reach m = reach_of(t, share, power, mid);

		if (m.enough) {
			hi = mid;
			r = m;
		} else {
			lo = mid;
		}
	}
	return r.n;
}

/* A number of events, or slices, that shows the share: of what has no share there is none. */
static bool
is_countable(const struct slo_objective *o)
{
	unsigned flags = kind_of(o)->flags;

	if ((flags & KIND_MEMBERS) != 0)
		return false;
	return (flags & KIND_COMPARES) == 0 || o->q.num == 0;
}

static double
takes_us(uint64_t n, const struct needs *need, double per_s)
{
	if (n == 0)
		return (double)NAN;
	if (need->slices)
		return (double)n * (double)need->objective->slice_us;
	return per_s > 0 ? (double)n / per_s * 1e6 : (double)NAN;
}

static uint64_t
at_least(uint64_t n, uint64_t least, bool slices)
{
	return n != 0 && n < least && !slices ? least : n;
}

void
needs_of(struct needs *out, const struct slo_objective *o, const struct slo_rule *rule,
    const double *share, size_t nshare, double per_s)
{
	double e = o->floor_e0 > 0 ? o->floor_e0 : o->e0;
	struct needs_test t = { .e = e * (1 + o->margin), .pass = true, .alpha = 1 - rule->conf,
		.sequential = rule->sequential };

	*out = (struct needs){ .objective = o, .zero_us = (double)NAN };
	out->burst = rule->dispersion ? bursts_prior(o) :
	    (struct bursts){ 1, BURSTS_FROM_NOTHING, 1 };
	t.burst = out->burst.size;
	t.phi = bursts_phi(t.burst);
	out->slices = tally_by_slices(o) && o->method != SLO_RATIO_TIMESLICES;
	for (size_t i = 0; i < nshare && i < NEEDS_SHARES_MAX; i++)
		out->at_us[i] = out->likely_us[i] = (double)NAN;
	if (!is_countable(o) || !(e > 0))
		return;
	out->zero = at_least(needs_events(&t, 0), o->min_total, out->slices);
	out->zero_us = takes_us(out->zero, out, per_s);
	for (size_t i = 0; i < nshare && i < NEEDS_SHARES_MAX; i++) {
		uint64_t half = t.sequential ? needs_events(&t, share[i] * e)
		    : needs_power(&t, share[i] * e, NEEDS_HALF);
		uint64_t likely = t.sequential ? 0 : needs_power(&t, share[i] * e, NEEDS_LIKELY);

		out->at[i] = at_least(half, o->min_total, out->slices);
		out->at_us[i] = takes_us(out->at[i], out, per_s);
		out->likely[i] = at_least(likely, o->min_total, out->slices);
		out->likely_us[i] = takes_us(out->likely[i], out, per_s);
	}
}
