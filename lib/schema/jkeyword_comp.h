/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jkeyword_comp - a schema on its way to a rule, and what the files of keywords share;
 * private to lib/quality
 *
 * jkeyword_value.c, jkeyword_part.c and jkeyword_apply.c hold a table of keywords each.
 */
#ifndef CX_QUALITY_JKEYWORD_COMP_H
#define CX_QUALITY_JKEYWORD_COMP_H

#include "base/arena.h"
#include "base/map.h"
#include "base/rc.h"
#include "schema/jkeyword.h"
#include "schema/jrule.h"
#include "spec/doc.h"

enum {
	JKEYWORD_ALL = JDRAFT_04 | JDRAFT_06 | JDRAFT_07 | JDRAFT_2019 | JDRAFT_2020,
	JKEYWORD_FROM_06 = JKEYWORD_ALL & ~JDRAFT_04,
	JKEYWORD_FROM_07 = JKEYWORD_FROM_06 & ~JDRAFT_06,
	JKEYWORD_FROM_2019 = JDRAFT_2019 | JDRAFT_2020,
	JKEYWORD_TO_2019 = JKEYWORD_ALL & ~JDRAFT_2020
};

struct jkeyword_comp {
	struct jschema            *s;
	struct jrule              *r;
	const struct jresource    *res;
	const struct node         *schema;
	struct jrule_number       *number;	/* parts of r, NULL until something is said */
	struct jrule_string       *string;
	struct jrule_array        *array;
	struct jrule_object       *object;
	struct jrule_any          *any;
	struct map                 names;	/* of object: payload struct jkeyword_name */
	struct arena               tmp;
	struct err                *e;
};

struct jkeyword_name {
	const struct jrule *rule;
	uint32_t            i;
};

struct jkeyword_row {
	const char         *name;	/* NULL: the end */
	unsigned            drafts;
	enum jkeyword_shape shape;
	/* What it adds to the rule; NULL: nothing, it is an annotation. */
	enum rc           (*fn)(struct jkeyword_comp *c, const struct node *n);
};

extern const struct jkeyword_row jkeyword_value_rows[], jkeyword_part_rows[], jkeyword_apply_rows[];

/** jkeyword_comp_any - the rule's part for values of all kinds, made when there is none */
struct jrule_any *jkeyword_comp_any(struct jkeyword_comp *c);

/** jkeyword_comp_object - ... for objects */
struct jrule_object *jkeyword_comp_object(struct jkeyword_comp *c);

/** jkeyword_comp_wanted - "KEYWORD: expected @what, found ..." */
enum rc jkeyword_comp_wanted(struct jkeyword_comp *c, const struct node *n, const char *what);

/** jkeyword_comp_part - the rule of a subschema for something in the value */
const struct jrule *jkeyword_comp_part(struct jkeyword_comp *c, const struct node *n);

/** jkeyword_comp_here - the rule of a subschema for the value itself */
const struct jrule *jkeyword_comp_here(struct jkeyword_comp *c, const struct node *n);

/** jkeyword_comp_list - the rules of a list of subschemas, each by @of */
enum rc jkeyword_comp_list(struct jkeyword_comp *c, const struct node *n,
    const struct jrule *(*of)(struct jkeyword_comp *, const struct node *),
    const struct jrule ***out, size_t *nout);

/** jkeyword_comp_name - the index of a member's name in the object rule; @rule NULL: named only */
uint32_t jkeyword_comp_name(struct jkeyword_comp *c, struct sv key, const struct jrule *rule);

/** jkeyword_comp_count - a count: 2 and 2.0 alike */
enum rc jkeyword_comp_count(struct jkeyword_comp *c, const struct node *n, uint64_t *out);

/**
 * jkeyword_comp_pattern - a regular expression of ECMA-262
 * @at: the node that holds the text, or, for @key, has it as its key
 */
enum rc jkeyword_comp_pattern(struct jkeyword_comp *c, const struct node *at, bool key,
    const struct pattern **out);

#endif
