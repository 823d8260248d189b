/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone_data - what a zone consists of; for lib/time/tzone*.c only
 */
#ifndef CX_TIME_TZONE_DATA_H
#define CX_TIME_TZONE_DATA_H

#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	TZONE_EAST_MAX = 26 * 3600 - 1,	/* RFC 8536, section 3.2: utoff */
	TZONE_WEST_MAX = 25 * 3600 - 1
};

/* A day of the year and a time on it, POSIX TZ. */
struct tzone_date {
	char    kind;	/* 'M' month.week.weekday, 'J' 1..365 without 29 Feb, 'N' 0..365 */
	uint8_t month;	/* 1..12 */
	uint8_t week;	/* 1..5, 5 the last */
	int16_t day;	/* weekday from Sunday, or day of the year */
	int32_t time_s;	/* from local midnight, within a week either way */
};

struct tzone_yearly {
	int32_t           std_s;	/* seconds east of UTC */
	int32_t           dst_s;
	bool              dst;		/* false: std_s all year */
	struct tzone_date start;	/* standard time tells it */
	struct tzone_date end;		/* daylight time tells it */
};

/* Like tzone_span, in seconds. */
struct tzone_part {
	int64_t from;
	int64_t to;
	int32_t off;
};

struct tzone {
	struct sv           name;
	size_t              n;		/* changes in the table */
	const int64_t      *at;		/* n instants, ascending, seconds */
	const int32_t      *off;	/* n + 1 offsets: before at[0], from at[0] on, ... */
	bool                ruled;	/* from rule_from on, rule decides and not the table */
	int64_t             rule_from;	/* INT64_MIN: always */
	struct tzone_yearly rule;
};

/** tzone_data_rule - parse a POSIX TZ rule; false when @s as a whole is not one */
bool tzone_data_rule(struct tzone_yearly *r, struct sv s);

/** tzone_data_part - the stretch around @t (seconds) when only @r decides */
struct tzone_part tzone_data_part(const struct tzone_yearly *r, int64_t t);

/** tzone_data_fixed - a zone with one offset for ever */
const struct tzone *tzone_data_fixed(struct sv name, int32_t off, struct arena *a);

#endif
