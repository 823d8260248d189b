/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp - times from text: RFC 3339, CLF, epochs, what programs write, strptime-like layouts
 *
 * Locale-free; English month and day names.  Results are UTC microseconds.
 */
#ifndef CX_TIME_TSTAMP_H
#define CX_TIME_TSTAMP_H

#include "base/num.h"
#include "base/rc.h"
#include "base/sv.h"
#include "base/val.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tstamp_layout;

struct tstamp_cfg {
	const struct tzone *zone;	/* for texts without an offset; NULL: UTC */
	int64_t             year;	/* for texts without one; 0: the latest not after now_us */
	int64_t             now_us;	/* INT64_MIN: unknown, then a missing year is an error */
	const struct tstamp_layout *layout;	/* tried before the known forms; NULL: none */
};

enum tstamp_fault {
	TSTAMP_FINE,
	TSTAMP_NO_TIME,
	TSTAMP_NO_YEAR,		/* the text names none, and struct tstamp_cfg neither */
	TSTAMP_NO_DAY,		/* 30 February */
	TSTAMP_NO_ZONE		/* CET, EST: a name that is not one offset everywhere */
};

/**
 * tstamp_auto - the time a value stands for
 * @v: VAL_TIME; a string or number in cfg->layout; a string in RFC 3339, CLF
 *     ("10/Oct/2000:13:55:36 -0700") or one of the forms of tstamp_form.c; a number or a
 *     numeric string: a compact date, or an epoch
 *
 * A compact date is a number whose digits before the point are yyyymmdd, yyyymmddhhmm,
 * yyyymmddhhmmss or yyyymmddhhmmssmmm, of a day from 1990 to 2099.  Any other number is an
 * epoch, the unit by magnitude: |x| < 1e11 s, < 1e14 ms, < 1e17 us, else ns (fractions kept
 * to the microsecond, decimal arithmetic, floor).  As epochs the numbers that are dates lie
 * before 1978 or beyond 2600.
 *
 * A numeric text is RFC 8259 grammar.  Slashes may be "\/" (JSON writers do that).
 * Returns: true and *at_us; false when it is none of these or out of int64 range.
 * Cost:    some 10 ns for RFC 3339 and CLF, 100 ns for the others; no state.
 */
bool tstamp_auto(const struct val *v, const struct tstamp_cfg *cfg, int64_t *at_us);

/** tstamp_plausible - what a number is taken for is a time of a log: 1990 to 2099 in some zone */
static inline bool
tstamp_plausible(int64_t at_us)
{
	return at_us >= INT64_C(631065600000000) && at_us < INT64_C(4102531200000000);
}

/**
 * tstamp_wall - likewise, the wall clock that the value shows, as if it were UTC
 *
 * A text that names an offset shows that of its place, one without that of cfg->zone.
 */
bool tstamp_wall(const struct val *v, const struct tstamp_cfg *cfg, int64_t *local_us);

/**
 * tstamp_why - why a value was not taken for a time, as a clause that begins with a comma
 *
 * Returns: "" when there is no more to say; for a number that is one, that it is not plausible.
 */
const char *tstamp_why(const struct val *v, const struct tstamp_cfg *cfg);

struct tstamp_minute {		/* the one of the last time; zeroed: none */
	char    text[17];	/* "2026-09-01T12:34:" */
	bool    set;
	int64_t at_us;
};

/**
 * tstamp_near - tstamp_auto for times of which many fall into the same minute
 * @m: what was learnt from the last one
 *
 * Cost: RFC 3339 in UTC in the minute of the last one: a compare and the seconds, some 3 ns.
 */
bool tstamp_near(const struct val *v, const struct tstamp_cfg *cfg, struct tstamp_minute *m,
    int64_t *at_us);

/**
 * tstamp_rows - tstamp_near for a column of times
 * @v: @n of them
 *
 * Returns: how many have one: @n, or the index of the first that has none.
 * Cost:    24 bytes of RFC 3339 in UTC, in the minute of the one before: some 25 instructions.
 */
