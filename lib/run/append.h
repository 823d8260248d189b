/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * append - members behind those that a record has, without reading it again
 */
#ifndef CX_RUN_APPEND_H
#define CX_RUN_APPEND_H

#include "base/buf.h"

#include <stdbool.h>

/**
 * append_open - take the closing bracket, and what stands behind it, off the line that @o ends in
 *
 * Members may follow then, and "}\n".
 * Returns: true when the record has members, so that a comma comes first.
 */
bool append_open(struct buf *o);

#endif
