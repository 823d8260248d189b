/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_baseline - a candidate against a stable side: worked ratios, percentiles, noise
 */
#include "../slo.h"

#include "base/rng.h"
#include "stats/quiet.h"

struct pair {
	struct slo_made *side[2];	/* candidate, stable */
};

static struct slo_verdict
judge(const struct pair *p, const struct slo_objective *o, const struct slo_rule *rule,
    struct arena *a)
{
	const struct series side[2] = { p->side[0]->s, p->side[1]->s };
	struct slo_clock clock = p->side[0]->clock, stable = p->side[1]->clock;
	struct slo_verdict v;

	if (clock.first_us > clock.last_us)
		clock = stable;
	else if (stable.first_us < clock.first_us && stable.first_us <= stable.last_us)
		clock.first_us = stable.first_us;
	judge_objective(&v, o, NULL, side, &clock, rule, a);
	return v;
}

static void
put(struct pair *p, uint64_t k1, uint64_t n1, uint64_t k2, uint64_t n2)
{
	slo_made_clear(p->side[0]);
	slo_made_clear(p->side[1]);
	slo_made_add(p->side[1], 0, n1, k1, 0);
	slo_made_add(p->side[0], 0, n2, k2, 0);
}

static struct slo_objective
baseline(void)
{
	struct slo_objective o = slo_made_ratio(0);

	o.type = SLO_BASELINE;
	return o;
}

struct worked {
	uint64_t k1, n1, k2, n2;
	double ratio, lo, hi;
	enum slo_verdict_kind verdict;
};

static const struct worked worked[] = {
	{ 50, 50000, 9, 5000, 1.8, 0.89, 3.35, SLO_INCONCLUSIVE },
	{ 50, 50000, 20, 5000, 4.0, 2.47, 6.33, SLO_FAIL },
	{ 500, 500000, 60, 50000, 1.2, 0.94, 1.51, SLO_INCONCLUSIVE },
	{ 0, 1000, 3, 1000, (double)INFINITY, 0.58, (double)INFINITY, SLO_INCONCLUSIVE },
	{ 5000, 500000, 505, 50000, 1.01, 0.934, 1.091, SLO_PASS },
};

static void
ratios(struct pair *p, struct arena *a)
{
	struct slo_objective o = baseline();
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	for (size_t i = 0; i < sizeof(worked) / sizeof(*worked); i++) {
		const struct worked *w = &worked[i];

		put(p, w->k1, w->n1, w->k2, w->n2);
		v = judge(p, &o, &rule, a);
		T_OK(v.verdict == w->verdict && slo_made_shows(v.ratio, w->ratio, 3) &&
		    fabs(v.ratio_lo - w->lo) < 0.0051 &&
		    (isinf(w->hi) ? isinf(v.ratio_hi) : fabs(v.ratio_hi - w->hi) < 0.0051),
		    "%d/%d and %d/%d: %s, %g [%.3f, %.3f]", (int)w->k1, (int)w->n1, (int)w->k2,
		    (int)w->n2, slo_made_name(v.verdict), v.ratio, v.ratio_lo, v.ratio_hi);
	}
	put(p, 50, 50000, 9, 5000);
	v = judge(p, &o, &rule, a);
	T_OK(v.needed_n > 5000 && v.needed_n < 200000, "1.8 times: decided at %d", (int)v.needed_n);
	put(p, 50 * 20, 50000 * 20, 9 * 20, 5000 * 20);
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL, "and is, with 20 times as many");
	T_OK(v.p_raw < 0.05 && v.stable.rate == 0.001 && v.candidate.rate == 0.0018, "sides");
}

