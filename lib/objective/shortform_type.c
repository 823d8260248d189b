/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortform_type - what each type of objective has of its own
 */
#include "objective/shortform.h"

/* ---- the types ---- */

static enum rc
target(struct shortform *r, bool all)
{
	const struct node *n;
	struct slo_share s;
	enum rc rc = shortform_need(r, SLO_KEY_TARGET, " such as target: 99.9%", &n);

	if (rc == RC_OK)
		rc = clause_target(r->p, n, &s, all, &r->o->e0);
	if (rc == RC_OK)
		rc = shortform_limited(r, SLO_KEY_MARGIN, 10, &r->o->margin);
	if (rc == RC_OK)
		r->o->target_text = n->text;
	return rc;
}

static enum rc
good_or_bad(struct shortform *r)
{
	const struct node *good = shortform_get(r, SLO_KEY_GOOD),
			  *bad = shortform_get(r, SLO_KEY_BAD);
	enum rc rc;

	if (good != NULL && bad != NULL)
		return doc_fail_key(r->p->doc, bad, r->p->e,
		    "give good or bad: each event that is not the one is the other");
	if (good == NULL && bad == NULL)
		return shortform_need(r, SLO_KEY_BAD, " or 'good'", &good);
	rc = shortform_expr(r, SLO_KEY_GOOD, &r->o->good);
	return rc == RC_OK ? shortform_expr(r, SLO_KEY_BAD, &r->o->bad) : rc;
}

static enum rc
ratio(struct shortform *r)
{
	enum rc rc = good_or_bad(r);

	if (rc == RC_OK)
		rc = shortform_expr(r, SLO_KEY_PER, &r->o->unit);
	if (rc == RC_OK)
		rc = shortform_method(r);
	if (rc == RC_OK)
		rc = target(r, false);
	return rc == RC_OK ? shortform_alerts(r) : rc;
}

static enum rc
quantile(struct shortform *r, double *above, double *below)
{
	const struct node *n;
	enum rc rc =
	    shortform_need(r, SLO_KEY_VALUE, ", what to measure, such as value: duration_ms", &n);

	if (rc == RC_OK)
		rc = clause_expr(r->p, n, &r->o->value);
	if (rc == RC_OK)
		rc = shortform_need(r, SLO_KEY_PERCENTILE, " such as percentile: p99", &n);
	if (rc == RC_OK)
		rc = clause_quantile(r->p, n, &r->o->q, above, below);
	if (rc == RC_OK)
		r->o->target_text = n->text;
	return rc;
}

static enum rc
limit(struct shortform *r, const char *why)
{
	const struct node *n;
	enum rc rc = shortform_need(r, SLO_KEY_LIMIT, why, &n);

	if (rc == RC_OK)
		rc = clause_limit(r->p, n, &r->o->limit);
	if (rc == RC_OK)
		r->o->limit_text = n->text;
	return rc;
}

static enum rc
percentile(struct shortform *r)
{
	static const char *const ops[] = { "lte", "lt", "gte", "gt", NULL };
	struct slo_objective *o = r->o;
	double above = 0, below = 0;
	unsigned op = SLO_LTE;
	enum rc rc = quantile(r, &above, &below);

	if (rc == RC_OK)
		rc = shortform_choice(r, SLO_KEY_OP, ops, &op);
	if (rc == RC_OK)
		rc = limit(r, " such as limit: 400ms");
	if (rc == RC_OK)
		rc = shortform_method(r);
	o->op = (enum slo_op)op;
	o->e0 = op == SLO_LTE || op == SLO_LT ? above : below;
	if (rc == RC_OK && o->method == SLO_RATIO_TIMESLICES)
		return doc_fail_key(r->p->doc, shortform_get(r, SLO_KEY_METHOD), r->p->e,
		    "objective '%.*s': a percentile has no ratio of its own; use method: "
		    "timeslices or occurrences", DOC_SHOW(o->name));
	if (rc == RC_OK && o->method == SLO_TIMESLICES) {
		o->slice_e0 = o->e0;
		rc = target(r, false);
	} else if (rc == RC_OK) {
		rc = shortform_refuse(r, SLO_KEY_TARGET,
		    "is the percentile itself: p99 asks for 99% of the events; it "
		    "belongs to method: timeslices");
		if (rc == RC_OK)
			rc = shortform_limited(r, SLO_KEY_MARGIN, 10, &o->margin);
	}
	return rc == RC_OK ? shortform_alerts(r) : rc;
}

static enum rc
liveness(struct shortform *r)
{
	const struct node *n;
	enum rc rc = shortform_need(r, SLO_KEY_EVENTS, ", how many a slice must have", &n);

	r->o->method = SLO_TIMESLICES;
	r->o->empty = SLO_EMPTY_BAD;
	if (rc == RC_OK)
		rc = shortform_count(r, SLO_KEY_EVENTS, 1, &r->o->slice_events);
	if (rc == RC_OK)
		rc = shortform_need(r, SLO_KEY_SLICE, " such as slice: 1m", &n);
	return rc == RC_OK ? target(r, true) : rc;
}

