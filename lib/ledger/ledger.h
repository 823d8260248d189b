/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger - messages to people in one file, from the plan to what became of them
 *
 *     planned ─► claimed ─► inflight ─► sent | dead | unknown | planned, once more
 *     └────────────┴─► cancelled | suppressed | expired                  holdout
 *
 * A SQLite database on a local disk: WAL, synchronous FULL, secure_delete.  What is in it
 * after a commit is on the disk; what was not committed never was.  Deciders (notify/) plan,
 * move and cancel what is not claimed, in the transaction that also says how far a topic was
 * read; one sender at a time (ledger_send.h) does the rest.  Several processes may have
 * a ledger open; a handle is one thread's.
 *
 * Every call but ledger_open and ledger_close stands between ledger_begin (or
 * ledger_lease_begin) and ledger_commit: all of it happens, or nothing.  Texts that are given
 * are copied; texts that come back live in the arena that was given.  Times are UTC
 * microseconds since the epoch.  Of errors common to all: RC_IO the file, the disk or
 * another process that keeps it locked; the transaction is then undone.
 *
 * Memory: a cache of 8 MiB a handle.  Cost: a few microseconds a row, a commit one fsync.
 * Source: SQLite.  What cannot be undone is noted before it is done, and is in doubt until it is
 *         noted again: Gray, Reuter, Transaction Processing, 1993, of real actions.
 */
#ifndef CX_LEDGER_LEDGER_H
#define CX_LEDGER_LEDGER_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LEDGER_KEY = 26, LEDGER_SAMES = 4 };

struct ledger_key {
	char text[LEDGER_KEY];	/* 128 bits in base32, no NUL: see mac_id */
};

enum ledger_state {		/* numbers are in files: new ones at the end */
	LEDGER_PLANNED,		/* waits for its time, and for a sender */
	LEDGER_CLAIMED,		/* a sender has it, nothing is on the wire */
	LEDGER_INFLIGHT,	/* may be on the wire */
	LEDGER_SENT,		/* accepted */
	LEDGER_DEAD,		/* refused for good */
	LEDGER_UNKNOWN,		/* accepted or not, nobody knows */
	LEDGER_SUPPRESSED,
	LEDGER_EXPIRED,
	LEDGER_CANCELLED,
	LEDGER_HOLDOUT,		/* never meant to be sent */
	LEDGER_STATES
};

enum ledger_await { LEDGER_AWAIT_NONE, LEDGER_AWAIT_DELIVERED, LEDGER_AWAIT_OPENED };

struct ledger_row {
	int64_t           id;		/* of this ledger; ledger_plan sets it */
	struct ledger_key dkey;		/* of the delivery: unique */
	struct ledger_key nkey;		/* of the message: of all steps */
	struct ledger_key base;		/* what makes messages the same one; the decider's */
	uint64_t          same[LEDGER_SAMES];
	uint64_t          digest;
	struct sv         ukey;		/* whose it is: a pseudonym */
	struct sv         scenario, channel, category, variant;
	struct sv         policy;	/* hash of what decided it */
	int64_t           event_us;	/* of the trigger; of a digest the first */
	int64_t           last_us;	/* ... the latest */
	int64_t           at_us;	/* planned instant: where it stands in caps */
	int64_t           due_us;	/* not before; ledger_plan: at_us, retries move it */
	int64_t           expires_us;
	int32_t           priority;	/* more is first */
	uint32_t          items;	/* of a digest; 0: it is none */
	unsigned          step;		/* 0 the first channel, 1 the first fallback ... */
	unsigned          class;
	bool              counts;	/* in caps */
	enum ledger_state state;
	unsigned          attempt;	/* tries that were armed */
	int               code;		/* of the last answer; 0: none */
	struct sv         reason;	/* of the state, a word; empty: none */
	int64_t           changed_us;	/* of the last change of state by a sender; 0: none */
};

struct ledger_payload {		/* what a message is made of, gone some days after its end */
	struct sv address;	/* JSON */
	struct sv vars;		/* JSON object */
	struct sv rest;		/* JSON array: channels behind this one */
	struct sv language, event_id, tz, country;	/* empty: unknown */
};

struct ledger_member {		/* one event of a digest */
	struct ledger_key key;	/* unique in the ledger */
	uint64_t          same[LEDGER_SAMES];
	int64_t           at_us;
	struct sv         vars;	/* JSON object */
};

struct ledger;

/**
 * ledger_open - open a ledger, made when there is none, and brought to this version
 * @path: of the database; beside it lie @path-wal, @path-shm and @path-sender
 * @make: make it when there is no such file
 *
 * An older ledger is migrated in one transaction; only its owner can read the file (0600).
 * Returns: RC_OK; RC_IO; RC_SYNTAX it is no ledger; RC_RANGE it is of a newer version, which
 *          is named, and nothing is changed.
 */
MUST_USE enum rc ledger_open(struct ledger **l, const char *path, bool make, struct err *e);

/** ledger_close - a transaction that was not committed is undone; NULL is fine */
void ledger_close(struct ledger *l);

/** ledger_begin - BEGIN IMMEDIATE: alone in writing, after up to 20 s of waiting for others */
MUST_USE enum rc ledger_begin(struct ledger *l, struct err *e);

/**
 * ledger_commit - on the disk when it returns RC_OK
 *
 * RC_IO: as if it had not begun; but for a disk that has failed, of which nobody knows before
 * the ledger is opened again: until then this handle refuses to begin.
 */
