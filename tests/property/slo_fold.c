/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_fold - the hours of cxslo are a commutative monoid, to the byte of what they save
 *
 * Random events, cut at random into parts, each folded in a random order and merged in a
 * random order, some of them saved and loaded on the way, save what the single fold saves,
 * and count what a plain loop over the events counts; one of weight n is n events.  Damaged states are refused, or load
 * as something that saves the same again.
 */
#include "base/mem.h"
#include "base/rng.h"
#include "json/jread.h"
#include "slo/slo_fold.h"
#include "stats/quiet.h"
#include "../t.h"

#include <math.h>

enum { FIELDS = 7, EVENTS_MAX = 400, PARTS_MAX = 6, CASES = 150, MUTANTS = 12, OBJECTIVES = 14,
	WEIGHT_MAX = 5 };

struct event {
	struct val slot[FIELDS];	/* status, ms, route, user, version, part, total */
	int64_t    at_us;
	uint64_t   weight;
	uint32_t   file;
};

struct bench {
	struct rng           rng;
	struct arena         arena;	/* of the whole run */
	struct arena         events;	/* of a case */
	struct proj          proj;
	struct slo_objective o[OBJECTIVES];
	struct slo_spec      spec;
	struct slo_plan      plan;
	struct expr_eval    *ev;
	struct event         event[EVENTS_MAX];
	size_t               n;
	unsigned             taken, refused;
};

static const struct expr *
compile(struct bench *b, const char *text)
{
	struct expr_env env = { .arena = &b->arena, .proj = &b->proj };
	const struct expr *x;
	struct err e;

	if (expr_compile(&x, sv_of(text), &env, &e) != RC_OK)
		exit(3);
	return x;
}

static struct slo_objective *
objective(struct bench *b, enum slo_type type, const char *where)
{
	struct slo_objective *o = &b->o[b->spec.n++];

	o->name = SV("o");
	o->type = type;
	o->e0 = 0.01;
	if (where != NULL)
		o->where = compile(b, where);
	return o;
}

static void
by(struct bench *b, struct slo_objective *o, const char *name)
{
	struct key_expr *k = arena_zalloc(&b->arena, 2 * sizeof(*k));

	k[0] = (struct key_expr){ sv_of(name), compile(b, name) };
	k[1] = (struct key_expr){ SV("v"), compile(b, "version") };
	o->key = k;
	o->nkey = 1 + (o->type == SLO_LIVENESS);
}

static void
objectives(struct bench *b)
{
	static const char *const fields[FIELDS] = { "status", "ms", "route", "user", "version",
		"part", "total" };
	struct slo_objective *o;
	struct err e;
	size_t slot;

	proj_init(&b->proj, &b->arena);
	for (size_t i = 0; i < FIELDS; i++)
		if (proj_add(&b->proj, sv_of(fields[i]), &slot, &e) != RC_OK)
			exit(3);
	objective(b, SLO_RATIO, NULL)->bad = compile(b, "status >= 500");
	objective(b, SLO_RATIO, "route == '/a'")->good = compile(b, "status < 500");
	o = objective(b, SLO_RATIO, NULL);
	o->bad = compile(b, "status >= 500");
	o->unit = compile(b, "user");
	o = objective(b, SLO_PERCENTILE, "status < 500");
	o->value = compile(b, "ms");
	o->limit = 300;
	by(b, o, "route");
	o = objective(b, SLO_PERCENTILE, "status < 500");
	o->value = compile(b, "ms");
	o->limit = 800;
	o->op = SLO_LT;
	by(b, o, "route");
	o = objective(b, SLO_APDEX, NULL);
	o->value = compile(b, "ms");
	o->limit = 100;
	o->bad = compile(b, "status >= 500");
	by(b, objective(b, SLO_LIVENESS, NULL), "route");
	o = objective(b, SLO_BASELINE, NULL);
	o->bad = compile(b, "status >= 500");
	o->baseline = compile(b, "version == 1");
	o = objective(b, SLO_BASELINE, NULL);
	o->value = compile(b, "ms");
	o->q = (struct agg_q){ 95, 2 };
	objective(b, SLO_COMPOSITE, NULL);
	objective(b, SLO_RATIO, NULL)->bad = compile(b, "status >= 500");
	o = objective(b, SLO_RATIO, NULL);
	o->part = compile(b, "part");
	o->total = compile(b, "total");
	o = objective(b, SLO_RATIO, "status < 500");
	o->part = compile(b, "part");
	o->total = compile(b, "total");
	o->part_good = true;
	by(b, o, "route");
	o = objective(b, SLO_BASELINE, NULL);
	o->bad = compile(b, "status >= 500");
	o->baseline = compile(b, "version == 1");
	o->cluster = compile(b, "user");
	b->spec.objective = b->o;
	if (slo_plan_make(&b->plan, &b->spec, 1, 7, &b->arena, &e) != RC_OK)
		exit(3);
}

