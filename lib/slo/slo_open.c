/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_open - OpenSLO v1 documents as they are
 *
 * Source: github.com/OpenSLO/OpenSLO, README.md of v1.  What a metricSource means is left
 * to its type; ours, ndjson and log, hold expressions: {where: EXPR} of ratios, {value:
 * EXPR} of thresholds.  Objects that only say who is told, or where data once came from,
 * are checked and not needed; everything else is evaluated or refused.
 */
#include "base/num.h"
#include "base/utf8.h"
#include "slo/slo_parse.h"

#include <stdio.h>
#include <string.h>

enum { NAME_MAX_BYTES = 63, DESCRIPTION_MAX = 1050 };

enum kind { DATA_SOURCE, SLO, SLI, ALERT_POLICY, ALERT_CONDITION, TARGET, SERVICE, KINDS };

static const char *const kinds[] = { "DataSource", "SLO", "SLI", "AlertPolicy", "AlertCondition",
	"AlertNotificationTarget", "Service", NULL };

struct object {
	enum kind          kind;
	struct sv          name;
	const struct node *node;
	const struct node *spec;
};

struct reading {
	struct slo_parse *p;
	const struct doc *d;
	struct err       *e;
	struct object    *object;
	size_t            n;
};

struct sli {			/* an indicator, taken apart */
	struct sv          name;
	const struct expr *where;
	const struct expr *good;
	const struct expr *bad;
	const struct expr *value;	/* of a thresholdMetric */
};

/* ---- what all objects have ---- */

static enum rc
check_name(struct reading *r, const struct node *n)
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
		rc = doc_fail(r->d, n, r->e, "'%.*s' is no name by RFC 1123: at most 63 of a-z, 0-9 "
		    "and, not at the ends, '-'", DOC_SHOW(n->text));
	return rc;
}

/* A string, or for labels a list of them. */
static enum rc
check_texts(struct reading *r, const struct node *n, bool lists)
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

static enum rc
check_metadata(struct reading *r, const struct node *object, struct sv *name)
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

static enum rc
check_spec(struct reading *r, const struct node *object, const char *const *known,
    const struct node **spec)
{
	const struct node *text = NULL;
	enum rc rc = doc_need(r->d, object, "spec", spec, r->e);

	if (rc == RC_OK)
		rc = doc_kind(r->d, *spec, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, *spec, known, r->e);
	if (rc == RC_OK)
		text = node_get(*spec, "description");
	if (text != NULL)
		rc = doc_kind(r->d, text, NODE_STRING, r->e);
	if (rc == RC_OK && text != NULL && utf8_count(text->text) > DESCRIPTION_MAX)
		rc = doc_fail(r->d, text, r->e, "a description has at most %d characters",
		    DESCRIPTION_MAX);
	return rc;
}

static const char *const *
spec_keys(enum kind k)
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
	case DATA_SOURCE:
		return source;
	case SLO:
		return slo;
	case SLI:
		return sli;
	case ALERT_POLICY:
		return policy;
	case ALERT_CONDITION:
		return condition;
	case TARGET:
		return target;
	default:
		return none;
	}
}

/* ---- objects of a file ---- */

static const struct object *
find(const struct reading *r, enum kind k, struct sv name)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->object[i].kind == k && sv_eq(r->object[i].name, name))
			return &r->object[i];
	return NULL;
}

static enum rc
resolve(struct reading *r, enum kind k, const struct node *ref, const struct object **o)
{
	struct sv cand[64] = { { NULL, 0 } };
	size_t n = 0, near;
	enum rc rc = doc_kind(r->d, ref, NODE_STRING, r->e);

	if (rc != RC_OK)
		return rc;
	*o = find(r, k, ref->text);
	if (*o != NULL)
		return RC_OK;
	for (size_t i = 0; i < r->n && n < 64; i++)
		if (r->object[i].kind == k)
			cand[n++] = r->object[i].name;
	near = sv_near(ref->text, cand, n);
	if (near < n)
		return doc_fail(r->d, ref, r->e, "no %s in this file is called '%.*s' (did you mean "
		    "'%.*s'?)", kinds[k], DOC_SHOW(ref->text), DOC_SHOW(cand[near]));
	return doc_fail(r->d, ref, r->e, "no %s in this file is called '%.*s'; all documents stand "
	    "in one file, apart by ---", kinds[k], DOC_SHOW(ref->text));
}

