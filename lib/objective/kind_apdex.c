/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind_apdex - values within a limit count 1, within 4 of it 1/2
 */
#include "objective/kind.h"

#include "objective/shortform.h"

static enum rc
read_apdex(struct shortform *r)
{
	const struct node *n;
	enum rc rc =
	    shortform_need(r, SLO_KEY_VALUE, ", how long it took, such as value: duration_ms", &n);

	if (rc == RC_OK)
		rc = clause_expr(r->p, n, &r->o->value);
	if (rc == RC_OK)
		rc = shortform_limit(r, ", the T of Apdex, such as limit: 500ms");
	if (rc == RC_OK && r->o->limit <= 0)
		rc = doc_fail(r->p->doc, shortform_get(r, SLO_KEY_LIMIT), r->p->e,
		    "the T of Apdex is more than 0");
	if (rc == RC_OK)
		rc = shortform_expr(r, SLO_KEY_BAD, &r->o->bad);
	return rc == RC_OK ? shortform_target(r, false) : rc;
}

const struct kind kind_apdex = {
	.type = SLO_APDEX,
	.name = "apdex",
	.summary = "value within a limit counts 1, within 4 of it 1/2, beyond it or bad 0",
	.keys = SHORTFORM_KEY_EVENTS | SHORTFORM_KEY(MIN_TOTAL) | SHORTFORM_KEY(MIN_COVERAGE) |
	    SHORTFORM_KEY(BAD) | SHORTFORM_KEY(VALUE) | SHORTFORM_KEY(LIMIT) |
	    SHORTFORM_KEY(TARGET) | SHORTFORM_KEY(MARGIN),
	.parse = read_apdex,
};
