/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_short - the short form of specifications, see cx-spec(5)
 *
 * One table says which key belongs to which type of objective, and which may stand at
 * the top for all.  A key that would mean nothing where it stands is refused, and so is
 * a default that no objective takes.
 */
#include "base/num.h"
#include "slo/slo_parse.h"

#include <string.h>

enum {
	R = 1 << SLO_RATIO,
	P = 1 << SLO_PERCENTILE,
	L = 1 << SLO_LIVENESS,
	B = 1 << SLO_BASELINE,
	A = 1 << SLO_APDEX,
	C = 1 << SLO_COMPOSITE,
	EVENTS = R | P | L | B | A,
	EVERY = EVENTS | C
};

enum key_id {
	NAME, TYPE, DESCRIPTION, SERVICE, SEVERITY, LEVEL, AFTER, WHERE, BY, WINDOW, SETTLE, NODATA,
	MIN_TOTAL, MIN_COVERAGE, GOOD, BAD, PER, VALUE, PERCENTILE, LIMIT, OP, TARGET, MARGIN,
	MIN_BAD, METHOD, SLICE, SLICE_TARGET, EMPTY, EVENTS_KEY, BASELINE, INCREASE, FLOOR, ALERTS,
	OF, KEYS
};

static const struct key {
	const char *name;
	unsigned    types;
	bool        shared;	/* may stand at the top */
} keys[KEYS] = {
	[NAME] = { "name", EVERY, false },
	[TYPE] = { "type", EVERY, false },
	[DESCRIPTION] = { "description", EVERY, false },
	[SERVICE] = { "service", EVERY, true },
	[SEVERITY] = { "severity", EVERY, true },
	[LEVEL] = { "level", EVERY, false },
	[AFTER] = { "after", EVERY, false },
	[WHERE] = { "where", EVENTS, true },
	[BY] = { "by", EVENTS, true },
	[WINDOW] = { "window", EVERY, true },
	[SETTLE] = { "settle", EVERY, true },
	[NODATA] = { "nodata", EVENTS, true },
	[MIN_TOTAL] = { "min_total", R | P | A | B, true },
	[MIN_COVERAGE] = { "min_coverage", R | P | A, true },
	[GOOD] = { "good", R | B, false },
	[BAD] = { "bad", R | B | A, false },
	[PER] = { "per", R, false },
	[VALUE] = { "value", P | B | A, false },
	[PERCENTILE] = { "percentile", P | B, false },
	[LIMIT] = { "limit", P | A, false },
	[OP] = { "op", P, false },
	[TARGET] = { "target", R | P | L | A | C, false },
	[MARGIN] = { "margin", R | P | A, true },
	[MIN_BAD] = { "min_bad", EVENTS, true },
	[METHOD] = { "method", R | P | C, true },
	[SLICE] = { "slice", EVERY, true },
	[SLICE_TARGET] = { "slice_target", R, true },
	[EMPTY] = { "empty", R | P | C, true },
	[EVENTS_KEY] = { "events", L, false },
	[BASELINE] = { "baseline", B, true },
	[INCREASE] = { "increase", B, true },
	[FLOOR] = { "floor", B, true },
	[ALERTS] = { "alerts", R | P, true },
	[OF] = { "of", C, false },
};

static const char *const type_names[] = { "ratio", "percentile", "liveness", "baseline", "apdex",
	"composite", NULL };
static const char *const levels[] = { "availability", "functionality", "speed", NULL };

struct of_list {		/* members of a composite, until all objectives are known */
	size_t             objective;
	const struct node *of;
};

struct reading {
	struct slo_parse     *p;
	const struct node    *top;
	const struct node    *own;	/* the objective's map */
	struct slo_objective *o;
	unsigned              type;	/* its bit */
	size_t                first;	/* objective of this document */
	struct of_list       *later;
	size_t                nlater;
	const struct expr    *top_where;
	bool                  used[KEYS];	/* defaults */
};

