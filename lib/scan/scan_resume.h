/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_resume - a scan that goes on: the facts of the runs before, and those of all together
 */
#ifndef CX_SCAN_SCAN_RESUME_H
#define CX_SCAN_SCAN_RESUME_H

#include "scan/scan.h"
#include "scan/scan_walk.h"
#include "state/kept.h"

/**
 * scan_resume_plan - with --resume: what p->partial says is not written but kept, in @k
 * @rows: by which messages name what differs
 *
 * Without it nothing changes.
 */
void scan_resume_plan(struct scan_plan *p, struct kept *k, const struct opt *rows,
    const struct job *j);

/** scan_merge_load - what the states in @r hold, whose first head is @first, goes into @part */
MUST_USE enum rc scan_merge_load(const struct scan_plan *p, struct state_reader *r,
    const struct state_head *first, struct scan_part *part, struct err *e);

/**
 * scan_resume_load - open p->kept; *@before has what was kept, and is to be freed in any case
 *
 * Returns: as kept_open.
 */
MUST_USE enum rc scan_resume_load(struct job *j, const struct scan_plan *p,
    struct scan_part **before, struct err *e);

/**
 * scan_resume_save - all was read, and is in @walk, of parts: write the states of the next run
 * @latest_us: of this run; then of all
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc scan_resume_save(struct job *j, const struct scan_plan *p,
    const struct scan_walk *walk, int64_t *latest_us, struct err *e);

#endif
