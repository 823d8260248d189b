/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jkeyword_comp - see jkeyword_comp.h
 */
#include "schema/jkeyword_comp.h"

#include "base/mem.h"
#include "schema/jecma.h"

struct jrule_any *
jkeyword_comp_any(struct jkeyword_comp *c)
{
	if (c->any == NULL)
		c->r->any = c->any = arena_zalloc(c->s->a, sizeof(*c->any));
	return c->any;
}

struct jrule_object *
jkeyword_comp_object(struct jkeyword_comp *c)
{
	if (c->object == NULL) {
		c->r->object = c->object = arena_zalloc(c->s->a, sizeof(*c->object));
		c->object->max = UINT64_MAX;
	}
	return c->object;
}

enum rc
jkeyword_comp_wanted(struct jkeyword_comp *c, const struct node *n, const char *what)
{
	return doc_fail(c->res->doc, n, c->e, "%.*s: expected %s, found %s", (int)n->key.n,
	    n->key.p, what, node_kind_name(n->kind));
}

const struct jrule *
jkeyword_comp_part(struct jkeyword_comp *c, const struct node *n)
{
	return jrule_of(c->s, c->res, n, true);
}

const struct jrule *
jkeyword_comp_here(struct jkeyword_comp *c, const struct node *n)
{
	return jrule_of(c->s, c->res, n, false);
}

enum rc
jkeyword_comp_list(struct jkeyword_comp *c, const struct node *n,
    const struct jrule *(*of)(struct jkeyword_comp *, const struct node *),
    const struct jrule ***out, size_t *nout)
{
	if (n->kind != NODE_LIST)
		return jkeyword_comp_wanted(c, n, "a list of schemas");
	*out = arena_alloc(c->s->a, (n->n + 1) * sizeof(const struct jrule *));
	for (size_t i = 0; i < n->n; i++)
		(*out)[i] = of(c, &n->item[i]);
	*nout = n->n;
	return RC_OK;
}

uint32_t
jkeyword_comp_name(struct jkeyword_comp *c, struct sv key, const struct jrule *rule)
{
	bool fresh;
	struct jkeyword_name *x = map_put(&c->names, key, &fresh);

	(void)jkeyword_comp_object(c);
	if (fresh)
		x->i = (uint32_t)c->names.n - 1;
	if (rule != NULL)
		x->rule = rule;
	return x->i;
}

enum rc
jkeyword_comp_count(struct jkeyword_comp *c, const struct node *n, uint64_t *out)
{
	num_i128 units;

	if (n->kind != NODE_NUMBER)
		return jkeyword_comp_wanted(c, n, "a count");
	if (num_units(n->text, &units) && units >= 0 && units % 1000000000 == 0) {
		*out = (uint64_t)(units / 1000000000);
		return RC_OK;
	}
	if (!jdec_whole(n->text) || jdec_of(n->text).neg)
		return doc_fail(c->res->doc, n, c->e, "%.*s: expected a whole number from 0 on",
		    (int)n->key.n, n->key.p);
	*out = UINT64_MAX;
	return RC_OK;
}

enum rc
jkeyword_comp_pattern(struct jkeyword_comp *c, const struct node *at, bool key,
    const struct pattern **out)
{
	struct jschema *s = c->s;
	struct err inner = { 0 };
	struct sv pcre;
	size_t off;
	enum rc rc = jecma_pcre(&pcre, key ? at->key : at->text, s->a, &inner);

	if (rc == RC_OK)
		rc = pattern_new(out, pcre, s->a, &off, &inner);
	if (rc != RC_OK)
		return key ? doc_fail_key(c->res->doc, at, c->e, "pattern: %s", inner.msg)
		    : inner.col != 0 ? doc_fail_in(c->res->doc, at, &inner, c->e)
		    : doc_fail(c->res->doc, at, c->e, "pattern: %s", inner.msg);
	if (s->npattern == s->pattern_cap) {
		s->pattern_cap = 2 * s->pattern_cap + 16;
		s->pattern = mem_array(s->pattern, s->pattern_cap, sizeof(const struct pattern *));
	}
	s->pattern[s->npattern++] = *out;
	return RC_OK;
}
