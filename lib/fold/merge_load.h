/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * merge_load - saved states into a part, many at a time
 *
 * The groups of many are found first, and what they hold is brought into the cache while the
 * text of those before is read.
 */
#ifndef CX_FOLD_MERGE_LOAD_H
#define CX_FOLD_MERGE_LOAD_H

#include "fold/merge_batch.h"
#include "fold/part.h"

#include <stdbool.h>
#include <stddef.h>

struct merge_load;

/** merge_load_new - for states of @p; one thread's */
struct merge_load *merge_load_new(const struct fold_plan *p);

/** merge_load_spelled - it can read states that come spelled */
bool merge_load_spelled(const struct merge_load *l);

/**
 * merge_load_batch - saved states into those that @t has of their groups
 * @done: how many were added before one that failed, if any did
 *
 * Returns: RC_OK; RC_SYNTAX with file and line for one that cannot be; as part_slot, part_cell.
 */
MUST_USE enum rc merge_load_batch(struct merge_load *l, struct part *t,
    const struct merge_batch *b, size_t *done, struct err *e);

/** merge_load_free - release */
void merge_load_free(struct merge_load *l);

#endif
