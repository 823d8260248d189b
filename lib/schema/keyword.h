/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyword - the keywords of JSON Schema: one table; private to lib/schema
 */
#ifndef CX_SCHEMA_KEYWORD_H
#define CX_SCHEMA_KEYWORD_H

#include "base/rc.h"
#include "schema/rule.h"
#include "spec/doc.h"

enum keyword_shape {		/* where the subschemas are in its value */
	KEYWORD_NONE,
	KEYWORD_ONE,
	KEYWORD_LIST,
	KEYWORD_MAP,		/* also of dependencies: lists of names are none */
	KEYWORD_EITHER		/* one or a list */
};

/** keyword_shape - of the keyword @name in a draft */
enum keyword_shape keyword_shape(struct sv name, enum rule_draft draft);

/** keyword_compile - the rule from its node: RC_OK; RC_SYNTAX; what a $ref's fetch returned */
MUST_USE enum rc keyword_compile(struct schema *s, struct rule *r, struct err *e);

/** keyword_draft - by the name in messages */
const char *keyword_draft(enum rule_draft draft);

#endif
