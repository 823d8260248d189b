/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_writer - keys, one by one and in order, become results or saved states
 *
 * Memory: the facts of one key, unpacked, and what was made of them, for each thread.
 */
#ifndef CX_SCAN_SCAN_WRITER_H
#define CX_SCAN_SCAN_WRITER_H

#include "run/team.h"
#include "scan/scan.h"
#include "scan/scan_walk.h"

struct scan_writer {
	struct job              *j;
	const struct scan_plan  *p;
	const struct scan_dict **dict;		/* of each part that facts come from */
	struct state_writer     *states;	/* where keys are saved; NULL: results */
	struct team_slice       *slice;		/* of a team, else NULL */
	size_t                   gather;	/* bytes of output before they are handed on */
	struct scan_sink        *sink;		/* with p->into, else NULL */
	void                    *sum;		/* with p->sum, else NULL */
	enum rc                  rc;		/* of the sink */
	struct err               e;
	int64_t                  latest_us;	/* see struct scan_seq */
	struct scan_facts        facts;
	struct fact_clock        clock;
	struct val              *key;
	struct buf               text;		/* of the key */
	struct buf               fact[2];	/* saved by turns, this one and the next */
	struct arena             tmp;
};

/**
 * scan_writer_begin - of one thread; the job is open
 * @dict:   of each part, alive until the end
 * @states: where keys are saved; NULL: they become results
 */
void scan_writer_begin(struct scan_writer *w, struct job *j, const struct scan_plan *p,
    const struct scan_dict **dict, struct state_writer *states);

/**
 * scan_writer_key - one key, whose facts w->facts holds in any order
 * @key: its bytes
 * @o:   what the results are appended to
 *
 * The facts are gone then.  Returns: RC_OK or what p->ops->each returned.
 */
MUST_USE enum rc scan_writer_key(struct scan_writer *w, struct sv key, struct buf *o,
    struct err *e);

/** scan_writer_push - hand on what was gathered in @o; an error of the sink waits in w->rc */
void scan_writer_push(struct scan_writer *w, struct buf *o);

/** scan_writer_end - give memory back */
void scan_writer_end(struct scan_writer *w);

/**
 * scan_writer_all - every key of a walk to the job's output, on as many threads as it has
 * @latest_us: see struct scan_seq
 *
 * Returns: RC_OK or what p->ops->each returned, of the first key that failed; RC_IO a run
 *          cannot be read.
 */
MUST_USE enum rc scan_writer_all(struct job *j, const struct scan_plan *p,
    const struct scan_walk *walk, int64_t latest_us, struct err *e);

struct scan_saving {
	const struct state_head *head;
	const struct state_sum  *sum;	/* what they are made of; NULL: what the job has read */
	struct out              *to;
};

/**
 * scan_writer_save - every key of a walk as saved states
 *
 * Write errors latch.  Returns: RC_OK; RC_IO a run cannot be read.
 */
MUST_USE enum rc scan_writer_save(struct job *j, const struct scan_plan *p,
    const struct scan_walk *walk, const struct scan_saving *as, struct err *e);

#endif
