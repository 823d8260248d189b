/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jrule - one compiled subschema; private to lib/quality
 *
 * A rule holds what it says of each kind of value in a part of its own, NULL when it
 * says nothing; a value looks at the types, at its kind's part and at `any`.
 */
#ifndef CX_QUALITY_JRULE_H
#define CX_QUALITY_JRULE_H

#include "base/map.h"
#include "base/num.h"
#include "base/sv.h"
#include "expr/pattern.h"
#include "schema/jdec.h"
#include "schema/jformat.h"
#include "schema/jitem.h"
#include "schema/jschema.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum jrule_type {
	JRULE_NULL = 1,
	JRULE_BOOLEAN = 2,
	JRULE_INTEGER = 4,
	JRULE_FRACTION = 8,	/* "number" is both */
	JRULE_STRING = 16,
	JRULE_OBJECT = 32,
	JRULE_ARRAY = 64,
	JRULE_ANY = 127
};

#define JRULE_NONE UINT32_MAX

struct jrule_limit {
	struct sv text;		/* empty: none */
	num_i128  units;
	bool      exact;	/* units are the value */
};

struct jrule_number {
	struct jrule_limit  min, max;		/* inclusive */
	struct jrule_limit  above, below;	/* exclusive */
	struct sv           multiple;		/* its text */
	struct jdec_divisor divisor;
};

struct jrule_string {
	uint64_t              min;
	uint64_t              max;	/* UINT64_MAX: none */
	const struct pattern *pattern;	/* NULL: none */
	struct sv             pattern_text;
	enum jformat          format;	/* JFORMAT_N: none */
};

struct jrule_array {
	uint64_t             min, max;
	uint64_t             min_contains, max_contains;
	const struct jrule **prefix;
	size_t               nprefix;
	const struct jrule  *rest;	/* behind the prefix; NULL: anything */
	const char          *rest_name;	/* items or additionalItems */
	const struct jrule  *contains;
	bool                 unique;
};

struct jrule_keys {		/* texts to be found by hash */
	struct sv *key;
	uint32_t   n;
	uint32_t   mask;
	uint32_t  *slot;	/* index + 1, 0 free */
};

struct jrule_pattern {
	const struct pattern *pattern;
	struct sv             text;
	const struct jrule   *rule;
};

struct jrule_dependent {
	uint32_t            name;	/* when it is there ... */
	uint32_t           *need;	/* ... these must be */
	size_t              nneed;
	const struct jrule *rule;	/* ... and this must hold; NULL: none */
	const char         *keyword;
};

struct jrule_object {
	uint64_t                min, max;
	struct jrule_keys       name;	/* of all members that the rule names somewhere */
	const struct jrule    **member;	/* by name: of properties; NULL: only named elsewhere */
	uint32_t                guess;	/* where a thread's guesses for it begin, see jvalid.c */
	uint32_t               *required;
	size_t                  nrequired;
	struct jrule_pattern   *pattern;
	size_t                  npattern;
	const struct jrule     *rest;	/* additionalProperties; NULL: anything */
	const struct jrule     *names;	/* propertyNames */
	struct jrule_dependent *dependent;
	size_t                  ndependent;
};

struct jrule_list {
	const struct jrule **rule;
	size_t               n;
};

struct jrule_any {
	const struct jitem **value;	/* of enum */
	size_t               nvalue;
	bool                 listed;	/* there is an enum, maybe an empty one */
	struct jrule_keys    text;	/* the strings of enum */
	const struct jitem  *is;	/* const */
	struct jrule_list    all, any, one;
	const struct jrule  *not;
	const struct jrule  *cond, *then, *otherwise;
	const struct jrule  *ref;
	const struct jrule  *dynamic;	/* $dynamicRef: where it leads at first */
	struct sv            anchor;	/* ... and the name looked for; empty: a plain $ref */
};

struct jresource;

struct jrule {
	uint8_t                    types;	/* enum jrule_type */
	bool                       never;	/* the schema false */
	bool                       plain;	/* nothing but types, string and number */
	bool                       inner;	/* of values in the one given: see jschema.deep */
	uint16_t                   height;	/* rules below it that look at the same value */
	const struct jrule_string *string;
	const struct jrule_number *number;
	const struct jrule_object *object;
	const struct jrule_array  *array;
	const struct jrule_any    *any;
	const struct jrule        *open_members;	/* unevaluatedProperties */
	const struct jrule        *open_items;	/* unevaluatedItems */
	const struct jresource    *res;
	const struct node         *node;
	struct sv                  where;	/* FILE#/pointer */
};

struct janchor {
	struct sv           name;
	const struct node  *node;
	bool                dynamic;
	const struct jrule *rule;	/* of a dynamic one, once anything is dynamic */
};

enum jdraft { JDRAFT_04 = 1, JDRAFT_06 = 2, JDRAFT_07 = 4, JDRAFT_2019 = 8, JDRAFT_2020 = 16 };

struct jresource {		/* a schema with a URI of its own */
	struct sv          uri;		/* absolute where it could be made so; no fragment */
	struct sv          alias;	/* where it was fetched, when that is another */
	const struct doc  *doc;
	const struct node *root;
	enum jdraft        draft;
	struct janchor    *anchor;
	size_t             nanchor;
	size_t             cap;
	struct jresource  *next;
};

struct jschema {
	struct arena         *a;
	struct jschema_cfg    cfg;
	struct map            rules;	/* by node */
	struct jrule        **todo;	/* rules not compiled yet */
	size_t                ntodo;
	size_t                cap;
	struct jresource     *first, **last;
	const struct pattern **pattern;
	size_t                npattern;
	size_t                pattern_cap;
	uint32_t              nguess;
	bool                  dynamic;	/* some rule has a $dynamicRef */
	bool                  deep;	/* some rule looks into members */
};

/** jrule_keys_set - make @k of @n texts, copied slices; of equal ones the first is found */
void jrule_keys_set(struct jrule_keys *k, const struct sv *key, size_t n, struct arena *a);

/** jrule_keys_find - index of a text or JRULE_NONE */
uint32_t jrule_keys_find(const struct jrule_keys *k, struct sv key);

/** jrule_each_here - all rules that @r applies to the very value it looks at */
void jrule_each_here(const struct jrule *r, void (*fn)(void *ctx, const struct jrule *to),
    void *ctx);

/** jrule_of - the rule of a node, compiled later when it is new; @inner: of a part of the value */
struct jrule *jrule_of(struct jschema *s, const struct jresource *res, const struct node *n,
    bool inner);

#endif
