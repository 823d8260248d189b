/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_run - the states of all users become tables
 *
 *     states ──► a walk over the users ──► counts (retention/cohort.h) ──► records
 *
 * Memory: the tables, which hold cohorts and columns, not users.
 */
#ifndef CX_RETENTION_RETAIN_RUN_H
#define CX_RETENTION_RETAIN_RUN_H

#include "base/buf.h"
#include "fold/part.h"
#include "retention/cohort.h"
#include "retention/retain_plan.h"

struct retain_run {		/* of one walk */
	const struct retain_plan *p;
	struct job               *j;
	struct cohort_table       t;
	struct retention_now      now;
	int64_t                   first;	/* least period of anybody; INT64_MAX: none */
	struct retention_scratch  scratch;
	int32_t                  *period;	/* scratch: of the user at hand */
	size_t                    cap;
	bool                      some;		/* there was something to write */
	struct buf                key;		/* of the group of the user at hand */
	uint32_t                  group;
	struct val                user;		/* at hand */
	struct buf                out;		/* records */
};

struct retain_all;

/** retain_run_new - no users yet; for those whose states come some at a time */
struct retain_all *retain_run_new(const struct retain_plan *p, struct job *j);

/** retain_run_whole - of a fold that spills, whose states are those of retain_fold_ops */
struct fold_whole retain_run_whole(struct retain_all *w);

/** retain_run_free - give it back */
void retain_run_free(struct retain_all *w);

/**
 * retain_run_write - write the tables, or the records of --per-user, to the job's output
 * @t: the states of all users, of retain_fold_ops
 *
 * Write errors latch in the output.
 * Returns: RC_OK; RC_USAGE when --now is before what the states know; RC_LIMIT for more
 *          periods than a table can have.
 */
MUST_USE enum rc retain_run_write(const struct retain_plan *p, struct job *j, struct part *t,
    struct err *e);

#endif