/* ---- events ---- */

static struct val
value(struct bench *b, enum val_kind kind, const char *text)
{
	return (struct val){ .kind = (uint8_t)kind, .text = arena_sv(&b->events, sv_of(text)) };
}

static struct val
draw(struct bench *b, unsigned field)
{
	static const char *const routes[] = { "/a", "/b", "/\\u0061", "", "\\n" };
	char t[40];

	if (rng_below(&b->rng, 12) == 0)
		return (struct val){ .kind = rng_below(&b->rng, 2) ? VAL_NONE : VAL_NULL };
	switch (field) {
	case 0:
		return value(b, rng_below(&b->rng, 9) == 0 ? VAL_STRING : VAL_NUMBER,
		    rng_below(&b->rng, 4) == 0 ? "503" : "200");
	case 1:
		snprintf(t, sizeof(t), "%d%s", (int)rng_below(&b->rng, 1000),
		    rng_below(&b->rng, 3) == 0 ? ".5" : "");
		return value(b, rng_below(&b->rng, 20) == 0 ? VAL_STRING : VAL_NUMBER, t);
	case 2: {
		struct val v = value(b, VAL_STRING, routes[rng_below(&b->rng, 5)]);

		v.flags = memchr(v.text.p, '\\', v.text.n) != NULL ? VAL_ESC : 0;
		return v;
	}
	case 3:
		snprintf(t, sizeof(t), "u%d", (int)rng_below(&b->rng, 50));
		return value(b, VAL_STRING, t);
	default:
		return value(b, VAL_NUMBER, rng_below(&b->rng, 2) ? "1" : "1.0");
	}
}

/* A record of events: how many, and how many of these, which may not be known. */
static void
draw_counts(struct bench *b, struct event *x)
{
	const unsigned total = (unsigned)rng_below(&b->rng, 20);
	char t[24];

	(void)snprintf(t, sizeof(t), "%u", total);
	x->slot[6] = value(b, VAL_NUMBER, t);
	x->slot[5] = (struct val){ .kind = VAL_NULL };
	if (rng_below(&b->rng, 9) == 0)
		return;
	(void)snprintf(t, sizeof(t), "%u.0", (unsigned)rng_below(&b->rng, total + 1));
	x->slot[5] = value(b, VAL_NUMBER, t);
}

static void
events(struct bench *b)
{
	static const int64_t hours[] = { 0, 1, -1, 495000, -700000 };
	int64_t hour = hours[rng_below(&b->rng, 5)];

	arena_reset(&b->events);
	b->n = rng_below(&b->rng, 5) == 0 ? rng_below(&b->rng, 3) : rng_below(&b->rng, EVENTS_MAX);
	for (size_t i = 0; i < b->n; i++) {
		struct event *x = &b->event[i];

		for (unsigned f = 0; f < 5; f++)
			x->slot[f] = draw(b, f);
		draw_counts(b, x);
		x->weight = 1 + rng_below(&b->rng, rng_below(&b->rng, 2) ? WEIGHT_MAX : 1);
		x->at_us = hour * SLO_TRACK_HOUR_US +
		    (int64_t)rng_below(&b->rng, (uint64_t)SLO_TRACK_HOUR_US);
		x->file = (uint32_t)rng_below(&b->rng, 2);
	}
}

