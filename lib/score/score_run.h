/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_run - from arms to records and a verdict
 */
#ifndef CX_SCORE_SCORE_RUN_H
#define CX_SCORE_SCORE_RUN_H

#include "scan/scan.h"
#include "score/score_judge.h"
#include "score/score_plan.h"

struct part;
struct looks;
struct score_gate;
struct kept;

struct score_run {		/* a run of cxab, compiled */
	struct score_plan   p;
	struct score_judge  g;
	struct looks       *looks;	/* NULL: nobody records them */
	struct score_gate  *gate;	/* NULL: no report is asked for */
	const char         *archive;	/* DIR; NULL: none */
	bool                judged;	/* there was an experiment to judge */
	enum rc             verdict;	/* of all experiments: RC_OK, RC_NO, RC_NOVERDICT */
};

/**
 * score_run_write - compare the arms in @t, write the records to the job's output
 *
 * Looks are added to run->looks, run->verdict is set.
 * Returns: RC_OK; RC_USAGE no such control; RC_LIMIT too many arms or looks.
 */
MUST_USE enum rc score_run_write(struct score_run *run, struct part *t, struct job *j,
    struct err *e);

/**
 * score_run_rows - fold rows into arms, and compare them
 * @h:    write states under this head instead; NULL: none
 * @kept: with --resume they are kept there, and all results are written
 *
 * Returns: as fold_run; as score_run_write.
 */
MUST_USE enum rc score_run_rows(struct score_run *run, const struct state_head *h,
    struct kept *kept, struct job *j, struct err *e);

/** score_run_merge - likewise of the states in @in, whose first head is @first */
MUST_USE enum rc score_run_merge(struct score_run *run, struct state_reader *in,
    const struct state_head *first, const struct state_head *h, struct job *j, struct err *e);

/** score_run_sum - of struct scan_plan: units that are joined go into arms, then score_run_write */
extern const struct scan_sum score_run_sum;

#endif
