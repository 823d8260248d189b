/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A step first evaluates everything, then counts: a record that cannot be judged (RC_BAD)
 * leaves no trace.
 */
#include "slo/slo_fold.h"

#include "base/hash.h"
#include "run/scan_key.h"
#include "slo/slo_fold_state.h"

#include <string.h>

size_t
slo_fold_size(const struct slo_plan *p)
{
	return sizeof(struct slo_fold_state) + p->nset * sizeof(struct map);
}

static enum rc
init(const void *ctx, void *st, struct err *e)
{
	const struct slo_plan *p = ctx;
	struct slo_fold_state *s = st;

	(void)e;
	arena_init(&s->arena);
	s->seed = p->seed;
	s->first_us = INT64_MAX;
	s->last_us = INT64_MIN;
	s->only = arena_zalloc(&s->arena, (p->set[0].ntrack + 1) * sizeof(struct slo_track *));
	for (size_t i = 1; i < p->nset; i++)
		map_init(&s->set[i], &s->arena, p->set[i].ntrack * sizeof(struct slo_track *),
		    p->seed);
	return RC_OK;
}

/* ---- rows and tracks ---- */

enum rc
slo_fold_find(struct slo_fold_state *s, size_t set, struct sv key, struct slo_track ***row,
    struct err *e)
{
	*row = s->only;
	if (set == 0)
		return RC_OK;
	*row = map_put(&s->set[set], key, NULL);
	if (s->set[set].n > SLO_FOLD_ROWS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d values of 'by' in an hour",
		    (int)SLO_FOLD_ROWS_MAX);
	return RC_OK;
}

struct slo_track *const *
slo_fold_row(const struct slo_fold_state *s, size_t set, size_t i, struct sv *key)
{
	*key = (struct sv){ NULL, 0 };
	if (set == 0)
		return s->only;
	*key = s->set[set].entry[i].key;
	return s->set[set].entry[i].val;
}

struct slo_track *
slo_fold_track(struct slo_fold_state *s, struct slo_track **row, const struct slo_meter *m,
    unsigned side)
{
	struct slo_track **t = &row[m->at + side];

	if (*t != NULL)
		return *t;
	*t = arena_zalloc(&s->arena, sizeof(**t));
	if (m->kind == SLO_METER_SKETCH)
		(*t)->q = arena_zalloc(&s->arena, sizeof(*(*t)->q));
	if (m->unit != SLO_PLAN_NONE) {
		(*t)->unit = arena_zalloc(&s->arena, sizeof(*(*t)->unit));
		map_init((*t)->unit, &s->arena, sizeof(uint8_t), s->seed);
	}
	return *t;
}

enum rc
slo_fold_unit(struct slo_track *t, uint64_t id, enum slo_unit_state state, struct err *e)
{
	char key[sizeof(id)];
	uint8_t *worst;

	memcpy(key, &id, sizeof(id));
	worst = map_put(t->unit, (struct sv){ key, sizeof(key) }, NULL);
	if (t->unit->n > SLO_FOLD_UNITS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d units in an hour",
		    (int)SLO_FOLD_UNITS_MAX);
	if (state > *worst)
		*worst = (uint8_t)state;
	return RC_OK;
}

static struct slo_counts *
new_minute(struct slo_fold_state *s, struct slo_track *t, unsigned minute)
{
	if (t->n == t->cap) {
		unsigned cap = t->cap == 0 ? 4 : t->cap < 32 ? 2 * t->cap : SLO_FOLD_MINUTES;

		t->c = arena_grow(&s->arena, t->c, t->cap * sizeof(*t->c), cap * sizeof(*t->c));
		t->cap = (uint8_t)cap;
	}
	t->c[t->n] = (struct slo_counts){ 0 };
	t->at[minute] = ++t->n;
	return &t->c[t->n - 1];
}

