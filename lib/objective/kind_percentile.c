/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind_percentile - values of which a share is within a limit
 */
#include "objective/kind.h"

#include "objective/shortform.h"

static enum rc
read_percentile(struct shortform *r)
{
	static const char *const ops[] = { "lte", "lt", "gte", "gt", NULL };
	struct slo_objective *o = r->o;
	double above = 0, below = 0;
	unsigned op = SLO_LTE;
	enum rc rc = shortform_quantile(r, &above, &below);

	if (rc == RC_OK)
		rc = shortform_choice(r, SLO_KEY_OP, ops, &op);
	if (rc == RC_OK)
		rc = shortform_limit(r, " such as limit: 400ms");
	if (rc == RC_OK)
		rc = shortform_method(r);
	o->op = (enum slo_op)op;
	o->e0 = op == SLO_LTE || op == SLO_LT ? above : below;
	if (rc == RC_OK && o->method == SLO_RATIO_TIMESLICES)
		return doc_fail_key(r->p->doc, shortform_get(r, SLO_KEY_METHOD), r->p->e,
		    "objective '%.*s': a percentile has no ratio of its own; use method: "
		    "timeslices or occurrences", SV_SHOW(o->name));
	if (rc == RC_OK && o->method == SLO_TIMESLICES) {
		o->slice_e0 = o->e0;
		rc = shortform_target(r, false);
	} else if (rc == RC_OK) {
		rc = shortform_refuse(r, SLO_KEY_TARGET,
		    "is the percentile itself: p99 asks for 99% of the events; it "
		    "belongs to method: timeslices");
		if (rc == RC_OK)
			rc = shortform_limited(r, SLO_KEY_MARGIN, 10, &o->margin);
	}
	return rc == RC_OK ? shortform_alerts(r) : rc;
}

const struct kind kind_percentile = {
	.type = SLO_PERCENTILE,
	.name = "percentile",
	.summary = "a percentile of a value within a limit: the share of events within it",
	.tells = "value and percentile",
	.flags = KIND_PART,
	.keys = SHORTFORM_KEY_EVENTS | SHORTFORM_KEY(MIN_TOTAL) | SHORTFORM_KEY(MIN_COVERAGE) |
	    SHORTFORM_KEY(VALUE) | SHORTFORM_KEY(PERCENTILE) | SHORTFORM_KEY(LIMIT) |
	    SHORTFORM_KEY(OP) | SHORTFORM_KEY(TARGET) | SHORTFORM_KEY(MARGIN) |
	    SHORTFORM_KEY(METHOD) | SHORTFORM_KEY(EMPTY) | SHORTFORM_KEY(ALERTS),
	.signs = SHORTFORM_KEY(PERCENTILE),
	.parse = read_percentile,
};
