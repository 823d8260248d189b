/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * part_order - parts of runs that come sorted by their keys: which are of one group, which twice
 *
 * A task that ran twice, as engines let it, gives the same parts of the same run again.
 *
 * Memory: 40 bytes a run, and one key.
 */
#ifndef CX_STATE_PART_ORDER_H
#define CX_STATE_PART_ORDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hmap.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>

struct part_order {
	struct buf  key;	/* the last one */
	uint64_t    group;	/* how many there were */
	struct hmap runs;	/* number of a run -> uint64_t, the last group it had a part of */
};

/** part_order_init - nothing read yet; memory of runs in @a */
void part_order_init(struct part_order *o, struct arena *a, uint64_t seed);

/**
 * part_order_next - the next part: of the group at hand, or of the next one
 * @run:   its number; 0: it is not known what was read, and none is the same
 * @again: out: this run had a part of this group before
 *
 * Returns: RC_OK; RC_SYNTAX for a key before the last one.
 */
MUST_USE enum rc part_order_next(struct part_order *o, struct sv key, uint64_t run, bool *again,
    struct err *e);

/** part_order_free - release */
void part_order_free(struct part_order *o);

#endif
