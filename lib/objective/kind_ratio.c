/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind_ratio - events that are good or bad
 */
#include "objective/kind.h"

#include "objective/shortform.h"

static enum rc
read_ratio(struct shortform *r)
{
	enum rc rc = shortform_good_or_bad(r);

	if (rc == RC_OK)
		rc = shortform_expr(r, SLO_KEY_PER, &r->o->unit);
	if (rc == RC_OK && r->o->unit != NULL)
		rc = shortform_refuse(r, SLO_KEY_CLUSTER, "is what 'per' is: each counts once");
	if (rc == RC_OK)
		rc = shortform_method(r);
	if (rc == RC_OK && r->o->unit == NULL)
		rc = shortform_cluster(r);
	if (rc == RC_OK)
		rc = shortform_target(r, false);
	return rc == RC_OK ? shortform_alerts(r) : rc;
}

const struct kind kind_ratio = {
	.type = SLO_RATIO,
	.name = "ratio",
	.summary = "share of events, or of units with their worst event, that are good",
	.tells = "good or bad, total_count",
	.flags = KIND_PART,
	.keys = SHORTFORM_KEY_EVENTS | SHORTFORM_KEY(MIN_TOTAL) | SHORTFORM_KEY(MIN_COVERAGE) |
	    SHORTFORM_KEY(GOOD) | SHORTFORM_KEY(BAD) | SHORTFORM_KEY_COUNTS | SHORTFORM_KEY(PER) |
	    SHORTFORM_KEY(TARGET) | SHORTFORM_KEY(MARGIN) | SHORTFORM_KEY(METHOD) |
	    SHORTFORM_KEY(SLICE_TARGET) | SHORTFORM_KEY(EMPTY) | SHORTFORM_KEY(ALERTS) |
	    SHORTFORM_KEY(CLUSTER),
	.signs = SHORTFORM_KEY(GOOD) | SHORTFORM_KEY(BAD) | SHORTFORM_KEY_COUNTS,
	.parse = read_ratio,
};
