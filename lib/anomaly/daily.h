/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * daily - is today's figure unusual, given the days before? and are the last ones together?
 *
 *     value ──► scale (log, logit, root, linear) ──► y
 *     y - centred 21-day median ──► by weekday, median ──► weekday factor f
 *     d = y - f;  forecast = median of the last 14 d;  residual e = d - forecast
 *     z = e / (1.4826 median |e|), the divisor not below what chance alone gives
 *
 * Days of which none is far off may be so together: anomaly/runs.h, and two in a row that both
 * are.  Where such a run begins a new level begins: it is said once, and the days before are
 * moved to the level of those after, so that weekdays and the usual size of misses stay known.
 *
 * The day that is judged is in none of the medians: nothing masks itself.  Medians,
 * because last month's outage must not widen this month's band.  A trend is followed
 * within a week.
 *
 * Floors of the divisor: a count of m varies by sqrt(m) (Poisson), one that r records of a
 * sample stand for by m / sqrt(r), a share of n by sqrt(p (1 - p) / n) (binomial).
 *
 * A factor that a day has no part in: that is how today is judged, so that is how the
 * past ones are, or their residuals would be too small.
 *
 * False alarms at |z| > 4 with 28 days of history or 56: 0.1 to 0.4 % of days at normal
 * noise, 2 % at heavy tails (t with 3 degrees of freedom); of drops by 20 % at 5 %
 * noise nearly half are found, of drops by 30 % nineteen of twenty with 56 days.
 * Memory: 32 bytes a day, DAILY_KEEP days.  Cost: some 70 us a day.
 */
#ifndef CX_ANOMALY_DAILY_H
#define CX_ANOMALY_DAILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DAILY_KEEP = 90,
	DAILY_LEARN = 28,	/* days before it speaks */
	DAILY_TREND = 21,
	DAILY_LEVEL = 14,
	DAILY_SHIFT_DAYS = 14,	/* on either side, that say by how much a level moved */
	DAILY_AGAIN = 42	/* days in which a run goes on from one before to its side */
};

#define DAILY_ENDLESS 50.0	/* |z| where days never differed at all */

enum daily_scale {
	DAILY_AUTO,	/* logit of what is in [0, 1] and has an n, root of whole numbers that have
			 * none, log of what is positive */
	DAILY_LOG,	/* ln x */
	DAILY_LOGIT,	/* ln ((k + 1/2) / (n - k + 1/2)) of a share k / n */
	DAILY_ROOT,	/* 2 sqrt(x + 3/8) (Anscombe 1948) */
	DAILY_LINEAR	/* x */
};

enum daily_move { DAILY_STAYS, DAILY_SHIFTS, DAILY_DRIFTS };

struct daily_point {
	double   x;
	double   n;	/* events a share is of; 0: no share; below 0: a number that so many records
			 * of a sample stand for */
	uint32_t slot;	/* of the week or month: what has a factor of its own */
	int      move;	/* a new level begins: an enum daily_move, negative when it is lower */
};

struct daily {
	enum daily_scale   scale;	/* as asked for */
	struct daily_point day[DAILY_KEEP];	/* ring: day i is at i % DAILY_KEEP */
	uint64_t           n;		/* days so far */
};

struct daily_run {
	double z;		/* signed, of the last days together; 0: nothing to say of them */
	size_t days;		/* how many */
	double expected;	/* of today by the level before them, in the unit of x */
	int    move;		/* of their first day, if they are a run */
	bool   again;		/* it goes on from a drift that was told of */
};

struct daily_score {
	bool   learning;
	double z;		/* signed; 0 while learning */
	double expected;	/* in the unit of x */
	struct daily_run run;
	enum daily_scale scale;	/* that was used */
};

/**
 * daily_judge - one more day by those before it; it is not added
 *
 * A value outside the asked-for scale's domain (a logarithm of 0) counts as the nearest
 * inside.
 */
struct daily_score daily_judge(const struct daily *d, const struct daily_point *today);

/** daily_add - the day becomes history */
void daily_add(struct daily *d, const struct daily_point *today);

/** daily_move - a run is one: its first day, @run->days ago, begins a level; today is added */
void daily_move(struct daily *d, const struct daily_run *run);

#endif
