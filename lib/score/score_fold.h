/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_fold - the fold of rows, one a unit, into arms
 *
 * A state is a struct score_arm of (experiment, variant, segment, stratum).  Records that are
 * sums of units (score/score_sums.h) are told apart one by one, and added.
 */
#ifndef CX_SCORE_SCORE_FOLD_H
#define CX_SCORE_SCORE_FOLD_H

#include "fold/fold.h"
#include "score/score_arm.h"

/** score_fold_ops - ctx is a const struct score_plan */
extern const struct fold_ops score_fold_ops;

/** score_fold_plan - the fold of @p, writing nothing by itself */
void score_fold_plan(struct fold_plan *f, const struct score_plan *p);

#endif
