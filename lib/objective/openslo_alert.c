/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * openslo_alert - alert policies and conditions of OpenSLO
 *
 * One run judges the window's end: it alerts on a breach and on no data, cannot know what
 * is over, and tells nobody.
 */
#include "objective/openslo.h"

/* ---- alert policies ---- */

static enum rc
condition_spec(struct openslo *r, const struct node *spec, struct sv name, struct slo_alert *a)
{
	static const char *const known[] = { "kind", "op", "threshold", "lookbackWindow",
		"alertAfter", NULL };
	static const char *const what[] = { "burnrate", NULL };
	const struct node *n, *v;
	unsigned kind = 0, op = SLO_GT;
	enum rc rc = doc_need(r->d, spec, "severity", &v, r->e);

	*a = (struct slo_alert){ .name = name, .min_bad = 3, .severity = { "", 0 } };
	if (rc == RC_OK)
		rc = doc_text(r->d, spec, "severity", &a->severity, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, spec, "condition", &n, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, n, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "kind", &v, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "kind", what, &kind, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "op", openslo_ops(), &op, r->e);
	if (rc == RC_OK && (op == SLO_LTE || op == SLO_LT))
		rc = doc_fail(r->d, node_get(n, "op"), r->e,
		    "an alert at a burn of less fires while "
		    "all is well; the example in OpenSLO's text that has lte means gte");
	a->op = (enum slo_op)op;
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "threshold", &v, r->e);
	if (rc == RC_OK)
		rc = doc_number(r->d, n, "threshold", 0, 1e9, &a->factor, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "lookbackWindow", &v, r->e);
	if (rc == RC_OK)
		rc = openslo_duration_us(r, v, false, &a->long_us);
	v = rc == RC_OK ? node_get(n, "alertAfter") : NULL;
	return v != NULL ? openslo_duration_us(r, v, true, &a->after_us) : rc;
}

static enum rc
read_condition(struct openslo *r, const struct node *n, struct slo_alert *a)
{
	static const char *const by_ref[] = { "conditionRef", NULL };
	static const char *const in[] = { "kind", "apiVersion", "metadata", "spec", NULL };
	static const char *const kind[] = { "AlertCondition", NULL };
	const struct node *ref = node_get(n, "conditionRef"), *spec;
	const struct openslo_object *o = NULL;
	struct sv name = { "", 0 };
	unsigned k = 0;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, ref != NULL ? by_ref : in, r->e);
	if (rc == RC_OK && ref != NULL) {
		rc = openslo_resolve(r, OPENSLO_ALERT_CONDITION, ref, &o);
		return rc == RC_OK ? condition_spec(r, o->spec, o->name, a) : rc;
	}
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "kind", kind, &k, r->e);
	if (rc == RC_OK)
		rc = openslo_metadata(r, n, &name);
	if (rc == RC_OK)
		rc = openslo_spec(r, n, OPENSLO_ALERT_CONDITION, &spec);
	return rc == RC_OK ? condition_spec(r, spec, name, a) : rc;
}

/* Nobody is told from here: the targets are only checked. */
static enum rc
notification_targets(struct openslo *r, const struct node *spec)
{
	static const char *const known[] = { "targetRef", "kind", "apiVersion", "metadata", "spec",
		NULL };
	const struct node *list, *in;
	struct sv name;
	enum rc rc = openslo_list(r, spec, "notificationTargets", &list);

	for (size_t i = 0; list != NULL && rc == RC_OK && i < list->n; i++) {
		const struct node *n = &list->item[i], *ref = node_get(n, "targetRef");

		rc = doc_kind(r->d, n, NODE_MAP, r->e);
		if (rc == RC_OK)
			rc = doc_keys(r->d, n, known, r->e);
		if (rc == RC_OK && ref != NULL)
			rc = doc_kind(r->d, ref, NODE_STRING, r->e);
		if (rc != RC_OK || ref != NULL)
			continue;
		rc = openslo_metadata(r, n, &name);
		if (rc == RC_OK)
			rc = openslo_spec(r, n, OPENSLO_TARGET, &in);
	}
	return rc;
}

