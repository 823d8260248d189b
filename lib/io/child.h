/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * child - another filter, run for what it writes
 *
 * No shell: arguments are passed as they are.  Standard input is /dev/null, messages go where
 * ours go.
 */
#ifndef CX_IO_CHILD_H
#define CX_IO_CHILD_H

#include "base/buf.h"
#include "base/rc.h"

/**
 * child_run - run a program, and take what it writes to standard output
 * @argv:   its name, looked for in PATH unless it has a slash; then arguments, then NULL
 * @out:    gets the bytes; what passes its ceiling is an error
 * @status: what it ended with; 128 and the signal that ended it
 *
 * Returns: RC_OK, whatever the status; RC_IO it cannot be run or read; RC_LIMIT it wrote too
 *          much; RC_STOP a signal came meanwhile, of which it was told.  It has ended.
 */
MUST_USE enum rc child_run(char *const *argv, struct buf *out, int *status, struct err *e);

#endif
