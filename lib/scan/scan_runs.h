/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_runs - runs of facts on disk, and the walk over their keys; scan_spill's own
 *
 *     run     = one after the other, in the order of their keys: state/spill_file.h, without
 *               windows, with marks
 *     state   = varint of the part | the list, packed
 *
 * A key may come again, from another part.
 */
#ifndef CX_SCAN_SCAN_RUNS_H
#define CX_SCAN_SCAN_RUNS_H

#include "scan/scan_walk.h"
#include "state/spill_file.h"

struct scan_merger;

/** scan_runs_file - an empty file for them, in @dir; RC_OK; RC_IO it cannot be made */
MUST_USE enum rc scan_runs_file(struct spill_file **f, const char *dir, struct err *e);

/** scan_runs_put - a key behind those before it, or the last one again; write errors latch */
void scan_runs_put(struct spill_file *f, struct sv key, struct sv state);

/** scan_runs_merge - @n runs side by side, by keys of @nkey values, @size bytes of each read */
struct scan_merger *scan_runs_merge(const struct spill_run *run, size_t n, size_t nkey,
    size_t size);

/**
 * scan_runs_seek - to the first key that is not before @from
 * @from, @to: no key at or behind @to will come; each of them empty: no limit
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc scan_runs_seek(struct scan_merger *m, struct sv from, struct sv to,
    struct err *e);

/** scan_runs_next - the next one, alive until the next call; RC_OK; RC_END; RC_IO */
MUST_USE enum rc scan_runs_next(struct scan_merger *m, struct spill_one *one, struct err *e);

/** scan_runs_shut - give it back; NULL is fine */
void scan_runs_shut(struct scan_merger *m);

#endif
