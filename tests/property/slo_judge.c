/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge - what must hold of every verdict, on seeded random counts and samples
 */
#include "../slo.h"

#include "base/rng.h"
#include "stats/binomial.h"
#include "stats/evidence.h"
#include "judge/needs.h"
#include "judge/quantiles.h"
#include "judge/slices.h"
#include "stats/interval.h"
#include "stats/quiet.h"

enum { ROUNDS = 3000, SAMPLE_MAX = 200 };

static double
between(struct rng *r, double lo, double hi)
{
	return lo * exp(rng_unit(r) * log(hi / lo));
}

static uint64_t
below(struct rng *r, uint64_t n)
{
	return n == 0 ? 0 : rng_below(r, n);
}

struct draw {
	uint64_t n, k;
	double e0, alpha;
};

/* Counts around the limit, where verdicts change. */
static struct draw
draw(struct rng *r)
{
	struct draw d = { (uint64_t)between(r, 1, 1e7), 0, between(r, 1e-5, 0.5),
		between(r, 1e-4, 0.2) };
	double mean = (double)d.n * d.e0;
	double k = mean + (rng_unit(r) - 0.5) * 8 * (sqrt(mean) + 1);

	d.k = (uint64_t)fmin(fmax(k, 0), (double)d.n);
	return d;
}

static enum slo_verdict_kind
by_tails(double k, double n, double e0, double alpha)
{
	if (binomial_rejects(binomial_at_most(k, n, e0), alpha))
		return SLO_PASS;
	return binomial_rejects(binomial_at_least(k, n, e0), alpha) ? SLO_FAIL : SLO_INCONCLUSIVE;
}

static void
bounds_agree(struct rng *r)
{
	unsigned wrong = 0, decided = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct draw d = draw(r);
		double k = (double)d.k, n = (double)d.n;
		enum slo_verdict_kind tails = by_tails(k, n, d.e0, d.alpha), bounds;
		double hi = binomial_upper(k, n, d.alpha), lo = binomial_lower(k, n, d.alpha);

		bounds = hi <= d.e0 ? SLO_PASS : lo > d.e0 ? SLO_FAIL : SLO_INCONCLUSIVE;
		decided += tails != SLO_INCONCLUSIVE;
		if (fabs(hi / d.e0 - 1) < 1e-9 || fabs(lo / d.e0 - 1) < 1e-9)
			continue;
		if (bounds != tails && wrong++ < 5)
			printf("# %.0f of %.0f at %g, %g\n", k, n, d.e0, d.alpha);
	}
	T_OK(wrong == 0 && decided > ROUNDS / 10, "bounds and tails decide alike (%u decided)",
	    decided);
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The interval of the quantile against the limit, and the events beyond the limit. */
static void
order_statistics(struct rng *r)
{
	static const struct agg_q q[] = { { 5, 1 }, { 9, 1 }, { 95, 2 }, { 99, 2 }, { 25, 2 } };
	unsigned wrong = 0, decided = 0;

	for (int i = 0; i < ROUNDS; i++) {
		const struct agg_q *at = &q[below(r, 5)];
		double share = (double)at->num / pow(10, at->dec), x[SAMPLE_MAX];
		double alpha = between(r, 0.01, 0.3), limit;
		uint64_t n = 1 + below(r, SAMPLE_MAX), k = 0, ties = 1 + below(r, 1000);
		struct interval_ranks ranks = interval_quantile(n, share, 1 - 2 * alpha);
		enum slo_verdict_kind order = SLO_INCONCLUSIVE, count;

		for (uint64_t j = 0; j < n; j++)
			x[j] = (double)below(r, ties);
		limit = (double)below(r, ties);
		for (uint64_t j = 0; j < n; j++)
			k += x[j] > limit;
		qsort(x, n, sizeof(*x), by_value);
		if (ranks.hi <= n && x[ranks.hi - 1] <= limit)
			order = SLO_PASS;
		else if (ranks.lo >= 1 && x[ranks.lo - 1] > limit)
			order = SLO_FAIL;
		count = by_tails((double)k, (double)n, 1 - share, alpha);
		decided += count != SLO_INCONCLUSIVE;
		if (order != count && wrong++ < 5)
			printf("# n %d k %d q %g alpha %.17g: %d, %d\n", (int)n, (int)k, share, alpha,
			    (int)order, (int)count);
	}
	T_OK(wrong == 0 && decided > ROUNDS / 10, "order statistics decide as counts do (%u decided)",
	    decided);
}