static void
floors(struct pair *p, struct arena *a)
{
	struct slo_objective o = baseline();
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	put(p, 0, 1000000, 1, 10000);
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "min_bad", "one bad against none");
	o.floor_e0 = 0.001;
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "within an absolute floor");
	o.floor_e0 = 0;
	o.e0 = 0.001;
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "which is the target by default");
	o.e0 = 0;
	put(p, 0, 1000, 0, 1000);
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "stable", "nothing bad and no floor");
	T_OK(v.needed_n == 0 && isnan(v.ratio), "more of it does not help");
	put(p, 10, 1000, 0, 0);
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "nodata", "no candidate");
	put(p, 0, 0, 10, 1000);
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "stable", "no stable side");
	put(p, 500, 50000, 20, 5000);
	p->side[0]->minute[0].c.unknown = 500;
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "unknown", "0.4 times the rate, if nothing unknown is bad");
	rule.mode = SLO_MODE_BUDGET;
	put(p, 100, 1000, 125, 1000);
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "counted: 1.25 times is within");
	put(p, 100, 1000, 126, 1000);
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "1.26 times is not");
}

/* An incident that hits both sides is no fault of the candidate, nor does it hide one. */
static void
shared(struct pair *p, struct arena *a)
{
	struct slo_objective o = baseline();
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	slo_made_clear(p->side[0]);
	slo_made_clear(p->side[1]);
	for (uint64_t i = 0; i < 60; i++) {
		slo_made_add(p->side[1], (int64_t)i, 5000, i == 30 ? 1000 : 5, 0);
		slo_made_add(p->side[0], (int64_t)i, 5000, i == 30 ? 1000 : 5, 0);
	}
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && v.phi == 1, "the same incident on both: phi %g", v.phi);
	slo_made_clear(p->side[0]);
	for (uint64_t i = 0; i < 60; i++)
		slo_made_add(p->side[0], (int64_t)i, 5000, i == 10 ? 900 : 8, 0);
	v = judge(p, &o, &rule, a);
	T_OK(v.phi > 20, "each its own: phi %g", v.phi);
	T_OK(v.verdict != SLO_PASS && strcmp(slo_made_reason(&v), "bursts") == 0,
	    "which decides nothing");
	rule.sequential = true;
	put(p, 0, 0, 0, 0);
	slo_made_clear(p->side[0]);
	slo_made_clear(p->side[1]);
	for (uint64_t i = 0; i < 60; i++) {
		slo_made_add(p->side[1], (int64_t)i, 5000, 5, 0);
		slo_made_add(p->side[0], (int64_t)i, 500, 3, 0);
	}
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL && v.e_value > 20, "six times the rate, minute by minute: E %g",
	    v.e_value);
	slo_made_clear(p->side[0]);
	for (uint64_t i = 0; i < 60; i++)
		slo_made_add(p->side[0], (int64_t)i, 5000, i % 2, 0);
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && v.e_pass > 20, "a tenth: E %g", v.e_pass);
}

/*
 * Two bursts of the stable side and four of the candidate, in an hour each: numbers of
 * scipy.stats.chisquare and scipy.stats.beta.
 */
static void
apart(struct pair *p, struct arena *a)
{
	static const bool bad[2][60] = {
		{ [7] = true, [17] = true, [30] = true, [50] = true }, { [5] = true, [25] = true }
	};
	struct slo_objective o = baseline();
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	for (int64_t hours = 0; hours <= 2; hours++) {
		for (int i = 0; i < 2; i++) {
			slo_made_clear(p->side[i]);
			for (int64_t m = 0; m < 60; m++)
				slo_made_add(p->side[i], (i == 0 ? hours * 60 : 0) + m, 100,
				    bad[i][m] ? 20 : 0, 0);
		}
		v = judge(p, &o, &rule, a);
		SLO_VERDICT(v, SLO_INCONCLUSIVE, "bursts", "four bursts against two");
		T_OK(fabs(v.phi - 19.547018295738575) < 1e-9 && v.apart == (hours > 0),
		    "each side by its own minutes, %d hours apart: phi %g", (int)hours, v.phi);
		T_OK(fabs(v.ratio_lo - 0.38069734104509806) < 1e-9 &&
		    fabs(v.ratio_hi - 14.445604278393986) < 1e-9 &&
		    fabs(v.p_raw - 0.4483765832490587) < 1e-9 &&
		    fabs(v.p_pass - 0.8299665957562692) < 1e-9 && v.needed_n == 0,
		    "ratio %g [%g, %g]", v.ratio, v.ratio_lo, v.ratio_hi);
	}
	rule.sequential = true;
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "stable", "e-values of minutes that the sides do not share");
	rule.sequential = rule.dispersion = false;
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL && isnan(v.phi) && v.apart, "taken as independent it fails");
}

