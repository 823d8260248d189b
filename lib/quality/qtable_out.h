/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qtable_out - the rows of a run as files: a segment a table, and a manifest of them
 *
 *     DIR/orders/0000000007.ndjson        rows, in the order of the events
 *     DIR/users/0000000007.ndjson
 *     DIR/0000000007.manifest             last, when all of them have their names
 *
 * A file appears whole or not at all.  A run that died is repeated under its number, and
 * overwrites what it had named; what no manifest names is not there.
 *
 * Memory: a file's piece of output a table; of a table with distinct rows 32 to 48 bytes
 * for each of them, or the row of each key.
 */
#ifndef CX_QUALITY_QTABLE_OUT_H
#define CX_QUALITY_QTABLE_OUT_H

#include "base/rc.h"
#include "base/sv.h"
#include "quality/qplan.h"
#include "run/job.h"

#include <stdint.h>

struct qtable_out;
struct qrun;

/**
 * qtable_out_open - make the folders, and a file without a name for each table of the plan
 * @dir: is made, where it is not there
 * @run: number of the run, 1 the first
 *
 * Returns: RC_OK; RC_USAGE the plan has no tables; RC_IO.  qtable_out_abort in any case.
 */
MUST_USE enum rc qtable_out_open(struct qtable_out **t, const struct qplan *p, const char *dir,
    uint64_t run, struct err *e);

/** qtable_out_add - rows, as qtable_rows_next takes them; RC_LIMIT too many distinct ones */
MUST_USE enum rc qtable_out_add(struct qtable_out *t, struct sv rows, struct err *e);

/**
 * qtable_out_close - name the segments, then the manifest; frees @t
 * @q: the run, for the counts
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc qtable_out_close(struct qtable_out *t, const struct qrun *q, struct err *e);

/** qtable_out_abort - leave no file; frees @t; NULL is fine */
void qtable_out_abort(struct qtable_out *t);

#endif
