/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lock - one run at a time goes on from a file and replaces it
 *
 * Advisory, on the file itself: it ends with the process, however that ends, and leaves
 * nothing behind.  Where the file system knows no locks there is none.
 */
#ifndef CX_IO_LOCK_H
#define CX_IO_LOCK_H

#include "base/rc.h"

/**
 * lock_take - lock the file that @path names now
 * @fd: to be given to lock_drop; -1 when there is no such file
 *
 * Returns: RC_OK; RC_IO when it cannot be opened, or another process has it: it does not
 *          wait.
 */
MUST_USE enum rc lock_take(int *fd, const char *path, struct err *e);

/** lock_drop - give it back; -1 is fine */
void lock_drop(int fd);

#endif
