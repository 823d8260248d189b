/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fold - the second shape: records fold into a state per group and window
 *
 * The states are written at the end, sorted by window and key.  Memory: keys
 * and states, never records.
 */
#ifndef CX_FOLD_FOLD_H
#define CX_FOLD_FOLD_H

#include "json/jwrite.h"
#include "key/key_list.h"
#include "metric/agg_type.h"
#include "run/job.h"
#include "state/spill_given.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fold_use;

enum fold_number {		/* what a metric of a state is */
	FOLD_NUMBER,
	FOLD_NULL,
	FOLD_NO_NUMBER		/* a text, a list */
};

struct fold_spelled {		/* reads states as save writes them, to be merged */
	void       *(*make)(const void *ctx);	/* NULL: of this plan they cannot be */
	/* Valid until the next call, not to be freed; NULL: load is to tell what it is. */
	const void *(*read)(void *r, struct sv text);
	void        (*free)(void *r);
};

struct fold_ops {		/* a monoid over records; @ctx is the filter's constant plan */
	/* RC_BAD: no record is of such a key, of p->nkey values.  NULL: any will do. */
	enum rc (*key)  (const void *ctx, const struct val *const *key, struct err *e);
	enum rc (*init) (const void *ctx, void *st, struct err *e);
	enum rc (*step) (const void *ctx, void *st, const struct record *r, struct expr_eval *ev,
	                 const struct agg_in *in, struct err *e);
	/* As metric_step_rows: into the state of each row.  NULL: step for one after the other. */
	enum rc (*rows) (const void *ctx, void *const *st, const struct rows *rows,
	                 struct expr_eval *ev, size_t *done, struct err *e);
	enum rc (*merge)(const void *ctx, void *dst, const void *src, struct err *e);
	void    (*emit) (const void *ctx, const void *st, const struct agg_span *span,
	                 struct jwrite *w);
	/* Bytes of heap that a state owns, about; 0: its own bytes are all there is of it, and
	 * they may be copied.  NULL: of a filter that does not spill. */
	size_t  (*heap) (const void *ctx, const void *st);
	void    (*free) (const void *ctx, void *st);
	/* A state that owns something as bytes of this process alone, in a form that is quick; and
	 * back into one that is zeroed.  NULL, both: save and load do it. */
	void    (*pack) (const void *ctx, const void *st, struct buf *b);
	enum rc (*unpack)(const void *ctx, void *st, struct sv bytes, struct err *e);
	bool     packs_all;	/* those that own nothing, too, in less than their words take */
	/* One JSON value, canonical; NULL when the filter keeps no states. */
	void    (*save) (const void *ctx, const void *st, struct jwrite *w);
	/* @st as after init; RC_SYNTAX and what is wrong. */
	enum rc (*load) (const void *ctx, void *st, const struct val *v, struct err *e);
	/* As agg_type.near, of a state in the cache.  NULL: nothing is to be brought there. */
	void    (*near) (const void *ctx, const void *st, unsigned step);
	/* NULL: load has to read them all. */
	const struct fold_spelled *spelled;
	/* All is in it, of records and merges: into its one form.  False: there is nothing in it,
	 * as where all its records were bad, and it is left out.  NULL: it is as it is to be. */
	bool    (*settle)(void *st);
	/* Result number @i of a state; false behind the last.  NULL when none can tell. */
	bool    (*use)  (const void *ctx, const void *st, size_t i, struct fold_use *use);
	/* The same result as a number; @tmp is scratch, empty.  NULL: it has no metrics. */
	enum fold_number (*number)(const void *ctx, const void *st, size_t i,
	                           const struct agg_span *span, struct buf *tmp, double *x);
};

struct fold_use {
	enum agg_use use;
	struct sv    name;
	bool         predicate;		/* its values are true and false */
};

struct part;
struct kept;
struct state_head;
struct state_reader;

struct fold_whole {		/* of a filter that spills, and has to know of all groups at once */
	void    *ctx;
	/* Groups that will be written; some of one may come again.  One call at a time. */
	void    (*look) (void *ctx, const struct part *t);
	/* The same of states that may be of any groups.  NULL: a part of them is needed. */
	void    (*look_states)(void *ctx, void *const *st, size_t n);
	/* All were looked at, and the output is open. */
	enum rc (*begin)(void *ctx, struct err *e);
	/* Some whole groups, in order, but of a plan that is unordered; settled: what becomes of
	 * them.  NULL: their results. */
	enum rc (*write)(void *ctx, struct part *t, struct err *e);
	/* They were all. */
	enum rc (*end)  (void *ctx, struct err *e);
};

