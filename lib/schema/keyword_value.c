/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyword_value - what a value is: types, values listed, numbers, strings
 */
#include "schema/keyword_comp.h"

#include <string.h>

static struct rule_number *
number_of(struct keyword_comp *c)
{
	if (c->number == NULL)
		c->r->number = c->number = arena_zalloc(c->s->a, sizeof(*c->number));
	return c->number;
}

static struct rule_string *
string_of(struct keyword_comp *c)
{
	if (c->string == NULL) {
		c->r->string = c->string = arena_zalloc(c->s->a, sizeof(*c->string));
		c->string->max = UINT64_MAX;
		c->string->format = FORMAT_N;
	}
	return c->string;
}

static enum rc
kw_type(struct keyword_comp *c, const struct node *n)
{
	static const struct { const char *name; uint8_t types; } known[] = {
		{ "null", RULE_NULL }, { "boolean", RULE_BOOLEAN }, { "integer", RULE_INTEGER },
		{ "number", RULE_INTEGER | RULE_FRACTION }, { "string", RULE_STRING },
		{ "object", RULE_OBJECT }, { "array", RULE_ARRAY }
	};
	const size_t nknown = sizeof(known) / sizeof(known[0]);
	const struct node *item = n->kind == NODE_LIST ? n->item : n;
	size_t count = n->kind == NODE_LIST ? n->n : 1;

	c->r->types = 0;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		if (item[i].kind != NODE_STRING)
			return keyword_comp_wanted(c, n, "the name of a type or a list of them");
		while (k < nknown && !sv_is(item[i].text, known[k].name))
			k++;
		if (k == nknown)
			return doc_fail(c->res->doc, &item[i], c->e,
			    "unknown type '%.*s'; known are null, "
			    "boolean, integer, number, string, object, array",
			    SV_SHOW(item[i].text));
		c->r->types |= known[k].types;
	}
	return RC_OK;
}

static enum rc
kw_enum(struct keyword_comp *c, const struct node *n)
{
	struct rule_any *a = keyword_comp_any(c);
	struct sv *text = arena_alloc(&c->tmp, (n->n + 1) * sizeof(*text));
	size_t ntext = 0;

	if (n->kind != NODE_LIST)
		return keyword_comp_wanted(c, n, "a list of values");
	a->listed = true;
	a->value = arena_alloc(c->s->a, (n->n + 1) * sizeof(const struct item *));
	for (size_t i = 0; i < n->n; i++) {
		if (n->item[i].kind == NODE_STRING)
			text[ntext++] = n->item[i].text;
		else
			a->value[a->nvalue++] = item_node(&n->item[i], c->s->a);
	}
	rule_keys_set(&a->text, text, ntext, c->s->a);
	return RC_OK;
}

static enum rc
kw_const(struct keyword_comp *c, const struct node *n)
{
	keyword_comp_any(c)->is = item_node(n, c->s->a);
	return RC_OK;
}

static enum rc
set_limit(struct keyword_comp *c, const struct node *n, struct rule_limit *l)
{
	if (n->kind != NODE_NUMBER)
		return keyword_comp_wanted(c, n, "a number");
	l->text = n->text;
	l->exact = num_units(n->text, &l->units);
	return RC_OK;
}

/* In draft 04 exclusiveMinimum is a flag beside minimum. */
static bool
has_flag(const struct keyword_comp *c, const char *keyword)
{
	const struct node *flag = node_get(c->schema, keyword);

	return c->res->draft == RULE_DRAFT_04 && flag != NULL && flag->kind == NODE_BOOL &&
	    flag->truth;
}

static enum rc
kw_minimum(struct keyword_comp *c, const struct node *n)
{
	struct rule_number *x = number_of(c);

	return set_limit(c, n, has_flag(c, "exclusiveMinimum") ? &x->above : &x->min);
}

