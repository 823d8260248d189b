/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * runs - days none of which is unusual, and all of which are off to one side
 *
 *     days:   o o o o o o o o o o o o | x x x x x     is the level of the last k another
 *             the RUNS_REFERENCE before |  last k      than that of those before them?
 *
 * Asked of the last 2, 3, ... 28 days, today among them; the greatest answer counts, in
 * standard deviations times 1.15: as rare as a single day's that is as great.  That is a CUSUM
 * with every slope at once (the generalised likelihood ratio), without a state: the days are
 * the state.
 *
 * Amounts and great counts, on their scale: the sum of the days' distances from the level
 * before, each at most RUNS_CLIP sd so that one day is no run, over the sd that such a sum has
 * when days of a row resemble each other as those before did, and when the level, and what
 * days of a slot have in common, are known from so few.  Counts of some a day, and shares of
 * some cases a day, by their sums: given both, the later one is binomial (Przyborowski,
 * Wilenski 1940), with both made fewer by how much more days vary than Poisson's.
 *
 * False alarms at 4 and what is found how fast: tests/property/anomaly_runs.c, cxanomaly(1).
 * Source: Lorden, Annals of Mathematical Statistics 42:1897-1908, 1971; Siegmund, Venkatraman,
 *         Annals of Statistics 23:255-271, 1995 (the unknown level before).
 * Pure; quiet_gsl has been called (stats/quiet.h).
 * Cost: some 40 us.
 */
#ifndef CX_ANOMALY_RUNS_H
#define CX_ANOMALY_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	RUNS_REFERENCE = 42,	/* days before the run, at most */
	RUNS_REFERENCE_MIN = 14,
	RUNS_LONGEST = 28,
	RUNS_SETTLE = 4,	/* days at a new level, at least, before a run away from it */
	RUNS_SLOTS = 32
};

struct runs_day {
	double   d;		/* on its scale, less what its slot has in common */
	double   sd;		/* least that it varies by, by chance or by what is usual */
	double   count;		/* of few: events, */
	double   expected;	/* ... in proportion to this at an even level, above 0 */
	uint32_t slot;		/* < RUNS_SLOTS */
};

struct runs_days {
	const struct runs_day *day;	/* oldest first, the last is today */
	size_t n;
	size_t since;	/* the level of the days before this one was moved to that of those after */
	bool   few;	/* count and expected are what counts */
};

struct runs_found {
	double z;		/* of the run, signed; 0: none could be looked at */
	size_t days;		/* its length */
	double level;		/* of the days before it, as d */
	bool   trend;		/* it went there step by step */
};

/** runs_find - the run that stands out most */
struct runs_found runs_find(const struct runs_days *s);

#endif
