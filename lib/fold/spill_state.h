/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_state - states of a fold on their way to a temporary file and back
 *
 *     owns nothing    its words, without the bytes of them that are zero:
 *                     | mask of 8 words | zeros below and above | bytes | ...
 *     owns memory     as fold_ops.pack makes it, or as it is saved
 */
#ifndef CX_FOLD_SPILL_STATE_H
#define CX_FOLD_SPILL_STATE_H

#include "fold/part.h"
#include "state/spill_file.h"

struct spill_packer;		/* who makes bytes of states */

/** spill_packer_new - of states of @p, which is alive as long */
struct spill_packer *spill_packer_new(const struct fold_plan *p);

/** spill_packer_pack - the bytes of a state into one->state, and one->plain: it owns nothing;
 * valid until the next call */
void spill_packer_pack(struct spill_packer *s, const void *st, struct spill_one *one);

/** spill_packer_add - the same behind what is in @b; whether it is plain */
bool spill_packer_add(struct spill_packer *s, const void *st, struct buf *b);

/** spill_packer_free - give it back */
void spill_packer_free(struct spill_packer *s);

/**
 * spill_state_put - all that is in @t, in order, into the run that is being written
 *
 * Write errors latch.  Nothing can be looked up in @t any more, until it is cleared.
 * Returns: no state of it owns anything.
 */
bool spill_state_put(struct spill_file *f, struct part *t);

enum { SPILL_STATE_SLACK = 8 };	/* bytes that may be read behind those of a state */

/** spill_state_load - what was put, into a state that is zeroed; what load returns */
MUST_USE enum rc spill_state_load(const struct fold_plan *p, void *st,
    const struct spill_one *one, struct err *e);

#endif
