/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jkeyword - see jkeyword.h
 *
 * A keyword is a row: name, drafts, where its subschemas are, what it adds to the
 * rule.  Rows with neither are annotations.
 */
#include "quality/jkeyword.h"

#include "base/hash.h"
#include "base/mem.h"
#include "quality/jecma.h"
#include "quality/jresource.h"

#include <string.h>

enum {
	ALL = JDRAFT_04 | JDRAFT_06 | JDRAFT_07 | JDRAFT_2019 | JDRAFT_2020,
	FROM_06 = ALL & ~JDRAFT_04,
	FROM_07 = FROM_06 & ~JDRAFT_06,
	FROM_2019 = JDRAFT_2019 | JDRAFT_2020,
	TO_2019 = ALL & ~JDRAFT_2020
};

struct comp {
	struct jschema            *s;
	struct jrule              *r;
	const struct jresource    *res;
	const struct node         *schema;
	struct jrule_number       *number;
	struct jrule_string       *string;
	struct jrule_array        *array;
	struct jrule_object       *object;
	struct jrule_any          *any;
	struct map                 names;	/* of object: payload struct name */
	struct arena               tmp;
	struct err                *e;
};

struct name {
	const struct jrule *rule;
	uint32_t            i;
};

typedef enum rc keyword_fn(struct comp *c, const struct node *n);

static struct jrule_number *
number_of(struct comp *c)
{
	if (c->number == NULL)
		c->r->number = c->number = arena_zalloc(c->s->a, sizeof(*c->number));
	return c->number;
}

static struct jrule_string *
string_of(struct comp *c)
{
	if (c->string == NULL) {
		c->r->string = c->string = arena_zalloc(c->s->a, sizeof(*c->string));
		c->string->max = UINT64_MAX;
		c->string->format = JFORMAT_N;
	}
	return c->string;
}

static struct jrule_array *
array_of(struct comp *c)
{
	if (c->array == NULL) {
		c->r->array = c->array = arena_zalloc(c->s->a, sizeof(*c->array));
		c->array->max = c->array->max_contains = UINT64_MAX;
		c->array->min_contains = 1;
	}
	return c->array;
}

static struct jrule_object *
object_of(struct comp *c)
{
	if (c->object == NULL) {
		c->r->object = c->object = arena_zalloc(c->s->a, sizeof(*c->object));
		c->object->max = UINT64_MAX;
	}
	return c->object;
}

static struct jrule_any *
any_of(struct comp *c)
{
	if (c->any == NULL)
		c->r->any = c->any = arena_zalloc(c->s->a, sizeof(*c->any));
	return c->any;
}

static enum rc
wanted(struct comp *c, const struct node *n, const char *what)
{
	return doc_fail(c->res->doc, n, c->e, "%.*s: expected %s, found %s", (int)n->key.n,
	    n->key.p, what, node_kind_name(n->kind));
}

static const struct jrule *
part(struct comp *c, const struct node *n)
{
	return jrule_of(c->s, c->res, n, true);
}

static const struct jrule *
here(struct comp *c, const struct node *n)
{
	return jrule_of(c->s, c->res, n, false);
}

/* The index of a member's name in the object rule. */
static uint32_t
name_of(struct comp *c, struct sv key, const struct jrule *rule)
{
	bool fresh;
	struct name *x = map_put(&c->names, key, &fresh);

	(void)object_of(c);
	if (fresh)
		x->i = (uint32_t)c->names.n - 1;
	if (rule != NULL)
		x->rule = rule;
	return x->i;
}

static enum rc
kw_type(struct comp *c, const struct node *n)
{
	static const struct { const char *name; uint8_t types; } known[] = {
		{ "null", JRULE_NULL }, { "boolean", JRULE_BOOLEAN }, { "integer", JRULE_INTEGER },
		{ "number", JRULE_INTEGER | JRULE_FRACTION }, { "string", JRULE_STRING },
		{ "object", JRULE_OBJECT }, { "array", JRULE_ARRAY }
	};
	const size_t nknown = sizeof(known) / sizeof(known[0]);
	const struct node *item = n->kind == NODE_LIST ? n->item : n;
	size_t count = n->kind == NODE_LIST ? n->n : 1;

	c->r->types = 0;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		if (item[i].kind != NODE_STRING)
			return wanted(c, n, "the name of a type or a list of them");
		while (k < nknown && !sv_is(item[i].text, known[k].name))
			k++;
		if (k == nknown)
			return doc_fail(c->res->doc, &item[i], c->e,
			    "unknown type '%.*s'; known are null, "
			    "boolean, integer, number, string, object, array",
			    (int)(item[i].text.n < 40 ? item[i].text.n : 40), item[i].text.p);
		c->r->types |= known[k].types;
	}
	return RC_OK;
}

