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

/** qddl_columns_init - the columns of a plan's events; qddl_columns_free in any case */
void qddl_columns_init(struct qddl_columns *t, const struct qplan *p);

/** qddl_columns_free - give everything back */
void qddl_columns_free(struct qddl_columns *t);

#endif
