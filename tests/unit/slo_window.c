/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_window - windows, slices, dispersion, coverage, liveness, users
 */
#include "../slo.h"

#include "base/rfc3339.h"
#include "judge/slices.h"
#include "judge/tally.h"
#include "stats/quiet.h"

static int64_t
at(const char *text)
{
	int64_t us = 0;
	int32_t offset;

	if (!rfc3339_parse((struct sv){ text, strlen(text) }, &us, &offset))
		printf("# not a time: %s\n", text);
	return us;
}

static const char *
shown(const struct period *p, char *out, size_t n)
{
	char text[3][RFC3339_MAX];

	rfc3339_text(p->from_us, 0, text[0]);
	rfc3339_text(p->to_us, 0, text[1]);
	rfc3339_text(p->end_us, 0, text[2]);
	snprintf(out, n, "%s %s %s", text[0], text[1], text[2]);
	return out;
}

struct calendar_case {
	const char *zone, *start, *now;
	uint32_t n;
	char unit;
	const char *want;
};

static const struct calendar_case calendars[] = {
	{ "UTC", "2025-01-01T00:00:00Z", "2025-03-10T12:00:30Z", 1, 'M',
	    "2025-03-01T00:00:00Z 2025-03-10T12:01:00Z 2025-04-01T00:00:00Z" },
	{ "UTC", "2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z", 1, 'M',
	    "2025-01-01T00:00:00Z 2025-02-01T00:00:00Z 2025-02-01T00:00:00Z" },
	{ "Europe/Berlin", "2024-12-31T23:00:00Z", "2025-03-30T12:00:00Z", 1, 'd',
	    "2025-03-29T23:00:00Z 2025-03-30T12:00:00Z 2025-03-30T22:00:00Z" },
	{ "Europe/Berlin", "2024-12-31T23:00:00Z", "2025-07-10T00:00:00Z", 1, 'Q',
	    "2025-06-30T22:00:00Z 2025-07-10T00:00:00Z 2025-09-30T22:00:00Z" },
	{ "UTC", "2024-02-29T00:00:00Z", "2025-12-24T00:00:00Z", 1, 'Y',
	    "2025-02-28T00:00:00Z 2025-12-24T00:00:00Z 2026-02-28T00:00:00Z" },
	{ "UTC", "2025-01-31T00:00:00Z", "2025-03-30T23:00:00Z", 1, 'M',
	    "2025-02-28T00:00:00Z 2025-03-30T23:00:00Z 2025-03-31T00:00:00Z" },
	{ "UTC", "2025-01-06T00:00:00Z", "2025-01-30T00:00:00Z", 2, 'w',
	    "2025-01-20T00:00:00Z 2025-01-30T00:00:00Z 2025-02-03T00:00:00Z" },
	{ "UTC", "2025-01-01T00:30:00Z", "2025-01-02T07:00:00Z", 6, 'h',
	    "2025-01-02T06:30:00Z 2025-01-02T07:00:00Z 2025-01-02T12:30:00Z" },
	{ "UTC", "2025-06-01T00:00:00Z", "2025-01-02T07:00:00Z", 1, 'M',
	    "2025-06-01T00:00:00Z 2025-06-01T00:00:00Z 2025-07-01T00:00:00Z" },
};

static void
calendar(struct slo_made *m, struct arena *a)
{
	(void)m;
	for (size_t i = 0; i < sizeof(calendars) / sizeof(*calendars); i++) {
		const struct calendar_case *c = &calendars[i];
		struct slo_objective o = slo_made_ratio(0.001);
		struct slo_clock clock = { at(c->now), at(c->now) - 1000, at(c->now) - 1 };
		struct err e = { .rc = RC_OK };
		char text[128];
		struct period p;

		o.window = (struct slo_window){ .span = SLO_SPAN_CALENDAR, .n = c->n,
			.unit = c->unit, .start_us = at(c->start) };
		if (tzone_load(&o.window.zone, (struct sv){ c->zone, strlen(c->zone) }, a, &e) !=
		    RC_OK)
			printf("# no zone %s\n", c->zone);
		p = period_of(&o, &clock);
		T_STR(shown(&p, text, sizeof(text)), c->want, "calendar window");
	}
}

