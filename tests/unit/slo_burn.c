/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_burn - budgets and burn-rate alerts: worked values, and when alerts speak
 */
#include "../slo.h"

#include "stats/binomial.h"
#include "stats/quiet.h"

/* 99.9 %, day 10 of 30, 1.2 million events, 900 bad. */
static void
day_ten(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	o.window = (struct slo_window){ .span = SLO_SPAN_CALENDAR, .n = 30, .unit = 'd',
		.start_us = SLO_T0 };
	rule.mode = SLO_MODE_BUDGET;
	slo_made_add(m, 100, 1200000, 900, 0);
	m->clock.now_us = SLO_T0 + 10 * SLO_DAY_US;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "day 10");
	T_OK(slo_made_shows(v.rate, 0.00075, 3) && slo_made_shows(v.lo, 0.000709, 3) &&
	    slo_made_shows(v.hi, 0.000792, 3) && fabs(v.burn - 0.75) < 1e-12,
	    "rate %g [%g, %g], burn %g", v.rate, v.lo, v.hi, v.burn);
	T_OK(fabs(v.budget_remaining - 0.75) < 1e-12 && fabs(v.budget_projected - 0.25) < 1e-12 &&
	    fabs(v.budget_total - 1200) < 1e-9, "75 %% of the month's budget is left, and 25 %% will be at its end");
	T_OK(fabs(v.exhausted_in_us - 30.0 * SLO_DAY_US) < 1e3, "at this rate 30 days more: %g d",
	    v.exhausted_in_us / SLO_DAY_US);
	T_OK(v.end_us == SLO_T0 + 30 * SLO_DAY_US && !v.coarse_budget, "the window ends at day 30");
}

static void
budgets(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	rule.mode = SLO_MODE_BUDGET;
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = 30 * SLO_DAY_US };
	slo_made_add(m, 0, 100000, 50, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(fabs(v.exhausted_in_us - 30.0 * SLO_DAY_US) < 1e3 && isnan(v.budget_projected),
	    "half spent at half speed: 30 days");
	m->minute[0].c.bad = 0;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(isinf(v.exhausted_in_us) && v.burn == 0, "nothing bad: never");
	m->minute[0].c.bad = 300;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.exhausted_in_us == 0 && fabs(v.budget_remaining + 2) < 1e-12,
	    "overspent twice: %g remaining, never clamped", v.budget_remaining);
	m->minute[0].c = (struct slo_counts){ 500, 0, 0, 0 };
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.coarse_budget && v.budget_total == 0.5, "half an event is a coarse budget");
	/* Ten requests an hour over 30 days: one failure is 13.9 % of 7.2. */
	m->minute[0].c = (struct slo_counts){ 7200, 1, 0, 0 };
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(fabs(v.budget_total - 7.2) < 1e-12 && slo_made_shows(1 - v.budget_remaining, 0.139, 3),
	    "one of 7,200 spends %.3f", 1 - v.budget_remaining);
}

static void
bounds(void)
{
	static const struct {
		double k, n, point, lower;
		int digits;
		bool fires;
	} b[] = {
		{ 1, 10, 100, 5.1, 2, false }, { 3, 10, 300, 87, 2, true },
		{ 1, 100, 10, 0.5, 1, false }, { 3, 100, 30, 8.2, 2, false },
		{ 10, 600, 16.7, 9.1, 2, false }, { 20, 600, 33, 22, 2, true }
	};

	for (size_t i = 0; i < sizeof(b) / sizeof(*b); i++) {
		double lower = binomial_lower(b[i].k, b[i].n, 0.05) / 0.001;

		T_OK(slo_made_shows(lower, b[i].lower, b[i].digits) &&
		    slo_made_shows(b[i].k / b[i].n / 0.001, b[i].point, b[i].point == 33 ? 2 : 3) &&
		    (lower > 14.4 && b[i].k >= 3) == b[i].fires,
		    "%g of %g burns %g, at least %.2f", b[i].k, b[i].n,
		    b[i].k / b[i].n / 0.001, lower);
	}
}

static struct slo_alert
page(void)
{
	return (struct slo_alert){ .long_us = SLO_HOUR_US, .short_us = 5 * SLO_MINUTE_US,
		.factor = 14.4, .op = SLO_GT, .min_bad = 3 };
}

/* All within the last five minutes, so both windows hold the same. */
static bool
fires(struct slo_made *m, struct arena *a, const struct slo_alert *al, uint64_t n, uint64_t bad,
    bool point)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_alert one = *al;
	struct slo_rule rule = judge_rule();

	rule.point = point;
	o.alert = &one;
	o.nalert = 1;
	slo_made_clear(m);
	slo_made_add(m, 0, n, bad, 0);
	return slo_made_judge(m, &o, &rule, a).alert[0].firing;
}

