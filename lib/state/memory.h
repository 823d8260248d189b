/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * memory - what a filter remembers from run to run, in a file, in step with the output
 *
 *     open:   lock, load, a new file beside the old one      before any input is read
 *     write:  the new file, all of it                        while the output can still fail
 *     close:  the new one in the place of the old one        when the output is safe
 *
 * So a run that dies anywhere leaves a memory that knows nothing of what was not written.
 * At worst, between the last two steps, the next run judges the same records again; and
 * finds the same.
 */
#ifndef CX_STATE_MEMORY_H
#define CX_STATE_MEMORY_H

#include "io/out.h"
#include "run/job.h"

#include <stdbool.h>

struct memory_ops {
	/* What was saved there; RC_SYNTAX with file and line. */
	enum rc (*load)(void *ctx, const char *path, const struct job *j, struct err *e);
	/* All there is to remember, to @o, which the caller closes.  Write errors latch. */
	enum rc (*save)(const void *ctx, const struct job *j, struct out *o, struct err *e);
};

struct memory {
	const struct memory_ops *ops;
	void                    *ctx;
	struct out              *next;	/* the new file; NULL none */
	bool                     there;	/* there is an old one */
	int                      lock;	/* on it; -1 none */
};

/** memory_init - ops and what they are given; nothing is open */
void memory_init(struct memory *m, const struct memory_ops *ops, void *ctx);

/**
 * memory_open - remember what the last run saved, and make sure that this one can save
 * @m:      init'ed; memory_close whatever is returned
 * @option: that names @path, for messages
 *
 * Returns: RC_OK; RC_USAGE, RC_IO (another run is using it), as ops->load.
 */
MUST_USE enum rc memory_open(struct memory *m, const char *option, const char *path,
    const struct job *j, struct err *e);

/** memory_write - the new memory, if one is open, on disk but under no name; RC_OK, RC_IO */
MUST_USE enum rc memory_write(struct memory *m, const struct job *j, struct err *e);

/**
 * memory_close - close the output of @j, then let the new memory take the old one's place
 * @rc: how the run ended
 *
 * It is dropped when the run has failed, or its output was not written.
 * Returns: @rc; RC_IO when the output could not be closed, or the old memory replaced.
 */
enum rc memory_close(struct memory *m, struct job *j, enum rc rc, struct err *e);

#endif
