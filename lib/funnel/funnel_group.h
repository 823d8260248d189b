/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_group - which of some events can serve which steps, one event for one step
 *
 * A matching in a bipartite graph, made greater by augmenting paths.  A step that is matched
 * stays so when others are added.
 * Source: Kuhn, Naval Research Logistics Quarterly 2:83-97, 1955.
 */
#ifndef CX_FUNNEL_FUNNEL_GROUP_H
#define CX_FUNNEL_FUNNEL_GROUP_H

#include "base/arena.h"
#include "funnel/funnel.h"

struct funnel_group {		/* events, as many of one mask as there are steps at most */
	const struct funnel_event *ev;
	uint32_t                  *event;	/* indices in ev */
	size_t                     n;
	bool                      *seen;	/* scratch of a search */
};

struct funnel_match {		/* all zero: of no step */
	uint32_t steps;			/* those that are matched */
	uint32_t of[FUNNEL_STEPS_MAX];	/* of each of these, the member that serves it */
};

/**
 * funnel_group_make - the events @from to @to of @ev as a group
 * @nstep: so many of one kind are enough
 *
 * Cost: O(events * kinds).
 */
void funnel_group_make(struct funnel_group *g, const struct funnel_event *ev, size_t from,
    size_t to, unsigned nstep, struct arena *tmp);

/** funnel_group_add - match step @s (from 0) too; false, and nothing changed, when it cannot be */
bool funnel_group_add(const struct funnel_group *g, struct funnel_match *m, unsigned s);

#endif
