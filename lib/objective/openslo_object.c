/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * openslo_object - what the objects of OpenSLO have in common
 */
#include "objective/openslo.h"

#include "base/num.h"
#include "base/utf8.h"

#include <string.h>

enum { NAME_MAX_BYTES = 63, DESCRIPTION_MAX = 1050 };

const char *const *
openslo_kinds(void)
{
	static const char *const names[] = { "DataSource", "SLO", "SLI", "AlertPolicy",
		"AlertCondition", "AlertNotificationTarget", "Service", NULL };

	return names;
}

const char *const *
openslo_ops(void)
{
	static const char *const names[] = { "lte", "lt", "gte", "gt", NULL };

	return names;
}

/* ---- what all objects have ---- */

static enum rc
check_name(struct openslo *r, const struct node *n)
{
	enum rc rc = doc_kind(r->d, n, NODE_STRING, r->e);
	bool ok = n->text.n > 0 && n->text.n <= NAME_MAX_BYTES;

	for (size_t i = 0; rc == RC_OK && i < n->text.n; i++) {
		char c = n->text.p[i];
		bool edge = i == 0 || i + 1 == n->text.n;

		ok = ok && (num_is_digit((unsigned char)c) || (c >= 'a' && c <= 'z') ||
		    (c == '-' && !edge));
	}
	if (rc == RC_OK && !ok)
		rc = doc_fail(r->d, n, r->e,
		    "'%.*s' is no name by RFC 1123: at most 63 of a-z, 0-9 "
		    "and, not at the ends, '-'",
		    SV_SHOW(n->text));
	return rc;
}

/* A string, or for labels a list of them. */
static enum rc
check_texts(struct openslo *r, const struct node *n, bool lists)
{
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct node *v = &n->item[i];

		if (!lists || v->kind != NODE_LIST) {
			rc = doc_kind(r->d, v, NODE_STRING, r->e);
			continue;
		}
		for (size_t k = 0; rc == RC_OK && k < v->n; k++)
			rc = doc_kind(r->d, &v->item[k], NODE_STRING, r->e);
	}
	return rc;
}

enum rc
openslo_metadata(struct openslo *r, const struct node *object, struct sv *name)
{
	static const char *const known[] = { "name", "displayName", "labels", "annotations", NULL };
	const struct node *n, *id;
	struct sv text = { "", 0 };
	enum rc rc = doc_need(r->d, object, "metadata", &n, r->e);

	if (rc == RC_OK)
		rc = doc_kind(r->d, n, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "name", &id, r->e);
	if (rc == RC_OK)
		rc = check_name(r, id);
	if (rc == RC_OK)
		rc = doc_text(r->d, n, "displayName", &text, r->e);
	if (rc == RC_OK && node_get(n, "labels") != NULL)
		rc = check_texts(r, node_get(n, "labels"), true);
	if (rc == RC_OK && node_get(n, "annotations") != NULL)
		rc = check_texts(r, node_get(n, "annotations"), false);
	if (rc == RC_OK)
		*name = id->text;
	return rc;
}

static const char *const *
spec_keys(enum openslo_kind k)
{
	static const char *const none[] = { "description", NULL };
	static const char *const source[] = { "description", "type", "connectionDetails", NULL };
	static const char *const slo[] = { "description", "service", "indicator", "indicatorRef",
		"timeWindow", "budgetingMethod", "objectives", "alertPolicies", NULL };
	static const char *const sli[] = { "description", "thresholdMetric", "ratioMetric", NULL };
	static const char *const policy[] = { "description", "alertWhenNoData", "alertWhenResolved",
		"alertWhenBreaching", "conditions", "notificationTargets", NULL };
	static const char *const condition[] = { "description", "severity", "condition", NULL };
	static const char *const target[] = { "description", "target", NULL };

	switch (k) {
	case OPENSLO_DATA_SOURCE:
		return source;
	case OPENSLO_SLO:
		return slo;
	case OPENSLO_SLI:
		return sli;
	case OPENSLO_ALERT_POLICY:
		return policy;
	case OPENSLO_ALERT_CONDITION:
		return condition;
	case OPENSLO_TARGET:
		return target;
	default:
		return none;
	}
}

