/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * clause - see clause.h
 */
#include "objective/clause.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "time/tstamp.h"

#include <string.h>

#define MINUTES_MAX (UINT64_C(3660) * 1440)
#define UNITS_ONE UINT64_C(1000000000)

enum rc
clause_new(struct clause *p, const struct node *at, struct slo_objective **o)
{
	if (p->n == SLO_OBJECTIVES_MAX)
		return doc_fail(p->doc, at, p->e, "more than %d objectives", SLO_OBJECTIVES_MAX);
	if (p->n == p->cap) {
		size_t cap = p->cap != 0 ? 2 * p->cap : 8;

		p->objective = arena_grow(p->arena, p->objective, p->cap * sizeof(**o),
		    cap * sizeof(**o));
		p->cap = cap;
	}
	*o = &p->objective[p->n++];
	**o = (struct slo_objective){ .min_bad = 2, .after = SIZE_MAX, .increase = .25,
		.slo = { "", 0 }, .name = { "", 0 }, .service = { "", 0 },
		.limit_text = { "", 0 }, .target_text = { "", 0 },
		.window = { .text = { "", 0 } }, .line = at->line, .col = at->col };
	return RC_OK;
}

/* With a point in place of its comma. */
static struct sv
pointed(struct clause *p, struct sv text)
{
	size_t at = sv_find(text, ',');
	char *with = arena_bytes(p->arena, text.p, text.n);

	if (at < text.n)
		with[at] = '.';
	return (struct sv){ with, text.n };
}

/* "99,9": a number, was its comma a point. */
static bool
has_comma(struct clause *p, struct sv text)
{
	return sv_find(text, ',') < text.n && num_is(pointed(p, text));
}

static enum rc
comma_fails(struct clause *p, const struct node *n)
{
	struct sv right = pointed(p, n->text);

	return doc_fail(p->doc, n, p->e, "a number is written with a point: %.*s, found %.*s",
	    SV_SHOW(right), SV_SHOW(n->text));
}

enum rc
clause_share(struct clause *p, const struct node *n, struct slo_share *s)
{
	struct sv text = n->text;
	bool percent = n->kind == NODE_STRING && text.n > 1 && text.p[text.n - 1] == '%';
	num_i128 units;

	if (percent) {
		text.n--;
		text = sv_trim(text);
	}
	if (n->kind == NODE_STRING && has_comma(p, text))
		return comma_fails(p, n);
	if ((n->kind != NODE_NUMBER && n->kind != NODE_STRING) || !num_is(text))
		return doc_fail(p->doc, n, p->e, "expected a share such as 99.9%% or 0.999, "
		    "found %.*s", SV_SHOW(n->kind == NODE_STRING ? n->text
		    : sv_of(node_kind_name(n->kind))));
	if (!num_units(text, &units))
		return doc_fail(p->doc, n, p->e, "a share has at most 9 decimals, found %.*s",
		    SV_SHOW(n->text));
	if (units < 0)
		return doc_fail(p->doc, n, p->e, "a share is not negative, found %.*s",
		    SV_SHOW(n->text));
	if (units > (num_i128)UNITS_ONE * 1000000)
		return doc_fail(p->doc, n, p->e, "%.*s is no share", SV_SHOW(n->text));
	*s = (struct slo_share){ (uint64_t)units, percent ? 100 * UNITS_ONE : UNITS_ONE };
	return RC_OK;
}

double
clause_e0(struct slo_share s)
{
	return s.num < s.den ? (double)(s.den - s.num) / (double)s.den : 0;
}

enum rc
clause_target(struct clause *p, const struct node *n, struct slo_share *s, bool all,
    double *e0)
{
	enum rc rc = clause_share(p, n, s);

	if (rc != RC_OK)
		return rc;
	if (s->num == 0)
		return doc_fail(p->doc, n, p->e, "a target of 0 promises nothing");
	if (s->num > s->den && s->den == UNITS_ONE)
		return doc_fail(p->doc, n, p->e, "%.*s is more than all events; a share is "
		    "written 99.9%% or 0.999", SV_SHOW(n->text));
	if (s->num > s->den)
		return doc_fail(p->doc, n, p->e, "%.*s is more than all events",
		    SV_SHOW(n->text));
	if (s->num == s->den && !all)
		return doc_fail(p->doc, n, p->e,
		    "a target of 100%% leaves no room for a single bad "
		    "event: no sample can show it and there is no budget to burn; ask for 99.9%% "
		    "or 99.99%%");
	*e0 = clause_e0(*s);
	return RC_OK;
}

