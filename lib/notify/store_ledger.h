/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_ledger - what a decision remembers, in a ledger
 *
 * Everything between two commits is one transaction, which begins with the first call and
 * keeps others from writing: what is read of a user stays true until it is committed, however
 * many decide at once.  Commit before waiting for input.
 */
#ifndef CX_NOTIFY_STORE_LEDGER_H
#define CX_NOTIFY_STORE_LEDGER_H

#include "ledger/ledger.h"
#include "notify/store.h"
#include "secret/pseudonym.h"

/**
 * store_ledger_new - a store over an open ledger, which it does not close; ops->free
 * @p:      names of the rows are looked up in it; its hash goes into what is planned
 * @names:  of people; who is known by an earlier key gets the name by the first one when he is
 *          looked at; borrowed
 */
struct store *store_ledger_new(const struct policy *p, struct ledger *l,
    const struct pseudonym *names);

/** store_ledger_offset - likewise in this transaction: how far a partition was read */
MUST_USE enum rc store_ledger_offset(struct store *s, struct sv topic, int64_t partition,
    int64_t next, struct err *e);

#endif