static enum rc
add_object(struct reading *r, const struct node *n)
{
	static const char *const known[] = { "apiVersion", "kind", "metadata", "spec", NULL };
	struct object o = { .node = n };
	const struct node *version, *kind;
	unsigned k = 0;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_need(r->d, n, "apiVersion", &version, r->e);
	if (rc == RC_OK && (version->kind != NODE_STRING || !sv_is(version->text, "openslo/v1")))
		rc = doc_fail(r->d, version, r->e, "expected openslo/v1, found '%.*s'",
		    DOC_SHOW(version->text));
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "kind", &kind, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "kind", kinds, &k, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = check_metadata(r, n, &o.name);
	if (rc == RC_OK)
		rc = check_spec(r, n, spec_keys((enum kind)k), &o.spec);
	if (rc != RC_OK)
		return rc;
	o.kind = (enum kind)k;
	if (find(r, o.kind, o.name) != NULL)
		return doc_fail(r->d, node_get(node_get(n, "metadata"), "name"), r->e,
		    "two objects of kind %s are called '%.*s'", kinds[k], DOC_SHOW(o.name));
	r->object = arena_grow(r->p->arena, r->object, r->n * sizeof(o), (r->n + 1) * sizeof(o));
	r->object[r->n++] = o;
	return RC_OK;
}

/* ---- durations ---- */

/* OpenSLO's shorthand: a count and one of m h d w M Q Y; zero only where it may be. */
static enum rc
duration(struct reading *r, const struct node *n, bool zero, uint32_t *count, char *unit)
{
	struct sv t = n->text;
	uint64_t v = 0;

	if (n->kind != NODE_STRING)
		return doc_fail(r->d, n, r->e, "expected a duration such as 30d, found %s",
		    node_kind_name(n->kind));
	if (t.n > 1 && t.p[t.n - 1] == 's')
		return doc_fail(r->d, n, r->e, "'%.*s': OpenSLO has no seconds; m is the least",
		    DOC_SHOW(t));
	if (t.n < 2 || strchr("mhdwMQY", t.p[t.n - 1]) == NULL || t.p[t.n - 1] == '\0' ||
	    num_u64((struct sv){ t.p, t.n - 1 }, &v) != RC_OK)
		return doc_fail(r->d, n, r->e, "expected a count and one of m h d w M Q Y, such as "
		    "30d, found '%.*s'", DOC_SHOW(t));
	*unit = t.p[t.n - 1];
	if ((v == 0 && !zero) || v > UINT32_MAX || (v != 0 && slo_parse_length(v, *unit) == 0))
		return doc_fail(r->d, n, r->e, "expected a duration from %dm to 10 years, found "
		    "'%.*s'", !zero, DOC_SHOW(t));
	*count = (uint32_t)v;
	return RC_OK;
}

static enum rc
duration_us(struct reading *r, const struct node *n, bool zero, int64_t *us)
{
	uint32_t count = 0;
	char unit = 'm';
	enum rc rc = duration(r, n, zero, &count, &unit);

	if (rc == RC_OK)
		*us = slo_parse_length(count, unit);
	return rc;
}

static enum rc
calendar(struct reading *r, const struct node *n, struct slo_window *w)
{
	static const char *const known[] = { "startTime", "timeZone", NULL };
	const struct node *start, *zone;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "timeZone", &zone, r->e);
	if (rc == RC_OK)
		rc = slo_parse_zone(r->p, zone, &w->zone);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "startTime", &start, r->e);
	if (rc == RC_OK && start->text.n != strlen("2026-01-01 00:00:00"))
		rc = doc_fail(r->d, start, r->e, "expected a time such as 2026-01-01 00:00:00");
	w->span = SLO_SPAN_CALENDAR;
	return rc == RC_OK ? slo_parse_start(r->p, start, w) : rc;
}