static void
rolling(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_clock clock = { at("2025-01-10T12:00:30Z"), at("2025-01-10T10:20:10Z"),
		at("2025-01-10T12:00:10Z") };
	char text[128];
	struct period p;

	(void)m;
	(void)a;
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = SLO_HOUR_US };
	p = period_of(&o, &clock);
	T_STR(shown(&p, text, sizeof(text)), "2025-01-10T11:01:00Z 2025-01-10T12:01:00Z "
	    "2025-01-10T12:01:00Z", "rolling: up to the end of this minute");
	o.settle_us = 5 * SLO_MINUTE_US;
	p = period_of(&o, &clock);
	T_STR(shown(&p, text, sizeof(text)), "2025-01-10T10:55:00Z 2025-01-10T11:55:00Z "
	    "2025-01-10T11:55:00Z", "settled: whole minutes that old");
	o.settle_us = 0;
	o.window.span = SLO_SPAN_ALL;
	o.slice_us = SLO_HOUR_US;
	p = period_of(&o, &clock);
	T_STR(shown(&p, text, sizeof(text)), "2025-01-10T10:20:00Z 2025-01-10T12:01:00Z "
	    "2025-01-10T12:01:00Z", "all: from the first event to now");
	T_OK(p.origin_us == at("2025-01-10T10:00:00Z"), "its slices are clock hours");
	T_OK(slices_count(p.from_us, p.to_us, p.origin_us, SLO_HOUR_US) == 3, "of which it has 3");
	clock.now_us = at("2025-01-10T09:00:00Z");
	p = period_of(&o, &clock);
	T_STR(shown(&p, text, sizeof(text)), "2025-01-10T10:20:00Z 2025-01-10T12:01:00Z "
	    "2025-01-10T12:01:00Z", "all: an earlier now cuts nothing off");
	T_OK(series_floor(-1, 60) == -60 && series_floor(INT64_MIN, 1000) == INT64_MIN &&
	    series_floor(120, 60) == 120, "floor, before 1970 as well");
}

/* One incident of a minute against the same errors spread out. */
static void
bursts(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	for (uint64_t i = 0; i < 60; i++)
		slo_made_add(m, (int64_t)i, 500, i == 30 ? 60 : 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "bursts", "60 of 30,000 in one minute");
	T_OK(v.phi > 59 && v.phi < 69, "phi %g", v.phi);
	T_OK(v.p_raw > 0.05, "p %g", v.p_raw);
	rule.dispersion = false;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "not corrected");
	T_OK(isnan(v.phi), "phi not asked for");
	rule.dispersion = true;
	slo_made_clear(m);
	for (uint64_t i = 0; i < 60; i++)
		slo_made_add(m, (int64_t)i, 500, 1, 0);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "60 of 30,000, one a minute");
	T_OK(v.phi == 1, "more even than chance counts as chance");
	slo_made_clear(m);
	for (uint64_t i = 0; i < 9; i++)
		slo_made_add(m, (int64_t)i, 500, 1, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(isnan(v.phi), "nine slices say nothing");
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = 30 * SLO_DAY_US };
	slo_made_clear(m);
	for (uint64_t i = 0; i < 60; i++)
		slo_made_add(m, (int64_t)i, 500, i == 30 ? 60 : 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.phi > 59 && v.phi < 69, "an hour of data in a month's window: slices of that hour");
}

static void
coverage(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.001);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = SLO_HOUR_US };
	o.min_coverage = 0.9;
	for (int i = 0; i < 54; i++)
		slo_made_add(m, i, 500, 0, 0);
	m->clock.now_us = SLO_T0 + SLO_HOUR_US;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && v.slices == 54 && v.slices_empty == 6 &&
	    v.slices_expected == 60, "54 of 60 minutes are nine of ten");
	m->s.n--;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "coverage", "53 are not");
	m->s.n++;
	m->minute[0].c.bad = 400;
	m->s.n--;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "coverage", "nor with an incident");
}

