/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/ledger_user.h"

#include "base/mem.h"
#include "ledger/ledger_db.h"

enum { AT_ONCE = 1000 };	/* rows that are forgotten in one transaction */

/* ---- consents, and what nobody may write to ---- */

enum rc
ledger_consent_put(struct ledger *l, struct sv ukey, const struct ledger_consent *c,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO consent (ukey, channel, category, at_us,"
	    " granted, source, text_version) VALUES (?, ?, ?, ?, ?, ?, ?)"
	    " ON CONFLICT DO NOTHING", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ukey);
	ledger_db_text(&q, c->channel);
	ledger_db_text(&q, c->category);
	ledger_db_int(&q, c->at_us);
	ledger_db_int(&q, c->granted);
	ledger_db_text(&q, c->source);
	ledger_db_text(&q, c->text_version);
	return ledger_db_only(&q, e);
}

enum rc
ledger_consents(struct ledger *l, struct sv ukey, struct ledger_consent **out, size_t *n,
    struct arena *a, struct err *e)
{
	struct ledger_consent *c = NULL;
	struct ledger_db_q q;
	size_t cap = 0;
	enum rc rc = ledger_db_start(l, &q, "SELECT channel, category, granted, at_us, source,"
	    " text_version FROM consent WHERE ukey = ?"
	    " ORDER BY channel, category, at_us DESC, granted", e);

	*n = 0;
	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ukey);
	while ((rc = ledger_db_step(&q, e)) == RC_OK) {
		struct sv channel = ledger_db_get_text(&q), category = ledger_db_get_text(&q);

		if (*n > 0 && sv_eq(c[*n - 1].channel, channel) &&
		    sv_eq(c[*n - 1].category, category))
			continue;
		if (*n == cap) {
			c = arena_grow(a, c, cap * sizeof(*c), (2 * cap + 8) * sizeof(*c));
			cap = 2 * cap + 8;
		}
		c[*n].channel = arena_sv(a, channel);
		c[*n].category = arena_sv(a, category);
		c[*n].granted = ledger_db_get_int(&q) != 0;
		c[*n].at_us = ledger_db_get_int(&q);
		c[*n].source = arena_sv(a, ledger_db_get_text(&q));
		c[(*n)++].text_version = arena_sv(a, ledger_db_get_text(&q));
	}
	*out = c;
	return ledger_db_done(&q, rc);
}

enum rc
ledger_suppress(struct ledger *l, struct sv ukey, const struct ledger_block *b, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO block (ukey, channel, address, reason,"
	    " at_us) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ukey);
	ledger_db_text(&q, b->channel);
	ledger_db_text(&q, b->address);
	ledger_db_text(&q, b->reason);
	ledger_db_int(&q, b->at_us);
	return ledger_db_only(&q, e);
}

enum rc
ledger_blocks(struct ledger *l, struct sv ukey, struct ledger_block **out, size_t *n,
    struct arena *a, struct err *e)
{
	struct ledger_block *b = NULL;
	struct ledger_db_q q;
	size_t cap = 0;
	enum rc rc = ledger_db_start(l, &q, "SELECT channel, address, reason, at_us FROM block"
	    " WHERE ukey = ? ORDER BY channel, address", e);

	*n = 0;
	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ukey);
	while ((rc = ledger_db_step(&q, e)) == RC_OK) {
		if (*n == cap) {
			b = arena_grow(a, b, cap * sizeof(*b), (2 * cap + 8) * sizeof(*b));
			cap = 2 * cap + 8;
		}
		b[*n].channel = arena_sv(a, ledger_db_get_text(&q));
		b[*n].address = arena_sv(a, ledger_db_get_text(&q));
		b[*n].reason = arena_sv(a, ledger_db_get_text(&q));
		b[(*n)++].at_us = ledger_db_get_int(&q);
	}
	*out = b;
	return ledger_db_done(&q, rc);
}

/* ---- receipts ---- */

static bool
is_refusal(struct sv name)
{
	return sv_is(name, "bounced") || sv_is(name, "permission_lost");
}

/*
 * What was unknown is known, what arrived is not tried once more (0 and 1: planned, claimed),
 * and who waited for a receipt waits no more, or at once no more.
 */
