/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp_part - what texts of times consist of; for lib/time/tstamp*.c only
 *
 * Readers take what they read off the front of a cursor.  What they refuse leaves it
 * somewhere in what they looked at.
 */
#ifndef CX_TIME_TSTAMP_PART_H
#define CX_TIME_TSTAMP_PART_H

#include "time/tstamp.h"

struct tstamp_cur {
	const char *p;
	const char *end;
};

struct tstamp_civil {		/* a day of a year, and a time on it */
	int     month;		/* 1..12 */
	int     day;		/* 1..31, held against the month */
	int     yday;		/* 1..366, then month and day are not looked at; 0: none */
	int64_t us;		/* since midnight, below a day */
	int32_t offset_s;	/* INT32_MIN: in the zone of struct tstamp_cfg */
};

/** tstamp_part_digits - @min to @max decimal digits; -1 when there are fewer */
int64_t tstamp_part_digits(struct tstamp_cur *c, int min, int max);

/** tstamp_part_word - @name, which is in lower case, in any case; false when it is not there */
bool tstamp_part_word(struct tstamp_cur *c, struct sv name);

/** tstamp_part_month - an English name in any case, three letters or all: 1..12, or 0 */
int tstamp_part_month(struct tstamp_cur *c);

/** tstamp_part_weekday - likewise a day of the week; false when there is none */
bool tstamp_part_weekday(struct tstamp_cur *c);

/** tstamp_part_offset - +hh:mm, +hhmm, +hh or Z: seconds east of UTC; false for others */
bool tstamp_part_offset(struct tstamp_cur *c, int32_t *offset_s);

/** tstamp_part_utc - UTC or GMT in any case, or Z */
bool tstamp_part_utc(struct tstamp_cur *c);

/** tstamp_part_fraction - 1 to 9 digits of a second, as microseconds */
bool tstamp_part_fraction(struct tstamp_cur *c, int *us);

/** tstamp_part_day_us - microseconds since midnight; second 60 is the end of second 59 */
int64_t tstamp_part_day_us(int hour, int min, int sec, int us, bool fraction);

/** tstamp_part_at - the instant in @year; false when that has no such day */
bool tstamp_part_at(const struct tstamp_civil *t, int64_t year, const struct tstamp_cfg *cfg,
    int64_t *at_us);

/**
 * tstamp_part_year - the instant in the year that @cfg tells
 *
 * That is cfg->year, or the one in which it lies latest, yet not after cfg->now_us.
 * Returns: false when neither is known, or there is no such day.
 */
bool tstamp_part_year(const struct tstamp_civil *t, const struct tstamp_cfg *cfg, int64_t *at_us);

/**
 * tstamp_form - a time in one of the forms that programs write, see tstamp_form.c
 * @offset_s: what the text names; INT32_MIN: nothing
 *
 * Returns: TSTAMP_FINE and *at_us, *offset_s; why it is no time, for texts that it could be.
 */
enum tstamp_fault tstamp_form(struct sv s, const struct tstamp_cfg *cfg, int64_t *at_us,
    int32_t *offset_s);

#endif
