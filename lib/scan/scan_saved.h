/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_saved - how a filter that is a scan runs: over records, or over saved states with the
 * query that these are of
 */
#ifndef CX_SCAN_SCAN_SAVED_H
#define CX_SCAN_SCAN_SAVED_H

#include "scan/scan.h"
#include "state/kept.h"

struct scan_filter {
	const struct opt         *rows;		/* its options, and ... */
	void                     *values;	/* ... their values: its struct */
	const struct saved_given *states;	/* in there: --merge and what goes with it */
	struct kept              *kept;		/* ... and what --resume keeps */
	/* What a head says beside the plan, which is in @values: RC_OK; RC_SYNTAX, the reason. */
	enum rc (*adopt)(void *values, const struct state_head *h, struct job *j, struct err *e);
	/* The scan that @values ask for; @p lives as long as these.  p->partial: saved_wanted. */
	enum rc (*compile)(struct scan_plan *p, void *values, struct job *j, struct err *e);
};

/**
 * scan_saved_run - scan_run, or with --merge scan_merge, of what the options ask for
 *
 * With --resume f->kept is open then, for the caller to close when its output is whole.
 * Returns: as these, state_open, saved_query and the filter's functions.
 */
MUST_USE enum rc scan_saved_run(const struct scan_filter *f, struct job *j, struct err *e);

#endif
