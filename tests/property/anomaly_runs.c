/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * anomaly_runs - daily figures: how often a quiet series is told of, and how soon one that
 * changed, on series whose truth is known
 *
 *     scripts/simulate, or CX_SIMULATE=2000 build/t/property/anomaly_runs
 *
 * prints the tables of cxanomaly(1) in Markdown, each row of so many series; without it few
 * series, held to wider limits.  A row's seed is the hash of its name.
 */
#include "anomaly/daily.h"
#include "base/rng.h"
#include "stats/quiet.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { QUICK = 40, QUIET = 148, BEFORE = 56, MONTH = 30, AFTER = 30 };

#define THRESHOLD 4.0

static const double weekday[7] = { 1.1, 1.05, 1, 1, 1.05, 0.7, 0.6 };

enum noise { AMOUNT, HEAVY, ALIKE, COUNT, BURSTS, SHARE };

enum change { NOTHING, LEVEL, DRIFT };

struct series {
	const char *name;
	enum noise  noise;
	double      mean;
	double      of;		/* SHARE: cases a day */
	double      grow;	/* a day, from the first one on */
	enum change change;	/* after BEFORE days */
	double      by;		/* LEVEL: of what it was; DRIFT: a day */
	double      limit;	/* alarms a month, at most; with a change: share found, at least */
	unsigned    within;	/* days */
};

static double
poisson(struct rng *g, double mean)
{
	double end, p;
	int k = 0;

	if (mean > 200)
		return fmax(0, round(mean + sqrt(mean) * draw_normal(g)));
	for (end = exp(-mean), p = rng_unit(g); p > end; k++)
		p *= rng_unit(g);
	return k;
}

static double
binomial(struct rng *g, double n, double p)
{
	int k = 0;

	for (int i = 0; i < n; i++)
		k += rng_unit(g) < p;
	return k;
}

/* Day @i of a series; @last is the noise of the day before. */
static struct daily_point
draw(struct rng *g, const struct series *s, int i, double *last)
{
	struct daily_point p = { .slot = (uint32_t)i % 7 };
	double mean = s->mean * exp(s->grow * i);

	if (s->change == LEVEL && i >= BEFORE)
		mean *= s->by;
	if (s->change == DRIFT && i >= BEFORE)
		mean *= pow(1 + s->by, i - BEFORE + 1);
	if (s->noise != SHARE)
		mean *= weekday[p.slot];
	switch (s->noise) {
	case COUNT:
		p.x = poisson(g, mean);
		break;
	case BURSTS:	/* twice a Poisson's variance, and more: orders of three on average */
		for (double n = poisson(g, mean / 3); n > 0; n--)
			p.x += 1 + poisson(g, 2);
		break;
	case SHARE:
		p.n = s->of;
		p.x = binomial(g, p.n, mean) / p.n;
		break;
	case AMOUNT:
	case HEAVY:
	case ALIKE:
		*last = s->noise == HEAVY ? draw_heavy(g) : s->noise == AMOUNT ? draw_normal(g) :
		    0.5 * *last + sqrt(0.75) * draw_normal(g);
		p.x = mean * exp(0.05 * *last) + 0.001;
		break;
	}
	return p;
}

struct told {
	double days;		/* judged */
	double spikes;
	double runs;
	int    first;		/* day since BEFORE; -1: none */
	int    run;		/* likewise of the first run, to the right side, */
	bool   trend;		/* ... and its shape */
	double later;		/* from the day after that on */
};

/* As the filter does: a run that is told of moves the level. */
static void
tell(struct rng *g, const struct series *s, int days, struct told *t)
{
	struct daily d = { .scale = DAILY_AUTO };
	double last = draw_normal(g);

	t->first = t->run = -1;
	for (int i = 0; i < days; i++) {
		struct daily_point p = draw(g, s, i, &last);
		struct daily_score f = daily_judge(&d, &p);
		bool run = !f.learning && fabs(f.run.z) >= THRESHOLD;
		bool alarm = run ? !f.run.again : fabs(f.z) >= THRESHOLD;

		daily_add(&d, &p);
		if (run)
			daily_move(&d, &f.run);
		if (f.learning)
			continue;
		t->days++;
		t->spikes += alarm && !run;
		t->runs += alarm && run;
		if (s->change == NOTHING || i < BEFORE)
			continue;
		t->later += alarm && t->run >= 0;
		if (alarm && t->first < 0)
			t->first = i - BEFORE;
		if (alarm && run && t->run < 0) {
			t->run = i - BEFORE;
			t->trend = abs(f.run.move) == DAILY_DRIFTS;
		}
	}
}

static const struct series quiet[] = {
	{ "amounts, noise of 5 %", AMOUNT, 1000.5, .limit = 0.3 },
	{ "amounts, heavy tails (t, 3 degrees)", HEAVY, 1000.5, .limit = 1 },
	{ "amounts, each day half like the one before", ALIKE, 1000.5, .limit = 0.6 },
	{ "amounts that grow by 0.5 % a day", AMOUNT, 1000.5, .grow = 0.005, .limit = 0.6 },
	{ "counts, 1 a day", COUNT, 1, .limit = 0.3 },
	{ "counts, 3 a day", COUNT, 3, .limit = 0.3 },
	{ "counts, 10 a day", COUNT, 10, .limit = 0.3 },
	{ "counts, 30 a day", COUNT, 30, .limit = 0.3 },
	{ "counts, 1,000 a day", COUNT, 1000, .limit = 0.3 },
	{ "counts in bursts of three, 6 a day", BURSTS, 6, .limit = 0.6 },
	{ "counts in bursts of three, 60 a day", BURSTS, 60, .limit = 0.6 },
	{ "a share of 2 % of 50 a day", SHARE, 0.02, 50, .limit = 0.3 },
	{ "a share of 10 % of 400 a day", SHARE, 0.1, 400, .limit = 0.3 },
};

