/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_plan.h"

#include "json/jwrite.h"
#include "objective/kind.h"
#include "query/document.h"
#include "record/rkind.h"
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

#include <jansson.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { VERSION = 1 };

_Static_assert(4 * SLO_OBJECTIVES_MAX + 1 < SLO_PLAN_NONE, "indexes of terms have 16 bits");

/* Evaluated where @guard is true; without one when others need it elsewhere too. */
static uint16_t
add_term(struct slo_term *list, size_t *n, const struct expr *x, uint16_t guard)
{
	if (x == NULL)
		return SLO_PLAN_NONE;
	for (size_t i = 0; i < *n; i++)
		if (expr_same(list[i].x, x)) {
			if (list[i].guard != guard)
				list[i].guard = SLO_PLAN_NONE;
			return (uint16_t)i;
		}
	list[*n] = (struct slo_term){ .x = x, .guard = guard };
	return (uint16_t)(*n)++;
}

static bool
same_keys(const struct slo_keys *s, const struct slo_objective *o)
{
	size_t i = 0;

	if (s->n != o->nkey)
		return false;
	while (i < s->n && expr_same(s->key[i].x, o->key[i].x))
		i++;
	return i == s->n;
}

static uint16_t
add_keys(struct slo_plan *p, const struct slo_objective *o, uint16_t guard)
{
	size_t i = 0;

	while (i < p->nset && !same_keys(&p->set[i], o))
		i++;
	if (i == p->nset)
		p->set[p->nset++] = (struct slo_keys){ .key = o->key, .n = o->nkey,
			.guard = guard };
	else if (p->set[i].guard != guard)
		p->set[i].guard = SLO_PLAN_NONE;
	return (uint16_t)i;
}

/* ---- what a meter counts, as text ---- */

static void
put_expr(struct jwrite *w, const char *name, const struct expr *x, struct arena *a)
{
	if (x == NULL)
		return;
	jwrite_key(w, sv_of(name));
	jwrite_str(w, expr_text(x, a));
}

static void
put_limit(struct jwrite *w, const struct slo_meter *m)
{
	jwrite_key(w, m->kind == SLO_METER_APDEX ? SV("apdex") : SV("limit"));
	jwrite_double(w, m->limit);
	if (m->kind != SLO_METER_LIMIT)
		return;
	jwrite_key(w, SV("op"));
	jwrite_str(w, sv_of(slo_show_op(m->op)));
}

