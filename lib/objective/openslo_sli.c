/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * openslo_sli - indicators of OpenSLO as predicates and values
 */
#include "objective/openslo.h"

/* ---- indicators ---- */

static enum rc
check_type(struct openslo *r, const struct node *source)
{
	const struct node *type = node_get(source, "type");
	const struct node *ref = node_get(source, "metricSourceRef");
	const struct openslo_object *o = NULL;
	enum rc rc = RC_OK;

	if (ref != NULL) {
		rc = doc_kind(r->d, ref, NODE_STRING, r->e);
		o = rc == RC_OK ? openslo_find(r, OPENSLO_DATA_SOURCE, ref->text) : NULL;
	}
	if (rc == RC_OK && type == NULL && ref != NULL && o == NULL)
		rc = openslo_resolve(r, OPENSLO_DATA_SOURCE, ref, &o);
	if (rc == RC_OK && type == NULL && o != NULL)
		rc = doc_need(r->d, o->spec, "type", &type, r->e);
	if (rc != RC_OK)
		return rc;
	if (type == NULL)
		return doc_fail(r->d, source, r->e,
		    "expected the key 'type' in here: ndjson or log");
	rc = doc_kind(r->d, type, NODE_STRING, r->e);
	if (rc != RC_OK || sv_is(type->text, "ndjson") || sv_is(type->text, "log"))
		return rc;
	return doc_fail(r->d, type, r->e, "a metricSource of type %.*s cannot be asked from here: "
	    "events are read and counted; write type: ndjson with spec: {where: EXPR}, or "
	    "{value: EXPR} of a thresholdMetric, EXPR as in cx-expr(7)", SV_SHOW(type->text));
}

/* The expressions of a metric; NULL stays where there is none. */
static enum rc
read_metric(struct openslo *r, const struct node *n, const struct expr **where,
    const struct expr **value)
{
	static const char *const outer[] = { "metricSource", NULL };
	static const char *const middle[] = { "metricSourceRef", "type", "spec", NULL };
	const char *inner[] = { "where", value != NULL ? "value" : NULL, NULL };
	const struct node *source, *spec;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, outer, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "metricSource", &source, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, source, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, source, middle, r->e);
	if (rc == RC_OK)
		rc = check_type(r, source);
	if (rc == RC_OK)
		rc = doc_need(r->d, source, "spec", &spec, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, spec, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, spec, inner, r->e);
	if (rc == RC_OK && node_get(spec, "where") != NULL)
		rc = clause_expr(r->p, node_get(spec, "where"), where);
	if (rc == RC_OK && value != NULL) {
		rc = doc_need(r->d, spec, "value", &spec, r->e);
		if (rc == RC_OK)
			rc = clause_expr(r->p, spec, value);
	}
	return rc;
}

/* A predicate must be there: every event would be good, or bad. */
static enum rc
read_predicate(struct openslo *r, const struct node *n, const struct expr **x)
{
	enum rc rc = read_metric(r, n, x, NULL);

	if (rc == RC_OK && *x == NULL)
		rc = doc_fail(r->d, node_get(node_get(n, "metricSource"), "spec"), r->e,
		    "expected the key 'where' in here: which events are meant");
	return rc;
}

static enum rc
read_raw(struct openslo *r, const struct node *n, struct openslo_sli *sli)
{
	static const char *const types[] = { "success", "failure", NULL };
	const struct node *raw_metric, *type;
	unsigned t = 0;
	enum rc rc = doc_need(r->d, n, "raw", &raw_metric, r->e);

	if (rc == RC_OK)
		rc = doc_need(r->d, n, "rawType", &type, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "rawType", types, &t, r->e);
	for (size_t i = 0; rc == RC_OK && i < n->n; i++)
		if (sv_is(n->item[i].key, "good") || sv_is(n->item[i].key, "bad") ||
		    sv_is(n->item[i].key, "total"))
			rc = doc_fail_key(r->d, &n->item[i], r->e,
			    "a raw ratio has no good, bad or total");
	return rc == RC_OK ? read_predicate(r, raw_metric, t == 0 ? &sli->good : &sli->bad) : rc;
}

static enum rc
ratio_metric(struct openslo *r, const struct node *n, struct openslo_sli *sli)
{
	static const char *const known[] = { "counter", "good", "bad", "total", "rawType", "raw",
		NULL };
	const struct node *good = node_get(n, "good"), *bad = node_get(n, "bad"), *total;
	bool counter = false;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_bool(r->d, n, "counter", &counter, r->e);
	if (rc != RC_OK)
		return rc;
	if (node_get(n, "raw") != NULL || node_get(n, "rawType") != NULL)
		return read_raw(r, n, sli);
	if (good != NULL && bad != NULL)
		return doc_fail_key(r->d, bad, r->e, "a ratioMetric has good or bad, not both");
	if (good == NULL && bad == NULL)
		return doc_fail(r->d, n, r->e, "expected the key 'good' or 'bad' in here");
	rc = doc_need(r->d, n, "total", &total, r->e);
	if (rc == RC_OK)
		rc = read_metric(r, total, &sli->where, NULL);
	if (rc != RC_OK)
		return rc;
	return good != NULL ? read_predicate(r, good, &sli->good)
	    : read_predicate(r, bad, &sli->bad);
}

static enum rc
sli_spec(struct openslo *r, const struct node *spec, struct openslo_sli *sli)
{
	const struct node *ratio = node_get(spec, "ratioMetric");
	const struct node *threshold = node_get(spec, "thresholdMetric");

	if (ratio != NULL && threshold != NULL)
		return doc_fail_key(r->d, threshold, r->e,
		    "an indicator has a ratioMetric or a thresholdMetric, not both");
	if (ratio == NULL && threshold == NULL)
		return doc_fail(r->d, spec, r->e,
		    "expected the key 'ratioMetric' or 'thresholdMetric' in here");
	return ratio != NULL ? ratio_metric(r, ratio, sli)
	    : read_metric(r, threshold, &sli->where, &sli->value);
}

/* The indicator of @n, inline or by reference; none: *found is false. */
enum rc
openslo_indicator(struct openslo *r, const struct node *n, struct openslo_sli *sli, bool *found)
{
	static const char *const known[] = { "metadata", "spec", NULL };
	const struct node *in = node_get(n, "indicator"), *ref = node_get(n, "indicatorRef"), *spec;
	const struct openslo_object *o = NULL;
	enum rc rc;

	*sli = (struct openslo_sli){ .name = { "", 0 } };
	*found = in != NULL || ref != NULL;
	if (in != NULL && ref != NULL)
		return doc_fail_key(r->d, ref, r->e, "give indicator or indicatorRef, not both");
	if (ref != NULL) {
		rc = openslo_resolve(r, OPENSLO_SLI, ref, &o);
		if (rc != RC_OK)
			return rc;
		sli->name = o->name;
		return sli_spec(r, o->spec, sli);
	}
	if (in == NULL)
		return RC_OK;
	rc = doc_kind(r->d, in, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, in, known, r->e);
	if (rc == RC_OK)
		rc = openslo_metadata(r, in, &sli->name);
	if (rc == RC_OK)
		rc = openslo_spec(r, in, OPENSLO_SLI, &spec);
	return rc == RC_OK ? sli_spec(r, spec, sli) : rc;
}
