/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortform_common - what objectives of several kinds may have
 */
#include "objective/shortform.h"

#include <string.h>

static const char *const levels[] = { "availability", "functionality", "speed", NULL };

/* ---- windows ---- */

static enum rc
calendar_window(struct shortform *r, const struct node *n, struct slo_window *w)
{
	static const char *const known[] = { "calendar", "start", "tz", NULL };
	static const char *const units[] = { "day", "week", "month", "quarter", "year", NULL };
	const struct node *start = node_get(n, "start"), *tz = node_get(n, "tz"), *unit;
	unsigned u = 0;
	enum rc rc = doc_keys(r->p->doc, n, known, r->p->e);

	if (rc == RC_OK)
		rc = doc_need(r->p->doc, n, "calendar", &unit, r->p->e);
	if (rc == RC_OK)
		rc = doc_choice(r->p->doc, n, "calendar", units, &u, r->p->e);
	*w = (struct slo_window){ .span = SLO_SPAN_CALENDAR, .n = 1, .unit = "dwMQY"[u],
		.zone = r->p->cfg->env->zone, .text = sv_of(units[u]) };
	w->length_us = clause_length(1, w->unit);
	if (rc == RC_OK && tz != NULL)
		rc = clause_zone(r->p, tz, &w->zone);
	if (rc != RC_OK)
		return rc;
	/* 1970-01-05 was a Monday. */
	w->start_us = tzone_reach(w->zone, w->unit == 'w' ? 4 * INT64_C(86400000000) : 0);
	return start != NULL ? clause_start(r->p, start, w) : RC_OK;
}

static enum rc
read_window(struct shortform *r)
{
	const struct node *n = shortform_get(r, SLO_KEY_WINDOW);

	if (n == NULL || (n->kind == NODE_STRING && sv_is(n->text, "all"))) {
		r->o->window.text = SV("all");
		return RC_OK;
	}
	if (n->kind == NODE_MAP)
		return calendar_window(r, n, &r->o->window);
	return clause_rolling(r->p, n, &r->o->window);
}

/* ---- alerts ---- */

static enum rc
add_alert(struct shortform *r, const struct node *at, const struct slo_alert *a)
{
	struct slo_objective *o = r->o;
	enum rc rc = clause_fires(r->p, at, a, o);

	if (rc != RC_OK)
		return rc;
	if (o->nalert == SLO_ALERTS_MAX)
		return doc_fail(r->p->doc, at, r->p->e, "more than %d alerts", SLO_ALERTS_MAX);
	if (o->alert == NULL)
		o->alert = arena_alloc(r->p->arena, SLO_ALERTS_MAX * sizeof(*a));
	o->alert[o->nalert++] = *a;
	return RC_OK;
}

/*
 * The four of the Site Reliability Workbook, chapter 5: a share f of the budget of a
 * window T spent in W is a burn of f T / W.  What would be a burn below .9, hardly
 * beyond what the target allows, is left out.
 */
static enum rc
add_standard(struct shortform *r, const struct node *n)
{
	static const struct {
		int64_t     percent;
		int64_t     minutes;
		int64_t     brief;
		const char *severity;
	} row[] = {
		{ 2, 60, 5, "page" }, { 5, 360, 30, "page" },
		{ 10, 1440, 120, "ticket" }, { 10, 4320, 360, "ticket" },
	};
	int64_t length = r->o->window.length_us / SLO_MINUTE_US;
	size_t before = r->o->nalert;
	enum rc rc = RC_OK;

	if (length == 0)
		return doc_fail(r->p->doc, n, r->p->e, "standard alerts are scaled to the window; "
		    "give one, such as window: 30d");
	for (size_t i = 0; rc == RC_OK && i < sizeof(row) / sizeof(row[0]); i++) {
		struct slo_alert a = {
			.long_us = row[i].minutes * SLO_MINUTE_US,
			.short_us = row[i].brief * SLO_MINUTE_US,
			.factor = (double)(row[i].percent * length) /
			    (double)(100 * row[i].minutes),
			.op = SLO_GT, .min_bad = 3, .severity = sv_of(row[i].severity),
			.name = { "", 0 },
		};

		if (a.factor >= .9)
			rc = add_alert(r, n, &a);
	}
	if (rc == RC_OK && r->o->nalert == before)
		return doc_fail(r->p->doc, n, r->p->e, "the window is too short for standard "
		    "alerts; name your own");
	return rc;
}

