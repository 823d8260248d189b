/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rule - one compiled subschema; private to lib/schema
 *
 * A rule holds what it says of each kind of value in a part of its own, NULL when it
 * says nothing; a value looks at the types, at its kind's part and at `any`.
 */
#ifndef CX_SCHEMA_RULE_H
#define CX_SCHEMA_RULE_H

#include "base/hmap.h"
#include "base/num.h"
#include "base/sv.h"
#include "expr/pattern.h"
#include "schema/dec.h"
#include "schema/format.h"
#include "schema/item.h"
#include "schema/schema.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum rule_type {
	RULE_NULL = 1,
	RULE_BOOLEAN = 2,
	RULE_INTEGER = 4,
	RULE_FRACTION = 8,	/* "number" is both */
	RULE_STRING = 16,
	RULE_OBJECT = 32,
	RULE_ARRAY = 64,
	RULE_ANY = 127
};

#define RULE_NONE UINT32_MAX

struct rule_limit {
	struct sv text;		/* empty: none */
	num_i128  units;
	bool      exact;	/* units are the value */
};

struct rule_number {
	struct rule_limit  min, max;		/* inclusive */
	struct rule_limit  above, below;	/* exclusive */
	struct sv           multiple;		/* its text */
	struct dec_divisor divisor;
};

struct rule_string {
	uint64_t              min;
	uint64_t              max;	/* UINT64_MAX: none */
	const struct pattern *pattern;	/* NULL: none */
	struct sv             pattern_text;
	enum format          format;	/* FORMAT_N: none */
};

struct rule_array {
	uint64_t             min, max;
	uint64_t             min_contains, max_contains;
	const struct rule **prefix;
	size_t               nprefix;
	const struct rule  *rest;	/* behind the prefix; NULL: anything */
	const char          *rest_name;	/* items or additionalItems */
	const struct rule  *contains;
	bool                 unique;
};

struct rule_keys {		/* texts to be found by hash */
	struct sv *key;
	uint32_t   n;
	uint32_t   mask;
	uint32_t  *slot;	/* index + 1, 0 free */
};

struct rule_pattern {
	const struct pattern *pattern;
	struct sv             text;
	const struct rule   *rule;
};

struct rule_dependent {
	uint32_t            name;	/* when it is there ... */
	uint32_t           *need;	/* ... these must be */
	size_t              nneed;
	const struct rule *rule;	/* ... and this must hold; NULL: none */
	const char         *keyword;
};

struct rule_object {
	uint64_t                min, max;
	struct rule_keys       name;	/* of all members that the rule names somewhere */
	const struct rule    **member;	/* by name: of properties; NULL: only named elsewhere */
	uint32_t                guess;	/* where a thread's guesses for it begin, see valid.c */
	uint32_t               *required;
	size_t                  nrequired;
	struct rule_pattern   *pattern;
	size_t                  npattern;
	const struct rule     *rest;	/* additionalProperties; NULL: anything */
	const struct rule     *names;	/* propertyNames */
	struct rule_dependent *dependent;
	size_t                  ndependent;
};

struct rule_list {
	const struct rule **rule;
	size_t               n;
};

struct rule_any {
	const struct item **value;	/* of enum */
	size_t               nvalue;
	bool                 listed;	/* there is an enum, maybe an empty one */
	struct rule_keys    text;	/* the strings of enum */
	const struct item  *is;	/* const */
	struct rule_list    all, any, one;
	const struct rule  *not;
	const struct rule  *cond, *then, *otherwise;
	const struct rule  *ref;
	const struct rule  *dynamic;	/* $dynamicRef: where it leads at first */
	struct sv            anchor;	/* ... and the name looked for; empty: a plain $ref */
};

struct resource;

struct rule {
	uint8_t                    types;	/* enum rule_type */
	bool                       never;	/* the schema false */
	bool                       plain;	/* nothing but types, string and number */
	bool                       inner;	/* of values in the one given: see schema.deep */
	uint16_t                   height;	/* rules below it that look at the same value */
	const struct rule_string *string;
	const struct rule_number *number;
	const struct rule_object *object;
	const struct rule_array  *array;
	const struct rule_any    *any;
	const struct rule        *open_members;	/* unevaluatedProperties */
	const struct rule        *open_items;	/* unevaluatedItems */
	const struct resource    *res;
	const struct node         *node;
	struct sv                  where;	/* FILE#/pointer */
};

struct resource_anchor {
	struct sv           name;
	const struct node  *node;
	bool                dynamic;
	const struct rule *rule;	/* of a dynamic one, once anything is dynamic */
};

enum rule_draft {
	RULE_DRAFT_04 = 1,
	RULE_DRAFT_06 = 2,
	RULE_DRAFT_07 = 4,
	RULE_DRAFT_2019 = 8,
	RULE_DRAFT_2020 = 16
};

struct resource {		/* a schema with a URI of its own */
	struct sv          uri;		/* absolute where it could be made so; no fragment */
	struct sv          alias;	/* where it was fetched, when that is another */
	const struct doc  *doc;
	const struct node *root;
	enum rule_draft        draft;
	struct resource_anchor    *anchor;
	size_t             nanchor;
	size_t             cap;
	struct resource  *next;
};

struct schema {
	struct arena         *a;
	struct schema_cfg    cfg;
	struct hmap            rules;	/* by node */
	struct rule        **todo;	/* rules not compiled yet */
	size_t                ntodo;
	size_t                cap;
	struct resource     *first, **last;
	const struct pattern **pattern;
	size_t                npattern;
	size_t                pattern_cap;
	uint32_t              nguess;
	bool                  dynamic;	/* some rule has a $dynamicRef */
	bool                  deep;	/* some rule looks into members */
};

/** rule_keys_set - make @k of @n texts, copied slices; of equal ones the first is found */
void rule_keys_set(struct rule_keys *k, const struct sv *key, size_t n, struct arena *a);

/** rule_keys_find - index of a text or RULE_NONE */
uint32_t rule_keys_find(const struct rule_keys *k, struct sv key);

/** rule_each_here - all rules that @r applies to the very value it looks at */
void rule_each_here(const struct rule *r, void (*fn)(void *ctx, const struct rule *to),
    void *ctx);

/** rule_of - the rule of a node, compiled later when it is new; @inner: of a part of the value */
struct rule *rule_of(struct schema *s, const struct resource *res, const struct node *n,
    bool inner);

#endif
