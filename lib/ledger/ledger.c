/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What deciders do with a ledger, and transactions.
 *
 * Whoever waits for another's transaction looks again after parts of a millisecond: SQLite's
 * own waiting doubles up to 100 ms, and whoever is late by that long is late on the wire.
 */
#include "ledger/ledger.h"

#include "base/mem.h"
#include "ledger/ledger_db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	WAIT_S = 20,
	WAIT_US = 200,		/* the first hundred looks; then ten times as long */
	WAIT_SHORT = 100,
	CHECKPOINT_PAGES = 4096
};

/* ---- opening ---- */

static int
wait_for_others(void *ctx, int tried)
{
	int us = tried < WAIT_SHORT ? WAIT_US : 10 * WAIT_US;
	struct timespec t = { 0, 1000L * us };

	(void)ctx;
	if (tried > WAIT_SHORT + WAIT_S * 1000000 / (10 * WAIT_US))
		return 0;
	(void)nanosleep(&t, NULL);
	return 1;
}

static enum rc
sync_folder(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? mem_dup(".", 1) :
	    mem_dup(path, slash == path ? 1 : (size_t)(slash - path));
	int fd = open(folder, O_RDONLY | O_CLOEXEC);
	enum rc rc = RC_OK;

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		rc = rc_err(e, RC_IO, "%s: %s", folder, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	mem_free(folder);
	return rc;
}

/* Made by us, so that nobody else may ever read it: SQLite gives its files the same mode. */
static enum rc
make_file(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);

	if (fd < 0)
		return errno == EEXIST ? RC_OK : rc_err(e, RC_IO, "%s: %s", path, strerror(errno));
	(void)close(fd);
	return sync_folder(path, e);
}

/* SQLite does not wait while others open the file, and asks no handler. */
static enum rc
become_wal(struct ledger *l, struct err *e)
{
	int tried = 0;
	enum rc rc;

	do {
		rc = ledger_db_run(l, "PRAGMA journal_mode = WAL", e);
	} while (rc != RC_OK && (sqlite3_errcode(l->db) & 0xff) == SQLITE_BUSY &&
	    wait_for_others(NULL, tried++));
	return rc;
}