static enum rc
kw_maximum(struct keyword_comp *c, const struct node *n)
{
	struct rule_number *x = number_of(c);

	return set_limit(c, n, has_flag(c, "exclusiveMaximum") ? &x->below : &x->max);
}

static enum rc
set_exclusive(struct keyword_comp *c, const struct node *n, struct rule_limit *l)
{
	if (c->res->draft == RULE_DRAFT_04)
		return n->kind == NODE_BOOL ? RC_OK : keyword_comp_wanted(c, n,
		    "true or false, as draft 04 has it");
	return set_limit(c, n, l);
}

static enum rc
kw_exclusive_minimum(struct keyword_comp *c, const struct node *n)
{
	return set_exclusive(c, n, &number_of(c)->above);
}

static enum rc
kw_exclusive_maximum(struct keyword_comp *c, const struct node *n)
{
	return set_exclusive(c, n, &number_of(c)->below);
}

static enum rc
kw_multiple(struct keyword_comp *c, const struct node *n)
{
	struct rule_number *x = number_of(c);

	if (n->kind != NODE_NUMBER)
		return keyword_comp_wanted(c, n, "a number");
	x->multiple = n->text;
	if (!dec_divisor_of(&x->divisor, n->text))
		return doc_fail(c->res->doc, n, c->e,
		    "multipleOf: expected a number above 0 of at most %d "
		    "digits", DEC_DIVISOR_MAX);
	return RC_OK;
}

static enum rc
kw_min_length(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &string_of(c)->min);
}

static enum rc
kw_max_length(struct keyword_comp *c, const struct node *n)
{
	return keyword_comp_count(c, n, &string_of(c)->max);
}

static enum rc
kw_pattern(struct keyword_comp *c, const struct node *n)
{
	struct rule_string *x = string_of(c);

	if (n->kind != NODE_STRING)
		return keyword_comp_wanted(c, n, "a regular expression");
	x->pattern_text = n->text;
	return keyword_comp_pattern(c, n, false, &x->pattern);
}

static enum rc
kw_format(struct keyword_comp *c, const struct node *n)
{
	const char *near;
	enum format f;

	if (n->kind != NODE_STRING)
		return keyword_comp_wanted(c, n, "a name");
	if (c->s->cfg.annotate)
		return RC_OK;
	f = format_find(n->text);
	if (f != FORMAT_N) {
		string_of(c)->format = f;
		return RC_OK;
	}
	if (c->s->cfg.lax)
		return RC_OK;
	near = format_known(n->text) ? NULL : format_near(n->text);
	return rc_hint(c->e, doc_fail(c->res->doc, n, c->e, "format '%.*s' is not asserted",
	    SV_SHOW(n->text)), sv_of(near));
}

const struct keyword_row keyword_value_rows[] = {
	{ "type", KEYWORD_ALL, KEYWORD_NONE, kw_type },
	{ "enum", KEYWORD_ALL, KEYWORD_NONE, kw_enum },
	{ "const", KEYWORD_FROM_06, KEYWORD_NONE, kw_const },
	{ "minimum", KEYWORD_ALL, KEYWORD_NONE, kw_minimum },
	{ "maximum", KEYWORD_ALL, KEYWORD_NONE, kw_maximum },
	{ "exclusiveMinimum", KEYWORD_ALL, KEYWORD_NONE, kw_exclusive_minimum },
	{ "exclusiveMaximum", KEYWORD_ALL, KEYWORD_NONE, kw_exclusive_maximum },
	{ "multipleOf", KEYWORD_ALL, KEYWORD_NONE, kw_multiple },
	{ "minLength", KEYWORD_ALL, KEYWORD_NONE, kw_min_length },
	{ "maxLength", KEYWORD_ALL, KEYWORD_NONE, kw_max_length },
	{ "pattern", KEYWORD_ALL, KEYWORD_NONE, kw_pattern },
	{ "format", KEYWORD_ALL, KEYWORD_NONE, kw_format },
	{ NULL, 0, KEYWORD_NONE, NULL }
};