static enum rc
time_window(struct reading *r, const struct node *spec, struct slo_window *w)
{
	static const char *const known[] = { "duration", "isRolling", "calendar", NULL };
	const struct node *list, *n, *length, *cal;
	bool rolling = false;
	enum rc rc = doc_need(r->d, spec, "timeWindow", &list, r->e);

	if (rc == RC_OK)
		rc = doc_kind(r->d, list, NODE_LIST, r->e);
	if (rc == RC_OK && list->n != 1)
		rc = doc_fail(r->d, list, r->e, "expected exactly one time window, found %zu", list->n);
	if (rc != RC_OK)
		return rc;
	n = &list->item[0];
	rc = doc_kind(r->d, n, NODE_MAP, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "duration", &length, r->e);
	if (rc == RC_OK)
		rc = doc_bool(r->d, n, "isRolling", &rolling, r->e);
	if (rc == RC_OK)
		rc = duration(r, length, false, &w->n, &w->unit);
	if (rc != RC_OK)
		return rc;
	w->text = length->text;
	w->span = SLO_SPAN_ROLLING;
	w->length_us = slo_parse_length(w->n, w->unit);
	cal = node_get(n, "calendar");
	if (cal != NULL && rolling)
		return doc_fail_key(r->d, cal, r->e, "a rolling window has no calendar");
	if (cal == NULL && !rolling)
		return doc_fail(r->d, n, r->e, "a window is rolling (isRolling: true) or has a calendar");
	return cal != NULL ? calendar(r, cal, w) : RC_OK;
}

/* ---- indicators ---- */

static enum rc
check_type(struct reading *r, const struct node *source)
{
	const struct node *type = node_get(source, "type"), *ref = node_get(source,
	    "metricSourceRef");
	const struct object *o = NULL;
	enum rc rc = RC_OK;

	if (ref != NULL) {
		rc = doc_kind(r->d, ref, NODE_STRING, r->e);
		o = rc == RC_OK ? find(r, DATA_SOURCE, ref->text) : NULL;
	}
	if (rc == RC_OK && type == NULL && ref != NULL && o == NULL)
		rc = resolve(r, DATA_SOURCE, ref, &o);
	if (rc == RC_OK && type == NULL && o != NULL)
		rc = doc_need(r->d, o->spec, "type", &type, r->e);
	if (rc == RC_OK && type == NULL)
		rc = doc_fail(r->d, source, r->e, "expected the key 'type' in here: ndjson or log");
	if (rc == RC_OK)
		rc = doc_kind(r->d, type, NODE_STRING, r->e);
	if (rc != RC_OK || sv_is(type->text, "ndjson") || sv_is(type->text, "log"))
		return rc;
	return doc_fail(r->d, type, r->e, "a metricSource of type %.*s cannot be asked from here: "
	    "events are read and counted; write type: ndjson with spec: {where: EXPR}, or "
	    "{value: EXPR} of a thresholdMetric, EXPR as in cx-expr(7)", DOC_SHOW(type->text));
}

/* The expressions of a metric; NULL stays where there is none. */
static enum rc
metric(struct reading *r, const struct node *n, const struct expr **where,
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
		rc = slo_parse_expr(r->p, node_get(spec, "where"), where);
	if (rc == RC_OK && value != NULL) {
		rc = doc_need(r->d, spec, "value", &spec, r->e);
		if (rc == RC_OK)
			rc = slo_parse_expr(r->p, spec, value);
	}
	return rc;
}

/* A predicate must be there: every event would be good, or bad. */
static enum rc
predicate(struct reading *r, const struct node *n, const struct expr **x)
{
	enum rc rc = metric(r, n, x, NULL);

	if (rc == RC_OK && *x == NULL)
		rc = doc_fail(r->d, node_get(node_get(n, "metricSource"), "spec"), r->e,
		    "expected the key 'where' in here: which events are meant");
	return rc;
}

static enum rc
raw(struct reading *r, const struct node *n, struct sli *sli)
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
	return rc == RC_OK ? predicate(r, raw_metric, t == 0 ? &sli->good : &sli->bad) : rc;
}

