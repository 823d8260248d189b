/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map - the first shape: one record in, zero or more out, in input order
 *
 * No memory from record to record; output is flushed whenever the next read
 * would block, so that a live pipe shows the first line at once.
 */
#ifndef CX_RUN_MAP_H
#define CX_RUN_MAP_H

#include "base/buf.h"
#include "run/job.h"

/**
 * map_fn - one record
 * @plan: the filter's compiled settings, constant, shared by threads
 * @o:    output lines are appended here
 *
 * Returns: RC_OK; RC_BAD sets the record aside (nothing may have been appended).
 */
typedef enum rc map_fn(const void *plan, const struct record *r, struct expr_eval *ev,
    struct buf *o, struct err *e);

/**
 * map_run - open the job and run @fn over its input
 * @head: stop after this many output lines; 0 for all
 *
 * Returns: RC_OK, or as stream_run and job_open.  The job is closed by the caller.
 */
MUST_USE enum rc map_run(struct job *j, map_fn *fn, const void *plan, uint64_t head, struct err *e);

#endif