/* A stable side of files is as it is: ten bad events leave the ratio open up to 1.843. */
static void
needed(struct pair *p, struct arena *a)
{
	static const uint64_t n[] = { 1000, 3771, 20000, 200000 };
	const void *some = a;	/* a predicate that nobody evaluates */
	struct slo_objective o = baseline();
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;
	uint64_t both;

	o.increase = 0.5;
	for (size_t i = 0; i < sizeof(n) / sizeof(*n); i++) {
		put(p, 10, 1000, (n[i] + 50) / 100, n[i]);
		v = judge(p, &o, &rule, a);
		SLO_VERDICT(v, SLO_INCONCLUSIVE, "stable", "beside ten bad events");
		T_OK(v.needed_n == 0, "no number of the candidate's decides: %d", (int)v.needed_n);
	}
	put(p, 10, 1000, 10, 1000);
	o.baseline = some;	/* of one stream both grow */
	v = judge(p, &o, &rule, a);
	both = v.needed_n;
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "sample", "ten beside ten, of one stream");
	T_OK(both > 3000 && both < 5000, "which take %d of each", (int)both);
	put(p, both / 80, both * 5 / 4, both / 80, both * 5 / 4);
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS, "and then, with a quarter more, pass");
	o.baseline = NULL;
	put(p, 300, 30000, 10, 1000);
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "sample", "a small canary beside much");
	put(p, 300, 30000, v.needed_n / 100, v.needed_n);
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS, "which passes with what it needs");
}

/* ---- percentiles ---- */

struct values {
	struct quant_cfg cfg;
	struct quant     hour[2][4];
	struct slo_hour  at[2][4];
};

static double
lognormal(struct rng *r)
{
	double u = rng_unit(r), w = rng_unit(r);

	return exp(0.5 * sqrt(-2 * log(1 - u)) * cos(6.283185307179586 * w)) * 100;
}

/* @n values an hour on each side, the candidate's times @slower. */
static void
fill(struct pair *p, struct values *x, unsigned n, double slower, struct rng *r)
{
	*x = (struct values){ 0 };
	quant_cfg_init(&x->cfg, 0.01, false);
	for (int side = 0; side < 2; side++) {
		struct slo_made *m = p->side[side];

		slo_made_clear(m);
		for (int h = 0; h < 4; h++) {
			for (unsigned i = 0; i < n; i++)
				quant_add(&x->hour[side][h], &x->cfg,
				    lognormal(r) * (side == 0 ? slower : 1));
			x->at[side][h] = (struct slo_hour){ SLO_T0 / SLO_HOUR_US + h,
				&x->hour[side][h] };
			slo_made_add(m, h * 60 + 5, n, 0, 0);
			slo_made_add(m, h * 60 + 59, n, 0, 0);
		}
		m->s.hour = x->at[side];
		m->s.nhour = 4;
		m->s.qcfg = &x->cfg;
	}
}

static void
empty(struct values *x)
{
	for (int side = 0; side < 2; side++)
		for (int h = 0; h < 4; h++)
			quant_free(&x->hour[side][h]);
}

