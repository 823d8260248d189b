/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * out - output that never loses an error
 *
 * Writes are gathered and latch the first failure; out_close reports it.  To a
 * path: a temporary file beside it, then fsync and rename, so that a reader
 * sees the old file or the whole new one.  A path that names a descriptor
 * (/dev/stderr, /dev/fd/3) is written through it, behind what is there.  Where
 * others may write too, whole lines go out.
 */
#ifndef CX_IO_OUT_H
#define CX_IO_OUT_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

struct out;

/**
 * out_open - start writing
 * @path: NULL or "-" for standard output
 *
 * Pipes are widened to 1 MiB where the system allows it.
 * Returns: RC_OK; RC_IO ("PATH: reason"; the temporary file cannot be made; path is a directory);
 *          RC_STOP a signal came while nobody opened the other end of a pipe.
 */
MUST_USE enum rc out_open(struct out **o, const char *path, struct err *e);

/** out_sv - append; errors latch */
void out_sv(struct out *o, struct sv s);

/**
 * out_copy - what is written from now on goes to @to, too
 * @max: bytes; when it is more, @to is emptied and stays empty
 *
 * @to must outlive @o.
 */
void out_copy(struct out *o, struct buf *to, size_t max);

/** out_flush - hand everything to the system now; errors latch */
void out_flush(struct out *o);

/** out_fresh - there must be no such file when out_close gives @o its name: RC_IO if there is */
void out_fresh(struct out *o);

/**
 * out_failed - a write has failed, or a signal came while nobody read: there is no point in
 * going on.  The second is no failure to out_close: stop_signal() tells.
 */
bool out_failed(const struct out *o);

/** out_replaces - @o is a file that gets its name when all of it has been written */
bool out_replaces(const struct out *o);

/** out_tty - standard output is a terminal */
bool out_tty(const struct out *o);

/**
 * out_close - flush, close, rename into place; frees @o
 *
 * Returns: RC_OK; RC_IO with the first failure ("write error: No space left on device",
 *          "PATH: write error: ..."); the old file is then untouched, unless
 *          syncing the directory was all that failed.
 */
MUST_USE enum rc out_close(struct out *o, struct err *e);

/**
 * out_tidy - remove what processes that were killed have left of @path: temporary files that
 * out_open makes beside it
 *
 * For who alone may write @path at the moment: another writer's file would go, too.  What cannot
 * be removed stays.  Reads the folder.
 */
void out_tidy(const char *path);

/** out_abort - close without renaming, remove the temporary file; frees @o; NULL is fine */
void out_abort(struct out *o);

#endif
