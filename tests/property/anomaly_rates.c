/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often a stream's detector is wrong on quiet noise, and what it finds in it: the
 * figures of cxanomaly(1).  A point a minute; after two weeks a single point off by six
 * standard deviations, later a jump by three that stays.
 */
#include "anomaly/periodic.h"
#include "anomaly/residual.h"
#include "anomaly/season.h"
#include "base/rng.h"
#include "stats/quiet.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>

enum { RUNS = 12, DAY = 1440, QUIET = 14 * DAY, JUMP = QUIET + 500, POINTS = JUMP + 60, COOL = 36 };

#define THRESHOLD 1.35

enum kind { NORMAL, HEAVY, COUNTS, RARE, WANDERING, SHAPED, SHAPED_PERIOD, SHAPED_FOUND,
	KINDS };

static const struct claim {
	const char *name;
	double      sd;
	double      per_day;	/* false alarms a day, at most */
	double      spike;	/* share found, at least */
	double      jump;
} claims[KINDS] = {
	[NORMAL] = { "normal", 1, 0.8, 0.75, 0.75 },
	[HEAVY] = { "heavy tails (t, 3 degrees of freedom)", 1, 4.2, 0, 0.5 },
	[COUNTS] = { "counts, 20 a minute", 4.47, 1.2, 0.75, 0.75 },
	[RARE] = { "counts, one in 20 minutes", 0.67, 3, 0.75, 0.75 },
	[WANDERING] = { "wandering (autoregressive, 0.95)", 3.2, 0.8, 0.75, 0.75 },
	[SHAPED] = { "a daily shape of 5 sd", 1, 0.6, 0.1, 0 },
	[SHAPED_PERIOD] = { "a daily shape, --period 1d", 1, 0.8, 0.75, 0.75 },
	[SHAPED_FOUND] = { "a daily shape, --period auto", 1, 1, 0.75, 0.75 },
};

static double
poisson(struct rng *g, double mean)
{
	double end = exp(-mean), p = rng_unit(g);
	int k = 0;

	for (; p > end; k++)
		p *= rng_unit(g);
	return k;
}

static double
noise(struct rng *g, enum kind kind, int i, double *last)
{
	switch (kind) {
	case HEAVY:
		return draw_heavy(g);
	case COUNTS:
		return poisson(g, 20);
	case RARE:
		return poisson(g, 0.05);
	case WANDERING:
		return *last = 0.95 * *last + draw_normal(g);
	case SHAPED:
	case SHAPED_PERIOD:
	case SHAPED_FOUND:
		return draw_normal(g) + 5 * sin(2 * 3.14159265358979323846 * i / (double)DAY);
	case NORMAL:
	case KINDS:
		break;
	}
	return draw_normal(g);
}

struct found {
	double judged;		/* quiet points */
	double wrong;
	double spikes;
	double jumps;
};

/* One series; cool-down as in the filter, but news at the jump. */
static void
series(struct rng *g, enum kind kind, struct found *f)
{
	struct season season = { 0 };
	struct periodic periodic = { 0 };
	struct residual d;
	double last = 0, sd = claims[kind].sd;
	bool jumped = false;
	int since = COOL;

	residual_init(&d, 10000);
	for (int i = 0; i < POINTS; i++) {
		double x = noise(g, kind, i, &last), usual = 0, taken;
		struct residual_score s, beyond;
		bool alarm;

		x += i == QUIET ? 6 * sd : i >= JUMP ? 3 * sd : 0;
		if (kind == SHAPED_PERIOD) {
			bool known = season_usual(&season, i % DAY, &usual);

			T_QUIET(season_add(&season, i % DAY, x, NULL) == RC_OK, "season");
			if (!known)
				continue;
		}
		s = residual_next(&d, x - usual);
		if (kind == SHAPED_FOUND && periodic_next(&periodic, &d, &beyond, &taken) && beyond.r > s.r)
			s.r = beyond.r;
		if (s.learning)
			continue;
		alarm = s.r >= THRESHOLD && (since >= COOL || i == QUIET || i == JUMP);
		since = alarm || i == JUMP - 1 ? alarm ? 0 : COOL : since + 1;
		f->judged += i < QUIET;
		f->wrong += alarm && i < QUIET;
		f->spikes += alarm && i == QUIET;
		jumped = jumped || (alarm && i >= JUMP);
	}
	f->jumps += jumped;
	periodic_free(&periodic);
	residual_free(&d);
	season_free(&season);
}

int
main(void)
{
	struct rng g;

	quiet_gsl();
	rng_init(&g, t_seed());
	for (enum kind kind = 0; kind < KINDS; kind++) {
		const struct claim *c = &claims[kind];
		struct found f = { 0 };
		double per_day;

		for (int run = 0; run < RUNS; run++)
			series(&g, kind, &f);
		per_day = f.wrong / f.judged * (double)DAY;
		T_OK(per_day <= c->per_day && f.spikes >= c->spike * (double)RUNS &&
		    f.jumps >= c->jump * (double)RUNS, "%s: %.2f false alarms a day (1 in %.0f points), "
		    "%.0f of %d spikes, %.0f jumps", c->name, per_day, f.judged / f.wrong,
		    f.spikes, RUNS, f.jumps);
	}
	return t_done();
}