static const struct series changed[] = {
	{ "1 a day, then none", COUNT, 1, .change = LEVEL, .by = 0, .limit = 0.9, .within = 14 },
	{ "2 a day, then none", COUNT, 2, .change = LEVEL, .by = 0, .limit = 0.95, .within = 7 },
	{ "3 a day, then none", COUNT, 3, .change = LEVEL, .by = 0, .limit = 0.95, .within = 7 },
	{ "4 a day, then none", COUNT, 4, .change = LEVEL, .by = 0, .limit = 0.95, .within = 7 },
	{ "5 a day, then none", COUNT, 5, .change = LEVEL, .by = 0, .limit = 0.95, .within = 7 },
	{ "10 a day, then none", COUNT, 10, .change = LEVEL, .by = 0, .limit = 0.9, .within = 3 },
	{ "30 a day, then 15", COUNT, 30, .change = LEVEL, .by = 0.5, .limit = 0.9, .within = 7 },
	{ "amounts, 10 % less", AMOUNT, 1000.5, .change = LEVEL, .by = 0.9, .limit = 0.65,
	    .within = 7 },
	{ "amounts, 20 % less", AMOUNT, 1000.5, .change = LEVEL, .by = 0.8, .limit = 0.9,
	    .within = 3 },
	{ "amounts, 2 % less each day", AMOUNT, 1000.5, .change = DRIFT, .by = -0.02,
	    .limit = 0.8, .within = 14 },
	{ "a share of 10 % of 400, then 15 %", SHARE, 0.1, 400, .change = LEVEL, .by = 1.5,
	    .limit = 0.8, .within = 7 },
	{ "a share of 2 % of 50, then 10 %", SHARE, 0.02, 50, .change = LEVEL, .by = 5,
	    .limit = 0.8, .within = 7 },
};

struct world {
	unsigned runs;
	bool     full;
	uint64_t seed;		/* 1: as published */
};

static void
begin(struct rng *g, const struct world *w, const char *name)
{
	rng_init(g, XXH3_64bits(name, strlen(name)) + w->seed - 1);
}

static void
quiet_row(const struct world *w, const struct series *s)
{
	struct told t = { 0 };
	struct rng g;
	double month, spikes;

	begin(&g, w, s->name);
	for (unsigned i = 0; i < w->runs; i++)
		tell(&g, s, QUIET, &t);
	month = (t.spikes + t.runs) / t.days * (double)MONTH;
	spikes = t.spikes / t.days * (double)MONTH;
	if (w->full)
		printf("# | %s | %.3f | %.3f | %.3f |\n", s->name, spikes, month - spikes, month);
	T_OK(month <= s->limit * (w->full ? 1 : 1.5), "%s: %.3f alarms a month, %.3f of them runs",
	    s->name, month, month - spikes);
}

static void
changed_row(const struct world *w, const struct series *s)
{
	struct rng g;
	double found = 0, any = 0, trends = 0, shaped = 0, later = 0, share;

	begin(&g, w, s->name);
	for (unsigned i = 0; i < w->runs; i++) {
		struct told t = { 0 };

		tell(&g, s, BEFORE + AFTER, &t);
		found += t.run >= 0 && t.run < (int)s->within;
		any += t.first >= 0 && t.first < (int)s->within;
		shaped += t.run >= 0;
		trends += t.trend;
		later += t.later;
	}
	share = found / w->runs;
	if (w->full)
		printf("# | %s | %u | %.1f | %.1f | %.0f | %.2f |\n", s->name, s->within,
		    100 * any / w->runs, 100 * share, shaped > 0 ? 100 * trends / shaped : 0,
		    later / (shaped > 0 ? shaped : 1));
	T_OK(share >= s->limit - (w->full ? 0 : 0.15), "%s: %.2f found within %u days, %.2f of "
	    "them a trend, %.2f more alarms", s->name, share, s->within,
	    shaped > 0 ? trends / shaped : 0, later / (shaped > 0 ? shaped : 1));
}

int
main(void)
{
	const char *runs = getenv("CX_SIMULATE");
	struct world w = { .full = runs != NULL };

	quiet_gsl();
	w.runs = w.full ? (unsigned)strtoul(runs, NULL, 10) : (unsigned)T_ROUNDS(QUICK);
	w.seed = w.full ? 1 : t_seed();
	if (w.full)
		printf("#\n# Daily figures that are quiet, %u series of %d days each, alarms a month "
		    "and series:\n#\n# | series | days | runs of days | together |\n"
		    "# | --- | ---: | ---: | ---: |\n", w.runs, QUIET - DAILY_LEARN);
	for (size_t i = 0; i < sizeof(quiet) / sizeof(*quiet); i++)
		quiet_row(&w, &quiet[i]);
	if (w.full)
		printf("#\n# Daily figures that change after %d days, %u series each: share told of "
		    "within so many days, in percent, how many as a trend, and alarms in what is "
		    "left of %d days:\n#\n# | change | days | told | as a run | trend | later |\n"
		    "# | --- | ---: | ---: | ---: | ---: | ---: |\n", BEFORE, w.runs, AFTER);
	for (size_t i = 0; i < sizeof(changed) / sizeof(*changed); i++)
		changed_row(&w, &changed[i]);
	return t_done();
}
