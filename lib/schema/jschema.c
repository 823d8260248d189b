/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jschema - see jschema.h
 *
 * Rules are made when something refers to them and compiled from a list, so that
 * schemas may refer to each other in any way.  Then two things are settled: no
 * rule may come back to itself at the same value (it would never end), and
 * whether any rule looks into members of the records at all.
 */
#include "schema/jschema.h"

#include "base/hash.h"
#include "base/mem.h"
#include "schema/jkeyword.h"
#include "schema/jresource.h"
#include "schema/jrule.h"

enum { HEIGHT_MAX = 256 };	/* rules above each other at one value */

struct jschema *
jschema_new(const struct jschema_cfg *cfg, struct arena *a)
{
	struct jschema *s = mem_zalloc(sizeof(*s));

	s->a = a;
	s->cfg = *cfg;
	s->last = &s->first;
	map_init(&s->rules, a, sizeof(struct jrule *), hash_seed());
	return s;
}

void
jschema_free(struct jschema *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->npattern; i++)
		pattern_free(s->pattern[i]);
	map_free(&s->rules);
	mem_free(s->todo);
	mem_free(s->pattern);
	mem_free(s);
}

static struct jrule *
nth(const struct jschema *s, size_t i)
{
	struct jrule *const *at = s->rules.entry[i].val;

	return *at;
}

/* Dynamic anchors may be reached by name from anywhere. */
static void
reach_anchors(struct jschema *s)
{
	for (struct jresource *r = s->first; s->dynamic && r != NULL; r = r->next)
		for (size_t i = 0; i < r->nanchor; i++)
			if (r->anchor[i].dynamic)
				r->anchor[i].rule = jrule_of(s, r, r->anchor[i].node, true);
}

static enum rc
compile_all(struct jschema *s, struct err *e)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && s->ntodo != 0) {
		rc = jkeyword_compile(s, s->todo[--s->ntodo], e);
		if (rc == RC_OK && s->ntodo == 0)
			reach_anchors(s);
	}
	return rc;
}

struct climb {
	struct jschema     *s;
	const struct jrule *bad;
	uint16_t            height;	/* of the highest rule below */
	unsigned            depth;
};

static struct jrule *
mutable(struct jschema *s, const struct jrule *r)
{
	return jrule_of(s, r->res, r->node, false);
}

/* The same value again: one more than the highest rule below. */
static void
climb(void *ctx, const struct jrule *r)
{
	struct climb *c = ctx, below = { .s = c->s, .depth = c->depth + 1 };

	if (c->bad == NULL && (r->height == UINT16_MAX || c->depth == HEIGHT_MAX)) {
		c->bad = r;
	} else if (c->bad == NULL && r->height == 0) {
		mutable(c->s, r)->height = UINT16_MAX;
		jrule_each_here(r, climb, &below);
		mutable(c->s, r)->height = (uint16_t)(below.height + 1);
		c->bad = below.bad;
	}
	c->height = r->height > c->height ? r->height : c->height;
}

static enum rc
check_ends(struct jschema *s, struct err *e)
{
	for (size_t i = 0; i < s->rules.n; i++) {
		const struct jrule *r = nth(s, i);
		struct climb c = { .s = s };

		climb(&c, r);
		if (c.bad != NULL || c.height > HEIGHT_MAX)
			return doc_fail(r->res->doc, r->node, e,
			    "references lead back to this schema, or "
			    "through more than %d others, without going into the value",
			    HEIGHT_MAX);
	}
	return RC_OK;
}

struct inward {
	struct jschema *s;
	bool            changed;
};

static void
make_inner(void *ctx, const struct jrule *r)
{
	struct inward *in = ctx;

	in->changed |= !r->inner;
	mutable(in->s, r)->inner = true;
}

static bool
has_container(const struct jrule_any *a)
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
looks_deep(struct jschema *s)
{
	struct inward in = { .s = s, .changed = true };

	while (in.changed) {
		in.changed = false;
		for (size_t i = 0; i < s->rules.n; i++)
			if (nth(s, i)->inner)
				jrule_each_here(nth(s, i), make_inner, &in);
	}
	for (size_t i = 0; i < s->rules.n; i++) {
		const struct jrule *r = nth(s, i);

		if (has_container(r->any) || (r->inner && (r->object != NULL || r->array != NULL ||
		    r->open_members != NULL || r->open_items != NULL)))
			return true;
	}
	return false;
}

enum rc
jschema_add(struct jschema *s, const struct doc *d, const struct node *root, struct sv uri,
    const struct jrule **rule, struct err *e)
{
	const struct jresource *res;
	enum rc rc = jresource_add(s, d, root, uri.n != 0 ? uri : sv_of(d->file), &res, e);

	if (rc != RC_OK)
		return rc;
	*rule = jrule_of(s, res, root, false);
	rc = compile_all(s, e);
	if (rc == RC_OK)
		rc = check_ends(s, e);
	if (rc == RC_OK)
		s->deep = looks_deep(s);
	return rc;
}
