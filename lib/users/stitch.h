/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stitch - which ids belong to one user: those that one event names together
 *
 *     user_id  anonymous_id
 *     -        a-1             before the login: says nothing of its own
 *     anna     a-1             a-1 is anna's
 *     anna     a-2             a-2 as well: she has a second device
 *
 * A fold whose keys are the ids of an event, and which counts nothing: the different sets
 * of ids that were seen.  In the end they are joined (union-find), and every id of a
 * joined set but the user itself becomes one record, {"kind":"identity","id":"a-1",
 * "user":"anna"}.  The user is the least known id, one that stood in the first place; in a
 * set without one it is the least of all.  Ids are one name space: equal texts are the
 * same id wherever they stand.
 * Memory: some 150 bytes for each different set, 100 more for each id in the end.
 * Source: Galler, Fischer, An improved equivalence algorithm, CACM 7(5), 1964.
 */
#ifndef CX_USERS_STITCH_H
#define CX_USERS_STITCH_H

#include "fold/fold.h"
#include "key/key_list.h"
#include "run/job.h"
#include "state/head.h"

#define STITCH_IDS "user_id, anonymous_id"	/* unless others are asked for */

struct stitch_plan {
	struct fold_plan       fold;
	const struct key_expr *id;	/* the first are those of known users */
	size_t                 nid;
};

/**
 * stitch_compile - the fold of the ids that @list names, as --by does; NULL: STITCH_IDS
 * @max: different sets of ids to keep
 *
 * Returns: RC_OK; RC_USAGE for fewer than two ids, or @ipua; RC_SYNTAX with the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc stitch_compile(struct stitch_plan *p, const char *list, uint64_t max,
    struct job *j, struct err *e);

/** stitch_narrow - records that name fewer than two ids are not taken: added to --where */
MUST_USE enum rc stitch_narrow(const struct stitch_plan *p, struct job *j, struct err *e);

/**
 * stitch_write - what the fold has come to, to the job's output: the map, or with
 * p->fold.partial states
 */
MUST_USE enum rc stitch_write(const struct stitch_plan *p, struct fold_parts *parts,
    struct job *j, struct err *e);

#endif