struct slo_counts *
slo_fold_minute(struct slo_fold_state *s, struct slo_track *t, unsigned minute)
{
	return t->at[minute] != 0 ? &t->c[t->at[minute] - 1] : new_minute(s, t, minute);
}

/* ---- one record ---- */

enum { NOT_YET = 9 };

enum outcome { SKIP, GOOD, BAD, HALF, UNKNOWN, VALUE };

enum sides { CANDIDATE = 1, STABLE = 2 };

struct memo {			/* what is known of the record at hand */
	const struct slo_plan *p;
	const struct record   *r;
	struct expr_eval      *ev;
	struct err            *e;
	uint8_t                test[SLO_PLAN_TESTS_MAX];	/* enum expr_tri, or NOT_YET */
	uint8_t                value[SLO_PLAN_METERS_MAX];	/* EXPR_TRUE: a number */
	double                 number[SLO_PLAN_METERS_MAX];
	bool                   keyed[SLO_OBJECTIVES_MAX + 1];
	const struct val      *key[SLO_OBJECTIVES_MAX + 1];	/* of a set: its values */
	struct slo_track     **row[SLO_OBJECTIVES_MAX + 1];	/* NULL: not looked up */
	uint8_t                unit[SLO_OBJECTIVES_MAX];	/* EXPR_TRUE: it has one */
	uint64_t               id[SLO_OBJECTIVES_MAX];
	uint8_t                outcome[SLO_PLAN_METERS_MAX];
	uint8_t                sides[SLO_PLAN_METERS_MAX];
};

static inline enum rc
test(struct memo *m, uint16_t i, enum expr_tri *yes)
{
	enum rc rc = RC_OK;

	*yes = EXPR_TRUE;
	if (i == SLO_PLAN_NONE)
		return RC_OK;
	*yes = (enum expr_tri)m->test[i];
	if (m->test[i] == NOT_YET) {
		rc = expr_test(m->p->test[i], m->r, m->ev, yes, m->e);
		m->test[i] = (uint8_t)*yes;
	}
	return rc;
}

static enum rc
number(struct memo *m, uint16_t i, bool *is)
{
	struct val v;
	enum rc rc = RC_OK;

	if (m->value[i] == NOT_YET) {
		rc = expr_value(m->p->value[i], m->r, m->ev, &v, m->e);
		m->value[i] = rc == RC_OK && val_number(&v, &m->number[i]) ? EXPR_TRUE : EXPR_FALSE;
	}
	*is = m->value[i] == EXPR_TRUE;
	return rc;
}

/* A unit is its canonical text, as keys are; that of nobody is none. */
static enum rc
take_unit(struct memo *m, uint16_t i)
{
	struct buf text;
	struct val v;
	enum rc rc;

	if (i == SLO_PLAN_NONE || m->unit[i] != NOT_YET)
		return RC_OK;
	rc = expr_value(m->p->unit[i], m->r, m->ev, &v, m->e);
	m->unit[i] = rc == RC_OK && !val_null(&v) ? EXPR_TRUE : EXPR_FALSE;
	if (m->unit[i] == EXPR_FALSE)
		return rc;
	buf_init(&text, SIZE_MAX);
	scan_key_text(&text, &v, 1, expr_eval_arena(m->ev));
	m->id[i] = hash_sv(buf_view(&text), 0);
	buf_free(&text);
	return RC_OK;
}

static enum rc
take_keys(struct memo *m, uint16_t set)
{
	const struct slo_keys *k = &m->p->set[set];
	struct val *v;
	enum rc rc = RC_OK;

	if (set == 0 || m->keyed[set])
		return RC_OK;
	v = arena_alloc(expr_eval_arena(m->ev), k->n * sizeof(*v));
	for (size_t i = 0; rc == RC_OK && i < k->n; i++)
		rc = expr_value(k->key[i].x, m->r, m->ev, &v[i], m->e);
	m->key[set] = v;
	m->keyed[set] = true;
	return rc;
}

