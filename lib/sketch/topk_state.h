/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * topk_state - values and their counts, saved and loaded
 *
 * An array of each value and its count, in the order of the values' bytes:
 *
 *     ["GET",120,"POST",7]
 *
 * Bytes that are not UTF-8 stand as an array of their base64: [["//8="],1].
 */
#ifndef CX_SKETCH_TOPK_STATE_H
#define CX_SKETCH_TOPK_STATE_H

#include "base/rc.h"
#include "base/val.h"
#include "json/jwrite.h"
#include "sketch/topk.h"

/** topk_state_save - write the array; equal states, equal bytes */
void topk_state_save(const struct topk *t, struct jwrite *w);

/**
 * topk_state_load - read it back
 * @t:          as zeroed; on failure only fit for topk_free
 * @max_values: how many values there may be
 * @max_bytes:  how long one may be
 * @n:          sum of the counts
 *
 * Checked: order of the values, counts above 0.
 * Returns: RC_OK; RC_SYNTAX with what is wrong; RC_LIMIT more than @max_values.
 */
MUST_USE enum rc topk_state_load(struct topk *t, uint64_t max_values, size_t max_bytes,
    uint64_t *n, const struct val *v, struct err *e);

#endif