enum rc
openslo_spec(struct openslo *r, const struct node *object, enum openslo_kind k,
    const struct node **spec)
{
	const struct node *text = NULL;
	enum rc rc = doc_need(r->d, object, "spec", spec, r->e);

	if (rc == RC_OK)
		rc = doc_kind(r->d, *spec, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, *spec, spec_keys(k), r->e);
	if (rc == RC_OK)
		text = node_get(*spec, "description");
	if (text != NULL)
		rc = doc_kind(r->d, text, NODE_STRING, r->e);
	if (rc == RC_OK && text != NULL && utf8_count(text->text) > DESCRIPTION_MAX)
		rc = doc_fail(r->d, text, r->e, "a description has at most %d characters",
		    DESCRIPTION_MAX);
	return rc;
}

enum rc
openslo_list(struct openslo *r, const struct node *map, const char *key, const struct node **list)
{
	*list = node_get(map, key);
	if (*list != NULL && (*list)->kind == NODE_NULL)
		*list = NULL;
	return *list != NULL ? doc_kind(r->d, *list, NODE_LIST, r->e) : RC_OK;
}

/* ---- objects of a file ---- */

const struct openslo_object *
openslo_find(const struct openslo *r, enum openslo_kind k, struct sv name)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->object[i].kind == k && sv_eq(r->object[i].name, name))
			return &r->object[i];
	return NULL;
}

enum rc
openslo_resolve(struct openslo *r, enum openslo_kind k, const struct node *ref,
    const struct openslo_object **o)
{
	struct sv cand[64] = { { NULL, 0 } };
	size_t n = 0, near;
	enum rc rc = doc_kind(r->d, ref, NODE_STRING, r->e);

	if (rc != RC_OK)
		return rc;
	*o = openslo_find(r, k, ref->text);
	if (*o != NULL)
		return RC_OK;
	for (size_t i = 0; i < r->n && n < 64; i++)
		if (r->object[i].kind == k)
			cand[n++] = r->object[i].name;
	near = sv_near(ref->text, cand, n);
	if (near < n)
		return rc_hint(r->e, doc_fail(r->d, ref, r->e, "no %s in this file is called "
		    "'%.*s'", openslo_kinds()[k], SV_SHOW(ref->text)), cand[near]);
	return doc_fail(r->d, ref, r->e, "no %s in this file is called '%.*s'; all documents stand "
	    "in one file, apart by ---", openslo_kinds()[k], SV_SHOW(ref->text));
}

/* ---- durations ---- */

/* OpenSLO's shorthand: a count and one of m h d w M Q Y; zero only where it may be. */
enum rc
openslo_duration(struct openslo *r, const struct node *n, bool zero, uint32_t *count, char *unit)
{
	struct sv t = n->text;
	uint64_t v = 0;

	if (n->kind != NODE_STRING)
		return doc_fail(r->d, n, r->e, "expected a duration such as 30d, found %s",
		    node_kind_name(n->kind));
	if (t.n > 1 && t.p[t.n - 1] == 's')
		return doc_fail(r->d, n, r->e, "'%.*s': OpenSLO has no seconds; m is the least",
		    SV_SHOW(t));
	if (t.n < 2 || strchr("mhdwMQY", t.p[t.n - 1]) == NULL || t.p[t.n - 1] == '\0' ||
	    num_u64((struct sv){ t.p, t.n - 1 }, &v) != RC_OK)
		return doc_fail(r->d, n, r->e, "expected a count and one of m h d w M Q Y, such as "
		    "30d, found '%.*s'", SV_SHOW(t));
	*unit = t.p[t.n - 1];
	if ((v == 0 && !zero) || v > UINT32_MAX || (v != 0 && clause_length(v, *unit) == 0))
		return doc_fail(r->d, n, r->e, "expected a duration from %dm to 10 years, found "
		    "'%.*s'", !zero, SV_SHOW(t));
	*count = (uint32_t)v;
	return RC_OK;
}

enum rc
openslo_duration_us(struct openslo *r, const struct node *n, bool zero, int64_t *us)
{
	uint32_t count = 0;
	char unit = 'm';
	enum rc rc = openslo_duration(r, n, zero, &count, &unit);

	if (rc == RC_OK)
		*us = clause_length(count, unit);
	return rc;
}
