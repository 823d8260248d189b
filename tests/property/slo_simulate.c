/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_simulate - how often verdicts are wrong, on simulated services whose truth is known
 *
 *     scripts/simulate, or CX_SIMULATE=20000 build/t/property/slo_simulate
 *
 * prints the tables in Markdown, each row of so many runs; without it few runs, held to
 * wide limits.  The gate is the one that ships: judge_objective on minutes, with its defaults.
 */
#include "../slo.h"

#include "base/rng.h"
#include "stats/quiet.h"

enum { QUICK = 100, HOUR = 60, DAY = 1440 };

#define E0 0.001	/* allowed: 99.9 % */

struct world {
	struct rng r;
	struct slo_made *m;
	struct slo_made *other;
	struct arena a;
	unsigned runs;
	bool full;
};

/* Events between two bad ones are geometric: as many draws as there are bad events. */
static uint64_t
binomial(struct rng *r, uint64_t n, double p)
{
	double at = 0, step = log1p(-p);
	uint64_t k = 0;

	if (p <= 0)
		return 0;
	for (;;) {
		at += floor(log(1 - rng_unit(r)) / step) + 1;
		if (at > (double)n)
			return k;
		k++;
	}
}

/* Share of bad events in a minute: the same always, or most of it in few minutes. */
struct service {
	double rate;		/* in the long run */
	double incidents;	/* share of minutes that are incidents; 0: none */
	double bursts;		/* share of the bad events that are in them */
};

static double
rate_now(struct rng *r, const struct service *s)
{
	if (s->incidents <= 0)
		return s->rate;
	return s->rate * (1 - s->bursts)
	    + (rng_unit(r) < s->incidents ? s->rate * s->bursts / s->incidents : 0);
}

static uint64_t
bad_of(struct rng *r, const struct service *s, uint64_t n)
{
	return binomial(r, n, rate_now(r, s));
}

static void
serve(struct world *w, const struct service *s, uint64_t n, unsigned minutes)
{
	slo_made_clear(w->m);
	for (unsigned i = 0; i < minutes; i++) {
		uint64_t here = n * (i + 1) / minutes - n * i / minutes;

		if (here > 0)
			slo_made_add(w->m, i, here, bad_of(&w->r, s, here), 0);
	}
}

struct shares {			/* of verdicts */
	double point;		/* plain threshold: rate > limit fails */
	double pass, fail, open;
};

static struct shares
judge_many(struct world *w, const struct service *s, uint64_t n, unsigned minutes,
    const struct slo_rule *rule)
{
	struct slo_objective o = slo_made_ratio(E0);
	struct shares out = { 0, 0, 0, 0 };

	for (unsigned i = 0; i < w->runs; i++) {
		struct slo_verdict v;

		serve(w, s, n, minutes);
		v = slo_made_judge(w->m, &o, rule, &w->a);
		out.point += v.rate > E0;
		out.pass += v.verdict == SLO_PASS;
		out.fail += v.verdict == SLO_FAIL;
		out.open += v.verdict == SLO_INCONCLUSIVE;
		arena_reset(&w->a);
	}
	out.point /= w->runs;
	out.pass /= w->runs;
	out.fail /= w->runs;
	out.open /= w->runs;
	return out;
}

/* Chance of a quick run: four standard errors and a bit. */
static bool
within(const struct world *w, double got, double most)
{
	return got <= most + 4 * sqrt(most * (1 - most) / w->runs) + 0.005;
}

