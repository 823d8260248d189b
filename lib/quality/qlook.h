/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qlook - one check looking at one event, and what kinds of checks ask of times and keys
 */
#ifndef CX_QUALITY_QLOOK_H
#define CX_QUALITY_QLOOK_H

#include "base/hmap.h"
#include "expr/expr.h"
#include "quality/qplan.h"
#include "time/tstamp.h"

#include <stdbool.h>
#include <stdint.h>

enum { QLOOK_KEYS_MAX = 10000000 };	/* values of `by`, windows, blocks of numbers */

struct qlook_clock {
	int64_t           now_us;	/* INT64_MIN: as it is when one looks */
	struct tstamp_cfg input;	/* how times of events are read */
};

enum qlook_answer {
	QLOOK_SKIP,		/* none of the check's business, or known at the end only */
	QLOOK_GOOD,
	QLOOK_BAD
};

struct qlook {
	const struct qplan_check *c;
	const struct qlook_clock *clock;
	const struct record      *r;
	struct expr_eval         *ev;
	struct val                x;		/* the value looked at; VAL_NONE: a condition */
	struct sv                 path;		/* where it is; empty: where the check says */
	enum qlook_answer         answer;
};

/** qlook_now - the clock: fixed, or that of the machine */
int64_t qlook_now(const struct qlook_clock *clock);

/** qlook_time - @x as a time; false when it is none */
bool qlook_time(const struct qlook *k, const struct val *x, int64_t *at_us);

/** qlook_within - @x is no later than @max_us after @y; both are times */
bool qlook_within(int64_t x, int64_t y, int64_t max_us);

/**
 * qlook_keep - the payload of @key in @m, made when it is new
 *
 * Returns: it; NULL, and RC_LIMIT in @e, when there are more than QLOOK_KEYS_MAX.
 */
void *qlook_keep(const struct qlook *k, struct hmap *m, struct sv key, bool *fresh,
    struct err *e);

#endif