static enum rc
kw_enum(struct comp *c, const struct node *n)
{
	struct jrule_any *a = any_of(c);
	struct sv *text = arena_alloc(&c->tmp, (n->n + 1) * sizeof(*text));
	size_t ntext = 0;

	if (n->kind != NODE_LIST)
		return wanted(c, n, "a list of values");
	a->listed = true;
	a->value = arena_alloc(c->s->a, (n->n + 1) * sizeof(const struct jitem *));
	for (size_t i = 0; i < n->n; i++) {
		if (n->item[i].kind == NODE_STRING)
			text[ntext++] = n->item[i].text;
		else
			a->value[a->nvalue++] = jitem_node(&n->item[i], c->s->a);
	}
	jrule_keys_set(&a->text, text, ntext, c->s->a);
	return RC_OK;
}

static enum rc
kw_const(struct comp *c, const struct node *n)
{
	any_of(c)->is = jitem_node(n, c->s->a);
	return RC_OK;
}

static enum rc
limit(struct comp *c, const struct node *n, struct jrule_limit *l)
{
	if (n->kind != NODE_NUMBER)
		return wanted(c, n, "a number");
	l->text = n->text;
	l->exact = num_units(n->text, &l->units);
	return RC_OK;
}

/* In draft 04 exclusiveMinimum is a flag beside minimum. */
static bool
flagged(const struct comp *c, const char *keyword)
{
	const struct node *flag = node_get(c->schema, keyword);

	return c->res->draft == JDRAFT_04 && flag != NULL && flag->kind == NODE_BOOL && flag->truth;
}

static enum rc
kw_minimum(struct comp *c, const struct node *n)
{
	struct jrule_number *x = number_of(c);

	return limit(c, n, flagged(c, "exclusiveMinimum") ? &x->above : &x->min);
}

static enum rc
kw_maximum(struct comp *c, const struct node *n)
{
	struct jrule_number *x = number_of(c);

	return limit(c, n, flagged(c, "exclusiveMaximum") ? &x->below : &x->max);
}

static enum rc
exclusive(struct comp *c, const struct node *n, struct jrule_limit *l)
{
	if (c->res->draft == JDRAFT_04)
		return n->kind == NODE_BOOL ? RC_OK : wanted(c, n,
		    "true or false, as draft 04 has it");
	return limit(c, n, l);
}

static enum rc
kw_exclusive_minimum(struct comp *c, const struct node *n)
{
	return exclusive(c, n, &number_of(c)->above);
}

static enum rc
kw_exclusive_maximum(struct comp *c, const struct node *n)
{
	return exclusive(c, n, &number_of(c)->below);
}

static enum rc
kw_multiple(struct comp *c, const struct node *n)
{
	struct jrule_number *x = number_of(c);

	if (n->kind != NODE_NUMBER)
		return wanted(c, n, "a number");
	x->multiple = n->text;
	if (!jdec_divisor_of(&x->divisor, n->text))
		return doc_fail(c->res->doc, n, c->e,
		    "multipleOf: expected a number above 0 of at most %d "
		    "digits", JDEC_DIVISOR_MAX);
	return RC_OK;
}