static enum rc
set_up(struct ledger *l, struct err *e)
{
	char text[64];
	int64_t version;
	enum rc rc;

	(void)sqlite3_busy_handler(l->db, wait_for_others, NULL);
	(void)sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(l->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	snprintf(text, sizeof(text), "PRAGMA wal_autocheckpoint = %d", CHECKPOINT_PAGES);
	rc = ledger_schema_check(l, &version, e);
	if (rc == RC_OK)
		rc = become_wal(l, e);
	if (rc == RC_OK)
		rc = ledger_db_run(l, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
		    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192", e);
	if (rc == RC_OK)
		rc = ledger_db_run(l, text, e);
	return rc == RC_OK ? ledger_schema_migrate(l, e) : rc;
}

/* What the system says, where it did; SQLite says of all that it cannot open the file. */
static enum rc
not_opened(const struct ledger *l, struct err *e)
{
	int why = l->db == NULL ? ENOMEM : sqlite3_system_errno(l->db);

	return rc_err(e, RC_IO, "%s: %s", l->path, why == 0 ? "cannot be opened" : strerror(why));
}

enum rc
ledger_open(struct ledger **out, const char *path, bool make, struct err *e)
{
	struct ledger *l = mem_zalloc(sizeof(*l));
	size_t n = strlen(path) + sizeof("-sender");
	enum rc rc = make ? make_file(path, e) : RC_OK;

	l->lock = -1;
	l->path = mem_dup(path, strlen(path));
	l->lock_path = mem_alloc(n);
	snprintf(l->lock_path, n, "%s-sender", path);
	if (rc == RC_OK && sqlite3_open_v2(path, &l->db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
		rc = not_opened(l, e);
	if (rc == RC_OK)
		rc = set_up(l, e);
	if (rc != RC_OK) {
		ledger_close(l);
		l = NULL;
	}
	*out = l;
	return rc;
}

void
ledger_close(struct ledger *l)
{
	if (l == NULL)
		return;
	ledger_rollback(l);
	for (size_t i = 0; i < l->n; i++)
		(void)sqlite3_finalize(l->stmt[i]);
	(void)sqlite3_close(l->db);
	if (l->lock >= 0)
		(void)close(l->lock);
	mem_free(l->lock_path);
	mem_free(l->path);
	mem_free(l);
}

/* ---- transactions ---- */

enum rc
ledger_begin(struct ledger *l, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc;

	if (l->broken)
		return rc_err(e, RC_IO, "%s: the disk has failed", l->path);
	l->in = true;
	rc = ledger_db_start(l, &q, "BEGIN IMMEDIATE", e);
	if (rc == RC_OK)
		rc = ledger_db_only(&q, e);
	l->in = rc == RC_OK;
	return rc;
}

enum rc
ledger_commit(struct ledger *l, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "COMMIT", e);

	if (rc == RC_OK)
		rc = ledger_db_only(&q, e);
	l->in = false;
	if (rc == RC_OK && l->renewed_us != 0)
		l->until_us = l->renewed_us;
	l->renewed_us = 0;
	return rc;
}

void
ledger_rollback(struct ledger *l)
{
	if (l->in && sqlite3_get_autocommit(l->db) == 0)
		(void)sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
	l->in = false;
	l->renewed_us = 0;
}

bool
ledger_in(const struct ledger *l)
{
	return l->in;
}

bool
ledger_news(struct ledger *l)
{
	int64_t version = 0;
	bool news = ledger_db_number(l, "PRAGMA data_version", &version, NULL) != RC_OK ||
	    version != l->news;

	l->news = version;
	return news;
}

/* ---- rows ---- */

static enum rc
was_seen(struct ledger *l, const struct ledger_key *dkey, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT 1 FROM seen WHERE dkey = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ledger_db_key(dkey));
	rc = ledger_db_step(&q, e);
	(void)ledger_db_done(&q, rc);
	return rc == RC_END ? RC_OK : rc == RC_OK ? RC_NO : rc;
}

static void
bind_row(struct ledger_db_q *q, const struct ledger_row *row)
{
	static const uint64_t none[LEDGER_SAMES];

	ledger_db_text(q, ledger_db_key(&row->dkey));
	ledger_db_text(q, ledger_db_key(&row->nkey));
	ledger_db_text(q, ledger_db_key(&row->base));
	ledger_db_blob(q, row->same, memcmp(row->same, none, sizeof(none)) != 0 ? sizeof(none) : 0);
	ledger_db_int(q, (int64_t)row->digest);
	ledger_db_text(q, row->ukey);
	ledger_db_text(q, row->scenario);
	ledger_db_text(q, row->channel);
	ledger_db_text(q, row->category);
	ledger_db_text(q, row->variant);
	ledger_db_text(q, row->policy);
	ledger_db_int(q, row->event_us);
	ledger_db_int(q, row->last_us);
	ledger_db_int(q, row->at_us);
	ledger_db_int(q, row->due_us);
	ledger_db_int(q, row->expires_us);
	ledger_db_int(q, row->priority);
	ledger_db_int(q, row->items);
	ledger_db_int(q, row->step);
	ledger_db_int(q, row->class);
	ledger_db_int(q, row->counts);
	ledger_db_int(q, row->state);
	ledger_db_text(q, row->reason);
}

static void
bind_payload(struct ledger_db_q *q, const struct ledger_payload *p)
{
	ledger_db_text(q, p->address);
	ledger_db_text(q, p->vars);
	ledger_db_text(q, p->rest);
	ledger_db_text(q, p->language);
	ledger_db_text(q, p->event_id);
	ledger_db_text(q, p->tz);
	ledger_db_text(q, p->country);
}

static enum rc
add_payload(struct ledger *l, int64_t id, const struct ledger_payload *p, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO payload (address, vars, rest, language,"
	    " event_id, tz, country, said, id) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)", e);

	if (rc != RC_OK)
		return rc;
	bind_payload(&q, p);
	ledger_db_int(&q, id);
	return ledger_db_only(&q, e);
}

enum rc
ledger_plan(struct ledger *l, struct ledger_row *row, const struct ledger_payload *p,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = was_seen(l, &row->dkey, e);

	row->due_us = row->at_us;
	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, "INSERT INTO delivery (dkey, nkey, base, same, digest,"
		    " ukey, scenario, channel, category, variant, policy, event_us, last_us,"
		    " at_us, due_us, expires_us, priority, items, step, class, counts, state,"
		    " reason, ready, attempt, resend, fence, code, changed_us, await)"
		    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		    " 0, 0, 0, 0, 0, 0, 0) ON CONFLICT (dkey) DO NOTHING", e);
	if (rc != RC_OK)
		return rc;
	bind_row(&q, row);
	rc = ledger_db_change(&q, e);
	if (rc != RC_OK)
		return rc;
	row->id = sqlite3_last_insert_rowid(l->db);
	return p != NULL ? add_payload(l, row->id, p, e) : RC_OK;
}

/* Rows of a query, one after the other. */
static enum rc
each_row(struct ledger_db_q *q, ledger_row_fn *fn, void *ctx, struct err *e)
{
	struct ledger_row row;
	enum rc rc;

	while ((rc = ledger_db_step(q, e)) == RC_OK) {
		ledger_db_get_row(q, &row);
		rc = fn(ctx, &row, e);
		if (rc != RC_OK)
			break;
	}
	return ledger_db_done(q, rc);
}

enum rc
ledger_user_rows(struct ledger *l, struct sv ukey, int64_t since_us, ledger_row_fn *fn, void *ctx,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT " LEDGER_DB_ROW " FROM delivery INDEXED BY"
	    " delivery_user WHERE ukey = ? AND (max(at_us, event_us, last_us) >= ?"
	    " OR state IN (0, 1, 2)) ORDER BY id DESC", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ukey);
	ledger_db_int(&q, since_us);
	return each_row(&q, fn, ctx, e);
}

