/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl - a table for the events of a plan
 *
 * A column for each property of common and of all events; a type that they do not
 * agree on, lists and objects become the database's JSON (ClickHouse: String).  NOT NULL where
 * every event that passes the plan must have it.
 */
#ifndef CX_QUALITY_QDDL_H
#define CX_QUALITY_QDDL_H

#include "base/buf.h"
#include "base/rc.h"
#include "quality/qplan.h"

enum qddl_dialect { QDDL_POSTGRES, QDDL_CLICKHOUSE, QDDL_DUCKDB, QDDL_BIGQUERY, QDDL_DIALECTS };

/** QDDL_NAMES - of the dialects, for option tables */
#define QDDL_NAMES "postgres|clickhouse|duckdb|bigquery"

/** qddl_dialect_of - by name, which must be one of them */
enum qddl_dialect qddl_dialect_of(const char *name);

/**
 * qddl_write - CREATE TABLE
 * @table: its name; empty: the plan's stream, else "events"
 *
 * Returns: RC_OK; RC_SYNTAX no properties, or a name that cannot be a column there.
 */
MUST_USE enum rc qddl_write(const struct qplan *p, enum qddl_dialect d, struct sv table,
    struct buf *o, struct err *e);

#endif