static enum rc
ratio_metric(struct reading *r, const struct node *n, struct sli *sli)
{
	static const char *const known[] = { "counter", "good", "bad", "total", "rawType", "raw", NULL };
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
		return raw(r, n, sli);
	if (good != NULL && bad != NULL)
		return doc_fail_key(r->d, bad, r->e, "a ratioMetric has good or bad, not both");
	if (good == NULL && bad == NULL)
		return doc_fail(r->d, n, r->e, "expected the key 'good' or 'bad' in here");
	rc = doc_need(r->d, n, "total", &total, r->e);
	if (rc == RC_OK)
		rc = metric(r, total, &sli->where, NULL);
	if (rc != RC_OK)
		return rc;
	return good != NULL ? predicate(r, good, &sli->good) : predicate(r, bad, &sli->bad);
}

static enum rc
sli_spec(struct reading *r, const struct node *spec, struct sli *sli)
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
	    : metric(r, threshold, &sli->where, &sli->value);
}

/* The indicator of @n, inline or by reference; none: *found is false. */
static enum rc
indicator(struct reading *r, const struct node *n, struct sli *sli, bool *found)
{
	static const char *const known[] = { "metadata", "spec", NULL };
	const struct node *in = node_get(n, "indicator"), *ref = node_get(n, "indicatorRef"), *spec;
	const struct object *o = NULL;
	enum rc rc;

	*sli = (struct sli){ .name = { "", 0 } };
	*found = in != NULL || ref != NULL;
	if (in != NULL && ref != NULL)
		return doc_fail_key(r->d, ref, r->e, "give indicator or indicatorRef, not both");
	if (ref != NULL) {
		rc = resolve(r, SLI, ref, &o);
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
		rc = check_metadata(r, in, &sli->name);
	if (rc == RC_OK)
		rc = check_spec(r, in, spec_keys(SLI), &spec);
	return rc == RC_OK ? sli_spec(r, spec, sli) : rc;
}

/* ---- objectives ---- */

static const char *const ops[] = { "lte", "lt", "gte", "gt", NULL };

/* target: a number in [0, 1), or targetPercent in [0, 100). */
static enum rc
target(struct reading *r, const struct node *n, struct slo_objective *o)
{
	const struct node *t = node_get(n, "target"), *percent = node_get(n, "targetPercent");
	struct node share;
	struct slo_share s;
	enum rc rc;

	if (t != NULL && percent != NULL)
		return doc_fail_key(r->d, percent, r->e, "give target or targetPercent, not both");
	if (t == NULL && percent == NULL)
		return doc_fail(r->d, n, r->e, "expected the key 'target' or 'targetPercent' in here");
	share = t != NULL ? *t : *percent;
	rc = doc_kind(r->d, &share, NODE_NUMBER, r->e);
	o->target_text = share.text;
	if (rc == RC_OK && percent != NULL) {
		char *text = arena_alloc(r->p->arena, share.text.n + 1);

		memcpy(text, share.text.p, share.text.n);
		text[share.text.n] = '%';
		o->target_text = share.text = (struct sv){ text, share.text.n + 1 };
		share.kind = NODE_STRING;
	}
	return rc == RC_OK ? slo_parse_target(r->p, &share, &s, false, &o->e0) : rc;
}

static enum rc
slices(struct reading *r, const struct node *n, struct slo_objective *o)
{
	const struct node *t = node_get(n, "timeSliceTarget"), *w = node_get(n, "timeSliceWindow");
	uint64_t minutes = 0;
	struct slo_share s;
	enum rc rc = RC_OK;

	if (o->method != SLO_TIMESLICES && t != NULL)
		return doc_fail_key(r->d, t, r->e, "timeSliceTarget belongs to Timeslices");
	if (o->method == SLO_OCCURRENCES)
		return w == NULL ? RC_OK : doc_fail_key(r->d, w, r->e,
		    "timeSliceWindow belongs to Timeslices and RatioTimeslices");
	if (o->method == SLO_TIMESLICES)
		rc = doc_need(r->d, n, "timeSliceTarget", &t, r->e);
	if (rc == RC_OK && t != NULL)
		rc = doc_kind(r->d, t, NODE_NUMBER, r->e);
	if (rc == RC_OK && t != NULL)
		rc = slo_parse_target(r->p, t, &s, true, &o->slice_e0);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "timeSliceWindow", &w, r->e);
	if (rc == RC_OK && w->kind == NODE_NUMBER) {
		rc = doc_u64(r->d, n, "timeSliceWindow", 1, 525600, &minutes, r->e);
		o->slice_us = (int64_t)minutes * SLO_MINUTE_US;
	} else if (rc == RC_OK) {
		rc = duration_us(r, w, false, &o->slice_us);
	}
	return rc;
}

