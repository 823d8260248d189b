/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power_write - what a solved plan is, and what it can do, as records (cxplan(1))
 *
 *     ab_plan                          the plan
 *     ab_power  metric, arm, monitor   what each monitor would cost and find
 *     ab_bound  metric, look           bounds of the planned monitor
 *     ab_mde    metric, size           what more or fewer units would find
 *
 * Computed numbers are rounded to ten digits: what is behind them is the C library's.
 */
#ifndef CX_POWER_POWER_WRITE_H
#define CX_POWER_POWER_WRITE_H

#include "experiment/ab_plan.h"

/**
 * power_write - the records of @p, which power_plan_solve has made whole
 * @only: "plan", "power", "bound" or "mde": those of kind ab_plan ...; NULL: all
 */
void power_write(struct ab_plan *p, const char *only, struct buf *b);

#endif