/* A member of the objective, or the default for all. */
static const struct node *
get(struct reading *r, enum key_id k)
{
	const struct node *n = node_get(r->own, keys[k].name);

	if (n != NULL || !keys[k].shared || (keys[k].types & r->type) == 0)
		return n;
	n = node_get(r->top, keys[k].name);
	r->used[k] = r->used[k] || n != NULL;
	return n;
}

static enum rc
need(struct reading *r, enum key_id k, const char *why, const struct node **n)
{
	*n = get(r, k);
	if (*n != NULL)
		return RC_OK;
	return doc_fail(r->p->doc, r->own, r->p->e, "objective '%.*s': expected the key '%s'%s",
	    DOC_SHOW(r->o->name), keys[k].name, why);
}

static enum rc
refuse(struct reading *r, enum key_id k, const char *why)
{
	const struct node *n = node_get(r->own, keys[k].name);

	return n == NULL ? RC_OK : doc_fail_key(r->p->doc, n, r->p->e, "'%s' %s", keys[k].name, why);
}

static enum rc
choice(struct reading *r, enum key_id k, const char *const *names, unsigned *out)
{
	const struct node *n = get(r, k);

	return n == NULL ? RC_OK : doc_choice(r->p->doc, n->up, keys[k].name, names, out, r->p->e);
}

static enum rc
expr(struct reading *r, enum key_id k, const struct expr **x)
{
	const struct node *n = get(r, k);

	return n == NULL ? RC_OK : slo_parse_expr(r->p, n, x);
}

static enum rc
count(struct reading *r, enum key_id k, uint64_t least, uint64_t *out)
{
	const struct node *n = get(r, k);

	return n == NULL ? RC_OK
	    : doc_u64(r->p->doc, n->up, keys[k].name, least, UINT64_C(1) << 53, out, r->p->e);
}

static enum rc
limited(struct reading *r, enum key_id k, double max, double *out)
{
	const struct node *n = get(r, k);

	return n == NULL ? RC_OK : slo_parse_limited(r->p, n, max, out);
}

static enum rc
minutes(struct reading *r, enum key_id k, uint64_t least, int64_t *us)
{
	const struct node *n = get(r, k);

	return n == NULL ? RC_OK : slo_parse_minutes(r->p, n, least, us);
}

/* ---- windows ---- */

static enum rc
calendar(struct reading *r, const struct node *n, struct slo_window *w)
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
	w->length_us = slo_parse_length(1, w->unit);
	if (rc == RC_OK && tz != NULL)
		rc = slo_parse_zone(r->p, tz, &w->zone);
	if (rc != RC_OK)
		return rc;
	/* 1970-01-05 was a Monday. */
	w->start_us = tzone_reach(w->zone, w->unit == 'w' ? 4 * INT64_C(86400000000) : 0);
	return start != NULL ? slo_parse_start(r->p, start, w) : RC_OK;
}

static enum rc
window(struct reading *r)
{
	const struct node *n = get(r, WINDOW);

	if (n == NULL || (n->kind == NODE_STRING && sv_is(n->text, "all"))) {
		r->o->window.text = SV("all");
		return RC_OK;
	}
	if (n->kind == NODE_MAP)
		return calendar(r, n, &r->o->window);
	return slo_parse_rolling(r->p, n, &r->o->window);
}

/* ---- alerts ---- */

static enum rc
add_alert(struct reading *r, const struct node *at, const struct slo_alert *a)
{
	struct slo_objective *o = r->o;
	enum rc rc = slo_parse_fires(r->p, at, a, o);

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
standard(struct reading *r, const struct node *n)
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
	if (rc == RC_OK && r->o->nalert == 0)
		return doc_fail(r->p->doc, n, r->p->e, "the window is too short for standard "
		    "alerts; name your own");
	return rc;
}

