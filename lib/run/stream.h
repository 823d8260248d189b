/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stream - the loop under map and fold: blocks in, records out
 *
 * Reads the job's input, decodes, sets bad records aside, applies --where,
 * --from and --to, and hands on what is left.  Streaming; memory is one block.
 */
#ifndef CX_RUN_STREAM_H
#define CX_RUN_STREAM_H

#include "metric/fold_type.h"
#include "run/job.h"

struct stream {
	void *ctx;
	/*
	 * One record; it dies when this returns.  RC_OK; RC_BAD sets the record aside
	 * with e->msg; RC_END ends the run as if the input had ended; else an error.
	 * in->at_us is the record's time when in->timed.
	 */
	enum rc (*record)(void *ctx, const struct record *r, struct expr_eval *ev,
	    const struct fold_in *in, struct err *e);
	/* A block is done: hand on what was written.  RC_OK or RC_END. */
	enum rc (*block)(void *ctx, struct err *e);
};

/**
 * stream_run - feed the whole input; the job is open
 *
 * An input that breaks off (a truncated gzip member) gives what it held; the run
 * goes on with the next file and ends in RC_IO.
 * Returns: RC_OK; RC_IO; RC_LIMIT under --strict; what record returned.
 */
MUST_USE enum rc stream_run(struct job *j, const struct stream *f, struct err *e);

#endif
