/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jkeyword_part - what is in a value: items of arrays, members of objects
 */
#include "schema/jkeyword_comp.h"

static struct jrule_array *
array_of(struct jkeyword_comp *c)
{
	if (c->array == NULL) {
		c->r->array = c->array = arena_zalloc(c->s->a, sizeof(*c->array));
		c->array->max = c->array->max_contains = UINT64_MAX;
		c->array->min_contains = 1;
	}
	return c->array;
}

static enum rc
kw_min_items(struct jkeyword_comp *c, const struct node *n)
{
	return jkeyword_comp_count(c, n, &array_of(c)->min);
}

static enum rc
kw_max_items(struct jkeyword_comp *c, const struct node *n)
{
	return jkeyword_comp_count(c, n, &array_of(c)->max);
}

static enum rc
kw_min_contains(struct jkeyword_comp *c, const struct node *n)
{
	return jkeyword_comp_count(c, n, &array_of(c)->min_contains);
}

static enum rc
kw_max_contains(struct jkeyword_comp *c, const struct node *n)
{
	return jkeyword_comp_count(c, n, &array_of(c)->max_contains);
}

static enum rc
kw_min_properties(struct jkeyword_comp *c, const struct node *n)
{
	return jkeyword_comp_count(c, n, &jkeyword_comp_object(c)->min);
}

static enum rc
kw_max_properties(struct jkeyword_comp *c, const struct node *n)
{
	return jkeyword_comp_count(c, n, &jkeyword_comp_object(c)->max);
}

static enum rc
kw_items(struct jkeyword_comp *c, const struct node *n)
{
	struct jrule_array *x = array_of(c);

	if (n->kind == NODE_LIST) {
		if (c->res->draft == JDRAFT_2020)
			return doc_fail(c->res->doc, n, c->e,
			    "items: a list is prefixItems in draft 2020-12");
		return jkeyword_comp_list(c, n, jkeyword_comp_part, &x->prefix, &x->nprefix);
	}
	x->rest = jkeyword_comp_part(c, n);
	x->rest_name = "items";
	return RC_OK;
}

static enum rc
kw_additional_items(struct jkeyword_comp *c, const struct node *n)
{
	const struct node *items = node_get(c->schema, "items");

	if (items == NULL || items->kind != NODE_LIST)
		return RC_OK;
	array_of(c)->rest = jkeyword_comp_part(c, n);
	c->array->rest_name = "additionalItems";
	return RC_OK;
}

static enum rc
kw_prefix_items(struct jkeyword_comp *c, const struct node *n)
{
	struct jrule_array *x = array_of(c);

	return jkeyword_comp_list(c, n, jkeyword_comp_part, &x->prefix, &x->nprefix);
}

static enum rc
kw_contains(struct jkeyword_comp *c, const struct node *n)
{
	array_of(c)->contains = jkeyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
kw_unique(struct jkeyword_comp *c, const struct node *n)
{
	if (n->kind != NODE_BOOL)
		return jkeyword_comp_wanted(c, n, "true or false");
	array_of(c)->unique = n->truth;
	return RC_OK;
}

static enum rc
kw_properties(struct jkeyword_comp *c, const struct node *n)
{
	if (n->kind != NODE_MAP)
		return jkeyword_comp_wanted(c, n, "a map from names to schemas");
	(void)jkeyword_comp_object(c);
	for (size_t i = 0; i < n->n; i++)
		(void)jkeyword_comp_name(c, n->item[i].key, jkeyword_comp_part(c, &n->item[i]));
	return RC_OK;
}

static enum rc
kw_pattern_properties(struct jkeyword_comp *c, const struct node *n)
{
	struct jrule_object *o = jkeyword_comp_object(c);
	enum rc rc = RC_OK;

	if (n->kind != NODE_MAP)
		return jkeyword_comp_wanted(c, n, "a map from regular expressions to schemas");
	o->pattern = arena_alloc(c->s->a, (n->n + 1) * sizeof(*o->pattern));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		struct jrule_pattern *p = &o->pattern[o->npattern++];

		p->text = n->item[i].key;
		p->rule = jkeyword_comp_part(c, &n->item[i]);
		rc = jkeyword_comp_pattern(c, &n->item[i], true, &p->pattern);
	}
	return rc;
}