/* factor, or the share of the budget that is spent in the long window. */
static enum rc
alert_factor(struct reading *r, const struct node *n, struct slo_alert *a)
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
	rc = slo_parse_limited(r->p, budget, 1, &share);
	if (rc == RC_OK && share <= 0)
		rc = doc_fail(r->p->doc, budget, r->p->e, "expected more than 0%%");
	a->factor = share * (double)r->o->window.length_us / (double)a->long_us;
	return rc;
}

static enum rc
alert_windows(struct reading *r, const struct node *n, struct slo_alert *a)
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
		return slo_parse_minutes(r->p, trickle, 60, &a->long_us);
	}
	rc = doc_need(r->p->doc, n, "long", &wide, r->p->e);
	if (rc == RC_OK)
		rc = slo_parse_minutes(r->p, wide, 1, &a->long_us);
	if (rc == RC_OK && brief != NULL)
		rc = slo_parse_minutes(r->p, brief, 1, &a->short_us);
	else if (rc == RC_OK)
		a->short_us = a->long_us / 12 - a->long_us / 12 % SLO_MINUTE_US;
	if (rc == RC_OK && brief != NULL && a->short_us >= a->long_us)
		rc = doc_fail(r->p->doc, brief, r->p->e, "the short window is shorter than the long");
	return rc != RC_OK ? rc : alert_factor(r, n, a);
}

static enum rc
alert(struct reading *r, const struct node *n)
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
		rc = slo_parse_minutes(r->p, after, 0, &a.after_us);
	return rc == RC_OK ? add_alert(r, n, &a) : rc;
}

static enum rc
alerts(struct reading *r)
{
	const struct node *n = get(r, ALERTS);
	enum rc rc = RC_OK;

	if (n == NULL || (n->kind == NODE_STRING && sv_is(n->text, "none")))
		return RC_OK;
	if (r->o->unit != NULL)
		return doc_fail_key(r->p->doc, n, r->p->e, "alerts count events, and this objective "
		    "counts each %s once; say alerts: none here", "'per'");
	if (n->kind == NODE_STRING && sv_is(n->text, "standard"))
		return standard(r, n);
	if (n->kind != NODE_LIST)
		return doc_fail(r->p->doc, n, r->p->e,
		    "expected standard, none or a list of alerts, found %.*s",
		    DOC_SHOW(n->kind == NODE_STRING ? n->text : sv_of(node_kind_name(n->kind))));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++)
		rc = n->item[i].kind == NODE_STRING && sv_is(n->item[i].text, "standard")
		    ? standard(r, &n->item[i]) : alert(r, &n->item[i]);
	return rc;
}

/* ---- what all objectives of events have ---- */

static enum rc
by(struct reading *r)
{
	const struct node *n = get(r, BY);
	struct err inner = { .msg = "a key with a NUL in it" };
	enum rc rc = n != NULL ? doc_kind(r->p->doc, n, NODE_STRING, r->p->e) : RC_OK;

	if (n == NULL || rc != RC_OK)
		return rc;
	if (memchr(n->text.p, '\0', n->text.n) != NULL ||
	    fold_keys(&r->o->key, &r->o->nkey, arena_sv(r->p->arena, n->text).p,
	    r->p->cfg->env, &inner) != RC_OK)
		return doc_fail_in(r->p->doc, n, &inner, r->p->e);
	if (r->o->nkey > SLO_KEYS_MAX)
		return doc_fail(r->p->doc, n, r->p->e, "more than %d keys", SLO_KEYS_MAX);
	return RC_OK;
}

static enum rc
where(struct reading *r)
{
	const struct node *own = node_get(r->own, "where");
	const struct expr *x = NULL;
	enum rc rc = RC_OK;

	if (r->type == C)
		return RC_OK;
	if (own != NULL)
		rc = slo_parse_expr(r->p, own, &x);
	if (r->top_where != NULL)
		r->used[WHERE] = true;
	r->o->where = slo_parse_both(r->p, r->top_where, x);
	return rc;
}