static enum rc
take_in(struct ledger *l, int64_t id, const struct ledger_receipt *r, struct err *e)
{
	bool refused = is_refusal(r->name);
	bool opened = !r->machine && (sv_is(r->name, "opened") || sv_is(r->name, "clicked") ||
	    sv_is(r->name, "rated") || sv_is(r->name, "complained") || sv_is(r->name, "opt_out"));
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET state = ?1, reason = ?2,"
	    " changed_us = ?3, ready = 0, await = 0, await_us = iif(?5, ?3, NULL) WHERE id = ?4"
	    " AND (state = 5 OR (NOT ?5 AND state IN (0, 1) AND attempt > 0))", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, refused ? LEDGER_DEAD : LEDGER_SENT);
	ledger_db_text(&q, r->name);
	ledger_db_int(&q, r->at_us);
	ledger_db_int(&q, id);
	ledger_db_int(&q, refused);
	rc = ledger_db_only(&q, e);
	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, "UPDATE delivery SET await = iif(?1, await, 0),"
		    " await_us = iif(?1, min(await_us, ?2), NULL) WHERE id = ?3"
		    " AND await_us IS NOT NULL AND (?1 OR await = 1 OR ?4)", e);
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, refused);
	ledger_db_int(&q, r->at_us);
	ledger_db_int(&q, id);
	ledger_db_int(&q, opened);
	return ledger_db_only(&q, e);
}

enum rc
ledger_receipt_put(struct ledger *l, const struct ledger_key *dkey,
    const struct ledger_receipt *r, struct ledger_row *row, struct arena *a, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_find(l, dkey, row, a, e);

	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, "INSERT INTO receipt (id, name, at_us, detail, machine)"
		    " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", e);
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, row->id);
	ledger_db_text(&q, r->name);
	ledger_db_int(&q, r->at_us);
	ledger_db_text(&q, r->detail);
	ledger_db_int(&q, r->machine);
	rc = ledger_db_change(&q, e);
	if (rc == RC_NO)	/* it was there */
		return RC_OK;
	return rc == RC_OK ? take_in(l, row->id, r, e) : rc;
}

/* ---- notes ---- */

enum rc
ledger_note_put(struct ledger *l, struct sv space, const struct ledger_note *n, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO note (space, key, ukey, at_us, value)"
	    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (space, key) DO UPDATE SET ukey = excluded.ukey,"
	    " at_us = excluded.at_us, value = excluded.value", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, space);
	ledger_db_text(&q, n->key);
	ledger_db_text(&q, n->ukey);
	ledger_db_int(&q, n->at_us);
	ledger_db_text(&q, n->value);
	return ledger_db_only(&q, e);
}

static void
get_note(struct ledger_db_q *q, struct ledger_note *n)
{
	n->key = ledger_db_get_text(q);
	n->ukey = ledger_db_get_text(q);
	n->at_us = ledger_db_get_int(q);
	n->value = ledger_db_get_text(q);
}

enum rc
ledger_note_get(struct ledger *l, struct sv space, struct sv key, struct ledger_note *n,
    struct arena *a, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT key, ukey, at_us, value FROM note"
	    " WHERE space = ? AND key = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, space);
	ledger_db_text(&q, key);
	rc = ledger_db_step(&q, e);
	if (rc == RC_OK) {
		get_note(&q, n);
		n->key = arena_sv(a, n->key);
		n->ukey = arena_sv(a, n->ukey);
		n->value = arena_sv(a, n->value);
	}
	(void)ledger_db_done(&q, rc);
	return rc == RC_END ? RC_NO : rc;
}

enum rc
ledger_note_drop(struct ledger *l, struct sv space, struct sv key, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "DELETE FROM note WHERE space = ? AND key = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, space);
	ledger_db_text(&q, key);
	return ledger_db_only(&q, e);
}

enum rc
ledger_notes(struct ledger *l, struct sv space, struct sv prefix, ledger_note_fn *fn, void *ctx,
    struct err *e)
{
	struct ledger_note note;
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT key, ukey, at_us, value FROM note"
	    " WHERE space = ? AND key >= ? ORDER BY key", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, space);
	ledger_db_text(&q, prefix);
	while ((rc = ledger_db_step(&q, e)) == RC_OK) {
		get_note(&q, &note);
		if (!sv_starts(note.key, prefix))
			break;
		rc = fn(ctx, &note, e);
		if (rc != RC_OK)
			break;
	}
	return ledger_db_done(&q, rc);
}

