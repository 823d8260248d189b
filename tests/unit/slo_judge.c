/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge - worked verdicts: pass, fail, inconclusive and why; what each still needs
 *
 * The numbers were computed with scipy and R before this program was written.
 */
#include "../slo.h"

#include "stats/binomial.h"
#include "stats/evidence.h"
#include "judge/needs.h"
#include "stats/interval.h"
#include "stats/quiet.h"

struct worked {
	uint64_t k, n;
	double lo, hi;
	int lo_digits, hi_digits;
	enum slo_verdict_kind verdict;
	const char *why;
};

/* At 99.9 %, one-sided 95 % bounds. */
static const struct worked worked[] = {
	{ 0, 10, 0, 0.259, 3, 3, SLO_INCONCLUSIVE, "sample" },
	{ 1, 10, 0.0051, 0.394, 2, 3, SLO_INCONCLUSIVE, "min_bad" },
	{ 3, 500, 0.0016, 0.0154, 2, 3, SLO_FAIL, "" },
	{ 0, 2995, 0, 0.0010, 1, 2, SLO_PASS, "" },
	{ 0, 2994, 0, 0.0010, 1, 2, SLO_INCONCLUSIVE, "sample" },
	{ 5, 10000, 0.00020, 0.00105, 2, 3, SLO_INCONCLUSIVE, "sample" },
	{ 20, 10000, 0.0013, 0.0029, 2, 2, SLO_FAIL, "" },
	{ 50, 100000, 0.00039, 0.00063, 2, 2, SLO_PASS, "" },
	{ 85, 100000, 0.00070, 0.00102, 2, 3, SLO_INCONCLUSIVE, "sample" },
	{ 120, 100000, 0.00103, 0.00140, 3, 3, SLO_FAIL, "" },
};

static void
verdicts(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();

	for (size_t i = 0; i < sizeof(worked) / sizeof(*worked); i++) {
		const struct worked *w = &worked[i];
		struct slo_verdict v;

		slo_made_clear(m);
		slo_made_add(m, 0, w->n, w->k, 0);
		v = slo_made_judge(m, &o, &rule, a);
		T_OK(v.verdict == w->verdict && strcmp(slo_made_reason(&v), w->why) == 0 &&
		    slo_made_shows(v.lo, w->lo, w->lo_digits) &&
		    slo_made_shows(v.hi, w->hi, w->hi_digits),
		    "%d of %d: %s %s [%g, %g]", (int)w->k, (int)w->n,
		    slo_made_name(v.verdict), slo_made_reason(&v), v.lo, v.hi);
	}
}

static void
plot_bound(void)
{
	T_OK(slo_made_shows(interval_wilson(1, 10, 0.9).lo, 0.0226, 2) &&
	    slo_made_shows(binomial_lower(1, 10, 0.05), 0.0051, 2),
	    "1 of 10: Wilson's lower bound %.4f, the exact one %.4f",
	    interval_wilson(1, 10, 0.9).lo, binomial_lower(1, 10, 0.05));
}

static uint64_t
to_pass(double e0, double share, double alpha)
{
	struct needs_test t = { .e = e0, .pass = true, .alpha = alpha, .phi = 1, .burst = 1 };

	return needs_events(&t, share);
}

static void
sizes(void)
{
	static const struct {
		double e0, alpha;
		uint64_t n;
	} zero[] = {
		{ 0.01, 0.05, 299 }, { 0.005, 0.05, 598 }, { 0.001, 0.05, 2995 },
		{ 0.0005, 0.05, 5990 }, { 0.0001, 0.05, 29956 }, { 0.01, 0.1, 230 },
		{ 0.005, 0.1, 460 }, { 0.001, 0.1, 2302 }, { 0.0005, 0.1, 4605 },
		{ 0.0001, 0.1, 23025 }, { 0.05, 0.05, 59 }, { 0.5, 0.05, 5 }
	};

	for (size_t i = 0; i < sizeof(zero) / sizeof(*zero); i++) {
		uint64_t n = to_pass(zero[i].e0, 0, zero[i].alpha);

		T_OK(n == zero[i].n, "without a bad event: %g at %g needs %d", zero[i].e0,
		    zero[i].alpha, (int)n);
	}
	T_OK(to_pass(0.001, 0.0002, 0.05) == 4618, "99.9%% at .02%% bad");
	T_OK(to_pass(0.001, 0.0005, 0.05) == 11529, "99.9%% at .05%% bad");
	T_OK(to_pass(0.001, 0.0008, 0.05) == 69587, "99.9%% at .08%% bad");
	T_OK(to_pass(0.001, 0.001, 0.05) == 0, "at the limit: never");
	T_OK(to_pass(0.001, 0.0011, 0.05) == 0, "beyond: never");
	T_OK(to_pass(0.001, 0.001 - 1e-13, 0.05) == 0, "next to it: not within 1e12 events");
	T_OK(to_pass(0.001, 0.000999, 0.05) > 2000000000, "a thousandth below: %" PRIu64,
	    to_pass(0.001, 0.000999, 0.05));
}