/* A threshold makes of each event a good or a bad one; a ratio has its own. */
static enum rc
threshold(struct reading *r, const struct node *n, struct sli *sli, struct slo_objective *o)
{
	const struct node *value = node_get(n, "value");
	unsigned op = SLO_GTE;
	enum rc rc = doc_choice(r->d, n, "op", ops, &op, r->e);

	if (rc != RC_OK)
		return rc;
	if (sli->value == NULL) {
		if (value != NULL)
			return doc_fail_key(r->d, value, r->e, "'value' belongs to a thresholdMetric");
		if (op == SLO_LTE || op == SLO_LT)
			return doc_fail(r->d, node_get(n, "op"), r->e, "the share of good events is to "
			    "be at least the target: gte, gt, or no op");
		return RC_OK;
	}
	rc = doc_need(r->d, n, "op", &value, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "value", &value, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, value, NODE_NUMBER, r->e);
	if (rc == RC_OK)
		rc = slo_parse_limit(r->p, value, &o->limit);
	if (rc != RC_OK)
		return rc;
	o->op = (enum slo_op)op;
	o->limit_text = value->text;
	sli->good = slo_parse_threshold(r->p, sli->value, o->op, value->text);
	return RC_OK;
}

/* "Good (2)". */
static struct sv
numbered(struct reading *r, struct sv s, size_t k)
{
	char text[100];
	int n = snprintf(text, sizeof(text), "%.*s (%zu)", DOC_SHOW(s), k);

	return arena_sv(r->p->arena, (struct sv){ text, (size_t)n });
}

/* A name that no objective of the SLO has yet. */
static struct sv
unique(struct reading *r, struct sv base, size_t first, size_t self)
{
	struct sv name = base;
	size_t i = first, k = 2;

	while (i < self)
		if (sv_eq(r->p->objective[i].name, name)) {
			name = numbered(r, base, k++);
			i = first;
		} else {
			i++;
		}
	return name;
}

struct plan {			/* of one SLO */
	struct slo_objective common;
	size_t               first;
	bool                 has_sli;	/* for all its objectives */
	struct sli           sli;
	bool                 composite;
};

static enum rc
objective(struct reading *r, const struct node *n, struct plan *pl)
{
	static const char *const known[] = { "displayName", "op", "value", "target", "targetPercent",
		"timeSliceTarget", "timeSliceWindow", "indicator", "indicatorRef", "compositeWeight",
		NULL };
	struct slo_objective *o;
	struct sli sli = pl->sli;
	bool own = false;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK && !pl->has_sli)
		rc = indicator(r, n, &sli, &own);
	if (rc == RC_OK && !pl->has_sli && !own)
		rc = doc_fail(r->d, n, r->e, "expected the key 'indicator' or 'indicatorRef' in here, "
		    "or in the SLO");
	if (rc == RC_OK)
		rc = slo_parse_new(r->p, n, &o);
	if (rc != RC_OK)
		return rc;
	*o = pl->common;
	o->line = n->line;
	o->col = n->col;
	rc = doc_text(r->d, n, "displayName", &sli.name, r->e);
	o->name = unique(r, sli.name, pl->first, r->p->n - 1);
	if (rc == RC_OK)
		rc = target(r, n, o);
	if (rc == RC_OK)
		rc = slices(r, n, o);
	if (rc == RC_OK)
		rc = threshold(r, n, &sli, o);
	o->where = sli.where;
	o->good = sli.good;
	o->bad = sli.bad;
	return rc;
}

/* ---- alert policies ---- */