static enum rc
method(struct reading *r)
{
	static const char *const methods[] = { "occurrences", "timeslices", "ratio-timeslices", NULL };
	static const char *const empties[] = { "exclude", "good", "bad", NULL };
	const char *why = "belongs to method: timeslices";
	struct slo_objective *o = r->o;
	unsigned m = SLO_OCCURRENCES, empty = SLO_EMPTY_EXCLUDE;
	const struct node *n;
	struct slo_share s;
	enum rc rc = choice(r, METHOD, methods, &m);

	o->method = (enum slo_method)m;
	if (rc == RC_OK && m != SLO_OCCURRENCES && o->unit != NULL)
		rc = refuse(r, PER, "counts over the whole window, not by slices");
	if (rc == RC_OK && m != SLO_OCCURRENCES)
		rc = need(r, SLICE, " for a method of slices, such as slice: 1m", &n);
	if (rc == RC_OK && m != SLO_OCCURRENCES)
		rc = choice(r, EMPTY, empties, &empty);
	else if (rc == RC_OK)
		rc = refuse(r, EMPTY, "belongs to a method of slices");
	o->empty = (enum slo_empty)empty;
	if (rc != RC_OK || r->type != R)
		return rc;
	if (m != SLO_TIMESLICES)
		return refuse(r, SLICE_TARGET, why);
	rc = need(r, SLICE_TARGET, " for method: timeslices: the share of good events that makes a "
	    "slice good", &n);
	return rc == RC_OK ? slo_parse_target(r->p, n, &s, true, &o->slice_e0) : rc;
}

static enum rc
common(struct reading *r)
{
	static const char *const severities[] = { "gate", "warn", "info", NULL };
	static const char *const policies[] = { "inconclusive", "fail", "pass", NULL };
	struct slo_objective *o = r->o;
	const struct node *service = get(r, SERVICE);
	unsigned severity = SLO_GATE, nodata = SLO_NODATA_INCONCLUSIVE, level = 3;
	enum rc rc = choice(r, SEVERITY, severities, &severity);

	if (rc == RC_OK)
		rc = choice(r, NODATA, policies, &nodata);
	if (rc == RC_OK)
		rc = choice(r, LEVEL, levels, &level);
	if (rc == RC_OK && service != NULL)
		rc = doc_text(r->p->doc, service->up, "service", &o->service, r->p->e);
	o->severity = (enum slo_severity)severity;
	o->nodata = (enum slo_nodata)nodata;
	o->level = levels[level];
	if (rc == RC_OK)
		rc = window(r);
	if (rc == RC_OK)
		rc = minutes(r, SETTLE, 0, &o->settle_us);
	if (rc == RC_OK)
		rc = minutes(r, SLICE, 1, &o->slice_us);
	if (rc == RC_OK)
		rc = where(r);
	if (rc == RC_OK)
		rc = by(r);
	if (rc == RC_OK)
		rc = count(r, MIN_TOTAL, 0, &o->min_total);
	if (rc == RC_OK)
		rc = count(r, MIN_BAD, 1, &o->min_bad);
	if (rc == RC_OK)
		rc = limited(r, MIN_COVERAGE, 1, &o->min_coverage);
	return rc == RC_OK ? limited(r, MARGIN, 10, &o->margin) : rc;
}

static enum rc
target(struct reading *r, bool all)
{
	const struct node *n;
	struct slo_share s;
	enum rc rc = need(r, TARGET, " such as target: 99.9%", &n);

	if (rc == RC_OK)
		rc = slo_parse_target(r->p, n, &s, all, &r->o->e0);
	if (rc == RC_OK)
		r->o->target_text = n->text;
	return rc;
}

/* ---- the types ---- */

static enum rc
good_or_bad(struct reading *r)
{
	const struct node *good = get(r, GOOD), *bad = get(r, BAD);
	enum rc rc;

	if (good != NULL && bad != NULL)
		return doc_fail_key(r->p->doc, bad, r->p->e,
		    "give good or bad: each event that is not the one is the other");
	if (good == NULL && bad == NULL)
		return need(r, BAD, " or 'good'", &good);
	rc = expr(r, GOOD, &r->o->good);
	return rc == RC_OK ? expr(r, BAD, &r->o->bad) : rc;
}

