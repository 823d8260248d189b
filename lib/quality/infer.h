/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer - a tracking plan drafted from the events of a stream
 *
 * A fold: what is known of each member (infer_node.h) is added up by event, by as many
 * threads as there are, and written as a plan in YAML (infer_write.h).  Any split and
 * order of the input gives the same plan, or the error that a ceiling was reached.
 *
 * Memory: INFER_EVENTS_MAX events, INFER_NODE_FIELDS_MAX members in all of them, each
 * with at most INFER_NODE_VALUES_MAX short texts; never records.
 */
#ifndef CX_QUALITY_INFER_H
#define CX_QUALITY_INFER_H

#include "base/rc.h"
#include "run/job.h"

#define INFER_KEY "event_name"	/* where an event's name stands, unless said */

enum { INFER_EVENTS_MAX = 1000 };

struct infer_query {
	const char *key;	/* --key: field with the event's name; NULL: INFER_KEY */
};

/**
 * infer_run - open the job, read its input, write the plan
 *
 * Events whose name is no text, or longer than INFER_NODE_NAME_MAX, only tell what is common.
 * Without any name, all events are one kind: the plan has no key and no events' schemas.
 * Returns: RC_OK; RC_USAGE the key is no field name; RC_NOVERDICT no record was read, nothing
 *          is written; RC_LIMIT more names, or members, than the ceilings; as fold_run.
 */
MUST_USE enum rc infer_run(struct job *j, const struct infer_query *q, struct err *e);

#endif