enum {
	FOLD_MAX_GROUPS = 10000000,	/* where no other number is asked for */
	FOLD_SORTED = 4096		/* of states that come sorted, held at a time */
};

struct fold_plan {
	const char            *kind;		/* first member of every result: "stat" */
	const struct fold_ops *ops;
	const void            *ctx;
	size_t                 state_size;
	const struct key_expr *key;
	size_t                 nkey;
	bool                   windowed;
	struct twindow         window;
	bool                   fill;		/* also windows without records */
	uint64_t               fill_last;	/* ... live: of groups that the last ones had */
	bool                   totals;		/* a last record over everything */
	uint64_t               max_groups;	/* keys kept, at least 1; one more is an error */
	const char            *many;		/* ... what they are then called, and the option */
	bool                   unordered;	/* of who takes the states: order is nothing */
	bool                   overflow;	/* no error: the greatest keys become `other` */
	uint64_t               top;		/* groups written of a window, and one more
						 * for the rest; 0: all */
	size_t                 top_by;		/* the result they are chosen by */
	bool                   live;		/* --lateness: windows close as the input goes on */
	int64_t                lateness_us;	/* how far behind the latest a record may come */
	const struct sources_plan *sources;	/* --source: it is late by its source; NULL */
	int64_t                idle_us;		/* --idle: then the wall clock counts; 0 off */
	const struct state_head *partial;	/* write states under it, not results; or NULL */
	struct spill_limit      spill;		/* fold/spill.h; 0 bytes: none */
	const struct fold_whole *whole;		/* ... and what is of all of them; NULL */
	bool                    sorted;		/* states come by group, in the results' order */
	struct kept             *kept;		/* --resume: states of all that was read; NULL */
};

/**
 * fold_run - open the job, fold its input, write the results
 *
 * With p->kept they are of all that was ever read: what was kept is taken up and written anew
 * (state/kept.h), and the caller closes it when its output is whole.
 * One record per (window, key): {"kind", "window", "window_end", keys..., what emit
 * writes}.  Without keys and windows there is always one, empty input included.
 * Returns: RC_OK; RC_LIMIT more than max_groups; as stream_run and job_open.
 */
MUST_USE enum rc fold_run(struct job *j, const struct fold_plan *p, struct err *e);

struct fold_parts {		/* what the threads have folded */
	struct part *whole;		/* all of it together; NULL: nothing can be said */
	struct part *part[JOB_THREADS_MAX + 1];	/* whole may hold memory of each */
	unsigned     n;
};

/**
 * fold_collect - as fold_run, for those who say themselves what comes of all states together
 * @parts: fold_parts_free, whatever is returned
 *
 * Nothing is written, but with p->kept the states; or, when there is nothing new, the results
 * that were kept, and whole is NULL: of those who ask for it (kept_ask).  When the input
 * breaks off (RC_IO), whole is what was read before.
 * Not with p->live.
 */
MUST_USE enum rc fold_collect(struct job *j, const struct fold_plan *p, struct fold_parts *parts,
    struct err *e);

/**
 * fold_join - how fold_collect ends: what the threads have folded becomes parts->whole
 * @rc: how the reading ended
 *
 * Returns: @rc; where that is RC_OK, as part_join.
 */
MUST_USE enum rc fold_join(struct fold_parts *parts, enum rc rc, struct err *e);

/** fold_parts_free - give the parts back */
void fold_parts_free(struct fold_parts *parts);

/** fold_write - how fold_run ends: @t's results, or with p->partial its states, to the output */
MUST_USE enum rc fold_write(struct job *j, struct part *t, struct err *e);

/**
 * fold_merge - as fold_run, from saved states instead of records
 * @r:    just opened
 * @first: its first head, the one @p was compiled from
 *
 * Keys that p->key does not name are dropped, windows widened where p->window says so.
 * With p->sorted, which does neither and goes with nothing that asks for all groups, memory is
 * FOLD_SORTED groups.
 * Returns: RC_OK; RC_USAGE for a key of @p that the states do not have; RC_SYNTAX for a
 *          state of another query (what differs is named), a damaged one, windows that
 *          do not nest.
 */
MUST_USE enum rc fold_merge(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e);

/** fold_merge_load - as fold_merge, but all there is goes into @t, and nothing is written */
MUST_USE enum rc fold_merge_load(struct job *j, const struct fold_plan *p,
    struct state_reader *r, const struct state_head *first, struct part *t, struct err *e);

/** fold_merge_collect - as fold_merge, for those who say themselves: see fold_collect */
MUST_USE enum rc fold_merge_collect(struct job *j, const struct fold_plan *p,
    struct state_reader *r, const struct state_head *first, struct fold_parts *parts,
    struct err *e);

#endif