/* A count: 2 and 2.0 alike. */
static enum rc
count(struct comp *c, const struct node *n, uint64_t *out)
{
	num_i128 units;

	if (n->kind != NODE_NUMBER)
		return wanted(c, n, "a count");
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

static enum rc
kw_min_length(struct comp *c, const struct node *n)
{
	return count(c, n, &string_of(c)->min);
}

static enum rc
kw_max_length(struct comp *c, const struct node *n)
{
	return count(c, n, &string_of(c)->max);
}

static enum rc
kw_min_items(struct comp *c, const struct node *n)
{
	return count(c, n, &array_of(c)->min);
}

static enum rc
kw_max_items(struct comp *c, const struct node *n)
{
	return count(c, n, &array_of(c)->max);
}

static enum rc
kw_min_contains(struct comp *c, const struct node *n)
{
	return count(c, n, &array_of(c)->min_contains);
}

static enum rc
kw_max_contains(struct comp *c, const struct node *n)
{
	return count(c, n, &array_of(c)->max_contains);
}

static enum rc
kw_min_properties(struct comp *c, const struct node *n)
{
	return count(c, n, &object_of(c)->min);
}

static enum rc
kw_max_properties(struct comp *c, const struct node *n)
{
	return count(c, n, &object_of(c)->max);
}

/* @at: the node that holds @text, or has it as its key. */
static enum rc
pattern(struct comp *c, const struct node *at, bool key, const struct pattern **out)
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

static enum rc
kw_pattern(struct comp *c, const struct node *n)
{
	struct jrule_string *x = string_of(c);

	if (n->kind != NODE_STRING)
		return wanted(c, n, "a regular expression");
	x->pattern_text = n->text;
	return pattern(c, n, false, &x->pattern);
}

static enum rc
kw_format(struct comp *c, const struct node *n)
{
	const char *near;
	enum jformat f;

	if (n->kind != NODE_STRING)
		return wanted(c, n, "a name");
	if (c->s->cfg.annotate)
		return RC_OK;
	f = jformat_find(n->text);
	if (f != JFORMAT_N) {
		string_of(c)->format = f;
		return RC_OK;
	}
	if (c->s->cfg.lax)
		return RC_OK;
	near = jformat_known(n->text) ? NULL : jformat_near(n->text);
	return doc_fail(c->res->doc, n, c->e, "format '%.*s' is not asserted%s%s%s",
	    (int)(n->text.n < 60 ? n->text.n : 60), n->text.p, near !=
	    NULL ? "; did you mean '" : "",
	    near != NULL ? near : "", near != NULL ? "'?" : "");
}

static enum rc
list(struct comp *c, const struct node *n, const struct jrule *(*of)(struct comp *,
    const struct node *), const struct jrule ***out, size_t *nout)
{
	if (n->kind != NODE_LIST)
		return wanted(c, n, "a list of schemas");
	*out = arena_alloc(c->s->a, (n->n + 1) * sizeof(const struct jrule *));
	for (size_t i = 0; i < n->n; i++)
		(*out)[i] = of(c, &n->item[i]);
	*nout = n->n;
	return RC_OK;
}

static enum rc
kw_items(struct comp *c, const struct node *n)
{
	struct jrule_array *x = array_of(c);

	if (n->kind == NODE_LIST) {
		if (c->res->draft == JDRAFT_2020)
			return doc_fail(c->res->doc, n, c->e,
			    "items: a list is prefixItems in draft 2020-12");
		return list(c, n, part, &x->prefix, &x->nprefix);
	}
	x->rest = part(c, n);
	x->rest_name = "items";
	return RC_OK;
}

static enum rc
kw_additional_items(struct comp *c, const struct node *n)
{
	const struct node *items = node_get(c->schema, "items");

	if (items == NULL || items->kind != NODE_LIST)
		return RC_OK;
	array_of(c)->rest = part(c, n);
	c->array->rest_name = "additionalItems";
	return RC_OK;
}

static enum rc
kw_prefix_items(struct comp *c, const struct node *n)
{
	struct jrule_array *x = array_of(c);

	return list(c, n, part, &x->prefix, &x->nprefix);
}

static enum rc
kw_contains(struct comp *c, const struct node *n)
{
	array_of(c)->contains = part(c, n);
	return RC_OK;
}

static enum rc
kw_unique(struct comp *c, const struct node *n)
{
	if (n->kind != NODE_BOOL)
		return wanted(c, n, "true or false");
	array_of(c)->unique = n->truth;
	return RC_OK;
}

static enum rc
kw_properties(struct comp *c, const struct node *n)
{
	if (n->kind != NODE_MAP)
		return wanted(c, n, "a map from names to schemas");
	(void)object_of(c);
	for (size_t i = 0; i < n->n; i++)
		(void)name_of(c, n->item[i].key, part(c, &n->item[i]));
	return RC_OK;
}

static enum rc
kw_pattern_properties(struct comp *c, const struct node *n)
{
	struct jrule_object *o = object_of(c);
	enum rc rc = RC_OK;

	if (n->kind != NODE_MAP)
		return wanted(c, n, "a map from regular expressions to schemas");
	o->pattern = arena_alloc(c->s->a, (n->n + 1) * sizeof(*o->pattern));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		struct jrule_pattern *p = &o->pattern[o->npattern++];

		p->text = n->item[i].key;
		p->rule = part(c, &n->item[i]);
		rc = pattern(c, &n->item[i], true, &p->pattern);
	}
	return rc;
}

