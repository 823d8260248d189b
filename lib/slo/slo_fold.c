/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A step first evaluates everything, then counts: a record that cannot be judged (RC_BAD)
 * leaves no trace.  What is evaluated is only what stands under no `where`, or one that is
 * true.
 */
#include "slo/slo_fold.h"

#include "base/hash.h"
#include "json/jscan.h"
#include "key/scan_key.h"
#include "slo/slo_fold_state.h"

#include <string.h>

/* ---- one record: what is known of it ---- */

enum {
	KEY_SHORT = 256,	/* bytes of a key that is made without a buffer, */
	KEY_MORE = 10		/* with the brackets and quotes, and room for eight at a time */
};

struct known_value {
	double x;
	bool   number;		/* it is one */
};

struct known_unit {
	uint64_t id;
	bool     some;		/* it has one */
};

struct known_key {		/* of a set */
	const struct val  *value;
	struct slo_track **row;	/* NULL: not looked up */
};

/* As much of each as the plan has. */
struct known {
	const struct slo_plan *p;
	const struct record   *r;
	struct expr_eval      *ev;
	struct err            *e;
	struct buf            *scratch;
	uint8_t               *test;	/* enum expr_tri */
	struct known_value    *value;
	struct known_unit     *unit;
	struct known_key      *key;
};

/* Made once for an hour, not on the stack for each record: a plan may have a thousand of each. */
static struct known *
new_known(struct slo_tracks *s, const struct slo_plan *p)
{
	struct known *k = arena_alloc(&s->arena, sizeof(*k));

	*k = (struct known){
		.p = p,
		.scratch = &s->scratch,
		.test = arena_alloc(&s->arena, p->ntest * sizeof(*k->test)),
		.value = arena_alloc(&s->arena, p->nvalue * sizeof(*k->value)),
		.unit = arena_alloc(&s->arena, p->nunit * sizeof(*k->unit)),
		.key = arena_alloc(&s->arena, p->nset * sizeof(*k->key)),
	};
	k->key[0].row = s->only;
	s->at_hand = k;
	return k;
}

static inline bool
guard_stops(const struct known *k, uint16_t guard)
{
	return guard != SLO_PLAN_NONE && k->test[guard] != EXPR_TRUE;
}

static inline enum rc
eval_term(const struct known *k, const struct slo_term *t, struct val *v)
{
	if (!t->field)
		return expr_value(t->x, k->r, k->ev, v, k->e);
	*v = k->r->slot[t->slot];
	return RC_OK;
}

/* A unit is known by the hash of its canonical text; null is no unit. */
static enum rc
know_unit(struct known *k, size_t i)
{
	struct val v;
	enum rc rc;

	k->unit[i].some = false;
	if (guard_stops(k, k->p->unit[i].guard))
		return RC_OK;
	rc = eval_term(k, &k->p->unit[i], &v);
	if (rc != RC_OK || val_null(&v))
		return rc;
	buf_clear(k->scratch);
	scan_key_text(k->scratch, &v, 1, expr_eval_arena(k->ev));
	k->unit[i].some = true;
	k->unit[i].id = hash_sv(buf_view(k->scratch), 0);
	return RC_OK;
}

static enum rc
know_key(struct known *k, size_t set)
{
	const struct slo_keys *s = &k->p->set[set];
	struct val *v;
	enum rc rc = RC_OK;

	k->key[set].row = NULL;
	if (guard_stops(k, s->guard))
		return RC_OK;
	v = arena_alloc(expr_eval_arena(k->ev), s->n * sizeof(*v));
	for (size_t i = 0; rc == RC_OK && i < s->n; i++)
		rc = expr_value(s->key[i].x, k->r, k->ev, &v[i], k->e);
	k->key[set].value = v;
	return rc;
}

