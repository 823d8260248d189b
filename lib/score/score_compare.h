/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_compare - every variant of a group against the control, metric by metric
 *
 *     arms ─► moments, capped ─► strata, covariates ─► effect, at this look's bound ─► status
 */
#ifndef CX_SCORE_SCORE_COMPARE_H
#define CX_SCORE_SCORE_COMPARE_H

#include "experiment/looks.h"
#include "score/score_judge.h"
#include "score/score_table.h"
#include "stats/group_seq.h"

struct score_ask {		/* what a run compares by */
	const struct score_plan  *p;
	const struct score_judge *g;
	const struct looks       *looks;	/* NULL: nobody records them */
	struct sv                 data;		/* identity of what was read, for looks */
	struct arena             *a;
};

struct score_result {		/* of one metric and variant */
	bool             compared;	/* else the effect is of NANs */
	struct effect    effect;
	bool             guarded;
	struct effect_guard guard;
	struct effect    raw;		/* without caps, where there are any */
	bool             has_raw;
	double           fraction;	/* of the units that are planned; NAN: none are */
	double           bound;		/* of |stat|; NAN: that of one look */
	double           spent;		/* alpha */
	uint64_t         look;		/* number of this one; 0: nobody counts them */
	double           p, log10_p;	/* with regard to looks */
	bool             stopped;	/* of planned looks, at its bound, or the last */
	struct group_seq_after after;	/* when stopped: what the estimate is worth */
	double           family_lo;	/* bounds that hold for all goals and arms at once; */
	double           family_hi;	/* ... NAN: it is not one of several */
	enum ab_hold     hold;
	bool             last;
	double           p_adjusted;	/* set by score_compare_family */
	enum ab_status   status;	/* likewise */
	const char      *note;		/* NULL */
};

struct score_comparison {	/* of a group */
	const struct score_group *group;
	struct score_result      *r;	/* p->nmetric times x->nvariant; none of the control */
	struct effect_arm        *arm;	/* likewise, with the control: as they are, uncorrected */
	struct effect_arm   *used;	/* likewise, as they were compared */
	struct mix_spread        *spread;	/* likewise; NULL: not looked at */
};

/** score_compare_group - compare; memory in ask->a */
void score_compare_group(struct score_comparison *c, const struct score_ask *ask,
    const struct score_group *group);

/**
 * score_compare_family - correct the p-values of the goals, and say what each result shows
 * @family: these results decide: goals are corrected for one another; else each is by itself
 */
void score_compare_family(struct score_comparison *c, const struct score_ask *ask, bool family);

/** score_compare_key - what metric @k and variant @v are called among the looks; in ask->a */
struct looks_key score_compare_key(const struct score_ask *ask, const struct score_experiment *x,
    unsigned k, size_t v);

/** score_compare_result - what is known of it, for the verdict */
struct ab_result score_compare_result(const struct score_comparison *c,
    const struct score_ask *ask, unsigned k, size_t v);

/** score_compare_at - of metric @k and variant @v in either list of @c */
static inline size_t
score_compare_at(const struct score_comparison *c, unsigned k, size_t v)
{
	return k * c->group->x->nvariant + v;
}

#endif