/* ---- states ---- */

static void *
new_state(struct bench *b)
{
	void *st = mem_zalloc(slo_track_size(&b->plan));

	if (slo_fold_ops.init(&b->plan, st, NULL) != RC_OK)
		exit(3);
	return st;
}

static void
free_state(struct bench *b, void *st)
{
	slo_fold_ops.free(&b->plan, st);
	mem_free(st);
}

/*
 * Events @from on, as many as a draw says, into any of @n states; how many.  Backwards with
 * their weights, else each as often as it weighs.
 */
static size_t
step_some(struct bench *b, void *const *st, size_t n, size_t from, bool backwards)
{
	struct record r[BATCH_ROWS];
	const struct record *rec[BATCH_ROWS];
	int64_t at_us[BATCH_ROWS];
	bool timed[BATCH_ROWS];
	uint64_t weight[BATCH_ROWS], heaviest = 1;
	void *to[BATCH_ROWS];
	struct rows rows = { rec, at_us, timed, 1 + rng_below(&b->rng, BATCH_ROWS),
		backwards ? weight : NULL };
	size_t done = 0, all;

	rows.n = rows.n < b->n - from ? rows.n : b->n - from;
	for (size_t i = 0; i < rows.n; i++) {
		const struct event *x = &b->event[backwards ? b->n - 1 - from - i : from + i];

		r[i] = (struct record){ .slot = x->slot, .file = x->file };
		rec[i] = &r[i];
		at_us[i] = x->at_us;
		timed[i] = true;
		weight[i] = x->weight;
		heaviest = x->weight > heaviest ? x->weight : heaviest;
		to[i] = st[rng_below(&b->rng, n)];
	}
	all = rows.n;
	for (uint64_t k = 0; k < (backwards ? 1 : heaviest) && rows.n > 0; k++) {
		expr_eval_reset(b->ev);
		if (slo_fold_ops.rows(&b->plan, to, &rows, b->ev, &done, NULL) != RC_OK ||
		    done != rows.n)
			exit(3);
		rows.n = 0;
		for (size_t i = 0; i < done; i++) {
			rec[rows.n] = rec[i];
			at_us[rows.n] = at_us[i];
			to[rows.n] = to[i];
			weight[rows.n] = weight[i];
			rows.n += weight[i] > k + 1;
		}
	}
	return all;
}

static struct buf
saved(struct bench *b, const void *st)
{
	struct jwrite w;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	slo_fold_ops.save(&b->plan, st, &w);
	return o;
}

static enum rc
load(struct bench *b, void **st, struct sv text, struct err *e)
{
	struct val v;

	*st = new_state(b);
	if (jread_value(text, &v, e) != RC_OK)
		return RC_BAD;
	return slo_fold_ops.load(&b->plan, *st, &v, e);
}

/* Through its saved form, when a coin says so. */
static void *
perhaps_saved(struct bench *b, void *st)
{
	struct buf text;
	struct err e = { 0 };
	void *again;

	if (rng_below(&b->rng, 2) == 0)
		return st;
	text = saved(b, st);
	if (((struct slo_tracks *)st)->first_us <= ((struct slo_tracks *)st)->last_us)
		T_QUIET(load(b, &again, buf_view(&text), &e) == RC_OK, "loads: %s in %.*s", e.msg,
		    (int)(text.n < 2000 ? text.n : 2000), text.p);
	else
		again = new_state(b);
	buf_free(&text);
	free_state(b, st);
	return again;
}