static void
ranks(void)
{
	static const struct {
		double q;
		uint64_t n, lo, hi;
	} r[] = {
		{ 0.5, 100, 42, 59 }, { 0.5, 1000, 474, 527 }, { 0.5, 10000, 4918, 5083 },
		{ 0.95, 100, 91, 99 }, { 0.95, 1000, 938, 962 }, { 0.95, 10000, 9464, 9537 },
		{ 0.99, 100, 97, 101 }, { 0.99, 1000, 985, 996 }, { 0.99, 10000, 9883, 9917 },
		{ 0.999, 100, 99, 101 }, { 0.999, 1000, 997, 1001 },
		{ 0.999, 10000, 9985, 9996 }
	};

	for (size_t i = 0; i < sizeof(r) / sizeof(*r); i++) {
		struct interval_ranks got = interval_quantile(r[i].n, r[i].q, 0.9);

		T_OK(got.lo == r[i].lo && got.hi == r[i].hi, "p%g of %d: ranks %d to %d",
		    100 * r[i].q, (int)r[i].n, (int)got.lo, (int)got.hi);
	}
}

/* needed_n: grown to that size at the same share, the verdict is decided. */
static void
needed(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	slo_made_add(m, 0, 10000, 5, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.needed_n == 11529, "5 of 10,000: needs %d", (int)v.needed_n);
	slo_made_clear(m);
	slo_made_add(m, 0, 10, 1, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.needed_n == 20, "1 of 10 needs a second bad event: %d", (int)v.needed_n);
	slo_made_clear(m);
	slo_made_add(m, 0, 1000, 1, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_INCONCLUSIVE && v.needed_n == 0, "at the limit itself: never");
	o.margin = 0.5;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.needed_n > 10000 && v.needed_n < 20000, "with a margin of half: %d",
	    (int)v.needed_n);
	o.margin = 0;
	o.min_total = 50000;
	slo_made_clear(m);
	slo_made_add(m, 0, 10000, 5, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "min_total", "fewer than asked for");
	T_OK(v.needed_n == 50000, "and so many are needed");
	slo_made_clear(m);
	slo_made_add(m, 0, 20000, 200, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "min_total", "a plain fail, too");
}

static void
margin(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	slo_made_add(m, 0, 100000, 85, 0);
	o.margin = 0.1;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "85 of 100,000 within 10 % more");
	o.margin = 0;
	o.min_bad = 200;
	slo_made_clear(m);
	slo_made_add(m, 0, 100000, 150, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "min_bad", "150 bad where 200 may fail");
}

static void
unknown(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	slo_made_add(m, 0, 10000, 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "10,000 good");
	slo_made_clear(m);
	slo_made_add(m, 0, 10000, 0, 3);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "three unknown could be bad");
	slo_made_clear(m);
	slo_made_add(m, 0, 10000, 0, 500);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "unknown", "five hundred may not be");
	T_OK(v.lo == 0 && v.hi > 0.047, "bounds hold both readings: [%g, %g]", v.lo, v.hi);
	T_OK(v.needed_n == 0, "more of the same does not help");
	slo_made_clear(m);
	slo_made_add(m, 0, 0, 0, 500);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "unknown", "nothing but unknown");
	slo_made_clear(m);
	slo_made_add(m, 0, 10000, 100, 500);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "fails however they are read");
	slo_made_clear(m);
	slo_made_add(m, 0, 1000, 5, 9000);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "unknown", "fails alone, not if the others are good");
}

static void
nodata(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v = slo_made_judge(m, &o, &rule, a);

	SLO_VERDICT(v, SLO_INCONCLUSIVE, "nodata", "nothing read");
	T_OK(v.needed_n == 2995 && isnan(v.rate) && isnan(v.burn), "needs %d", (int)v.needed_n);
	o.nodata = SLO_NODATA_FAIL;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "nodata", "nothing is a fail");
	o.nodata = SLO_NODATA_PASS;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "nodata", "nothing is a pass");
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = SLO_HOUR_US };
	o.nodata = SLO_NODATA_INCONCLUSIVE;
	slo_made_add(m, 0, 10000, 0, 0);
	m->clock.now_us = SLO_T0 + 5 * SLO_HOUR_US;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "nodata", "nothing in the last hour");
}

static void
budget_mode(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	rule.mode = SLO_MODE_BUDGET;
	slo_made_add(m, 0, 1000, 1, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "1 of 1000 is within 0.1 %");
	slo_made_clear(m);
	slo_made_add(m, 0, 999, 1, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "1 of 999 is not");
	slo_made_clear(m);
	slo_made_add(m, 0, 9999, 9, 2);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "unknown", "9 of 9999, two unknown");
	o.e0 = 0.003;
	for (uint64_t n = 1000; n < 1000000; n *= 7) {
		slo_made_clear(m);
		slo_made_add(m, 0, n * 1000, n * 3, 0);
		v = slo_made_judge(m, &o, &rule, a);
		T_OK(v.verdict == SLO_PASS, "%d of %d is within 0.3 %%", (int)(3 * n),
		    (int)(1000 * n));
	}
}

