/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qcheck - a plan's checks over a stream: per event, and what is known at its end
 *
 * Each thread has tallies of its own, which add up in any order; only what must
 * remember events (unique) makes a run serial.
 */
#ifndef CX_QUALITY_QCHECK_H
#define CX_QUALITY_QCHECK_H

#include "quality/qkind.h"
#include "quality/qlook.h"

/** qcheck_init - nothing seen */
void qcheck_init(struct qkind_tally *t, const struct qplan_check *c, struct arena *a,
    uint64_t seed);

/**
 * qcheck_step - look at one event
 * @k: the check, the clock and the event; x, for messages, and the answer are set
 *
 * Events that `where` does not select, and values that are not there where the check is
 * of values that are (in, ref, unique ...), are skipped.
 * Returns: RC_OK; RC_BAD an expression gave up; RC_LIMIT too much to remember.
 */
MUST_USE enum rc qcheck_step(struct qkind_tally *t, struct qlook *k, struct err *e);

/** qcheck_merge - add what another thread has seen of the check @c */
void qcheck_merge(struct qkind_tally *to, const struct qkind_tally *from,
    const struct qplan_check *c);

/** qcheck_end - settle what only the end tells: n and bad are final then */
void qcheck_end(struct qkind_tally *t, const struct qplan_check *c,
    const struct qlook_clock *clock);

/** qcheck_free - give back what the arena does not hold */
void qcheck_free(struct qkind_tally *t, const struct qplan_check *c);

#endif