static void
parts(struct bench *b, const struct buf *want)
{
	size_t n = 1 + rng_below(&b->rng, PARTS_MAX);
	void *part[PARTS_MAX], *all = new_state(b);
	struct buf got;

	for (size_t i = 0; i < n; i++)
		part[i] = new_state(b);
	for (size_t i = 0; i < b->n;)
		i += step_some(b, part, n, i, true);
	for (size_t i = 0; i < n; i++)
		part[i] = perhaps_saved(b, part[i]);
	for (size_t i = 0; i < n; i++)
		if (slo_fold_ops.merge(&b->plan, all, part[n - 1 - i], NULL) != RC_OK)
			exit(3);
	all = perhaps_saved(b, all);
	got = saved(b, all);
	T_QUIET(sv_eq(buf_view(&got), buf_view(want)), "parts: %.*s\n# whole: %.*s",
	    (int)(got.n < 3000 ? got.n : 3000), got.p, (int)(want->n < 3000 ? want->n : 3000),
	    want->p);
	for (size_t i = 0; i < n; i++)
		free_state(b, part[i]);
	free_state(b, all);
	buf_free(&got);
}

static void
mutants(struct bench *b, const struct buf *text)
{
	static const char bytes[] = "0123456789,[]{}\":-aZ=";

	for (int i = 0; i < MUTANTS && text->n > 0; i++) {
		char *p = mem_dup(text->p, text->n);
		size_t n = text->n, at = rng_below(&b->rng, n);
		struct err e = { 0 };
		struct buf again;
		void *st, *copy;

		if (rng_below(&b->rng, 3) == 0)
			memmove(p + at, p + at + 1, --n - at);
		else
			p[at] = bytes[rng_below(&b->rng, sizeof(bytes) - 1)];
		if (load(b, &st, (struct sv){ p, n }, &e) == RC_OK) {
			again = saved(b, st);
			T_QUIET(load(b, &copy, buf_view(&again), &e) == RC_OK, "loads again: %s", e.msg);
			free_state(b, copy);
			buf_free(&again);
			b->taken++;
		} else {
			T_QUIET(e.msg[0] != '\0', "refused with a reason");
			b->refused++;
		}
		free_state(b, st);
		mem_free(p);
	}
}

/* ---- a plain count ---- */

static struct slo_counts
total(const struct slo_track *t)
{
	struct slo_counts c = { 0 };

	for (unsigned i = 0; t != NULL && i < t->n; i++) {
		c.n += t->c[i].n;
		c.bad += t->c[i].bad;
		c.unknown += t->c[i].unknown;
		c.half += t->c[i].half;
	}
	return c;
}

static bool
number(const struct val *v, double *x)
{
	*x = NAN;
	return v->kind >= VAL_NUMBER && val_number(v, x);
}

/* Objectives 0, 5 and 7 by hand; files of the stable side are no one's but the eighth's. */
static void
plain(struct bench *b, const void *st)
{
	const struct slo_tracks *s = st;
	struct slo_counts ratio = { 0 }, apdex = { 0 }, side[2] = { { 0 }, { 0 } }, got;
	struct slo_counts counts = { 0 };
	const struct slo_meter *m = b->plan.meter;

	for (size_t i = 0; i < b->n; i++) {
		const struct event *x = &b->event[i];
		const uint64_t w = x->weight;
		double status, ms, version, part, of = 0;
		bool p_ok = number(&x->slot[5], &part) && number(&x->slot[6], &of);
		bool s_ok = number(&x->slot[0], &status), m_ok = number(&x->slot[1], &ms);
		bool v_ok = number(&x->slot[4], &version), bad = status >= 500;

		if (x->file == 1)
			continue;
		if (!p_ok)
			number(&x->slot[6], &of);
		*(p_ok ? &counts.n : &counts.unknown) += w * (uint64_t)of;
		counts.bad += p_ok ? w * (uint64_t)part : 0;
		*(s_ok ? &ratio.n : &ratio.unknown) += w;
		ratio.bad += s_ok && bad ? w : 0;
		if (s_ok && bad)
			apdex.n += w, apdex.bad += w;
		else if (!m_ok || (!s_ok && ms <= 400))
			apdex.unknown += w;
		else
			apdex.n += w, apdex.half += ms > 100 && ms <= 400 ? w : 0,
			    apdex.bad += ms > 400 ? w : 0;
		for (int k = 0; k < 2; k++)
			if (!v_ok)
				side[k].unknown += w;
			else if (k == (version == 1))
				*(s_ok ? &side[k].n : &side[k].unknown) += w,
				    side[k].bad += s_ok && bad ? w : 0;
	}
	got = total(s->only[m[b->plan.of[11]].at]);
	T_QUIET(memcmp(&got, &counts, sizeof(got)) == 0, "counts");
	got = total(s->only[m[b->plan.of[0]].at]);
	T_QUIET(memcmp(&got, &ratio, sizeof(got)) == 0, "ratio");
	got = total(s->only[m[b->plan.of[5]].at]);
	T_QUIET(memcmp(&got, &apdex, sizeof(got)) == 0, "apdex: %d %d %d %d, plain %d %d %d %d",
	    (int)got.n, (int)got.bad, (int)got.unknown, (int)got.half, (int)apdex.n,
	    (int)apdex.bad, (int)apdex.unknown, (int)apdex.half);
	for (unsigned k = 0; k < 2; k++) {
		got = total(s->only[m[b->plan.of[7]].at + k]);
		T_QUIET(memcmp(&got, &side[k], sizeof(got)) == 0, "side %u", k);
	}
}

