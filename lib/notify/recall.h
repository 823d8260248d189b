/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recall - what people wish, did last and hold, from run to run: notes in a ledger
 *
 *     people   ──► note "wishes",  of a pseudonym ──► asked for when the person is
 *              ──► note "context", of a pseudonym ──► likewise
 *     interest ──► note "holds",   of a pseudonym and an item ──► all read at the start
 *
 * Notes are in the transaction of whatever else came of the same events, and go with the
 * person when he is erased.  Of a ledger with several keys the first writes, all are tried.
 *
 * Memory: while what is held is read, 50 bytes a person.
 */
#ifndef CX_NOTIFY_RECALL_H
#define CX_NOTIFY_RECALL_H

#include "base/rc.h"
#include "ledger/ledger.h"
#include "notify/interest.h"
#include "notify/people.h"
#include "secret/pseudonym.h"

#include <stdint.h>

struct recall;

struct recall_cfg {		/* all of it outlives it */
	struct people    *people;
	struct interest  *interest;	/* NULL: nobody asks who holds an item */
	struct ledger    *ledger;
	struct pseudonym *keys;
	bool             *touched;	/* set when a transaction begins, which somebody must end */
};

/** recall_new - people and interest remember through it from now on; recall_free */
struct recall *recall_new(const struct recall_cfg *cfg);

/**
 * recall_load - read who holds what, before the first event; older than @since_us is dropped
 *
 * Of people who have no profile nothing is read: nobody could write to them.
 * Returns: RC_OK; as the ledger's functions.
 * Cost:    a pseudonym of everybody, when there is something.
 */
MUST_USE enum rc recall_load(struct recall *r, int64_t since_us, struct err *e);

/**
 * recall_flush - write contexts and who holds what, just before a commit
 *
 * They change with nearly every event and are no reason for a commit of their own, unless
 * there are thousands.
 * Returns: RC_OK; the first failure of what was read and written so far.
 */
MUST_USE enum rc recall_flush(struct recall *r, struct err *e);

/** recall_free - NULL is fine; people and interest remember in memory alone again */
void recall_free(struct recall *r);

#endif
