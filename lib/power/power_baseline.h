/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power_baseline - what metrics are now, measured instead of typed
 */
#ifndef CX_POWER_POWER_BASELINE_H
#define CX_POWER_POWER_BASELINE_H

#include "experiment/ab_plan.h"
#include "run/job.h"

/**
 * power_baseline_read - baselines of the metrics that are called as @path's
 * @path: states of cxstat --partial, of all groups together, a record being a unit; or results
 *        of cxab: what the arm had that is called as the plan's control
 *
 * rate() is a share; mean() has mean and sd; ratio() a ratio and the sd of a unit's share in it,
 * by the delta method.  Of windows the values a day are p->daily.  Of results the variance that
 * covariates took off is R^2.  What a plan says itself stays.
 * Returns: RC_OK; RC_USAGE when no metric is called as one of them; as state_open_file.
 */
MUST_USE enum rc power_baseline_read(struct ab_plan *p, const char *path, struct job *j,
    struct err *e);

#endif