/* factor, or the share of the budget that is spent in the long window. */
static enum rc
alert_factor(struct shortform *r, const struct node *n, struct slo_alert *a)
{
	const struct node *factor = node_get(n, "factor"), *budget = node_get(n, "budget");
	double share = 0;
	enum rc rc;

	if ((factor != NULL) == (budget != NULL))
		return doc_fail(r->p->doc, n, r->p->e,
		    "an alert needs a factor (a burn) or a budget (a share of it), one of them");
	if (factor != NULL) {
		rc = doc_number(r->p->doc, n, "factor", 0, 1e9, &a->factor, r->p->e);
		if (rc == RC_OK && a->factor <= 0)
			rc = doc_fail(r->p->doc, factor, r->p->e, "a burn is more than 0");
		return rc;
	}
	if (r->o->window.length_us == 0)
		return doc_fail(r->p->doc, budget, r->p->e,
		    "a share of the budget is that of the window; give one, such as window: 30d");
	rc = clause_limited(r->p, budget, 1, &share);
	if (rc == RC_OK && share <= 0)
		rc = doc_fail(r->p->doc, budget, r->p->e, "expected more than 0%%");
	a->factor = share * (double)r->o->window.length_us / (double)a->long_us;
	return rc;
}

static enum rc
alert_windows(struct shortform *r, const struct node *n, struct slo_alert *a)
{
	const struct node *trickle = node_get(n, "trickle"), *brief = node_get(n, "short"), *wide;
	enum rc rc;

	if (trickle != NULL) {
		static const char *const no[] = { "long", "short", "factor", "budget", NULL };

		for (size_t i = 0; no[i] != NULL; i++)
			if (node_get(n, no[i]) != NULL)
				return doc_fail_key(r->p->doc, node_get(n, no[i]), r->p->e,
				    "a trickle alert has no '%s': it fires at a burn beyond 1",
				    no[i]);
		a->trickle = true;
		a->factor = 1;
		return clause_minutes(r->p, trickle, 60, &a->long_us);
	}
	rc = doc_need(r->p->doc, n, "long", &wide, r->p->e);
	if (rc == RC_OK)
		rc = clause_minutes(r->p, wide, 1, &a->long_us);
	if (rc == RC_OK && brief != NULL)
		rc = clause_minutes(r->p, brief, 1, &a->short_us);
	else if (rc == RC_OK)
		a->short_us = a->long_us / 12 - a->long_us / 12 % SLO_MINUTE_US;
	if (rc == RC_OK && brief != NULL && a->short_us >= a->long_us)
		rc = doc_fail(r->p->doc, brief, r->p->e,
		    "the short window is shorter than the long");
	return rc != RC_OK ? rc : alert_factor(r, n, a);
}

static enum rc
read_alert(struct shortform *r, const struct node *n)
{
	static const char *const known[] = { "long", "short", "factor", "budget", "trickle",
		"severity", "name", "min_bad", "after", NULL };
	struct slo_alert a = { .op = SLO_GT, .min_bad = 3, .severity = SV("page"),
		.name = { "", 0 } };
	const struct node *after = node_get(n, "after");
	enum rc rc = doc_kind(r->p->doc, n, NODE_MAP, r->p->e);

	if (rc == RC_OK)
		rc = doc_keys(r->p->doc, n, known, r->p->e);
	if (rc == RC_OK)
		rc = alert_windows(r, n, &a);
	if (rc == RC_OK)
		rc = doc_text(r->p->doc, n, "severity", &a.severity, r->p->e);
	if (rc == RC_OK)
		rc = doc_text(r->p->doc, n, "name", &a.name, r->p->e);
	if (rc == RC_OK)
		rc = doc_u64(r->p->doc, n, "min_bad", 1, UINT64_C(1) << 53, &a.min_bad, r->p->e);
	if (rc == RC_OK && after != NULL)
		rc = clause_minutes(r->p, after, 0, &a.after_us);
	return rc == RC_OK ? add_alert(r, n, &a) : rc;
}

