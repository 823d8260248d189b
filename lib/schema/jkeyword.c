/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jkeyword - see jkeyword.h
 *
 * A keyword is a row: name, drafts, where its subschemas are, what it adds to the
 * rule.  Rows without the latter are annotations.
 */
#include "schema/jkeyword.h"

#include "base/hash.h"
#include "schema/jkeyword_comp.h"

#include <string.h>

enum { NAMES_MAX = 100 };	/* keywords of all tables */

static const struct jkeyword_row remarks[] = {
	{ "$defs", JKEYWORD_FROM_2019, JKEYWORD_MAP, NULL },
	{ "definitions", JKEYWORD_ALL, JKEYWORD_MAP, NULL },
	{ "contentSchema", JKEYWORD_FROM_2019, JKEYWORD_ONE, NULL },
	{ "contentEncoding", JKEYWORD_FROM_07, JKEYWORD_NONE, NULL },
	{ "contentMediaType", JKEYWORD_FROM_07, JKEYWORD_NONE, NULL },
	{ "$schema", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "$id", JKEYWORD_FROM_06, JKEYWORD_NONE, NULL },
	{ "id", JDRAFT_04, JKEYWORD_NONE, NULL },
	{ "$anchor", JKEYWORD_FROM_2019, JKEYWORD_NONE, NULL },
	{ "$dynamicAnchor", JDRAFT_2020, JKEYWORD_NONE, NULL },
	{ "$comment", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "title", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "description", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "default", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "examples", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "deprecated", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "readOnly", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "writeOnly", JKEYWORD_ALL, JKEYWORD_NONE, NULL },
	{ "self", JDRAFT_04, JKEYWORD_NONE, NULL }	/* Iglu's name of a schema */,
	{ NULL, 0, JKEYWORD_NONE, NULL }
};

static const struct jkeyword_row *const tables[] = {
	jkeyword_value_rows, jkeyword_part_rows, jkeyword_apply_rows, remarks
};

enum { NTABLES = sizeof(tables) / sizeof(tables[0]) };

static const struct jkeyword_row *
row_of(struct sv name)
{
	for (size_t i = 0; i < NTABLES; i++)
		for (const struct jkeyword_row *k = tables[i]; k->name != NULL; k++)
			if (sv_is(name, k->name))
				return k;
	return NULL;
}

enum jkeyword_shape
jkeyword_shape(struct sv name, enum jdraft draft)
{
	const struct jkeyword_row *k = row_of(name);

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
unknown(struct jkeyword_comp *c, const struct node *n, const struct jkeyword_row *k)
{
	struct sv cand[NAMES_MAX];
	size_t ncand = 0, near;
	int len = n->key.n < 60 ? (int)n->key.n : 60;

	if (c->s->cfg.lax || sv_starts(n->key, SV("x-")))
		return RC_OK;
	if (k != NULL)
		return doc_fail_key(c->res->doc, n, c->e, "'%.*s' is not a keyword of draft %s",
		    len,
		    n->key.p, jkeyword_draft(c->res->draft));
	for (size_t i = 0; i < NTABLES; i++)
		for (const struct jkeyword_row *x = tables[i]; x->name != NULL; x++)
			if ((x->drafts & c->res->draft) != 0 && ncand < NAMES_MAX)
				cand[ncand++] = sv_of(x->name);
	near = sv_near(n->key, cand, ncand);
	if (near < ncand)
		return doc_fail_key(c->res->doc, n, c->e,
		    "unknown keyword '%.*s'; did you mean '%s'?",
		    len, n->key.p, cand[near].p);
	return doc_fail_key(c->res->doc, n, c->e, "unknown keyword '%.*s'", len, n->key.p);
}

static enum rc
compile(struct jkeyword_comp *c)
{
	const struct node *n = c->schema, *ref = node_get(n, "$ref");
	enum rc rc = RC_OK;

	if (c->res->draft <= JDRAFT_07 && ref != NULL)
		return row_of(SV("$ref"))->fn(c, ref);
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct jkeyword_row *k = row_of(n->item[i].key);

		if (k == NULL || (k->drafts & c->res->draft) == 0)
			rc = unknown(c, &n->item[i], k);
		else if (k->fn != NULL)
			rc = k->fn(c, &n->item[i]);
	}
	return rc;
}

/* The names that were collected, as a table; guesses of threads begin behind those so far. */
static void
finish(struct jkeyword_comp *c)
{
	struct jrule_object *o = c->object;
	struct sv *key;

	if (o == NULL)
		return;
	key = arena_alloc(&c->tmp, (c->names.n + 1) * sizeof(*key));
	o->member = arena_zalloc(c->s->a, (c->names.n + 1) * sizeof(const struct jrule *));
	for (size_t i = 0; i < c->names.n; i++) {
		key[i] = arena_sv(c->s->a, c->names.entry[i].key);
		o->member[i] = ((const struct jkeyword_name *)c->names.entry[i].val)->rule;
	}
	jrule_keys_set(&o->name, key, c->names.n, c->s->a);
	o->guess = c->s->nguess;
	c->s->nguess += 2 * ((uint32_t)c->names.n + 1);
}

enum rc
jkeyword_compile(struct jschema *s, struct jrule *r, struct err *e)
{
	struct jkeyword_comp c = { .s = s, .r = r, .res = r->res, .schema = r->node, .e = e };
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
	map_init(&c.names, &c.tmp, sizeof(struct jkeyword_name), hash_seed());
	rc = compile(&c);
	if (rc == RC_OK)
		finish(&c);
	r->plain = !r->never && r->object == NULL && r->array == NULL && r->any == NULL &&
	    r->open_members == NULL && r->open_items == NULL;
	map_free(&c.names);
	arena_free(&c.tmp);
	return rc;
}
