/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sticky - earlier assignments, which are kept whatever the draw would say today
 */
#ifndef CX_ASSIGN_STICKY_H
#define CX_ASSIGN_STICKY_H

#include "assign/config.h"
#include "run/job.h"

/**
 * sticky_read - fill the experiments' tables from a file of what cxassign wrote
 * @path: records with the experiment, the variant and the unit's fields; in: false and other
 *        experiments are left out; the first of a unit counts
 *
 * Says how many had a variant that the experiment has no more: these are drawn again.
 * Returns: RC_OK; RC_STOP; as beside_run.
 * Memory:  in @j's arena: some 60 bytes a unit, and its text.
 */
MUST_USE enum rc sticky_read(struct config *c, const char *path, struct job *j, struct err *e);

#endif
