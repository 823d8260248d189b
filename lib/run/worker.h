/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * worker - what one thread does with one block
 *
 * A worker has its own decoder and scratch; what a block gave goes into a result,
 * which outlives the block.
 */
#ifndef CX_RUN_WORKER_H
#define CX_RUN_WORKER_H

#include "base/arena.h"
#include "base/buf.h"
#include "run/identity.h"
#include "run/job.h"
#include "run/stream.h"
#include "time/tstamp.h"

struct worker_result {
	struct stream_out out;		/* of the records */
	uint64_t          records;	/* accepted */
	uint64_t          aside;	/* of records: see stream_reject */
	struct identity_source read;	/* what the block holds, where that is to be told */
	struct offsets    offsets;	/* ... and of which place in a log; in out.arena */
	bool              sound_times;	/* these three: see struct job_counts */
	uint64_t          odd_times;
	int64_t           odd_us;
	uint64_t          lines;
	uint32_t          file;
	bool              first;	/* the block began its file */
	bool              last;		/* the block ended its file: */
	struct source_open open;	/* what it leaves for another run, */
	struct buf        note;		/* ... and what that is to read first */
	struct source_tail tail;	/* with SOURCE_PIECES: what it leaves to the next one */
	bool              no_input;	/* there was no block: reading failed, e says why */
	bool              hole;		/* and others have read on behind it */
	enum rc           rc;		/* what ended the work early; RC_OK */
	struct err        e;
};

struct worker {
	struct job          *j;
	const struct stream *s;
	void                *part;	/* of the shape */
	struct decoder      *d;
	struct expr_eval    *ev;
	struct tstamp_minute minute;
	struct block         block;
	struct batch         batch;	/* of it, at hand */
	struct linesum_key   key;
	struct identity_text text;	/* of the block, whose lines are to be told */
	const struct record *each[BATCH_ROWS];	/* its records, of which */
	size_t               npointed;		/* ... so many pointers are set, */
	const struct record *pointed;		/* ... from this one on */
	const struct record *rec[BATCH_ROWS];	/* those that were chosen, when not all are */
	int64_t              at_us[BATCH_ROWS];
	bool                 timed[BATCH_ROWS];
	uint64_t             weight[BATCH_ROWS];	/* events that each stands for */
	uint64_t             serial;	/* records decoded */
	uint64_t             line_base;	/* of the block, in its file; of serial runs */
	void               (*pass)(void *ctx);	/* with SOURCE_CHAIN: the next block may begin */
	void                *pass_ctx;
};

/** worker_init - the job is open */
void worker_init(struct worker *w, struct job *j, const struct stream *s, void *part);

/**
 * worker_block - run w->block through the stream; @r is cleared first
 * @tail: what the block before has left, taken; NULL when this one stands alone; with
 *        SOURCE_CHAIN it is left there for the next block, and w->pass called
 */
void worker_block(struct worker *w, struct source_tail *tail, struct worker_result *r);

/** worker_result_init - empty */
void worker_result_init(struct worker_result *r);

/** worker_result_clear - empty again, memory kept */
void worker_result_clear(struct worker_result *r);

/** worker_result_free - give the memory back */
void worker_result_free(struct worker_result *r);

/** worker_free - release decoder, scratch and block */
void worker_free(struct worker *w);

#endif
