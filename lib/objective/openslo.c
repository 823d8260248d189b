/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * openslo - see openslo.h
 */
#include "objective/openslo.h"

#include <stdio.h>
#include <string.h>

#define DAY_US (24 * 60 * SLO_MINUTE_US)

static enum rc
read_calendar(struct openslo *r, const struct node *n, struct slo_window *w)
{
	static const char *const known[] = { "startTime", "timeZone", NULL };
	const struct node *start, *zone;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "timeZone", &zone, r->e);
	if (rc == RC_OK)
		rc = clause_zone(r->p, zone, &w->zone);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "startTime", &start, r->e);
	if (rc == RC_OK && start->text.n != strlen("2026-01-01 00:00:00"))
		rc = doc_fail(r->d, start, r->e, "expected a time such as 2026-01-01 00:00:00");
	w->span = SLO_SPAN_CALENDAR;
	return rc == RC_OK ? clause_start(r->p, start, w) : rc;
}

static enum rc
time_window(struct openslo *r, const struct node *spec, struct slo_window *w)
{
	static const char *const known[] = { "duration", "isRolling", "calendar", NULL };
	const struct node *list, *n, *length, *cal;
	bool rolling = false;
	enum rc rc = doc_need(r->d, spec, "timeWindow", &list, r->e);

	if (rc == RC_OK)
		rc = doc_kind(r->d, list, NODE_LIST, r->e);
	if (rc == RC_OK && list->n != 1)
		rc = doc_fail(r->d, list, r->e,
		    "expected exactly one time window, found %zu", list->n);
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
		rc = openslo_duration(r, length, false, &w->n, &w->unit);
	if (rc != RC_OK)
		return rc;
	w->text = length->text;
	w->span = SLO_SPAN_ROLLING;
	w->length_us = clause_length(w->n, w->unit);
	cal = node_get(n, "calendar");
	if (cal != NULL && rolling)
		return doc_fail_key(r->d, cal, r->e, "a rolling window has no calendar");
	if (cal == NULL && !rolling)
		return doc_fail(r->d, n, r->e,
		    "a window is rolling (isRolling: true) or has a calendar");
	if (cal != NULL && w->length_us < DAY_US)
		return doc_fail(r->d, length, r->e, "a calendar window of '%.*s' is shorter than a "
		    "day: m is minutes, M is months", SV_SHOW(length->text));
	return cal != NULL ? read_calendar(r, cal, w) : RC_OK;
}

/* ---- objectives ---- */

/* target: a number in [0, 1), or targetPercent in [0, 100). */
static enum rc
read_target(struct openslo *r, const struct node *n, struct slo_objective *o)
{
	const struct node *t = node_get(n, "target"), *percent = node_get(n, "targetPercent");
	struct node share;
	struct slo_share s;
	enum rc rc;

	if (t != NULL && percent != NULL)
		return doc_fail_key(r->d, percent, r->e, "give target or targetPercent, not both");
	if (t == NULL && percent == NULL)
		return doc_fail(r->d, n, r->e,
		    "expected the key 'target' or 'targetPercent' in here");
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
	return rc == RC_OK ? clause_target(r->p, &share, &s, false, &o->e0) : rc;
}

static enum rc
read_slices(struct openslo *r, const struct node *n, struct slo_objective *o)
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
		rc = clause_target(r->p, t, &s, true, &o->slice_e0);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "timeSliceWindow", &w, r->e);
	if (rc == RC_OK && w->kind == NODE_NUMBER) {
		rc = doc_u64(r->d, n, "timeSliceWindow", 1, 525600, &minutes, r->e);
		o->slice_us = (int64_t)minutes * SLO_MINUTE_US;
	} else if (rc == RC_OK) {
		rc = openslo_duration_us(r, w, false, &o->slice_us);
	}
	return rc;
}

/* A threshold makes of each event a good or a bad one; a ratio has its own. */
static enum rc
read_threshold(struct openslo *r, const struct node *n, struct openslo_sli *sli,
    struct slo_objective *o)
{
	const struct node *value = node_get(n, "value");
	unsigned op = SLO_GTE;
	enum rc rc = doc_choice(r->d, n, "op", openslo_ops(), &op, r->e);