static enum rc
know_record(struct known *k)
{
	const struct slo_plan *p = k->p;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < p->ntest; i++) {
		enum expr_tri yes = EXPR_UNKNOWN;

		if (!guard_stops(k, p->test[i].guard))
			rc = expr_test(p->test[i].x, k->r, k->ev, &yes, k->e);
		k->test[i] = (uint8_t)yes;
	}
	for (size_t i = 0; rc == RC_OK && i < p->nvalue; i++) {
		struct val v;

		k->value[i].number = false;
		if (guard_stops(k, p->value[i].guard))
			continue;
		rc = eval_term(k, &p->value[i], &v);
		k->value[i].number = rc == RC_OK && val_number(&v, &k->value[i].x);
	}
	for (size_t i = 0; rc == RC_OK && i < p->nunit; i++)
		rc = know_unit(k, i);
	for (size_t i = 1; rc == RC_OK && i < p->nset; i++)
		rc = know_key(k, i);
	return rc;
}

/* ---- what meters make of it ---- */

enum outcome { SKIP, GOOD, BAD, HALF, UNKNOWN, VALUE };

enum sides { CANDIDATE = 1, STABLE = 2 };

/*
 * Which side counts the event.  When the baseline predicate is unknown, both do, and *unknown
 * says so.  An event of a stable file counts for meters that compare files, and for no other.
 */
static unsigned
sides_of(const struct known *k, const struct slo_meter *m, bool *unknown)
{
	bool stable = k->r->file >= k->p->stable;

	*unknown = false;
	if (m->files)
		return stable ? STABLE : CANDIDATE;
	if (stable || m->baseline == SLO_PLAN_NONE)
		return stable ? 0 : CANDIDATE;
	*unknown = k->test[m->baseline] == EXPR_UNKNOWN;
	return *unknown ? CANDIDATE | STABLE : k->test[m->baseline] == EXPR_TRUE ? STABLE
	    : CANDIDATE;
}

static bool
is_within(enum slo_op op, double x, double limit)
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

static enum outcome
judge_apdex(const struct known *k, const struct slo_meter *m)
{
	unsigned failed = m->test == SLO_PLAN_NONE ? EXPR_FALSE : k->test[m->test];
	double x = k->value[m->value].x;

	if (failed == EXPR_TRUE)
		return BAD;
	if (!k->value[m->value].number)
		return UNKNOWN;
	if (x > 4 * m->limit)
		return BAD;
	return failed == EXPR_UNKNOWN ? UNKNOWN : x <= m->limit ? GOOD : HALF;
}

/* A sketch leaves out what is no number: the count beside it says unknown. */
static inline enum outcome
judge_event(const struct known *k, const struct slo_meter *m)
{
	switch (m->kind) {
	case SLO_METER_EVENTS:
		return GOOD;
	case SLO_METER_GOOD:
	case SLO_METER_BAD:
		if (k->test[m->test] == EXPR_UNKNOWN)
			return UNKNOWN;
		return (k->test[m->test] == EXPR_TRUE) == (m->kind == SLO_METER_GOOD) ? GOOD : BAD;
	case SLO_METER_LIMIT:
		if (!k->value[m->value].number)
			return UNKNOWN;
		return is_within(m->op, k->value[m->value].x, m->limit) ? GOOD : BAD;
	case SLO_METER_APDEX:
		return judge_apdex(k, m);
	case SLO_METER_SKETCH:
		break;
	}
	return k->value[m->value].number ? VALUE : SKIP;
}

static inline void
count_event(struct slo_counts *c, enum outcome out, bool unit)
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

/* A key that is one plain word is its own canonical text, but for the brackets and quotes. */
static bool
plain_key(const struct val *v, size_t n, char *text, struct sv *key)
{
	uint64_t odd = 0;

	if (n != 1 || v->kind != VAL_STRING || (v->flags & VAL_ESC) != 0 ||
	    v->text.n > KEY_SHORT - KEY_MORE)
		return false;
	memcpy(text + 2, v->text.p, v->text.n);
	memset(text + 2 + v->text.n, ' ', 8);
	for (size_t i = 0; i < v->text.n; i += 8) {
		uint64_t w = jscan_load(text + 2 + i);

		odd |= jscan_stops(w) | ((w | (w + JSCAN_ALL(1))) & JSCAN_ALL(0x80));
	}
	if (odd != 0)
		return false;
	memcpy(text, "[\"", 2);
	memcpy(text + 2 + v->text.n, "\"]", 2);
	*key = (struct sv){ text, v->text.n + 4 };
	return true;
}