static void
plain(struct world *w)
{
	static const struct {
		uint64_t n;
		double rate, point, pass, fail;
	} rows[] = {
		{ 500, 0.0005, 0.22, 0, 0.002 }, { 500, 0.005, 0.92, 0, 0.46 },
		{ 2000, 0.0005, 0.08, 0, 0.001 }, { 2000, 0.005, 0.997, 0, 0.933 },
		{ 10000, 0.0005, 0.014, 0.44, 0 }, { 10000, 0.002, 0.989, 0, 0.84 },
		{ 50000, 0.0005, 0, 0.994, 0 }, { 50000, 0.001, 0.46, 0.047, 0.042 }
	};
	struct slo_rule rule = judge_rule(), even = rule;

	even.dispersion = false;
	printf("#\n# | requests | true bad rate | plain threshold: fail | gate: pass | fail | "
	    "inconclusive | without dispersion: pass | fail |\n# |--:|--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct service s = { rows[i].rate, 0, 0 };
		struct shares got = judge_many(w, &s, rows[i].n, HOUR, &rule);
		struct shares one = judge_many(w, &s, rows[i].n, HOUR, &even);
		double far = 4 * sqrt(0.25 / w->runs) + 0.01;

		printf("# | %d | %.2f %% | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n",
		    (int)rows[i].n, 100 * rows[i].rate, got.point, got.pass, got.fail, got.open,
		    one.pass, one.fail);
		T_OK(fabs(got.point - rows[i].point) < far && fabs(one.pass - rows[i].pass) < far &&
		    fabs(one.fail - rows[i].fail) < far, "%d requests at %g: near the exact shares",
		    (int)rows[i].n, rows[i].rate);
		T_OK(rows[i].rate > E0 ? within(w, got.pass, 0.05) : within(w, got.fail, 0.05),
		    "wrong at most one time in twenty");
	}
}

static void
bursts(struct world *w)
{
	static const struct {
		uint64_t n;
		unsigned minutes;
		double bursts;
	} rows[] = {
		{ 10000, HOUR, 0.5 }, { 60000, HOUR, 0.5 }, { 60000, HOUR, 0.95 },
		{ 60000, DAY, 0.5 }, { 60000, DAY, 0.95 }, { 1000000, DAY, 0.95 }
	};
	struct slo_rule rule = judge_rule(), even = rule;

	even.dispersion = false;
	printf("#\n# Bad events in incidents, of 1 %% of the minutes.\n#\n"
	    "# | requests | window | in incidents | at the limit: false fail, no dispersion | with it | "
	    "at twice the limit: false pass, no dispersion | with it |\n"
	    "# |--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct service limit = { E0, 0.01, rows[i].bursts };
		struct service bad = { 2 * E0, 0.01, rows[i].bursts };
		struct shares a = judge_many(w, &limit, rows[i].n, rows[i].minutes, &even);
		struct shares b = judge_many(w, &limit, rows[i].n, rows[i].minutes, &rule);
		struct shares c = judge_many(w, &bad, rows[i].n, rows[i].minutes, &even);
		struct shares d = judge_many(w, &bad, rows[i].n, rows[i].minutes, &rule);

		printf("# | %d | %u min | %.0f %% | %.3f | %.3f | %.3f | %.3f |\n", (int)rows[i].n,
		    rows[i].minutes, 100 * rows[i].bursts, a.fail, b.fail, c.pass, d.pass);
		/* Of a hundred runs, 10 and 10 failed in one seed of a hundred: that is chance. */
		T_OK(within(w, b.fail, 0.05) && (a.fail < (w->full ? 0.1 : 0.15) || b.fail < a.fail),
		    "%d requests in %u minutes: bursts fail %.3f, corrected %.3f", (int)rows[i].n,
		    rows[i].minutes, a.fail, b.fail);
	}
}

