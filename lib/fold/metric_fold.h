/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric_fold - the fold whose states are those of a metric set
 *
 * What joins fold/fold.h and metric/metric.h: the monoid, and its metrics as they stand
 * in saved states.
 */
#ifndef CX_FOLD_METRIC_FOLD_H
#define CX_FOLD_METRIC_FOLD_H

#include "fold/fold.h"
#include "metric/metric.h"

/** metric_fold_ops - ctx is a const struct metric_set */
extern const struct fold_ops metric_fold_ops;

/**
 * metric_fold_compile - the metrics that are the first operand
 *
 * Returns: as metric_compile, with their text and column; RC_USAGE where a file stands in
 *          their place.
 */
MUST_USE enum rc metric_fold_compile(const struct metric_set **m, const struct metric_cfg *cfg,
    struct job *j, struct err *e);

/**
 * metric_fold_check_names - each key and metric has a name of its own
 * @p: of metric_fold_ops
 *
 * Returns: RC_OK; RC_USAGE for one called as a key before it, or as what all results have.
 */
MUST_USE enum rc metric_fold_check_names(const struct fold_plan *p, struct err *e);

/**
 * metric_fold_text - the one form of metrics: a space between words and signs, if any
 *
 * Returns: RC_OK and *out, in @a; RC_SYNTAX as lex_init.
 */
MUST_USE enum rc metric_fold_text(const char **out, struct sv metrics, struct arena *a,
    struct err *e);

/**
 * metric_fold_top - "N:METRIC", or "N", which is of the first metric, of --top
 * @p: of metric_fold_ops; its top and top_by are set
 *
 * Returns: RC_OK; RC_USAGE when N is no number from 1 on, or no metric is called so, with the
 *          nearest.
 */
MUST_USE enum rc metric_fold_top(struct fold_plan *p, const char *text, struct arena *a,
    struct err *e);

#endif
