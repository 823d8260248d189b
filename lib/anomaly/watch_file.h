/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * watch_file - the memory in a file, in step with the output
 *
 *     open:   lock, load, a new file beside the old one      before any input is read
 *     write:  the new file, all of it                        while the output can still fail
 *     close:  the new one in the place of the old one        when the output is safe
 *
 * So a run that dies anywhere leaves a memory that knows nothing of what was not written.
 * At worst, between the last two steps, the next run judges the same points again; and
 * finds the same.
 */
#ifndef CX_ANOMALY_WATCH_FILE_H
#define CX_ANOMALY_WATCH_FILE_H

#include "anomaly/watch_state.h"

struct watch_file {
	const char *path;
	struct out *next;	/* the new file; NULL none */
	bool        there;	/* there is an old one */
	int         lock;	/* on it; -1 none */
};

/**
 * watch_file_open - remember what the last run saved, and make sure that this one can save
 * @f: any bytes; watch_file_close whatever is returned
 *
 * Returns: RC_OK; RC_USAGE, RC_IO (another run is using it), RC_SYNTAX as watch_state_load.
 */
MUST_USE enum rc watch_file_open(struct watch_file *f, struct watch *w, const char *path,
    const struct job *j, struct err *e);

/** watch_file_write - the new memory, on disk but under no name; RC_OK, RC_IO */
MUST_USE enum rc watch_file_write(struct watch_file *f, const struct watch *w,
    const struct job *j, struct err *e);

/**
 * watch_file_close - let the new memory take the old one's place, or drop it
 * @rc:    how the run ended
 * @renew: its output is written
 *
 * Returns: @rc; RC_IO when the old one could not be replaced.
 */
enum rc watch_file_close(struct watch_file *f, enum rc rc, bool renew, struct err *e);

#endif