enum rc
ledger_state_rows(struct ledger *l, enum ledger_state state, int64_t since_us, ledger_row_fn *fn,
    void *ctx, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT " LEDGER_DB_ROW " FROM delivery INDEXED BY"
	    " delivery_stuck WHERE state = ? AND state IN (4, 5) AND changed_us >= ?"
	    " ORDER BY changed_us, id", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, state);
	ledger_db_int(&q, since_us);
	return each_row(&q, fn, ctx, e);
}

enum rc
ledger_find(struct ledger *l, const struct ledger_key *dkey, struct ledger_row *row,
    struct arena *a, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT " LEDGER_DB_ROW " FROM delivery WHERE dkey = ?",
	    e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ledger_db_key(dkey));
	rc = ledger_db_step(&q, e);
	if (rc == RC_OK) {
		ledger_db_get_row(&q, row);
		ledger_db_keep_row(row, a);
	}
	(void)ledger_db_done(&q, rc);
	return rc == RC_END ? RC_NO : rc;
}

enum rc
ledger_move(struct ledger *l, const struct ledger_row *row, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET at_us = ?1, due_us = ?1,"
	    " ready = 0, expires_us = ?2, last_us = ?3, items = ?4 WHERE id = ?5"
	    " AND state IN (0, 9)", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, row->at_us);
	ledger_db_int(&q, row->expires_us);
	ledger_db_int(&q, row->last_us);
	ledger_db_int(&q, row->items);
	ledger_db_int(&q, row->id);
	return ledger_db_change(&q, e);
}

enum rc
ledger_end(struct ledger *l, int64_t id, enum ledger_state to, struct sv reason,
    enum ledger_state from, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET state = ?, reason = ?"
	    " WHERE id = ? AND state IN (0, 9, ?)", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, to);
	ledger_db_text(&q, reason);
	ledger_db_int(&q, id);
	ledger_db_int(&q, from);
	return ledger_db_change(&q, e);
}

/* ---- what a message is made of ---- */

enum rc
ledger_payload_get(struct ledger *l, int64_t id, struct ledger_payload *p, struct arena *a,
    struct err *e)
{
	struct sv *text[] = { &p->address, &p->vars, &p->rest, &p->language, &p->event_id, &p->tz,
	    &p->country };
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT address, vars, rest, language, event_id, tz,"
	    " country FROM payload WHERE id = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, id);
	rc = ledger_db_step(&q, e);
	for (size_t i = 0; rc == RC_OK && i < sizeof(text) / sizeof(text[0]); i++)
		*text[i] = arena_sv(a, ledger_db_get_text(&q));
	(void)ledger_db_done(&q, rc);
	return rc == RC_END ? RC_NO : rc;
}

enum rc
ledger_payload_put(struct ledger *l, int64_t id, const struct ledger_payload *p, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE payload SET address = ?, vars = ?, rest = ?,"
	    " language = ?, event_id = ?, tz = ?, country = ? WHERE id = ? AND EXISTS"
	    " (SELECT 1 FROM delivery WHERE delivery.id = payload.id AND state = 0)", e);

	if (rc != RC_OK)
		return rc;
	bind_payload(&q, p);
	ledger_db_int(&q, id);
	return ledger_db_change(&q, e);
}

enum rc
ledger_join(struct ledger *l, int64_t id, const struct ledger_member *m, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO member (id, at_us, key, same, gone,"
	    " vars) SELECT id, ?2, ?3, ?4, 0, ?5 FROM delivery WHERE id = ?1"
	    " AND state IN (0, 9) AND NOT EXISTS (SELECT 1 FROM seen WHERE dkey = ?3)"
	    " ON CONFLICT (key) DO NOTHING", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, id);
	ledger_db_int(&q, m->at_us);
	ledger_db_text(&q, ledger_db_key(&m->key));
	ledger_db_blob(&q, m->same, sizeof(m->same));
	ledger_db_text(&q, m->vars);
	return ledger_db_change(&q, e);
}

