/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyword - see keyword.h
 *
 * A keyword is a row: name, drafts, where its subschemas are, what it adds to the
 * rule.  Rows without the latter are annotations.
 */
#include "schema/keyword.h"

#include "base/hash.h"
#include "schema/keyword_comp.h"

#include <string.h>

enum { NAMES_MAX = 100 };	/* keywords of all tables */

static const struct keyword_row remarks[] = {
	{ "$defs", KEYWORD_FROM_2019, KEYWORD_MAP, NULL },
	{ "definitions", KEYWORD_ALL, KEYWORD_MAP, NULL },
	{ "contentSchema", KEYWORD_FROM_2019, KEYWORD_ONE, NULL },
	{ "contentEncoding", KEYWORD_FROM_07, KEYWORD_NONE, NULL },
	{ "contentMediaType", KEYWORD_FROM_07, KEYWORD_NONE, NULL },
	{ "$schema", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "$id", KEYWORD_FROM_06, KEYWORD_NONE, NULL },
	{ "id", RULE_DRAFT_04, KEYWORD_NONE, NULL },
	{ "$anchor", KEYWORD_FROM_2019, KEYWORD_NONE, NULL },
	{ "$dynamicAnchor", RULE_DRAFT_2020, KEYWORD_NONE, NULL },
	{ "$comment", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "title", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "description", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "default", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "examples", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "deprecated", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "readOnly", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "writeOnly", KEYWORD_ALL, KEYWORD_NONE, NULL },
	{ "self", RULE_DRAFT_04, KEYWORD_NONE, NULL }	/* Iglu's name of a schema */,
	{ NULL, 0, KEYWORD_NONE, NULL }
};

static const struct keyword_row *const tables[] = {
	keyword_value_rows, keyword_part_rows, keyword_apply_rows, remarks
};

enum { NTABLES = sizeof(tables) / sizeof(tables[0]) };

static const struct keyword_row *
row_of(struct sv name)
{
	for (size_t i = 0; i < NTABLES; i++)
		for (const struct keyword_row *k = tables[i]; k->name != NULL; k++)
			if (sv_is(name, k->name))
				return k;
	return NULL;
}

enum keyword_shape
keyword_shape(struct sv name, enum rule_draft draft)
{
	const struct keyword_row *k = row_of(name);

	return k != NULL && (k->drafts & draft) != 0 ? k->shape : KEYWORD_NONE;
}

const char *
keyword_draft(enum rule_draft draft)
{
	return draft == RULE_DRAFT_04 ? "04" : draft == RULE_DRAFT_06 ? "06"
	    : draft == RULE_DRAFT_07 ? "07"
	    : draft == RULE_DRAFT_2019 ? "2019-09" : "2020-12";
}

/* Refuse a key that is no keyword of the draft, unless remarks are allowed. */
static enum rc
unknown_keyword(struct keyword_comp *c, const struct node *n, const struct keyword_row *k)
{
	struct sv cand[NAMES_MAX];
	size_t ncand = 0;
	int len = n->key.n < 60 ? (int)n->key.n : 60;

	if (c->s->cfg.lax || sv_starts(n->key, SV("x-")))
		return RC_OK;
	if (k != NULL)
		return doc_fail_key(c->res->doc, n, c->e, "'%.*s' is not a keyword of draft %s",
		    len,
		    n->key.p, keyword_draft(c->res->draft));
	for (size_t i = 0; i < NTABLES; i++)
		for (const struct keyword_row *x = tables[i]; x->name != NULL; x++)
			if ((x->drafts & c->res->draft) != 0 && ncand < NAMES_MAX)
				cand[ncand++] = sv_of(x->name);
	return rc_near(c->e, doc_fail_key(c->res->doc, n, c->e, "unknown keyword '%.*s'", len,
	    n->key.p), n->key, cand, ncand);
}

static enum rc
compile_keywords(struct keyword_comp *c)
{
	const struct node *n = c->schema, *ref = node_get(n, "$ref");
	enum rc rc = RC_OK;

	if (c->res->draft <= RULE_DRAFT_07 && ref != NULL)
		return row_of(SV("$ref"))->fn(c, ref);
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct keyword_row *k = row_of(n->item[i].key);

		if (k == NULL || (k->drafts & c->res->draft) == 0)
			rc = unknown_keyword(c, &n->item[i], k);
		else if (k->fn != NULL)
			rc = k->fn(c, &n->item[i]);
	}
	return rc;
}

/*
 * Make the table of the names that the schema mentions.  The guesses that threads keep for it
 * (valid_object.c) begin behind those of the rules compiled so far.
 */
static void
set_names(struct keyword_comp *c)
{
	struct rule_object *o = c->object;
	struct sv *key;

	if (o == NULL)
		return;
	key = arena_alloc(&c->tmp, (c->names.n + 1) * sizeof(*key));
	o->member = arena_zalloc(c->s->a, (c->names.n + 1) * sizeof(const struct rule *));
	for (size_t i = 0; i < c->names.n; i++) {
		key[i] = arena_sv(c->s->a, c->names.entry[i].key);
		o->member[i] = ((const struct keyword_name *)c->names.entry[i].val)->rule;
	}
	rule_keys_set(&o->name, key, c->names.n, c->s->a);
	o->guess = c->s->nguess;
	c->s->nguess += 2 * ((uint32_t)c->names.n + 1);
}

enum rc
keyword_compile(struct schema *s, struct rule *r, struct err *e)
{
	struct keyword_comp c = { .s = s, .r = r, .res = r->res, .schema = r->node, .e = e };
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
	hmap_init(&c.names, &c.tmp, sizeof(struct keyword_name), hash_seed());
	rc = compile_keywords(&c);
	if (rc == RC_OK)
		set_names(&c);
	r->plain = !r->never && r->object == NULL && r->array == NULL && r->any == NULL &&
	    r->open_members == NULL && r->open_items == NULL;
	hmap_free(&c.names);
	arena_free(&c.tmp);
	return rc;
}
