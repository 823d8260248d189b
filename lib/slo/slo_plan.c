/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_plan.h"

#include "json/jfields.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "objective/kind.h"
#include "record/rkind.h"
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

#include <string.h>

enum { VERSION = 1 };

_Static_assert(4 * SLO_OBJECTIVES_MAX < SLO_PLAN_NONE, "indexes of terms have 16 bits");

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
	list[*n].field = expr_field(x, &list[*n].slot);
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

/* {"by":["route(path)"],"where":"...","bad":"status >= 500","baseline":"version == 1"} */
static struct sv
meter_text(const struct slo_meter *m, const struct slo_objective *o, struct arena *a)
{
	struct buf b;
	struct jwrite w;
	struct sv text;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	put_keys(&w, o, a);
	put_expr(&w, "where", o->where, a);
	if (m->kind == SLO_METER_GOOD)
		put_expr(&w, "good", o->good, a);
	if (m->kind == SLO_METER_BAD || m->kind == SLO_METER_APDEX)
		put_expr(&w, "bad", o->bad, a);
	if (m->value != SLO_PLAN_NONE)
		put_expr(&w, m->kind == SLO_METER_SKETCH ? "sketch" : "value", o->value, a);
	if (m->kind == SLO_METER_LIMIT || m->kind == SLO_METER_APDEX)
		put_limit(&w, m);
	if (m->unit != SLO_PLAN_NONE)
		put_expr(&w, "unit", o->unit, a);
	if (m->baseline != SLO_PLAN_NONE)
		put_expr(&w, "baseline", o->baseline, a);
	if (m->files) {
		jwrite_key(&w, SV("baseline_files"));
		jwrite_bool(&w, true);
	}
	jwrite_shut(&w, '}');
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

unsigned
slo_plan_sides(const struct slo_meter *m)
{
	return m->files || m->baseline != SLO_PLAN_NONE ? 2 : 1;
}

static uint16_t
add_meter(struct slo_plan *p, struct slo_meter *m, const struct slo_objective *o, struct arena *a)
{
	m->text = meter_text(m, o, a);
	for (size_t i = 0; i < p->nmeter; i++)
		if (sv_eq(p->meter[i].text, m->text))
			return (uint16_t)i;
	m->at = (uint32_t)p->set[m->set].ntrack;
	p->set[m->set].ntrack += slo_plan_sides(m);
	p->meter[p->nmeter] = *m;
	return (uint16_t)p->nmeter++;
}

/* ---- objectives ---- */

static void
add_objective(struct slo_plan *p, size_t i, struct arena *a)
{
	const struct slo_objective *o = &p->spec->objective[i];
	const struct slo_kind *kind = slo_kind_of(o);
	struct slo_meter m = { .op = o->op, .limit = o->limit, .test = SLO_PLAN_NONE,
		.value = SLO_PLAN_NONE, .unit = SLO_PLAN_NONE };

	p->of[i] = p->sketch[i] = SLO_PLAN_NONE;
	if (kind->meter == NULL)
		return;
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
	m.unit = add_term(p->unit, &p->nunit, o->unit, m.where);
	p->of[i] = add_meter(p, &m, o, a);
	if (o->value == NULL)
		return;
	m.kind = SLO_METER_SKETCH;
	m.test = m.unit = SLO_PLAN_NONE;
	m.value = add_term(p->value, &p->nvalue, o->value, m.where);
	p->sketch[i] = add_meter(p, &m, o, a);
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

enum rc
slo_plan_make(struct slo_plan *p, const struct slo_spec *spec, size_t stable, uint64_t seed,
    struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;

	*p = (struct slo_plan){ .spec = spec, .stable = stable, .seed = seed };
	quant_cfg_init(&p->qcfg, SLO_PLAN_ACCURACY, false);
	p->test = arena_alloc(a, (4 * spec->n + 1) * sizeof(*p->test));
	p->value = arena_alloc(a, (2 * spec->n + 1) * sizeof(*p->value));
	p->unit = arena_alloc(a, (spec->n + 1) * sizeof(*p->unit));
	p->set = arena_zalloc(a, (spec->n + 1) * sizeof(*p->set));
	p->meter = arena_zalloc(a, (2 * spec->n + 1) * sizeof(*p->meter));
	p->of = arena_zalloc(a, (spec->n + 1) * sizeof(*p->of));
	p->sketch = arena_zalloc(a, (spec->n + 1) * sizeof(*p->sketch));
	p->nset = 1;
	for (size_t i = 0; rc == RC_OK && i < spec->n; i++) {
		rc = check_keys(spec, &spec->objective[i], e);
		add_objective(p, i, a);
	}
	return rc == RC_OK ? check_files(p, e) : rc;
}

/* ---- plans of states ---- */

struct sv
slo_plan_text(const struct slo_plan *p, struct arena *a)
{
	struct buf b;
	struct jwrite w;
	struct sv text;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("version"));
	jwrite_u64(&w, VERSION);
	jwrite_key(&w, SV("meters"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < p->nmeter; i++)
		jwrite_raw(&w, p->meter[i].text);
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

struct adopting {
	struct slo_plan *p;
	bool             found[SLO_PLAN_METERS_MAX];
	bool             bad;
};

static bool
adopt_meter(void *ctx, struct sv key, const struct val *v)
{
	struct adopting *a = ctx;
	size_t i = 0;

	(void)key;	/* arrays have none */
	a->bad = v->kind != VAL_OBJECT || a->p->nsaved == SLO_PLAN_METERS_MAX;
	if (a->bad)
		return false;
	while (i < a->p->nmeter && !sv_eq(a->p->meter[i].text, v->text))
		i++;
	if (i < a->p->nmeter) {
		a->bad = a->found[i];	/* twice: no plan of ours */
		a->found[i] = true;
	}
	a->p->saved[a->p->nsaved++] = i < a->p->nmeter ? (uint16_t)i : SLO_PLAN_NONE;
	return !a->bad;
}

/* An objective that needs a meter, for the message. */
static const struct slo_objective *
who_needs(const struct slo_plan *p, size_t meter)
{
	size_t i = 0;

	while (p->of[i] != meter && p->sketch[i] != meter)
		i++;
	return &p->spec->objective[i];
}

enum rc
slo_plan_adopt(struct slo_plan *p, struct sv text, struct arena *a, struct err *e)
{
	struct jfield f[] = { { .name = "version", .need = true },
		{ .name = "meters", .need = true } };
	struct val v = { .kind = VAL_OBJECT, .text = text };
	struct adopting ad = { .p = p };
	uint64_t version;
	enum rc rc = jfields_read(&v, f, 2, e);

	if (rc == RC_OK)
		rc = jfields_count(&f[0], VERSION, &version, e);
	if (rc == RC_OK && (version != VERSION || f[1].v.kind != VAL_ARRAY))
		rc = rc_err(e, RC_SYNTAX, "expected version %d and meters", VERSION);
	if (rc != RC_OK)
		return jfields_within("states of another version", rc, e);
	p->saved = arena_alloc(a, SLO_PLAN_METERS_MAX * sizeof(*p->saved));
	p->nsaved = 0;
	jread_each(&f[1].v, adopt_meter, &ad);
	if (ad.bad)
		return rc_err(e, RC_SYNTAX, "states: expected at most %d meters, each an object "
		    "and none twice",
		    (int)SLO_PLAN_METERS_MAX);
	for (size_t i = 0; i < p->nmeter; i++)
		if (!ad.found[i]) {
			const struct slo_objective *o = who_needs(p, i);

			return rc_err(e, RC_SYNTAX, "the states do not hold what objective '%.*s' "
			    "counts: %.*s", SV_SHOW(o->name),
			    SV_SHOW(p->meter[i].text));
		}
	return RC_OK;
}
