/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind_composite - one objective made of others of its document
 */
#include "objective/kind.h"

#include "objective/shortform.h"

static enum rc
read_composite(struct shortform *r)
{
	const struct node *n;
	enum rc rc = shortform_need(r, SLO_KEY_OF, ", a list of objectives", &n);

	if (rc == RC_OK)
		rc = doc_kind(r->p->doc, n, NODE_LIST, r->p->e);
	if (rc == RC_OK && n->n == 0)
		rc = doc_fail(r->p->doc, n, r->p->e, "expected objectives, found none");
	if (rc == RC_OK && n->n > SLO_MEMBERS_MAX)
		rc = doc_fail(r->p->doc, n, r->p->e, "more than %d members", SLO_MEMBERS_MAX);
	if (rc == RC_OK)
		rc = shortform_method(r);
	if (rc != RC_OK)
		return rc;
	r->later = arena_grow(r->p->arena, r->later, r->nlater * sizeof(*r->later),
	    (r->nlater + 1) * sizeof(*r->later));
	r->later[r->nlater++] = (struct shortform_of){ (size_t)(r->o - r->p->objective), n };
	if (r->o->method != SLO_OCCURRENCES)
		return shortform_target(r, false);
	rc = shortform_refuse(r, SLO_KEY_MARGIN, "belongs to a method of slices");
	if (rc != RC_OK)
		return rc;
	return shortform_refuse(r, SLO_KEY_TARGET, "belongs to a method of slices: by occurrences "
	    "the members have targets, and the composite holds while the sum of weight * burn is "
	    "at most 1");
}

/* ---- members of composites, once all objectives are known ---- */

/* What a composite can be made of, by its method. */
static enum rc
check_part(struct shortform *r, const struct node *n, const struct slo_objective *c,
    const struct slo_objective *m)
{
	const char *why = NULL;

	if ((kind_of(m)->flags & KIND_PART) == 0)
		why = "a composite is made of ratios, percentiles and liveness";
	else if (m->nkey != 0)
		why = "it has a verdict for each key (by), and a composite has none";
	else if (m->unit != NULL)
		why = "it counts over its whole window (per)";
	else if (c->method == SLO_TIMESLICES && m->method != SLO_TIMESLICES)
		why = "a composite by timeslices is made of objectives by timeslices";
	else if (c->method == SLO_TIMESLICES && m->slice_us != c->slice_us)
		why = "its slices are of another length";
	else if (c->method == SLO_RATIO_TIMESLICES && (kind_of(m)->flags & KIND_SLICES) != 0)
		why = "liveness has no ratio of events";
	if (why == NULL)
		return RC_OK;
	return doc_fail(r->p->doc, n, r->p->e,
	    "'%.*s' cannot be a part: %s", SV_SHOW(m->name), why);
}

static enum rc
read_member(struct shortform *r, struct slo_objective *c, const struct node *n)
{
	static const char *const known[] = { "objective", "weight", NULL };
	const struct node *name = n;
	struct slo_member m = { 0, 1 };
	enum rc rc = RC_OK;

	if (n->kind == NODE_MAP) {
		rc = doc_keys(r->p->doc, n, known, r->p->e);
		if (rc == RC_OK)
			rc = doc_need(r->p->doc, n, "objective", &name, r->p->e);
		if (rc == RC_OK)
			rc = doc_number(r->p->doc, n, "weight", 0, 1e6, &m.weight, r->p->e);
		if (rc == RC_OK && m.weight <= 0)
			rc = doc_fail(r->p->doc, node_get(n, "weight"), r->p->e,
			    "a weight is more than 0");
	}
	if (rc == RC_OK)
		rc = shortform_named(r, name, r->p->n, &m.objective);
	for (size_t i = 0; rc == RC_OK && i < c->nmember; i++)
		if (c->member[i].objective == m.objective)
			rc = doc_fail(r->p->doc, name, r->p->e, "'%.*s' is named twice",
			    SV_SHOW(name->text));
	if (rc == RC_OK)
		rc = check_part(r, name, c, &r->p->objective[m.objective]);
	if (rc == RC_OK)
		c->member[c->nmember++] = m;
	return rc;
}

static enum rc
read_members(struct shortform *r)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < r->nlater; i++) {
		struct slo_objective *c = &r->p->objective[r->later[i].objective];
		const struct node *of = r->later[i].of;

		c->member = arena_alloc(r->p->arena, of->n * sizeof(*c->member));
		for (size_t k = 0; rc == RC_OK && k < of->n; k++)
			rc = read_member(r, c, &of->item[k]);
	}
	return rc;
}

const struct kind kind_composite = {
	.type = SLO_COMPOSITE,
	.name = "composite",
	.summary = "several objectives of the same document as one",
	.tells = "of",
	.flags = KIND_MEMBERS,
	.keys = SHORTFORM_KEY_EVERY | SHORTFORM_KEY(TARGET) | SHORTFORM_KEY(MARGIN) |
	    SHORTFORM_KEY(METHOD) | SHORTFORM_KEY(EMPTY) | SHORTFORM_KEY(OF),
	.signs = SHORTFORM_KEY(OF),
	.parse = read_composite,
	.finish = read_members,
};
