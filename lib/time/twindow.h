/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * twindow - tumbling windows: half-open, labelled by their start
 *
 * Up to hours a window is a fixed number of microseconds, aligned to local midnight's
 * grid when it divides a day (so that 1h windows in a +03:30 zone start on local
 * hours) and to 1970 otherwise; days, weeks (ISO, Monday) and months are cut at
 * local midnight, 23 or 25 hours long when clocks change.
 */
#ifndef CX_TIME_TWINDOW_H
#define CX_TIME_TWINDOW_H

#include "base/rc.h"
#include "base/sv.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stdint.h>

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
MUST_USE enum rc twindow_parse(struct twindow *w, struct sv text, const struct tzone *zone, struct err *e);

/** twindow_at - the window that holds @at_us; callers cache the span and ask only outside it */
struct twindow_span twindow_at(const struct twindow *w, int64_t at_us);

/** twindow_nests - every window of @outer is a union of windows of @inner (same zone) */
bool twindow_nests(const struct twindow *outer, const struct twindow *inner);

#endif
