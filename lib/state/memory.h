/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * memory - what a filter keeps from run to run, in a file, in step with the output
 *
 *     open:   lock, load, a new file beside the old one      before any input is read
 *     write:  the new file, all of it                        while the output can still fail
 *     close:  the new one in the place of the old one        when the output is safe
 *
 * So a run that dies anywhere leaves a memory that knows nothing of what was not written.
 * At worst, between the last two steps, the next run judges the same records again; and
 * finds the same.
 *
 * With --resume the file begins with the place up to which the input was read, a line of
 * its own (state/resume.h); what the filter remembers, saved states, follows.  Output of
 * records goes into a file a run, which is named by the run's number: the run that reads
 * the same again gives it the same name.
 */
#ifndef CX_STATE_MEMORY_H
#define CX_STATE_MEMORY_H

#include "io/out.h"
#include "io/trail.h"
#include "run/job.h"
#include "run/map.h"
#include "state/resume.h"

#include <stdbool.h>

struct memory_ops {
	/* What was saved there; RC_SYNTAX with file and line. */
	enum rc (*load)(void *ctx, const char *path, const struct job *j, struct err *e);
	/* All there is to remember, to @o, which the caller closes.  Write errors latch. */
	enum rc (*save)(const void *ctx, const struct job *j, struct out *o, struct err *e);
};

enum memory_output {
	MEMORY_RESULTS,		/* of all that was ever read: -o FILE, or standard output */
	MEMORY_RECORDS,		/* as they come: -o FOLDER/, or --at-least-once */
	MEMORY_FILES		/* none but files of its own that memory_run names */
};

struct memory {
	const struct memory_ops *ops;	/* NULL: nothing is remembered but the place */
	void                    *ctx;
	struct out              *next;	/* the new file; NULL none */
	bool                     there;	/* there is an old one */
	bool                     idle;	/* with --resume: the input has got nothing */
	bool                     renew;	/* ... it has, or there is something else to keep */
	int                      lock;	/* on it; -1 none */
	const char              *locked;	/* lock file; NULL: the file itself is locked */
	struct trail            *trail;	/* of --resume; NULL none */
	struct resume            place;	/* what its line says beside the trail */
};

/** memory_init - ops, NULL for none, and what they are given; nothing is open */
void memory_init(struct memory *m, const struct memory_ops *ops, void *ctx);

/**
 * memory_open - remember what the last run saved, and make sure that this one can save
 * @m:      init'ed, with ops; memory_close whatever is returned
 * @option: that names @path, for messages
 *
 * Returns: RC_OK; RC_USAGE, RC_IO (another run is using it), as ops->load.
 */
MUST_USE enum rc memory_open(struct memory *m, const char *option, const char *path,
    const struct job *j, struct err *e);

/**
 * memory_resume - with --resume: the same of PLACE, and find what the input has got since
 * @m:      init'ed; memory_close whatever is returned
 * @output: what kind of output it is
 *
 * Call it before anything is opened: job_open then opens what is to be read, and output and
 * rejects under this run's name.  Without --resume it does nothing.
 * Returns: RC_OK; RC_USAGE for what cannot be gone on from; RC_IO, also when another run uses
 *          PLACE; RC_STOP under --wait; RC_SYNTAX with file and line, as ops->load.
 */
MUST_USE enum rc memory_resume(struct memory *m, struct job *j, enum memory_output output,
    struct err *e);

/** memory_run - number of this run among those that read something; 1 without --resume */
uint64_t memory_run(const struct memory *m);

/** memory_idle - the input has got nothing since the last run: records need no output */
bool memory_idle(const struct memory *m);

/**
 * memory_write - the new memory, if one is open, on disk but under no name
 *
 * Call it while the input is open.
 * Returns: RC_OK; RC_IO, also when a file was cut short while it was read: what is read then
 *          may not be all.
 */
MUST_USE enum rc memory_write(struct memory *m, const struct job *j, struct err *e);

/**
 * memory_close - close the output of @j, then let the new memory take the old one's place
 * @rc: how the run ended
 *
 * It is dropped when the run has failed, or its output was not written; a place also when a
 * signal ended the run, and then the output too where it is a file.
 * Returns: @rc; RC_IO when the output could not be closed, or the old memory replaced.
 */
enum rc memory_close(struct memory *m, struct job *j, enum rc rc, struct err *e);

/**
 * memory_map - map_run of a filter that remembers nothing, with --resume from its place on
 *
 * Closes the job.
 * Returns: as map_run, memory_resume and memory_close.
 */
MUST_USE enum rc memory_map(struct job *j, const struct map_plan *p, struct err *e);

#endif