/* --baseline of the command line. */
static enum rc
given_baseline(struct shortform *r)
{
	const struct slo_spec_cfg *cfg = r->p->cfg;
	enum rc rc;

	if (cfg->baseline != NULL) {
		rc = expr_compile(&r->o->baseline, sv_of(cfg->baseline), cfg->env, r->p->e);
		if (rc != RC_OK)
			rc_in(r->p->e, "--baseline", cfg->baseline);
		return rc;
	}
	if (cfg->files)
		return RC_OK;
	return doc_fail(r->p->doc, r->own, r->p->e, "objective '%.*s' compares with a stable side: "
	    "say which events are, here as baseline: version == \"v1\", or with --baseline or "
	    "--baseline-file", DOC_SHOW(r->o->name));
}

static enum rc
baseline(struct shortform *r)
{
	struct slo_objective *o = r->o;
	double above, below;
	bool value =
	    shortform_get(r, SLO_KEY_VALUE) != NULL || shortform_get(r, SLO_KEY_PERCENTILE) != NULL;
	const char *why = "counts events; a baseline of a percentile has value and percentile only";
	enum rc rc;

	if (value) {
		rc = shortform_refuse(r, SLO_KEY_GOOD, why);
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_BAD, why);
		if (rc == RC_OK)
			rc = quantile(r, &above, &below);
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_FLOOR,
			    "is a share of bad events; a percentile has none");
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_MIN_BAD,
			    "counts bad events; a percentile has none");
	} else {
		rc = good_or_bad(r);
		if (rc == RC_OK)
			rc = shortform_limited(r, SLO_KEY_FLOOR, 1, &o->floor_e0);
	}
	if (rc == RC_OK)
		rc = shortform_limited(r, SLO_KEY_INCREASE, 100, &o->increase);
	if (rc == RC_OK)
		rc = shortform_expr(r, SLO_KEY_BASELINE, &o->baseline);
	return rc == RC_OK && o->baseline == NULL ? given_baseline(r) : rc;
}

static enum rc
apdex(struct shortform *r)
{
	const struct node *n;
	enum rc rc =
	    shortform_need(r, SLO_KEY_VALUE, ", how long it took, such as value: duration_ms", &n);

	if (rc == RC_OK)
		rc = clause_expr(r->p, n, &r->o->value);
	if (rc == RC_OK)
		rc = limit(r, ", the T of Apdex, such as limit: 500ms");
	if (rc == RC_OK && r->o->limit <= 0)
		rc = doc_fail(r->p->doc, shortform_get(r, SLO_KEY_LIMIT), r->p->e,
		    "the T of Apdex is more than 0");
	if (rc == RC_OK)
		rc = shortform_expr(r, SLO_KEY_BAD, &r->o->bad);
	return rc == RC_OK ? target(r, false) : rc;
}

static enum rc
composite(struct shortform *r)
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
		return target(r, false);
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
fits(struct shortform *r, const struct node *n, const struct slo_objective *c,
    const struct slo_objective *m)
{
	const char *why = NULL;

	if (m->type == SLO_COMPOSITE || m->type == SLO_BASELINE || m->type == SLO_APDEX)
		why = "a composite is made of ratios, percentiles and liveness";
	else if (m->nkey != 0)
		why = "it has a verdict for each key (by), and a composite has none";
	else if (m->unit != NULL)
		why = "it counts over its whole window (per)";
	else if (c->method == SLO_TIMESLICES && m->method != SLO_TIMESLICES)
		why = "a composite by timeslices is made of objectives by timeslices";
	else if (c->method == SLO_TIMESLICES && m->slice_us != c->slice_us)
		why = "its slices are of another length";
	else if (c->method == SLO_RATIO_TIMESLICES && m->type == SLO_LIVENESS)
		why = "liveness has no ratio of events";
	if (why == NULL)
		return RC_OK;
	return doc_fail(r->p->doc, n, r->p->e,
	    "'%.*s' cannot be a part: %s", DOC_SHOW(m->name), why);
}

static enum rc
member(struct shortform *r, struct slo_objective *c, const struct node *n)
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
			    DOC_SHOW(name->text));
	if (rc == RC_OK)
		rc = fits(r, name, c, &r->p->objective[m.objective]);
	if (rc == RC_OK)
		c->member[c->nmember++] = m;
	return rc;
}

enum rc
shortform_members(struct shortform *r)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < r->nlater; i++) {
		struct slo_objective *c = &r->p->objective[r->later[i].objective];
		const struct node *of = r->later[i].of;

		c->member = arena_alloc(r->p->arena, of->n * sizeof(*c->member));
		for (size_t k = 0; rc == RC_OK && k < of->n; k++)
			rc = member(r, c, &of->item[k]);
	}
	return rc;
}

enum rc
shortform_type(struct shortform *r)
{
	static enum rc (*const read[])(struct shortform *) = { [SLO_RATIO] = ratio,
		[SLO_PERCENTILE] = percentile, [SLO_LIVENESS] = liveness,
		[SLO_BASELINE] = baseline, [SLO_APDEX] = apdex, [SLO_COMPOSITE] = composite };

	return read[r->o->type](r);
}