static void
timeslices(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.05);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	rule.mode = SLO_MODE_BUDGET;
	o.method = SLO_TIMESLICES;
	o.slice_us = 5 * SLO_MINUTE_US;
	o.slice_e0 = 0.05;
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = 100 * SLO_MINUTE_US };
	/* 20 slices: 15 with events, of which one is bad (10 of 100) and one just good (5 of 100). */
	for (uint64_t i = 0; i < 15; i++)
		slo_made_add(m, (int64_t)i * 5, 100, i == 3 ? 10 : i == 4 ? 5 : 0, 0);
	m->clock.now_us = SLO_T0 + 100 * SLO_MINUTE_US;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL && v.slices == 15 && v.slices_bad == 1 && v.slices_empty == 5 &&
	    fabs(v.rate - 1.0 / 15) < 1e-15, "empty slices left out: 1 of 15 bad");
	o.empty = SLO_EMPTY_GOOD;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && v.rate == 0.05, "empty ones good: 1 of 20");
	o.empty = SLO_EMPTY_BAD;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL && v.rate == 0.3, "empty ones bad: 6 of 20");
	o.empty = SLO_EMPTY_EXCLUDE;
	m->minute[7].c.unknown = 10;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(fabs(v.hi - v.lo) > 0, "unknown events widen it");
	o.e0 = 0.1;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "unknown", "a slice that nobody knows");
	m->minute[7].c.unknown = 0;
	rule.mode = SLO_MODE_GATE;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "sample", "1 of 15 slices, a gate of 90 %");
	T_OK(v.needed_n > 15 && v.needed_n < 1000, "needs %d slices", (int)v.needed_n);
	rule.sequential = true;
	o.e0 = 0.001;
	o.empty = SLO_EMPTY_BAD;
	m->minute[3].c.bad = 0;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "silence at the end counts, at any look");
	o.empty = SLO_EMPTY_EXCLUDE;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "sample", "or does not");
	m->minute[3].c.bad = 10;
	o.e0 = 0;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "all slices must be good: counted");
}

static void
ratio_timeslices(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0.05);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;
	struct period p;
	struct tally t;

	o.method = SLO_RATIO_TIMESLICES;
	o.slice_us = SLO_MINUTE_US;
	rule.mode = SLO_MODE_BUDGET;
	slo_made_add(m, 0, 1000, 10, 0);
	slo_made_add(m, 1, 10, 1, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(fabs(v.rate - 0.055) < 1e-15 && v.verdict == SLO_FAIL, "mean of .01 and .1: %g", v.rate);
	p = period_of(&o, &m->clock);
	t = tally_of(&o, &m->s, &p);
	T_OK(fabs(t.n - 4 / (1.0 / 1000 + 1.0 / 10)) < 1e-9,
	    "as sure as %g events, not 1010", t.n);
	o.empty = SLO_EMPTY_BAD;
	m->clock.now_us += 2 * SLO_MINUTE_US;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(fabs(v.rate - (0.11 + 2) / 4) < 1e-15 && v.slices_empty == 2,
	    "two empty ones bad: %g", v.rate);
	o.empty = SLO_EMPTY_GOOD;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(fabs(v.rate - 0.11 / 4) < 1e-15, "or good: %g", v.rate);
	o.empty = SLO_EMPTY_EXCLUDE;
	slo_made_clear(m);
	for (uint64_t i = 0; i < 20; i++)
		slo_made_add(m, (int64_t)i, 10, i % 2 ? 8 : 2, 0);
	p = period_of(&o, &m->clock);
	t = tally_of(&o, &m->s, &p);
	/* Shares of .2 and .8: a variance of 0.09 * 20/19 against one of 0.25 / 10. */
	T_OK(fabs(t.phi.phi - 0.09 * 20 / 19 / 0.025) < 1e-9, "slices that differ: phi %g", t.phi.phi);
	slo_made_clear(m);
	for (uint64_t i = 0; i < 60; i++)
		slo_made_add(m, (int64_t)i, 1000, i % 2, 0);
	rule.mode = SLO_MODE_GATE;
	o.e0 = 0.001;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && v.phi == 1 && fabs(v.rate - 0.0005) < 1e-15,
	    "equal slices are judged as their events are: 30 of 60,000");
}