/* After every minute of an endless poll, on a service at the limit. */
static void
peeking(struct world *w)
{
	static const unsigned looks[] = { 1, 10, 100, 500 };
	struct slo_objective o = slo_made_ratio(E0);
	struct slo_rule rule = judge_rule(), any = rule;
	double once[4] = { 0 }, ever[4] = { 0 };

	rule.dispersion = any.dispersion = false;
	any.sequential = true;
	for (unsigned i = 0; i < w->runs; i++) {
		struct service s = { E0, 0, 0 };
		bool failed = false;
		unsigned at = 0;

		serve(w, &s, 1000 * 500, 500);
		for (unsigned look = 1; look <= 500; look++) {
			struct slo_verdict v;

			w->m->s.n = look;
			w->m->clock.now_us = SLO_T0 + look * SLO_MINUTE_US;
			w->m->clock.last_us = w->m->clock.now_us - 1;
			if (!failed)
				failed = slo_made_judge(w->m, &o, &rule, &w->a).verdict == SLO_FAIL;
			if (look != looks[at])
				continue;
			v = slo_made_judge(w->m, &o, &any, &w->a);
			once[at] += failed;
			ever[at++] += v.verdict == SLO_FAIL;
		}
		arena_reset(&w->a);
	}
	printf("#\n# Polled every minute (1,000 requests each), a service at the limit.\n#\n"
	    "# | looks | exact bounds: ever failed | e-values: ever failed |\n# |--:|--:|--:|\n");
	for (int i = 0; i < 4; i++)
		printf("# | %u | %.3f | %.3f |\n", looks[i], once[i] / w->runs, ever[i] / w->runs);
	T_OK(within(w, ever[3] / w->runs, 0.05), "e-values hold at any look");
	T_OK(once[2] / w->runs > 0.08, "exact bounds do not");
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Events until the e-value fails a bad service, by minutes of 100; the middle run. */
static void
detection(struct world *w)
{
	static const double times[] = { 2, 3, 5, 10 };
	struct slo_objective o = slo_made_ratio(E0);
	struct slo_rule any = judge_rule();
	unsigned runs = w->runs < 1000 ? w->runs : 1000;
	double *at = malloc(runs * sizeof(*at));

	any.dispersion = false;
	any.sequential = true;
	printf("#\n# | true rate | e-values: requests to a fail, median |\n# |--:|--:|\n");
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		struct service s = { times[i] * E0, 0, 0 };

		for (unsigned j = 0; j < runs; j++) {
			unsigned look = 0;

			serve(w, &s, 100 * 600, 600);
			do {
				w->m->s.n = ++look;
				w->m->clock.now_us = SLO_T0 + look * SLO_MINUTE_US;
				w->m->clock.last_us = w->m->clock.now_us - 1;
			} while (look < 600 &&
			    slo_made_judge(w->m, &o, &any, &w->a).verdict != SLO_FAIL);
			at[j] = look * 100;
			arena_reset(&w->a);
		}
		qsort(at, runs, sizeof(*at), by_size);
		printf("# | %.1f %% | %g |\n", 100 * s.rate, at[runs / 2]);
		if (times[i] == 3)
			T_OK(at[runs / 2] > 1500 && at[runs / 2] < 4500, "3 times the limit: %g",
			    at[runs / 2]);
	}
	free(at);
}

/* m objectives at the limit at once. */
static void
families(struct world *w)
{
	static const size_t m[] = { 1, 5, 10, 20 };
	struct slo_objective o = slo_made_ratio(E0);
	struct slo_rule rule = judge_rule(), alone = rule;
	const struct series none[20][2] = { { { 0 } } };
	struct slo_spec spec = { .objective = &o, .n = 1 };

	rule.dispersion = alone.dispersion = false;
	alone.holm = false;
	printf("#\n# All objectives at the limit, 50,000 requests each.\n#\n"
	    "# | objectives | any false fail, each alone | with Holm |\n# |--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(m) / sizeof(*m); i++) {
		double raw = 0, adjusted = 0;

		for (unsigned j = 0; j < w->runs; j++) {
			struct slo_verdict v[20];
			struct service s = { E0, 0, 0 };

			for (size_t k = 0; k < m[i]; k++) {
				serve(w, &s, 50000, 1);
				v[k] = slo_made_judge(w->m, &o, &rule, &w->a);
			}
			raw += judge_overall(v, m[i]) == SLO_FAIL;
			judge_all(v, m[i], none, &spec, &w->m->clock, &rule, &w->a);
			adjusted += judge_overall(v, m[i]) == SLO_FAIL;
			arena_reset(&w->a);
		}
		printf("# | %d | %.3f | %.3f |\n", (int)m[i], raw / w->runs, adjusted / w->runs);
		T_OK(within(w, adjusted / w->runs, 0.05), "Holm over %d", (int)m[i]);
	}
}

/* Losses of 0, 1/2, 1 with a mean at the limit. */
static void
apdex(struct world *w)
{
	static const struct {
		double bad, half;
	} mix[] = { { 0.15, 0 }, { 0.1, 0.1 }, { 0.05, 0.2 }, { 0, 0.3 } };
	struct slo_objective o = slo_made_ratio(0.15);
	struct slo_rule rule = judge_rule();

	o.type = SLO_APDEX;
	printf("#\n# Apdex at its target 0.85, 1,000 requests.\n#\n"
	    "# | frustrated | tolerating | false pass | false fail |\n# |--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(mix) / sizeof(*mix); i++) {
		double pass = 0, fail = 0;

		for (unsigned j = 0; j < w->runs; j++) {
			struct slo_verdict v;
			uint64_t bad = binomial(&w->r, 1000, mix[i].bad);

			slo_made_clear(w->m);
			slo_made_add(w->m, 0, 1000, bad, 0);
			w->m->minute[0].c.half = binomial(&w->r, 1000 - bad,
			    mix[i].half / (1 - mix[i].bad));
			v = slo_made_judge(w->m, &o, &rule, &w->a);
			pass += v.verdict == SLO_PASS;
			fail += v.verdict == SLO_FAIL;
			arena_reset(&w->a);
		}
		printf("# | %g | %g | %.3f | %.3f |\n", mix[i].bad, mix[i].half, pass / w->runs,
		    fail / w->runs);
		T_OK(within(w, pass / w->runs, 0.05) && within(w, fail / w->runs, 0.05),
		    "an Apdex of %g and %g", mix[i].bad, mix[i].half);
	}
}

