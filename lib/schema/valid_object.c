/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid_object - members by name, by pattern and the rest; which are there
 *
 * Records name their members in much the same order.  So a thread remembers for
 * each known name the two that came behind it last; only when neither is right, the
 * name is hashed.
 */
#include "schema/valid_run.h"

#include <string.h>

enum { WORDS = 4 };		/* of presence bits on the stack */

struct seen {			/* the members of one object so far */
	uint64_t *bits;		/* by name */
	uint64_t  stack[WORDS];
};

static inline bool
same_name(struct sv a, struct sv b)
{
	return a.n == b.n && sv_same(a.p, b.p, a.n);
}

/* The number of the name @key, which stands behind the known name @before; RULE_NONE: unknown. */
static inline uint32_t
find_name(struct valid *v, const struct rule_object *o, uint32_t before, struct sv key)
{
	uint32_t *g = v->guess + o->guess + 2 * (size_t)before;
	uint32_t at = g[0], other = g[1];

	if (o->name.n == 0)
		return RULE_NONE;
	if (same_name(key, o->name.key[at]))
		return at;
	if (!same_name(key, o->name.key[other])) {
		other = rule_keys_find(&o->name, key);
		if (other == RULE_NONE)
			return RULE_NONE;
	}
	g[1] = at;
	g[0] = other;
	return other;
}

static bool
is_there(const struct seen *s, uint32_t i)
{
	return (s->bits[i / 64] >> i % 64 & 1) != 0;
}

/* A member that no other schema is for fits additionalProperties. */
static bool
rest_ok(struct valid *v, const struct rule *r, const struct item *m, const struct valid_at *at)
{
	if (!r->object->rest->never)
		return valid_rule(v, r->object->rest, m, at);
	return valid_fault(v, r, at, VALID_ADDITIONAL_PROPERTY, "additionalProperties", m,
	    "is not in the schema");
}

static bool
name_ok(struct valid *v, const struct rule *r, const struct item *m, const struct valid_at *at)
{
	const struct item name = { .v = val_of_text(m->key), .next = 1 };

	return valid_rule(v, r->object->names, &name, at);
}

/* A member fits every schema for it; *before is the last name that was known. */
static inline bool
member_ok(struct valid *v, const struct rule *r, const struct item *m, const struct valid_at *up,
    struct seen *s, uint32_t *before)
{
	const struct rule_object *o = r->object;
	const struct valid_at at = { .up = up, .key = m->key, .member = true };
	uint32_t i = find_name(v, o, *before, m->key);
	bool ok = true, known = false;

	if (i != RULE_NONE) {
		*before = i;
		s->bits[i / 64] |= UINT64_C(1) << i % 64;
		known = o->member[i] != NULL;
		if (known)
			ok = valid_rule(v, o->member[i], m, &at);
	}
	if (o->npattern != 0)
		for (size_t p = 0; (p = valid_has_pattern(v, o, p, m->key)) < o->npattern; p++) {
			known = true;
			ok = valid_rule(v, o->pattern[p].rule, m, &at) && ok;
		}
	if (!known && o->rest != NULL)
		ok = rest_ok(v, r, m, &at) && ok;
	if (o->names != NULL)
		ok = name_ok(v, r, m, &at) && ok;
	return ok;
}

static bool
is_missing(struct valid *v, const struct rule *r, const struct valid_at *up, const char *keyword,
    uint32_t i)
{
	const struct valid_at at = { .up = up, .key = r->object->name.key[i], .member = true };

	return valid_fault(v, r, &at, VALID_REQUIRED_MISSING, keyword, NULL, "is missing");
}

static bool
dependents_ok(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *at, const struct seen *s)
{
	const struct rule_object *o = r->object;
	bool ok = true;

	for (size_t i = 0; i < o->ndependent; i++) {
		const struct rule_dependent *d = &o->dependent[i];

		if (!is_there(s, d->name))
			continue;
		for (size_t k = 0; k < d->nneed; k++)
			if (!is_there(s, d->need[k]))
				ok = is_missing(v, r, at, d->keyword, d->need[k]);
		if (d->rule != NULL)
			ok = valid_rule(v, d->rule, x, at) && ok;
	}
	return ok;
}

static bool
counts_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_object *o = r->object;

	if (x->n < o->min)
		return valid_fault(v, r, at, VALID_SIZE, "minProperties", x,
		    "%u members, minProperties "
		    "is %llu", x->n, (unsigned long long)o->min);
	if (x->n > o->max)
		return valid_fault(v, r, at, VALID_SIZE, "maxProperties", x,
		    "%u members, maxProperties "
		    "is %llu", x->n, (unsigned long long)o->max);
	return true;
}

/* Of a name given twice the last member counts. */
static bool
comes_again(const struct item *x, uint32_t i, const struct item *m)
{
	struct sv key = m->key;

	while (++i < x->n) {
		m += m->next;
		if (same_name(m->key, key))
			return true;
	}
	return false;
}

bool
valid_object(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_object *o = r->object;
	const struct item *m = x + 1;
	struct seen s;
	size_t words = (o->name.n + 63) / 64;
	uint32_t before = o->name.n;
	bool ok = counts_ok(v, r, x, at);

	s.bits = words <= WORDS ? s.stack : arena_alloc(&v->tmp, words * sizeof(*s.bits));
	memset(s.bits, 0, words * sizeof(*s.bits));
	for (uint32_t i = 0; i < x->n; i++, m += m->next) {
		/* Few do: it is looked up only where it matters. */
		if (v->quiet == 0 && comes_again(x, i, m))
			continue;
		if (member_ok(v, r, m, at, &s, &before) ||
		    (v->quiet != 0 && comes_again(x, i, m)))
			continue;
		ok = false;
		if (v->quiet != 0)
			return false;
	}
	for (size_t i = 0; i < o->nrequired; i++)
		if (!is_there(&s, o->required[i]))
			ok = is_missing(v, r, at, "required", o->required[i]);
	if (o->ndependent != 0)
		ok = dependents_ok(v, r, x, at, &s) && ok;
	return ok;
}
