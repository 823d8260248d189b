/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_sort - states as they lie in a run, in any order, become groups in order
 *
 *     item, item, ...    each points to a state in memory, as state/spill_file.h has it
 *            ↓           sorted by window and key
 *     group, group, ...  the states of each, one after the other
 */
#ifndef CX_FOLD_SPILL_SORT_H
#define CX_FOLD_SPILL_SORT_H

#include "base/ksort.h"
#include "fold/fold.h"
#include "state/spill_file.h"

/** spill_sort_group - a group has come: its first state, and all @n of them as items */
typedef enum rc spill_sort_group(void *ctx, const struct spill_one *one,
    const struct ksort_item *item, size_t n, struct err *e);

struct spill_sort {
	const struct fold_plan *p;
	spill_sort_group       *group;
	void                   *ctx;
	void                   *more;	/* room for a state */
};

/** spill_sort_init - groups of @p, which is alive as long, go to @group */
void spill_sort_init(struct spill_sort *s, const struct fold_plan *p, spill_sort_group *group,
    void *ctx);

/** spill_sort_release - give its room back */
void spill_sort_release(struct spill_sort *s);

/**
 * spill_sort_numbered - groups of @n states of one window
 * @item: their keys are numbers of the output order: where one is less, its group comes first
 *
 * Returns: RC_OK; what @group returns, and then no other comes.
 * Cost: O(n) where numbers tell most keys apart, else as group_key_sort.
 */
MUST_USE enum rc spill_sort_numbered(struct spill_sort *s, struct ksort_item *item, size_t n,
    struct err *e);

/** spill_sort_any - the same of any states, whose items have no numbers */
MUST_USE enum rc spill_sort_any(struct spill_sort *s, struct ksort_item *item, size_t n,
    struct err *e);

/**
 * spill_sort_state - the states of a group together
 * @st: zeroed; whatever is returned, to be freed as fold_ops have it
 *
 * Returns: RC_OK; what load and merge return.
 */
MUST_USE enum rc spill_sort_state(struct spill_sort *s, void *st, const struct spill_one *one,
    const struct ksort_item *item, size_t n, struct err *e);

#endif
