/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl - a table for the events of a plan
 *
 * One table for all events, a column for each member that common or an event's schema
 * names, in the order in which they name it; what lies deeper stays JSON (ClickHouse:
 * String).  Schemas are read as they are compiled, $ref, allOf, anyOf, oneOf, then and
 * else included.
 * - A type that schemas do not agree on is widened (integer, decimal, float; date and
 *   other formats to text; all else to JSON), with a comment that names them.
 * - NOT NULL is what every event that passes the plan must have, and not null.
 * - Values that common lists are a CHECK (BigQuery: the description); ClickHouse has
 *   LowCardinality where all schemas list them.
 *
 * Memory: a column each, until it returns.
 */
#ifndef CX_QUALITY_QDDL_H
#define CX_QUALITY_QDDL_H

#include "base/buf.h"
#include "base/rc.h"
#include "quality/qddl_dialect.h"
#include "quality/qplan.h"

/**
 * qddl_write - CREATE TABLE
 * @table: its name; empty: the plan's stream, else "events"
 *
 * Returns: RC_OK; RC_SYNTAX no properties, a name that cannot be a column there, two that
 *          the database cannot tell apart; RC_LIMIT more columns than it can have.
 */
MUST_USE enum rc qddl_write(const struct qplan *p, const struct qddl_dialect *d, struct sv table,
    struct buf *o, struct err *e);

/**
 * qddl_put_columns - what stands in the brackets of CREATE TABLE: @n columns, each on a line
 *
 * Returns: RC_OK; RC_SYNTAX, RC_LIMIT as above.
 */
MUST_USE enum rc qddl_put_columns(const struct qddl_dialect *d, const struct qddl_column *const *c,
    size_t n, struct buf *o, struct err *e);

#endif