enum rc
ledger_joined(struct ledger *l, const struct ledger_key *key, bool *yes, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT 1 FROM member WHERE key = ?1"
	    " UNION ALL SELECT 1 FROM seen WHERE dkey = ?1", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, ledger_db_key(key));
	rc = ledger_db_step(&q, e);
	*yes = rc == RC_OK;
	return ledger_db_done(&q, rc);
}

enum rc
ledger_leave(struct ledger *l, int64_t id, size_t i, uint64_t same, uint32_t *left,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE member SET gone = 1, vars = ''"
	    " WHERE id = ? AND substr(same, ?, 8) = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, id);
	ledger_db_int(&q, 1 + 8 * (int64_t)i);
	ledger_db_blob(&q, &same, sizeof(same));
	rc = ledger_db_only(&q, e);
	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, "SELECT count(*) FROM member WHERE id = ?"
		    " AND gone = 0", e);
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, id);
	rc = ledger_db_step(&q, e);
	if (rc == RC_OK)
		*left = (uint32_t)ledger_db_get_int(&q);
	return ledger_db_done(&q, rc);
}

/* The first two characters of a copy's key are its step: digits 0 and 1 are in no base32. */
enum rc
ledger_take_along(struct ledger *l, int64_t from, const struct ledger_row *to, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO member (id, at_us, key, same, gone,"
	    " vars) SELECT ?2, at_us, printf('%02d', ?3 % 20) || substr(key, 3), same, 0, vars"
	    " FROM member WHERE id = ?1 AND gone = 0", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, from);
	ledger_db_int(&q, to->id);
	ledger_db_int(&q, to->step);
	return ledger_db_only(&q, e);
}

enum rc
ledger_members(struct ledger *l, int64_t id, struct ledger_member **out, size_t *n,
    struct arena *a, struct err *e)
{
	struct ledger_db_q q;
	struct ledger_member *m = NULL;
	size_t cap = 0;
	enum rc rc = ledger_db_start(l, &q, "SELECT key, same, at_us, vars FROM member"
	    " WHERE id = ? AND gone = 0 ORDER BY at_us, key", e);

	*n = 0;
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, id);
	while ((rc = ledger_db_step(&q, e)) == RC_OK) {
		if (*n == cap) {
			m = arena_grow(a, m, cap * sizeof(*m), (2 * cap + 16) * sizeof(*m));
			cap = 2 * cap + 16;
		}
		ledger_db_get_bytes(&q, &m[*n].key, sizeof(m->key));
		ledger_db_get_bytes(&q, m[*n].same, sizeof(m->same));
		m[*n].at_us = ledger_db_get_int(&q);
		m[*n].vars = arena_sv(a, ledger_db_get_text(&q));
		++*n;
	}
	*out = m;
	return ledger_db_done(&q, rc);
}

/* ---- how far inputs were read, and what the ledger is ---- */

static enum rc
get_text(struct ledger_db_q *q, struct sv *value, struct arena *a, struct err *e)
{
	enum rc rc = ledger_db_step(q, e);

	if (rc == RC_OK)
		*value = arena_sv(a, ledger_db_get_text(q));
	(void)ledger_db_done(q, rc);
	return rc == RC_END ? RC_NO : rc;
}

enum rc
ledger_offset_get(struct ledger *l, struct sv topic, int64_t partition, int64_t *next,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT next FROM offset WHERE topic = ?"
	    " AND partition = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, topic);
	ledger_db_int(&q, partition);
	rc = ledger_db_step(&q, e);
	if (rc == RC_OK)
		*next = ledger_db_get_int(&q);
	(void)ledger_db_done(&q, rc);
	return rc == RC_END ? RC_NO : rc;
}

enum rc
ledger_offset_put(struct ledger *l, struct sv topic, int64_t partition, int64_t next,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO offset (topic, partition, next)"
	    " VALUES (?, ?, ?) ON CONFLICT (topic, partition) DO UPDATE"
	    " SET next = max(next, excluded.next)", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, topic);
	ledger_db_int(&q, partition);
	ledger_db_int(&q, next);
	return ledger_db_only(&q, e);
}

enum rc
ledger_fact_get(struct ledger *l, struct sv name, struct sv *value, struct arena *a,
    struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT value FROM fact WHERE name = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, name);
	return get_text(&q, value, a, e);
}

enum rc
ledger_fact_put(struct ledger *l, struct sv name, struct sv value, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "INSERT INTO fact (name, value) VALUES (?, ?)"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, name);
	ledger_db_text(&q, value);
	return ledger_db_only(&q, e);
}
