/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyword_part - what is in a value: items of arrays, members of objects
 */
#include "schema/keyword_comp.h"

static struct rule_array *
array_of(struct keyword_comp *c)
{
	if (c->array == NULL) {
		c->r->array = c->array = arena_zalloc(c->s->a, sizeof(*c->array));
		c->array->max = c->array->max_contains = UINT64_MAX;
		c->array->min_contains = 1;
	}
	return c->array;
}

static enum rc
kw_min_items(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &array_of(c)->min);
}

static enum rc
kw_max_items(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &array_of(c)->max);
}

static enum rc
kw_min_contains(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &array_of(c)->min_contains);
}

static enum rc
kw_max_contains(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &array_of(c)->max_contains);
}

static enum rc
kw_min_properties(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &keyword_comp_object(c)->min);
}

static enum rc
kw_max_properties(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &keyword_comp_object(c)->max);
}

static enum rc
kw_items(struct keyword_comp *c, const struct node *n)
{
	struct rule_array *x = array_of(c);

	if (n->kind == NODE_LIST) {
		if (c->res->draft == RULE_DRAFT_2020)
			return doc_fail(c->res->doc, n, c->e,
			    "items: a list is prefixItems in draft 2020-12");
		return keyword_comp_list(c, n, keyword_comp_part, &x->prefix, &x->nprefix);
	}
	x->rest = keyword_comp_part(c, n);
	x->rest_name = "items";
	return RC_OK;
}

static enum rc
kw_additional_items(struct keyword_comp *c, const struct node *n)
{
	const struct node *items = node_get(c->schema, "items");

	if (items == NULL || items->kind != NODE_LIST)
		return RC_OK;
	array_of(c)->rest = keyword_comp_part(c, n);
	c->array->rest_name = "additionalItems";
	return RC_OK;
}

static enum rc
kw_prefix_items(struct keyword_comp *c, const struct node *n)
{
	struct rule_array *x = array_of(c);

	return keyword_comp_list(c, n, keyword_comp_part, &x->prefix, &x->nprefix);
}

static enum rc
kw_contains(struct keyword_comp *c, const struct node *n)
{
	array_of(c)->contains = keyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
kw_unique(struct keyword_comp *c, const struct node *n)
{
	if (n->kind != NODE_BOOL)
		return keyword_comp_wanted(c, n, "true or false");
	array_of(c)->unique = n->truth;
	return RC_OK;
}

static enum rc
kw_properties(struct keyword_comp *c, const struct node *n)
{
	if (n->kind != NODE_MAP)
		return keyword_comp_wanted(c, n, "a map from names to schemas");
	(void)keyword_comp_object(c);
	for (size_t i = 0; i < n->n; i++)
		(void)keyword_comp_name(c, n->item[i].key, keyword_comp_part(c, &n->item[i]));
	return RC_OK;
}

static enum rc
kw_pattern_properties(struct keyword_comp *c, const struct node *n)
{
	struct rule_object *o = keyword_comp_object(c);
	enum rc rc = RC_OK;

	if (n->kind != NODE_MAP)
		return keyword_comp_wanted(c, n, "a map from regular expressions to schemas");
	o->pattern = arena_alloc(c->s->a, (n->n + 1) * sizeof(*o->pattern));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		struct rule_pattern *p = &o->pattern[o->npattern++];

		p->text = n->item[i].key;
		p->rule = keyword_comp_part(c, &n->item[i]);
		rc = keyword_comp_pattern(c, &n->item[i], true, &p->pattern);
	}
	return rc;
}

