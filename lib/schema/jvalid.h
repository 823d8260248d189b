/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jvalid - values checked against compiled schemas, every fault reported
 *
 * A value is first judged without a word, which ends at the first fault; only
 * when there is one it is judged again, and all of them are told.
 *
 * Memory: what a thread needs is in its jvalid; no allocation per value in the
 * steady state.  One per thread; the schemas are shared.
 */
#ifndef CX_QUALITY_JVALID_H
#define CX_QUALITY_JVALID_H

#include "base/sv.h"
#include "base/val.h"
#include "json/jread.h"
#include "schema/jschema.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	JVALID_FAULTS_MAX = 100,	/* told of one value */
	JVALID_DEPTH_MAX = 4096,	/* rules and values entered at a time */
	JVALID_STEPS_MAX = 20000000	/* rules applied for one value: then it is refused */
};

enum jvalid_code {
	JVALID_REQUIRED_MISSING,
	JVALID_TYPE_MISMATCH,
	JVALID_ADDITIONAL_PROPERTY,
	JVALID_ENUM,			/* enum, const */
	JVALID_RANGE,			/* limits, multipleOf */
	JVALID_LENGTH,			/* of strings */
	JVALID_PATTERN,
	JVALID_FORMAT,
	JVALID_SIZE,			/* of arrays and objects; contains; too large to check */
	JVALID_DUPLICATE,		/* uniqueItems */
	JVALID_ALTERNATIVE,		/* anyOf, oneOf, not */
	JVALID_FORBIDDEN,		/* the schema false */
	JVALID_CODES
};

struct jvalid_fault {
	enum jvalid_code code;
	const char      *keyword;
	struct sv        path;		/* JSON pointer; of what is missing, too */
	struct sv        shape;		/* the same with * for indices of arrays */
	struct sv        schema_path;	/* FILE#/pointer of the keyword */
	struct sv        message;	/* for a person */
	const struct val *value;	/* NULL: what is missing */
};

/** jvalid_fn - one fault; everything in it is borrowed until the call returns */
typedef void jvalid_fn(void *ctx, const struct jvalid_fault *f);

struct jvalid;

/** jvalid_new - ready for all schemas added to @s so far; it must not grow afterwards */
struct jvalid *jvalid_new(const struct jschema *s);

/**
 * jvalid_record - the record to check from now on
 * @line: its text
 */
void jvalid_record(struct jvalid *v, struct sv line, const struct jread_member *m, size_t n);

/** jvalid_value - the value to check from now on; its text has been validated */
void jvalid_value(struct jvalid *v, const struct val *value);

/**
 * jvalid_check - the value fits the schema
 * @fn: called for each fault, JVALID_FAULTS_MAX at most; NULL: none is told
 *
 * Cost: one pass when it does.
 */
bool jvalid_check(struct jvalid *v, const struct jrule *rule, jvalid_fn *fn, void *ctx);

/** jvalid_code_name - as in reports */
const char *jvalid_code_name(enum jvalid_code code);

/** jvalid_free - NULL is fine */
void jvalid_free(struct jvalid *v);

#endif
