/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jkeyword - the keywords of JSON Schema: one table; private to lib/quality
 */
#ifndef CX_QUALITY_JKEYWORD_H
#define CX_QUALITY_JKEYWORD_H

#include "base/rc.h"
#include "schema/jrule.h"
#include "spec/doc.h"

enum jkeyword_shape {		/* where the subschemas are in its value */
	JKEYWORD_NONE,
	JKEYWORD_ONE,
	JKEYWORD_LIST,
	JKEYWORD_MAP,		/* also of dependencies: lists of names are none */
	JKEYWORD_EITHER		/* one or a list */
};

/** jkeyword_shape - of the keyword @name in a draft */
enum jkeyword_shape jkeyword_shape(struct sv name, enum jdraft draft);

/** jkeyword_compile - the rule from its node: RC_OK; RC_SYNTAX; what a $ref's fetch returned */
MUST_USE enum rc jkeyword_compile(struct jschema *s, struct jrule *r, struct err *e);

/** jkeyword_draft - by the name in messages */
const char *jkeyword_draft(enum jdraft draft);

#endif
