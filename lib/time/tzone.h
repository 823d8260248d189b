/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone - time zones from the system's TZif files
 *
 * Own reader (RFC 8536, version 1 to 4, POSIX footer included), because the C
 * library's zone is global state and silently UTC when a name is unknown.
 * Looked up in $TZDIR, then the usual places.  Memory class: 12 bytes a change of
 * offset, a few KiB a zone.  A NULL zone is UTC everywhere.
 */
#ifndef CX_TIME_TZONE_H
#define CX_TIME_TZONE_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdint.h>

struct tzone;

/** A stretch of time with one offset. */
struct tzone_span {
	int64_t from_us;	/* INT64_MIN: always was */
	int64_t to_us;		/* exclusive; INT64_MAX: for ever */
	int     offset_s;	/* seconds east of UTC */
};

/**
 * tzone_load - a zone by name
 * @name: "Europe/Berlin", "UTC", "Z", a fixed offset "+03:30", "-0800", "+01", or "local"
 *
 * "local" is $TZ (a name, an absolute path or a POSIX rule; empty is UTC), else
 * /etc/localtime, else UTC, see localtime(5).
 * Returns: RC_OK; RC_RANGE unknown zone (with the nearest name when there is one), never UTC
 *          instead, or one that counts leap seconds ("right/..."); RC_SYNTAX a damaged
 *          file; RC_IO.
 * Memory:  in @a.
 */
MUST_USE enum rc tzone_load(const struct tzone **z, struct sv name, struct arena *a, struct err *e);

/**
 * tzone_read - a zone from the bytes of a TZif file; safe on any bytes
 * @name: what tzone_name will give
 *
 * Returns: RC_OK; RC_SYNTAX not a TZif file, or a damaged one; RC_RANGE it counts leap seconds.
 * Memory:  in @a; @file may go.
 */
MUST_USE enum rc tzone_read(const struct tzone **z, struct sv name, struct sv file, struct arena *a,
    struct err *e);

/**
 * tzone_rule - a zone from a POSIX rule, "CET-1CEST,M3.5.0,M10.5.0/3"
 *
 * Daylight time without dates gets those of the United States, as in the C library.
 * Returns: RC_OK; RC_SYNTAX.
 * Memory:  in @a.
 */
MUST_USE enum rc tzone_rule(const struct tzone **z, struct sv rule, struct arena *a, struct err *e);

/**
 * tzone_database - a text file that lies with the zones: zone1970.tab, tzdata.zi
 *
 * Returns: RC_OK and *text; RC_END there is none; RC_IO it cannot be read, errno says why.
 * Memory:  in @a.
 */
MUST_USE enum rc tzone_database(const char *file, struct arena *a, struct sv *text);

/** tzone_name - as given to tzone_load */
struct sv tzone_name(const struct tzone *z);

/** tzone_offset - seconds east of UTC in force at @at_us; O(log transitions) */
int tzone_offset(const struct tzone *z, int64_t at_us);

/**
 * tzone_span - a stretch around @at_us throughout which its offset is in force
 *
 * Spans are the same for every instant in them and cover time exactly once; two
 * neighbours may have the same offset.
 */
struct tzone_span tzone_span(const struct tzone *z, int64_t at_us);

/** tzone_local - the wall clock at @at_us, as if it were UTC; clamped to int64 */
int64_t tzone_local(const struct tzone *z, int64_t at_us);

/**
 * tzone_utc - the instant of a local wall-clock time
 * @local_us: wall clock as if it were UTC
 *
 * A time that occurs twice gives the first; one that never occurs (the hour
 * skipped in spring) is shifted forward by the gap.
 */
int64_t tzone_utc(const struct tzone *z, int64_t local_us);

/**
 * tzone_reach - the first instant at which the wall clock shows @local_us or later
 *
 * Differs from tzone_utc for a time that never occurs: the moment of the jump.  Days
 * start here (America/Sao_Paulo had days without a midnight).
 */
int64_t tzone_reach(const struct tzone *z, int64_t local_us);

#endif
