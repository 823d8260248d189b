/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_tally - paths, counted by group: how many reached each step, and how long it took
 *
 *     path ──► tally of its group (fold/part.h) ──► a record for each step
 *
 * Memory: 80 bytes a step for each group, and of lead times up to 256 values or a sketch
 * (sketch/quant.h).
 */
#ifndef CX_FUNNEL_FUNNEL_TALLY_H
#define CX_FUNNEL_FUNNEL_TALLY_H

#include "funnel/funnel_scan.h"

struct funnel_told {		/* a path, as it is counted */
	const struct funnel_path  *p;
	const struct funnel_event *ev;		/* that its indices count in */
	bool                       open;	/* not converted, but its window is not over */
	int64_t                    now_us;	/* when open */
	struct val                 value;	/* of the last step; VAL_NONE */
	struct val                 currency;
};

/** funnel_tally_sum - of struct scan_plan; its sums are struct part */
extern const struct scan_sum funnel_tally_sum;

/** funnel_tally_plan - where paths of @p are counted; in the job's arena */
const struct fold_plan *funnel_tally_plan(const struct funnel_plan *p, struct job *j);

/**
 * funnel_tally_add - count a path
 * @sum: as funnel_tally_sum began it
 * @by:  p->nby values, its group
 *
 * Returns: RC_OK; RC_LIMIT too many groups; RC_USAGE values in two currencies.
 */
MUST_USE enum rc funnel_tally_add(const struct funnel_plan *p, void *sum, const struct val *by,
    const struct funnel_told *t, struct arena *tmp, struct err *e);

#endif
