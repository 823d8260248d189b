/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric_explain - what a fold of metrics would do: --explain
 */
#ifndef CX_FOLD_METRIC_EXPLAIN_H
#define CX_FOLD_METRIC_EXPLAIN_H

#include "fold/fold.h"

/**
 * metric_explain - keys, window, each metric with its method, and what a group takes
 * @p: of metric_fold_ops
 * @window: as it was given; NULL: none
 *
 * Opens the job, and reads nothing.  Returns: as job_open.
 */
MUST_USE enum rc metric_explain(struct job *j, const struct fold_plan *p, const char *window,
    struct err *e);

#endif
