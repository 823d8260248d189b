/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ddl - a table that the events of a tracking plan can be loaded into
 *
 * One wide table for all events: a column for each member of the top level that some
 * schema names, in the order in which they are named, `common` first.  What lies deeper
 * stays JSON.  A column is NOT NULL when `common` requires it, and has a CHECK when
 * `common` lists its values; what only some events have is NULL in the others.  Events
 * that disagree about a type get one that holds both, and a comment.
 *
 * Schemas are read as written, not as compiled: properties and required, through
 * local and other $ref, allOf, anyOf, oneOf, if, then, else and dependentSchemas.
 *
 * Pure but for fetch.  Memory: a column each, in an arena until it returns.
 */
#ifndef CX_QUALITY_DDL_H
#define CX_QUALITY_DDL_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "quality/jschema.h"
#include "spec/doc.h"

#include <stddef.h>

enum ddl_dialect { DDL_POSTGRES, DDL_CLICKHOUSE, DDL_DUCKDB, DDL_BIGQUERY, DDL_DIALECTS };

#define DDL_DIALECT_NAMES "postgres|clickhouse|duckdb|bigquery"	/* for OPT_CHOICE */

enum { DDL_COLUMNS_MAX = 10000 };

struct ddl_schema {
	struct sv          event;	/* its name; empty: common */
	const struct doc  *doc;		/* where the schema stands, for messages and "#/..." */
	const struct node *root;	/* of its document: what "#" means */
	const struct node *node;	/* the schema; NULL: none */
};

struct ddl_query {
	enum ddl_dialect         dialect;
	struct sv                table;		/* its name; empty: events */
	struct sv                key;		/* the plan's field with the event's name; may be empty */
	struct sv                time;		/* the plan's time field; may be empty */
	struct ddl_schema        common;
	const struct ddl_schema *event;
	size_t                   nevent;
	jschema_fetch_fn        *fetch;		/* for $ref to other documents; NULL: refused */
	void                    *ctx;
};

/** ddl_dialect_find - by name; DDL_DIALECTS: none of these */
enum ddl_dialect ddl_dialect_find(const char *name);

/**
 * ddl_write - append CREATE TABLE
 *
 * Returns: RC_OK; RC_SYNTAX "FILE:LINE:COL: ..." a $ref that leads nowhere, no member at
 *          all, a name that the database cannot have as a column's, two that it cannot tell
 *          apart; RC_LIMIT more than DDL_COLUMNS_MAX; what fetch returned.
 */
MUST_USE enum rc ddl_write(const struct ddl_query *q, struct buf *o, struct err *e);

#endif
