/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger_db - SQLite, as the files of this room use it
 *
 *     rc = ledger_db_start(l, &q, "SELECT a, b FROM t WHERE c = ?", e);
 *     ledger_db_int(&q, c);
 *     while (rc == RC_OK && (rc = ledger_db_step(&q, e)) == RC_OK)
 *             a = ledger_db_get_int(&q), b = ledger_db_get_text(&q);
 *     rc = ledger_db_done(&q, rc);
 *
 * Statements are compiled once a handle, and found again by the address of their text, which
 * must be a literal.  Values are bound, and columns read, from left to right.
 */
#ifndef CX_LEDGER_LEDGER_DB_H
#define CX_LEDGER_LEDGER_DB_H

#include "ledger/ledger.h"

struct sqlite3;
struct sqlite3_stmt;

enum { LEDGER_DB_STATEMENTS = 96 };

struct ledger {
	struct sqlite3      *db;
	char                *path;
	char                *lock_path;	/* of the sender */
	const char          *sql[LEDGER_DB_STATEMENTS];
	struct sqlite3_stmt *stmt[LEDGER_DB_STATEMENTS];
	size_t               n;
	bool                 in;	/* a transaction of ours */
	bool                 broken;	/* the disk has failed: what is on it is anyone's guess */
	int64_t              news;	/* data_version when it was asked last */
	int64_t              fence;	/* of our lease; 0: none */
	int64_t              lease_us;
	int64_t              until_us;
	int64_t              renewed_us;	/* until_us once we commit; 0: as it is */
	int                  lock;	/* descriptor; -1: the lease is without it */
};

struct ledger_db_q {
	struct ledger       *l;
	struct sqlite3_stmt *s;
	int                  bind, col;
};

/**
 * ledger_db_error - say why SQLite has failed; a transaction is undone
 *
 * Returns: RC_IO.
 */
enum rc ledger_db_error(struct ledger *l, struct err *e);

/** ledger_db_run - statements that need no values, in or out of a transaction */
MUST_USE enum rc ledger_db_run(struct ledger *l, const char *sql, struct err *e);

/** ledger_db_number - the one integer that a statement outside of a transaction gives */
MUST_USE enum rc ledger_db_number(struct ledger *l, const char *sql, int64_t *v, struct err *e);

/** ledger_db_start - a statement, nothing bound yet; RC_IO also without a transaction */
MUST_USE enum rc ledger_db_start(struct ledger *l, struct ledger_db_q *q, const char *sql,
    struct err *e);

/** ledger_db_int - bind an integer */
void ledger_db_int(struct ledger_db_q *q, int64_t v);
/** ledger_db_null - bind NULL */
void ledger_db_null(struct ledger_db_q *q);
/** ledger_db_text - bind a text, which must live until the last step */
void ledger_db_text(struct ledger_db_q *q, struct sv s);
/** ledger_db_blob - likewise bytes; without any it is NULL */
void ledger_db_blob(struct ledger_db_q *q, const void *p, size_t n);

/** ledger_db_step - RC_OK a row; RC_END no more of them; RC_IO */
MUST_USE enum rc ledger_db_step(struct ledger_db_q *q, struct err *e);

/** ledger_db_done - give the statement back; RC_END is RC_OK, others as they were */
enum rc ledger_db_done(struct ledger_db_q *q, enum rc rc);

/** ledger_db_only - a statement that gives no row: step, done */
MUST_USE enum rc ledger_db_only(struct ledger_db_q *q, struct err *e);

/** ledger_db_change - likewise, of one row at most: RC_NO it has changed none */
MUST_USE enum rc ledger_db_change(struct ledger_db_q *q, struct err *e);

/** ledger_db_changes - rows that the last statement changed */
uint64_t ledger_db_changes(const struct ledger *l);

/** ledger_db_get_int - the next column; NULL is 0 */
int64_t ledger_db_get_int(struct ledger_db_q *q);
/** ledger_db_get_text - likewise; lives until the next step */
struct sv ledger_db_get_text(struct ledger_db_q *q);
/** ledger_db_get_bytes - likewise @n bytes; zeros where it has others, or is NULL */
void ledger_db_get_bytes(struct ledger_db_q *q, void *p, size_t n);

/** ledger_db_key - the text of a key */
static inline struct sv
ledger_db_key(const struct ledger_key *k)
{
	return (struct sv){ k->text, sizeof(k->text) };
}

/* The columns that ledger_db_get_row reads. */
#define LEDGER_DB_ROW "id, dkey, nkey, base, same, digest, ukey, scenario, channel, category," \
    " variant, policy, event_us, last_us, at_us, due_us, expires_us, priority, items, step," \
    " class, counts, state, attempt, code, reason, changed_us"

/** ledger_db_get_row - the next columns; texts live until the next step */
void ledger_db_get_row(struct ledger_db_q *q, struct ledger_row *row);

/** ledger_db_keep_row - its texts are in @a now */
void ledger_db_keep_row(struct ledger_row *row, struct arena *a);

/** ledger_schema_check - see that it is a ledger, and of no newer version; nothing is changed */
MUST_USE enum rc ledger_schema_check(struct ledger *l, int64_t *version, struct err *e);

/** ledger_schema_migrate - bring the open database to our version, in one transaction */
MUST_USE enum rc ledger_schema_migrate(struct ledger *l, struct err *e);

#endif
