/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_sums - records that are sums over many units, as a warehouse gives them
 *
 *     users, main_sum, main_sum_squares [, denominator_sum, denominator_sum_squares,
 *         main_denominator_sum_product] [, covariate_sum, covariate_sum_squares,
 *         main_covariate_sum_product]            as GrowthBook's gbstats calls them
 *     n, successes                               of a share
 *     n, mean, variance                          of a mean, the variance of its units
 *
 * beside experiment, variant, the keys of segments, and metric where there are several.  Such
 * records are of units that no other record has; they add up.
 */
#ifndef CX_SCORE_SCORE_SUMS_H
#define CX_SCORE_SCORE_SUMS_H

#include "record/record.h"
#include "run/job.h"
#include "score/score_arm.h"

/** score_sums_new - the fields of such records, asked for by the job and missed by nobody */
const struct score_sums *score_sums_new(struct job *j);

/** score_sums_is - a record is such a one */
bool score_sums_is(const struct score_sums *s, const struct record *r);

/**
 * score_sums_add - add what it says to an arm
 *
 * Returns: RC_OK; RC_BAD with the reason: no metric of ours, sums that no units can have, what
 *          the metric needs is not there.
 */
MUST_USE enum rc score_sums_add(const struct score_plan *p, struct score_arm *a,
    const struct record *r, struct arena *tmp, struct err *e);

#endif
