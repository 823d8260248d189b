/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power_plan - a plan made whole: what was left out is solved for
 *
 *     options, PLAN ──► power_given ──► power_baseline (--from) ──► power_plan_solve
 *                                                                        │
 *     ab_plan, ab_power, ab_bound, ab_mde ◄── power_write ◄──────────────┘
 */
#ifndef CX_POWER_POWER_PLAN_H
#define CX_POWER_POWER_PLAN_H

#include "experiment/ab_plan.h"

enum { POWER_PLAN_LOOKS = 14 };	/* where none are said */

/**
 * power_plan_solve - divide alpha, choose monitors, and solve for what is left out
 * @p: with arms and metrics; goals and guardrails with baselines
 *
 * Of units (or daily and days), the goals' effects and the power two say the third; with all
 * three the plan stands, and its power is what power_write says.  All guardrails have to
 * pass, therefore alpha is not divided among them, and beta is: each goal and each of G
 * guardrails gets power 1 - (1 - power) / (G + 1).
 * Returns: RC_OK; RC_USAGE with what is missing, or what cannot be.
 * Source:  Schultzberg, Ankargren, Franberg, arXiv 2402.11609, 2024 (guardrails).
 */
MUST_USE enum rc power_plan_solve(struct ab_plan *p, struct arena *a, struct err *e);

/** power_plan_wanted - the power that each goal and guardrail is to have */
double power_plan_wanted(const struct ab_plan *p);

/** power_plan_least - the arm with least weight, the control apart: what decides on sizes */
size_t power_plan_least(const struct ab_plan *p);

/** power_plan_powered - the plan is made for @m: a goal or a guardrail */
bool power_plan_powered(const struct ab_plan_metric *m);

/** power_plan_effect - the effect of a goal, or the margin of a guardrail, in its unit; NAN */
double power_plan_effect(const struct ab_plan_metric *m);

#endif