MUST_USE enum rc ledger_commit(struct ledger *l, struct err *e);

/** ledger_rollback - as if it had not begun; without a transaction nothing */
void ledger_rollback(struct ledger *l);

/** ledger_in - there is a transaction */
bool ledger_in(const struct ledger *l);

/**
 * ledger_news - whether another process has committed since the last call; no transaction
 *
 * Cost: microseconds, no lock.
 */
bool ledger_news(struct ledger *l);

/**
 * ledger_plan - a new row
 * @row: state PLANNED or HOLDOUT; id and due_us are set
 * @p:   NULL: none
 *
 * Returns: RC_OK; RC_NO there is, or once was, a row with its dkey: nothing has changed.
 */
MUST_USE enum rc ledger_plan(struct ledger *l, struct ledger_row *row,
    const struct ledger_payload *p, struct err *e);

/** ledger_row_fn - called for each row, whose texts live until it returns; not RC_OK: ends */
typedef enum rc ledger_row_fn(void *ctx, const struct ledger_row *row, struct err *e);

/**
 * ledger_user_rows - rows of a user: those with at_us, event_us or last_us at or behind
 *                    @since_us, and all that are planned, claimed or inflight; newest first
 *
 * Returns: RC_OK; what @fn returned.
 */
MUST_USE enum rc ledger_user_rows(struct ledger *l, struct sv ukey, int64_t since_us,
    ledger_row_fn *fn, void *ctx, struct err *e);

/**
 * ledger_state_rows - rows that are DEAD or UNKNOWN, and became so at or behind @since_us
 *
 * In the order in which they did.  Returns: RC_OK; what @fn returned.
 */
MUST_USE enum rc ledger_state_rows(struct ledger *l, enum ledger_state state, int64_t since_us,
    ledger_row_fn *fn, void *ctx, struct err *e);

/** ledger_find - the row of a delivery; RC_NO there is none */
MUST_USE enum rc ledger_find(struct ledger *l, const struct ledger_key *dkey,
    struct ledger_row *row, struct arena *a, struct err *e);

/**
 * ledger_move - at_us (due_us with it), expires_us, last_us, items of a row that is planned, or
 * held out; RC_NO: it is neither
 */
MUST_USE enum rc ledger_move(struct ledger *l, const struct ledger_row *row, struct err *e);

/**
 * ledger_end - a row that is planned, held out or claimed is not sent, nor would have been
 * @to:     SUPPRESSED, EXPIRED or CANCELLED
 * @reason: cancelled, preempted, withdrawn, erased ...
 * @from:   CLAIMED: also of one that is claimed; PLANNED: of such a one RC_NO
 *
 * Returns: RC_OK; RC_NO it is in another state: nothing has changed.
 */
MUST_USE enum rc ledger_end(struct ledger *l, int64_t id, enum ledger_state to,
    struct sv reason, enum ledger_state from, struct err *e);

/** ledger_payload_put - another in the place of the one a planned row has; RC_NO it has none */
MUST_USE enum rc ledger_payload_put(struct ledger *l, int64_t id, const struct ledger_payload *p,
    struct err *e);

/**
 * ledger_join - a member of a digest's row, which must still be planned, or held out
 *
 * Returns: RC_OK; RC_NO it is a member somewhere, or was, or the row is neither any more.
 */
MUST_USE enum rc ledger_join(struct ledger *l, int64_t id, const struct ledger_member *m,
    struct err *e);

/** ledger_joined - whether there is, or was, a member with this key in any digest */
MUST_USE enum rc ledger_joined(struct ledger *l, const struct ledger_key *key, bool *yes,
    struct err *e);

/** ledger_leave - members whose same[@i] is @same leave a row, but stay known; *@left remain */
MUST_USE enum rc ledger_leave(struct ledger *l, int64_t id, size_t i, uint64_t same,
    uint32_t *left, struct err *e);

/**
 * ledger_take_along - the members of the row with id @from to a later step of its message, too
 *
 * Each row has its own: what is forgotten of one stays with the other.  Their keys are no
 * longer those of events, so that ledger_joined goes on to say where an event is.
 */
MUST_USE enum rc ledger_take_along(struct ledger *l, int64_t from, const struct ledger_row *to,
    struct err *e);

/** ledger_members - of a digest, by time, then key; in @a */
MUST_USE enum rc ledger_members(struct ledger *l, int64_t id, struct ledger_member **m,
    size_t *n, struct arena *a, struct err *e);

/** ledger_payload_get - what a row is made of; RC_NO it is gone, or never was */
MUST_USE enum rc ledger_payload_get(struct ledger *l, int64_t id, struct ledger_payload *p,
    struct arena *a, struct err *e);

/** ledger_offset_get - the next offset of a partition that was not read yet; RC_NO: unknown */
MUST_USE enum rc ledger_offset_get(struct ledger *l, struct sv topic, int64_t partition,
    int64_t *next, struct err *e);

/** ledger_offset_put - the next one; never lower than it was */
MUST_USE enum rc ledger_offset_put(struct ledger *l, struct sv topic, int64_t partition,
    int64_t next, struct err *e);

/** ledger_fact_get - what ledger_fact_put said of the ledger as a whole, as the id of its key */
MUST_USE enum rc ledger_fact_get(struct ledger *l, struct sv name, struct sv *value,
    struct arena *a, struct err *e);

/** ledger_fact_put - replaces what there was */
MUST_USE enum rc ledger_fact_put(struct ledger *l, struct sv name, struct sv value,
    struct err *e);

#endif
