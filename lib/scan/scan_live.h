/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_live - a scan over input that never ends: of each key a state, and facts that wait
 *
 *     fact ──► waits until the watermark passes it ──► turn ──► state of its key, lines
 *                                   a time that turn asked for ──┘
 *
 * The watermark is the latest time seen less --lateness.  What it has passed is taken in
 * order of time: first the keys that asked for that time, then the facts of it, key by key
 * in output order, those of one key together and sorted as in scan/scan.h.  So what is
 * written, and in which order, depends on the facts alone and not on how the input was cut;
 * a fact that comes behind the watermark is late (RC_BAD, code "late").
 *
 * After --idle without input the watermark goes on with the wall clock.
 *
 * Memory: the states, 100 bytes and the key's for each; the facts that wait; nothing of keys
 * that were forgotten.
 */
#ifndef CX_SCAN_SCAN_LIVE_H
#define CX_SCAN_SCAN_LIVE_H

#include "base/buf.h"
#include "query/option.h"
#include "run/job.h"
#include "scan/scan.h"

#include <stdbool.h>
#include <stdint.h>

struct scan_turn {		/* of one key, at one time */
	int64_t     at_us;	/* of its facts; without facts the time that it asked for */
	bool        end;	/* no facts: the input is over, its latest time is at_us */
	struct sv   old;	/* the state; empty: none is kept of this key */
	struct buf *state;	/* gets the new one; when it stays empty the key is forgotten */
	int64_t     due_us;	/* gets when to come back if no fact comes, after at_us */
	struct buf *o;		/* gets whole lines */
};

/**
 * scan_live_fn - what facts, or a time, do to a key
 * @s: the key and its facts of one time, sorted; or of none
 *
 * A time is asked for by t->due_us and comes when all facts before it were taken, none at it
 * or later.
 * Returns: RC_OK, or what ends the run.
 */
typedef enum rc scan_live_fn(const void *ctx, const struct scan_seq *s, struct scan_turn *t,
    struct err *e);

struct scan_live_plan {
	scan_live_fn *turn;		/* ctx is that of the scan's ops */
	int64_t       lateness_us;	/* how far behind the latest a record may come */
	int64_t       idle_us;		/* then the wall clock counts; 0: never */
};

struct scan_live_query {	/* options as given; NULL: none */
	const char *lateness;	/* DURATION */
	const char *idle;	/* DURATION */
};

/* Its rows in an option table: of the struct s, whose member q it is; help; what may follow. */
#define SCAN_LIVE_OPTIONS(s, q, ...) \
	OPT_TEXT(0, "lateness", s, q.lateness, "TIME", __VA_ARGS__), \
	OPT_TEXT(0, "idle", s, q.idle, "TIME", \
	    "go on with the wall clock after TIME without input", .needs = "lateness")

/** scan_live_compile - the times of @p from options, of which the first is; RC_OK, RC_USAGE */
MUST_USE enum rc scan_live_compile(struct scan_live_plan *p, const struct scan_live_query *q,
    struct err *e);

struct scan_live;

/** scan_live_new - nothing waits, no key is known; @p has a plan `live`, and outlives it */
struct scan_live *scan_live_new(struct job *j, const struct scan_plan *p);

/**
 * scan_live_add - a fact to wait
 * @fact: as a writer without a dictionary made it
 *
 * Returns: RC_OK; RC_BAD it is late; RC_LIMIT with p->max_facts others, keys counted.
 */
MUST_USE enum rc scan_live_add(struct scan_live *l, struct sv key, int64_t at_us, struct sv fact,
    struct err *e);

/** scan_live_heard - there was a record of this time, behind those that were added */
void scan_live_heard(struct scan_live *l, int64_t at_us);

/** scan_live_go - take what the watermark has passed, write; RC_OK; RC_END nobody reads; as turn */
MUST_USE enum rc scan_live_go(struct scan_live *l, struct err *e);

/** scan_live_idle - the same before a read that blocks, by the clock: as in_cfg.idle of io/in.h */
int scan_live_idle(struct scan_live *l);

/** scan_live_end - the input is over: take and write all; as scan_live_go */
MUST_USE enum rc scan_live_end(struct scan_live *l, struct err *e);

/** scan_live_free - give everything back; NULL is fine */
void scan_live_free(struct scan_live *l);

#endif