static enum rc
kw_additional_properties(struct keyword_comp *c, const struct node *n)
{
	keyword_comp_object(c)->rest = keyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
kw_property_names(struct keyword_comp *c, const struct node *n)
{
	keyword_comp_object(c)->names = keyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
set_names(struct keyword_comp *c, const struct node *n, uint32_t **out, size_t *nout)
{
	if (n->kind != NODE_LIST)
		return keyword_comp_wanted(c, n, "a list of names");
	*out = arena_alloc(c->s->a, (n->n + 1) * sizeof(**out));
	for (size_t i = 0; i < n->n; i++) {
		if (n->item[i].kind != NODE_STRING)
			return keyword_comp_wanted(c, n, "a list of names");
		(*out)[i] = keyword_comp_name(c, n->item[i].text, NULL);
	}
	*nout = n->n;
	return RC_OK;
}

static enum rc
kw_required(struct keyword_comp *c, const struct node *n)
{
	struct rule_object *o = keyword_comp_object(c);

	/* Draft 03 had it as a flag of the property. */
	if (n->kind == NODE_BOOL)
		return doc_fail(c->res->doc, n, c->e,
		    "required: expected a list of names in the object's "
		    "schema, found true or false");
	return set_names(c, n, &o->required, &o->nrequired);
}

static enum rc
add_dependents(struct keyword_comp *c, const struct node *n, bool lists, bool schemas)
{
	struct rule_object *o = keyword_comp_object(c);
	size_t old = o->ndependent;
	enum rc rc = RC_OK;

	if (n->kind != NODE_MAP)
		return keyword_comp_wanted(c, n, "a map by names");
	o->dependent = arena_grow(c->s->a, o->dependent, old * sizeof(*o->dependent),
	    (old + n->n + 1) * sizeof(*o->dependent));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct node *m = &n->item[i];
		struct rule_dependent *d = &o->dependent[o->ndependent++];

		*d = (struct rule_dependent){ .name = keyword_comp_name(c, m->key, NULL) };
		d->keyword = lists && schemas ? "dependencies"
		    : lists ? "dependentRequired" : "dependentSchemas";
		if (lists && (m->kind == NODE_LIST || !schemas))
			rc = set_names(c, m, &d->need, &d->nneed);
		else
			d->rule = keyword_comp_here(c, m);
	}
	return rc;
}

static enum rc
kw_dependencies(struct keyword_comp *c, const struct node *n)
{
	return add_dependents(c, n, true, true);
}

static enum rc
kw_dependent_required(struct keyword_comp *c, const struct node *n)
{
	return add_dependents(c, n, true, false);
}

static enum rc
kw_dependent_schemas(struct keyword_comp *c, const struct node *n)
{
	return add_dependents(c, n, false, true);
}

static enum rc
kw_open_members(struct keyword_comp *c, const struct node *n)
{
	c->r->open_members = keyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
kw_open_items(struct keyword_comp *c, const struct node *n)
{
	c->r->open_items = keyword_comp_part(c, n);
	return RC_OK;
}

const struct keyword_row keyword_part_rows[] = {
	{ "items", KEYWORD_ALL, KEYWORD_EITHER, kw_items },
	{ "additionalItems", KEYWORD_TO_2019, KEYWORD_ONE, kw_additional_items },
	{ "prefixItems", RULE_DRAFT_2020, KEYWORD_LIST, kw_prefix_items },
	{ "contains", KEYWORD_FROM_06, KEYWORD_ONE, kw_contains },
	{ "minContains", KEYWORD_FROM_2019, KEYWORD_NONE, kw_min_contains },
	{ "maxContains", KEYWORD_FROM_2019, KEYWORD_NONE, kw_max_contains },
	{ "minItems", KEYWORD_ALL, KEYWORD_NONE, kw_min_items },
	{ "maxItems", KEYWORD_ALL, KEYWORD_NONE, kw_max_items },
	{ "uniqueItems", KEYWORD_ALL, KEYWORD_NONE, kw_unique },
	{ "properties", KEYWORD_ALL, KEYWORD_MAP, kw_properties },
	{ "patternProperties", KEYWORD_ALL, KEYWORD_MAP, kw_pattern_properties },
	{ "additionalProperties", KEYWORD_ALL, KEYWORD_ONE, kw_additional_properties },
	{ "propertyNames", KEYWORD_FROM_06, KEYWORD_ONE, kw_property_names },
	{ "required", KEYWORD_ALL, KEYWORD_NONE, kw_required },
	{ "minProperties", KEYWORD_ALL, KEYWORD_NONE, kw_min_properties },
	{ "maxProperties", KEYWORD_ALL, KEYWORD_NONE, kw_max_properties },
	{ "dependencies", KEYWORD_ALL, KEYWORD_MAP, kw_dependencies },
	{ "dependentRequired", KEYWORD_FROM_2019, KEYWORD_NONE, kw_dependent_required },
	{ "dependentSchemas", KEYWORD_FROM_2019, KEYWORD_MAP, kw_dependent_schemas },
	{ "unevaluatedProperties", KEYWORD_FROM_2019, KEYWORD_ONE, kw_open_members },
	{ "unevaluatedItems", KEYWORD_FROM_2019, KEYWORD_ONE, kw_open_items },
	{ NULL, 0, KEYWORD_NONE, NULL }
};