static double
normal(struct rng *r)
{
	double u = rng_unit(r), v = rng_unit(r);

	return sqrt(-2 * log(1 - u)) * cos(6.283185307179586 * v);
}

/* One hour of lognormal values; @shift in the logarithm. */
static void
values(struct world *w, struct slo_made *m, struct quant *q, const struct quant_cfg *cfg,
    struct slo_hour *hour, unsigned n, double shift)
{
	*q = (struct quant){ 0 };
	for (unsigned i = 0; i < n; i++)
		quant_add(q, cfg, exp(normal(&w->r) * 0.6 + shift));
	slo_made_clear(m);
	slo_made_add(m, 0, n, 0, 0);
	*hour = (struct slo_hour){ SLO_T0 / SLO_HOUR_US, q };
	m->s.hour = hour;
	m->s.nhour = 1;
	m->s.qcfg = cfg;
}

/* Sides in bursts, in the same hour or one in another: the events of the stable side are moved. */
static struct shares
beside(struct world *w, double times, unsigned hours, const struct slo_rule *rule)
{
	struct slo_objective o = slo_made_ratio(0);
	struct shares out = { 0, 0, 0, 0 };
	struct slo_made *candidate = w->m;

	o.type = SLO_BASELINE;
	for (unsigned i = 0; i < w->runs; i++) {
		struct service stable = { 0.01, 0.05, 0.8 }, same = { 0.01 * times, 0.05, 0.8 };
		struct series side[2];
		struct slo_clock clock;
		struct slo_verdict v;

		w->m = w->other;
		serve(w, &stable, 12000, HOUR);
		w->m = candidate;
		serve(w, &same, 12000, HOUR);
		for (size_t k = 0; k < w->m->s.n; k++)
			w->m->minute[k].minute += HOUR * hours;
		clock = w->m->clock;
		clock.first_us = w->other->clock.first_us;
		clock.last_us += hours * SLO_HOUR_US;
		clock.now_us += hours * SLO_HOUR_US;
		side[0] = w->m->s;
		side[1] = w->other->s;
		judge_objective(&v, &o, NULL, side, &clock, rule, &w->a);
		out.pass += v.verdict == SLO_PASS;
		out.fail += v.verdict == SLO_FAIL;
		T_QUIET(v.apart == (hours > 0), "of %u hours apart", hours);
		arena_reset(&w->a);
	}
	out.pass /= w->runs;
	out.fail /= w->runs;
	return out;
}

static void
apart(struct world *w)
{
	static const struct {
		double times;
		unsigned hours;
	} rows[] = { { 1, 0 }, { 1, 2 }, { 1.25, 0 }, { 1.25, 2 } };
	struct slo_rule rule = judge_rule(), even = rule;

	even.dispersion = false;
	printf("#\n# A candidate beside a stable side, bursts on both: 12,000 requests each, 1 %% bad, "
	    "most of it in 5 %% of the minutes.\n#\n# | candidate's rate | hours apart | no dispersion: "
	    "pass | fail | with it: pass | fail |\n# |--:|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct shares a = beside(w, rows[i].times, rows[i].hours, &even);
		struct shares b = beside(w, rows[i].times, rows[i].hours, &rule);

		printf("# | %g times | %u | %.3f | %.3f | %.3f | %.3f |\n", rows[i].times,
		    rows[i].hours, a.pass, a.fail, b.pass, b.fail);
		T_OK(a.fail > 0.1 && within(w, b.fail, 0.06), "%g times, %u hours apart: fails "
		    "%.3f, corrected %.3f", rows[i].times, rows[i].hours, a.fail, b.fail);
	}
}

