/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * baseline_quantile - see baseline_quantile.h
 */
#include "judge/baseline_quantile.h"

#include "judge/needs.h"
#include "judge/quantiles.h"
#include "stats/mover.h"

#include <math.h>

enum { HALVINGS = 60 };

struct pair {
	const struct slo_objective *o;
	const struct slo_rule      *rule;
	struct quantiles m[2];		/* candidate, stable */
	double           unknown[2];
};

struct outcome {
	struct quantiles_at at[2];
	struct interval ratio;		/* of the logarithms of candidate to stable */
	struct interval worse;		/* the same, or its negative where more is better */
	bool within;			/* the candidate's bound is within the limit */
};

static bool
more_is_better(const struct slo_objective *o)
{
	return o->op == SLO_GTE || o->op == SLO_GT;
}

static struct mover_part
part_of(const struct quantiles_at *q)
{
	return (struct mover_part){ log(q->at), { log(q->lo), log(q->hi) } };
}

/*
 * At @alpha, as if there were @scale times as many values: of both sides, or of the candidate's
 * alone, as a stable side of files does not grow with it.
 */
static struct outcome
compare_sides(const struct pair *p, double alpha, double scale)
{
	const struct slo_objective *o = p->o;
	struct outcome r;
	struct mover_part part[2];

	for (int i = 0; i < 2; i++) {
		struct quantiles_ask ask = { &o->q, p->rule->sequential ? alpha / 2 : alpha,
		    p->rule->sequential, p->unknown[i],
		    i == 0 || o->baseline != NULL ? scale : 1 };

		r.at[i] = quantiles_at(&p->m[i], &ask);
		part[i] = part_of(&r.at[i]);
	}
	if (p->rule->sequential) {
		r.ratio.lo = part[0].in.lo - part[1].in.hi;
		r.ratio.hi = part[0].in.hi - part[1].in.lo;
	} else {
		r.ratio = mover_difference(&part[0], &part[1]);
	}
	r.worse = r.ratio;
	if (more_is_better(o))
		r.worse = (struct interval){ -r.ratio.hi, -r.ratio.lo };
	r.within = o->limit_text.n > 0 &&
	    (more_is_better(o) ? r.at[0].lo >= o->limit : r.at[0].hi <= o->limit);
	return r;
}

static enum slo_verdict_kind
decide_pair(const struct pair *p, const struct outcome *r)
{
	double limit = log(1 + p->o->increase);

	if (r->within || r->worse.hi <= limit)
		return SLO_PASS;
	return r->worse.lo > limit ? SLO_FAIL : SLO_INCONCLUSIVE;
}

static bool
pair_decides(const void *ctx, double n)
{
	const struct pair *p = ctx;
	struct outcome r = compare_sides(p, 1 - p->rule->conf, n / (double)p->m[0].sum.n);

	return decide_pair(p, &r) != SLO_INCONCLUSIVE;
}

/* The least alpha at which it fails; by halves of its logarithm. */
static double
least_alpha(const struct pair *p)
{
	double lo = log(1e-15), hi = log(0.5), limit = log(1 + p->o->increase);
	struct outcome r = compare_sides(p, 0.5, 1);

	if (!(r.worse.lo > limit))
		return 1;
	for (int i = 0; i < HALVINGS && hi - lo > 1e-9; i++) {
		double mid = (lo + hi) / 2;

		r = compare_sides(p, exp(mid), 1);
		if (r.worse.lo > limit)
			hi = mid;
		else
			lo = mid;
	}
	return exp(hi);
}

static void
fill_sides(struct slo_verdict *v, const struct outcome *r)
{
	struct slo_side *s[2] = { &v->candidate, &v->stable };

	for (int i = 0; i < 2; i++) {
		s[i]->rate = r->at[i].at;
		s[i]->lo = r->at[i].lo;
		s[i]->hi = r->at[i].hi;
	}
	v->value = r->at[0].at;
	v->value_lo = r->at[0].lo;
	v->value_hi = r->at[0].hi;
	v->ratio = r->at[0].at / r->at[1].at;
	v->ratio_lo = isnan(r->ratio.lo) ? 0 : exp(r->ratio.lo);
	v->ratio_hi = isnan(r->ratio.hi) ? (double)INFINITY : exp(r->ratio.hi);
}

static void
judge_pair(struct slo_verdict *v, const struct pair *p)
{
	struct outcome r = compare_sides(p, 1 - p->rule->conf, 1);
	double d = log(r.at[0].at / r.at[1].at);

	fill_sides(v, &r);
	if (!(r.at[0].at > 0 && r.at[1].at > 0)) {
		v->verdict = r.within ? SLO_PASS : SLO_INCONCLUSIVE;
		v->reason = r.within ? REASON_NONE : REASON_POSITIVE;
		return;
	}
	if (p->rule->mode == SLO_MODE_BUDGET) {
		d = more_is_better(p->o) ? -d : d;
		v->verdict = d <= log(1 + p->o->increase) + 1e-12 ? SLO_PASS : SLO_FAIL;
		return;
	}
	v->p_raw = least_alpha(p);
	v->verdict = decide_pair(p, &r);
	if (v->verdict == SLO_INCONCLUSIVE) {
		struct pair known = *p;

		known.unknown[0] = known.unknown[1] = 0;
		r = compare_sides(&known, 1 - p->rule->conf, 1);
		v->reason = decide_pair(&known, &r) != SLO_INCONCLUSIVE ? REASON_UNKNOWN
		    : REASON_SAMPLE;
		v->needed_n = needs_search(pair_decides, p);
		if (v->reason == REASON_SAMPLE && v->needed_n == 0 && p->o->baseline == NULL)
			v->reason = REASON_STABLE;
	}
}

void
baseline_quantile_judge(struct slo_verdict *v, const struct slo_objective *o,
    const struct series side[2], const struct period *p, const struct slo_rule *rule)
{
	struct pair x = { .o = o, .rule = rule,
		.unknown = { (double)v->candidate.c.unknown, (double)v->stable.c.unknown } };
	const struct period past = period_side(&side[1], p);
	bool have = quantiles_of(&x.m[0], &side[0], p);
	bool other = quantiles_of(&x.m[1], &side[1], &past);

	v->verdict = SLO_INCONCLUSIVE;
	v->rate = v->lo = v->hi = (double)NAN;
	if (have && other) {
		judge_pair(v, &x);
	} else {
		v->reason = v->stable.c.n == 0 ? REASON_STABLE : REASON_WINDOW;
	}
	quantiles_free(&x.m[0]);
	quantiles_free(&x.m[1]);
}