	if (rc != RC_OK)
		return rc;
	if (sli->value == NULL) {
		if (value != NULL)
			return doc_fail_key(r->d, value, r->e,
			    "'value' belongs to a thresholdMetric");
		if (op == SLO_LTE || op == SLO_LT)
			return doc_fail(r->d, node_get(n, "op"), r->e,
			    "the share of good events is to "
			    "be at least the target: gte, gt, or no op");
		return RC_OK;
	}
	rc = doc_need(r->d, n, "op", &value, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "value", &value, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, value, NODE_NUMBER, r->e);
	if (rc == RC_OK)
		rc = clause_limit(r->p, value, &o->limit);
	if (rc != RC_OK)
		return rc;
	o->op = (enum slo_op)op;
	o->limit_text = value->text;
	sli->good = clause_threshold(r->p, sli->value, o->op, value->text);
	return RC_OK;
}

/* "Good (2)". */
static struct sv
numbered_name(struct openslo *r, struct sv s, size_t k)
{
	char text[100];
	int n = snprintf(text, sizeof(text), "%.*s (%zu)", SV_SHOW(s), k);

	return arena_sv(r->p->arena, (struct sv){ text, (size_t)n });
}

/* A name that no objective of the SLO has yet. */
static struct sv
unique_name(struct openslo *r, struct sv base, size_t first, size_t self)
{
	struct sv name = base;
	size_t i = first, k = 2;

	while (i < self)
		if (sv_eq(r->p->objective[i].name, name)) {
			name = numbered_name(r, base, k++);
			i = first;
		} else {
			i++;
		}
	return name;
}

static enum rc
read_objective(struct openslo *r, const struct node *n, struct openslo_plan *pl)
{
	static const char *const known[] = { "displayName", "op", "value", "target",
		"targetPercent", "timeSliceTarget", "timeSliceWindow", "indicator", "indicatorRef",
		"compositeWeight", NULL };
	struct slo_objective *o;
	struct openslo_sli sli = pl->sli;
	bool own = false;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK && !pl->has_sli)
		rc = openslo_indicator(r, n, &sli, &own);
	if (rc == RC_OK && !pl->has_sli && !own)
		rc = doc_fail(r->d, n, r->e,
		    "expected the key 'indicator' or 'indicatorRef' in here, "
		    "or in the SLO");
	if (rc == RC_OK)
		rc = clause_new(r->p, n, &o);
	if (rc != RC_OK)
		return rc;
	*o = pl->common;
	o->line = n->line;
	o->col = n->col;
	rc = doc_text(r->d, n, "displayName", &sli.name, r->e);
	o->name = unique_name(r, sli.name, pl->first, r->p->n - 1);
	if (rc == RC_OK)
		rc = read_target(r, n, o);
	if (rc == RC_OK)
		rc = read_slices(r, n, o);
	if (rc == RC_OK)
		rc = read_threshold(r, n, &sli, o);
	o->where = sli.where;
	o->good = sli.good;
	o->bad = sli.bad;
	return rc;
}

/* ---- an SLO ---- */

static enum rc
read_composite(struct openslo *r, const struct node *list, const struct openslo_object *slo,
    struct openslo_plan *pl)
{
	struct slo_objective *c;
	size_t n = r->p->n - pl->first;
	enum rc rc = clause_new(r->p, slo->node, &c);

