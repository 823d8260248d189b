/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid - values checked against compiled schemas, every fault reported
 *
 * A value is first judged without telling anything, which ends at the first fault.  Only
 * when there is one the value is judged again, and every fault is told.  Of a name given twice
 * the last member counts.
 *
 * Memory: what a thread needs is in its valid; no allocation per value in the
 * steady state.  One per thread; the schemas are shared.
 */
#ifndef CX_SCHEMA_VALID_H
#define CX_SCHEMA_VALID_H

#include "base/sv.h"
#include "base/val.h"
#include "json/jread.h"
#include "schema/schema.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	VALID_FAULTS_MAX = 100,	/* told of one value */
	VALID_DEPTH_MAX = 4096,	/* rules and values entered at a time */
	VALID_STEPS_MAX = 20000000	/* rules applied for one value: then it is refused */
};

enum valid_code {
	VALID_REQUIRED_MISSING,
	VALID_TYPE_MISMATCH,
	VALID_ADDITIONAL_PROPERTY,
	VALID_ENUM,			/* enum, const */
	VALID_RANGE,			/* limits, multipleOf */
	VALID_LENGTH,			/* of strings */
	VALID_PATTERN,
	VALID_FORMAT,
	VALID_SIZE,			/* of arrays and objects; contains; too large to check */
	VALID_DUPLICATE,		/* uniqueItems */
	VALID_ALTERNATIVE,		/* anyOf, oneOf, not */
	VALID_FORBIDDEN,		/* the schema false */
	VALID_CODES
};

struct valid_fault {
	enum valid_code code;
	const char      *keyword;
	struct sv        path;		/* JSON pointer; of what is missing, too */
	struct sv        shape;		/* the same with * for indices of arrays */
	struct sv        schema_path;	/* FILE#/pointer of the keyword */
	struct sv        message;	/* for a person */
	const struct val *value;	/* NULL: what is missing */
};

/** valid_fn - one fault; everything in it is borrowed until the call returns */
typedef void valid_fn(void *ctx, const struct valid_fault *f);

struct valid;

/** valid_new - ready for all schemas added to @s so far; it must not grow afterwards */
struct valid *valid_new(const struct schema *s);

/**
 * valid_record - the record to check from now on
 * @line: its text
 */
void valid_record(struct valid *v, struct sv line, const struct jread_member *m, size_t n);

/** valid_value - the value to check from now on; its text has been validated */
void valid_value(struct valid *v, const struct val *value);

/**
 * valid_check - the value fits the schema
 * @fn: called for each fault, VALID_FAULTS_MAX at most; NULL: none is told
 *
 * Cost: one pass when it does.
 */
bool valid_check(struct valid *v, const struct rule *rule, valid_fn *fn, void *ctx);

/** valid_code_name - as in reports */
const char *valid_code_name(enum valid_code code);

/** valid_free - NULL is fine */
void valid_free(struct valid *v);

#endif
