/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_gate - verdicts on experiments as the cases of a report for continuous integration
 *
 * A case for each metric that decides, and each variant, for each check of health that fails,
 * and one for the verdict, whose state is the exit status.
 */
#ifndef CX_SCORE_SCORE_GATE_H
#define CX_SCORE_SCORE_GATE_H

#include "experiment/verdict.h"
#include "report/gate_emit.h"
#include "run/job.h"

struct score_gate {
	struct gate_emits  emits;
	struct gate_case  *c;
	size_t             n;
	int64_t            at_us;	/* latest end of data; 0: there are no times */
	struct arena      *a;
};

/**
 * score_gate_open - begin the reports that --emit asks for
 *
 * Returns: RC_OK; as gate_emit_open.  Whatever comes, score_gate_close.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc score_gate_open(struct score_gate *g, const char *const *text, size_t n,
    struct job *j, struct err *e);

/** score_gate_add - the cases of an experiment; @end_us: 0 unknown; all is copied */
void score_gate_add(struct score_gate *g, struct sv experiment, const struct verdict *v,
    const struct verdict_ask *q, struct sv sentence, int64_t end_us);

/**
 * score_gate_write - write the reports, of an error when the run has failed
 * @rc: how the run ended: RC_OK, RC_NO and RC_NOVERDICT are no errors
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc score_gate_write(struct score_gate *g, struct job *j, enum rc rc, struct err *e);

/** score_gate_close - leave files that were not written as they were */
void score_gate_close(struct score_gate *g);

#endif
