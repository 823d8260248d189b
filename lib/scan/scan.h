/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan - the third shape: the facts of each key, in order of time, through a pure function
 *
 *     record ──► key, time, fact ──► facts of the key ──► sorted by (time, bytes) ──► each
 *
 * A fact is what matters of a record: its time and a list of values, kept in few bytes
 * (scan/fact.h) and saved as a JSON array.  Facts of one time are in the order of these
 * texts.  The state is a multiset of facts and its merge the union, so that threads,
 * saved states, shards and the order of the input cannot show in the output, which comes
 * in order of the key (as in fold/group.h), each key once.
 *
 * Memory: the facts (scan/scan_list.h) and keys (scan/scan_part.h).  With `sorted` those
 * of one key, and some blocks; with `spill` what it says.
 */
#ifndef CX_SCAN_SCAN_H
#define CX_SCAN_SCAN_H

#include "base/arena.h"
#include "base/buf.h"
#include "key/key_list.h"
#include "run/job.h"
#include "scan/fact.h"
#include "state/spill_given.h"
#include "state/state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scan_writer;

struct scan_seq {		/* a key and all its facts */
	const struct val *key;		/* canonical, one for each of the plan's */
	struct sv         text;		/* the same as a JSON array */
	const struct fact *fact;	/* sorted; fact_read_begin(&r, &frame, &fact[i]) */
	size_t            n;		/* at least 1 */
	struct fact_frame frame;
	struct arena     *tmp;		/* scratch for this key */
	/* The latest time of all records, facts or none; INT64_MIN: not known, as with `sorted`. */
	int64_t           latest_us;
	void             *sum;		/* of this thread, with the plan's `sum`; else NULL */
	struct scan_writer *writer;	/* private; NULL: nothing is pushed */
};

struct scan_ops {		/* @ctx is the filter's constant plan, shared by threads */
	/*
	 * What matters of a record whose key is @key: put values into @w, made of nothing but
	 * the record.  RC_OK; RC_END nothing matters; RC_BAD sets it aside.
	 */
	enum rc (*fact)(const void *ctx, const struct val *key, const struct record *r,
	    struct expr_eval *ev, struct fact_writer *w, struct err *e);
	/* The values of a saved fact: RC_OK; RC_SYNTAX, what is wrong.  NULL: all are fine. */
	enum rc (*check)(const void *ctx, const struct val *v, size_t n, struct err *e);
	/*
	 * One key: append whole lines to @o, or add to s->sum, of nothing but @s: several
	 * threads do so at once.
	 * RC_OK, or what ends the run.
	 */
	enum rc (*each)(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e);
	/*
	 * Which of many records fact is to be asked about, where that is told faster of many:
	 * of each a mark, which fact finds in its writer; 0: it does not matter.  NULL: fact is
	 * asked about all.
	 */
	void    (*choose)(const void *ctx, struct expr_rows *r, uint64_t *mark);
};

struct fold_plan;
struct kept;

struct scan_into {		/* a fold of the records that each gives */
	const struct fold_plan *fold;
	/*
	 * How they are read: an NDJSON source, the fields that the fold asks for, the time it
	 * goes by.  It counts them.
	 */
	struct job             *records;
};

struct scan_sum {		/* what all keys come to; @ctx as of scan_ops */
	/* Of no key yet; one for each thread. */
	void   *(*begin)(const void *ctx);
	/* Both together are in @dst then.  Commutative and associative: threads must not show. */
	enum rc (*merge)(const void *ctx, void *dst, const void *src, struct err *e);
	/* The results, of all keys, to the output of @j. */
	enum rc (*write)(const void *ctx, void *sum, struct job *j, struct err *e);
	void    (*free) (void *sum);
};

struct scan_live_plan;

struct scan_plan {
	const struct scan_ops   *ops;
	const void              *ctx;
	const struct key_expr   *key;
	size_t                   nkey;		/* 1..STATE_KEYS_MAX */
	uint64_t                 max_facts;	/* kept; one more is an error */
	bool                     sorted;	/* input comes in output order of the key */
	struct spill_limit       spill;		/* scan/scan_spill.h; 0 bytes: none */
	const struct state_head *partial;	/* write states under this head; NULL */
	struct kept             *kept;		/* --resume: facts of all that was read; NULL */
	const struct scan_into  *into;		/* fold what each gives; NULL: write it */
	const struct scan_sum   *sum;		/* each adds to these, no lines; NULL */
	const struct scan_live_plan *live;	/* input without end: scan/scan_live.h; NULL */
};

/**
 * scan_run - open the job, collect facts, pass each key on
 *
 * With p->into the fold's results are written, in the end, and with p->sum those of the sums;
 * p->partial, which is heeded first, writes the same states with them or without.
 * The job's time is required: job_need_time(j, true).  With p->sorted a key is passed on as
 * soon as the next one comes; one that is not behind the last is an error.
 * With p->kept, which does not go with p->sorted, results are of all that was ever read: what
 * was kept is taken up and written anew (state/kept.h), and the caller closes it when its
 * output is whole.  With p->live, which goes with none of these, ops->each is not called: facts
 * go to its turns, on one thread.
 * With p->spill, which does not go with p->sorted, p->kept and p->live, facts that memory does
 * not hold go to disk.
 * Returns: RC_OK; RC_LIMIT more than p->max_facts; RC_SYNTAX input that is not sorted, with
 *          file and line; RC_IO also when they cannot be written or read there; what p->ops
 *          returned; as stream_run and job_open.
 */
MUST_USE enum rc scan_run(struct job *j, const struct scan_plan *p, struct err *e);

/** scan_mark_two - for scan_ops.choose, of two questions: 1 where @a is true, and 2 where @b is */
void scan_mark_two(const struct expr *a, const struct expr *b, struct expr_rows *r,
    uint64_t *mark);

/**
 * scan_push - hand on the lines in @o, when they are many: for each, of keys with many facts
 *
 * What is then left in @o is empty.
 */
void scan_push(const struct scan_seq *s, struct buf *o);

/**
 * scan_merge - as scan_run, from saved states instead of records
 * @r:     just opened
 * @first: its first head, the one @p was compiled from
 *
 * Returns: RC_OK; RC_SYNTAX for a state of another query (what differs is named) or a
 *          damaged one; RC_LIMIT; what p->ops->each returned.
 */
MUST_USE enum rc scan_merge(struct job *j, const struct scan_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e);

#endif
