/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric_fold - the fold whose states are those of a metric set
 *
 * What joins fold/fold.h and metric/metric.h: the monoid, and its settings as they
 * stand in saved states.
 */
#ifndef CX_FOLD_METRIC_FOLD_H
#define CX_FOLD_METRIC_FOLD_H

#include "fold/fold.h"
#include "metric/metric.h"

/** metric_fold_ops - ctx is a const struct metric_set */
extern const struct fold_ops metric_fold_ops;

/**
 * metric_fold_check_names - each key and metric has a name of its own
 * @p: of metric_fold_ops
 *
 * Returns: RC_OK; RC_USAGE for one called as a key before it, or as what all results have.
 */
MUST_USE enum rc metric_fold_check_names(const struct fold_plan *p, struct err *e);

/**
 * metric_fold_save_plan - the settings that states must share, as a JSON object
 * @metrics: text of the metrics; white space does not matter
 *
 * Returns: RC_OK and *plan, in @a; RC_SYNTAX as lex_init.
 */
MUST_USE enum rc metric_fold_save_plan(struct sv *plan, struct sv metrics,
    const struct metric_cfg *cfg, const struct metric_set *m, struct arena *a, struct err *e);

/**
 * metric_fold_load_plan - the inverse
 * @cfg: accuracy, exact and max_values are set
 *
 * Returns: true; false when @plan is not one that metric_fold_save_plan wrote.
 */
bool metric_fold_load_plan(struct sv plan, struct sv *metrics, struct metric_cfg *cfg,
    struct arena *a);

/**
 * metric_fold_check_plan - @plan is what metric_fold_save_plan would write now
 *
 * Returns: RC_OK; RC_SYNTAX when an aggregate's saved form has another version.
 */
MUST_USE enum rc metric_fold_check_plan(struct sv plan, struct sv metrics,
    const struct metric_cfg *cfg, const struct metric_set *m, struct arena *a, struct err *e);

#endif
