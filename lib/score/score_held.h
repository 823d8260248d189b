/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_held - an analysis that is held to the plan of its experiment
 *
 *     plan (experiment/ab_plan.h) ─► the options that it stands for ─► compiled as if given
 *                                └─► what of the analysis is not as planned
 *
 * What the plan says is not asked twice: the options that would say it go without --plan alone.
 * What may still differ is said: a plan that was edited, states that were made of other
 * metrics, segments that were not planned, more looks than there were to be.
 */
#ifndef CX_SCORE_SCORE_HELD_H
#define CX_SCORE_SCORE_HELD_H

#include "experiment/ab_plan.h"
#include "score/score_judge.h"
#include "score/score_plan.h"

/* Options that a plan stands for. */
#define SCORE_HELD_OPTIONS \
	"user variant exposure before strata covariate cap cap-low cap-nonzero within delay " \
	"attribution strict-window multi experiment control weights goal guardrail secondary " \
	"negative-control better monitor horizon n-star correct conf"

enum { SCORE_HELD_MAX = 16 };	/* deviations */

struct score_held {
	struct ab_plan plan;
	const char    *metrics;		/* METRICS, as they would be given */
	const char    *deviation[SCORE_HELD_MAX];
	size_t         n;
	bool           fails;		/* one of them makes the analysis another one */
};

/**
 * score_held_load - read a plan, and put what it says where options would
 * @q: its by, max_values and who.ids are kept
 * @j: its confidence becomes 1 - the plan's alpha
 *
 * Returns: RC_OK; as ab_plan_load; RC_USAGE for a plan that is not solved (no units), metrics
 *          without their text, names that options could not say.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc score_held_load(struct score_held *h, const char *path, struct score_query *q,
    struct score_judge_query *g, struct job *j, struct err *e);

/**
 * score_held_merge - likewise of states: windows are the plan's, what they count is theirs
 * @q: the query that the states bring
 *
 * Where they count something else than was planned, that is among the deviations.
 * Returns: as score_held_load; RC_USAGE for other metrics, of which the plan says nothing.
 */
MUST_USE enum rc score_held_merge(struct score_held *h, const char *path, struct score_query *q,
    struct score_judge_query *g, struct job *j, struct err *e);

/** score_held_look - look number @look is made */
void score_held_look(struct score_held *h, uint64_t look, struct arena *a);

#endif