static enum rc
ratio(struct reading *r)
{
	enum rc rc = good_or_bad(r);

	if (rc == RC_OK)
		rc = expr(r, PER, &r->o->unit);
	if (rc == RC_OK)
		rc = method(r);
	if (rc == RC_OK)
		rc = target(r, false);
	return rc == RC_OK ? alerts(r) : rc;
}

static enum rc
quantile(struct reading *r, double *above, double *below)
{
	const struct node *n;
	enum rc rc = need(r, VALUE, ", what to measure, such as value: duration_ms", &n);

	if (rc == RC_OK)
		rc = slo_parse_expr(r->p, n, &r->o->value);
	if (rc == RC_OK)
		rc = need(r, PERCENTILE, " such as percentile: p99", &n);
	if (rc == RC_OK)
		rc = slo_parse_quantile(r->p, n, &r->o->q, above, below);
	if (rc == RC_OK)
		r->o->target_text = n->text;
	return rc;
}

static enum rc
limit(struct reading *r, const char *why)
{
	const struct node *n;
	enum rc rc = need(r, LIMIT, why, &n);

	if (rc == RC_OK)
		rc = slo_parse_limit(r->p, n, &r->o->limit);
	if (rc == RC_OK)
		r->o->limit_text = n->text;
	return rc;
}

static enum rc
percentile(struct reading *r)
{
	static const char *const ops[] = { "lte", "lt", "gte", "gt", NULL };
	struct slo_objective *o = r->o;
	double above = 0, below = 0;
	unsigned op = SLO_LTE;
	enum rc rc = quantile(r, &above, &below);

	if (rc == RC_OK)
		rc = choice(r, OP, ops, &op);
	if (rc == RC_OK)
		rc = limit(r, " such as limit: 400ms");
	if (rc == RC_OK)
		rc = method(r);
	o->op = (enum slo_op)op;
	o->e0 = op == SLO_LTE || op == SLO_LT ? above : below;
	if (rc == RC_OK && o->method == SLO_RATIO_TIMESLICES)
		return doc_fail_key(r->p->doc, get(r, METHOD), r->p->e,
		    "objective '%.*s': a percentile has no ratio of its own; use method: timeslices "
		    "or occurrences", DOC_SHOW(o->name));
	if (rc == RC_OK && o->method == SLO_TIMESLICES) {
		o->slice_e0 = o->e0;
		rc = target(r, false);
	} else if (rc == RC_OK) {
		rc = refuse(r, TARGET, "is the percentile itself: p99 asks for 99% of the events; it "
		    "belongs to method: timeslices");
	}
	return rc == RC_OK ? alerts(r) : rc;
}

static enum rc
liveness(struct reading *r)
{
	const struct node *n;
	enum rc rc = need(r, EVENTS_KEY, ", how many a slice must have", &n);

	r->o->method = SLO_TIMESLICES;
	r->o->empty = SLO_EMPTY_BAD;
	if (rc == RC_OK)
		rc = count(r, EVENTS_KEY, 1, &r->o->slice_events);
	if (rc == RC_OK)
		rc = need(r, SLICE, " such as slice: 1m", &n);
	return rc == RC_OK ? target(r, true) : rc;
}

/* --baseline of the command line. */
static enum rc
given_baseline(struct reading *r)
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
baseline(struct reading *r)
{
	struct slo_objective *o = r->o;
	double above, below;
	bool value = get(r, VALUE) != NULL || get(r, PERCENTILE) != NULL;
	const char *why = "counts events; a baseline of a percentile has value and percentile only";
	enum rc rc;

	if (value) {
		rc = refuse(r, GOOD, why);
		if (rc == RC_OK)
			rc = refuse(r, BAD, why);
		if (rc == RC_OK)
			rc = quantile(r, &above, &below);
		if (rc == RC_OK)
			rc = refuse(r, FLOOR, "is a share of bad events; a percentile has none");
		if (rc == RC_OK)
			rc = refuse(r, MIN_BAD, "counts bad events; a percentile has none");
	} else {
		rc = good_or_bad(r);
		if (rc == RC_OK)
			rc = limited(r, FLOOR, 1, &o->floor_e0);
	}
	if (rc == RC_OK)
		rc = limited(r, INCREASE, 100, &o->increase);
	if (rc == RC_OK)
		rc = expr(r, BASELINE, &o->baseline);
	return rc == RC_OK && o->baseline == NULL ? given_baseline(r) : rc;
}

