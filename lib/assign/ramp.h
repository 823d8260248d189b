/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ramp - staged rollout: the last verdict on an experiment moves its coverage by one step
 *
 *     ship          the next of its steps above the coverage that it has
 *     rollback      0
 *     any other     as it is
 *
 * The coverage is the configuration's, and no step is taken twice: the same verdict gives the
 * same coverage however often it is read.
 */
#ifndef CX_ASSIGN_RAMP_H
#define CX_ASSIGN_RAMP_H

#include "assign/config.h"
#include "run/job.h"

/**
 * ramp_apply - read verdicts, change the coverage of experiments that have steps
 * @path: lines of cxab, of which those of kind ab_verdict count; one without an experiment is
 *        on the only one that there is
 *
 * Says of each experiment that has a verdict what became of it.
 * Returns: RC_OK; RC_USAGE no experiment has steps; RC_SYNTAX a line that is no record; RC_IO.
 */
MUST_USE enum rc ramp_apply(struct config *c, const char *path, const struct job *j,
    struct err *e);

#endif
