/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * toplist - of each window the groups with the most of something, and one for all others
 *
 * The rest is the states of its groups merged: as exact as they are.
 */
#ifndef CX_FOLD_TOPLIST_H
#define CX_FOLD_TOPLIST_H

#include "fold/part.h"

/**
 * toplist_pick - choose among cells
 * @cell: all of @t, as group_sort gives them
 * @n:    how many there are; then how many are written
 * @out:  these, in their order: of a window the greatest first, equal ones by key, and the rest
 *        last; the caller's, mem_free
 *
 * Groups without a number come last.  Nothing changes in a window without a rest.
 * Returns: RC_OK; RC_USAGE when no group has a number and some have something else; of merge.
 * Memory:  40 bytes a cell.
 * Cost:    each result is made once more, without its other metrics.
 */
MUST_USE enum rc toplist_pick(struct part *t, struct group_cell *const *cell, size_t *n,
    struct group_cell ***out, struct err *e);

#endif