static enum rc
kw_additional_properties(struct comp *c, const struct node *n)
{
	object_of(c)->rest = part(c, n);
	return RC_OK;
}

static enum rc
kw_property_names(struct comp *c, const struct node *n)
{
	object_of(c)->names = part(c, n);
	return RC_OK;
}

static enum rc
names(struct comp *c, const struct node *n, uint32_t **out, size_t *nout)
{
	if (n->kind != NODE_LIST)
		return wanted(c, n, "a list of names");
	*out = arena_alloc(c->s->a, (n->n + 1) * sizeof(**out));
	for (size_t i = 0; i < n->n; i++) {
		if (n->item[i].kind != NODE_STRING)
			return wanted(c, n, "a list of names");
		(*out)[i] = name_of(c, n->item[i].text, NULL);
	}
	*nout = n->n;
	return RC_OK;
}

static enum rc
kw_required(struct comp *c, const struct node *n)
{
	struct jrule_object *o = object_of(c);

	/* Draft 03 had it as a flag of the property. */
	if (n->kind == NODE_BOOL)
		return doc_fail(c->res->doc, n, c->e,
		    "required: expected a list of names in the object's "
		    "schema, found true or false");
	return names(c, n, &o->required, &o->nrequired);
}

static enum rc
dependent(struct comp *c, const struct node *n, bool lists, bool schemas)
{
	struct jrule_object *o = object_of(c);
	size_t old = o->ndependent;
	enum rc rc = RC_OK;

	if (n->kind != NODE_MAP)
		return wanted(c, n, "a map by names");
	o->dependent = arena_grow(c->s->a, o->dependent, old * sizeof(*o->dependent),
	    (old + n->n + 1) * sizeof(*o->dependent));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct node *m = &n->item[i];
		struct jrule_dependent *d = &o->dependent[o->ndependent++];

		*d = (struct jrule_dependent){ .name = name_of(c, m->key, NULL) };
		d->keyword = lists && schemas ? "dependencies"
		    : lists ? "dependentRequired" : "dependentSchemas";
		if (lists && (m->kind == NODE_LIST || !schemas))
			rc = names(c, m, &d->need, &d->nneed);
		else
			d->rule = here(c, m);
	}
	return rc;
}

static enum rc
kw_dependencies(struct comp *c, const struct node *n)
{
	return dependent(c, n, true, true);
}

static enum rc
kw_dependent_required(struct comp *c, const struct node *n)
{
	return dependent(c, n, true, false);
}

static enum rc
kw_dependent_schemas(struct comp *c, const struct node *n)
{
	return dependent(c, n, false, true);
}

static enum rc
kw_all_of(struct comp *c, const struct node *n)
{
	struct jrule_list *l = &any_of(c)->all;

	return list(c, n, here, &l->rule, &l->n);
}

static enum rc
kw_any_of(struct comp *c, const struct node *n)
{
	struct jrule_list *l = &any_of(c)->any;

	if (n->kind == NODE_LIST && n->n == 0)
		return doc_fail(c->res->doc, n, c->e, "anyOf: expected a schema");
	return list(c, n, here, &l->rule, &l->n);
}

