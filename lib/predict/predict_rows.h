/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * predict_rows - what is made of the records that predict_run gathered
 */
#ifndef CX_PREDICT_PREDICT_ROWS_H
#define CX_PREDICT_PREDICT_ROWS_H

#include "predict/predict.h"
#include "predict/rowset.h"

/**
 * predict_rows_fit - fit the plan's model and write it
 * @rows:   settled: (x, t_x, T) in the unit, or features and the target
 * @spends: settled: (x, spend)
 *
 * Spend that makes no model is said on stderr, and left out.
 * Returns: RC_OK; RC_EMPTY, RC_RANGE the rows make no model: nothing is written.
 */
MUST_USE enum rc predict_rows_fit(struct job *j, struct predict_plan *p,
    const struct rowset *rows, const struct rowset *spends, struct err *e);

/**
 * predict_rows_judge - write what was expected beside what happened
 * @rows: settled: (x, t_x, T, purchases) in the unit, or (score, target)
 *
 * Returns: RC_OK; RC_NOVERDICT there are none.
 */
MUST_USE enum rc predict_rows_judge(struct job *j, const struct predict_plan *p,
    const struct rowset *rows, struct err *e);

#endif
