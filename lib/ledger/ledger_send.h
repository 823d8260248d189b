/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger_send - what a sender does with a ledger
 *
 *     ledger_lease_take
 *     ┌► ledger_lease_begin: settle what came back, arm what goes out now, claim what is next
 *     │  ledger_commit
 *     └─ only now: the first byte of what was armed
 *
 * One transaction a turn: all that came back while the last one was written (group commit).
 * Arm only what goes on the wire now: what is inflight when a sender dies is what may be
 * doubled, or unknown.
 *
 * One sender has the lease of a ledger.  It holds a lock that ends with its process, and a
 * time in the ledger that it moves on.  Another takes over as soon as the lock is free, or,
 * when the process lives but has stopped, when the time is over.  The lease has a number, the
 * fence: a sender whose number is not the ledger's any more can commit nothing.
 */
#ifndef CX_LEDGER_LEDGER_SEND_H
#define CX_LEDGER_LEDGER_SEND_H

#include "ledger/ledger.h"

struct ledger_reaped {		/* what a taking over found of the sender before */
	uint64_t claimed;	/* planned once more: nothing was on the wire */
	uint64_t resent;	/* inflight, planned once more */
	uint64_t unknown;	/* inflight, and now unknown */
	uint64_t sent;		/* inflight, but a receipt has come */
};

/**
 * ledger_lease_take - become the sender; has its own transaction
 * @who:      a name for messages: host and pid
 * @lease_us: how long the others wait for one that has stopped; at least twice what one
 *            message takes on the wire at most
 * @reaped:   what there was to clear up
 * @until_us: RC_NO: until when the other one has it
 *
 * Returns: RC_OK; RC_NO another process has it, e says which; RC_IO.
 */
MUST_USE enum rc ledger_lease_take(struct ledger *l, struct sv who, int64_t now_us,
    int64_t lease_us, struct ledger_reaped *reaped, int64_t *until_us, struct err *e);

/**
 * ledger_lease_begin - ledger_begin of the sender, who also renews the lease
 *
 * Returns: RC_OK; RC_NO the lease is another's: send nothing more, settle nothing; RC_IO.
 */
MUST_USE enum rc ledger_lease_begin(struct ledger *l, int64_t now_us, struct err *e);

/** ledger_lease_until - nothing may go on the wire that would not be settled by then */
int64_t ledger_lease_until(const struct ledger *l);

/** ledger_lease_drop - what is claimed is planned once more, the lease free; own transaction */
MUST_USE enum rc ledger_lease_drop(struct ledger *l, struct err *e);

/**
 * ledger_claim - the next rows of a channel that are due: priority, then due_us, then age
 * @max:  room in @row
 * @n:    how many there were
 *
 * Rows that expired meanwhile come too: what is to become of them is the caller's to say
 * (ledger_end), as of those who have withdrawn.  Rows of a scenario on hold do not come.
 * Cost: by rows that became due and rows claimed; those of the future are not looked at.
 */
MUST_USE enum rc ledger_claim(struct ledger *l, struct sv channel, int64_t now_us,
    struct ledger_row *row, size_t max, size_t *n, struct arena *a, struct err *e);

struct ledger_shot {
	int64_t  id;
	bool     resend;	/* should we die: once more; else it is unknown */
	bool     armed;		/* out: it may go; else it was cancelled meanwhile */
	unsigned attempt;	/* out: which one it is, from 1 */
};

/** ledger_arm - claimed rows that go on the wire when this is committed, not before */
MUST_USE enum rc ledger_arm(struct ledger *l, struct ledger_shot *s, size_t n, int64_t now_us,
    struct err *e);

/** ledger_putback - a claimed row is planned again, not before @due_us: nothing was tried; RC_NO
 * it is not claimed any more */
MUST_USE enum rc ledger_putback(struct ledger *l, int64_t id, int64_t due_us, struct err *e);

/**
 * ledger_shelve - a claimed row is planned again, and does not come before ledger_unshelve; RC_NO
 * it is not claimed any more
 */
MUST_USE enum rc ledger_shelve(struct ledger *l, int64_t id, struct err *e);

/** ledger_unshelve - all that is shelved may come again, but for scenarios on hold; cost: these */
MUST_USE enum rc ledger_unshelve(struct ledger *l, struct err *e);

struct ledger_outcome {
	int64_t           id;
	enum ledger_state state;	/* SENT, DEAD, UNKNOWN; PLANNED: again at due_us */
	int64_t           due_us;
	bool              uncounted;	/* PLANNED: the try is taken from row.attempt again */
	int               code;
	struct sv         reason;	/* transient, permanent ...; a word */
	struct sv         said;		/* the answer's text; goes with the payload */
	enum ledger_await await;	/* should it be SENT: a receipt to come before await_us */
	int64_t           await_us;
	bool              settled;	/* out: it was inflight, and is what state says */
};

/**
 * ledger_settle - what became of what was armed
 * @o: UNKNOWN and PLANNED become SENT where a receipt came meanwhile, UNKNOWN DEAD where one
 *     came that says so
 */
MUST_USE enum rc ledger_settle(struct ledger *l, struct ledger_outcome *o, size_t n,
    int64_t now_us, struct err *e);

/**
 * ledger_overdue - rows that were sent, and whose receipt has not come in time; and those that
 *                  a takeover or a receipt has made DEAD or UNKNOWN
 *
 * They wait no more: the caller plans the next step, in the same transaction.
 */
MUST_USE enum rc ledger_overdue(struct ledger *l, int64_t now_us, struct ledger_row *row,
    size_t max, size_t *n, struct arena *a, struct err *e);

/**
 * ledger_next_due - when the next row is due, or a receipt overdue; INT64_MAX: there is none
 * @later_us: likewise without the rows that ledger_claim has found due, and left
 */
MUST_USE enum rc ledger_next_due(struct ledger *l, int64_t *due_us, int64_t *later_us,
    struct err *e);

struct ledger_which {		/* empty: any */
	struct sv scenario, channel;
	int       code;		/* 0: any */
};

/**
 * ledger_requeue - dead rows are planned once more, with all their tries before them
 * @expires_us: those that would have expired by then expire then; 0: as they were
 */
MUST_USE enum rc ledger_requeue(struct ledger *l, const struct ledger_which *w, int64_t now_us,
    int64_t expires_us, uint64_t *n, struct err *e);

/** ledger_resolve - somebody knows of an unknown row: SENT, or DEAD; RC_NO it is not unknown */
MUST_USE enum rc ledger_resolve(struct ledger *l, const struct ledger_key *dkey,
    enum ledger_state to, int64_t now_us, struct err *e);

/** ledger_hold - rows of a scenario stay planned, or (@on false) go on; also of no known one */
MUST_USE enum rc ledger_hold(struct ledger *l, struct sv scenario, bool on, struct err *e);

struct ledger_status {
	struct sv scenario, channel;
	bool      held;		/* on hold, or rows of it are shelved */
	uint64_t  count[LEDGER_STATES];
	uint64_t  due;		/* of the planned */
	int64_t   oldest_us;	/* due_us of the first of these; 0: none */
};

/** ledger_status_get - by scenario and channel, sorted; in @a.  Cost: all rows. */
MUST_USE enum rc ledger_status_get(struct ledger *l, int64_t now_us, struct ledger_status **s,
    size_t *n, struct arena *a, struct err *e);

#endif
