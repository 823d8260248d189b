/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl_load - how a database loads what a manifest names, by the client that it comes with
 *
 * A script for psql, for duckdb, for clickhouse-client or chdb.  Rows of a key that is there
 * already replace it when the table has latest and theirs is no earlier, else they go by the
 * first; so what is loaded twice, or in another order, is what is loaded once.  Where the
 * database has transactions a script is one, and it fails when a file has not as many rows
 * as the manifest says.
 */
#ifndef CX_QUALITY_QDDL_LOAD_H
#define CX_QUALITY_QDDL_LOAD_H

#include "base/buf.h"
#include "base/rc.h"
#include "quality/qddl_dialect.h"
#include "quality/qtable.h"

extern const struct qddl_loader qddl_load_postgres, qddl_load_clickhouse, qddl_load_duckdb;

/** qddl_load_put_key - ("a", "b"): the columns of a table's key */
enum rc qddl_load_put_key(const struct qddl_dialect *d, const struct qtable *t, struct buf *o,
    struct err *e);

/**
 * qddl_load_write - the script for one manifest
 * @manifest: its path; the segments are beside it
 *
 * Returns: RC_OK; RC_USAGE the database has no such statements, a path that cannot be in
 *          one; RC_SYNTAX no manifest, or of another plan's tables; RC_IO.
 */
MUST_USE enum rc qddl_load_write(const struct qplan *p, const struct qddl_dialect *d,
    const char *manifest, struct buf *o, struct err *e);

#endif
