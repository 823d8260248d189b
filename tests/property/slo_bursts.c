/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_bursts - when a gate can be trusted: services whose failures come in incidents
 *
 *     make simulate, or CX_SIMULATE=20000 build/t/property/slo_bursts
 *
 * prints the tables in Markdown, each row of so many runs from a seed that is the hash of what
 * stands in front of it; without it few runs, held to wide limits.  Requests are evenly spread
 * over an hour, an incident fails so many of them in a row.  The gate is the one that ships.
 */
#include "../slo.h"

#include "base/hash.h"
#include "base/rng.h"
#include "judge/bursts.h"
#include "judge/needs.h"
#include "stats/quiet.h"

enum { QUICK = 200, HOUR = 60, DAY = 1440, OBJECTIVES = 3 };

#define E0 0.001	/* allowed: 99.9 % */

struct world {
	struct rng r;
	struct slo_made *m[OBJECTIVES];
	struct arena a;
	unsigned runs;
	bool full;
};

struct service {
	double rate;	/* of bad requests, in the long run */
	double mean;	/* bad requests an incident: geometric */
	unsigned lo, hi;	/* ... or any number between, all alike; 0: not */
};

/* What comes of chance is of the case alone. */
static void
begin(struct world *w, const char *name)
{
	rng_init(&w->r, hash_sv(sv_of(name), 0));
}

static double
exponential(struct rng *r, double mean)
{
	return -mean * log(1 - rng_unit(r));
}

static double
size_of(struct rng *r, const struct service *s)
{
	if (s->hi > 0)
		return (double)(s->lo + rng_u64(r) % (s->hi - s->lo + 1));
	return s->mean > 1 ? floor(log(1 - rng_unit(r)) / log1p(-1 / s->mean)) + 1 : 1;
}

/* Bad requests of [from, to) into their minutes. */
static void
fail_range(struct slo_made *m, uint64_t from, uint64_t to, uint64_t n, unsigned minutes)
{
	for (uint64_t i = (from * minutes) / n; from < to && i < minutes; i++) {
		uint64_t first = (i * n + minutes - 1) / minutes;
		uint64_t last = ((i + 1) * n + minutes - 1) / minutes;
		uint64_t a = from > first ? from : first, b = to < last ? to : last;

		if (first >= to)
			break;
		if (a < b)
			m->minute[i].c.bad += b - a;
	}
}

/* @n requests over @minutes, at most SLO_MINUTES of them; incidents that began before go on. */
static void
serve(struct world *w, struct slo_made *m, const struct service *s, uint64_t n, unsigned minutes)
{
	double mean = s->hi > 0 ? (s->lo + s->hi) / 2.0 : s->mean, at = -40 * mean;
	uint64_t done = 0;

	slo_made_clear(m);
	for (unsigned i = 0; i < minutes; i++)
		slo_made_add(m, i, ((i + 1) * n + minutes - 1) / minutes -
		    (i * n + minutes - 1) / minutes, 0, 0);
	for (at += exponential(&w->r, mean / s->rate); at < (double)n;
	    at += exponential(&w->r, mean / s->rate)) {
		double end = floor(at) + size_of(&w->r, s);
		uint64_t from = at > 0 ? (uint64_t)at : 0;

		if (!(end > 0))
			continue;
		from = from > done ? from : done;
		done = end < (double)n ? (uint64_t)end : n;
		if (from < done)
			fail_range(m, from, done, n, minutes);
		else
			done = from;
	}
}

/* Chance of a quick run: four standard errors and a bit. */
static bool
at_most(const struct world *w, double got, double most)
{
	return got <= most + (w->full ? 0 : 4 * sqrt(most * (1 - most) / w->runs) + 0.005);
}

static bool
at_least(const struct world *w, double got, double least)
{
	return got >= least - (w->full ? 0 : 4 * sqrt(least * (1 - least) / w->runs) + 0.005);
}

struct shares {
	double pass, fail;
};

