/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/flat.h"

#include "schema/rule.h"
#include "schema/valid_run.h"

#include <string.h>

struct flat_member {
	const struct rule *rule;	/* NULL: only required */
	struct sv          key;
	size_t             slot;
	bool               required;
	/* What is seen to fit at a glance; of all else the rule decides: */
	unsigned           kinds;	/* a bit for each enum val_kind: any value */
	bool               plain;	/* a string without escapes, of so many bytes */
	uint64_t           bytes_min, bytes_max;
	bool               small;	/* a whole number of few digits, from lo to hi */
	uint32_t           lo, hi;
};

struct flat {
	struct flat_member *member;
	size_t              n;
};

/* Nothing but a reference: what it leads to. */
static const struct rule *
follow(const struct rule *r)
{
	const struct rule_any *a = r->any;

	if (a == NULL || a->ref == NULL || r->never || r->types != RULE_ANY ||
	    r->object != NULL || a->listed || a->is != NULL ||
	    a->all.n + a->any.n + a->one.n != 0 || a->not != NULL ||
	    a->cond != NULL || r->open_members != NULL)
		return r;
	return a->ref;
}

static bool
is_flat(const struct rule *r)
{
	const struct rule_object *o = r->object;

	return !r->never && (r->types & RULE_OBJECT) != 0 && o != NULL && r->any == NULL &&
	    r->open_members == NULL && o->min == 0 && o->max == UINT64_MAX && o->npattern == 0 &&
	    o->rest == NULL && o->names == NULL && o->ndependent == 0;
}

/* Whole numbers that keep the limits, and are few digits long. */
static void
glance_number(struct flat_member *m, const struct rule_number *q)
{
	const struct rule_limit *limit[] = { &q->min, &q->above, &q->max, &q->below };
	const num_i128 unit = 1000000000;
	num_i128 lo = 0, hi = UINT32_MAX;

	for (size_t i = 0; i < 4; i++) {
		num_i128 at = limit[i]->units / unit;

		if (limit[i]->text.n == 0 || (i < 2 && limit[i]->exact && limit[i]->units < 0))
			continue;
		if (!limit[i]->exact || limit[i]->units < 0)
			return;		/* no number of ours is below it, or it is too fine */
		if (i < 2 && at >= lo)
			lo = at + (i == 1 || limit[i]->units % unit != 0);
		if (i >= 2 && at <= hi)
			hi = at - (i == 3 && limit[i]->units % unit == 0);
	}
	m->small = q->multiple.n == 0 && lo <= hi;
	m->lo = (uint32_t)lo;
	m->hi = (uint32_t)hi;
}

static void
glance(struct flat_member *m)
{
	const struct rule *r = m->rule;

	m->kinds = m->required ? 0 : 1U << VAL_NONE;
	if (r == NULL) {
		m->kinds |= ~(1U << VAL_NONE);
		return;
	}
	if (r->never || !r->plain)
		return;
	if ((r->types & RULE_NULL) != 0)
		m->kinds |= 1U << VAL_NULL;
	if ((r->types & RULE_BOOLEAN) != 0)
		m->kinds |= 1U << VAL_FALSE | 1U << VAL_TRUE;
	if ((r->types & RULE_STRING) != 0 && r->string == NULL)
		m->kinds |= 1U << VAL_STRING;
	if ((r->types & RULE_STRING) != 0 && r->string != NULL && r->string->pattern == NULL &&
	    r->string->format == FORMAT_N && r->string->min <= UINT64_MAX / 4) {
		m->plain = true;	/* a character has one to four bytes */
		m->bytes_min = 4 * r->string->min;
		m->bytes_max = r->string->max;
	}
	if ((r->types & RULE_INTEGER) != 0 && r->number != NULL) {
		glance_number(m, r->number);
	} else if ((r->types & RULE_FRACTION) != 0 && r->number == NULL) {
		m->kinds |= (r->types & RULE_INTEGER) != 0 ? 1U << VAL_NUMBER : 0;
	} else if ((r->types & RULE_INTEGER) != 0) {
		m->small = true;
		m->hi = UINT32_MAX;
	}
}

const struct flat *
flat_new(const struct schema *s, const struct rule *r, struct proj *p, struct arena *a)
{
	const struct rule_object *o;
	struct flat *f;

	r = follow(r);
	if (s->dynamic || !is_flat(r))
		return NULL;
	o = r->object;
	f = arena_zalloc(a, sizeof(*f));
	f->member = arena_zalloc(a, o->name.n * sizeof(*f->member));
	for (f->n = 0; f->n < o->name.n; f->n++) {
		struct flat_member *m = &f->member[f->n];
		struct sv name = proj_name(&o->name.key[f->n], 1, a);
		size_t before = p->n;

		m->key = o->name.key[f->n];
		m->rule = o->member[f->n];
		if (proj_add(p, name, &m->slot, NULL) != RC_OK)
			return NULL;
		if (m->slot == before)
			p->field[m->slot].derived = true;
	}
	for (size_t i = 0; i < o->nrequired; i++)
		f->member[o->required[i]].required = true;
	for (size_t i = 0; i < f->n; i++)
		glance(&f->member[i]);
	return f;
}

static inline bool
fits_at_a_glance(const struct flat_member *m, const struct val *x)
{
	uint32_t number;

	return (m->kinds >> x->kind & 1) != 0 ||
	    (x->kind == VAL_STRING && m->plain && x->flags == 0 &&
	    x->text.n >= m->bytes_min && x->text.n <= m->bytes_max) ||
	    (x->kind == VAL_NUMBER && m->small && val_small(x, &number) &&
	    number >= m->lo && number <= m->hi);
}

static __attribute__((noinline)) bool
fits_rule(struct valid *v, const struct flat_member *m, const struct val *x)
{
	const struct valid_at top = { 0 }, at = { .up = &top, .key = m->key, .member = true };
	const struct item item = { .key = m->key, .v = *x, .next = 1 };

	if (x->kind == VAL_NONE || x->kind >= VAL_OBJECT || x->kind == VAL_TIME ||
	    (x->flags & VAL_DOUBLE) != 0)
		return false;
	return valid_rule(v, m->rule, &item, &at);
}

bool
flat_ok(struct valid *v, const struct flat *f, const struct record *r)
{
	bool ok = true;

	arena_reset(&v->tmp);
	v->quiet = 1;		/* valid.h tells the faults */
	v->steps = VALID_STEPS_MAX;
	for (size_t i = 0; ok && i < f->n; i++) {
		const struct flat_member *m = &f->member[i];
		const struct val *x = &r->slot[m->slot];

		ok = fits_at_a_glance(m, x) || fits_rule(v, m, x);
	}
	v->quiet = 0;
	return ok;
}
