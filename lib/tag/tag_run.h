/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tag_run - comments get tags: from people, else from rules, else from a classifier
 *
 *     answers ──► id ──► tag ──┐
 *     record ──► its text ─────┼──► tag, tag_by, tags ──► the record, and these behind it
 *        └─► label, confidence ┘         └─ none is sure ──► a line of --review
 *
 * A map, one thread.  Memory: the answers, and ids that are to be reviewed.
 */
#ifndef CX_TAG_TAG_RUN_H
#define CX_TAG_TAG_RUN_H

#include "run/job.h"

#include <stdbool.h>

struct tag_query {		/* option values; NULL: not given */
	const char *rules;	/* --tag */
	const char *answers;	/* --answers */
	const char *review;	/* --review */
	bool        agreement;	/* --agreement */
};

/**
 * tag_run - read rules and answers, run the job, write the review
 *
 * The review appears whole or not at all, and only when all records could be read.
 * Returns: RC_OK; RC_SYNTAX, RC_IO of the rules; as beside_run and map_run.
 */
MUST_USE enum rc tag_run(const struct tag_query *q, uint64_t head, struct job *j, struct err *e);

#endif