enum rc
clause_limited(struct clause *p, const struct node *n, double max, double *out)
{
	struct slo_share s = { 0, 1 };
	enum rc rc = clause_share(p, n, &s);
	double v;

	if (rc != RC_OK)
		return rc;
	v = (double)s.num / (double)s.den;
	if (v > max)
		return doc_fail(p->doc, n, p->e, "expected at most %g%%, found %.*s", max * 100,
		    SV_SHOW(n->text));
	*out = v;
	return RC_OK;
}

enum rc
clause_quantile(struct clause *p, const struct node *n, struct agg_q *q, double *above,
    double *below)
{
	const struct agg_type *t = NULL;
	bool has = false;
	uint64_t one = 1;

	if (n->kind == NODE_STRING)
		t = agg_type_find(n->text, q, &has);
	if ((t == NULL || !has) && n->kind == NODE_STRING && n->text.n > 1 &&
	    has_comma(p, (struct sv){ n->text.p + 1, n->text.n - 1 }))
		return comma_fails(p, n);
	if (t == NULL || !has)
		return doc_fail(p->doc, n, p->e, "expected a percentile such as p99, p99.9 or "
		    "median, found %.*s", SV_SHOW(n->kind == NODE_STRING || n->kind == NODE_NUMBER
		    ? n->text : sv_of(node_kind_name(n->kind))));
	if (q->dec > 11)
		return doc_fail(p->doc, n, p->e, "a percentile has at most 9 decimals");
	for (unsigned i = 0; i < q->dec; i++)
		one *= 10;
	*above = (double)(one - q->num) / (double)one;
	*below = (double)q->num / (double)one;
	return RC_OK;
}

enum rc
clause_limit(struct clause *p, const struct node *n, double *limit)
{
	int64_t us;

	if (n->kind == NODE_STRING && tstamp_duration(n->text, &us)) {
		*limit = (double)us / 1000;
		return RC_OK;
	}
	if (n->kind == NODE_STRING && has_comma(p, n->text))
		return comma_fails(p, n);
	if ((n->kind != NODE_NUMBER && n->kind != NODE_STRING) ||
	    num_double(n->text, limit) != RC_OK)
		return doc_fail(p->doc, n, p->e,
		    "expected a number, or a duration such as 400ms or "
		    "2.5s, found %.*s",
		    SV_SHOW(n->kind == NODE_STRING || n->kind == NODE_NUMBER
				 ? n->text
				 : sv_of(node_kind_name(n->kind))));
	return RC_OK;
}

enum rc
clause_minutes(struct clause *p, const struct node *n, uint64_t least, int64_t *us)
{
	int64_t v;

	if (n->kind == NODE_NUMBER && (!sv_is(n->text, "0") || least != 0))
		return doc_fail(p->doc, n, p->e, "expected a duration such as 5m or 1h, found %.*s "
		    "without a unit", SV_SHOW(n->text));
	if (n->kind == NODE_NUMBER) {
		*us = 0;
		return RC_OK;
	}
	if (n->kind != NODE_STRING)
		return doc_fail(p->doc, n, p->e, "expected a duration such as 5m or 1h, found %s",
		    node_kind_name(n->kind));
	if (!tstamp_duration(n->text, &v))
		return doc_fail(p->doc, n, p->e, "expected a duration such as 5m or 1h, found "
		    "'%.*s'", SV_SHOW(n->text));
	if (v % SLO_MINUTE_US != 0)
		return doc_fail(p->doc, n, p->e, "'%.*s' is not a whole number of minutes: events "
		    "are counted by the minute", SV_SHOW(n->text));
	if ((uint64_t)(v / SLO_MINUTE_US) < least)
		return doc_fail(p->doc, n, p->e, "expected at least %llum, found '%.*s'",
		    (unsigned long long)least, SV_SHOW(n->text));
	if ((uint64_t)(v / SLO_MINUTE_US) > MINUTES_MAX)
		return doc_fail(p->doc, n, p->e, "expected at most 10 years, found '%.*s'",
		    SV_SHOW(n->text));
	*us = v;
	return RC_OK;
}

int64_t
clause_length(uint64_t n, char unit)
{
	uint64_t minutes = unit == 'm' ? 1 : unit == 'h' ? 60 : unit == 'd' ? 1440 : unit == 'w'
	    ? 7 * 1440 : unit == 'M' ? 30 * 1440 : unit == 'Q' ? 90 * 1440 : 365 * 1440;

	if (n > MINUTES_MAX / minutes)
		return 0;
	return (int64_t)(n * minutes) * SLO_MINUTE_US;
}

