/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stream - the loop under every shape: blocks in, records through, results in order
 *
 *     read lock          each on its own              in input order
 *     in_next ──► block ──► decode, --where, record ──► commit: lines, rejects, output
 *
 * Threads take turns at reading a block, and work on it alone; of plain regular files each
 * reads its own, of compressed ones they decompress what is next, each a member or one its
 * only stream (io/unpack.h).  Of several compressed files each takes
 * one, when records write nothing (run/filewise.h).  What a block gave is committed
 * in input order, so that nothing that is written depends on the number of threads.
 * Memory: a few blocks and their output per thread.
 */
#ifndef CX_RUN_STREAM_H
#define CX_RUN_STREAM_H

#include "base/arena.h"
#include "base/buf.h"
#include "metric/agg_type.h"
#include "run/job.h"

#include <stdbool.h>

struct stream_out {		/* what a block gives, on its way to commit */
	struct buf     o;		/* output lines */
	struct buf     note;		/* what else the shape's commit is to know */

	/* By stream_reject and the stream itself: */
	struct reject *reject;		/* the first ones, or all with --rejects; text in arena */
	size_t         nreject;
	size_t         capreject;
	uint64_t       rejected;	/* records that cannot be used */
	bool           refused;		/* the record at hand has reasons from stream_reject */
	bool           keep;		/* all rejects are wanted */
	struct arena   arena;
};

struct stream_at {		/* where a block lies: its line_no n is line n + line_base */
	const char *source;	/* name of the file, as messages and rejects have it */
	uint32_t    file;	/* index of the operand */
	uint64_t    line_base;	/* lines of the file before the block */
};

struct stream {
	void *ctx;
	/* State of thread @i (0 first); NULL: all use ctx, which then must be constant. */
	void   *(*part)(void *ctx, unsigned i);
	/*
	 * One record; it dies when this returns.  Output goes to out->o.  RC_OK: after
	 * stream_reject the record is set aside, see there; RC_BAD: it cannot be used, with the
	 * reasons that stream_reject was given for it, else with e->msg, and e->code as its
	 * code when it is not NULL (nothing may have been appended to out->o); else an error,
	 * to which the file and the line are added when e->line is set to r->line_no.
	 * RC_END: no later record is wanted, and commit is about to end the run.  in->at_us is
	 * the record's time when in->timed.
	 */
	enum rc (*record)(void *part, const struct record *r, struct expr_eval *ev,
	    const struct agg_in *in, struct stream_out *out, struct err *e);
	/*
	 * The same for many records at once, where a shape gains by it; NULL: one by one.  *done
	 * says how many were taken: all, or those up to the one that ended it, which is judged
	 * like a single one.  What is evaluated lives until the next call.
	 */
	enum rc (*rows)(void *part, const struct rows *rows, struct expr_eval *ev,
	    struct stream_out *out, size_t *done, struct err *e);
	/*
	 * What a block gave, in input order, one call at a time; NULL when records write
	 * nothing.  RC_OK; RC_END ends the run as if the input had ended; an error, with
	 * e->line as above, counted from the start of the block.
	 */
	enum rc (*commit)(void *ctx, const struct stream_at *at, struct stream_out *out,
	    struct err *e);
	/* Called before a read that would block, as in_cfg.idle; NULL for none. */
	int     (*idle)(void *ctx);
	bool      serial;	/* one thread whatever -j says; records know their file_line */
};

/**
 * stream_reject - one reason why @r is refused; by record, any number of times
 * @code: short and stable, of static storage
 * @more: JSON object whose members the reject record gets after "message"; empty: none
 *
 * The record counts once, and its first reason alone is said on stderr; all go to
 * --rejects.  After it record returns RC_OK for one that it has judged and sets aside, which
 * counts as read, or RC_BAD for one that cannot be used, which counts for --max-bad.
 */
void stream_reject(struct stream_out *out, const struct record *r, const char *code,
    struct sv more, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/**
 * stream_reject_keep - count a record that cannot be used, and keep the reason for the commit
 *
 * Where stream_reject was given reasons for it, those are kept and not @rej.
 */
void stream_reject_keep(struct stream_out *out, const struct reject *rej);

/**
 * stream_run - open the job and run its whole input through @s
 *
 * An input that breaks off (a truncated gzip member) gives what it held; the run
 * goes on with the next file and ends in RC_IO.
 * Returns: RC_OK; RC_IO; RC_LIMIT under --strict; what record and commit returned, of
 *          the first block in input order that failed.
 */
MUST_USE enum rc stream_run(struct job *j, const struct stream *s, struct err *e);

#endif
