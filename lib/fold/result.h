/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * result - states become result records
 */
#ifndef CX_FOLD_RESULT_H
#define CX_FOLD_RESULT_H

#include "fold/part.h"
#include "run/job.h"

/**
 * result_write - write a part's results to the job's output, sorted by window and key
 *
 * Makes the windows that --fill asks for, and the record of --totals.  Write errors
 * latch in the output.  @t is only fit for part_clear and part_free afterwards.
 * Returns: RC_OK; RC_LIMIT when --fill would make too many, or from merge.
 */
MUST_USE enum rc result_write(struct job *j, struct part *t, struct err *e);

#endif
