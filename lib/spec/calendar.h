/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * calendar - when a business is open, and which days are not like others
 *
 *     zone: Europe/Berlin
 *     open:
 *       - {days: mon-fri, hours: 08:00-20:00}
 *       - {days: [sat], hours: [10:00-14:00, 15:00-18:00]}
 *     holidays:
 *       - 2026-12-24..2026-12-26 Christmas
 *       - {date: 01-01, note: New Year}          every year
 *     maintenance:
 *       - {days: sun, hours: 02:00-04:00, note: backup}
 *       - {from: 2026-11-30T22:00, to: 2026-12-01T02:00, note: database}
 *
 * or lines, which are holidays alone, with # before a comment:
 *
 *     2026-12-24..2026-12-26       Christmas
 *
 * Times are those of the wall clock, to the minute.  Maintenance of every week takes from
 * the opening hours; that of a date is an exception, as holidays are.  Hours may pass
 * midnight: 22:00-02:00.  Without `open` it is open always.  Memory: 25 kB, 40 bytes a line.
 */
#ifndef CX_SPEC_CALENDAR_H
#define CX_SPEC_CALENDAR_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CALENDAR_LINES_MAX = 1000000, CALENDAR_WEEK = 7 * 24 * 60 /* minutes */ };

enum calendar_why {
	CALENDAR_OPEN,		/* as usual */
	CALENDAR_CLOSED,	/* out of the opening hours, or in maintenance of every week */
	CALENDAR_HOLIDAY,
	CALENDAR_MAINTENANCE	/* of a date */
};

struct calendar_days {		/* days since 1970, both included */
	int32_t   from;
	int32_t   to;
	struct sv note;		/* empty for none */
};

struct calendar_yearly {
	uint8_t   month;
	uint8_t   day;
	struct sv note;
};

struct calendar_stop {		/* maintenance of a date */
	int64_t   from_us;
	int64_t   to_us;	/* exclusive */
	bool      wall;		/* by the wall clock, as if it were UTC; else UTC */
	struct sv note;
};

struct calendar {		/* all zero: always open */
	const struct tzone     *zone;	/* NULL: that of whoever asks */
	struct calendar_days   *holiday;	/* ascending by from, none overlaps another */
	size_t                  nholiday;
	struct calendar_yearly *yearly;
	size_t                  nyearly;
	struct calendar_stop   *stop;	/* ascending by from_us */
	size_t                  nstop;
	bool                    hours;	/* it is not open all week: */
	uint16_t               *opened;	/* minutes open before minute i of the week, from Monday */
};

struct calendar_time {		/* a stretch, in whole or in part */
	int64_t from_us;
	int64_t to_us;		/* exclusive; more than from_us */
	int64_t ahead_us;	/* the wall clock less UTC, where the calendar names no zone */
};

/**
 * calendar_load - read a file, YAML or lines
 * @zone: of a calendar that names none; NULL: each question says what its wall clock is
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COL: ..."; RC_LIMIT too many lines.
 * Memory:  in @a.
 */
MUST_USE enum rc calendar_load(struct calendar *c, const char *path, const struct tzone *zone,
    struct arena *a, struct err *e);

/** calendar_none - nothing is ever closed */
bool calendar_none(const struct calendar *c);

/**
 * calendar_of - is this stretch of time, a window or an instant, one as usual?
 * @note: what the calendar says of the exception, or empty; NULL is fine
 *
 * A holiday or a date's maintenance that touches it makes it an exception; it is closed when
 * no minute of it is open.
 * Cost: O(log holidays + yearly days + maintenances).
 */
enum calendar_why calendar_of(const struct calendar *c, const struct calendar_time *t,
    struct sv *note);

/** calendar_name - "open" "closed" "holiday" "maintenance" */
const char *calendar_name(enum calendar_why why);

/** calendar_check - a number by which two calendars that say the same are known; 0: none */
uint64_t calendar_check(const struct calendar *c);

#endif
