/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Daily figures: worked cases, and what the reference's simulation found, simulated anew:
 * 5 % noise and a weekday shape, 56 days of history, then one day that is judged.
 */
#include "anomaly/daily.h"
#include "stats/median.h"
#include "anomaly/season.h"
#include "base/rng.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>

static const double shape[7] = { 1.1, 1.05, 1, 1, 1.05, 0.7, 0.6 };

/*
 * Share of series whose last day is flagged at |z| > 4 when it is @factor of what it was.
 * @period: 7, or the days of a month, which then are alike
 */
static double
flagged(struct rng *g, unsigned period, unsigned days, double factor,
    double (*noise)(struct rng *))
{
	unsigned hits = 0;
	enum { RUNS = 3000 };

	for (int run = 0; run < RUNS; run++) {
		struct daily d = { 0 };
		struct daily_point p = { 0 };

		for (unsigned i = 0; i <= days; i++) {
			p.x = 1000 * (period == 7 ? shape[i % 7] : 1) * exp(0.05 * noise(g)) + 0.01;
			p.slot = i % period;
			if (i < days)
				daily_add(&d, &p);
		}
		p.x *= factor;
		hits += fabs(daily_judge(&d, &p).z) > 4;
	}
	return (double)hits / (double)RUNS;
}

static void
simulate(void)
{
	static const struct {
		const char *what;
		unsigned    period, days;
		double      factor;
		double    (*noise)(struct rng *);
		double      from, to;
	} row[] = {
		{ "quiet days, 28 of history", 7, 28, 1, draw_normal, 0, 0.008 },
		{ "quiet days, 56 of history", 7, 56, 1, draw_normal, 0, 0.005 },
		{ "quiet days, 90 of history", 7, 90, 1, draw_normal, 0, 0.004 },
		{ "quiet days at heavy tails", 7, 56, 1, draw_heavy, 0, 0.03 },
		{ "quiet days by the month, 28 of history", 30, 28, 1, draw_normal, 0, 0.02 },
		{ "quiet days by the month, 60 of history", 30, 60, 1, draw_normal, 0, 0.005 },
		{ "quiet days by the month, 90 of history", 30, 90, 1, draw_normal, 0, 0.004 },
		{ "days 20 % too low", 7, 56, 0.8, draw_normal, 0.40, 0.75 },
		{ "days 20 % too low, 90 of history", 7, 90, 0.8, draw_normal, 0.45, 0.8 },
		{ "days 30 % too low", 7, 56, 0.7, draw_normal, 0.92, 1 },
		{ "days 30 % too low, 28 of history", 7, 28, 0.7, draw_normal, 0.77, 1 },
	};
	struct rng g;

	rng_init(&g, 7);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		double share = flagged(&g, row[i].period, row[i].days, row[i].factor, row[i].noise);

		T_OK(share >= row[i].from && share <= row[i].to, "%s: %.4f flagged", row[i].what,
		    share);
	}
}

static void
history(struct daily *d, unsigned days, double (*x)(unsigned), double n)
{
	*d = (struct daily){ 0 };
	for (unsigned i = 0; i < days; i++)
		daily_add(d, &(struct daily_point){ .x = x(i), .n = n, .slot = i % 7 });
}

static double
weekly_amount(unsigned i)
{
	return 1000.5 * shape[i % 7];
}

static double
growing(unsigned i)
{
	return 100.25 * exp(0.01 * i) * shape[i % 7];
}

static double
few(unsigned i)
{
	return (double)(i % 3 == 0);
}

static double
even(unsigned i)
{
	return 3000 + 3 * (i % 5);
}

static double
share(unsigned i)
{
	return 0.02 + 0.0001 * (i % 5);
}

