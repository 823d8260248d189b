/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid_open - unevaluatedProperties and unevaluatedItems
 *
 * The rule's other keywords, and the rules they apply to the same value, are walked
 * again and mark what they look at; of alternatives those that hold.  Only schemas
 * with these keywords pay for it.
 */
#include "schema/valid_run.h"

struct cover {
	struct valid      *v;
	const struct item *x;
	const struct valid_at   *at;
	uint64_t           *bits;	/* by index of member or item */
};

typedef void cover_fn(struct cover *c, const struct rule *r);

static void
mark_item(struct cover *c, uint32_t i)
{
	c->bits[i / 64] |= UINT64_C(1) << i % 64;
}

static void
mark_all(struct cover *c, uint32_t from)
{
	for (uint32_t i = from; i < c->x->n; i++)
		mark_item(c, i);
}

static void cover_rule(struct cover *c, const struct rule *r, cover_fn *own);

static void
cover_if_valid(struct cover *c, const struct rule_list *l, cover_fn *own)
{
	for (size_t i = 0; i < l->n; i++)
		if (valid_probe(c->v, l->rule[i], c->x, c->at))
			cover_rule(c, l->rule[i], own);
}

static bool
has_member(const struct item *x, struct sv key)
{
	const struct item *m = x + 1;

	for (uint32_t i = 0; i < x->n; i++, m += m->next)
		if (sv_eq(m->key, key))
			return true;
	return false;
}

static void
cover_any(struct cover *c, const struct rule_any *a, cover_fn *own)
{
	if (a->ref != NULL)
		cover_rule(c, a->ref, own);
	if (a->dynamic != NULL)
		cover_rule(c, valid_dynamic(c->v, a), own);
	for (size_t i = 0; i < a->all.n; i++)
		cover_rule(c, a->all.rule[i], own);
	cover_if_valid(c, &a->any, own);
	cover_if_valid(c, &a->one, own);
	if (a->cond == NULL)
		return;
	if (valid_probe(c->v, a->cond, c->x, c->at)) {
		cover_rule(c, a->cond, own);
		if (a->then != NULL)
			cover_rule(c, a->then, own);
	} else if (a->otherwise != NULL) {
		cover_rule(c, a->otherwise, own);
	}
}

/* Mark what the rules that @r applies to the same value look at. */
static void
cover_below(struct cover *c, const struct rule *r, cover_fn *own)
{
	const struct rule_object *o = c->x->v.kind == VAL_OBJECT ? r->object : NULL;

	for (size_t i = 0; o != NULL && i < o->ndependent; i++)
		if (o->dependent[i].rule != NULL &&
		    has_member(c->x, o->name.key[o->dependent[i].name]))
			cover_rule(c, o->dependent[i].rule, own);
	if (r->any != NULL)
		cover_any(c, r->any, own);
}

static void
cover_rule(struct cover *c, const struct rule *r, cover_fn *own)
{
	bool entered;

	if (c->v->depth == VALID_DEPTH_MAX)
		return;
	c->v->depth++;
	entered = valid_enter(c->v, r);
	if (c->x->v.kind == VAL_OBJECT ? r->open_members != NULL : r->open_items != NULL)
		mark_all(c, 0);
	own(c, r);
	cover_below(c, r, own);
	valid_leave(c->v, entered);
	c->v->depth--;
}

static void
own_members(struct cover *c, const struct rule *r)
{
	const struct rule_object *o = r->object;
	const struct item *m = c->x + 1;

	if (o == NULL)
		return;
	for (uint32_t i = 0; i < c->x->n; i++, m += m->next) {
		uint32_t at = rule_keys_find(&o->name, m->key);

		if (o->rest != NULL || (at != RULE_NONE && o->member[at] != NULL) ||
		    (o->npattern != 0 && valid_has_pattern(c->v, o, 0, m->key) < o->npattern))
			mark_item(c, i);
	}
}

static void
own_items(struct cover *c, const struct rule *r)
{
	const struct rule_array *q = r->array;
	const struct item *m = c->x + 1;

	if (q == NULL)
		return;
	for (uint32_t i = 0; i < c->x->n && i < q->nprefix; i++)
		mark_item(c, i);
	if (q->rest != NULL)
		mark_all(c, 0);
	if (q->contains == NULL || r->res->draft != RULE_DRAFT_2020)
		return;
	for (uint32_t i = 0; i < c->x->n; i++, m += m->next)
		if (valid_probe(c->v, q->contains, m, c->at))
			mark_item(c, i);
}

static void
cover_init(struct cover *c, struct valid *v, const struct item *x, const struct valid_at *at)
{
	*c = (struct cover){ v, x, at, arena_zalloc(&v->tmp, (x->n / 64 + 1) * sizeof(uint64_t)) };
}

bool
valid_open_members(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *up)
{
	const struct item *m = x + 1;
	struct cover c;
	bool ok = true;

	cover_init(&c, v, x, up);
	own_members(&c, r);
	cover_below(&c, r, own_members);
	for (uint32_t i = 0; i < x->n; i++, m += m->next) {
		const struct valid_at at = { .up = up, .key = m->key, .member = true };

		if ((c.bits[i / 64] >> i % 64 & 1) != 0)
			continue;
		if (!r->open_members->never)
			ok = valid_rule(v, r->open_members, m, &at) && ok;
		else
			ok = valid_fault(v, r, &at, VALID_ADDITIONAL_PROPERTY,
			    "unevaluatedProperties",
			    m, "is not in the schema");
		if (!ok && v->quiet != 0)
			return false;
	}
	return ok;
}

bool
valid_open_items(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *up)
{
	const struct item *m = x + 1;
	struct cover c;
	bool ok = true;

	cover_init(&c, v, x, up);
	own_items(&c, r);
	cover_below(&c, r, own_items);
	for (uint32_t i = 0; i < x->n; i++, m += m->next) {
		const struct valid_at at = { .up = up, .index = i };

		if ((c.bits[i / 64] >> i % 64 & 1) != 0)
			continue;
		if (!r->open_items->never)
			ok = valid_rule(v, r->open_items, m, &at) && ok;
		else
			ok = valid_fault(v, r, &at, VALID_SIZE, "unevaluatedItems", m,
			    "is one item too many");
		if (!ok && v->quiet != 0)
			return false;
	}
	return ok;
}