static enum rc
kw_one_of(struct comp *c, const struct node *n)
{
	struct jrule_list *l = &any_of(c)->one;

	if (n->kind == NODE_LIST && n->n == 0)
		return doc_fail(c->res->doc, n, c->e, "oneOf: expected a schema");
	return list(c, n, here, &l->rule, &l->n);
}

static enum rc
kw_not(struct comp *c, const struct node *n)
{
	any_of(c)->not = here(c, n);
	return RC_OK;
}

static enum rc
kw_if(struct comp *c, const struct node *n)
{
	any_of(c)->cond = here(c, n);
	return RC_OK;
}

static enum rc
kw_then(struct comp *c, const struct node *n)
{
	any_of(c)->then = here(c, n);
	return RC_OK;
}

static enum rc
kw_else(struct comp *c, const struct node *n)
{
	any_of(c)->otherwise = here(c, n);
	return RC_OK;
}

static enum rc
kw_ref(struct comp *c, const struct node *n)
{
	const struct jresource *to;
	const struct node *target;
	enum rc rc = jresource_ref(c->s, c->res, n, &to, &target, NULL, c->e);

	if (rc == RC_OK)
		any_of(c)->ref = jrule_of(c->s, to, target, false);
	return rc;
}

static enum rc
kw_dynamic_ref(struct comp *c, const struct node *n)
{
	const struct jresource *to;
	const struct node *target;
	struct sv name = { "", 0 };
	enum rc rc = jresource_ref(c->s, c->res, n, &to, &target, &name, c->e);

	if (rc != RC_OK)
		return rc;
	any_of(c)->dynamic = jrule_of(c->s, to, target, false);
	c->any->anchor = name;
	c->s->dynamic |= name.n != 0;
	return RC_OK;
}

static enum rc
kw_open_members(struct comp *c, const struct node *n)
{
	c->r->open_members = part(c, n);
	return RC_OK;
}

static enum rc
kw_open_items(struct comp *c, const struct node *n)
{
	c->r->open_items = part(c, n);
	return RC_OK;
}

static enum rc
kw_vocabulary(struct comp *c, const struct node *n)
{
	if (n->kind != NODE_MAP)
		return wanted(c, n, "a map of URIs");
	for (size_t i = 0; i < n->n; i++)
		if (!sv_starts(n->item[i].key, SV("https://json-schema.org/draft/20")))
			return doc_fail_key(c->res->doc, &n->item[i], c->e, "unknown vocabulary");
	return RC_OK;
}

static enum rc
kw_refused(struct comp *c, const struct node *n)
{
	return doc_fail_key(c->res->doc, n, c->e, "'%.*s' is not supported", (int)n->key.n,
	    n->key.p);
}

