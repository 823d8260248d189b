/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qplan - a tracking plan: which events there are, their schemas, checks over the stream
 *
 *     stream: web
 *     key: event                  # the field that names the event (event_name)
 *     time: ts
 *     class: internal             # of fields without x-class, see quality/qclass.h
 *     unplanned: reject           # allow, warn, reject: events without a schema
 *     target: 0.999               # share of events that fit their schema
 *     common: {type: object, required: [event_id, ts]}
 *     schemas:
 *       Order Completed: {$ref: order.json}
 *     checks:
 *       - {not_null: user_id, target: 0.999}
 *       - {rule: amount >= 0, where: event == "Order Completed"}
 *
 *     tables:                     # see quality/qtable.h
 *       orders: {from: Order Completed, key: id, columns: {id: order_id, at: ts}}
 *
 * Schemas: schema/schema.h; $ref leads to files beside the plan, too.  Fields,
 * rules and `where` are expressions (expr/expr.h).  Kinds of checks: quality/qkind.h.
 *
 * Memory: in the caller's arena, qplan_free apart.
 */
#ifndef CX_QUALITY_QPLAN_H
#define CX_QUALITY_QPLAN_H

#include "base/arena.h"
#include "base/rc.h"
#include "expr/expr.h"
#include "schema/rule.h"
#include "schema/schema.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	QPLAN_EVENTS_MAX = 10000,
	QPLAN_CHECKS_MAX = 1000,
	QPLAN_VALUES_MAX = 50000000,	/* lines of a file of values */
	QPLAN_KEPT = 50000000,		/* values to remember, unless the plan says otherwise */
	QPLAN_KEPT_MAX = 2000000000
};

enum qplan_unplanned { QPLAN_ALLOW, QPLAN_WARN, QPLAN_REJECT };

struct qclass;
struct qkind;
struct qtable;

enum qplan_severity { QPLAN_ERROR, QPLAN_WARNING, QPLAN_INFO };

struct qplan_check {
	const struct qkind  *kind;
	enum qplan_severity  severity;
	struct sv            name;
	struct sv            field;	/* text of x */
	struct sv            path;	/* the same as a JSON pointer where it is just a field */
	struct sv            where_text;	/* FILE#/checks/N */
	const struct node   *node;
	double               e0;	/* share that may be bad */
	const struct expr   *where;	/* NULL: all */
	const struct expr   *x;
	const void          *own;	/* settings of the kind; NULL: none */
};

struct qplan {
	const struct doc         *doc;
	struct sv                 stream;	/* empty: unnamed */
	struct sv                 time;		/* field; empty: none */
	const struct expr        *key;		/* NULL: events have no names */
	struct sv                 key_path;	/* as a JSON pointer, where it is a field */
	enum qplan_unplanned      unplanned;
	double                    e0;		/* of the schemas */
	struct schema           *schemas;
	const struct rule       *common;	/* NULL: none */
	struct rule_keys         event;
	const struct rule      **rule;		/* by event */
	struct qplan_check       *check;
	size_t                    ncheck;
	bool                      serial;	/* a check is QKIND_SERIAL */
	bool                      members;	/* a check is QKIND_MEMBERS */
	const struct qclass      *classes;	/* of fields, see quality/qclass.h; NULL: none */
	struct qtable            *table;	/* see quality/qtable.h */
	size_t                    ntable;
};

struct job;

struct qplan_cfg {
	struct schema_cfg     schema;	/* lax, annotate */
	const struct expr_env *env;
	bool                   gate;	/* targets of 1 are refused: no sample can show them */
	const struct job      *job;	/* which writes none of the files of a $ref; may be NULL */
};

/**
 * qplan_load - read and compile a plan
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COL: ...".  qplan_free in any case.
 */
MUST_USE enum rc qplan_load(struct qplan *p, const char *path, const struct qplan_cfg *cfg,
    struct err *e);

/** qplan_free - machine code of patterns; before the arena goes */
void qplan_free(struct qplan *p);

/** qplan_severity_name - as in plans */
const char *qplan_severity_name(enum qplan_severity s);

#endif