static enum rc
find_row(struct known *k, struct slo_tracks *s, uint16_t set)
{
	size_t n = k->p->set[set].n;
	char word[KEY_SHORT];
	struct sv key;

	if (!plain_key(k->key[set].value, n, word, &key)) {
		buf_clear(k->scratch);
		scan_key_text(k->scratch, k->key[set].value, n, expr_eval_arena(k->ev));
		key = buf_view(k->scratch);
	}
	return slo_track_find(s, set, key, &k->key[set].row, k->e);
}

static enum rc
add_event(struct known *k, struct slo_tracks *s, const struct slo_meter *m, enum outcome out,
    unsigned side, unsigned minute)
{
	struct slo_track *t = k->key[m->set].row[m->at + side];
	bool unit = m->unit != SLO_PLAN_NONE && k->unit[m->unit].some;

	if (t == NULL)
		t = slo_track_at(s, k->key[m->set].row, m, side);
	if (out == VALUE)
		quant_add(t->q, &k->p->qcfg, k->value[m->value].x);
	else
		count_event(slo_track_minute(s, t, minute), out, unit);
	if (!unit)
		return RC_OK;
	return slo_track_unit(t, k->unit[m->unit].id, out == UNKNOWN ? SLO_UNIT_UNKNOWN :
	    out == BAD ? SLO_UNIT_BAD : SLO_UNIT_GOOD, k->e);
}

static enum rc
meter_record(struct known *k, struct slo_tracks *s, const struct slo_meter *m, unsigned minute)
{
	unsigned sides;
	enum outcome out;
	bool unknown;
	enum rc rc = RC_OK;

	if (guard_stops(k, m->where))
		return RC_OK;
	sides = sides_of(k, m, &unknown);
	out = sides != 0 ? judge_event(k, m) : SKIP;
	/* Of an unknown side: a sketch leaves the value out, a count has an unknown event. */
	if (unknown)
		out = m->kind == SLO_METER_SKETCH ? SKIP : UNKNOWN;
	if (m->unit != SLO_PLAN_NONE && out != SKIP && !k->unit[m->unit].some)
		out = UNKNOWN;
	if (out == SKIP)
		return RC_OK;
	if (k->key[m->set].row == NULL)
		rc = find_row(k, s, m->set);
	if (rc == RC_OK && (sides & CANDIDATE) != 0)
		rc = add_event(k, s, m, out, 0, minute);
	if (rc == RC_OK && (sides & STABLE) != 0)
		rc = add_event(k, s, m, out, 1, minute);
	return rc;
}

static enum rc
step_record(const void *ctx, void *st, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	const struct slo_plan *p = ctx;
	struct slo_tracks *s = st;
	int64_t in_hour = in->at_us % SLO_TRACK_HOUR_US;
	unsigned minute;
	struct known *k = s->at_hand != NULL ? s->at_hand : new_known(s, p);
	enum rc rc;

	k->r = r;
	k->ev = ev;
	k->e = e;
	rc = know_record(k);
	if (rc != RC_OK)
		return rc;
	if (in_hour < 0)
		in_hour += SLO_TRACK_HOUR_US;
	minute = (unsigned)(in_hour / SLO_MINUTE_US);
	s->first_us = in->at_us < s->first_us ? in->at_us : s->first_us;
	s->last_us = in->at_us > s->last_us ? in->at_us : s->last_us;
	for (size_t i = 0; rc == RC_OK && i < p->nmeter; i++)
		rc = meter_record(k, s, &p->meter[i], minute);
	return rc;
}

/* ---- the monoid ---- */

static enum rc
init_state(const void *ctx, void *st, struct err *e)
{
	(void)e;	/* nothing can fail */
	slo_track_init(st, ctx);
	return RC_OK;
}

static enum rc
merge_state(const void *ctx, void *dst, const void *src, struct err *e)
{
	return slo_track_merge(dst, src, ctx, e);
}

static void
free_state(const void *ctx, void *st)
{
	slo_track_release(st, ctx);
}

/* Nothing to emit: verdicts need all hours together. */
const struct fold_ops slo_fold_ops = {
	.init = init_state,
	.step = step_record,
	.merge = merge_state,
	.free = free_state,
	.save = slo_fold_save,
	.load = slo_fold_load,
};