size_t tstamp_rows(const struct val *const *v, size_t n, const struct tstamp_cfg *cfg,
    struct tstamp_minute *m, int64_t *at_us);

/**
 * tstamp_clf - exactly "dd/Mon/yyyy:hh:mm:ss +hhmm"; day may be space-padded
 *
 * Second 60 reads as 59.
 */
bool tstamp_clf(struct sv s, int64_t *at_us);

enum tstamp_unit { TSTAMP_S, TSTAMP_MS, TSTAMP_US, TSTAMP_NS };

/** tstamp_epoch - decimal text in a stated unit (RFC 8259 number); floor to the microsecond */
bool tstamp_epoch(struct sv s, enum tstamp_unit unit, int64_t *at_us);

/**
 * tstamp_layout_new - compile a strptime-like layout
 * @layout: %Y %m %d %e %H %I %p %M %S %y %j %b %B %h %a %A %z %Z(UTC/GMT/Z only) %s
 *          %f (1-9 digits of fraction) %L (ms) %N %T %D %F %R %n %t %%;
 *          white space matches any run of it
 *
 * Hour 24 is midnight, the end of the day.  Numbers may lack leading zeros except %Y (4
 * digits) and %L (3); %d and %e take a leading space; names in any case, short or long, a
 * weekday is not held against the date; %y is 1969..2068; %N is %f; %z is +hhmm, +hh:mm, +hh
 * or Z; a run is one or more.
 * What is finer than the finest date part given is its first: %Y-%m is the first of the month.
 * Returns: RC_OK; RC_SYNTAX with the column of the unknown directive, or of column 1 when the
 *          layout names no date, a day without a month, or %I without %p.
 * Memory:  in @a.
 */
MUST_USE enum rc tstamp_layout_new(const struct tstamp_layout **l, struct sv layout,
    struct arena *a, struct err *e);

/**
 * tstamp_layout_list - several layouts, with | between, of which the first that fits counts
 *
 * For struct tstamp_cfg.  Returns: as tstamp_layout_new, with the column in @layouts.
 */
MUST_USE enum rc tstamp_layout_list(const struct tstamp_layout **l, struct sv layouts,
    struct arena *a, struct err *e);

/**
 * tstamp_layout_auto - the time that @s as a whole, blanks around it left out, is in one of @l
 * @offset_s: what it names; INT32_MIN: nothing
 */
bool tstamp_layout_auto(const struct tstamp_layout *l, struct sv s, const struct tstamp_cfg *cfg,
    int64_t *at_us, int32_t *offset_s);

/**
 * tstamp_layout_parse - read a time at the start of @s
 * @used: bytes consumed; may be NULL, then all of @s must fit
 *
 * Returns: true and *at_us; false, with the 1-based column where it failed in *used when given
 *          (that of the day when the month has no such day or the year is not known).
 */
bool tstamp_layout_parse(const struct tstamp_layout *l, struct sv s, const struct tstamp_cfg *cfg,
    int64_t *at_us, size_t *used);

/**
 * tstamp_duration - "250ms", "1.5s", "10m", "1h30m", "1d", "2w", "250us", "250µs", "10ns"
 *
 * No sign, no spaces, units from large to small, each at most once.
 * Returns: true and *us (cut to microseconds); false when not a duration or over 2^63.
 *          A bare number is not a duration.
 */
bool tstamp_duration(struct sv s, int64_t *us);

/**
 * tstamp_elapsed - how long something took, as programs write it
 *
 *     1.5s  250ms  1h2m3.5s        as tstamp_duration
 *     PT26.481S  P1DT2H            ISO 8601, weeks to seconds; no years and months
 *     00:01:02.5  26:03:00  1:02   [hours:]minutes:seconds
 *
 * Perhaps with a minus before it.
 * Returns: true and *ns (cut to nanoseconds, which is what programs write); false when it is
 *          none of these, a bare number too, or over 2^63 us.
 */
bool tstamp_elapsed(struct sv s, num_i128 *ns);

#endif