static void
put_keys(struct jwrite *w, const struct slo_objective *o, struct arena *a)
{
	if (o->nkey == 0)
		return;
	jwrite_key(w, SV("by"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < o->nkey; i++)
		jwrite_str(w, expr_text(o->key[i].x, a));
	jwrite_shut(w, ']');
}

/* {"bad":"status >= 500","baseline":"version == 1","by":["route(path)"],"where":"..."} */
static enum rc
meter_text(struct sv *text, const struct slo_meter *m, const struct slo_objective *o,
    struct arena *a, struct err *e)
{
	struct buf b;
	struct jwrite w;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	put_keys(&w, o, a);
	put_expr(&w, "where", o->where, a);
	if (m->kind == SLO_METER_GOOD)
		put_expr(&w, "good", o->good, a);
	if (m->kind == SLO_METER_BAD || m->kind == SLO_METER_APDEX)
		put_expr(&w, "bad", o->bad, a);
	if (m->kind == SLO_METER_COUNTS) {
		put_expr(&w, m->part_good ? "good_count" : "bad_count", o->part, a);
		put_expr(&w, "total_count", o->total, a);
	} else if (m->value != SLO_PLAN_NONE)
		put_expr(&w, m->kind == SLO_METER_SKETCH ? "sketch" : "value", o->value, a);
	if (m->kind == SLO_METER_LIMIT || m->kind == SLO_METER_APDEX)
		put_limit(&w, m);
	if (m->unit != SLO_PLAN_NONE)
		put_expr(&w, "unit", o->unit, a);
	if (m->cluster != SLO_PLAN_NONE)
		put_expr(&w, "cluster", o->cluster, a);
	if (m->baseline != SLO_PLAN_NONE)
		put_expr(&w, "baseline", o->baseline, a);
	if (m->files) {
		jwrite_key(&w, SV("baseline_files"));
		jwrite_bool(&w, true);
	}
	if (m->square) {
		jwrite_key(&w, SV("squares"));
		jwrite_bool(&w, true);
	}
	jwrite_shut(&w, '}');
	rc = document_canon(text, buf_view(&b), a, e);
	buf_free(&b);
	return rc;
}

unsigned
slo_plan_sides(const struct slo_meter *m)
{
	return m->files || m->baseline != SLO_PLAN_NONE ? 2 : 1;
}

static enum rc
add_meter(uint16_t *at, struct slo_plan *p, struct slo_meter *m, const struct slo_objective *o,
    struct arena *a, struct err *e)
{
	enum rc rc = meter_text(&m->text, m, o, a, e);
	size_t i = 0;

	if (rc != RC_OK)
		return rc;
	while (i < p->nmeter && !sv_eq(p->meter[i].text, m->text))
		i++;
	*at = (uint16_t)i;
	if (i < p->nmeter)
		return RC_OK;
	m->at = (uint32_t)p->set[m->set].ntrack;
	p->set[m->set].ntrack += slo_plan_sides(m);
	p->meter[p->nmeter++] = *m;
	return RC_OK;
}

/* ---- objectives ---- */

/* What it is made of is how long an answer took; an expression of a status says it all. */
static bool
is_of_time(const struct expr *x, struct arena *a)
{
	struct sv text = x != NULL ? expr_text(x, a) : SV("");

	return (sv_has(text, SV("duration_ms")) || sv_has(text, SV("ttfb_ms"))) &&
	    !sv_has(text, SV("status"));
}

/* Of a sample, squared weights are counted beside what can be judged by it. */
static enum rc
add_squares(struct slo_plan *p, size_t i, struct slo_meter m, struct arena *a, struct err *e)
{
	const struct slo_objective *o = &p->spec->objective[i];
	const char *why = NULL;

	if (o->unit != NULL)
		why = "whether a unit had a bad event, only all of them tell";
	else if (o->total != NULL)
		why = "a record of total_count is no event that was drawn";
	else if ((kind_of(o)->flags & KIND_COMPARES) != 0 && o->value != NULL)
		why = "percentiles are compared by their own numbers";

	if (!p->spec->sampled || (kind_of(o)->flags & KIND_SLICES) != 0)
		return RC_OK;
	if (why != NULL)
		return rc_err(e, RC_USAGE, "--weight: a sample does not decide objective '%.*s': "
		    "%s", SV_SHOW(o->name), why);
	m.square = true;
	return add_meter(&p->square[i], p, &m, o, a, e);
}

static enum rc
add_objective(struct slo_plan *p, size_t i, struct arena *a, struct err *e)
{
	const struct slo_objective *o = &p->spec->objective[i];
	const struct slo_kind *kind = slo_kind_of(o);
	struct slo_meter m = { .op = o->op, .limit = o->limit, .test = SLO_PLAN_NONE,
		.value = SLO_PLAN_NONE, .unit = SLO_PLAN_NONE, .cluster = SLO_PLAN_NONE };
	enum rc rc;

	p->of[i] = p->sketch[i] = p->square[i] = SLO_PLAN_NONE;
	if (kind->meter == NULL)
		return RC_OK;
	m.kind = kind->meter(o);
	m.where = add_term(p->test, &p->ntest, o->where, SLO_PLAN_NONE);
	m.set = add_keys(p, o, m.where);
	m.baseline = add_term(p->test, &p->ntest, o->baseline, m.where);
	m.files = (kind_of(o)->flags & KIND_COMPARES) != 0 && o->baseline == NULL;
	if (m.kind == SLO_METER_GOOD || m.kind == SLO_METER_BAD)
		m.test = add_term(p->test, &p->ntest, m.kind == SLO_METER_GOOD ? o->good : o->bad,
		    m.where);
	if (m.kind == SLO_METER_APDEX)
		m.test = add_term(p->test, &p->ntest, o->bad, m.where);
	if (m.kind == SLO_METER_LIMIT || m.kind == SLO_METER_APDEX)
		m.value = add_term(p->value, &p->nvalue, o->value, m.where);
	if (m.kind == SLO_METER_COUNTS) {
		m.value = add_term(p->value, &p->nvalue, o->part, m.where);
		m.total = add_term(p->value, &p->nvalue, o->total, m.where);
		m.part_good = o->part_good;
	}
	m.unit = add_term(p->unit, &p->nunit, o->unit, m.where);
	m.cluster = add_term(p->unit, &p->nunit, o->cluster, m.where);
	m.waits = is_of_time(o->value != NULL ? o->value :
	    o->good != NULL ? o->good : o->bad, a);
	rc = add_meter(&p->of[i], p, &m, o, a, e);
	if (rc == RC_OK)
		rc = add_squares(p, i, m, a, e);
	if (rc != RC_OK || o->value == NULL)
		return rc;
	m.kind = SLO_METER_SKETCH;
	m.test = m.unit = m.cluster = SLO_PLAN_NONE;
	m.value = add_term(p->value, &p->nvalue, o->value, m.where);
	return add_meter(&p->sketch[i], p, &m, o, a, e);
}

static enum rc
check_keys(const struct slo_spec *spec, const struct slo_objective *o, struct err *e)
{
	for (size_t i = 0; i < o->nkey; i++) {
		struct sv name = o->key[i].name;

		if (rkind_taken("cxslo", name))
			return rc_err(e, RC_SYNTAX, "%s:%u:%u: objective '%.*s': by: the name "
			    "'%.*s' is taken: choose another (by: \"new = %.*s\")", spec->file,
			    (unsigned)o->line, (unsigned)o->col, SV_SHOW(o->name),
			    SV_SHOW(name), SV_SHOW(name));
		for (size_t k = 0; k < i; k++)
			if (sv_eq(name, o->key[k].name))
				return rc_err(e, RC_SYNTAX, "%s:%u:%u: objective '%.*s': by: two "
				    "keys are called '%.*s'", spec->file, (unsigned)o->line,
				    (unsigned)o->col, SV_SHOW(o->name), SV_SHOW(name));
	}
	return RC_OK;
}

static enum rc
check_files(const struct slo_plan *p, struct err *e)
{
	bool some = false;

	for (size_t i = 0; i < p->nmeter; i++)
		some = some || p->meter[i].files;
	if (p->stable != SIZE_MAX && !some)
		return rc_err(e, RC_USAGE, "--baseline-file: no objective compares with its files "
		    "(type: baseline, without a predicate of its own)");
	return RC_OK;
}

/* {"calendar":"...","meters":[...],"version":1,"weight":"..."}; first and last where there are */
static enum rc
plan_text(struct slo_plan *p, struct arena *a, struct err *e)
{
	char check[24];
	struct buf b;
	struct jwrite w;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_put_u64(&w, "version", VERSION);
	if (p->spec->calendar != NULL) {
		(void)snprintf(check, sizeof(check), "%016" PRIx64,
		    calendar_check(p->spec->calendar));
		jwrite_key(&w, SV("calendar"));
		jwrite_str(&w, sv_of(check));
	}
	if (p->spec->weight.n > 0) {
		jwrite_key(&w, SV("weight"));
		jwrite_str(&w, p->spec->weight);
	}
	jwrite_key(&w, SV("meters"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < p->nmeter; i++)
		jwrite_raw(&w, p->meter[i].text);
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	rc = document_canon(&p->text, buf_view(&b), a, e);
	buf_free(&b);
	return rc;
}

enum rc
slo_plan_make(struct slo_plan *p, const struct slo_spec *spec, size_t stable, uint64_t seed,
    struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;

	*p = (struct slo_plan){ .spec = spec, .stable = stable, .seed = seed };
	quant_cfg_init(&p->qcfg, SLO_PLAN_ACCURACY, false);
	p->test = arena_alloc(a, (4 * spec->n + 2) * sizeof(*p->test));
	p->value = arena_alloc(a, (3 * spec->n + 1) * sizeof(*p->value));
	p->unit = arena_alloc(a, (2 * spec->n + 1) * sizeof(*p->unit));
	p->set = arena_zalloc(a, (spec->n + 1) * sizeof(*p->set));
	p->meter = arena_zalloc(a, (3 * spec->n + 1) * sizeof(*p->meter));
	p->of = arena_zalloc(a, (spec->n + 1) * sizeof(*p->of));
	p->sketch = arena_zalloc(a, (spec->n + 1) * sizeof(*p->sketch));
	p->square = arena_zalloc(a, (spec->n + 1) * sizeof(*p->square));
	p->nset = 1;
	p->unanswered = add_term(p->test, &p->ntest, spec->unanswered, SLO_PLAN_NONE);
	for (size_t i = 0; rc == RC_OK && i < spec->n; i++) {
		rc = check_keys(spec, &spec->objective[i], e);
		if (rc == RC_OK)
			rc = add_objective(p, i, a, e);
	}
	if (rc == RC_OK)
		rc = check_files(p, e);
	return rc == RC_OK ? plan_text(p, a, e) : rc;
}

/* ---- plans of states ---- */

/* Which of our meters each saved one is. */
static enum rc
adopt_meters(struct slo_plan *p, const json_t *meters, bool *found, struct arena *a,
    struct err *e)
{
	enum rc rc = RC_OK;
	const json_t *v;
	size_t k;

	json_array_foreach(meters, k, v) {
		struct sv text;
		size_t i = 0;

		rc = document_text(&text, v, a, e);
		while (rc == RC_OK && i < p->nmeter && !sv_eq(p->meter[i].text, text))
			i++;
		if (rc != RC_OK)
			return rc;
		/* Twice: no plan of ours. */
		if (!json_is_object(v) || k == SLO_PLAN_METERS_MAX || (i < p->nmeter && found[i]))
			return rc_err(e, RC_SYNTAX, "states: expected at most %d meters, each an "
			    "object and none twice", (int)SLO_PLAN_METERS_MAX);
		if (i < p->nmeter)
			found[i] = true;
		p->saved[p->nsaved++] = i < p->nmeter ? (uint16_t)i : SLO_PLAN_NONE;
	}
	return RC_OK;
}

/* An objective that needs a meter, for the message. */
static const struct slo_objective *
who_needs(const struct slo_plan *p, size_t meter)
{
	size_t i = 0;

	while (p->of[i] != meter && p->sketch[i] != meter && p->square[i] != meter)
		i++;
	return &p->spec->objective[i];
}

/* Every meter of ours is there. */
static enum rc
check_found(const struct slo_plan *p, const bool *found, struct err *e)
{
	for (size_t i = 0; i < p->nmeter; i++)
		if (!found[i]) {
			const struct slo_objective *o = who_needs(p, i);

			return rc_err(e, RC_SYNTAX, "the states do not hold what objective '%.*s' "
			    "counts: %.*s", SV_SHOW(o->name),
			    SV_SHOW(p->meter[i].text));
		}
	return RC_OK;
}

/* Events that were left out then cannot be counted now, and the reverse. */
static enum rc
same_calendar(const struct slo_plan *p, const char *saved, struct err *e)
{
	const struct calendar *c = p->spec->calendar;
	char check[24];

	if (saved == NULL && c == NULL)
		return RC_OK;
	if (saved == NULL || c == NULL)
		return rc_err(e, RC_USAGE, "--calendar: the states were counted with%s one",
		    saved == NULL ? "out" : "");
	(void)snprintf(check, sizeof(check), "%016" PRIx64, calendar_check(c));
	return strcmp(check, saved) == 0 ? RC_OK :
	    rc_err(e, RC_USAGE, "--calendar: the states were counted with another one");
}

/* What a record stood for cannot be asked again. */
static enum rc
same_weight(const struct slo_plan *p, const char *saved, struct err *e)
{
	const struct sv was = saved != NULL ? sv_of(saved) : SV(""), is = p->spec->weight;

	if (sv_eq(was, is))
		return RC_OK;
	return is.n == 0 ? rc_err(e, RC_USAGE, "the states were counted with --weight %.*s: say "
	    "so again", SV_SHOW(was)) : rc_err(e, RC_USAGE, "--weight: the states were counted "
	    "with%s", was.n == 0 ? "out one" : " another one");
}

enum rc
slo_plan_adopt(struct slo_plan *p, struct sv text, struct arena *a, struct err *e)
{
	bool *found = arena_zalloc(a, SLO_PLAN_METERS_MAX * sizeof(*found));
	json_error_t why = { 0 };
	json_t *doc, *meters = NULL;
	json_int_t version = 0;
	const char *calendar = NULL, *weight = NULL;
	enum rc rc = document_load(&doc, text, e);

	if (rc == RC_OK && json_unpack_ex(doc, &why, JSON_STRICT, "{s:I,s:o,s?s,s?s}", "version",
	    &version, "meters", &meters, "calendar", &calendar, "weight", &weight) != 0)
		rc = rc_err(e, RC_SYNTAX, "states of another version: %s", why.text);
	else if (rc == RC_OK && (version != VERSION || !json_is_array(meters)))
		rc = rc_err(e, RC_SYNTAX, "states of another version: expected version %d and "
		    "meters", VERSION);
	p->saved = arena_alloc(a, SLO_PLAN_METERS_MAX * sizeof(*p->saved));
	p->nsaved = 0;
	if (rc == RC_OK)
		rc = same_calendar(p, calendar, e);
	if (rc == RC_OK)
		rc = same_weight(p, weight, e);
	if (rc == RC_OK)
		rc = adopt_meters(p, meters, found, a, e);
	if (rc == RC_OK)
		rc = check_found(p, found, e);
	document_free(doc);
	return rc;
}