/* "30d" is 30 units of a day; "1h30m" 90 of a minute. */
enum rc
clause_rolling(struct clause *p, const struct node *n, struct slo_window *w)
{
	struct sv t = n->text, digits = { t.p, t.n != 0 ? t.n - 1 : 0 };
	char unit = t.n != 0 ? t.p[t.n - 1] : '\0';
	uint64_t count = 0;
	int64_t us = 0;
	enum rc rc;

	if (n->kind == NODE_STRING && num_u64(digits, &count) == RC_OK &&
	    (unit == 'M' || unit == 'Q' || unit == 'Y'))
		return doc_fail(p->doc, n, p->e, "months, quarters and years roll over no fixed "
		    "length; write days such as 30d, or {calendar: month}");
	rc = clause_minutes(p, n, 1, &us);
	if (rc != RC_OK)
		return rc;
	*w = (struct slo_window){ .span = SLO_SPAN_ROLLING, .length_us = us, .text = t };
	if (num_u64(digits, &count) == RC_OK && count <= UINT32_MAX && unit != '\0' &&
	    strchr("mhdw", unit) != NULL) {
		w->n = (uint32_t)count;
		w->unit = unit;
	} else {
		w->n = (uint32_t)(us / SLO_MINUTE_US);
		w->unit = 'm';
	}
	return RC_OK;
}

enum rc
clause_start(struct clause *p, const struct node *n, struct slo_window *w)
{
	int64_t local;
	int32_t offset = 0;

	if (n->kind != NODE_STRING || !rfc3339_parse(n->text, &local, &offset))
		return doc_fail(p->doc, n, p->e, "expected a date and time such as "
		    "2026-01-01 00:00:00, found %.*s", SV_SHOW(n->kind == NODE_STRING ? n->text
		    : sv_of(node_kind_name(n->kind))));
	if (offset != INT32_MIN)
		return doc_fail(p->doc, n, p->e, "the time zone stands in a key of its own, not "
		    "behind the time");
	if (local % SLO_MINUTE_US != 0)
		return doc_fail(p->doc, n, p->e, "'%.*s' is not a whole minute: events are counted "
		    "by the minute", SV_SHOW(n->text));
	w->start_us = tzone_reach(w->zone, local);
	return RC_OK;
}

enum rc
clause_zone(struct clause *p, const struct node *n, const struct tzone **zone)
{
	struct err inner = { 0 };
	enum rc rc = doc_kind(p->doc, n, NODE_STRING, p->e);

	if (rc == RC_OK && tzone_load(zone, n->text, p->arena, &inner) != RC_OK)
		rc = doc_fail(p->doc, n, p->e, "%s", inner.msg);
	return rc;
}

enum rc
clause_expr(struct clause *p, const struct node *n, const struct expr **x)
{
	struct err inner = { 0 };
	enum rc rc = doc_kind(p->doc, n, NODE_STRING, p->e);

	if (rc == RC_OK && expr_compile(x, n->text, p->cfg->env, &inner) != RC_OK)
		rc = doc_fail_in(p->doc, n, &inner, p->e);
	return rc;
}

/* Text made of texts that compiled: it compiles. */
static const struct expr *
compile_text(struct clause *p, const struct buf *text)
{
	const struct expr *x = NULL;
	struct err inner;

	if (expr_compile(&x, arena_sv(p->arena, buf_view(text)), p->cfg->env, &inner) != RC_OK)
		return NULL;
	return x;
}

const struct expr *
clause_both(struct clause *p, const struct expr *a, const struct expr *b)
{
	const struct expr *x;
	struct buf text;
	struct sv s;

	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	buf_init(&text, SIZE_MAX);
	s = expr_text(a, p->arena);
	buf_printf(&text, "(%.*s) && ", (int)s.n, s.p);
	s = expr_text(b, p->arena);
	buf_printf(&text, "(%.*s)", (int)s.n, s.p);
	x = compile_text(p, &text);
	buf_free(&text);
	return x;
}

const struct expr *
clause_threshold(struct clause *p, const struct expr *value, enum slo_op op,
    struct sv limit)
{
	static const char *const sign[] = { [SLO_LTE] = "<=", [SLO_LT] = "<", [SLO_GTE] = ">=",
		[SLO_GT] = ">" };
	struct sv s = expr_text(value, p->arena);
	const struct expr *x;
	struct buf text;

	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "(%.*s) %s %.*s", (int)s.n, s.p, sign[op], (int)limit.n, limit.p);
	x = compile_text(p, &text);
	buf_free(&text);
	return x;
}

enum rc
clause_fires(struct clause *p, const struct node *at, const struct slo_alert *a,
    const struct slo_objective *o)
{
	/* One part in 10^12: 14.4 times 1/14.4 is 1. */
	if (o->e0 <= 0 || a->trickle || a->factor * o->e0 < 1 - 1e-12)
		return RC_OK;
	return doc_fail(p->doc, at, p->e, "the alert at a burn of %g can never fire at a target of "
	    "%.*s: when every event is bad the burn is %g; lower the factor, or raise the target",
	    a->factor, SV_SHOW(o->target_text), 1 / o->e0);
}