static enum rc
condition_spec(struct reading *r, const struct node *spec, struct sv name, struct slo_alert *a)
{
	static const char *const known[] = { "kind", "op", "threshold", "lookbackWindow", "alertAfter",
		NULL };
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
		rc = doc_choice(r->d, n, "op", ops, &op, r->e);
	if (rc == RC_OK && (op == SLO_LTE || op == SLO_LT))
		rc = doc_fail(r->d, node_get(n, "op"), r->e, "an alert at a burn of less fires while "
		    "all is well; the example in OpenSLO's text that has lte means gte");
	a->op = (enum slo_op)op;
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "threshold", &v, r->e);
	if (rc == RC_OK)
		rc = doc_number(r->d, n, "threshold", 0, 1e9, &a->factor, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "lookbackWindow", &v, r->e);
	if (rc == RC_OK)
		rc = duration_us(r, v, false, &a->long_us);
	v = rc == RC_OK ? node_get(n, "alertAfter") : NULL;
	return v != NULL ? duration_us(r, v, true, &a->after_us) : rc;
}

static enum rc
condition(struct reading *r, const struct node *n, struct slo_alert *a)
{
	static const char *const by_ref[] = { "conditionRef", NULL };
	static const char *const in[] = { "kind", "apiVersion", "metadata", "spec", NULL };
	static const char *const kind[] = { "AlertCondition", NULL };
	const struct node *ref = node_get(n, "conditionRef"), *spec;
	const struct object *o = NULL;
	struct sv name = { "", 0 };
	unsigned k = 0;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, ref != NULL ? by_ref : in, r->e);
	if (rc == RC_OK && ref != NULL) {
		rc = resolve(r, ALERT_CONDITION, ref, &o);
		return rc == RC_OK ? condition_spec(r, o->spec, o->name, a) : rc;
	}
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "kind", kind, &k, r->e);
	if (rc == RC_OK)
		rc = check_metadata(r, n, &name);
	if (rc == RC_OK)
		rc = check_spec(r, n, spec_keys(ALERT_CONDITION), &spec);
	return rc == RC_OK ? condition_spec(r, spec, name, a) : rc;
}

/* Nobody is told from here: the targets are only checked. */
static enum rc
notification_targets(struct reading *r, const struct node *spec)
{
	static const char *const known[] = { "targetRef", "kind", "apiVersion", "metadata", "spec", NULL };
	const struct node *list = node_get(spec, "notificationTargets"), *in;
	struct sv name;
	enum rc rc = list != NULL ? doc_kind(r->d, list, NODE_LIST, r->e) : RC_OK;

	for (size_t i = 0; list != NULL && rc == RC_OK && i < list->n; i++) {
		const struct node *n = &list->item[i], *ref = node_get(n, "targetRef");

		rc = doc_kind(r->d, n, NODE_MAP, r->e);
		if (rc == RC_OK)
			rc = doc_keys(r->d, n, known, r->e);
		if (rc == RC_OK && ref != NULL)
			rc = doc_kind(r->d, ref, NODE_STRING, r->e);
		if (rc != RC_OK || ref != NULL)
			continue;
		rc = check_metadata(r, n, &name);
		if (rc == RC_OK)
			rc = check_spec(r, n, spec_keys(TARGET), &in);
	}
	return rc;
}

static enum rc
policy_spec(struct reading *r, const struct node *spec, struct slo_alert *a, bool *alert,
    bool *nodata)
{
	const struct node *list = node_get(spec, "conditions");
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
		rc = doc_fail(r->d, spec, r->e, "this policy never alerts: say alertWhenBreaching: true "
		    "or alertWhenNoData: true");
	if (rc == RC_OK)
		rc = notification_targets(r, spec);
	if (rc == RC_OK && list != NULL)
		rc = doc_kind(r->d, list, NODE_LIST, r->e);
	if (rc == RC_OK && list != NULL && list->n > 1)
		rc = doc_fail(r->d, list, r->e, "a policy has at most one condition, found %zu", list->n);
	if (rc != RC_OK)
		return rc;
	if (breaching && (list == NULL || list->n == 0))
		return doc_fail(r->d, spec, r->e, "expected a condition: what is breaching");
	*alert = breaching;
	return list != NULL && list->n == 1 ? condition(r, &list->item[0], a) : RC_OK;
}

