/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl_table - the tables of a plan in the words of a database, keys and foreign keys
 *
 * A table stands behind those that its foreign keys name.  The last one, QTABLE_LOADED, has a
 * row for each segment that was loaded (quality/qddl_load.h).
 */
#ifndef CX_QUALITY_QDDL_TABLE_H
#define CX_QUALITY_QDDL_TABLE_H

#include "base/buf.h"
#include "base/rc.h"
#include "quality/qddl_dialect.h"
#include "quality/qtable.h"

/**
 * qddl_table_write - CREATE TABLE of the plan's tables
 * @only: the one that is wanted; empty: all, and QTABLE_LOADED
 *
 * Returns: RC_OK; RC_USAGE there is no such table; as qddl_write.
 */
MUST_USE enum rc qddl_table_write(const struct qplan *p, const struct qddl_dialect *d,
    struct sv only, struct buf *o, struct err *e);

#endif