static const struct keyword {
	const char         *name;
	unsigned            drafts;
	enum jkeyword_shape shape;
	keyword_fn         *fn;
} keywords[] = {
	{ "type", ALL, JKEYWORD_NONE, kw_type },
	{ "enum", ALL, JKEYWORD_NONE, kw_enum },
	{ "const", FROM_06, JKEYWORD_NONE, kw_const },
	{ "minimum", ALL, JKEYWORD_NONE, kw_minimum },
	{ "maximum", ALL, JKEYWORD_NONE, kw_maximum },
	{ "exclusiveMinimum", ALL, JKEYWORD_NONE, kw_exclusive_minimum },
	{ "exclusiveMaximum", ALL, JKEYWORD_NONE, kw_exclusive_maximum },
	{ "multipleOf", ALL, JKEYWORD_NONE, kw_multiple },
	{ "minLength", ALL, JKEYWORD_NONE, kw_min_length },
	{ "maxLength", ALL, JKEYWORD_NONE, kw_max_length },
	{ "pattern", ALL, JKEYWORD_NONE, kw_pattern },
	{ "format", ALL, JKEYWORD_NONE, kw_format },
	{ "items", ALL, JKEYWORD_EITHER, kw_items },
	{ "additionalItems", TO_2019, JKEYWORD_ONE, kw_additional_items },
	{ "prefixItems", JDRAFT_2020, JKEYWORD_LIST, kw_prefix_items },
	{ "contains", FROM_06, JKEYWORD_ONE, kw_contains },
	{ "minContains", FROM_2019, JKEYWORD_NONE, kw_min_contains },
	{ "maxContains", FROM_2019, JKEYWORD_NONE, kw_max_contains },
	{ "minItems", ALL, JKEYWORD_NONE, kw_min_items },
	{ "maxItems", ALL, JKEYWORD_NONE, kw_max_items },
	{ "uniqueItems", ALL, JKEYWORD_NONE, kw_unique },
	{ "properties", ALL, JKEYWORD_MAP, kw_properties },
	{ "patternProperties", ALL, JKEYWORD_MAP, kw_pattern_properties },
	{ "additionalProperties", ALL, JKEYWORD_ONE, kw_additional_properties },
	{ "propertyNames", FROM_06, JKEYWORD_ONE, kw_property_names },
	{ "required", ALL, JKEYWORD_NONE, kw_required },
	{ "minProperties", ALL, JKEYWORD_NONE, kw_min_properties },
	{ "maxProperties", ALL, JKEYWORD_NONE, kw_max_properties },
	{ "dependencies", ALL, JKEYWORD_MAP, kw_dependencies },
	{ "dependentRequired", FROM_2019, JKEYWORD_NONE, kw_dependent_required },
	{ "dependentSchemas", FROM_2019, JKEYWORD_MAP, kw_dependent_schemas },
	{ "allOf", ALL, JKEYWORD_LIST, kw_all_of },
	{ "anyOf", ALL, JKEYWORD_LIST, kw_any_of },
	{ "oneOf", ALL, JKEYWORD_LIST, kw_one_of },
	{ "not", ALL, JKEYWORD_ONE, kw_not },
	{ "if", FROM_07, JKEYWORD_ONE, kw_if },
	{ "then", FROM_07, JKEYWORD_ONE, kw_then },
	{ "else", FROM_07, JKEYWORD_ONE, kw_else },
	{ "$ref", ALL, JKEYWORD_NONE, kw_ref },
	{ "$dynamicRef", JDRAFT_2020, JKEYWORD_NONE, kw_dynamic_ref },
	{ "unevaluatedProperties", FROM_2019, JKEYWORD_ONE, kw_open_members },
	{ "unevaluatedItems", FROM_2019, JKEYWORD_ONE, kw_open_items },
	{ "$vocabulary", FROM_2019, JKEYWORD_NONE, kw_vocabulary },
	{ "$recursiveRef", JDRAFT_2019, JKEYWORD_NONE, kw_refused },
	{ "$recursiveAnchor", JDRAFT_2019, JKEYWORD_NONE, kw_refused },
	{ "$defs", FROM_2019, JKEYWORD_MAP, NULL },
	{ "definitions", ALL, JKEYWORD_MAP, NULL },
	{ "contentSchema", FROM_2019, JKEYWORD_ONE, NULL },
	{ "contentEncoding", FROM_07, JKEYWORD_NONE, NULL },
	{ "contentMediaType", FROM_07, JKEYWORD_NONE, NULL },
	{ "$schema", ALL, JKEYWORD_NONE, NULL },
	{ "$id", FROM_06, JKEYWORD_NONE, NULL },
	{ "id", JDRAFT_04, JKEYWORD_NONE, NULL },
	{ "$anchor", FROM_2019, JKEYWORD_NONE, NULL },
	{ "$dynamicAnchor", JDRAFT_2020, JKEYWORD_NONE, NULL },
	{ "$comment", ALL, JKEYWORD_NONE, NULL },
	{ "title", ALL, JKEYWORD_NONE, NULL },
	{ "description", ALL, JKEYWORD_NONE, NULL },
	{ "default", ALL, JKEYWORD_NONE, NULL },
	{ "examples", ALL, JKEYWORD_NONE, NULL },
	{ "deprecated", ALL, JKEYWORD_NONE, NULL },
	{ "readOnly", ALL, JKEYWORD_NONE, NULL },
	{ "writeOnly", ALL, JKEYWORD_NONE, NULL },
	{ "self", JDRAFT_04, JKEYWORD_NONE, NULL }	/* Iglu's name of a schema */
};

enum { NKEYWORDS = sizeof(keywords) / sizeof(keywords[0]) };

static const struct keyword *
keyword_of(struct sv name)
{
	for (size_t i = 0; i < NKEYWORDS; i++)
		if (sv_is(name, keywords[i].name))
			return &keywords[i];
	return NULL;
}

