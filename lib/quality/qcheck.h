/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qcheck - a plan's checks over a stream: per event, and what is known at its end
 *
 * Each thread has tallies of its own, which add up in any order; only what must
 * remember events (unique) makes a run serial.
 */
#ifndef CX_QUALITY_QCHECK_H
#define CX_QUALITY_QCHECK_H

#include "base/hmap.h"
#include "expr/expr.h"
#include "quality/qplan.h"
#include "quality/qset.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	QCHECK_KEYS_MAX = 10000000,	/* values of `by`, windows, blocks */
	QCHECK_BLOCK = 512		/* numbers of a sequence that are kept together */
};

struct qcheck_block {		/* of a sequence: the numbers seen */
	uint64_t bits[QCHECK_BLOCK / 64];
};

struct qcheck_tally {
	uint64_t    n;		/* values looked at */
	uint64_t    bad;
	int64_t     last_us;	/* fresh: INT64_MIN none */
	struct hmap  keys;	/* sequence, volume; payload struct qcheck_run */
	struct hmap  blocks;	/* sequence; by number / QCHECK_BLOCK, key; struct qcheck_block */
	struct qset *seen;	/* unique */
};

struct qcheck_run {
	int64_t  first;		/* of a key of a sequence */
	int64_t  last;
	uint64_t count;		/* of a window: events */
};

struct qcheck_clock {
	int64_t now_us;		/* INT64_MIN: as it is when one looks */
	const struct tzone *input_zone;
};

enum qcheck_answer { QCHECK_GOOD, QCHECK_BAD, QCHECK_SKIP };

/** qcheck_init - nothing seen */
void qcheck_init(struct qcheck_tally *t, const struct qplan_check *c, struct arena *a,
    uint64_t seed);

/**
 * qcheck_step - look at one event
 * @x: the value it looked at, for messages
 *
 * Events that `where` does not select, and values that are not there where the check is
 * of values that are (in, ref, unique ...), are skipped.
 * Returns: RC_OK; RC_BAD an expression gave up; RC_LIMIT too much to remember.
 */
MUST_USE enum rc qcheck_step(struct qcheck_tally *t, const struct qplan_check *c,
    const struct qcheck_clock *clock, const struct record *r, struct expr_eval *ev,
    enum qcheck_answer *answer, struct val *x, struct err *e);

/** qcheck_merge - add what another thread has seen */
void qcheck_merge(struct qcheck_tally *to, const struct qcheck_tally *from);

/** qcheck_now - the clock: fixed, or that of the machine */
int64_t qcheck_now(const struct qcheck_clock *clock);

/** qcheck_end - settle what only the end tells: n and bad are final then */
void qcheck_end(struct qcheck_tally *t, const struct qplan_check *c,
    const struct qcheck_clock *clock);

/** qcheck_free - give back what the arena does not hold */
void qcheck_free(struct qcheck_tally *t);

/** qcheck_code - of its faults, in reports */
const char *qcheck_code(enum qplan_kind k);

#endif