static struct shares
judge_many(struct world *w, const char *name, const struct service *s,
    const struct slo_objective *o, uint64_t n)
{
	struct slo_rule rule = judge_rule();
	struct shares out = { 0, 0 };

	begin(w, name);
	for (unsigned i = 0; i < w->runs; i++) {
		struct slo_verdict v;

		serve(w, w->m[0], s, n, HOUR);
		v = slo_made_judge(w->m[0], o, &rule, &w->a);
		out.pass += v.verdict == SLO_PASS;
		out.fail += v.verdict == SLO_FAIL;
		arena_reset(&w->a);
	}
	out.pass /= w->runs;
	out.fail /= w->runs;
	return out;
}

/* At the limit and at twice of it: the size stated, known from four weeks before, or neither. */
static void
passes(struct world *w)
{
	static const struct {
		double times, mean;
		uint64_t n;
		double most;
	} rows[] = {
		{ 1, 1, 3000, 0.06 }, { 1, 3, 10000, 0.06 }, { 1, 10, 10000, 0.06 },
		{ 1, 30, 10000, 0.06 }, { 1, 10, 40000, 0.06 }, { 1, 10, 200000, 0.06 },
		{ 2, 10, 3000, 0.02 }, { 2, 10, 10000, 0.02 }, { 2, 10, 40000, 0.02 }
	};

	printf("#\n# False passes of an objective of 99.9 %%, failures many at a time.\n#\n# | service "
	    "runs at | at a time | requests | size stated | assumed |\n# |--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct slo_objective o = slo_made_ratio(E0), none = o;
		struct service s = { rows[i].times * E0, rows[i].mean, 0, 0 };
		struct shares stated, assumed;
		char name[80];

		o.bursts = rows[i].mean;
		none.bursts = 0;
		snprintf(name, sizeof(name), "pass at %g of the limit, %g at a time, %d requests",
		    rows[i].times, rows[i].mean, (int)rows[i].n);
		stated = judge_many(w, name, &s, &o, rows[i].n);
		assumed = judge_many(w, name, &s, &none, rows[i].n);
		printf("# | %g times the limit | %g | %d | %.3f | %.3f |\n", rows[i].times,
		    rows[i].mean, (int)rows[i].n, stated.pass, assumed.pass);
		T_OK(at_most(w, stated.pass, rows[i].most), "%s: %.4f", name, stated.pass);
	}
}

/* Weeks of the past, @n requests an hour, by minutes; what they say of the size of incidents. */
static double
history(struct world *w, const struct service *s, uint64_t n, unsigned days)
{
	struct bursts_seen seen = { 0, 0 };

	for (unsigned i = 0; i < days; i++) {
		serve(w, w->m[1], s, n * 24, DAY);
		bursts_count(&seen, &w->m[1]->s);
	}
	return bursts_known(&seen);
}

static void
known(struct world *w)
{
	static const struct {
		double mean, past;
		unsigned days, lo, hi;
	} rows[] = {
		{ 3, 1, 7, 0, 0 }, { 10, 1, 7, 0, 0 }, { 30, 1, 7, 0, 0 }, { 10, 0.2, 7, 0, 0 },
		{ 10, 1, 28, 0, 0 }, { 10, 1, 7, 10, 10 }, { 10, 1, 7, 5, 15 }
	};

	printf("#\n# False passes at the limit, the size known from states of the days before.\n#\n"
	    "# | at a time | the past ran at | days | requests | false pass | size, mean |\n"
	    "# |---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct slo_objective o = slo_made_ratio(E0);
		struct service s = { E0, rows[i].mean, rows[i].lo, rows[i].hi }, past = s;
		struct slo_rule rule = judge_rule();
		unsigned runs = w->full ? w->runs / 5 : w->runs / 4;
		uint64_t n = (uint64_t)(rows[i].mean * 4000);
		double pass = 0, size = 0;
		char name[80];

		past.rate *= rows[i].past;
		snprintf(name, sizeof(name), "states of %u days at %g, %g at a time%s",
		    rows[i].days, rows[i].past, rows[i].mean, rows[i].hi == 0 ? ""
		    : rows[i].hi == rows[i].lo ? ", all alike" : ", 5 to 15");
		begin(w, name);
		for (unsigned k = 0; k < runs; k++) {
			o.bursts = history(w, &past, n / 4, rows[i].days);
			size += o.bursts / runs;
			serve(w, w->m[0], &s, n, HOUR);
			pass += slo_made_judge(w->m[0], &o, &rule, &w->a).verdict == SLO_PASS;
			arena_reset(&w->a);
		}
		printf("# | %g%s | %g of the limit | %u | %d | %.3f | %.1f |\n", rows[i].mean,
		    rows[i].hi == 0 ? "" : rows[i].hi == rows[i].lo ? ", all alike" : ", 5 to 15",
		    rows[i].past, rows[i].days, (int)n, pass / runs, size);
		T_OK(pass / runs <= 0.06 + (w->full ? 0 : 4 * sqrt(0.06 / runs)), "%s: %.4f", name,
		    pass / runs);
	}
}