enum rc
shortform_alerts(struct shortform *r)
{
	const struct node *n = shortform_get(r, SLO_KEY_ALERTS);
	enum rc rc = RC_OK;

	if (n == NULL || (n->kind == NODE_STRING && sv_is(n->text, "none")))
		return RC_OK;
	if (r->o->unit != NULL)
		return doc_fail_key(r->p->doc, n, r->p->e,
		    "alerts count events, and this objective "
		    "counts each %s once; say alerts: none here",
		    "'per'");
	if (n->kind == NODE_STRING && sv_is(n->text, "standard"))
		return add_standard(r, n);
	if (n->kind != NODE_LIST)
		return doc_fail(r->p->doc, n, r->p->e,
		    "expected standard, none or a list of alerts, found %.*s",
		    SV_SHOW(n->kind == NODE_STRING ? n->text : sv_of(node_kind_name(n->kind))));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++)
		rc = n->item[i].kind == NODE_STRING && sv_is(n->item[i].text, "standard")
		    ? add_standard(r, &n->item[i]) : read_alert(r, &n->item[i]);
	return rc;
}

/* ---- bursts ---- */

/* A number of bad events an incident, none (one each), or the states that know it. */
static enum rc
read_bursts(struct shortform *r)
{
	static const char *const known[] = { "from", NULL };
	const struct node *n = shortform_get(r, SLO_KEY_BURSTS), *from;
	struct slo_objective *o = r->o;
	enum rc rc;

	if (n == NULL)
		return RC_OK;
	if (n->kind == NODE_STRING && sv_is(n->text, "none")) {
		o->bursts = 1;
		return RC_OK;
	}
	if (n->kind == NODE_NUMBER)
		return doc_number(r->p->doc, n->up, "bursts", 1, 1e6, &o->bursts, r->p->e);
	if (n->kind != NODE_MAP)
		return doc_fail(r->p->doc, n, r->p->e, "expected a number of bad events an "
		    "incident from 1 on, none, or from: STATES");
	rc = doc_keys(r->p->doc, n, known, r->p->e);
	if (rc == RC_OK)
		rc = doc_need(r->p->doc, n, "from", &from, r->p->e);
	if (rc == RC_OK)
		rc = doc_kind(r->p->doc, from, NODE_STRING, r->p->e);
	if (rc == RC_OK)
		o->bursts_state = arena_sv(r->p->arena, from->text).p;
	return rc;
}

enum rc
shortform_cluster(struct shortform *r)
{
	if (r->o->method != SLO_OCCURRENCES)
		return shortform_refuse(r, SLO_KEY_CLUSTER, "is of events, not of slices");
	return shortform_expr(r, SLO_KEY_CLUSTER, &r->o->cluster);
}

/* ---- what all objectives of events have ---- */

/* The keys that @n writes, behind those that are there. */
static enum rc
add_keys(struct shortform *r, const struct node *n)
{
	struct err inner = { .msg = "a key with a NUL in it" };
	struct slo_objective *o = r->o;
	const struct key_expr *more;
	struct key_expr *all;
	size_t nmore;
	enum rc rc = doc_kind(r->p->doc, n, NODE_STRING, r->p->e);

	if (rc != RC_OK)
		return rc;
	if (memchr(n->text.p, '\0', n->text.n) != NULL ||
	    key_list_parse(&more, &nmore, arena_sv(r->p->arena, n->text).p,
	    r->p->cfg->env, &inner) != RC_OK)
		return doc_fail_in(r->p->doc, n, &inner, r->p->e);
	if (o->nkey + nmore > SLO_KEYS_MAX)
		return doc_fail(r->p->doc, n, r->p->e, "more than %d keys", SLO_KEYS_MAX);
	all = arena_alloc(r->p->arena, (o->nkey + nmore) * sizeof(*all));
	for (size_t i = 0; i < o->nkey + nmore; i++)
		all[i] = i < o->nkey ? o->key[i] : more[i - o->nkey];
	o->key = all;
	o->nkey += nmore;
	return RC_OK;
}

