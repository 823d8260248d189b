/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl_columns - the columns that a plan's schemas name, and what they say of each
 */
#ifndef CX_QUALITY_QDDL_COLUMNS_H
#define CX_QUALITY_QDDL_COLUMNS_H

#include "base/arena.h"
#include "base/hmap.h"
#include "quality/qplan.h"
#include "schema/rule.h"

#include <stdbool.h>
#include <stddef.h>

enum { QDDL_SCALE_MAX = 18 };	/* decimals of a number that is exact */

enum qddl_type {
	QDDL_TEXT, QDDL_INTEGER, QDDL_DECIMAL, QDDL_FLOAT, QDDL_BOOLEAN, QDDL_TIMESTAMP, QDDL_DATE,
	QDDL_UUID, QDDL_INET, QDDL_JSON, QDDL_TYPES
};

struct qddl_column {
	struct sv              name;
	enum qddl_type         type;
	int                    scale;
	unsigned               seen;	/* 1 << enum qddl_type, of all schemas that say one */
	const struct rule_any *check;	/* values that common lists; NULL: none */
	bool                   listed, unlisted;	/* some schema lists values, does not */
	bool                   needed, filled;	/* by common: required, not null */
	bool                   now_needed, now_filled;	/* by the event at hand */
	size_t                 event;	/* that event, 1-based */
	size_t                 full;	/* events that always have a value */
	bool                   always;	/* all that pass the plan have one */
};

struct qddl_columns {
	struct hmap  column;	/* by name, in the order in which schemas name them */
	struct arena arena;
	size_t       event;	/* at hand, 1-based; 0: common */
};

struct qddl_member {		/* a field of events, or of elements of an array of theirs */
	const struct sv        *key;	/* its path */
	size_t                  nkey;
	size_t                  each;	/* keys that lead to the array; 0: none */
	const struct rule_keys *from;	/* names of the events; NULL: all */
};

/**
 * qddl_columns_member - what the schemas of the events say of a field
 * @c: named by the caller; the rest is set
 *
 * Returns: true; false, and the type is QDDL_JSON, when they do not say its type.
 */
bool qddl_columns_member(struct qddl_column *c, const struct qplan *p,
    const struct qddl_member *m);

/** qddl_columns_init - the columns of a plan's events; qddl_columns_free in any case */
void qddl_columns_init(struct qddl_columns *t, const struct qplan *p);

/** qddl_columns_free - give everything back */
void qddl_columns_free(struct qddl_columns *t);

#endif