static uint64_t
needs_at(double burst, double share, double power)
{
	struct needs_test t = { .e = E0, .pass = true, .alpha = 0.05, .phi = 1, .burst = burst };

	return needs_power(&t, share * E0, power);
}

static void
power(struct world *w)
{
	static const double mean[] = { 1, 3, 10, 30 };

	printf("#\n# At the requests of --needs, likely_10, the size stated.\n#\n# | at a time | "
	    "requests | a tenth of the limit: passes | five times of it: fails |\n"
	    "# |--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(mean) / sizeof(*mean); i++) {
		struct slo_objective o = slo_made_ratio(E0);
		struct service good = { E0 / 10, mean[i], 0, 0 }, bad = { 5 * E0, mean[i], 0, 0 };
		uint64_t n = needs_at(mean[i], 0.1, NEEDS_LIKELY);
		struct shares a, b;
		char name[80];

		o.bursts = mean[i];
		snprintf(name, sizeof(name), "power, %g at a time", mean[i]);
		a = judge_many(w, name, &good, &o, n);
		b = judge_many(w, name, &bad, &o, n);
		printf("# | %g | %d | %.3f | %.3f |\n", mean[i], (int)n, a.pass, b.fail);
		T_OK(at_least(w, a.pass, 0.9) && at_least(w, b.fail, 0.9), "%s: %.4f %.4f", name,
		    a.pass, b.fail);
	}
}

