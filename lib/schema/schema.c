/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * schema - see schema.h
 *
 * Rules are made when something refers to them and compiled from a list, so that
 * schemas may refer to each other in any way.  Then two things are settled: no
 * rule may come back to itself at the same value (it would never end), and
 * whether any rule looks into members of the records at all.
 */
#include "schema/schema.h"

#include "base/hash.h"
#include "base/mem.h"
#include "schema/keyword.h"
#include "schema/resource.h"
#include "schema/rule.h"

enum { HEIGHT_MAX = 256 };	/* rules above each other at one value */

struct schema *
schema_new(const struct schema_cfg *cfg, struct arena *a)
{
	struct schema *s = mem_zalloc(sizeof(*s));

	s->a = a;
	s->cfg = *cfg;
	s->last = &s->first;
	hmap_init(&s->rules, a, sizeof(struct rule *), hash_seed());
	return s;
}

void
schema_free(struct schema *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->npattern; i++)
		pattern_free(s->pattern[i]);
	hmap_free(&s->rules);
	mem_free(s->todo);
	mem_free(s->pattern);
	mem_free(s);
}

static struct rule *
rule_at(const struct schema *s, size_t i)
{
	struct rule *const *at = s->rules.entry[i].val;

	return *at;
}

/* Dynamic anchors may be reached by name from anywhere. */
static void
reach_anchors(struct schema *s)
{
	for (struct resource *r = s->first; s->dynamic && r != NULL; r = r->next)
		for (size_t i = 0; i < r->nanchor; i++)
			if (r->anchor[i].dynamic)
				r->anchor[i].rule = rule_of(s, r, r->anchor[i].node, true);
}

static enum rc
compile_all(struct schema *s, struct err *e)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && s->ntodo != 0) {
		rc = keyword_compile(s, s->todo[--s->ntodo], e);
		if (rc == RC_OK && s->ntodo == 0)
			reach_anchors(s);
	}
	return rc;
}

struct climb {
	struct schema     *s;
	const struct rule *bad;
	uint16_t            height;	/* of the highest rule below */
	unsigned            depth;
};

static struct rule *
rule_to_change(struct schema *s, const struct rule *r)
{
	return rule_of(s, r->res, r->node, false);
}

/*
 * Set the height of a rule: one more than the highest of the rules that it applies to the same
 * value.  One that is met again on the way up applies itself for ever.
 */
static void
climb_rule(void *ctx, const struct rule *r)
{
	struct climb *c = ctx, below = { .s = c->s, .depth = c->depth + 1 };

	if (c->bad == NULL && (r->height == UINT16_MAX || c->depth == HEIGHT_MAX)) {
		c->bad = r;
	} else if (c->bad == NULL && r->height == 0) {
		rule_to_change(c->s, r)->height = UINT16_MAX;
		rule_each_here(r, climb_rule, &below);
		rule_to_change(c->s, r)->height = (uint16_t)(below.height + 1);
		c->bad = below.bad;
	}
	c->height = r->height > c->height ? r->height : c->height;
}

static enum rc
check_ends(struct schema *s, struct err *e)
{
	for (size_t i = 0; i < s->rules.n; i++) {
		const struct rule *r = rule_at(s, i);
		struct climb c = { .s = s };

		climb_rule(&c, r);
		if (c.bad != NULL || c.height > HEIGHT_MAX)
			return doc_fail(r->res->doc, r->node, e,
			    "references lead back to this schema, or "
			    "through more than %d others, without going into the value",
			    HEIGHT_MAX);
	}
	return RC_OK;
}

struct inward {
	struct schema *s;
	bool            changed;
};

static void
make_inner(void *ctx, const struct rule *r)
{
	struct inward *in = ctx;

	in->changed |= !r->inner;
	rule_to_change(in->s, r)->inner = true;
}

static bool
has_container(const struct rule_any *a)
{
	if (a == NULL)
		return false;
	for (size_t i = 0; i < a->nvalue; i++)
		if (a->value[i]->v.kind >= VAL_OBJECT)
			return true;
	return a->is != NULL && a->is->v.kind >= VAL_OBJECT;
}

/* Whether the items in members are ever looked at. */
static bool
looks_deep(struct schema *s)
{
	struct inward in = { .s = s, .changed = true };

	while (in.changed) {
		in.changed = false;
		for (size_t i = 0; i < s->rules.n; i++)
			if (rule_at(s, i)->inner)
				rule_each_here(rule_at(s, i), make_inner, &in);
	}
	for (size_t i = 0; i < s->rules.n; i++) {
		const struct rule *r = rule_at(s, i);

		if (has_container(r->any) || (r->inner && (r->object != NULL || r->array != NULL ||
		    r->open_members != NULL || r->open_items != NULL)))
			return true;
	}
	return false;
}

enum rc
schema_add(struct schema *s, const struct doc *d, const struct node *root, struct sv uri,
    const struct rule **rule, struct err *e)
{
	const struct resource *res;
	enum rc rc = resource_add(s, d, root, uri.n != 0 ? uri : sv_of(d->file), &res, e);

	if (rc != RC_OK)
		return rc;
	*rule = rule_of(s, res, root, false);
	rc = compile_all(s, e);
	if (rc == RC_OK)
		rc = check_ends(s, e);
	if (rc == RC_OK)
		s->deep = looks_deep(s);
	return rc;
}