static enum rc
apdex(struct reading *r)
{
	const struct node *n;
	enum rc rc = need(r, VALUE, ", how long it took, such as value: duration_ms", &n);

	if (rc == RC_OK)
		rc = slo_parse_expr(r->p, n, &r->o->value);
	if (rc == RC_OK)
		rc = limit(r, ", the T of Apdex, such as limit: 500ms");
	if (rc == RC_OK && r->o->limit <= 0)
		rc = doc_fail(r->p->doc, get(r, LIMIT), r->p->e, "the T of Apdex is more than 0");
	if (rc == RC_OK)
		rc = expr(r, BAD, &r->o->bad);
	return rc == RC_OK ? target(r, false) : rc;
}

static enum rc
composite(struct reading *r)
{
	const struct node *n;
	enum rc rc = need(r, OF, ", a list of objectives", &n);

	if (rc == RC_OK)
		rc = doc_kind(r->p->doc, n, NODE_LIST, r->p->e);
	if (rc == RC_OK && n->n == 0)
		rc = doc_fail(r->p->doc, n, r->p->e, "expected objectives, found none");
	if (rc == RC_OK && n->n > SLO_MEMBERS_MAX)
		rc = doc_fail(r->p->doc, n, r->p->e, "more than %d members", SLO_MEMBERS_MAX);
	if (rc == RC_OK)
		rc = method(r);
	if (rc != RC_OK)
		return rc;
	r->later = arena_grow(r->p->arena, r->later, r->nlater * sizeof(*r->later),
	    (r->nlater + 1) * sizeof(*r->later));
	r->later[r->nlater++] = (struct of_list){ (size_t)(r->o - r->p->objective), n };
	if (r->o->method != SLO_OCCURRENCES)
		return target(r, false);
	return refuse(r, TARGET, "belongs to a method of slices: by occurrences the members have "
	    "targets, and the composite holds while the sum of weight * burn is at most 1");
}

/* ---- members of composites, once all objectives are known ---- */

static size_t
find(const struct reading *r, struct sv name, size_t end)
{
	size_t i = r->first;

	while (i < end && !sv_eq(r->p->objective[i].name, name))
		i++;
	return i;
}

/* An objective of this document that a node names. */
static enum rc
named(struct reading *r, const struct node *n, size_t end, size_t *found)
{
	struct sv cand[64] = { { NULL, 0 } };
	size_t ncand = 0, near;
	enum rc rc = doc_kind(r->p->doc, n, NODE_STRING, r->p->e);

	if (rc != RC_OK)
		return rc;
	*found = find(r, n->text, end);
	if (*found < end)
		return RC_OK;
	for (size_t i = r->first; i < end && ncand < 64; i++)
		cand[ncand++] = r->p->objective[i].name;
	near = sv_near(n->text, cand, ncand);
	if (near < ncand)
		return doc_fail(r->p->doc, n, r->p->e, "no objective is called '%.*s' (did you mean "
		    "'%.*s'?)", DOC_SHOW(n->text), DOC_SHOW(cand[near]));
	return doc_fail(r->p->doc, n, r->p->e, "no objective %sis called '%.*s'",
	    end < r->p->n ? "above " : "", DOC_SHOW(n->text));
}

/* What a composite can be made of, by its method. */
static enum rc
fits(struct reading *r, const struct node *n, const struct slo_objective *c,
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
	return doc_fail(r->p->doc, n, r->p->e, "'%.*s' cannot be a part: %s", DOC_SHOW(m->name), why);
}

