/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lock - one run at a time goes on from a file and replaces it
 *
 * Advisory, on the file itself, or on one beside it that says who holds it: it ends with
 * the process, however that ends.  A lock file that is left behind by a process that was
 * killed holds nobody up.  Where the file system knows no locks there is none.
 */
#ifndef CX_IO_LOCK_H
#define CX_IO_LOCK_H

#include "base/rc.h"

#include <stdbool.h>

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

/**
 * lock_hold - hold what @path is the lock file of; it is made, and says our pid
 * @fd:   to be given to lock_release; -1 when it is not held
 * @what: that is locked, for messages
 * @wait: until who holds it has done, or a signal comes
 *
 * Returns: RC_OK; RC_IO it cannot be made, or the process with this pid has it; RC_STOP.
 */
MUST_USE enum rc lock_hold(int *fd, const char *path, const char *what, bool wait,
    struct err *e);

/** lock_release - give it back, and take the file away; -1 is fine */
void lock_release(int fd, const char *path);

#endif
