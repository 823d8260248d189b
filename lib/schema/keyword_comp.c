/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyword_comp - see keyword_comp.h
 */
#include "schema/keyword_comp.h"

#include "base/mem.h"
#include "schema/ecma.h"

struct rule_any *
keyword_comp_any(struct keyword_comp *c)
{
	if (c->any == NULL)
		c->r->any = c->any = arena_zalloc(c->s->a, sizeof(*c->any));
	return c->any;
}

struct rule_object *
keyword_comp_object(struct keyword_comp *c)
{
	if (c->object == NULL) {
		c->r->object = c->object = arena_zalloc(c->s->a, sizeof(*c->object));
		c->object->max = UINT64_MAX;
	}
	return c->object;
}

enum rc
keyword_comp_wanted(struct keyword_comp *c, const struct node *n, const char *what)
{
	return doc_fail(c->res->doc, n, c->e, "%.*s: expected %s, found %s",
	    SV_SHOW(n->key), what, node_kind_name(n->kind));
}

const struct rule *
keyword_comp_part(struct keyword_comp *c, const struct node *n)
{
	return rule_of(c->s, c->res, n, true);
}

const struct rule *
keyword_comp_here(struct keyword_comp *c, const struct node *n)
{
	return rule_of(c->s, c->res, n, false);
}

enum rc
keyword_comp_list(struct keyword_comp *c, const struct node *n,
    const struct rule *(*of)(struct keyword_comp *, const struct node *),
    const struct rule ***out, size_t *nout)
{
	if (n->kind != NODE_LIST)
		return keyword_comp_wanted(c, n, "a list of schemas");
	*out = arena_alloc(c->s->a, (n->n + 1) * sizeof(const struct rule *));
	for (size_t i = 0; i < n->n; i++)
		(*out)[i] = of(c, &n->item[i]);
	*nout = n->n;
	return RC_OK;
}

uint32_t
keyword_comp_name(struct keyword_comp *c, struct sv key, const struct rule *rule)
{
	bool fresh;
	struct keyword_name *x = hmap_put(&c->names, key, &fresh);

	(void)keyword_comp_object(c);
	if (fresh)
		x->i = (uint32_t)c->names.n - 1;
	if (rule != NULL)
		x->rule = rule;
	return x->i;
}

enum rc
keyword_comp_count(struct keyword_comp *c, const struct node *n, uint64_t *out)
{
	num_i128 units;

	if (n->kind != NODE_NUMBER)
		return keyword_comp_wanted(c, n, "a count");
	if (num_units(n->text, &units) && units >= 0 && units % 1000000000 == 0) {
		*out = (uint64_t)(units / 1000000000);
		return RC_OK;
	}
	if (!dec_whole(n->text) || dec_of(n->text).neg)
		return doc_fail(c->res->doc, n, c->e, "%.*s: expected a whole number from 0 on",
		    SV_SHOW(n->key));
	*out = UINT64_MAX;
	return RC_OK;
}

enum rc
keyword_comp_pattern(struct keyword_comp *c, const struct node *at, bool key,
    const struct pattern **out)
{
	struct schema *s = c->s;
	struct err inner = { 0 };
	struct sv pcre;
	size_t off;
	enum rc rc = ecma_pcre(&pcre, key ? at->key : at->text, s->a, &inner);

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