static void
apdex(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.15);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	o.type = SLO_APDEX;
	slo_made_add(m, 0, 2000, 100, 0);
	m->minute[0].c.half = 200;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "1700 satisfied, 200 tolerating, 100 frustrated of T 0.85");
	T_OK(fabs(v.value - 0.9) < 1e-12 && v.value_lo > 0.9 - 1.3 * 0.011 &&
	    v.value_hi < 0.9 + 1.3 * 0.011 && v.value_lo < 0.9 - 0.84 * 0.011,
	    "score %g [%.4f, %.4f]: wider than the variance's, by less than a third",
	    v.value, v.value_lo, v.value_hi);
	o.e0 = 0.05;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "of 0.95");
	o.e0 = 0.1;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "sample", "of 0.90");
}

static void
sequential(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;
	struct evidence e;

	rule.sequential = true;
	rule.dispersion = false;
	for (uint64_t i = 0; i < 100; i++)
		slo_made_add(m, (int64_t)i, 100, i % 2, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "50 of 10,000 at any look");
	evidence_init(&e, 0.001, true);
	T_OK(fabs(v.e_value / exp(evidence_log(&e, 50, 10000)) - 1) < 1e-9 &&
	    fabs(v.p_raw * v.e_value - 1) < 1e-9, "e-value %g at the end, p %g", v.e_value,
	    v.p_raw);
	/* Bad first, good later: what a poll has seen stays seen. */
	slo_made_clear(m);
	slo_made_add(m, 0, 1000, 20, 0);
	slo_made_add(m, 1, 1000000, 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "20 of 1,000, then a million good");
	rule.sequential = false;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "the same at one look");
	rule.sequential = true;
	slo_made_clear(m);
	slo_made_add(m, 0, 20000, 0, 0);
	slo_made_add(m, 1, 20000, 60, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "20,000 good, then 60 of as many bad: it had passed");
	slo_made_clear(m);
	slo_made_add(m, 0, 3500, 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "sample", "3,500 good would pass once");
	T_OK(v.needed_n > 3500 && v.needed_n < 10000, "at any look it takes %d", (int)v.needed_n);
	slo_made_clear(m);
	slo_made_add(m, 0, v.needed_n, 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "which pass");
}

static void
need_table(void)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	const double share[] = { 0.5, 0.1 };
	struct needs n;

	needs_of(&n, &o, &rule, share, 2, 10);
	T_OK(n.zero == 2995 && n.at[0] > 7000 && n.at[0] <= 11529 && n.at[1] == 2995,
	    "99.9%%: %d with none bad, %d at half, %d at a tenth", (int)n.zero, (int)n.at[0],
	    (int)n.at[1]);
	T_OK(n.likely[1] == 4742 && n.likely[0] > 2 * n.at[0], "likely: %d at half, %d at a tenth",
	    (int)n.likely[0], (int)n.likely[1]);
	T_OK(n.zero_us == 299.5e6 && fabs(n.at_us[0] - (double)n.at[0] * 1e5) < 1 &&
	    fabs(n.likely_us[1] - 474.2e6) < 1, "at ten a second: %g s", n.zero_us / 1e6);
	needs_of(&n, &o, &rule, share, 2, (double)NAN);
	T_OK(isnan(n.zero_us), "no rate, no time");
	o.method = SLO_TIMESLICES;
	o.slice_us = 5 * SLO_MINUTE_US;
	o.e0 = 0.01;
	needs_of(&n, &o, &rule, share, 2, 10);
	T_OK(n.slices && n.zero == 299 && n.zero_us == 299.0 * 5 * SLO_MINUTE_US,
	    "slices of 5 minutes at 99%%: %d of them", (int)n.zero);
	o.type = SLO_LIVENESS;
	needs_of(&n, &o, &rule, share, 2, 10);
	T_OK(n.slices && n.zero == 299, "liveness needs slices as others: %d", (int)n.zero);
	o = slo_made_ratio(0.001);
	o.bursts = 0;
	needs_of(&n, &o, &rule, share, 2, 10);
	T_OK(n.burst.from == BURSTS_FROM_NOTHING && n.zero > 3 * 2990 && n.zero < 3 * 3000,
	    "where nothing is stated, of %g at a time: %d", n.burst.size, (int)n.zero);
	rule.dispersion = false;
	needs_of(&n, &o, &rule, share, 2, 10);
	T_OK(n.burst.size == 1 && n.zero == 2995, "of events that are independent: %d", (int)n.zero);
}

int
main(void)
{
	struct slo_made *m = slo_made();
	struct arena a;
	void (*const test[])(struct slo_made *, struct arena *) = {
		verdicts, needed, margin, unknown, nodata, budget_mode, apdex, sequential
	};

	quiet_gsl();
	arena_init(&a);
	plot_bound();
	sizes();
	ranks();
	need_table();
	for (size_t i = 0; i < sizeof(test) / sizeof(*test); i++) {
		slo_made_clear(m);
		test[i](m, &a);
	}
	arena_free(&a);
	free(m);
	return t_done();
}
