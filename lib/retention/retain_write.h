/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_write - the tables as records, each in the order of its groups
 */
#ifndef CX_RETENTION_RETAIN_WRITE_H
#define CX_RETENTION_RETAIN_WRITE_H

#include "retention/retain_run.h"

/** retain_write - the table that was asked for; RC_LIMIT for too many periods */
MUST_USE enum rc retain_write(struct retain_run *r, struct err *e);

#endif