/* Percentiles and ratios of two sides, truly 1.25 times apart: the limit. */
static void
baselines(struct world *w)
{
	static const struct {
		unsigned n1, n2;
		struct agg_q q;
	} rows[] = {
		{ 2000, 400, { 5, 1 } }, { 2000, 400, { 95, 2 } }, { 20000, 2000, { 99, 2 } }
	};
	struct slo_objective o = slo_made_ratio(0);
	struct slo_rule rule = judge_rule();
	unsigned runs = w->full ? w->runs / 10 : 20;
	struct quant_cfg cfg;

	o.type = SLO_BASELINE;
	o.op = SLO_LTE;
	quant_cfg_init(&cfg, 0.001, false);
	printf("#\n# A percentile 1.25 times the stable side's: the limit itself.\n#\n"
	    "# | stable | candidate | percentile | false pass | false fail |\n"
	    "# |--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		double pass = 0, fail = 0;

		o.q = rows[i].q;
		for (unsigned j = 0; j < runs; j++) {
			struct quant q[2];
			struct slo_hour hour[2];
			struct series side[2];
			struct slo_verdict v;

			values(w, w->m, &q[0], &cfg, &hour[0], rows[i].n2, log(1.25));
			values(w, w->other, &q[1], &cfg, &hour[1], rows[i].n1, 0);
			side[0] = w->m->s;
			side[1] = w->other->s;
			judge_objective(&v, &o, NULL, side, &w->m->clock, &rule, &w->a);
			pass += v.verdict == SLO_PASS;
			fail += v.verdict == SLO_FAIL;
			quant_free(&q[0]);
			quant_free(&q[1]);
		}
		printf("# | %u | %u | %g | %.3f | %.3f |\n", rows[i].n1, rows[i].n2,
		    (double)o.q.num / pow(10, o.q.dec), pass / runs, fail / runs);
		T_OK(pass / runs < 0.25 && fail / runs < 0.25, "percentile at the limit");
	}
	o.q.num = 0;
	rule.dispersion = false;
	printf("#\n# A rate 1.25 times the stable side's: the limit itself.\n#\n"
	    "# | stable | candidate | stable rate | false pass | false fail |\n"
	    "# |--:|--:|--:|--:|--:|\n");
	for (unsigned i = 0; i < 3; i++) {
		static const unsigned n1[] = { 50000, 500000, 20000 }, n2[] = { 5000, 50000, 20000 };
		double pass = 0, fail = 0;

		for (unsigned j = 0; j < w->runs; j++) {
			struct series side[2];
			struct slo_verdict v;

			slo_made_clear(w->m);
			slo_made_clear(w->other);
			slo_made_add(w->m, 0, n2[i], binomial(&w->r, n2[i], 0.00125), 0);
			slo_made_add(w->other, 0, n1[i], binomial(&w->r, n1[i], 0.001), 0);
			side[0] = w->m->s;
			side[1] = w->other->s;
			judge_objective(&v, &o, NULL, side, &w->m->clock, &rule, &w->a);
			pass += v.verdict == SLO_PASS;
			fail += v.verdict == SLO_FAIL;
		}
		printf("# | %u | %u | 0.1 %% | %.3f | %.3f |\n", n1[i], n2[i], pass / w->runs,
		    fail / w->runs);
		T_OK(within(w, pass / w->runs, 0.05) && within(w, fail / w->runs, 0.05),
		    "ratio at the limit");
	}
}

int
main(void)
{
	const char *runs = getenv("CX_SIMULATE");
	struct world w = { .m = slo_made(), .other = slo_made(), .full = runs != NULL };

	quiet_gsl();
	w.runs = runs != NULL ? (unsigned)strtoul(runs, NULL, 10) : QUICK;
	if (w.runs < 20)
		w.runs = 20;
	rng_init(&w.r, runs != NULL ? 1 : t_seed());
	arena_init(&w.a);
	printf("# %u runs a row\n", w.runs);
	plain(&w);
	bursts(&w);
	apart(&w);
	peeking(&w);
	detection(&w);
	families(&w);
	apdex(&w);
	baselines(&w);
	arena_free(&w.a);
	free(w.m);
	free(w.other);
	return t_done();
}