static enum rc
policy(struct reading *r, const struct node *n, struct slo_alert *a, bool *alert, bool *nodata)
{
	static const char *const by_ref[] = { "alertPolicyRef", NULL };
	static const char *const in[] = { "kind", "apiVersion", "metadata", "spec", NULL };
	static const char *const kind[] = { "AlertPolicy", NULL };
	const struct node *ref = n->kind == NODE_STRING ? n : node_get(n, "alertPolicyRef"), *spec;
	const struct object *o = NULL;
	struct sv name;
	unsigned k = 0;
	enum rc rc = ref != n ? doc_kind(r->d, n, NODE_MAP, r->e) : RC_OK;

	if (rc == RC_OK && ref != n)
		rc = doc_keys(r->d, n, ref != NULL ? by_ref : in, r->e);
	if (rc == RC_OK && ref != NULL) {
		rc = resolve(r, ALERT_POLICY, ref, &o);
		return rc == RC_OK ? policy_spec(r, o->spec, a, alert, nodata) : rc;
	}
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "kind", kind, &k, r->e);
	if (rc == RC_OK)
		rc = check_metadata(r, n, &name);
	if (rc == RC_OK)
		rc = check_spec(r, n, spec_keys(ALERT_POLICY), &spec);
	return rc == RC_OK ? policy_spec(r, spec, a, alert, nodata) : rc;
}

static enum rc
policies(struct reading *r, const struct node *spec, struct plan *pl)
{
	const struct node *list = node_get(spec, "alertPolicies");
	enum rc rc = list != NULL ? doc_kind(r->d, list, NODE_LIST, r->e) : RC_OK;

	if (rc != RC_OK || list == NULL)
		return rc;
	if (list->n != 0 && pl->composite)
		return doc_fail_key(r->d, list, r->e, "alerts of a composite SLO cannot be evaluated; "
		    "give them to SLOs of their own");
	if (list->n > SLO_ALERTS_MAX)
		return doc_fail(r->d, list, r->e, "more than %d policies", SLO_ALERTS_MAX);
	for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
		struct slo_alert a = { 0 };
		bool alert = false, nodata = false;

		rc = policy(r, &list->item[i], &a, &alert, &nodata);
		for (size_t k = pl->first; rc == RC_OK && k < r->p->n; k++) {
			struct slo_objective *o = &r->p->objective[k];

			o->alert_nodata = o->alert_nodata || nodata;
			if (!alert)
				continue;
			if (o->alert == NULL)
				o->alert = arena_alloc(r->p->arena, list->n * sizeof(a));
			o->alert[o->nalert++] = a;
			rc = slo_parse_fires(r->p, &list->item[i], &a, o);
		}
	}
	return rc;
}

/* ---- an SLO ---- */

static enum rc
composite(struct reading *r, const struct node *list, const struct object *slo, struct plan *pl)
{
	struct slo_objective *c;
	size_t n = r->p->n - pl->first;
	enum rc rc = slo_parse_new(r->p, slo->node, &c);

	if (rc == RC_OK && n > SLO_MEMBERS_MAX)
		rc = doc_fail(r->d, list, r->e, "more than %d members", SLO_MEMBERS_MAX);
	if (rc != RC_OK)
		return rc;
	c->slo = pl->common.slo;
	c->service = pl->common.service;
	c->type = SLO_COMPOSITE;
	c->method = pl->common.method;
	c->window = pl->common.window;
	c->name = unique(r, slo->name, pl->first, r->p->n - 1);
	c->member = arena_alloc(r->p->arena, n * sizeof(*c->member));
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct slo_objective *o = &r->p->objective[pl->first + i];
		const struct node *w = node_get(&list->item[i], "compositeWeight");
		double weight = 1;

		rc = doc_number(r->d, &list->item[i], "compositeWeight", 0, 1e6, &weight, r->e);
		if (rc == RC_OK && weight <= 0)
			rc = doc_fail(r->d, w, r->e, "a weight is more than 0");
		if (rc == RC_OK && i > 0 && o->slice_us != c->slice_us)
			rc = doc_fail(r->d, &list->item[i], r->e,
			    "all parts of a composite have slices of one length");
		if (c->method != SLO_OCCURRENCES && (i == 0 || o->e0 < c->e0))
			c->e0 = o->e0;
		if (c->method != SLO_OCCURRENCES && o->e0 <= c->e0)
			c->target_text = o->target_text;
		c->slice_us = o->slice_us;
		o->severity = SLO_INFO;
		c->member[c->nmember++] = (struct slo_member){ pl->first + i, weight };
	}
	return rc;
}

