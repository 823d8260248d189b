/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rlive - results shown while they come
 *
 *     records ──► rows ──► input pauses ──► in place: the table of the last rows, drawn anew
 *                                      └──► as lines: the rows that are new
 *
 * In place the cursor goes back over the table before, which is cleared.  As lines a header
 * stands before the first rows and where other columns begin; notes below a table are left
 * out.  Memory: RLIVE_ROWS rows, or those of one pause.
 */
#ifndef CX_REPORT_RLIVE_H
#define CX_REPORT_RLIVE_H

#include "base/buf.h"
#include "report/rtable.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	RLIVE_ROWS = 2000,	/* kept to be shown */
	RLIVE_PAUSE_MS = 100	/* so long without input is one */
};

struct rlive {
	const void *ctx;
	/* A table as text; it may choose and sort the rows of @t. */
	enum rc   (*show)(const void *ctx, struct rtable *t, struct buf *o, struct err *e);
	size_t    (*height)(const void *ctx);	/* lines of the terminal; NULL: not in place */
	struct rtable_reach *reach;	/* what of members is a column too */
	bool        latest;	/* rows of the latest window alone, not the last of all */
};

/**
 * rlive_run - open the job, whose proj lists members, and show its records until they end
 *
 * Returns: RC_OK; as stream_run; what show has returned.
 */
MUST_USE enum rc rlive_run(const struct rlive *live, struct job *j, struct err *e);

#endif
