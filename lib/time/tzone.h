/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone - time zones from the system's TZif files
 *
 * Own reader (RFC 8536, version 1 to 4, POSIX footer included), because the C
 * library's zone is global state and silently UTC when a name is unknown.
 * Looked up in $TZDIR, then the usual places.
 */
#ifndef CX_TIME_TZONE_H
#define CX_TIME_TZONE_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdint.h>

struct tzone;

/**
 * tzone_load - a zone by name
 * @name: "Europe/Berlin", "UTC", "Z", a fixed offset "+03:30", or "local" (TZ, else /etc/localtime)
 *
 * Returns: RC_OK; RC_RANGE unknown zone (with the nearest name when there is one), never UTC
 *          instead; RC_SYNTAX a damaged file; RC_IO.
 * Memory:  in @a.
 */
MUST_USE enum rc tzone_load(const struct tzone **z, struct sv name, struct arena *a, struct err *e);

/** tzone_name - as given to tzone_load */
struct sv tzone_name(const struct tzone *z);

/** tzone_offset - seconds east of UTC in force at @at_us; O(log transitions) */
int tzone_offset(const struct tzone *z, int64_t at_us);

/**
 * tzone_utc - the instant of a local wall-clock time
 * @local_us: wall clock as if it were UTC
 *
 * A time that occurs twice gives the first; one that never occurs (the hour
 * skipped in spring) is shifted forward by the gap.
 */
int64_t tzone_utc(const struct tzone *z, int64_t local_us);

#endif
