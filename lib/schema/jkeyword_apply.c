/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jkeyword_apply - rules for the same value: combinations, conditions, references
 */
#include "schema/jkeyword_comp.h"
#include "schema/jresource.h"

static enum rc
kw_all_of(struct jkeyword_comp *c, const struct node *n)
{
	struct jrule_list *l = &jkeyword_comp_any(c)->all;

	return jkeyword_comp_list(c, n, jkeyword_comp_here, &l->rule, &l->n);
}

static enum rc
kw_any_of(struct jkeyword_comp *c, const struct node *n)
{
	struct jrule_list *l = &jkeyword_comp_any(c)->any;

	if (n->kind == NODE_LIST && n->n == 0)
		return doc_fail(c->res->doc, n, c->e, "anyOf: expected a schema");
	return jkeyword_comp_list(c, n, jkeyword_comp_here, &l->rule, &l->n);
}

static enum rc
kw_one_of(struct jkeyword_comp *c, const struct node *n)
{
	struct jrule_list *l = &jkeyword_comp_any(c)->one;

	if (n->kind == NODE_LIST && n->n == 0)
		return doc_fail(c->res->doc, n, c->e, "oneOf: expected a schema");
	return jkeyword_comp_list(c, n, jkeyword_comp_here, &l->rule, &l->n);
}

static enum rc
kw_not(struct jkeyword_comp *c, const struct node *n)
{
	jkeyword_comp_any(c)->not = jkeyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_if(struct jkeyword_comp *c, const struct node *n)
{
	jkeyword_comp_any(c)->cond = jkeyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_then(struct jkeyword_comp *c, const struct node *n)
{
	jkeyword_comp_any(c)->then = jkeyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_else(struct jkeyword_comp *c, const struct node *n)
{
	jkeyword_comp_any(c)->otherwise = jkeyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_ref(struct jkeyword_comp *c, const struct node *n)
{
	const struct jresource *to;
	const struct node *target;
	enum rc rc = jresource_ref(c->s, c->res, n, &to, &target, NULL, c->e);

	if (rc == RC_OK)
		jkeyword_comp_any(c)->ref = jrule_of(c->s, to, target, false);
	return rc;
}

static enum rc
kw_dynamic_ref(struct jkeyword_comp *c, const struct node *n)
{
	const struct jresource *to;
	const struct node *target;
	struct sv name = { "", 0 };
	enum rc rc = jresource_ref(c->s, c->res, n, &to, &target, &name, c->e);

	if (rc != RC_OK)
		return rc;
	jkeyword_comp_any(c)->dynamic = jrule_of(c->s, to, target, false);
	c->any->anchor = name;
	c->s->dynamic |= name.n != 0;
	return RC_OK;
}

static enum rc
kw_vocabulary(struct jkeyword_comp *c, const struct node *n)
{
	if (n->kind != NODE_MAP)
		return jkeyword_comp_wanted(c, n, "a map of URIs");
	for (size_t i = 0; i < n->n; i++)
		if (!sv_starts(n->item[i].key, SV("https://json-schema.org/draft/20")))
			return doc_fail_key(c->res->doc, &n->item[i], c->e, "unknown vocabulary");
	return RC_OK;
}

static enum rc
kw_refused(struct jkeyword_comp *c, const struct node *n)
{
	return doc_fail_key(c->res->doc, n, c->e, "'%.*s' is not supported", (int)n->key.n,
	    n->key.p);
}

const struct jkeyword_row jkeyword_apply_rows[] = {
	{ "allOf", JKEYWORD_ALL, JKEYWORD_LIST, kw_all_of },
	{ "anyOf", JKEYWORD_ALL, JKEYWORD_LIST, kw_any_of },
	{ "oneOf", JKEYWORD_ALL, JKEYWORD_LIST, kw_one_of },
	{ "not", JKEYWORD_ALL, JKEYWORD_ONE, kw_not },
	{ "if", JKEYWORD_FROM_07, JKEYWORD_ONE, kw_if },
	{ "then", JKEYWORD_FROM_07, JKEYWORD_ONE, kw_then },
	{ "else", JKEYWORD_FROM_07, JKEYWORD_ONE, kw_else },
	{ "$ref", JKEYWORD_ALL, JKEYWORD_NONE, kw_ref },
	{ "$dynamicRef", JDRAFT_2020, JKEYWORD_NONE, kw_dynamic_ref },
	{ "$vocabulary", JKEYWORD_FROM_2019, JKEYWORD_NONE, kw_vocabulary },
	{ "$recursiveRef", JDRAFT_2019, JKEYWORD_NONE, kw_refused },
	{ "$recursiveAnchor", JDRAFT_2019, JKEYWORD_NONE, kw_refused },
	{ NULL, 0, JKEYWORD_NONE, NULL }
};
