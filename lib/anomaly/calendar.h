/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * calendar - days that are not like others: holidays, outages, sales
 *
 *     2026-12-25                   Christmas
 *     2026-12-24..2026-12-26       a range, both ends included
 *     # a comment
 *
 * What follows the days is a note for people.  Memory: 8 bytes a line.
 */
#ifndef CX_ANOMALY_CALENDAR_H
#define CX_ANOMALY_CALENDAR_H

#include "base/arena.h"
#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CALENDAR_LINES_MAX = 1000000 };

struct calendar_span {		/* days since 1970, both included */
	int32_t from;
	int32_t to;
};

struct calendar {
	struct calendar_span *span;	/* ascending, none touches another */
	size_t                n;
};

/**
 * calendar_load - read a file
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COL: ..."; RC_LIMIT too many lines.
 * Memory:  in @a.
 */
MUST_USE enum rc calendar_load(struct calendar *c, const char *path, struct arena *a,
    struct err *e);

/** calendar_has - the day of a time by the wall clock, @local_us as if UTC, is in the calendar */
bool calendar_has(const struct calendar *c, int64_t local_us);

#endif