static void
percentiles(struct pair *p, struct arena *a)
{
	struct slo_objective o = baseline();
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;
	struct values x;
	struct rng r;

	o.q = (struct agg_q){ 95, 2 };
	o.op = SLO_LTE;
	rng_init(&r, 7);
	fill(p, &x, 2000, 1, &r);
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && fabs(v.ratio - 1) < 0.1 && v.ratio_lo < 1 && v.ratio_hi > 1,
	    "the same: %.3f [%.3f, %.3f]", v.ratio, v.ratio_lo, v.ratio_hi);
	T_OK(v.value == v.candidate.rate && v.value_lo < v.value && v.value < v.value_hi &&
	    fabs(v.value - 100 * exp(0.5 * 1.6448536)) < 15, "p95 %g [%g, %g]", v.value,
	    v.value_lo, v.value_hi);
	empty(&x);
	fill(p, &x, 2000, 2, &r);
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL && v.p_raw < 1e-6, "twice as slow: p %g", v.p_raw);
	o.op = SLO_GTE;
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS, "twice as many, where more is better");
	o.op = SLO_LTE;
	rule.sequential = true;
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL, "twice as slow, at any look");
	rule.sequential = false;
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = 150 * SLO_MINUTE_US };
	v = judge(p, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "window", "a window that cuts an hour");
	o.window.length_us = 115 * SLO_MINUTE_US;
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL, "but not where the minutes cut off had no events");
	o.window = (struct slo_window){ .span = SLO_SPAN_ALL };
	o.limit = 1000;
	o.limit_text = SV("1000");
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS, "slower, but within an absolute limit");
	o.limit_text = SV("");
	empty(&x);
	fill(p, &x, 20, 1.1, &r);
	o.q = (struct agg_q){ 5, 1 };
	v = judge(p, &o, &rule, a);
	T_OK(v.verdict == SLO_INCONCLUSIVE && v.needed_n > 80,
	    "small samples: %s, %d", slo_made_reason(&v), (int)v.needed_n);
	p->side[0]->minute[0].c.unknown = 150;
	v = judge(p, &o, &rule, a);
	T_OK(isnan(v.value_hi), "unknown values could all be above");
	T_OK(isnan(v.value_lo), "or below");
	o.q = (struct agg_q){ 999, 3 };
	v = judge(p, &o, &rule, a);
	T_OK(isinf(v.ratio_hi) && isnan(v.value_hi), "p99.9 of 80 has no upper bound");
	empty(&x);
}

static void
noise(struct pair *p, struct arena *a)
{
	struct slo_objective o = baseline();
	struct slo_rule rule = judge_rule();
	struct slo_made *m = p->side[1];
	double even, once;
	struct values x;
	struct rng r;

	rng_init(&r, 3);
	slo_made_clear(m);
	for (int64_t i = 0; i < 600; i++)
		slo_made_add(m, i, 1000, 5 + rng_below(&r, 10), 0);
	even = judge_aa(&o, &m->s, &m->clock, &rule, 400, a);
	T_OK(even <= 0.02, "errors spread out: %g of A/A comparisons fail", even);
	T_OK(even == judge_aa(&o, &m->s, &m->clock, &rule, 400, a), "the same every time");
	for (size_t i = 7; i < 600; i += 15)
		m->minute[i].c.bad = 500;
	rule.dispersion = false;
	once = judge_aa(&o, &m->s, &m->clock, &rule, 400, a);
	T_OK(once > 0.1, "forty incidents: %g without a correction", once);
	rule.dispersion = true;
	even = judge_aa(&o, &m->s, &m->clock, &rule, 400, a);
	T_OK(even < once / 2, "%g with it", even);
	fill(p, &x, 500, 1, &r);
	o.q = (struct agg_q){ 9, 1 };
	T_OK(judge_aa(&o, &m->s, &m->clock, &rule, 50, a) < 0.1, "percentiles, by the hour");
	empty(&x);
	slo_made_clear(m);
	T_OK(isnan(judge_aa(&o, &m->s, &m->clock, &rule, 50, a)), "nothing to deal");
}

int
main(void)
{
	struct pair p = { { slo_made(), slo_made() } };
	struct arena a;
	void (*const test[])(struct pair *, struct arena *) = {
		ratios, floors, shared, apart, needed, percentiles, noise
	};

	quiet_gsl();
	arena_init(&a);
	for (size_t i = 0; i < sizeof(test) / sizeof(*test); i++)
		test[i](&p, &a);
	arena_free(&a);
	free(p.side[0]);
	free(p.side[1]);
	return t_done();
}