/* Failures that come singly, and a specification that says so: no more events than ever. */
static void
singly(struct world *w)
{
	static const struct {
		double share;
		uint64_t most;
	} rows[] = { { 0, 2995 }, { 0.2, 4618 }, { 0.5, 11529 }, { 0.8, 69587 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct slo_objective o = slo_made_ratio(E0);
		struct service s = { fmax(rows[i].share, 1e-9) * E0, 1, 0, 0 };
		uint64_t n = needs_at(1, rows[i].share, NEEDS_HALF);
		struct shares got;
		char name[80];

		snprintf(name, sizeof(name), "bursts: none at %g of the limit", rows[i].share);
		got = judge_many(w, name, &s, &o, n);
		T_OK(n <= rows[i].most && at_least(w, got.pass, 0.5), "%s: %d requests, passes %.3f",
		    name, (int)n, got.pass);
	}
}

/* A healthy service on three objectives, runs of 10 to 100 bad requests, nothing stated. */
static void
healthy(struct world *w)
{
	static const double e[OBJECTIVES] = { 0.001, 0.05, 0.01 };
	static const uint64_t size[] = { 500, 2000, 10000 };
	const struct series none[OBJECTIVES][2] = { { { 0 } } };
	struct slo_objective o[OBJECTIVES];
	struct slo_spec spec = { .objective = o, .n = OBJECTIVES };
	struct slo_rule rule = judge_rule();

	printf("#\n# Half of what is allowed, of three objectives, runs of 10 to 100 bad: any false "
	    "fail.\n#\n# | requests | false fail |\n# |--:|--:|\n");
	for (size_t k = 0; k < sizeof(size) / sizeof(*size); k++) {
		double fail = 0;
		char name[80];

		snprintf(name, sizeof(name), "half of three limits, %d requests", (int)size[k]);
		begin(w, name);
		for (unsigned i = 0; i < w->runs; i++) {
			struct slo_verdict v[OBJECTIVES];

			for (size_t j = 0; j < OBJECTIVES; j++) {
				struct service s = { e[j] / 2, 0, 10, 100 };

				o[j] = slo_made_ratio(e[j]);
				o[j].bursts = 0;
				serve(w, w->m[j], &s, size[k], HOUR);
				v[j] = slo_made_judge(w->m[j], &o[j], &rule, &w->a);
			}
			judge_all(v, OBJECTIVES, none, &spec, &w->m[0]->clock, &rule, &w->a);
			fail += judge_overall(v, OBJECTIVES) == SLO_FAIL;
			arena_reset(&w->a);
		}
		printf("# | %d | %.4f |\n", (int)size[k], fail / w->runs);
		T_OK(at_most(w, fail / w->runs, 0.01), "%s: %.4f", name, fail / w->runs);
	}
}

/* Equal sides, an hour in the morning and one at noon. */
static void
apart(struct world *w)
{
	static const double mean[] = { 1, 10, 30 };
	struct slo_rule rule = judge_rule();

	printf("#\n# A candidate no worse than a stable side of another hour, 12,000 requests each, 1 %% "
	    "bad.\n#\n# | at a time | false fail, nothing stated |\n# |--:|--:|\n");
	for (size_t i = 0; i < sizeof(mean) / sizeof(*mean); i++) {
		struct slo_objective o = slo_made_ratio(0);
		struct service s = { 0.01, mean[i], 0, 0 };
		double fail = 0;
		char name[80];

		o.type = SLO_BASELINE;
		o.bursts = 0;
		snprintf(name, sizeof(name), "baseline of another hour, %g at a time", mean[i]);
		begin(w, name);
		for (unsigned k = 0; k < w->runs; k++) {
			struct series side[2];
			struct slo_clock clock;
			struct slo_verdict v;

			serve(w, w->m[1], &s, 12000, HOUR);
			serve(w, w->m[0], &s, 12000, HOUR);
			for (size_t j = 0; j < w->m[0]->s.n; j++)
				w->m[0]->minute[j].minute += 2 * HOUR;
			clock = w->m[0]->clock;
			clock.first_us = w->m[1]->clock.first_us;
			clock.last_us += 2 * SLO_HOUR_US;
			clock.now_us += 2 * SLO_HOUR_US;
			side[0] = w->m[0]->s;
			side[1] = w->m[1]->s;
			judge_objective(&v, &o, NULL, side, &clock, &rule, &w->a);
			fail += v.verdict == SLO_FAIL;
			arena_reset(&w->a);
		}
		printf("# | %g | %.4f |\n", mean[i], fail / w->runs);
		T_OK(at_most(w, fail / w->runs, 0.06), "%s: %.4f", name, fail / w->runs);
	}
}

/* ---- alerts ---- */

static struct slo_alert standard[] = {
	{ .long_us = 60 * SLO_MINUTE_US, .short_us = 5 * SLO_MINUTE_US, .factor = 14.4,
		.op = SLO_GT, .min_bad = 3 },
	{ .long_us = 360 * SLO_MINUTE_US, .short_us = 30 * SLO_MINUTE_US, .factor = 6,
		.op = SLO_GT, .min_bad = 3 }
};

static bool
pages_at(struct world *w, const struct slo_objective *o, const struct slo_made *m, unsigned minute)
{
	const struct series side[2] = { m->s, { 0 } };
	struct slo_clock clock = m->clock;
	struct slo_rule rule = judge_rule();
	struct slo_verdict v;

	clock.now_us = SLO_T0 + minute * SLO_MINUTE_US;
	clock.last_us = clock.now_us - 1;
	judge_objective(&v, o, NULL, side, &clock, &rule, &w->a);
	return v.alert[0].firing || v.alert[1].firing;
}

static struct slo_objective
paged(double bursts)
{
	struct slo_objective o = slo_made_ratio(E0);

	o.bursts = bursts;
	o.alert = standard;
	o.nalert = 2;
	o.window = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = 10 * SLO_MINUTE_US };
	return o;
}

/* 60 requests an hour, three clean days, then every 50th fails for a day. */
static void
low_traffic(struct world *w)
{
	struct slo_objective o = paged(0);
	unsigned first = 0;

	slo_made_clear(w->m[0]);
	for (unsigned i = 0; i < 4 * DAY; i++)
		slo_made_add(w->m[0], i, 1, i >= 3 * DAY && (i - 3 * DAY) % 50 == 49, 0);
	for (unsigned i = 3 * DAY; i < 4 * DAY && first == 0; i++)
		if (pages_at(w, &o, w->m[0], i))
			first = i - 3 * DAY;
	arena_reset(&w->a);
	printf("#\n# 60 requests an hour, burn 20: pages after %u minutes\n", first);
	T_OK(first > 0 && first <= 360, "burn 20 at 60 requests an hour pages within the six hours of "
	    "its window: %u minutes", first);
}