static enum rc
kw_additional_properties(struct jkeyword_comp *c, const struct node *n)
{
	jkeyword_comp_object(c)->rest = jkeyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
kw_property_names(struct jkeyword_comp *c, const struct node *n)
{
	jkeyword_comp_object(c)->names = jkeyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
names(struct jkeyword_comp *c, const struct node *n, uint32_t **out, size_t *nout)
{
	if (n->kind != NODE_LIST)
		return jkeyword_comp_wanted(c, n, "a list of names");
	*out = arena_alloc(c->s->a, (n->n + 1) * sizeof(**out));
	for (size_t i = 0; i < n->n; i++) {
		if (n->item[i].kind != NODE_STRING)
			return jkeyword_comp_wanted(c, n, "a list of names");
		(*out)[i] = jkeyword_comp_name(c, n->item[i].text, NULL);
	}
	*nout = n->n;
	return RC_OK;
}

static enum rc
kw_required(struct jkeyword_comp *c, const struct node *n)
{
	struct jrule_object *o = jkeyword_comp_object(c);

	/* Draft 03 had it as a flag of the property. */
	if (n->kind == NODE_BOOL)
		return doc_fail(c->res->doc, n, c->e,
		    "required: expected a list of names in the object's "
		    "schema, found true or false");
	return names(c, n, &o->required, &o->nrequired);
}

static enum rc
dependent(struct jkeyword_comp *c, const struct node *n, bool lists, bool schemas)
{
	struct jrule_object *o = jkeyword_comp_object(c);
	size_t old = o->ndependent;
	enum rc rc = RC_OK;

	if (n->kind != NODE_MAP)
		return jkeyword_comp_wanted(c, n, "a map by names");
	o->dependent = arena_grow(c->s->a, o->dependent, old * sizeof(*o->dependent),
	    (old + n->n + 1) * sizeof(*o->dependent));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct node *m = &n->item[i];
		struct jrule_dependent *d = &o->dependent[o->ndependent++];

		*d = (struct jrule_dependent){ .name = jkeyword_comp_name(c, m->key, NULL) };
		d->keyword = lists && schemas ? "dependencies"
		    : lists ? "dependentRequired" : "dependentSchemas";
		if (lists && (m->kind == NODE_LIST || !schemas))
			rc = names(c, m, &d->need, &d->nneed);
		else
			d->rule = jkeyword_comp_here(c, m);
	}
	return rc;
}

static enum rc
kw_dependencies(struct jkeyword_comp *c, const struct node *n)
{
	return dependent(c, n, true, true);
}

static enum rc
kw_dependent_required(struct jkeyword_comp *c, const struct node *n)
{
	return dependent(c, n, true, false);
}

static enum rc
kw_dependent_schemas(struct jkeyword_comp *c, const struct node *n)
{
	return dependent(c, n, false, true);
}

static enum rc
kw_open_members(struct jkeyword_comp *c, const struct node *n)
{
	c->r->open_members = jkeyword_comp_part(c, n);
	return RC_OK;
}

static enum rc
kw_open_items(struct jkeyword_comp *c, const struct node *n)
{
	c->r->open_items = jkeyword_comp_part(c, n);
	return RC_OK;
}

const struct jkeyword_row jkeyword_part_rows[] = {
	{ "items", JKEYWORD_ALL, JKEYWORD_EITHER, kw_items },
	{ "additionalItems", JKEYWORD_TO_2019, JKEYWORD_ONE, kw_additional_items },
	{ "prefixItems", JDRAFT_2020, JKEYWORD_LIST, kw_prefix_items },
	{ "contains", JKEYWORD_FROM_06, JKEYWORD_ONE, kw_contains },
	{ "minContains", JKEYWORD_FROM_2019, JKEYWORD_NONE, kw_min_contains },
	{ "maxContains", JKEYWORD_FROM_2019, JKEYWORD_NONE, kw_max_contains },
	{ "minItems", JKEYWORD_ALL, JKEYWORD_NONE, kw_min_items },
	{ "maxItems", JKEYWORD_ALL, JKEYWORD_NONE, kw_max_items },
	{ "uniqueItems", JKEYWORD_ALL, JKEYWORD_NONE, kw_unique },
	{ "properties", JKEYWORD_ALL, JKEYWORD_MAP, kw_properties },
	{ "patternProperties", JKEYWORD_ALL, JKEYWORD_MAP, kw_pattern_properties },
	{ "additionalProperties", JKEYWORD_ALL, JKEYWORD_ONE, kw_additional_properties },
	{ "propertyNames", JKEYWORD_FROM_06, JKEYWORD_ONE, kw_property_names },
	{ "required", JKEYWORD_ALL, JKEYWORD_NONE, kw_required },
	{ "minProperties", JKEYWORD_ALL, JKEYWORD_NONE, kw_min_properties },
	{ "maxProperties", JKEYWORD_ALL, JKEYWORD_NONE, kw_max_properties },
	{ "dependencies", JKEYWORD_ALL, JKEYWORD_MAP, kw_dependencies },
	{ "dependentRequired", JKEYWORD_FROM_2019, JKEYWORD_NONE, kw_dependent_required },
	{ "dependentSchemas", JKEYWORD_FROM_2019, JKEYWORD_MAP, kw_dependent_schemas },
	{ "unevaluatedProperties", JKEYWORD_FROM_2019, JKEYWORD_ONE, kw_open_members },
	{ "unevaluatedItems", JKEYWORD_FROM_2019, JKEYWORD_ONE, kw_open_items },
	{ NULL, 0, JKEYWORD_NONE, NULL }
};