static void
sharing(const struct bench *b)
{
	const struct slo_plan *p = &b->plan;

	T_OK(p->of[0] == p->of[10], "objectives that count the same share a meter");
	T_OK(p->of[3] != p->of[4] && p->sketch[3] == p->sketch[4],
	    "limits on the same value share its sketch");
	T_OK(p->of[9] == SLO_PLAN_NONE, "a composite counts nothing");
	T_OK(p->ntest == 4 && p->nvalue == 3 && p->nset == 3,
	    "equal predicates, values and keys are one: %zu %zu %zu", p->ntest, p->nvalue, p->nset);
}

static void
adopting(struct bench *b)
{
	struct slo_spec less = { .objective = b->o + 1, .n = 2 };
	struct slo_plan p;
	struct err e = { 0 };
	struct sv text = b->plan.text;

	T_OK(slo_plan_make(&p, &less, SIZE_MAX, 7, &b->arena, &e) == RC_OK &&
	    slo_plan_adopt(&p, text, &b->arena, &e) == RC_OK && p.nsaved == b->plan.nmeter,
	    "states may hold more than is asked for");
	T_OK(slo_plan_adopt(&b->plan, p.text, &b->arena, &e) == RC_SYNTAX &&
	    strstr(e.msg, "do not hold what objective 'o' counts: {\"bad\":\"status >= 500\"}") != NULL,
	    "but not less: %s", e.msg);
	b->plan.saved = NULL;
	T_OK(slo_plan_adopt(&p, SV("{\"version\":2,\"meters\":[]}"), &b->arena, &e) == RC_SYNTAX,
	    "another version: %s", e.msg);
}

int
main(void)
{
	struct bench *b = mem_zalloc(sizeof(*b));

	quiet_gsl();
	rng_init(&b->rng, t_seed());
	arena_init(&b->arena);
	arena_init(&b->events);
	b->ev = expr_eval_new();
	objectives(b);
	sharing(b);
	adopting(b);
	for (int i = 0; i < CASES; i++) {
		void *st = new_state(b);
		struct buf text;

		events(b);
		for (size_t k = 0; k < b->n;)
			k += step_some(b, &st, 1, k, false);
		plain(b, st);
		text = saved(b, st);
		for (int k = 0; k < 3; k++)
			parts(b, &text);
		mutants(b, &text);
		free_state(b, st);
		buf_free(&text);
	}
	T_OK(t_failed == 0, "%d cases", CASES);
	T_OK(b->refused > 5 * b->taken, "damaged states: %u refused, %u taken", b->refused, b->taken);
	expr_eval_free(b->ev);
	arena_free(&b->events);
	arena_free(&b->arena);
	mem_free(b);
	return t_done();
}