enum jkeyword_shape
jkeyword_shape(struct sv name, enum jdraft draft)
{
	const struct keyword *k = keyword_of(name);

	return k != NULL && (k->drafts & draft) != 0 ? k->shape : JKEYWORD_NONE;
}

const char *
jkeyword_draft(enum jdraft draft)
{
	return draft == JDRAFT_04 ? "04" : draft == JDRAFT_06 ? "06" : draft == JDRAFT_07 ? "07"
	    : draft == JDRAFT_2019 ? "2019-09" : "2020-12";
}

/* A key that is no keyword of the draft. */
static enum rc
unknown(struct comp *c, const struct node *n, const struct keyword *k)
{
	struct sv cand[NKEYWORDS];
	size_t ncand = 0, near;
	int len = n->key.n < 60 ? (int)n->key.n : 60;

	if (c->s->cfg.lax || sv_starts(n->key, SV("x-")))
		return RC_OK;
	if (k != NULL)
		return doc_fail_key(c->res->doc, n, c->e, "'%.*s' is not a keyword of draft %s",
		    len,
		    n->key.p, jkeyword_draft(c->res->draft));
	for (size_t i = 0; i < NKEYWORDS; i++)
		if ((keywords[i].drafts & c->res->draft) != 0)
			cand[ncand++] = sv_of(keywords[i].name);
	near = sv_near(n->key, cand, ncand);
	if (near < ncand)
		return doc_fail_key(c->res->doc, n, c->e,
		    "unknown keyword '%.*s'; did you mean '%s'?",
		    len, n->key.p, cand[near].p);
	return doc_fail_key(c->res->doc, n, c->e, "unknown keyword '%.*s'", len, n->key.p);
}

static enum rc
compile(struct comp *c)
{
	const struct node *n = c->schema, *ref = node_get(n, "$ref");
	enum rc rc = RC_OK;

	if (c->res->draft <= JDRAFT_07 && ref != NULL)
		return kw_ref(c, ref);
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct keyword *k = keyword_of(n->item[i].key);

		if (k == NULL || (k->drafts & c->res->draft) == 0)
			rc = unknown(c, &n->item[i], k);
		else if (k->fn != NULL)
			rc = k->fn(c, &n->item[i]);
	}
	return rc;
}

/* The names that were collected, as a table; guesses of threads begin behind those so far. */
static void
finish(struct comp *c)
{
	struct jrule_object *o = c->object;
	struct sv *key;

	if (o == NULL)
		return;
	key = arena_alloc(&c->tmp, (c->names.n + 1) * sizeof(*key));
	o->member = arena_zalloc(c->s->a, (c->names.n + 1) * sizeof(const struct jrule *));
	for (size_t i = 0; i < c->names.n; i++) {
		key[i] = arena_sv(c->s->a, c->names.entry[i].key);
		o->member[i] = ((const struct name *)c->names.entry[i].val)->rule;
	}
	jrule_keys_set(&o->name, key, c->names.n, c->s->a);
	o->guess = c->s->nguess;
	c->s->nguess += 2 * ((uint32_t)c->names.n + 1);
}

enum rc
jkeyword_compile(struct jschema *s, struct jrule *r, struct err *e)
{
	struct comp c = { .s = s, .r = r, .res = r->res, .schema = r->node, .e = e };
	enum rc rc;

	if (r->node->kind == NODE_BOOL) {
		r->never = !r->node->truth;
		return RC_OK;
	}
	if (r->node->kind != NODE_MAP)
		return doc_fail(r->res->doc, r->node, e,
		    "expected a schema: a map, true or false; found %s",
		    node_kind_name(r->node->kind));
	arena_init(&c.tmp);
	map_init(&c.names, &c.tmp, sizeof(struct name), hash_seed());
	rc = compile(&c);
	if (rc == RC_OK)
		finish(&c);
	r->plain = !r->never && r->object == NULL && r->array == NULL && r->any == NULL &&
	    r->open_members == NULL && r->open_items == NULL;
	map_free(&c.names);
	arena_free(&c.tmp);
	return rc;
}