/* The same under e-values, with the ranks that quantiles_at shows. */
static void
order_at_any_look(struct rng *r)
{
	struct agg_q q = { 9, 1 };
	struct quant_cfg cfg;
	unsigned wrong = 0, decided = 0;

	quant_cfg_init(&cfg, 0.01, true);
	for (int i = 0; i < ROUNDS / 20; i++) {
		struct quantiles m = { .cfg = &cfg };
		struct quantiles_ask ask = { &q, 0.05, true, 0, 1 };
		struct quantiles_at at;
		struct evidence fail, pass;
		uint64_t n = 50 + below(r, 2000), k = 0;
		double limit = 700 + (double)below(r, 280), need = log(20);
		enum slo_verdict_kind order, count = SLO_INCONCLUSIVE;

		for (uint64_t j = 0; j < n; j++) {
			double x = (double)below(r, 1000);

			quant_add(&m.sum, &cfg, x);
			k += x > limit;
		}
		at = quantiles_at(&m, &ask);
		evidence_init(&fail, 1 - 0.9, true);
		evidence_init(&pass, 1 - 0.9, false);
		order = at.hi <= limit ? SLO_PASS : at.lo > limit ? SLO_FAIL : SLO_INCONCLUSIVE;
		if (evidence_log(&pass, (double)k, (double)n) >= need)
			count = SLO_PASS;
		else if (evidence_log(&fail, (double)k, (double)n) >= need)
			count = SLO_FAIL;
		decided += count != SLO_INCONCLUSIVE;
		wrong += order != count;
		quantiles_free(&m);
	}
	T_OK(wrong == 0 && decided > 10, "and at any look (%u decided)", decided);
}

static void
monotone(struct rng *r)
{
	unsigned wrong = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct draw d = draw(r);
		double k = (double)d.k, n = (double)d.n, more = fmin(n, k + 1 + (double)below(r, 5));
		struct evidence fail, pass;

		/* Worse counts are never nearer to a pass, a smaller alpha never decides more. */
		wrong += by_tails(more, n, d.e0, d.alpha) < by_tails(k, n, d.e0, d.alpha);
		wrong += by_tails(k, n, d.e0, d.alpha / 3) != SLO_INCONCLUSIVE &&
		    by_tails(k, n, d.e0, d.alpha / 3) != by_tails(k, n, d.e0, d.alpha);
		wrong += binomial_upper(more, n, d.alpha) < binomial_upper(k, n, d.alpha);
		wrong += binomial_lower(more, n, d.alpha) < binomial_lower(k, n, d.alpha);
		evidence_init(&fail, d.e0, true);
		evidence_init(&pass, d.e0, false);
		wrong += evidence_log(&fail, more, n) < evidence_log(&fail, k, n);
		wrong += evidence_log(&pass, more, n) > evidence_log(&pass, k, n);
	}
	T_OK(wrong == 0, "monotone in bad events and in alpha (%u are not)", wrong);
}

static void
needed(struct rng *r)
{
	unsigned wrong = 0, found = 0;

	for (int i = 0; i < ROUNDS / 10; i++) {
		double e = between(r, 1e-4, 0.3);
		bool pass = below(r, 2) == 0;
		double share = pass ? e * rng_unit(r) * 0.98 : fmin(e * (1.02 + rng_unit(r) * 4), 0.9);
		struct needs_test t = { e, pass, between(r, 0.001, 0.2), 1 + rng_unit(r) * 5,
			1 + rng_unit(r) * 5, pass ? 0 : 2, below(r, 4) == 0 };
		uint64_t n = needs_events(&t, share);
		double at = (double)n, before = at - 1;

		if (n == 0)
			continue;
		found++;
		wrong += !binomial_rejects(needs_p(&t, share * at, at), t.alpha);
		wrong += n > 1 && binomial_rejects(needs_p(&t, share * before, before), t.alpha) &&
		    share * before >= t.min_bad;
	}
	T_OK(wrong == 0 && found > 100, "needed_n decides, one less does not (%u)", found);
}