static enum rc
read_keys(struct shortform *r)
{
	const struct node *n = shortform_get(r, SLO_KEY_BY);
	enum rc rc = RC_OK;

	if (n == NULL || n->kind != NODE_LIST)
		return n != NULL ? add_keys(r, n) : RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n->n; i++)
		rc = add_keys(r, &n->item[i]);
	return rc;
}

static enum rc
read_where(struct shortform *r)
{
	const struct node *own = node_get(r->own, "where");
	const struct expr *x = NULL;
	enum rc rc = RC_OK;

	if (!shortform_key_taken(r, SLO_KEY_WHERE))
		return RC_OK;
	if (own != NULL)
		rc = clause_expr(r->p, own, &x);
	if (r->top_where != NULL)
		r->used[SLO_KEY_WHERE] = true;
	r->o->where = clause_both(r->p, r->top_where, x);
	return rc;
}

enum rc
shortform_method(struct shortform *r)
{
	static const char *const methods[] = { "occurrences", "timeslices", "ratio-timeslices",
		NULL };
	static const char *const empties[] = { "exclude", "good", "bad", NULL };
	const char *why = "belongs to method: timeslices";
	struct slo_objective *o = r->o;
	unsigned m = SLO_OCCURRENCES, empty = SLO_EMPTY_EXCLUDE;
	const struct node *n;
	struct slo_share s;
	enum rc rc = shortform_choice(r, SLO_KEY_METHOD, methods, &m);

	o->method = (enum slo_method)m;
	if (rc == RC_OK && m != SLO_OCCURRENCES && o->unit != NULL)
		rc =
		    shortform_refuse(r, SLO_KEY_PER, "counts over the whole window, not by slices");
	if (rc == RC_OK && m != SLO_OCCURRENCES)
		rc = shortform_need(r, SLO_KEY_SLICE,
		    " for a method of slices, such as slice: 1m", &n);
	if (rc == RC_OK && m != SLO_OCCURRENCES)
		rc = shortform_choice(r, SLO_KEY_EMPTY, empties, &empty);
	else if (rc == RC_OK)
		rc = shortform_refuse(r, SLO_KEY_EMPTY, "belongs to a method of slices");
	o->empty = (enum slo_empty)empty;
	if (rc != RC_OK || !shortform_key_taken(r, SLO_KEY_SLICE_TARGET))
		return rc;
	if (m != SLO_TIMESLICES)
		return shortform_refuse(r, SLO_KEY_SLICE_TARGET, why);
	rc = shortform_need(r, SLO_KEY_SLICE_TARGET,
	    " for method: timeslices: the share of good events that makes a "
	    "slice good",
	    &n);
	return rc == RC_OK ? clause_target(r->p, n, &s, true, &o->slice_e0) : rc;
}

enum rc
shortform_common(struct shortform *r)
{
	static const char *const severities[] = { "gate", "warn", "info", NULL };
	static const char *const policies[] = { "inconclusive", "fail", "pass", NULL };
	struct slo_objective *o = r->o;
	const struct node *service = shortform_get(r, SLO_KEY_SERVICE);
	unsigned severity = SLO_GATE, nodata = SLO_NODATA_INCONCLUSIVE, level = 3;
	enum rc rc = shortform_choice(r, SLO_KEY_SEVERITY, severities, &severity);

	if (rc == RC_OK)
		rc = shortform_choice(r, SLO_KEY_NODATA, policies, &nodata);
	if (rc == RC_OK)
		rc = shortform_choice(r, SLO_KEY_LEVEL, levels, &level);
	if (rc == RC_OK && service != NULL)
		rc = doc_text(r->p->doc, service->up, "service", &o->service, r->p->e);
	o->severity = (enum slo_severity)severity;
	o->nodata = (enum slo_nodata)nodata;
	o->level = levels[level];
	if (rc == RC_OK)
		rc = read_window(r);
	if (rc == RC_OK)
		rc = shortform_minutes(r, SLO_KEY_SETTLE, 0, &o->settle_us);
	if (rc == RC_OK)
		rc = shortform_minutes(r, SLO_KEY_SLICE, 1, &o->slice_us);
	if (rc == RC_OK)
		rc = read_where(r);
	if (rc == RC_OK)
		rc = read_keys(r);
	if (rc == RC_OK)
		rc = read_bursts(r);
	if (rc == RC_OK)
		rc = shortform_count(r, SLO_KEY_MIN_TOTAL, 0, &o->min_total);
	if (rc == RC_OK)
		rc = shortform_count(r, SLO_KEY_MIN_BAD, 1, &o->min_bad);
	return rc == RC_OK ? shortform_limited(r, SLO_KEY_MIN_COVERAGE, 1, &o->min_coverage) : rc;
}