/* Nothing answers any more. */
static void
outage(struct world *w)
{
	static const uint64_t per_h[] = { 60, 600, 6000 };
	static const unsigned most[] = { 60, 10, 5 };

	printf("#\n# | requests an hour | all fail: pages after, assumed | ten at a time stated |\n"
	    "# |--:|--:|--:|\n");
	for (size_t k = 0; k < 3; k++) {
		unsigned first[2] = { 0, 0 };

		slo_made_clear(w->m[0]);
		for (unsigned i = 0; i < DAY + 120; i++)
			slo_made_add(w->m[0], i, per_h[k] / 60, i >= DAY ? per_h[k] / 60 : 0, 0);
		for (int j = 0; j < 2; j++) {
			struct slo_objective o = paged(j == 0 ? 0 : 10);

			for (unsigned i = 1; i <= 120 && first[j] == 0; i++)
				if (pages_at(w, &o, w->m[0], DAY + i))
					first[j] = i;
			arena_reset(&w->a);
		}
		printf("# | %d | %u min | %u min |\n", (int)per_h[k], first[0], first[1]);
		T_OK(first[0] > 0 && first[0] <= most[k] && first[1] > 0 && first[1] <= most[k],
		    "an outage at %d requests an hour pages", (int)per_h[k]);
	}
}

/* False pages of a service at half of its limit, by quarters of 30-day months. */
static void
false_pages(struct world *w)
{
	static const struct {
		uint64_t per_h;
		double mean, bursts;
	} rows[] = {
		{ 60, 3, 0 }, { 60, 10, 10 }, { 600, 3, 0 }, { 600, 10, 10 }, { 6000, 10, 10 }
	};
	unsigned days = w->full ? 30 * 90 : 90, part = 30;

	printf("#\n# | requests an hour | at a time | false pages a quarter |\n# |--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct slo_objective o = paged(rows[i].bursts);
		struct service s = { E0 / 2, rows[i].mean, 0, 0 };
		double pages = 0, quarters = days / 90.0;
		char name[80];

		snprintf(name, sizeof(name), "false pages at %d an hour, %g at a time",
		    (int)rows[i].per_h, rows[i].mean);
		begin(w, name);
		for (unsigned d = 0; d < days; d += part) {
			bool firing = false;

			serve(w, w->m[0], &s, rows[i].per_h * 24 * part, DAY * part);
			for (unsigned at = 1; at <= part * DAY; at += 2) {
				bool near = w->m[0]->minute[at - 1].c.bad > 0 ||
				    (at > 1 && w->m[0]->minute[at - 2].c.bad > 0);
				bool now = (near || firing) && pages_at(w, &o, w->m[0], at);

				pages += now && !firing;
				firing = now;
				arena_reset(&w->a);
			}
		}
		printf("# | %d | %g | %.2f |\n", (int)rows[i].per_h, rows[i].mean,
		    pages / quarters);
		T_OK(pages / quarters <= (w->full ? 1 : 5), "%s: %.2f a quarter", name,
		    pages / quarters);
	}
}

int
main(void)
{
	const char *runs = getenv("CX_SIMULATE");
	struct world w = { .full = runs != NULL };

	quiet_gsl();
	w.runs = runs != NULL ? (unsigned)strtoul(runs, NULL, 10) : QUICK;
	if (w.runs < 20)
		w.runs = 20;
	for (size_t i = 0; i < OBJECTIVES; i++)
		w.m[i] = slo_made();
	arena_init(&w.a);
	printf("# %u runs a row; the seed of each is the hash of its name\n", w.runs);
	passes(&w);
	known(&w);
	power(&w);
	singly(&w);
	healthy(&w);
	apart(&w);
	low_traffic(&w);
	outage(&w);
	false_pages(&w);
	arena_free(&w.a);
	for (size_t i = 0; i < OBJECTIVES; i++)
		free(w.m[i]);
	return t_done();
}
