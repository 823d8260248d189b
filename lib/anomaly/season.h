/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * season - what is usual at this time of the day, of the week, of the month
 *
 * A slot is a wall-clock time within the period: 07:05 of every day, or of every
 * Monday.  What is usual there is the median of the slot's last values, at most
 * SEASON_KEEP, at least SEASON_LEARN.  Memory: 88 bytes a slot.
 */
#ifndef CX_ANOMALY_SEASON_H
#define CX_ANOMALY_SEASON_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SEASON_KEEP = 8,
	SEASON_LEARN = 3,
	SEASON_SLOTS_MAX = 1000000
};

enum season_period {
	SEASON_NONE,
	SEASON_DAY,
	SEASON_WEEK,
	SEASON_MONTH,
	SEASON_FOUND		/* by the points: anomaly/periodic.h */
};

struct season_slot {
	int64_t  at_us;		/* since the period's start, by the wall clock */
	uint64_t n;		/* values so far; value i is at i % SEASON_KEEP */
	double   value[SEASON_KEEP];
};

struct season {
	struct season_slot *slot;	/* ascending */
	size_t              n;
	size_t              cap;
	size_t              near;	/* where the last one was found */
};

/** season_slot_of - the slot of a time by the wall clock, @local_us as if it were UTC */
int64_t season_slot_of(enum season_period p, int64_t local_us);

/** season_usual - the median of a slot; false while it has fewer than SEASON_LEARN values */
bool season_usual(struct season *s, int64_t slot_us, double *usual);

/** season_add - one more value of a slot; RC_LIMIT more than SEASON_SLOTS_MAX */
MUST_USE enum rc season_add(struct season *s, int64_t slot_us, double x, struct err *e);

/** season_free - release; as zeroed, which is empty */
void season_free(struct season *s);

#endif