/* ---- forgetting ---- */

static enum rc
of_user(struct ledger *l, const char *sql, struct sv ukey, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, sql, e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ukey);
	return ledger_db_only(&q, e);
}

#define HIS "(SELECT id FROM delivery WHERE ukey = ?)"

enum rc
ledger_erase(struct ledger *l, struct sv ukey, int64_t now_us, struct err *e)
{
	struct ledger_block all = { .reason = SV("erased"), .at_us = now_us };
	enum rc rc = of_user(l, "UPDATE delivery SET state = 6, reason = 'erased' WHERE ukey = ?"
	    " AND state IN (0, 1)", ukey, e);

	if (rc == RC_OK)
		rc = of_user(l, "DELETE FROM payload WHERE id IN " HIS, ukey, e);
	if (rc == RC_OK)
		rc = of_user(l, "UPDATE member SET vars = '' WHERE id IN " HIS, ukey, e);
	if (rc == RC_OK)
		rc = of_user(l, "UPDATE receipt SET detail = '' WHERE id IN " HIS, ukey, e);
	if (rc == RC_OK)
		rc = of_user(l, "UPDATE consent SET source = '', text_version = ''"
		    " WHERE ukey = ?", ukey, e);
	if (rc == RC_OK)
		rc = of_user(l, "DELETE FROM note WHERE ukey = ? AND ukey <> ''", ukey, e);
	/* Whatever there was before: that he wanted to be forgotten is what counts now. */
	if (rc == RC_OK)
		rc = of_user(l, "DELETE FROM block WHERE ukey = ?", ukey, e);
	return rc == RC_OK ? ledger_suppress(l, ukey, &all, e) : rc;
}

/* ---- what people are called ---- */

enum rc
ledger_rename(struct ledger *l, struct sv from, struct sv to, struct err *e)
{
	static const char *const sql[] = {
		"UPDATE delivery SET ukey = ?2 WHERE ukey = ?1",
		"UPDATE OR IGNORE consent SET ukey = ?2 WHERE ukey = ?1",
		"UPDATE OR IGNORE block SET ukey = ?2 WHERE ukey = ?1",
		"UPDATE note SET ukey = ?2 WHERE ukey = ?1 AND ukey <> ''",
		/* Keys of notes may begin with the name; one under the new name is a later one. */
		("UPDATE OR IGNORE note SET key = ?2 || substr(key, length(?1) + 1)"
		 " WHERE ukey = ?2 AND substr(key, 1, length(?1)) = ?1"),
		"DELETE FROM note WHERE ukey = ?2 AND substr(key, 1, length(?1)) = ?1",
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct ledger_db_q q;

		rc = ledger_db_start(l, &q, sql[i], e);
		if (rc != RC_OK)
			break;
		ledger_db_text(&q, from);
		ledger_db_text(&q, to);
		rc = ledger_db_only(&q, e);
	}
	return rc;
}

/* What a key makes of a text that is nobody's id tells it from others, and says nothing of it. */
static enum rc
same_keys(struct ledger *l, const struct pseudonym *names, struct arena *a, struct err *e)
{
	char text[PSEUDONYM_LEN];
	const struct sv mark = { text, sizeof(text) }, of = SV("\0the ledger's own mark");
	struct sv was = SV("");
	enum rc rc = ledger_fact_get(l, SV("key"), &was, a, e);
	bool known = rc == RC_NO;

	for (size_t i = 0; i < pseudonym_keys(names); i++) {
		pseudonym_of(names, i, of, text);
		known |= sv_eq(was, mark);
	}
	if (rc != RC_OK && rc != RC_NO)
		return rc;
	if (!known)
		return rc_err(e, RC_USAGE, "%s: people have their names in it by another key, or "
		    "tenant: 'keys: ledger_file' has to have that key, too", l->path);
	pseudonym_of(names, 0, of, text);
	return sv_eq(was, mark) ? RC_OK : ledger_fact_put(l, SV("key"), mark, e);
}

enum rc
ledger_keys(struct ledger *l, const struct pseudonym *names, struct err *e)
{
	struct arena a;
	enum rc rc = ledger_begin(l, e);

	arena_init(&a);
	if (rc == RC_OK)
		rc = same_keys(l, names, &a, e);
	if (rc == RC_OK)
		rc = ledger_commit(l, e);
	ledger_rollback(l);
	arena_free(&a);
	return rc;
}

