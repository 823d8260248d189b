/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qtable - the tables of a plan: which events give rows of them, what is in the columns
 *
 *     tables:
 *       users:                        # of rows with one key the latest is kept
 *         key: user_id
 *         latest: seen_at
 *         columns: {user_id: user_id, seen_at: timestamp, country: country}
 *       orders:
 *         from: purchase
 *         key: order_id
 *         columns:
 *           order_id: transaction_id
 *           user_id: user_id
 *           total: {is: value, type: decimal(2)}
 *         refs: {user_id: users}
 *       order_items:                  # a row for each element of an array
 *         from: purchase
 *         each: items
 *         key: [order_id, line]
 *         columns: {order_id: transaction_id, line: {position: true}, sku: items.item_id}
 *         refs: {order_id: orders}
 *
 * Columns are expressions (expr/expr.h); a field has the type that the schemas of the
 * events say, else `type` says it.  What `refs` names is there whenever the row is: the
 * plan is refused when an event could give the one and not the other.
 *
 * Memory: in the arena of the plan.
 */
#ifndef CX_QUALITY_QTABLE_H
#define CX_QUALITY_QTABLE_H

#include "quality/qddl_columns.h"
#include "quality/qplan_parse.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	QTABLE_MAX = 40,		/* of a plan: each has a file open while events are read */
	QTABLE_COLUMNS_MAX = 1600,
	QTABLE_NAME_MAX = 60
};

#define QTABLE_LOADED "cx_manifest"	/* the table that says what was loaded */

struct qtable_column {
	struct qddl_column   c;		/* name, type, whether it is always there */
	const struct node   *node;
	const struct expr   *x;		/* NULL: the number of the element, from 1 */
	struct sv            head;	/* of the member: "name": */
	struct sv            path;	/* what x is, for messages: JSON pointer or text */
	struct sv            where;	/* FILE#/tables/T/columns/C */
	const struct qtable *refers;	/* its key is the value; NULL: none */
	bool                 key;	/* part of the key */
	bool                 latest;	/* of rows with one key the one with the greatest is kept */
};

struct qtable_member {		/* a field that is read in an element */
	size_t           slot;
	const struct sv *below;		/* path from the element */
	size_t           nbelow;
};

struct qtable {
	struct sv             name;	/* letters, digits and _ */
	const struct node    *node;
	bool                  all;	/* every event may give rows */
	struct rule_keys      from;	/* else these */
	const struct expr    *where;	/* NULL: always */
	bool                  list;	/* a row for each element of the array in slot each */
	size_t                each;
	struct qtable_member *member;
	size_t                nmember;
	struct qtable_column *column;
	size_t                ncolumn;
	size_t               *key;	/* columns */
	size_t                nkey;
	size_t                latest;	/* column; SIZE_MAX none: the first of a key stays */
	bool                  distinct;	/* equal rows of a run are written once; with latest
					 * one row of a key, the latest */
};

/** qtable_parse - all tables of the plan; schemas are compiled; @map NULL: none */
MUST_USE enum rc qtable_parse(struct qplan_parse *l, const struct node *map);

/** qtable_find - by name; NULL when there is none */
const struct qtable *qtable_find(const struct qplan *p, struct sv name);

#endif
