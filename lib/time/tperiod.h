/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tperiod - days, weeks and months by number
 *
 * Calendar periods of a zone cover time once, each next number is the next period, and they
 * start when their first day is first shown, as windows do (time/twindow.h).  Pure.
 */
#ifndef CX_TIME_TPERIOD_H
#define CX_TIME_TPERIOD_H

#include "time/twindow.h"

#include <stdbool.h>
#include <stdint.h>

enum tperiod_unit { TPERIOD_DAY, TPERIOD_WEEK, TPERIOD_MONTH };

struct tperiod {
	enum tperiod_unit    unit;
	bool                sunday;	/* weeks begin on it, not on Monday */
	const struct tzone *zone;	/* NULL: UTC */
};

/**
 * tperiod_at - the number of the period that holds @at_us: it fits 32 bits
 * @span: where it begins and ends; callers ask only outside it
 */
int64_t tperiod_at(const struct tperiod *p, int64_t at_us, struct twindow_span *span);

/** tperiod_start - when period @n begins; the ends of int64 beyond those */
int64_t tperiod_start(const struct tperiod *p, int64_t n);

/** tperiod_length - of one that is counted from somewhere: 24 hours, 7 or 30 days, in us */
int64_t tperiod_length(const struct tperiod *p);

/** tperiod_name - "day" */
const char *tperiod_name(const struct tperiod *p);

#endif
