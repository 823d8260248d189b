/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fold_resume - a fold that goes on: the states of the runs before, and those of all together
 */
#ifndef CX_FOLD_FOLD_RESUME_H
#define CX_FOLD_FOLD_RESUME_H

#include "fold/fold.h"
#include "state/kept.h"

/**
 * fold_resume_plan - with --resume: what p->partial says is not written but kept, in @k
 * @rows: by which messages name what differs
 *
 * Without it nothing changes.
 */
void fold_resume_plan(struct fold_plan *p, struct kept *k, const struct opt *rows,
    const struct job *j);

/**
 * fold_resume_load - open p->kept; *@before has what was kept, and is to be freed in any case
 *
 * Returns: as kept_open.
 */
MUST_USE enum rc fold_resume_load(struct job *j, const struct fold_plan *p, struct part **before,
    struct err *e);

/**
 * fold_resume_save - all was read, and @t is all of it: write the states of the next run
 *
 * Periods that are over leave, each into its file.  Windows of those that had left before are
 * no longer in @t then: they are not all of them.
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc fold_resume_save(struct job *j, const struct fold_plan *p, struct part *t,
    struct err *e);

#endif
