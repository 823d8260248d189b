/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ab_result - what a comparison of a variant with the control says, for those who decide
 *
 * One of each metric and variant over everybody; segments are shown and decide nothing.
 * Effects are in the metric's unit as measured.  "Good" is up, or down where down is better:
 * bounds of guardrails are turned so that more is good.
 */
#ifndef CX_EXPERIMENT_AB_RESULT_H
#define CX_EXPERIMENT_AB_RESULT_H

#include "experiment/ab_plan.h"

#include <stdbool.h>
#include <stdint.h>

enum ab_status {
	AB_UNKNOWN,		/* nothing is shown yet */
	AB_NEUTRAL,		/* nothing is shown, and no more is planned */
	AB_WIN,			/* better */
	AB_HARM,		/* worse */
	AB_NON_INFERIOR,	/* a guardrail that is not worse by its margin */
	AB_BREACH,		/* a guardrail that is worse by more */
	AB_STATUSES
};

enum ab_hold {			/* why a result may not be acted on at this look */
	AB_HOLD_NONE,
	AB_HOLD_EARLY,		/* a fixed horizon that is not reached */
	AB_HOLD_LOOKS,		/* group sequential, and nobody records the looks */
	AB_HOLD_BURN_IN,	/* too few units for limits that hold at any time */
	AB_HOLDS
};

struct ab_result {
	const char  *metric;
	const char  *variant;
	enum ab_plan_role role;
	bool         down;		/* less is better */
	enum ab_hold hold;
	bool         last;		/* all that was planned has been seen */
	double       alpha;		/* two-sided, of the test that p_adjusted answers */
	double       effect;		/* NAN: none could be computed, and so with all below */
	double       lo;
	double       hi;
	double       lift;		/* relative; NAN: the control is not told from 0 */
	double       lift_lo;
	double       lift_hi;
	double       p_adjusted;	/* over the family, at this look's monitor */
	double       slack_lo;		/* guardrails with a margin: one-sided bounds of the */
	double       slack_hi;		/* ... effect turned to good, plus the margin */
	double       good_hi;		/* guardrails: one-sided upper bound of the effect turned to
					 * good */
};

struct ab_health {		/* one check of the experiment itself */
	const char *check;		/* srm, leak, crossover, aa ...: constants */
	bool        fails;		/* then nothing can be concluded */
	const char *about;		/* variant, covariate, segment; NULL */
};

/**
 * ab_result_status - what a result shows
 *
 * A goal, secondary or negative control: by p_adjusted < alpha and the sign of the effect.
 * A guardrail: non_inferior iff slack_lo > 0; breach iff slack_hi < 0; harm iff good_hi < 0;
 * without a margin by p_adjusted, as a goal.  A guardrail shown to be within its margin is
 * non_inferior also when it is shown to be worse than the control.
 */
enum ab_status ab_result_status(const struct ab_result *r);

/** ab_result_status_name - "win" ... in records */
const char *ab_result_status_name(enum ab_status s);

#endif
