/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * composite - one verdict over several objectives
 *
 *     occurrences       each member's burn times its weight burns the composite: pass
 *                       while their sum is <= 1.  Bounds of the sum from the members'
 *                       exact bounds by MOVER (stats/mover.h)
 *     timeslices        a slice is bad if it is bad for any member
 *     ratio timeslices  a slice's share of good is 1 - sum w_i (1 - r_i); their mean
 *
 * Slices are of the composite's own window and length; one in which no member has events
 * is empty, one in which some have is judged on these.  A liveness member has a verdict
 * on every slice, and no uncertainty.
 * Of ratio timeslices the members' effective samples and dispersions (judge/tally.h) give
 * the bounds, joined by MOVER as well.
 * Source: github.com/OpenSLO/OpenSLO, composite SLO.
 */
#ifndef CX_JUDGE_COMPOSITE_H
#define CX_JUDGE_COMPOSITE_H

#include "judge/judge.h"

/*
 * By occurrences rate, lo and hi are of the burn, whose limit is 1.  A member without
 * events leaves the composite without: the policy of the composite then says.
 */
struct composite {		/* what it is made of; the same index is the same member */
	const struct slo_objective        *o;
	const struct slo_objective *const *member;
	const double                      *weight;
	const struct series *const    *series;
	size_t n;
};

#endif
