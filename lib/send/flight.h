/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flight - the delivery's state, for the files of send.c alone
 *
 *     spare ─► leaving (armed, not committed) ─► on the wire ─► landed ─► spare
 */
#ifndef CX_SEND_FLIGHT_H
#define CX_SEND_FLIGHT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hmap.h"
#include "ledger/ledger.h"
#include "ledger/ledger_send.h"
#include "send/compose.h"
#include "send/rules.h"
#include "send/send.h"

struct flight {
	struct flight        *next, *elder;	/* in its list; of all that were made */
	struct arena          arena;	/* all texts of it */
	struct ledger_row     row;
	struct ledger_payload payload;
	struct composed       m;
	struct route         *route;
	struct route_place   *place;
	unsigned              attempt;
	bool                  resend;	/* of an unknown outcome: once more */
	bool                  grounded;	/* it never went: the lease was nearly over */
	struct wire_result    result;
	int64_t               landed_us;	/* of the clock that only advances */
};

struct flight_list {
	struct flight *first, **end;
	size_t         n;
};

struct flight_count {		/* deliveries by how they ended in this run */
	uint64_t sent, retry, dead, unknown, withdrawn;
};

struct flight_shelf {		/* of one scenario that the policy has not, or not like that */
	uint64_t n;		/* rows that wait for one that has */
	bool     said;
};

struct flights {
	const struct send_cfg *cfg;
	struct job            *j;
	struct rules          *rules;
	struct ledger         *ledger;
	int64_t                start_us;	/* of this run, on the clock that only advances */
	struct flight_list     spare, leaving, landed;
	size_t                 flying;
	struct flight         *youngest;	/* of all that were made */
	struct arena           turn;	/* of one transaction */
	struct buf             lines;	/* records of it, written when it is committed */
	struct flight_count    count, uncommitted;	/* ... those of this transaction */
	struct hmap            shelf;	/* struct flight_shelf by scenario; its keys in shelves */
	struct arena           shelves;
	bool                   rehearsing;	/* nothing goes: what would is said */
	bool                   more;	/* a channel may have more that is due */
	int64_t                next_us;	/* when the next row was due at the last turn */
	int64_t                later_us;	/* likewise without those known to be due */
	int64_t                limited_us;	/* rows wait for a domain until then; 0: none */
};

/** flight_add - at the end of a list */
void flight_add(struct flight_list *l, struct flight *f);

/** flight_take - the first of a list; NULL when it is empty */
struct flight *flight_take(struct flight_list *l);

/** flight_now - the time of day: that of the system, or what has passed since --now */
int64_t flight_now(const struct flights *s);

/**
 * flight_settle - what landed, into the ledger
 *
 * Within a transaction; the flights stay in landed until flight_settled.
 */
MUST_USE enum rc flight_settle(struct flights *s, int64_t now_us, struct err *e);

/** flight_settled - it is committed: what landed is spare */
void flight_settled(struct flights *s);

/** flight_depart - claim and arm what goes now: leaving; within a transaction */
MUST_USE enum rc flight_depart(struct flights *s, int64_t now_us, struct err *e);

/** flight_unshelve - a policy has been read: what the one before had not is looked at again */
MUST_USE enum rc flight_unshelve(struct flights *s, struct err *e);

/** flight_say_shelved - how many messages wait for a scenario: of each, once a policy */
void flight_say_shelved(struct flights *s);

/** flight_step - plan the step behind a row, if it has one; within a transaction */
MUST_USE enum rc flight_step(struct flights *s, const struct ledger_row *row, int64_t now_us,
    struct err *e);

/** flight_falls - the scenario of a row goes on with the next channel when it @is dead, unknown */
bool flight_falls(const struct flights *s, const struct ledger_row *row, enum ledger_state is);

/** flight_land - what came off the wire: breakers hear of it, it is landed */
void flight_land(struct flights *s, struct flight *f);

#endif