/* ---- what has ended ---- */

/* Ids behind @after that @sql names, looked for without keeping anybody from writing. */
static enum rc
look(struct ledger *l, const char *sql, int64_t before_us, int64_t after, int64_t *id, size_t *n,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_run(l, "BEGIN", e);

	*n = 0;
	l->in = rc == RC_OK;
	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, sql, e);
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, before_us);
	ledger_db_int(&q, after);
	ledger_db_int(&q, AT_ONCE);
	while (*n < AT_ONCE && (rc = ledger_db_step(&q, e)) == RC_OK)
		id[(*n)++] = ledger_db_get_int(&q);
	rc = ledger_db_done(&q, rc);
	return rc == RC_OK ? ledger_commit(l, e) : rc;
}

/* What @sql says of each of them, in one transaction; some may have been requeued meanwhile. */
static enum rc
forget(struct ledger *l, const char *const *sql, size_t nsql, const int64_t *id, size_t n,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_begin(l, e);

	for (size_t i = 0; i < n * nsql && rc == RC_OK; i++) {
		rc = ledger_db_start(l, &q, sql[i % nsql], e);
		if (rc != RC_OK)
			break;
		ledger_db_int(&q, id[i / nsql]);
		rc = ledger_db_only(&q, e);
	}
	return rc == RC_OK ? ledger_commit(l, e) : rc;
}

/* What waits for a receipt is over when that is, unless it expires before. */
#define OVER " WHERE state NOT IN (0, 1, 2) AND max(delivery.at_us, changed_us," \
    " min(ifnull(await_us, 0), expires_us)) <= ?" \
    " AND delivery.id > ? ORDER BY delivery.id LIMIT ?"
#define STILL " AND EXISTS (SELECT 1 FROM delivery WHERE id = ?1 AND state NOT IN (0, 1, 2))"

static const char *const body[] = {
	"DELETE FROM payload WHERE id = ?1" STILL,
	"UPDATE member SET vars = '' WHERE id = ?1" STILL,
};

static const char *const whole[] = {
	"INSERT OR IGNORE INTO seen (dkey) SELECT dkey FROM delivery WHERE id = ?1" STILL,
	"INSERT OR IGNORE INTO seen (dkey) SELECT key FROM member WHERE id = ?1" STILL,
	"DELETE FROM payload WHERE id = ?1" STILL,
	"DELETE FROM member WHERE id = ?1" STILL,
	"DELETE FROM receipt WHERE id = ?1" STILL,
	"DELETE FROM delivery WHERE id = ?1" STILL,
};

static enum rc
forget_all(struct ledger *l, const char *find, int64_t before_us, const char *const *sql,
    size_t nsql, struct err *e)
{
	int64_t *id = mem_array(NULL, AT_ONCE, sizeof(*id)), after = INT64_MIN;
	size_t n = AT_ONCE;
	enum rc rc = RC_OK;

	while (rc == RC_OK && n == AT_ONCE) {
		rc = look(l, find, before_us, after, id, &n, e);
		if (rc == RC_OK && n > 0) {
			after = id[n - 1];
			rc = forget(l, sql, nsql, id, n, e);
		}
	}
	mem_free(id);
	return rc;
}

enum rc
ledger_retain(struct ledger *l, int64_t body_us, int64_t row_us, struct err *e)
{
	enum rc rc = forget_all(l, "SELECT delivery.id FROM delivery JOIN payload USING (id)" OVER,
	    body_us, body, sizeof(body) / sizeof(body[0]), e);

	return rc == RC_OK ? forget_all(l, "SELECT id FROM delivery" OVER, row_us, whole,
	    sizeof(whole) / sizeof(whole[0]), e) : rc;
}

enum rc
ledger_vacuum(struct ledger *l, bool all, struct err *e)
{
	int64_t busy = 0;
	enum rc rc = all ? ledger_db_run(l, "VACUUM", e) : RC_OK;

	if (rc == RC_OK)
		rc = ledger_db_number(l, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, e);
	if (rc == RC_OK && busy != 0)
		return rc_err(e, RC_IO, "%s: another process reads what is to be cleared", l->path);
	return rc;
}
