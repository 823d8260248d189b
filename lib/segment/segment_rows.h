/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_rows - one row of numbers for each user, in order of the users
 *
 * For what looks at all users before it can judge one.  Threads collect on their own; the
 * order is that of the keys (key/group_key.h) and so the same whatever the input's.
 * Memory: 32 bytes a user, its id, and 8 for each number.
 */
#ifndef CX_SEGMENT_SEGMENT_ROWS_H
#define CX_SEGMENT_SEGMENT_ROWS_H

#include "base/ksort.h"
#include "run/job.h"
#include "users/user_key.h"

#include <stdbool.h>
#include <stddef.h>

enum { SEGMENT_ROWS_MAX = 64 };	/* numbers of a user */

struct segment_feature {
	struct sv          name;
	const struct expr *x;
	bool               log;		/* sign(x) ln(1 + |x|) instead of x */
};

struct segment_rows_plan {
	const struct user_key        *user;
	const struct segment_feature *feature;
	size_t                        n;	/* 1..SEGMENT_ROWS_MAX */
};

struct segment_rows {
	const struct segment_rows_plan *p;
	struct segment_rows_part       *part;	/* one a thread */
	unsigned           nparts;
	struct ksort_item *row;			/* in order of user */
	size_t             n;
};

/**
 * segment_rows_collect - read the job's input
 *
 * A number that is not there leaves the row without values; what is there and is no number
 * makes the record a bad one.
 * Returns: RC_OK; RC_SYNTAX when a user has two records; as stream_run, and with RC_IO there
 *          is what came before.
 */
MUST_USE enum rc segment_rows_collect(struct segment_rows *rows,
    const struct segment_rows_plan *p, struct job *j, struct err *e);

/** segment_rows_ready - @rc, of segment_rows_collect, leaves rows that can be judged */
bool segment_rows_ready(const struct segment_rows *rows, enum rc rc);

/** segment_rows_whole - they are of all the input: no signal or failure has ended it before */
bool segment_rows_whole(enum rc rc);

/** segment_rows_user - the @i-th user's canonical key */
struct sv segment_rows_user(const struct segment_rows *rows, size_t i);

/** segment_rows_values - its p->n numbers; NULL when one is not there */
const double *segment_rows_values(const struct segment_rows *rows, size_t i);

/** segment_rows_free - whatever segment_rows_collect has returned */
void segment_rows_free(struct segment_rows *rows);

#endif