	if (rc == RC_OK && n > SLO_MEMBERS_MAX)
		rc = doc_fail(r->d, list, r->e, "more than %d members", SLO_MEMBERS_MAX);
	if (rc != RC_OK)
		return rc;
	c->slo = pl->common.slo;
	c->service = pl->common.service;
	c->type = SLO_COMPOSITE;
	c->method = pl->common.method;
	c->window = pl->common.window;
	c->name = unique_name(r, slo->name, pl->first, r->p->n - 1);
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
slo_head(struct openslo *r, const struct openslo_object *slo, struct openslo_plan *pl)
{
	static const char *const methods[] = { "Occurrences", "Timeslices", "RatioTimeslices",
		NULL };
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
	return rc == RC_OK ? openslo_indicator(r, slo->spec, &pl->sli, &pl->has_sli) : rc;
}

static enum rc
read_slo(struct openslo *r, const struct openslo_object *slo)
{
	struct openslo_plan pl = { .first = r->p->n };
	const struct node *list;
	enum rc rc = slo_head(r, slo, &pl);

	if (rc == RC_OK)
		rc = doc_need(r->d, slo->spec, "objectives", &list, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, list, NODE_LIST, r->e);
	if (rc == RC_OK && list->n == 0)
		rc = doc_fail(r->d, list, r->e, "expected objectives, found none");
	if (rc == RC_OK && pl.sli.value != NULL && list->n > 1)
		rc = doc_fail(r->d, list, r->e,
		    "a thresholdMetric has exactly one objective, found %zu", list->n);
	if (rc != RC_OK)
		return rc;
	pl.composite = !pl.has_sli && list->n > 1;
	for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
		static const char *const part[] = { "indicator", "indicatorRef", "compositeWeight",
			NULL };

		for (size_t k = 0; pl.has_sli && rc == RC_OK && part[k] != NULL; k++)
			if (node_get(&list->item[i], part[k]) != NULL)
				rc = doc_fail_key(r->d, node_get(&list->item[i], part[k]), r->e,
				    "'%s' belongs to a composite SLO, which has no indicator of "
				    "its own",
				    part[k]);
		if (rc == RC_OK)
			rc = read_objective(r, &list->item[i], &pl);
	}
	if (rc == RC_OK)
		rc = openslo_policies(r, slo->spec, &pl);
	return rc == RC_OK && pl.composite ? read_composite(r, list, slo, &pl) : rc;
}

/* What else is written like OpenSLO: its queries are of a database that is not asked from here. */
static enum rc
other_version(struct openslo *r, const struct node *version)
{
	static const char by_hand[] = "write it as openslo/v1, or as cx-spec(5) has it";
	static const struct { const char *prefix, *name, *way; } others[] = {
		{ "sloth.slok.dev/", "sloth", "cxslo --from-sloth drafts what cx-spec(5) has" },
		{ "pyrra.dev/", "Pyrra", by_hand }, { "n9/", "Nobl9", by_hand }
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (version->kind == NODE_STRING &&
		    sv_starts(version->text, sv_of(others[i].prefix)))
			return doc_fail(r->d, version, r->e, "this is a file of %s, whose "
			    "queries ask a database; events are counted here: %s",
			    others[i].name, others[i].way);
	return doc_fail(r->d, version, r->e, "expected openslo/v1, found '%.*s'",
	    SV_SHOW(version->text));
}

static enum rc
add_object(struct openslo *r, const struct node *n)
{
	static const char *const known[] = { "apiVersion", "kind", "metadata", "spec", NULL };
	struct openslo_object o = { .node = n };
	const struct node *version, *kind;
	unsigned k = 0;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_need(r->d, n, "apiVersion", &version, r->e);
	if (rc == RC_OK && (version->kind != NODE_STRING || !sv_is(version->text, "openslo/v1")))
		rc = other_version(r, version);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "kind", &kind, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "kind", openslo_kinds(), &k, r->e);
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = openslo_metadata(r, n, &o.name);
	if (rc == RC_OK)
		rc = openslo_spec(r, n, (enum openslo_kind)k, &o.spec);
	if (rc != RC_OK)
		return rc;
	o.kind = (enum openslo_kind)k;
	if (openslo_find(r, o.kind, o.name) != NULL)
		return doc_fail(r->d, node_get(node_get(n, "metadata"), "name"), r->e,
		    "two objects of kind %s are called '%.*s'", openslo_kinds()[k],
		    SV_SHOW(o.name));
	r->object = arena_grow(r->p->arena, r->object, r->n * sizeof(o), (r->n + 1) * sizeof(o));
	r->object[r->n++] = o;
	return RC_OK;
}

enum rc
openslo_read(struct clause *p, const struct docs *d)
{
	struct openslo r = { .p = p, .d = p->doc, .e = p->e };
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
		if (r.object[i].kind == OPENSLO_SLO) {
			slos++;
			rc = read_slo(&r, &r.object[i]);
		}
	if (rc == RC_OK && slos == 0)
		rc = doc_fail(p->doc, p->doc->root, p->e, "no object of kind SLO in this file");
	return rc;
}
