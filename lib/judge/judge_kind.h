/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge_kind - the kinds of objectives: how each is judged
 *
 * The other halves of a kind are in objective/kind.h and slo/slo_kind.h.
 */
#ifndef CX_JUDGE_JUDGE_KIND_H
#define CX_JUDGE_JUDGE_KIND_H

#include "judge/composite.h"
#include "judge/judge.h"

struct judge_kind {
	/*
	 * One objective, one value of its keys: @v has the window and NANs, @side is as in
	 * judge_objective.  NULL: it is made of others, see compose.
	 */
	void (*judge)(struct slo_verdict *v, const struct slo_objective *o,
	    const struct series side[2], const struct period *p, const struct slo_rule *rule);
	/* Of members that have all been counted; NULL: it has none. */
	void (*compose)(struct slo_verdict *v, const struct composite *c, const struct period *p,
	    const struct slo_rule *rule, struct arena *a);
};

extern const struct judge_kind ratio_kind, percentile_kind, liveness_kind;
extern const struct judge_kind baseline_kind, apdex_kind, composite_kind;

/** judge_kind_of - the row of an objective */
const struct judge_kind *judge_kind_of(const struct slo_objective *o);

#endif
