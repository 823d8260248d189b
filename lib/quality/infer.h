/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer - a tracking plan drafted from the events of a stream
 *
 * A fold: what is known of each member (infer_node.h) adds up by event, on as many
 * threads as there are, and is written as a plan in YAML (infer_write.h).  Any split
 * and order of the input gives the same plan; near the ceilings, the plan or an error.
 *
 * Memory: INFER_EVENTS_MAX names, INFER_NODE_FIELDS_MAX members of all events, each
 * with a few short texts; never events.
 */
#ifndef CX_QUALITY_INFER_H
#define CX_QUALITY_INFER_H

#include "base/rc.h"
#include "run/job.h"

#define INFER_KEY "event_name"	/* what names an event, unless said; as in plans */

struct infer_query {
	const char *key;	/* --key: an expression; NULL: INFER_KEY */
};

/**
 * infer_run - open the job, read its input, write the plan
 *
 * Events without a name, or with one over INFER_NODE_NAME_MAX bytes, count for what is common.
 * Returns: RC_OK; RC_SYNTAX the key is no expression; RC_NOVERDICT there was no event, and
 *          nothing is written; RC_LIMIT more names or members than the ceilings; as fold_run.
 */
MUST_USE enum rc infer_run(struct job *j, const struct infer_query *q, struct err *e);

#endif
