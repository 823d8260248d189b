/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyword_comp - a schema on its way to a rule, and what the files of keywords share;
 * private to lib/schema
 *
 * keyword_value.c, keyword_part.c and keyword_apply.c hold a table of keywords each.
 */
#ifndef CX_SCHEMA_KEYWORD_COMP_H
#define CX_SCHEMA_KEYWORD_COMP_H

#include "base/arena.h"
#include "base/hmap.h"
#include "base/rc.h"
#include "schema/keyword.h"
#include "schema/rule.h"
#include "spec/doc.h"

enum {
	KEYWORD_ALL = RULE_DRAFT_04 | RULE_DRAFT_06 | RULE_DRAFT_07 | RULE_DRAFT_2019 |
	    RULE_DRAFT_2020,
	KEYWORD_FROM_06 = KEYWORD_ALL & ~RULE_DRAFT_04,
	KEYWORD_FROM_07 = KEYWORD_FROM_06 & ~RULE_DRAFT_06,
	KEYWORD_FROM_2019 = RULE_DRAFT_2019 | RULE_DRAFT_2020,
	KEYWORD_TO_2019 = KEYWORD_ALL & ~RULE_DRAFT_2020
};

struct keyword_comp {
	struct schema            *s;
	struct rule              *r;
	const struct resource    *res;
	const struct node         *schema;
	struct rule_number       *number;	/* parts of r, NULL until something is said */
	struct rule_string       *string;
	struct rule_array        *array;
	struct rule_object       *object;
	struct rule_any          *any;
	struct hmap                 names;	/* of object: payload struct keyword_name */
	struct arena               tmp;
	struct err                *e;
};

struct keyword_name {
	const struct rule *rule;
	uint32_t            i;
};

struct keyword_row {
	const char         *name;	/* NULL: the end */
	unsigned            drafts;
	enum keyword_shape shape;
	/* What it adds to the rule; NULL: nothing, it is an annotation. */
	enum rc           (*fn)(struct keyword_comp *c, const struct node *n);
};

extern const struct keyword_row keyword_value_rows[], keyword_part_rows[], keyword_apply_rows[];

/** keyword_comp_any - the rule's part for values of all kinds, made when there is none */
struct rule_any *keyword_comp_any(struct keyword_comp *c);

/** keyword_comp_object - ... for objects */
struct rule_object *keyword_comp_object(struct keyword_comp *c);

/** keyword_comp_wanted - "KEYWORD: expected @what, found ..." */
enum rc keyword_comp_wanted(struct keyword_comp *c, const struct node *n, const char *what);

/** keyword_comp_part - the rule of a subschema for something in the value */
const struct rule *keyword_comp_part(struct keyword_comp *c, const struct node *n);

/** keyword_comp_here - the rule of a subschema for the value itself */
const struct rule *keyword_comp_here(struct keyword_comp *c, const struct node *n);

/** keyword_comp_list - the rules of a list of subschemas, each by @of */
enum rc keyword_comp_list(struct keyword_comp *c, const struct node *n,
    const struct rule *(*of)(struct keyword_comp *, const struct node *),
    const struct rule ***out, size_t *nout);

/** keyword_comp_name - the index of a member's name in the object rule; @rule NULL: named only */
uint32_t keyword_comp_name(struct keyword_comp *c, struct sv key, const struct rule *rule);

/** keyword_comp_count - a count: 2 and 2.0 alike */
enum rc keyword_comp_count(struct keyword_comp *c, const struct node *n, uint64_t *out);

/**
 * keyword_comp_pattern - a regular expression of ECMA-262
 * @at: the node that holds the text, or, for @key, has it as its key
 */
enum rc keyword_comp_pattern(struct keyword_comp *c, const struct node *at, bool key,
    const struct pattern **out);

#endif