static void
alerts(struct slo_made *m, struct arena *a)
{
	struct slo_alert al = page();

	T_OK(!fires(m, a, &al, 10, 1, false) && fires(m, a, &al, 10, 1, true),
	    "1 of 10: the textbook pages");
	T_OK(fires(m, a, &al, 10, 3, false) && !fires(m, a, &al, 100, 1, false), "3 of 10 fires");
	T_OK(!fires(m, a, &al, 100, 3, false) && fires(m, a, &al, 100, 3, true),
	    "3 of 100: the textbook pages");
	T_OK(!fires(m, a, &al, 600, 10, false) && fires(m, a, &al, 600, 20, false),
	    "10 of 600 is quiet, 20 fires");
	T_OK(!fires(m, a, &al, 2, 2, false) && fires(m, a, &al, 2, 2, true), "2 of 2: too few bad");
	al = page();
	al.op = SLO_GTE;
	al.factor = 10;
	T_OK(fires(m, a, &al, 1000, 10, true), "gte takes equality");
	al.op = SLO_GT;
	T_OK(!fires(m, a, &al, 1000, 10, true), "gt does not");
	al = (struct slo_alert){ .long_us = 3 * SLO_DAY_US, .trickle = true, .min_bad = 5,
		.op = SLO_GT };
	T_OK(!fires(m, a, &al, 100, 4, false) && fires(m, a, &al, 100, 5, false) &&
	    fires(m, a, &al, 100, 5, true) && !fires(m, a, &al, 10000, 12, false),
	    "trickle: enough bad, and surely more than allowed");
}

static void
windows(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_alert al[2] = { page(), page() };
	struct slo_verdict v;

	al[1].after_us = 10 * SLO_MINUTE_US;
	o.alert = al;
	o.nalert = 2;
	for (uint64_t i = 0; i < 120; i++)
		slo_made_add(m, (int64_t)i, 100, i >= 112 ? 50 : 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.alert[0].firing && !v.alert[1].firing, "eight bad minutes: not yet ten");
	T_OK(fabs(v.alert[0].burn_long - 400.0 / 6000 / 0.001) < 1e-9 &&
	    fabs(v.alert[0].burn_short - 500) < 1e-9 &&
	    fabs(v.alert[0].burn_long_lo - binomial_lower(400, 6000, 0.05) / 0.001) < 1e-6,
	    "burn %g and %g", v.alert[0].burn_long, v.alert[0].burn_short);
	for (uint64_t i = 120; i < 125; i++)
		slo_made_add(m, (int64_t)i, 100, 50, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.alert[0].firing && v.alert[1].firing, "thirteen: it has held long enough");
	for (uint64_t i = 125; i < 131; i++)
		slo_made_add(m, (int64_t)i, 100, 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(!v.alert[0].firing && v.alert[0].burn_long > 100 && v.alert[0].burn_short == 0,
	    "over: the short window is quiet");
	m->clock.now_us += 3 * SLO_HOUR_US;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(!v.alert[0].firing && v.alert[0].nodata && isnan(v.alert[0].burn_long),
	    "three hours of nothing");
	o.alert_nodata = true;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.alert[0].firing && v.alert[1].firing, "which may be asked to alert");
}

/* With alertAfter of ten minutes it fires from the eleventh minute on that it holds. */
static void
after(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_alert al[2] = { page(), page() };
	unsigned held = 0, wrong = 0, longest = 0;

	al[1].after_us = 10 * SLO_MINUTE_US;
	o.alert = al;
	o.nalert = 2;
	for (uint64_t i = 0; i < 200; i++) {
		struct slo_verdict v;

		slo_made_add(m, (int64_t)i, 100, i > 100 && i < 125 && i != 104 ? 10 : 0, 0);
		v = slo_made_judge(m, &o, &rule, a);
		held = v.alert[0].firing ? held + 1 : 0;
		longest = held > longest ? held : longest;
		wrong += v.alert[1].firing != (held > 10);
	}
	T_OK(wrong == 0 && longest > 15, "held %u minutes, fires after ten", longest);
}

int
main(void)
{
	struct slo_made *m = slo_made();
	struct arena a;
	void (*const test[])(struct slo_made *, struct arena *) = {
		day_ten, budgets, alerts, windows, after
	};

	quiet_gsl();
	arena_init(&a);
	bounds();
	for (size_t i = 0; i < sizeof(test) / sizeof(*test); i++) {
		slo_made_clear(m);
		test[i](m, &a);
	}
	arena_free(&a);
	free(m);
	return t_done();
}
