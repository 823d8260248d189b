/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rfc3339 - civil dates and the one way times are printed
 *
 * Proleptic Gregorian, no leap seconds, pure arithmetic (Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms").
 */
#ifndef CX_BASE_RFC3339_H
#define CX_BASE_RFC3339_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RFC3339_MAX = 40 };

#define RFC3339_SEC_US INT64_C(1000000)
#define RFC3339_DAY_US (86400 * RFC3339_SEC_US)

struct rfc3339_civil {
	int64_t year;		/* 1 = 1 CE */
	int     month;		/* 1..12 */
	int     day;		/* 1..31 */
	int     hour, min, sec;	/* 0..23, 0..59, 0..59 */
	int     us;		/* 0..999999 */
};

/** rfc3339_days - days from 1970-01-01 to year-month-day */
int64_t rfc3339_days(int64_t year, int month, int day);

/** rfc3339_civil - calendar fields of @at_us (UTC, or local when an offset was added) */
struct rfc3339_civil rfc3339_civil(int64_t at_us);

/** rfc3339_join - the inverse of rfc3339_civil; fields must be in range */
int64_t rfc3339_join(const struct rfc3339_civil *c);

/** rfc3339_month_days - days in a month, leap years right */
int rfc3339_month_days(int64_t year, int month);

/**
 * rfc3339_text - print, e.g. 2026-11-22T19:03:05.120Z
 * @offset_s: seconds east of UTC to print in, at most 23:59 either way; 0 prints Z
 * @text:     at least RFC3339_MAX bytes, NUL-terminated
 *
 * An offset with seconds (local mean time) prints as the nearest whole minute, the
 * clock with it, so that the instant is exact (RFC 3339, section 5.8, last example).
 * Years outside 0..9999 have a sign and as many digits as they need.  The fraction
 * has 0, 3 or 6 digits, the fewest that lose nothing.  Returns: length.
 */
size_t rfc3339_text(int64_t at_us, int offset_s, char *text);

/**
 * rfc3339_parse - RFC 3339 date-time
 * @s: "2026-11-22T19:03:05.123456789+01:00"; also ' ' or '_' for T, lower case t and z,
 *     no seconds, comma as decimal point, offsets +hhmm and +hh, a date alone;
 *     the year has four digits, an offset at most 23:59
 * @offset_s: offset found, or INT32_MIN when @s names none (at_us is then as if UTC)
 *
 * Day of month and leap years are checked; second 60 is taken as 59.999999... of
 * that minute's last second (clamped to :59.999999 when fractional, :59 else);
 * digits beyond microseconds are cut.
 * Returns: true and *at_us; false when @s as a whole is not one.
 */
bool rfc3339_parse(struct sv s, int64_t *at_us, int32_t *offset_s);

#endif
