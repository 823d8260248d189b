/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Daily figures: worked cases, and what the reference's simulation found, simulated anew:
 * 5 % noise and a weekday shape, 56 days of history, then one day that is judged.
 */
#include "anomaly/daily.h"
#include "anomaly/median.h"
#include "anomaly/season.h"
#include "base/rng.h"
#include "../t.h"

#include <math.h>

static double
normal(struct rng *g)
{
	double u = 1 - rng_unit(g);

	return sqrt(-2 * log(u)) * cos(2 * 3.14159265358979323846 * rng_unit(g));
}

/* Heavy tails: Student's t with 3 degrees of freedom, scaled to variance 1. */
static double
heavy(struct rng *g)
{
	double z = normal(g), s = 0;

	for (int i = 0; i < 3; i++) {
		double x = normal(g);

		s += x * x;
	}
	return z / sqrt(s / 3) / sqrt(3);
}

static const double shape[7] = { 1.1, 1.05, 1, 1, 1.05, 0.7, 0.6 };

/* Share of series whose last day is flagged at |z| > 4 when it is @factor of what it was. */
static double
flagged(struct rng *g, unsigned days, double factor, double (*noise)(struct rng *))
{
	unsigned hits = 0;
	enum { RUNS = 3000 };

	for (int run = 0; run < RUNS; run++) {
		struct daily d = { 0 };
		struct daily_point p = { 0 };

		for (unsigned i = 0; i <= days; i++) {
			p.x = 1000 * shape[i % 7] * exp(0.05 * noise(g)) + 0.01;
			p.slot = i % 7;
			if (i < days)
				daily_add(&d, &p);
		}
		p.x *= factor;
		hits += fabs(daily_judge(&d, &p).z) > 4;
	}
	return (double)hits / RUNS;
}

static void
simulate(void)
{
	struct rng g;
	double quiet, quiet28, tails, drop20, drop30;

	rng_init(&g, 7);
	quiet = flagged(&g, 56, 1, normal);
	quiet28 = flagged(&g, 28, 1, normal);
	tails = flagged(&g, 56, 1, heavy);
	drop20 = flagged(&g, 56, 0.8, normal);
	drop30 = flagged(&g, 56, 0.7, normal);
	printf("# flagged of quiet days: %.4f with 56 days, %.4f with 28, %.4f at heavy tails; "
	    "of drops by 20 %%: %.3f, by 30 %%: %.3f\n", quiet, quiet28, tails, drop20, drop30);
	T_OK(quiet <= 0.012, "false alarms with 56 days");
	T_OK(quiet28 <= 0.035, "false alarms with 28 days");
	T_OK(tails <= 0.06, "false alarms at heavy tails");
	T_OK(drop20 >= 0.40, "a drop by 20 %% is found");
	T_OK(drop30 >= 0.90, "a drop by 30 %% is found");
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

	history(&d, 56, share, 500);
	s = daily_judge(&d, &(struct daily_point){ .x = 0.034, .n = 500, .slot = 0 });
	T_OK(s.scale == DAILY_LOGIT && fabs(s.z) < 4, "17 of 500 where 10 are usual: chance, "
	    "z %.2f (binomial floor)", s.z);
	history(&d, 56, share, 50000);
	s = daily_judge(&d, &(struct daily_point){ .x = 0.034, .n = 50000, .slot = 0 });
	T_OK(s.z > 4, "1,700 of 50,000 where 1,000 are usual: z %.2f", s.z);
	T_OK(fabs(s.expected - 0.0202) < 0.0005, "expected share %.5f", s.expected);
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
	simulate();
	return t_done();
}