/* Which side: both, when nobody can say; an event of the stable files is no one else's. */
static enum rc
side_of(struct memo *m, const struct slo_meter *k, uint8_t *sides, bool *unknown)
{
	bool stable = m->r->file >= m->p->stable;
	enum expr_tri yes;
	enum rc rc;

	*unknown = false;
	if (k->files || stable) {
		*sides = !k->files ? 0 : stable ? STABLE : CANDIDATE;
		return RC_OK;
	}
	*sides = CANDIDATE;
	if (k->baseline == SLO_PLAN_NONE)
		return RC_OK;
	rc = test(m, k->baseline, &yes);
	*unknown = yes == EXPR_UNKNOWN;
	*sides = *unknown ? CANDIDATE | STABLE : yes == EXPR_TRUE ? STABLE : CANDIDATE;
	return rc;
}

static bool
within(enum slo_op op, double x, double limit)
{
	switch (op) {
	case SLO_LTE:
		return x <= limit;
	case SLO_LT:
		return x < limit;
	case SLO_GTE:
		return x >= limit;
	case SLO_GT:
		break;
	}
	return x > limit;
}

static enum rc
judge_value(struct memo *m, const struct slo_meter *k, enum outcome *out)
{
	double x;
	bool is;
	enum rc rc = number(m, k->value, &is);

	if (rc != RC_OK || !is) {
		/* A sketch leaves out what is no number: the count beside it says unknown. */
		*out = k->kind == SLO_METER_SKETCH ? SKIP : UNKNOWN;
		return rc;
	}
	x = m->number[k->value];
	if (k->kind == SLO_METER_SKETCH)
		*out = VALUE;
	else if (k->kind == SLO_METER_LIMIT)
		*out = within(k->op, x, k->limit) ? GOOD : BAD;
	else
		*out = x <= k->limit ? GOOD : x <= 4 * k->limit ? HALF : BAD;
	return RC_OK;
}