static enum rc
slo_head(struct reading *r, const struct object *slo, struct plan *pl)
{
	static const char *const methods[] = { "Occurrences", "Timeslices", "RatioTimeslices", NULL };
	const struct node *n;
	unsigned method = 0;
	enum rc rc = doc_need(r->d, slo->spec, "service", &n, r->e);

	pl->common = (struct slo_objective){ .slo = slo->name, .name = { "", 0 }, .min_bad = 2,
		.after = SIZE_MAX, .increase = .25, .limit_text = { "", 0 },
		.target_text = { "", 0 } };
	if (rc == RC_OK)
		rc = doc_text(r->d, slo->spec, "service", &pl->common.service, r->e);
	if (rc == RC_OK)
		rc = time_window(r, slo->spec, &pl->common.window);
	if (rc == RC_OK)
		rc = doc_need(r->d, slo->spec, "budgetingMethod", &n, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, slo->spec, "budgetingMethod", methods, &method, r->e);
	pl->common.method = (enum slo_method)method;
	return rc == RC_OK ? indicator(r, slo->spec, &pl->sli, &pl->has_sli) : rc;
}

static enum rc
read_slo(struct reading *r, const struct object *slo)
{
	struct plan pl = { .first = r->p->n };
	const struct node *list;
	enum rc rc = slo_head(r, slo, &pl);

	if (rc == RC_OK)
		rc = doc_need(r->d, slo->spec, "objectives", &list, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, list, NODE_LIST, r->e);
	if (rc == RC_OK && list->n == 0)
		rc = doc_fail(r->d, list, r->e, "expected objectives, found none");
	if (rc == RC_OK && pl.sli.value != NULL && list->n > 1)
		rc = doc_fail(r->d, list, r->e, "a thresholdMetric has exactly one objective, found %zu",
		    list->n);
	if (rc != RC_OK)
		return rc;
	pl.composite = !pl.has_sli && list->n > 1;
	for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
		static const char *const part[] = { "indicator", "indicatorRef", "compositeWeight", NULL };

		for (size_t k = 0; pl.has_sli && rc == RC_OK && part[k] != NULL; k++)
			if (node_get(&list->item[i], part[k]) != NULL)
				rc = doc_fail_key(r->d, node_get(&list->item[i], part[k]), r->e,
				    "'%s' belongs to a composite SLO, which has no indicator of its own",
				    part[k]);
		if (rc == RC_OK)
			rc = objective(r, &list->item[i], &pl);
	}
	if (rc == RC_OK)
		rc = policies(r, slo->spec, &pl);
	return rc == RC_OK && pl.composite ? composite(r, list, slo, &pl) : rc;
}

enum rc
slo_open_read(struct slo_parse *p, const struct docs *d)
{
	struct reading r = { .p = p, .d = p->doc, .e = p->e };
	size_t slos = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < d->n; i++) {
		const struct node *root = d->doc[i].root;

		if (root->kind == NODE_NULL)
			continue;
		if (root->kind != NODE_LIST)
			rc = add_object(&r, root);
		for (size_t k = 0; rc == RC_OK && root->kind == NODE_LIST && k < root->n; k++)
			rc = add_object(&r, &root->item[k]);
	}
	for (size_t i = 0; rc == RC_OK && i < r.n; i++)
		if (r.object[i].kind == SLO) {
			slos++;
			rc = read_slo(&r, &r.object[i]);
		}
	if (rc == RC_OK && slos == 0)
		rc = doc_fail(p->doc, p->doc->root, p->e, "no object of kind SLO in this file");
	return rc;
}