static enum rc
member(struct reading *r, struct slo_objective *c, const struct node *n)
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
		rc = named(r, name, r->p->n, &m.objective);
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

static enum rc
members(struct reading *r)
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

/* ---- one objective ---- */

/* What it says tells what it is. */
static enum rc
infer(struct reading *r, unsigned *type)
{
	static const struct {
		enum key_id   key;
		enum slo_type type;
	} sign[] = {
		{ OF, SLO_COMPOSITE }, { EVENTS_KEY, SLO_LIVENESS }, { BASELINE, SLO_BASELINE },
		{ INCREASE, SLO_BASELINE }, { FLOOR, SLO_BASELINE }, { PERCENTILE, SLO_PERCENTILE },
		{ GOOD, SLO_RATIO }, { BAD, SLO_RATIO },
	};

	for (size_t i = 0; i < sizeof(sign) / sizeof(sign[0]); i++)
		if (node_get(r->own, keys[sign[i].key].name) != NULL) {
			*type = sign[i].type;
			return RC_OK;
		}
	if (node_get(r->own, "value") != NULL)
		return doc_fail(r->p->doc, r->own, r->p->e, "a value needs a percentile, such as "
		    "percentile: p99, or type: apdex");
	return doc_fail(r->p->doc, r->own, r->p->e, "nothing here says what to count: expected good "
	    "or bad, value and percentile, events, or of");
}

static enum rc
fitting_keys(struct reading *r)
{
	const char *names[KEYS + 1] = { NULL };
	enum rc rc;

	for (size_t k = 0; k < KEYS; k++)
		names[k] = keys[k].name;
	rc = doc_keys(r->p->doc, r->own, names, r->p->e);
	return rc;
}

static enum rc
typed_keys(struct reading *r, unsigned type)
{
	for (size_t k = 0; k < KEYS; k++) {
		const struct node *n = node_get(r->own, keys[k].name);
		char types[64] = "";
		size_t len = 0;

		if (n == NULL || (keys[k].types & r->type) != 0)
			continue;
		for (size_t t = 0; type_names[t] != NULL; t++)
			if ((keys[k].types & 1U << t) != 0) {
				size_t add = strlen(type_names[t]);

				memcpy(types + len, len != 0 ? ", " : "", len != 0 ? 2 : 0);
				len += len != 0 ? 2 : 0;
				memcpy(types + len, type_names[t], add + 1);
				len += add;
			}
		return doc_fail_key(r->p->doc, n, r->p->e, "'%s' means nothing for an objective of "
		    "type %s; it belongs to %s", keys[k].name, type_names[type], types);
	}
	return RC_OK;
}

static enum rc
identity(struct reading *r, struct sv slo)
{
	const struct node *n, *after = node_get(r->own, "after");
	struct sv text = { "", 0 };
	size_t self = r->p->n - 1;
	enum rc rc = doc_need(r->p->doc, r->own, "name", &n, r->p->e);

	if (rc == RC_OK)
		rc = doc_text(r->p->doc, r->own, "name", &r->o->name, r->p->e);
	if (rc == RC_OK)
		rc = doc_text(r->p->doc, r->own, "description", &text, r->p->e);
	if (rc == RC_OK && find(r, r->o->name, self) < self)
		rc = doc_fail(r->p->doc, n, r->p->e, "two objectives are called '%.*s'",
		    DOC_SHOW(n->text));
	if (rc == RC_OK && after != NULL)
		rc = named(r, after, self, &r->o->after);
	r->o->slo = slo;
	return rc;
}

