/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_rows - records of groups that hardly come again, on their way to a run
 *
 *     record ──► a state of its own ──► | state | state | ...   as in a run, in memory
 *                                                ↓              sorted; those of a group are one
 *                                              run
 *
 * No table is asked whether a group was there before: where most were not, that is half the
 * work and most of the memory.  Not for plans that settle states, or have to know of all groups.
 *
 * Memory: a state as it is on disk, and 32 bytes for each while they are sorted.
 */
#ifndef CX_FOLD_SPILL_ROWS_H
#define CX_FOLD_SPILL_ROWS_H

#include "fold/fold.h"
#include "state/spill_file.h"

#include <pthread.h>

struct spill_rows;

/** spill_rows_will_do - for such plans it is */
bool spill_rows_will_do(const struct fold_plan *p);

struct spill_deal;

/**
 * spill_rows_new - none yet; @p is alive as long
 * @deal: NULL; states go there instead, each looked at (fold_whole.look_states) under @lock:
 *        of them there is never one here, and neither heap, n nor put is for them
 */
struct spill_rows *spill_rows_new(const struct fold_plan *p, struct spill_deal *deal,
    pthread_mutex_t *lock);

/** spill_rows_add - as part_rows */
MUST_USE enum rc spill_rows_add(struct spill_rows *s, const struct rows *rows,
    struct expr_eval *ev, size_t *done, struct err *e);

/** spill_rows_heap - bytes of memory that they take, and take to sort */
size_t spill_rows_heap(const struct spill_rows *s);

/** spill_rows_n - states there are */
size_t spill_rows_n(const struct spill_rows *s);

/**
 * spill_rows_put - all of them into the run that is being written; then there are none
 * @groups: how many they came to
 * @plain: no state owned anything
 *
 * Write errors latch.  Returns: RC_OK; what load and merge return.
 */
MUST_USE enum rc spill_rows_put(struct spill_rows *s, struct spill_file *f, size_t *groups,
    bool *plain, struct err *e);

/** spill_rows_free - NULL is fine */
void spill_rows_free(struct spill_rows *s);

#endif
