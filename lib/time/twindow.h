/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * twindow - tumbling windows: half-open, labelled by their start
 *
 * Up to hours a window that divides a day starts whenever the zone's wall clock
 * shows a multiple of its length, and when the clock jumps forward over one; other
 * lengths count from 1970 UTC.  So 1h windows in a +03:30 zone start on local hours,
 * 1h windows stay one hour where clocks change by whole hours on the hour, and
 * around other changes a window is longer or shorter: 6h in Berlin is 5h and 7h
 * once a year, 1h on Lord Howe (30 minutes of daylight time) 30 or 90 minutes.
 *
 * Days, weeks (ISO, Monday) and months start when their first day is first shown:
 * at local midnight, or at the jump over it.  They are 23 or 25 hours (or more) long
 * when clocks change; a clock set back across midnight is in the new day already.
 *
 * Whatever the zone, windows are half-open, not empty and cover time exactly once.
 */
#ifndef CX_TIME_TWINDOW_H
#define CX_TIME_TWINDOW_H

#include "base/rc.h"
#include "base/rfc3339.h"
#include "base/sv.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stdint.h>

enum { TWINDOW_NAME_MAX = RFC3339_MAX };

enum twindow_unit { TWINDOW_FIXED, TWINDOW_DAY, TWINDOW_WEEK, TWINDOW_MONTH };

struct twindow {
	enum twindow_unit   unit;
	int64_t             n_us;	/* TWINDOW_FIXED: length in us; else the count of units */
	const struct tzone *zone;	/* NULL: UTC */
};

struct twindow_span {
	int64_t from_us;
	int64_t to_us;		/* exclusive */
};

/**
 * twindow_parse - "500ms" "1s" "5m" "1h" "1d" "1w" "1mo" "3mo"
 *
 * Counts: 1..1000; m is minutes, mo months.  Days, weeks, months of more than one
 * count from 1970-01-01 (weeks from Monday 1970-01-05, months from 1970-01).
 * Returns: RC_OK; RC_SYNTAX; RC_RANGE.
 */
MUST_USE enum rc twindow_parse(struct twindow *w, struct sv text, const struct tzone *zone,
    struct err *e);

/**
 * twindow_at - the window that holds @at_us; callers cache the span and ask only outside it
 *
 * from_us is INT64_MIN, or to_us INT64_MAX, where the window would pass the end of int64.
 */
struct twindow_span twindow_at(const struct twindow *w, int64_t at_us);

/**
 * twindow_name - where a window begins as the name of a file: 2026-11-28, of months 2026-11,
 * of those that are not whole days 2026-11-28T130000Z
 *
 * In the zone of @w; no two windows of it have the same.
 */
void twindow_name(const struct twindow *w, int64_t from_us, char name[TWINDOW_NAME_MAX]);

/**
 * twindow_nests - every window of @outer is a union of windows of @inner (same zone)
 *
 * True only when it holds by the lengths alone, in every zone; except that a fixed
 * @inner may rely on its own zone having one offset for ever.
 */
bool twindow_nests(const struct twindow *outer, const struct twindow *inner);

#endif
