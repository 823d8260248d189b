/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind_liveness - slices that have enough events
 */
#include "objective/kind.h"

#include "objective/shortform.h"

static enum rc
read_liveness(struct shortform *r)
{
	const struct node *n;
	enum rc rc = shortform_need(r, SLO_KEY_EVENTS, ", how many a slice must have", &n);

	r->o->method = SLO_TIMESLICES;
	r->o->empty = SLO_EMPTY_BAD;
	if (rc == RC_OK)
		rc = shortform_count(r, SLO_KEY_EVENTS, 1, &r->o->slice_events);
	if (rc == RC_OK)
		rc = shortform_need(r, SLO_KEY_SLICE, " such as slice: 1m", &n);
	return rc == RC_OK ? shortform_target(r, true) : rc;
}

const struct kind kind_liveness = {
	.type = SLO_LIVENESS,
	.name = "liveness",
	.summary = "slices of time that have enough events",
	.tells = "events",
	.flags = KIND_PART | KIND_SLICES,
	.keys = SHORTFORM_KEY_EVENTS | SHORTFORM_KEY(TARGET) | SHORTFORM_KEY(EVENTS),
	.signs = SHORTFORM_KEY(EVENTS),
	.parse = read_liveness,
};
