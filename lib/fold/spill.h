/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill - a fold of more groups than memory holds
 *
 *     thread 0   part ──► run, run, run          a part that is full, sorted, goes to disk;
 *     thread 1   part ──► run, run               the thread begins with an empty one
 *                              ↓
 *                    ranges of keys, in order ──► results: see fold/spill_ranges.h
 *
 * Of more runs than a quarter of the memory holds blocks of, some become one, and so on.  Where
 * order is nothing to who takes the groups there are no runs, but fold/spill_deal.h.
 *
 * Memory: p->spill.bytes for the parts, of each thread SPILL_LEAST at least, and of a group
 * all that its state owns.  Of keys that hardly come again there are no parts, from a quarter of
 * that on, but fold/spill_rows.h, or small ones where that will not do: they fit the cache, and
 * large ones would not have had many groups less.
 * Disk: less than the parts would have taken; twice that while runs become fewer.
 */
#ifndef CX_FOLD_SPILL_H
#define CX_FOLD_SPILL_H

#include "fold/fold.h"
#include "state/spill_given.h"

enum { SPILL_WAYS = 64 };	/* runs that are read at a time, at least */

/** spill_compile - what was given, into @p; RC_OK; RC_USAGE for a size that is none */
MUST_USE enum rc spill_compile(struct fold_plan *p, const struct spill_given *given,
    struct err *e);

/**
 * spill_fold - as fold_run, of a plan with p->spill.bytes
 *
 * The results are those, to the byte.  Such a plan asks for nothing that is of all groups
 * at once: no fill, overflow or kept states; top and totals are found on the way.
 * Returns: as fold_run; RC_IO also when a run cannot be written or read: nothing is then.
 */
MUST_USE enum rc spill_fold(struct job *j, const struct fold_plan *p, struct err *e);

/*
 * Saved states instead of records, which one thread puts into a part:
 *
 *     spill_merge_new ──► spill_merge_part, spill_merge_added ... spill_merge_ended
 *         ──► ... ──► spill_merge_write ──► spill_merge_free
 */
struct spill;

/** spill_merge_new - no states yet; @apart: those of a run of lines may be dropped at its end */
struct spill *spill_merge_new(struct job *j, const struct fold_plan *p, bool apart);

/** spill_merge_part - where the next states go, until the next call of one of those below */
struct part *spill_merge_part(const struct spill *s);

/** spill_merge_added - @n states went there; RC_OK; RC_IO: disk is full, all is lost */
MUST_USE enum rc spill_merge_added(struct spill *s, size_t n, struct err *e);

/** spill_merge_ended - the run of lines is whole, or dropped; what merge and spill_merge_added
 * return */
MUST_USE enum rc spill_merge_ended(struct spill *s, bool drop, struct err *e);

/** spill_merge_write - results, or states, of all: as spill_fold */
MUST_USE enum rc spill_merge_write(struct spill *s, struct err *e);

/** spill_merge_free - release; NULL is fine */
void spill_merge_free(struct spill *s);

#endif