static enum rc
objective(struct reading *r, const struct node *n, struct sv slo)
{
	static enum rc (*const read[])(struct reading *) = { [SLO_RATIO] = ratio,
		[SLO_PERCENTILE] = percentile, [SLO_LIVENESS] = liveness,
		[SLO_BASELINE] = baseline, [SLO_APDEX] = apdex, [SLO_COMPOSITE] = composite };
	unsigned type = SLO_RATIO;
	enum rc rc = doc_kind(r->p->doc, n, NODE_MAP, r->p->e);

	r->own = n;
	if (rc == RC_OK)
		rc = fitting_keys(r);
	if (rc == RC_OK)
		rc = node_get(n, "type") != NULL
		    ? doc_choice(r->p->doc, n, "type", type_names, &type, r->p->e)
		    : infer(r, &type);
	r->type = 1U << type;
	if (rc == RC_OK)
		rc = typed_keys(r, type);
	if (rc == RC_OK)
		rc = slo_parse_new(r->p, n, &r->o);
	if (rc == RC_OK)
		rc = identity(r, slo);
	if (rc != RC_OK)
		return rc;
	r->o->type = (enum slo_type)type;
	rc = common(r);
	return rc == RC_OK ? read[type](r) : rc;
}

/* ---- a document ---- */

static struct sv
base_name(const char *file)
{
	struct sv s = sv_of(file);
	size_t dot = s.n;

	while (s.n > 0 && sv_find(s, '/') < s.n) {
		s.p += sv_find(s, '/') + 1;
		s.n = strlen(s.p);
	}
	for (dot = s.n; dot > 0 && s.p[dot - 1] != '.'; dot--)
		;
	if (dot > 1)
		s.n = dot - 1;
	return s.n != 0 ? s : sv_of(file);
}

static enum rc
top_keys(struct reading *r)
{
	const char *names[KEYS + 4] = { "slo", "description", "objectives" };
	size_t n = 3;

	for (size_t k = 0; k < KEYS; k++)
		if (keys[k].shared)
			names[n++] = keys[k].name;
	for (size_t k = 0; k < KEYS; k++)
		if (!keys[k].shared && k != DESCRIPTION && node_get(r->top, keys[k].name) != NULL)
			return doc_fail_key(r->p->doc, node_get(r->top, keys[k].name), r->p->e,
			    "'%s' belongs to an objective; list them under 'objectives'",
			    keys[k].name);
	return doc_keys(r->p->doc, r->top, names, r->p->e);
}

static enum rc
all_used(const struct reading *r)
{
	for (size_t k = 0; k < KEYS; k++) {
		const struct node *n = keys[k].shared ? node_get(r->top, keys[k].name) : NULL;

		if (n != NULL && !r->used[k])
			return doc_fail_key(r->p->doc, n, r->p->e,
			    "no objective takes its '%s' from here", keys[k].name);
	}
	return RC_OK;
}

enum rc
slo_short_read(struct slo_parse *p)
{
	struct reading r = { .p = p, .top = p->doc->root, .first = p->n };
	struct sv slo = base_name(p->doc->file), text = { "", 0 };
	const struct node *list;
	enum rc rc = doc_kind(p->doc, r.top, NODE_MAP, p->e);

	if (rc == RC_OK)
		rc = top_keys(&r);
	if (rc == RC_OK)
		rc = doc_text(p->doc, r.top, "slo", &slo, p->e);
	if (rc == RC_OK)
		rc = doc_text(p->doc, r.top, "description", &text, p->e);
	if (rc == RC_OK)
		rc = doc_need(p->doc, r.top, "objectives", &list, p->e);
	if (rc == RC_OK)
		rc = doc_kind(p->doc, list, NODE_LIST, p->e);
	if (rc == RC_OK && list->n == 0)
		rc = doc_fail(p->doc, list, p->e, "expected objectives, found none");
	if (rc == RC_OK && node_get(r.top, "where") != NULL)
		rc = slo_parse_expr(p, node_get(r.top, "where"), &r.top_where);
	for (size_t i = 0; rc == RC_OK && i < list->n; i++)
		rc = objective(&r, &list->item[i], slo);
	if (rc == RC_OK)
		rc = members(&r);
	return rc == RC_OK ? all_used(&r) : rc;
}
