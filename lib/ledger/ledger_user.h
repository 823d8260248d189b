/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger_user - what a ledger knows of people: consents, suppressions, receipts, notes
 *
 * As of ledger.h: between ledger_begin and ledger_commit, but for ledger_keys, ledger_retain
 * and ledger_vacuum.
 */
#ifndef CX_LEDGER_LEDGER_USER_H
#define CX_LEDGER_LEDGER_USER_H

#include "ledger/ledger.h"
#include "secret/pseudonym.h"

struct ledger_consent {
	struct sv channel, category;	/* empty: all */
	bool      granted;
	int64_t   at_us;
	struct sv source, text_version;
};

/** ledger_consent_put - one more; what was said before stays.  RC_OK also of the same again. */
MUST_USE enum rc ledger_consent_put(struct ledger *l, struct sv ukey,
    const struct ledger_consent *c, struct err *e);

/**
 * ledger_consents - what holds of a user: of each channel and category the latest, of two of
 *                   the same time the withdrawal; sorted by channel, category; in @a
 */
MUST_USE enum rc ledger_consents(struct ledger *l, struct sv ukey, struct ledger_consent **c,
    size_t *n, struct arena *a, struct err *e);

struct ledger_block {		/* nothing more goes there */
	struct sv channel;	/* empty: any */
	struct sv address;	/* hash of one; empty: any */
	struct sv reason;	/* erased, complaint, dead ... */
	int64_t   at_us;
};

/** ledger_suppress - the first reason stays */
MUST_USE enum rc ledger_suppress(struct ledger *l, struct sv ukey, const struct ledger_block *b,
    struct err *e);

/** ledger_blocks - of a user, sorted by channel, address; in @a */
MUST_USE enum rc ledger_blocks(struct ledger *l, struct sv ukey, struct ledger_block **b,
    size_t *n, struct arena *a, struct err *e);

struct ledger_receipt {
	struct sv name;		/* delivered opened clicked bounced complained opt_out rated ... */
	int64_t   at_us;
	struct sv detail;	/* empty: none */
	bool      machine;
};

/**
 * ledger_receipt_put - a word on a delivery; the same one again changes nothing
 * @row: whose it is; in @a
 *
 * What was unknown is sent by it, or dead by a bounce; what waits for it waits no more.
 * Returns: RC_OK; RC_NO we know of no such delivery.
 */
MUST_USE enum rc ledger_receipt_put(struct ledger *l, const struct ledger_key *dkey,
    const struct ledger_receipt *r, struct ledger_row *row, struct arena *a, struct err *e);

struct ledger_note {
	struct sv key;
	struct sv ukey;		/* whose it is, and goes with him; empty: nobody's */
	int64_t   at_us;
	struct sv value;
};

/** ledger_note_put - what else is to be remembered: @space and key name it; replaces */
MUST_USE enum rc ledger_note_put(struct ledger *l, struct sv space, const struct ledger_note *n,
    struct err *e);

/** ledger_note_get - RC_NO there is none; in @a */
MUST_USE enum rc ledger_note_get(struct ledger *l, struct sv space, struct sv key,
    struct ledger_note *n, struct arena *a, struct err *e);

/** ledger_note_drop - RC_OK also when there is none */
MUST_USE enum rc ledger_note_drop(struct ledger *l, struct sv space, struct sv key,
    struct err *e);

/** ledger_note_fn - called for each note, whose texts live until it returns; not RC_OK: ends */
typedef enum rc ledger_note_fn(void *ctx, const struct ledger_note *n, struct err *e);

/** ledger_notes - notes of @space whose key begins with @prefix, by key; what @fn returned */
MUST_USE enum rc ledger_notes(struct ledger *l, struct sv space, struct sv prefix,
    ledger_note_fn *fn, void *ctx, struct err *e);

/**
 * ledger_rename - whatever is known of @from is known of @to: a pseudonym by another key
 *
 * Cost: where nothing is known, a look into four indexes.
 */
MUST_USE enum rc ledger_rename(struct ledger *l, struct sv from, struct sv to, struct err *e);

/**
 * ledger_erase - a user is forgotten: payloads, members, notes, where consents came from
 *
 * What is planned or claimed is suppressed ("erased"); what remains is that nobody may write
 * to him, and rows without content.  ledger_vacuum then clears the log of writes, too.
 */
MUST_USE enum rc ledger_erase(struct ledger *l, struct sv ukey, int64_t now_us, struct err *e);

/**
 * ledger_keys - see that people have the names in it that these keys give them
 * @names: the first names people, or will from now on; the others did before
 *
 * Has its own transaction.  With other keys nobody would be found: no cap would hold, nobody
 * who has withdrawn, or is to be forgotten, would be known.
 * Returns: RC_OK; RC_USAGE none of them is the one that it was written with last; RC_IO.
 */
MUST_USE enum rc ledger_keys(struct ledger *l, const struct pseudonym *names, struct err *e);

/**
 * ledger_retain - what is no longer needed is forgotten; has its own transactions, many
 * @body_us: payloads and members of rows that ended before go
 * @row_us:  rows that ended before go, with their receipts; their dkey stays, and members' keys
 *
 * A row that waits for a receipt ends when it waits no more, or expires: until then its next
 * step may be planned.
 * Cost: all rows are read, which keeps nobody waiting; a thousand go in one transaction.
 */
MUST_USE enum rc ledger_retain(struct ledger *l, int64_t body_us, int64_t row_us, struct err *e);

/**
 * ledger_vacuum - @all: give room back to the disk; else only empty the log of writes
 *
 * Returns: RC_OK; RC_IO also when another process keeps reading for 20 s.
 */
MUST_USE enum rc ledger_vacuum(struct ledger *l, bool all, struct err *e);

#endif
