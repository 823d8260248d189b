/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * offsets - up to where each partition of Kafka was read: kept in the ledger
 *
 * Records have topic, partition and offset (-f kafka).  What was read in a run before is passed
 * over, and how far this one has come is in the transaction that holds what came of it: a
 * consumer that begins again anywhere loses nothing and plans nothing twice.
 */
#ifndef CX_NOTIFY_OFFSETS_H
#define CX_NOTIFY_OFFSETS_H

#include "ledger/ledger.h"
#include "notify/store.h"
#include "record/proj.h"
#include "record/record.h"

#include <stdbool.h>

struct offsets;

/** offsets_new - nothing read yet; the ledger is asked for each partition when it comes */
struct offsets *offsets_new(struct ledger *l);

/** offsets_compile - ask for the fields; RC_OK, or as proj_add */
MUST_USE enum rc offsets_compile(struct offsets *o, struct proj *p, struct err *e);

/**
 * offsets_take - a record is next
 * @seen: whether it was read before
 *
 * Returns: RC_OK; RC_BAD it has no place; as ledger_offset_get.
 */
MUST_USE enum rc offsets_take(struct offsets *o, const struct record *r, bool *seen,
    struct err *e);

/** offsets_commit - put how far all has come into the store's transaction */
MUST_USE enum rc offsets_commit(struct offsets *o, struct store *s, struct err *e);

/** offsets_free - NULL is fine */
void offsets_free(struct offsets *o);

#endif