static enum rc
policy_spec(struct openslo *r, const struct node *spec, struct slo_alert *a, bool *alert,
    bool *nodata)
{
	const struct node *list = NULL;
	bool resolved = false, breaching = false;
	enum rc rc = doc_bool(r->d, spec, "alertWhenNoData", nodata, r->e);

	if (rc == RC_OK)
		rc = doc_bool(r->d, spec, "alertWhenResolved", &resolved, r->e);
	if (rc == RC_OK && resolved)
		rc = doc_fail(r->d, node_get(spec, "alertWhenResolved"), r->e, "alertWhenResolved "
		    "cannot be evaluated: one run does not know what fired before; say false");
	if (rc == RC_OK)
		rc = doc_bool(r->d, spec, "alertWhenBreaching", &breaching, r->e);
	if (rc == RC_OK && !breaching && !*nodata)
		rc = doc_fail(r->d, spec, r->e,
		    "this policy never alerts: say alertWhenBreaching: true "
		    "or alertWhenNoData: true");
	if (rc == RC_OK)
		rc = notification_targets(r, spec);
	if (rc == RC_OK)
		rc = openslo_list(r, spec, "conditions", &list);
	if (rc == RC_OK && list != NULL && list->n > 1)
		rc = doc_fail(r->d, list, r->e,
		    "a policy has at most one condition, found %zu", list->n);
	if (rc != RC_OK)
		return rc;
	if (breaching && (list == NULL || list->n == 0))
		return doc_fail(r->d, spec, r->e, "expected a condition: what is breaching");
	*alert = breaching;
	return list != NULL && list->n == 1 ? read_condition(r, &list->item[0], a) : RC_OK;
}

static enum rc
read_policy(struct openslo *r, const struct node *n, struct slo_alert *a, bool *alert, bool *nodata)
{
	static const char *const by_ref[] = { "alertPolicyRef", NULL };
	static const char *const in[] = { "kind", "apiVersion", "metadata", "spec", NULL };
	static const char *const kind[] = { "AlertPolicy", NULL };
	const struct node *ref = n->kind == NODE_STRING ? n : node_get(n, "alertPolicyRef"), *spec;
	const struct openslo_object *o = NULL;
	struct sv name;
	unsigned k = 0;
	enum rc rc = ref != n ? doc_kind(r->d, n, NODE_MAP, r->e) : RC_OK;

	if (rc == RC_OK && ref != n)
		rc = doc_keys(r->d, n, ref != NULL ? by_ref : in, r->e);
	if (rc == RC_OK && ref != NULL) {
		rc = openslo_resolve(r, OPENSLO_ALERT_POLICY, ref, &o);
		return rc == RC_OK ? policy_spec(r, o->spec, a, alert, nodata) : rc;
	}
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "kind", kind, &k, r->e);
	if (rc == RC_OK)
		rc = openslo_metadata(r, n, &name);
	if (rc == RC_OK)
		rc = openslo_spec(r, n, OPENSLO_ALERT_POLICY, &spec);
	return rc == RC_OK ? policy_spec(r, spec, a, alert, nodata) : rc;
}

enum rc
openslo_policies(struct openslo *r, const struct node *spec, struct openslo_plan *pl)
{
	const struct node *list;
	enum rc rc = openslo_list(r, spec, "alertPolicies", &list);

	if (rc != RC_OK || list == NULL)
		return rc;
	if (list->n != 0 && pl->composite)
		return doc_fail_key(r->d, list, r->e,
		    "alerts of a composite SLO cannot be evaluated; "
		    "give them to SLOs of their own");
	if (list->n > SLO_ALERTS_MAX)
		return doc_fail(r->d, list, r->e, "more than %d policies", SLO_ALERTS_MAX);
	for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
		struct slo_alert a = { 0 };
		bool alert = false, nodata = false;

		rc = read_policy(r, &list->item[i], &a, &alert, &nodata);
		for (size_t k = pl->first; rc == RC_OK && k < r->p->n; k++) {
			struct slo_objective *o = &r->p->objective[k];

			o->alert_nodata = o->alert_nodata || nodata;
			if (!alert)
				continue;
			if (o->alert == NULL)
				o->alert = arena_alloc(r->p->arena, list->n * sizeof(a));
			o->alert[o->nalert++] = a;
			rc = clause_fires(r->p, &list->item[i], &a, o);
		}
	}
	return rc;
}
