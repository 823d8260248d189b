/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kept - the states of all that a filter was ever run over, in the place of --resume
 *
 *     kept_open      what was kept is taken up; then what the input has got is read
 *     kept_save      the states of all of it, beside the old ones
 *     results
 *     kept_close     the output is safe: the new states take the place of the old ones
 *
 * So results are those of one run over all lines that were ever written.  PLACE is the line
 * of the place (state/memory.h), and behind it states as of --partial, which --merge reads.
 * Behind these may be the results themselves, where they depend on nothing else: when there is
 * nothing new they are told again, and no state is read.
 *
 * With --rotate-state periods that are over leave PLACE, each into a file of its own, which
 * has its name before PLACE is renewed: a run that dies between leaves one that the next
 * run writes again.  What comes later for such a period goes into another file, of that run.
 */
#ifndef CX_STATE_KEPT_H
#define CX_STATE_KEPT_H

#include "state/memory.h"
#include "state/saved.h"
#include "time/twindow.h"

#include <stdbool.h>

struct kept_ops {		/* of a shape; @ctx is what kept_open was given */
	/* Take up the states in @r, whose first head, of this query, is @h. */
	enum rc (*load)(void *ctx, struct state_reader *r, const struct state_head *h,
	    struct err *e);
	/* All states, those that stay in PLACE, as one run of lines to @o; write errors latch. */
	void    (*save)(void *ctx, struct out *o);
};

struct kept_rotate {		/* options as given */
	const char *folder;	/* --rotate-state */
	const char *every;	/* --rotate-every; NULL: 1d */
	const char *lateness;	/* --lateness, how long a period waits for late records */
};

/* Its rows in an option table: of the struct s, whose member m it is. */
#define KEPT_ROTATE_OPTIONS(s, m) \
	OPT_TEXT(0, "rotate-state", s, m.folder, "FOLDER/", \
	    "states of periods that are over leave PLACE, a file each in FOLDER", \
	    .needs = "resume", .not_with = "totals", .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT(0, "rotate-every", s, m.every, "WINDOW", \
	    "length of such a period (default 1d)", .needs = "rotate-state", \
	    .saved = OPT_SAVED_RECORDS)

struct kept {
	const struct kept_ops   *ops;
	void                    *ctx;	/* while it is opened, or saved */
	struct job              *j;
	struct state_head        head;	/* of this run; its chain is that of PLACE */
	const struct opt        *rows;	/* by which messages name what differs */
	struct memory            memory;
	bool                     open;
	struct state_sum         sum;	/* what PLACE is made of */
	const char              *folder;	/* --rotate-state; NULL: nothing leaves */
	struct twindow           every;
	int64_t                  lateness_us;
	int64_t                  closed_us;	/* of the run before: see struct state_chain */
	uint64_t                 asked;	/* hash of what results depend on; 0: they are not kept */
	struct buf               results;
	bool                     told;	/* they are what the run before wrote */
};

enum { KEPT_RESULTS_MAX = 8 << 20 };	/* bytes; more are not kept */

/** kept_init - of the query in @h, which is copied; nothing is open */
void kept_init(struct kept *k, const struct state_head *h, const struct opt *rows);

/**
 * kept_rotate - compile --rotate-state
 * @window: of the states; NULL: they have none
 *
 * Call it before kept_open.  Returns: RC_OK; RC_USAGE.
 */
MUST_USE enum rc kept_rotate(struct kept *k, const struct kept_rotate *g,
    const struct twindow *window, struct job *j, struct err *e);

/**
 * kept_open - lock PLACE, take up its states, find what there is to be read
 * @k: init'ed; kept_close whatever is returned
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX for a place of another query (what differs is named);
 *          as memory_resume and ops->load.
 */
MUST_USE enum rc kept_open(struct kept *k, const struct kept_ops *ops, void *ctx,
    struct job *j, struct err *e);

/**
 * kept_count - all was read: k->sum and the chain are of this run, too
 *
 * Of the job's counts kept_records and kept_rejected are set.
 */
void kept_count(struct kept *k);

/** kept_ask - results depend on the states and @asked alone; before kept_open */
void kept_ask(struct kept *k, struct sv asked);

/** kept_listen - what is written to the job's output from now on are the results */
void kept_listen(struct kept *k);

/**
 * kept_tell - open the job, write the results that were kept: k->told was set by kept_open
 *
 * Returns: as job_open.
 */
MUST_USE enum rc kept_tell(struct kept *k, struct err *e);

/** kept_closed - where the periods end that leave; INT64_MIN: none does, or nothing is new */
int64_t kept_closed(const struct kept *k);

/**
 * kept_part - the name of the file of the period that @span is, in the job's arena
 * @chain: of its states, set
 */
const char *kept_part(const struct kept *k, const struct twindow_span *span,
    struct state_chain *chain);

/**
 * kept_leave - what a period that leaves is made of, to @sum
 * @last: the last one of a run takes with it what was read since the last one of a run before
 *
 * Sources with a label are in all of them, and stay in k->sum; where nothing went along they
 * are of no records.
 */
void kept_leave(struct kept *k, bool last, struct state_sum *sum);

/**
 * kept_save - call ops->save, the new PLACE is on disk but under no name; as memory_write
 * @ctx: for it
 */
MUST_USE enum rc kept_save(struct kept *k, void *ctx, struct err *e);

/** kept_close - as memory_close; nothing when it was not opened, or is zeroed */
enum rc kept_close(struct kept *k, struct job *j, enum rc rc, struct err *e);

/* ---- private: state/kept_results.c ---- */

/** kept_read_results - k->results from PLACE, and k->told, if they are what is asked */
void kept_read_results(struct kept *k, const char *path);

/** kept_write_results - the inverse, behind the states */
void kept_write_results(const struct kept *k, struct out *o);

#endif
