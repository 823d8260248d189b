/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/ledger_db.h"

#include <sqlite3.h>
#include <string.h>

enum rc
ledger_db_error(struct ledger *l, struct err *e)
{
	int code = sqlite3_extended_errcode(l->db), system = sqlite3_system_errno(l->db);
	const char *why = sqlite3_errmsg(l->db);

	l->broken |= (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CORRUPT;
	if ((code & 0xff) == SQLITE_NOTADB)
		rc_err(e, RC_SYNTAX, "%s: not a ledger", l->path);
	else if ((code & 0xff) == SQLITE_BUSY)
		rc_err(e, RC_IO, "%s: another process keeps it locked", l->path);
	else if ((code & 0xff) == SQLITE_IOERR && system != 0)
		rc_err(e, RC_IO, "%s: %s: %s", l->path, why, strerror(system));
	else
		rc_err(e, RC_IO, "%s: %s", l->path, why);
	if (l->in)
		ledger_rollback(l);
	return (code & 0xff) == SQLITE_NOTADB ? RC_SYNTAX : RC_IO;
}

enum rc
ledger_db_run(struct ledger *l, const char *sql, struct err *e)
{
	return sqlite3_exec(l->db, sql, NULL, NULL, NULL) == SQLITE_OK ? RC_OK :
	    ledger_db_error(l, e);
}

enum rc
ledger_db_number(struct ledger *l, const char *sql, int64_t *v, struct err *e)
{
	bool in = l->in;
	struct ledger_db_q q;
	enum rc rc;

	l->in = true;
	rc = ledger_db_start(l, &q, sql, e);
	l->in &= in;
	if (rc == RC_OK)
		rc = ledger_db_step(&q, e);
	if (rc == RC_OK)
		*v = ledger_db_get_int(&q);
	return ledger_db_done(&q, rc);
}

enum rc
ledger_db_start(struct ledger *l, struct ledger_db_q *q, const char *sql, struct err *e)
{
	size_t i = 0;

	*q = (struct ledger_db_q){ .l = l };
	if (!l->in)
		return rc_err(e, RC_IO, "%s: the transaction has failed", l->path);
	while (i < l->n && l->sql[i] != sql)
		i++;
	if (i == l->n) {
		if (i == LEDGER_DB_STATEMENTS)
			return rc_err(e, RC_LIMIT, "%s: too many statements", l->path);
		if (sqlite3_prepare_v3(l->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &l->stmt[i],
		    NULL) != SQLITE_OK)
			return ledger_db_error(l, e);
		l->sql[l->n++] = sql;
	}
	q->s = l->stmt[i];
	return RC_OK;
}

/* A bind can fail for memory alone, and then the step does, too. */
void
ledger_db_int(struct ledger_db_q *q, int64_t v)
{
	(void)sqlite3_bind_int64(q->s, ++q->bind, v);
}

void
ledger_db_null(struct ledger_db_q *q)
{
	(void)sqlite3_bind_null(q->s, ++q->bind);
}

void
ledger_db_text(struct ledger_db_q *q, struct sv s)
{
	(void)sqlite3_bind_text64(q->s, ++q->bind, s.n > 0 ? s.p : "", s.n, SQLITE_STATIC,
	    SQLITE_UTF8);
}

void
ledger_db_blob(struct ledger_db_q *q, const void *p, size_t n)
{
	if (n == 0)
		ledger_db_null(q);
	else
		(void)sqlite3_bind_blob64(q->s, ++q->bind, p, n, SQLITE_STATIC);
}

enum rc
ledger_db_step(struct ledger_db_q *q, struct err *e)
{
	q->col = 0;
	switch (sqlite3_step(q->s)) {
	case SQLITE_ROW:
		return RC_OK;
	case SQLITE_DONE:
		return RC_END;
	default:
		return ledger_db_error(q->l, e);
	}
}

enum rc
ledger_db_done(struct ledger_db_q *q, enum rc rc)
{
	if (q->s != NULL)
		(void)sqlite3_reset(q->s);	/* it repeats what the step said */
	return rc == RC_END ? RC_OK : rc;
}

enum rc
ledger_db_only(struct ledger_db_q *q, struct err *e)
{
	return ledger_db_done(q, ledger_db_step(q, e));
}

enum rc
ledger_db_change(struct ledger_db_q *q, struct err *e)
{
	enum rc rc = ledger_db_only(q, e);

	return rc == RC_OK && sqlite3_changes(q->l->db) == 0 ? RC_NO : rc;
}

uint64_t
ledger_db_changes(const struct ledger *l)
{
	return (uint64_t)sqlite3_changes(l->db);
}

int64_t
ledger_db_get_int(struct ledger_db_q *q)
{
	return sqlite3_column_int64(q->s, q->col++);
}

struct sv
ledger_db_get_text(struct ledger_db_q *q)
{
	const char *p = (const char *)sqlite3_column_text(q->s, q->col);
	int n = sqlite3_column_bytes(q->s, q->col++);

	return (struct sv){ p, p != NULL ? (size_t)n : 0 };
}

void
ledger_db_get_bytes(struct ledger_db_q *q, void *p, size_t n)
{
	const void *from = sqlite3_column_blob(q->s, q->col);
	int have = sqlite3_column_bytes(q->s, q->col++);

	if (from != NULL && have >= 0 && (size_t)have == n)
		memcpy(p, from, n);
	else
		memset(p, 0, n);
}

void
ledger_db_get_row(struct ledger_db_q *q, struct ledger_row *row)
{
	int64_t state;

	memset(row, 0, sizeof(*row));
	row->id = ledger_db_get_int(q);
	ledger_db_get_bytes(q, &row->dkey, sizeof(row->dkey));
	ledger_db_get_bytes(q, &row->nkey, sizeof(row->nkey));
	ledger_db_get_bytes(q, &row->base, sizeof(row->base));
	ledger_db_get_bytes(q, row->same, sizeof(row->same));
	row->digest = (uint64_t)ledger_db_get_int(q);
	row->ukey = ledger_db_get_text(q);
	row->scenario = ledger_db_get_text(q);
	row->channel = ledger_db_get_text(q);
	row->category = ledger_db_get_text(q);
	row->variant = ledger_db_get_text(q);
	row->policy = ledger_db_get_text(q);
	row->event_us = ledger_db_get_int(q);
	row->last_us = ledger_db_get_int(q);
	row->at_us = ledger_db_get_int(q);
	row->due_us = ledger_db_get_int(q);
	row->expires_us = ledger_db_get_int(q);
	row->priority = (int32_t)ledger_db_get_int(q);
	row->items = (uint32_t)ledger_db_get_int(q);
	row->step = (unsigned)ledger_db_get_int(q);
	row->class = (unsigned)ledger_db_get_int(q);
	row->counts = ledger_db_get_int(q) != 0;
	state = ledger_db_get_int(q);
	row->state = LEDGER_UNKNOWN;
	if (state >= 0 && state < LEDGER_STATES)
		row->state = (enum ledger_state)state;
	row->attempt = (unsigned)ledger_db_get_int(q);
	row->code = (int)ledger_db_get_int(q);
	row->reason = ledger_db_get_text(q);
	row->changed_us = ledger_db_get_int(q);
}

void
ledger_db_keep_row(struct ledger_row *row, struct arena *a)
{
	struct sv *text[] = { &row->ukey, &row->scenario, &row->channel, &row->category,
	    &row->variant, &row->policy, &row->reason };

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		*text[i] = arena_sv(a, *text[i]);
}
