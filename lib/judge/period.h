/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * period - the stretch of time an objective is judged over
 *
 *     all       from the first minute read to the last, or to now when that is later
 *     rolling   the window's length, up to now
 *     calendar  from the start that now is in, up to now; months and days by the wall
 *               clock of the window's zone, counted from the window's own start: from
 *               31 January every month ends in its last day, February included
 *
 * Now is the end of the minute it falls in; with a settling time it is that much
 * earlier, rounded down to a whole minute.  At the very end of a calendar window
 * that window is judged, not the one that begins.
 *
 * Pure functions.
 */
#ifndef CX_JUDGE_PERIOD_H
#define CX_JUDGE_PERIOD_H

#include "judge/series.h"
#include "objective/objective.h"

#include <stdint.h>

struct slo_clock {
	int64_t now_us;		/* --now, or the end of the minute of the latest event */
	int64_t first_us;	/* of the earliest event read; greater than last_us: none was */
	int64_t last_us;	/* of the latest */
};

struct period {			/* whole minutes, half-open */
	int64_t from_us;
	int64_t to_us;		/* of what is judged; not after the end */
	int64_t end_us;		/* of the window: later than to_us in a running calendar window */
	int64_t origin_us;	/* slices are counted from here; at or before from_us */
	int64_t seen_us;	/* from here on there could have been data: the first event read, or
				 * from_us when that is later */
};

/**
 * period_of - where @o's window lies
 *
 * Slices are counted from the window's start, in a window over all from multiples of
 * the slice's length since 1970.
 */
struct period period_of(const struct slo_objective *o, const struct slo_clock *clock);

/**
 * period_calendar - the start of the @i-th window after the one that begins at w->start_us
 * @i: may be negative
 */
int64_t period_calendar(const struct slo_window *w, int64_t i);

/** period_side - what of @s counts in @p: all of what is of the past, with its own time */
struct period period_side(const struct series *s, const struct period *p);

/** period_length - of the whole window; what a budget is spread over */
int64_t period_length(const struct period *p);

#endif
