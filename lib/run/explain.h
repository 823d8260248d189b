/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * explain - what a query will do, said before anything is read: --explain
 *
 * Records of kind "explain", one a part: each input, the time, the condition, the fields that
 * are read; what a filter does with them it says itself, in the same form.
 */
#ifndef CX_RUN_EXPLAIN_H
#define CX_RUN_EXPLAIN_H

#include "run/job.h"

#include <stdint.h>

struct explain_row {
	const char *part;	/* "key" */
	struct sv   name;	/* of what; empty: it has none */
	struct sv   is;		/* how it is written, or of which kind it is; empty: nothing said */
	const char *method;	/* how it is found; NULL */
	const char *interval;	/* likewise */
	const char *grows;	/* what its memory grows with; NULL: with nothing */
	uint64_t    bytes;	/* 0: nothing said */
};

/** explain_write - one record to the output of a job that is open */
void explain_write(struct job *j, const struct explain_row *row);

/**
 * explain_open - open the job as a run would, and say what is known of its input
 *
 * After all expressions are compiled.  Returns: as job_open.
 */
MUST_USE enum rc explain_open(struct job *j, struct err *e);

#endif
