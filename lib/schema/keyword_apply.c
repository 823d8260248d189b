/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyword_apply - rules for the same value: combinations, conditions, references
 */
#include "schema/keyword_comp.h"
#include "schema/resource.h"

static enum rc
kw_all_of(struct keyword_comp *c, const struct node *n)
{
	struct rule_list *l = &keyword_comp_any(c)->all;

	return keyword_comp_list(c, n, keyword_comp_here, &l->rule, &l->n);
}

static enum rc
kw_any_of(struct keyword_comp *c, const struct node *n)
{
	struct rule_list *l = &keyword_comp_any(c)->any;

	if (n->kind == NODE_LIST && n->n == 0)
		return doc_fail(c->res->doc, n, c->e, "anyOf: expected a schema");
	return keyword_comp_list(c, n, keyword_comp_here, &l->rule, &l->n);
}

static enum rc
kw_one_of(struct keyword_comp *c, const struct node *n)
{
	struct rule_list *l = &keyword_comp_any(c)->one;

	if (n->kind == NODE_LIST && n->n == 0)
		return doc_fail(c->res->doc, n, c->e, "oneOf: expected a schema");
	return keyword_comp_list(c, n, keyword_comp_here, &l->rule, &l->n);
}

static enum rc
kw_not(struct keyword_comp *c, const struct node *n)
{
	keyword_comp_any(c)->not = keyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_if(struct keyword_comp *c, const struct node *n)
{
	keyword_comp_any(c)->cond = keyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_then(struct keyword_comp *c, const struct node *n)
{
	keyword_comp_any(c)->then = keyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_else(struct keyword_comp *c, const struct node *n)
{
	keyword_comp_any(c)->otherwise = keyword_comp_here(c, n);
	return RC_OK;
}

static enum rc
kw_ref(struct keyword_comp *c, const struct node *n)
{
	const struct resource *to;
	const struct node *target;
	enum rc rc = resource_ref(c->s, c->res, n, &to, &target, NULL, c->e);

	if (rc == RC_OK)
		keyword_comp_any(c)->ref = rule_of(c->s, to, target, false);
	return rc;
}

static enum rc
kw_dynamic_ref(struct keyword_comp *c, const struct node *n)
{
	const struct resource *to;
	const struct node *target;
	struct sv name = { "", 0 };
	enum rc rc = resource_ref(c->s, c->res, n, &to, &target, &name, c->e);

	if (rc != RC_OK)
		return rc;
	keyword_comp_any(c)->dynamic = rule_of(c->s, to, target, false);
	c->any->anchor = name;
	c->s->dynamic |= name.n != 0;
	return RC_OK;
}

static enum rc
kw_vocabulary(struct keyword_comp *c, const struct node *n)
{
	if (n->kind != NODE_MAP)
		return keyword_comp_wanted(c, n, "a map of URIs");
	for (size_t i = 0; i < n->n; i++)
		if (!sv_starts(n->item[i].key, SV("https://json-schema.org/draft/20")))
			return doc_fail_key(c->res->doc, &n->item[i], c->e, "unknown vocabulary");
	return RC_OK;
}

static enum rc
kw_refused(struct keyword_comp *c, const struct node *n)
{
	return doc_fail_key(c->res->doc, n, c->e, "'%.*s' is not supported", SV_SHOW(n->key));
}

const struct keyword_row keyword_apply_rows[] = {
	{ "allOf", KEYWORD_ALL, KEYWORD_LIST, kw_all_of },
	{ "anyOf", KEYWORD_ALL, KEYWORD_LIST, kw_any_of },
	{ "oneOf", KEYWORD_ALL, KEYWORD_LIST, kw_one_of },
	{ "not", KEYWORD_ALL, KEYWORD_ONE, kw_not },
	{ "if", KEYWORD_FROM_07, KEYWORD_ONE, kw_if },
	{ "then", KEYWORD_FROM_07, KEYWORD_ONE, kw_then },
	{ "else", KEYWORD_FROM_07, KEYWORD_ONE, kw_else },
	{ "$ref", KEYWORD_ALL, KEYWORD_NONE, kw_ref },
	{ "$dynamicRef", RULE_DRAFT_2020, KEYWORD_NONE, kw_dynamic_ref },
	{ "$vocabulary", KEYWORD_FROM_2019, KEYWORD_NONE, kw_vocabulary },
	{ "$recursiveRef", RULE_DRAFT_2019, KEYWORD_NONE, kw_refused },
	{ "$recursiveAnchor", RULE_DRAFT_2019, KEYWORD_NONE, kw_refused },
	{ NULL, 0, KEYWORD_NONE, NULL }
};
