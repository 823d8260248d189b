/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid_any - values listed, combinations of rules, references
 *
 * When no alternative holds, that is one fault; unless only one of them is for
 * values of this type at all: then its own faults say more.
 */
#include "schema/valid_run.h"

static bool
listed_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_any *a = r->any;
	bool hit = false;

	if (x->v.kind == VAL_STRING)
		hit = rule_keys_find(&a->text, item_text(x, &v->tmp)) != RULE_NONE;
	else
		for (size_t i = 0; i < a->nvalue && !hit; i++)
			hit = item_eq(a->value[i], x, &v->tmp);
	return hit || valid_fault(v, r, at, VALID_ENUM, "enum", x,
	    "is none of the %zu values allowed",
	    a->nvalue + a->text.n);
}

/* The rule, followed through its references, allows values of this type. */
static bool
for_type(const struct rule *r, const struct item *x)
{
	uint8_t type = valid_type(x);

	for (; !r->never && (r->types & type) != 0; r = r->any->ref)
		if (r->any == NULL || r->any->ref == NULL)
			return true;
	return false;
}

static bool
no_alternative(struct valid *v, const struct rule *r, const struct rule_list *l,
    const char *keyword, const struct item *x, const struct valid_at *at)
{
	const struct rule *only = NULL;
	size_t n = 0;

	if (v->quiet != 0)
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (for_type(l->rule[i], x)) {
			only = l->rule[i];
			n++;
		}
	if (n == 1)
		return valid_rule(v, only, x, at);
	return valid_fault(v, r, at, VALID_ALTERNATIVE, keyword, x,
	    "fits none of %zu alternatives",
	    l->n);
}

static bool
any_of(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_list *l = &r->any->any;

	for (size_t i = 0; i < l->n; i++)
		if (valid_probe(v, l->rule[i], x, at))
			return true;
	return no_alternative(v, r, l, "anyOf", x, at);
}

static bool
one_of(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_list *l = &r->any->one;
	size_t hits = 0;

	for (size_t i = 0; i < l->n && hits < 2; i++)
		hits += valid_probe(v, l->rule[i], x, at);
	if (hits == 0)
		return no_alternative(v, r, l, "oneOf", x, at);
	return hits == 1 || valid_fault(v, r, at, VALID_ALTERNATIVE, "oneOf", x,
	    "fits more than one of %zu alternatives", l->n);
}

static bool
condition_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_any *a = r->any;
	const struct rule *to;

	if (a->then == NULL && a->otherwise == NULL)
		return true;
	to = valid_probe(v, a->cond, x, at) ? a->then : a->otherwise;
	return to == NULL || valid_rule(v, to, x, at);
}

bool
valid_any(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_any *a = r->any;
	bool ok = true;

	if (a->ref != NULL)
		ok = valid_rule(v, a->ref, x, at);
	if (a->dynamic != NULL && (ok || v->quiet == 0))
		ok = valid_rule(v, valid_dynamic(v, a), x, at) && ok;
	if (a->listed && (ok || v->quiet == 0))
		ok = listed_ok(v, r, x, at) && ok;
	if (a->is != NULL && !item_eq(a->is, x, &v->tmp))
		ok = valid_fault(v, r, at, VALID_ENUM, "const", x,
		    "is not the one value allowed");
	for (size_t i = 0; i < a->all.n && (ok || v->quiet == 0); i++)
		ok = valid_rule(v, a->all.rule[i], x, at) && ok;
	if (a->any.n != 0 && (ok || v->quiet == 0))
		ok = any_of(v, r, x, at) && ok;
	if (a->one.n != 0 && (ok || v->quiet == 0))
		ok = one_of(v, r, x, at) && ok;
	if (a->not != NULL && (ok || v->quiet == 0) && valid_probe(v, a->not, x, at))
		ok = valid_fault(v, r, at, VALID_ALTERNATIVE, "not", x, "fits what it must not");
	if (a->cond != NULL && (ok || v->quiet == 0))
		ok = condition_ok(v, r, x, at) && ok;
	return ok;
}