static void
liveness(struct slo_made *m, struct arena *a)
{
	struct slo_objective o = slo_made_ratio(0);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	o.type = SLO_LIVENESS;
	o.slice_us = 10 * SLO_MINUTE_US;
	o.slice_events = 5;
	for (int i = 0; i < 40; i++)
		slo_made_add(m, i, 1, 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && v.slices == 4, "ten events in each of 4 slices");
	m->clock.now_us = SLO_T0 + SLO_HOUR_US;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_FAIL && v.slices == 6 && v.slices_bad == 2 && v.slices_empty == 2,
	    "then silence until now: the outage is seen");
	o.e0 = 0.5;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "sample", "two of six do not show that half are alive");
	rule.mode = SLO_MODE_BUDGET;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_PASS, "", "they are within it, taken for all there were");
	rule.mode = SLO_MODE_GATE;
	o.e0 = 0;
	slo_made_clear(m);
	for (int i = 7; i < 33; i++)
		slo_made_add(m, i, 1, 0, 0);
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.verdict == SLO_PASS && v.slices == 2, "slices that the ends cut are not judged");
	o.slice_us = SLO_HOUR_US;
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "window", "no whole slice");
	slo_made_clear(m);
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_INCONCLUSIVE, "nodata", "nothing at all");
	o.slice_us = 10 * SLO_MINUTE_US;
	m->clock = (struct slo_clock){ SLO_T0 + SLO_HOUR_US, SLO_T0, SLO_T0 + SLO_HOUR_US - 1 };
	v = slo_made_judge(m, &o, &rule, a);
	SLO_VERDICT(v, SLO_FAIL, "", "others had events, this one none: dead");
}

static void
users(struct slo_made *m, struct arena *a)
{
	static const char any[1];
	struct slo_unit unit[400];
	struct slo_objective o = slo_made_ratio(0.01);
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;
	const int64_t hour = SLO_T0 / SLO_HOUR_US;
	size_t n = 0;

	o.unit = (const struct expr *)(const void *)any;
	for (uint64_t id = 0; id < 200; id++)
		unit[n++] = (struct slo_unit){ hour, id, id < 10 ? SLO_UNIT_UNKNOWN :
			SLO_UNIT_GOOD };
	for (uint64_t id = 100; id < 300; id++)
		unit[n++] = (struct slo_unit){ hour + 1, id, id < 106 ? SLO_UNIT_BAD :
			SLO_UNIT_GOOD };
	slo_made_add(m, 0, 5000, 0, 0);
	slo_made_add(m, 119, 5000, 77, 0);
	m->s.unit = unit;
	m->s.nunit = n;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.c.n == 290 && v.c.bad == 6 && v.c.unknown == 10, "300 users: %d known, %d bad, %d not",
	    (int)v.c.n, (int)v.c.bad, (int)v.c.unknown);
	m->minute[1].c.unknown = 4;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.c.unknown == 14, "events without a user are unknown users: %d", (int)v.c.unknown);
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = SLO_HOUR_US };
	m->minute[1].c.unknown = 0;
	v = slo_made_judge(m, &o, &rule, a);
	T_OK(v.c.n == 200 && v.c.bad == 6, "the last hour alone has 200");
}

int
main(void)
{
	struct slo_made *m = slo_made();
	struct arena a;
	void (*const test[])(struct slo_made *, struct arena *) = {
		calendar, rolling, bursts, coverage, timeslices, ratio_timeslices, liveness, users
	};

	quiet_gsl();
	arena_init(&a);
	for (size_t i = 0; i < sizeof(test) / sizeof(*test); i++) {
		slo_made_clear(m);
		test[i](m, &a);
	}
	arena_free(&a);
	free(m);
	return t_done();
}