/* ---- what several kinds ask for ---- */

enum rc
shortform_target(struct shortform *r, bool all)
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

/* Records that count events: how many are good, or bad, of how many. */
static enum rc
read_counts(struct shortform *r, const struct node *good, const struct node *bad)
{
	static const enum slo_key not[] = { SLO_KEY_GOOD, SLO_KEY_BAD, SLO_KEY_PER };
	struct slo_objective *o = r->o;
	const struct node *total;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < sizeof(not) / sizeof(not[0]) && rc == RC_OK; i++)
		rc = shortform_refuse(r, not[i], "judges events one by one, and good_count, "
		    "bad_count and total_count are of records that count them");
	if (rc == RC_OK && good != NULL && bad != NULL)
		rc = doc_fail_key(r->p->doc, bad, r->p->e, "give good_count or bad_count: what of "
		    "total_count is not the one is the other");
	if (rc == RC_OK && good == NULL && bad == NULL)
		rc = shortform_need(r, SLO_KEY_BAD_COUNT, " or 'good_count' beside total_count",
		    &bad);
	if (rc == RC_OK)
		rc = shortform_need(r, SLO_KEY_TOTAL_COUNT, ": of how many, such as "
		    "total_count: requests", &total);
	if (rc == RC_OK)
		rc = shortform_expr(r, SLO_KEY_TOTAL_COUNT, &o->total);
	o->part_good = good != NULL;
	return rc == RC_OK ? clause_expr(r->p, good != NULL ? good : bad, &o->part) : rc;
}

enum rc
shortform_good_or_bad(struct shortform *r)
{
	const struct node *good = shortform_get(r, SLO_KEY_GOOD),
			  *bad = shortform_get(r, SLO_KEY_BAD);
	const struct node *good_count = shortform_get(r, SLO_KEY_GOOD_COUNT),
			  *bad_count = shortform_get(r, SLO_KEY_BAD_COUNT);
	enum rc rc;

	if (good_count != NULL || bad_count != NULL ||
	    shortform_get(r, SLO_KEY_TOTAL_COUNT) != NULL)
		return read_counts(r, good_count, bad_count);
	if (good != NULL && bad != NULL)
		return doc_fail_key(r->p->doc, bad, r->p->e,
		    "give good or bad: each event that is not the one is the other");
	if (good == NULL && bad == NULL)
		return shortform_need(r, SLO_KEY_BAD, " or 'good'", &good);
	rc = shortform_expr(r, SLO_KEY_GOOD, &r->o->good);
	return rc == RC_OK ? shortform_expr(r, SLO_KEY_BAD, &r->o->bad) : rc;
}

enum rc
shortform_quantile(struct shortform *r, double *above, double *below)
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

enum rc
shortform_limit(struct shortform *r, const char *why)
{
	const struct node *n;
	enum rc rc = shortform_need(r, SLO_KEY_LIMIT, why, &n);

	if (rc == RC_OK)
		rc = clause_limit(r->p, n, &r->o->limit);
	if (rc == RC_OK)
		r->o->limit_text = n->text;
	return rc;
}
