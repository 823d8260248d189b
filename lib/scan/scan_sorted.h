/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_sorted - facts that come key by key, in the order of results: each key is passed on as
 * soon as the next one comes
 *
 * Memory: the facts of one key.  The library's own, like scan_writer.h.
 */
#ifndef CX_SCAN_SCAN_SORTED_H
#define CX_SCAN_SCAN_SORTED_H

#include "scan/scan.h"
#include "scan/scan_wire.h"

#include <stdbool.h>

struct scan_sorted;

/** scan_sorted_new - nothing yet; the output is not looked at before the first fact */
struct scan_sorted *scan_sorted_new(struct job *j, const struct scan_plan *p);

/** scan_sorted_begin - the output is open: what stands first in it is written */
void scan_sorted_begin(struct scan_sorted *s);

/**
 * scan_sorted_take - one more fact, in order
 *
 * Returns: RC_OK; RC_SYNTAX its key is before the last one, with w->line; RC_LIMIT more than
 *          p->max_facts of one key; what p->ops->each returned.
 */
MUST_USE enum rc scan_sorted_take(struct scan_sorted *s, const struct scan_wire *w,
    struct err *e);

/** scan_sorted_push - hand on what was written so far, where it is written line by line */
void scan_sorted_push(struct scan_sorted *s);

/** scan_sorted_finish - no more facts: the last key, sums, a fold of it; as scan_sorted_take */
MUST_USE enum rc scan_sorted_finish(struct scan_sorted *s, struct err *e);

/** scan_sorted_end - @failed: what is to be written at the end is not; free; NULL is fine */
void scan_sorted_end(struct scan_sorted *s, bool failed);

#endif