static enum rc
judge_apdex(struct memo *m, const struct slo_meter *k, enum outcome *out)
{
	enum expr_tri failed = EXPR_FALSE;
	enum rc rc = k->test == SLO_PLAN_NONE ? RC_OK : test(m, k->test, &failed);

	if (rc == RC_OK && failed == EXPR_TRUE) {
		*out = BAD;
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = judge_value(m, k, out);
	if (failed == EXPR_UNKNOWN && *out != BAD)
		*out = UNKNOWN;
	return rc;
}

static enum rc
judge(struct memo *m, const struct slo_meter *k, enum outcome *out)
{
	enum expr_tri yes;
	enum rc rc;

	switch (k->kind) {
	case SLO_METER_EVENTS:
		*out = GOOD;
		return RC_OK;
	case SLO_METER_GOOD:
	case SLO_METER_BAD:
		rc = test(m, k->test, &yes);
		*out = yes == EXPR_UNKNOWN ? UNKNOWN :
		    (yes == EXPR_TRUE) == (k->kind == SLO_METER_GOOD) ? GOOD : BAD;
		return rc;
	case SLO_METER_APDEX:
		return judge_apdex(m, k, out);
	case SLO_METER_LIMIT:
	case SLO_METER_SKETCH:
		break;
	}
	return judge_value(m, k, out);
}

/* What meter @i makes of the record. */
static enum rc
evaluate(struct memo *m, size_t i)
{
	const struct slo_meter *k = &m->p->meter[i];
	enum outcome out = SKIP;
	enum expr_tri yes;
	bool unknown;
	enum rc rc = test(m, k->where, &yes);

	m->outcome[i] = SKIP;
	if (rc != RC_OK || yes != EXPR_TRUE)
		return rc;
	rc = side_of(m, k, &m->sides[i], &unknown);
	if (rc == RC_OK && m->sides[i] != 0)
		rc = judge(m, k, &out);
	if (unknown && k->kind != SLO_METER_SKETCH)
		out = UNKNOWN;
	else if (unknown)
		out = SKIP;	/* whose value it is nobody can say */
	if (rc == RC_OK && out != SKIP)
		rc = take_keys(m, k->set);
	if (rc == RC_OK && out != SKIP)
		rc = take_unit(m, k->unit);
	if (k->unit != SLO_PLAN_NONE && out != SKIP && m->unit[k->unit] == EXPR_FALSE)
		out = UNKNOWN;
	m->outcome[i] = (uint8_t)out;
	return rc;
}

static enum rc
find_row(struct memo *m, struct slo_fold_state *s, uint16_t set)
{
	struct arena *tmp = expr_eval_arena(m->ev);
	struct buf text;
	enum rc rc;

	if (set == 0) {
		m->row[0] = s->only;
		return RC_OK;
	}
	buf_init(&text, SIZE_MAX);
	scan_key_text(&text, m->key[set], m->p->set[set].n, tmp);
	rc = slo_fold_find(s, set, buf_view(&text), &m->row[set], m->e);
	buf_free(&text);
	return rc;
}

static inline void
count(struct slo_counts *c, enum outcome out, bool unit)
{
	/* Of a unit the minutes say only how many events have none: the unit itself is unknown. */
	if (out == UNKNOWN && !unit) {
		c->unknown++;
		return;
	}
	c->n++;
	c->bad += out == BAD;
	c->half += out == HALF;
}

static enum rc
add_unit(struct memo *m, struct slo_track *t, const struct slo_meter *k, enum outcome out)
{
	return slo_fold_unit(t, m->id[k->unit], out == UNKNOWN ? SLO_UNIT_UNKNOWN :
	    out == BAD ? SLO_UNIT_BAD : SLO_UNIT_GOOD, m->e);
}

static enum rc
add(struct memo *m, struct slo_fold_state *s, size_t i, unsigned minute)
{
	const struct slo_meter *k = &m->p->meter[i];
	enum outcome out = (enum outcome)m->outcome[i];
	bool unit = k->unit != SLO_PLAN_NONE && m->unit[k->unit] == EXPR_TRUE;
	enum rc rc = RC_OK;

	for (unsigned side = 0; rc == RC_OK && side < 2; side++) {
		struct slo_track *t;

		if ((m->sides[i] & (1u << side)) == 0)
			continue;
		t = m->row[k->set][k->at + side];
		if (t == NULL)
			t = slo_fold_track(s, m->row[k->set], k, side);
		if (out == VALUE)
			quant_add(t->q, &m->p->qcfg, m->number[k->value]);
		else
			count(slo_fold_minute(s, t, minute), out, unit);
		if (unit)
			rc = add_unit(m, t, k, out);
	}
	return rc;
}

static enum rc
step(const void *ctx, void *st, const struct record *r, struct expr_eval *ev,
    const struct fold_in *in, struct err *e)
{
	const struct slo_plan *p = ctx;
	struct slo_fold_state *s = st;
	int64_t in_hour = in->at_us % SLO_FOLD_HOUR_US;
	unsigned minute;
	struct memo m;
	enum rc rc = RC_OK;

	m.p = p;
	m.r = r;
	m.ev = ev;
	m.e = e;
	memset(m.test, NOT_YET, p->ntest);
	memset(m.value, NOT_YET, p->nvalue);
	memset(m.unit, NOT_YET, p->nunit);
	memset(m.keyed, 0, p->nset);
	for (size_t i = 0; i < p->nmeter; i++) {
		rc = evaluate(&m, i);
		if (rc != RC_OK)
			return rc;
	}
	if (in_hour < 0)
		in_hour += SLO_FOLD_HOUR_US;
	minute = (unsigned)(in_hour / SLO_MINUTE_US);
	s->first_us = in->at_us < s->first_us ? in->at_us : s->first_us;
	s->last_us = in->at_us > s->last_us ? in->at_us : s->last_us;
	for (size_t i = 0; i < p->nset; i++)
		m.row[i] = NULL;
	for (size_t i = 0; i < p->nmeter; i++) {
		if (m.outcome[i] == SKIP)
			continue;
		if (m.row[p->meter[i].set] == NULL)
			rc = find_row(&m, s, p->meter[i].set);
		if (rc == RC_OK)
			rc = add(&m, s, i, minute);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* ---- merge and release ---- */

static enum rc
merge_track(const struct slo_plan *p, struct slo_fold_state *d, struct slo_track *to,
    const struct slo_track *from, struct err *e)
{
	enum rc rc = RC_OK;
	uint64_t id;

	for (unsigned i = 0; i < SLO_FOLD_MINUTES; i++) {
		const struct slo_counts *c = &from->c[from->at[i] - (from->at[i] != 0)];
		struct slo_counts *sum;

		if (from->at[i] == 0)
			continue;
		sum = slo_fold_minute(d, to, i);
		sum->n += c->n;
		sum->bad += c->bad;
		sum->half += c->half;
		sum->unknown += c->unknown;
	}
	if (from->q != NULL)
		quant_merge(to->q, from->q, &p->qcfg);
	for (size_t i = 0; rc == RC_OK && from->unit != NULL && i < from->unit->n; i++) {
		const struct map_entry *u = &from->unit->entry[i];

		memcpy(&id, u->key.p, sizeof(id));
		rc = slo_fold_unit(to, id, (enum slo_unit_state)*(const uint8_t *)u->val, e);
	}
	return rc;
}

static enum rc
merge_row(const struct slo_plan *p, size_t set, struct slo_fold_state *d, struct slo_track **to,
    struct slo_track *const *from, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < p->nmeter; i++) {
		const struct slo_meter *m = &p->meter[i];

		if (m->set != set)
			continue;
		for (unsigned k = 0; rc == RC_OK && k < slo_plan_sides(m); k++)
			if (from[m->at + k] != NULL)
				rc = merge_track(p, d, slo_fold_track(d, to, m, k),
				    from[m->at + k], e);
	}
	return rc;
}

static enum rc
merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct slo_plan *p = ctx;
	struct slo_fold_state *d = dst;
	const struct slo_fold_state *s = src;
	struct slo_track **to;
	struct sv key;
	enum rc rc;

	d->first_us = s->first_us < d->first_us ? s->first_us : d->first_us;
	d->last_us = s->last_us > d->last_us ? s->last_us : d->last_us;
	rc = merge_row(p, 0, d, d->only, s->only, e);
	for (size_t set = 1; set < p->nset; set++)
		for (size_t i = 0; rc == RC_OK && i < s->set[set].n; i++) {
			struct slo_track *const *from = slo_fold_row(s, set, i, &key);

			rc = slo_fold_find(d, set, key, &to, e);
			if (rc == RC_OK)
				rc = merge_row(p, set, d, to, from, e);
		}
	return rc;
}

static void
free_row(struct slo_track *const *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (row[i] != NULL && row[i]->q != NULL)
			quant_free(row[i]->q);
		if (row[i] != NULL && row[i]->unit != NULL)
			map_free(row[i]->unit);
	}
}

static void
release(const void *ctx, void *st)
{
	const struct slo_plan *p = ctx;
	struct slo_fold_state *s = st;
	struct sv key;

	free_row(s->only, p->set[0].ntrack);
	for (size_t set = 1; set < p->nset; set++) {
		for (size_t i = 0; i < s->set[set].n; i++)
			free_row(slo_fold_row(s, set, i, &key), p->set[set].ntrack);
		map_free(&s->set[set]);
	}
	arena_free(&s->arena);
}

/* Results are written by slo_write, from all hours together. */
static void
emit(const void *ctx, const void *st, const struct fold_span *span, struct jwrite *w)
{
	(void)span;
	slo_fold_save(ctx, st, w);
}

const struct fold_ops slo_fold_ops = { init, step, merge, emit, release, slo_fold_save,
	slo_fold_load };