static void
worked(void)
{
	struct daily d;
	struct daily_score s;

	history(&d, 27, weekly_amount, 0);
	T_OK(daily_judge(&d, &(struct daily_point){ .x = 1 }).learning, "27 days: learning");
	history(&d, 28, weekly_amount, 0);
	s = daily_judge(&d, &(struct daily_point){ .x = 1100.55, .slot = 0 });
	T_OK(!s.learning && s.z == 0 && fabs(s.expected - 1100.55) < 1e-9 &&
	    s.scale == DAILY_LOG, "28 days that repeat to the digit: as expected");
	s = daily_judge(&d, &(struct daily_point){ .x = 1100.56, .slot = 0 });
	T_OK(s.z > 4, "where days never differed, any difference is one");
	s = daily_judge(&d, &(struct daily_point){ .x = 600, .slot = 0 });
	T_OK(s.z < -4, "Monday as low as a Sunday");
	s = daily_judge(&d, &(struct daily_point){ .x = 600, .slot = 6 });
	T_OK(fabs(s.expected - 600.3) < 1e-9, "Sunday is low every week");

	history(&d, 90, growing, 0);
	s = daily_judge(&d, &(struct daily_point){ .x = growing(90), .slot = 90 % 7 });
	T_OK(fabs(s.expected / growing(90) - 1) < 0.09, "growth by 1 %% a day is followed within "
	    "a week: %.4f", s.expected / growing(90));

	history(&d, 56, few, 0);
	s = daily_judge(&d, &(struct daily_point){ .x = 2, .slot = 0 });
	T_OK(s.scale == DAILY_ROOT && fabs(s.z) < 4, "2 where there is 1 in three days: no alarm, "
	    "z %.2f (Poisson floor)", s.z);
	s = daily_judge(&d, &(struct daily_point){ .x = 40, .slot = 0 });
	T_OK(s.z > 4, "40 is one");

	history(&d, 56, even, -30);
	s = daily_judge(&d, &(struct daily_point){ .x = 3900, .slot = 0, .n = -39 });
	T_OK(s.scale == DAILY_ROOT && fabs(s.z) < 2, "39 records, each for 100, where 30 are usual: "
	    "chance, z %.2f (floor of a sample)", s.z);
	s = daily_judge(&d, &(struct daily_point){ .x = 3900, .slot = 0 });
	T_OK(s.z > 4, "3,900 where 3,000 are usual: z %.2f", s.z);
	s = daily_judge(&d, &(struct daily_point){ .x = 6500, .slot = 0, .n = -65 });
	T_OK(s.z > 4, "65 records for 30: z %.2f", s.z);

	history(&d, 56, share, 500);
	s = daily_judge(&d, &(struct daily_point){ .x = 0.034, .n = 500, .slot = 0 });
	T_OK(s.scale == DAILY_LOGIT && fabs(s.z) < 4, "17 of 500 where 10 are usual: chance, "
	    "z %.2f (binomial floor)", s.z);
	history(&d, 56, share, 50000);
	s = daily_judge(&d, &(struct daily_point){ .x = 0.034, .n = 50000, .slot = 0 });
	T_OK(s.z > 4, "1,700 of 50,000 where 1,000 are usual: z %.2f", s.z);
	T_OK(fabs(s.expected - 0.0202) < 0.0005, "expected share %.5f", s.expected);

	history(&d, 56, weekly_amount, 500);
	s = daily_judge(&d, &(struct daily_point){ .x = 1500, .n = 500, .slot = 0 });
	T_OK(s.scale == DAILY_LOG && s.z > 4, "a percentile of 500 is no share of 500");
	history(&d, 56, few, 500);
	s = daily_judge(&d, &(struct daily_point){ .x = 3, .n = 500, .slot = 0 });
	T_OK(s.scale == DAILY_LINEAR, "nor are whole numbers with an n a count");
}

static double
huge(unsigned i)
{
	return (i % 2 == 0 ? 1e290 : -1e290) * (1 + (i * 7 % 5) / 10.0);
}

/* Squares of such values are no doubles. */
static void
extremes(void)
{
	struct daily d;
	struct daily_score s;

	history(&d, 60, huge, 0);
	s = daily_judge(&d, &(struct daily_point){ .x = huge(60), .slot = 60 % 7 });
	T_OK(!isnan(s.z) && !isnan(s.run.z) && fabs(s.run.z) < 4, "1e290 and -1e290 by turns: z %g, "
	    "run %g", s.z, s.run.z);
}

static double
stays(unsigned i)
{
	return i < 60 ? 100.5 : 90.5;
}

/* What never differed and then does is one spike, one shift, and then what is usual. */
static void
constant(void)
{
	struct daily d = { 0 };
	int spikes = 0, runs = 0;

	for (unsigned i = 0; i < 90; i++) {
		struct daily_point p = { .x = stays(i), .slot = i % 7 };
		struct daily_score s = daily_judge(&d, &p);
		bool run = fabs(s.run.z) >= 4;

		daily_add(&d, &p);
		if (run)
			daily_move(&d, &s.run);
		runs += run;
		spikes += !run && fabs(s.z) >= 4;
	}
	T_OK(spikes == 1 && runs == 1, "a constant that moves: %d spike, %d run", spikes, runs);
}

static void
medians(void)
{
	double one[] = { 3 }, two[] = { 5, 1 }, five[] = { 9, -1, 4, 4, 0 };

	T_OK(median_of(one, 1) == 3 && median_of(two, 2) == 3 && median_of(five, 5) == 4,
	    "medians");
}

static void
seasons(void)
{
	const int64_t day = INT64_C(86400000000), hour = INT64_C(3600000000);
	struct season s = { 0 };
	double usual;

	/* 2026-11-22 is a Sunday; 20,779 days after 1970. */
	T_OK(season_slot_of(SEASON_DAY, 20779 * day + 5 * hour) == 5 * hour, "of the day");
	T_OK(season_slot_of(SEASON_WEEK, 20779 * day + 5 * hour) == 6 * day + 5 * hour,
	    "of the week, from Monday");
	T_OK(season_slot_of(SEASON_MONTH, 20779 * day) == 21 * day, "of the month");
	T_OK(season_slot_of(SEASON_DAY, -hour) == 23 * hour, "before 1970");
	T_OK(!season_usual(&s, 0, &usual), "nothing is usual at first");
	for (int i = 0; i < 20; i++) {
		T_QUIET(season_add(&s, 3 * hour, i, NULL) == RC_OK, "add");
		T_QUIET(season_add(&s, hour, 100, NULL) == RC_OK, "add");
		T_QUIET(season_usual(&s, hour, &usual) == (i >= 2), "three are needed");
	}
	T_OK(season_usual(&s, 3 * hour, &usual) && usual == 15.5, "the median of the last eight");
	T_OK(season_usual(&s, hour, &usual) && usual == 100 && s.n == 2, "each slot its own");
	T_OK(!season_usual(&s, 2 * hour, &usual), "another time is another slot");
	season_free(&s);
}

int
main(void)
{
	medians();
	seasons();
	worked();
	extremes();
	constant();
	simulate();
	return t_done();
}
