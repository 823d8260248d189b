/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_ranges - sorted runs become results, a range of keys at a time
 *
 *     run   | a b c | d f g | h k ... |     marks of all runs, sorted, say where ranges begin
 *     run   | b c d | e g i | k l ... |
 *     run   | a d e | f h k | m n ... |
 *             ──┬──   ──┬──
 *            range 0  range 1 ...           each sorted, what is of a group put together,
 *                                            written in its turn
 *
 * Ranges are as small as fit the cache, and read from disk many at a time.  Threads take them
 * one after the other.  However keys are spread, no range is of more than some marks.
 */
#ifndef CX_FOLD_SPILL_RANGES_H
#define CX_FOLD_SPILL_RANGES_H

#include "fold/fold.h"
#include "state/spill_file.h"

struct state_writer;

struct spill_to {		/* all NULL: results */
	struct spill_file   *run;	/* one longer run */
	struct state_writer *states;
};

/** spill_ranges_room - bytes that are loaded at a time, unless there are very many runs: half of
 * what there may be, of each thread 1 MiB at least */
uint64_t spill_ranges_room(const struct job *j, const struct fold_plan *p);

/**
 * spill_ranges - what @n runs, at least one, come to: results, states, another run
 *
 * Results and states are in order, each group once, and go to the job's output or where
 * p->whole says; what they did not find is said (fold/served.h).
 * Returns: RC_OK; RC_IO; what merge, load and p->whole return.  Write errors latch.
 * Memory: spill_ranges_room and of each run what lies between two marks; of each thread the
 *         text of a range's results.
 * Cost: O(states).
 */
MUST_USE enum rc spill_ranges(struct job *j, const struct fold_plan *p,
    const struct spill_run *run, size_t n, const struct spill_to *to, struct err *e);

#endif
