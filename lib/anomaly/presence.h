/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * presence - how surprising is it that a series has no point?
 *
 * Of each time of the week, the day or the month (a slot) it is counted at how many steps
 * there was a point.  Slots that mostly have some are one: a step there is without a point
 * by chance (missed + 1/2) / (steps + 1) times; a slot that mostly has none, a Sunday of a
 * shop, by its own count.  Steps are independent, so that a silence has the product.
 * Slots forget: beyond 2 keep steps both counts are halved.  Pure.
 */
#ifndef CX_ANOMALY_PRESENCE_H
#define CX_ANOMALY_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct presence_slot {
	uint32_t seen;		/* steps with a point, */
	uint32_t missed;	/* and without */
};

struct presence {
	struct presence_slot *slot;
	size_t                n;
	uint32_t              keep;	/* steps a slot remembers, at least */
};

/** presence_add - one more step of a slot */
void presence_add(const struct presence *p, size_t slot, bool seen);

/** presence_known - steps that are remembered, of all slots */
uint64_t presence_known(const struct presence *p);

/** presence_log - ln of the chance that a step of a slot has no point; O(slots) */
double presence_log(const struct presence *p, size_t slot);

#endif