/* Minutes in any cut: the sums, and what slices they make, are the same. */
static void
cuts(struct rng *r, struct slo_made *m)
{
	unsigned wrong = 0;

	for (int i = 0; i < ROUNDS / 30; i++) {
		struct slo_counts all = { 0 }, parts = { 0 }, sliced = { 0 };
		int64_t from, to, step, mid;
		struct slices w;
		struct slice at;
		int64_t last = -1;

		slo_made_clear(m);
		for (int64_t minute = 0; minute < 500; minute += 1 + (int64_t)below(r, 9))
			slo_made_add(m, minute, 1 + below(r, 50), 0, below(r, 3));
		from = SLO_T0 + (int64_t)below(r, 300) * SLO_MINUTE_US;
		to = from + (int64_t)below(r, 300) * SLO_MINUTE_US;
		mid = from + series_floor((to - from) / 2, SLO_MINUTE_US);
		step = (1 + (int64_t)below(r, 40)) * SLO_MINUTE_US;
		all = series_sum(&m->s, from, to);
		parts = series_sum(&m->s, from, mid);
		at.c = series_sum(&m->s, mid, to);
		series_add(&parts, &at.c);
		slices_init(&w, &m->s, from, to, from, step);
		while (slices_next(&w, &at)) {
			wrong += at.index <= last || at.c.n + at.c.unknown == 0;
			last = at.index;
			series_add(&sliced, &at.c);
		}
		wrong += last >= (int64_t)slices_count(from, to, from, step);
		wrong += memcmp(&all, &parts, sizeof(all)) != 0;
		wrong += memcmp(&all, &sliced, sizeof(all)) != 0;
	}
	T_OK(wrong == 0, "any cut of a series has the same sums");
}

/* However the unknown events turn out, a verdict stands. */
static void
fails_closed(struct rng *r, struct slo_made *m, struct arena *a)
{
	unsigned wrong = 0, decided = 0;

	for (int i = 0; i < ROUNDS / 5; i++) {
		struct draw d = draw(r);
		struct slo_objective o = slo_made_ratio(d.e0);
		struct slo_rule rule = judge_rule();
		struct slo_verdict v, told;
		uint64_t unknown = below(r, d.n / 100 + 2), bad = below(r, unknown + 1);

		rule.mode = below(r, 2) == 0 ? SLO_MODE_BUDGET : SLO_MODE_GATE;
		rule.sequential = below(r, 3) == 0;
		slo_made_clear(m);
		slo_made_add(m, 0, d.n, d.k, unknown);
		v = slo_made_judge(m, &o, &rule, a);
		m->minute[0].c = (struct slo_counts){ d.n + unknown, d.k + bad, 0, 0 };
		told = slo_made_judge(m, &o, &rule, a);
		decided += v.verdict != SLO_INCONCLUSIVE;
		if (v.verdict != SLO_INCONCLUSIVE && told.verdict != v.verdict)
			wrong++;
		wrong += v.verdict == SLO_INCONCLUSIVE && v.reason == REASON_NONE;
		wrong += !(v.lo <= told.rate * (1 + 1e-12) && told.rate <= v.hi * (1 + 1e-12));
		arena_reset(a);
	}
	T_OK(wrong == 0 && decided > 50, "a verdict stands whatever the unknown were (%u)", decided);
}

int
main(void)
{
	struct slo_made *m = slo_made();
	struct arena a;
	struct rng r;

	quiet_gsl();
	rng_init(&r, t_seed());
	arena_init(&a);
	bounds_agree(&r);
	order_statistics(&r);
	order_at_any_look(&r);
	monotone(&r);
	needed(&r);
	cuts(&r, m);
	fails_closed(&r, m, &a);
	arena_free(&a);
	free(m);
	return t_done();
}
