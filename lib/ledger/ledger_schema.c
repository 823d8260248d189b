/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables, and how a ledger comes to be, and to this version.
 *
 * delivery.ready: 0 its time has not come, or nobody has looked yet; 1 it has; 2 it has, but
 * its scenario is on hold.  Who looks for what is due goes along delivery_waiting, by time;
 * who claims along delivery_ready, by priority: neither meets a row it does not want.
 */
#include "ledger/ledger_db.h"

#include <inttypes.h>
#include <stdio.h>

enum { APPLICATION = 0x63784c67 };	/* "cxLg", in the file's header */

/* From version i to i + 1; what an index is for stands in the query that names it. */
static const char *const steps[] = {
	"CREATE TABLE delivery (id INTEGER PRIMARY KEY, dkey TEXT NOT NULL UNIQUE,"
	" nkey TEXT NOT NULL, base TEXT, same BLOB, digest INTEGER NOT NULL, ukey TEXT NOT NULL,"
	" scenario TEXT NOT NULL, channel TEXT NOT NULL, category TEXT NOT NULL,"
	" variant TEXT NOT NULL, policy TEXT NOT NULL, event_us INTEGER NOT NULL,"
	" last_us INTEGER NOT NULL, at_us INTEGER NOT NULL, due_us INTEGER NOT NULL,"
	" expires_us INTEGER NOT NULL, priority INTEGER NOT NULL, items INTEGER NOT NULL,"
	" step INTEGER NOT NULL, class INTEGER NOT NULL, counts INTEGER NOT NULL,"
	" state INTEGER NOT NULL, ready INTEGER NOT NULL, attempt INTEGER NOT NULL,"
	" resend INTEGER NOT NULL, fence INTEGER NOT NULL, code INTEGER NOT NULL,"
	" reason TEXT NOT NULL, changed_us INTEGER NOT NULL, await INTEGER NOT NULL,"
	" await_us INTEGER) STRICT;"
	"CREATE INDEX delivery_user ON delivery (ukey);"
	"CREATE INDEX delivery_waiting ON delivery (ready, due_us) WHERE state = 0 AND ready <> 1;"
	"CREATE INDEX delivery_ready ON delivery (channel, priority DESC, due_us)"
	" WHERE state = 0 AND ready = 1;"
	"CREATE INDEX delivery_held ON delivery (state) WHERE state IN (1, 2);"
	"CREATE INDEX delivery_stuck ON delivery (state, changed_us) WHERE state IN (4, 5);"
	"CREATE INDEX delivery_await ON delivery (await_us) WHERE await_us IS NOT NULL;"
	"CREATE TABLE payload (id INTEGER PRIMARY KEY, address TEXT NOT NULL, vars TEXT NOT NULL,"
	" rest TEXT NOT NULL, language TEXT NOT NULL, event_id TEXT NOT NULL, tz TEXT NOT NULL,"
	" country TEXT NOT NULL, said TEXT NOT NULL) STRICT;"
	"CREATE TABLE member (id INTEGER NOT NULL, at_us INTEGER NOT NULL,"
	" key TEXT NOT NULL UNIQUE, same BLOB, gone INTEGER NOT NULL, vars TEXT NOT NULL,"
	" PRIMARY KEY (id, at_us, key)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE seen (dkey TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
	"CREATE TABLE lease (id INTEGER PRIMARY KEY CHECK (id = 1), fence INTEGER NOT NULL,"
	" who TEXT NOT NULL, until_us INTEGER NOT NULL, locked INTEGER NOT NULL) STRICT;"
	"INSERT INTO lease VALUES (1, 0, '', 0, 0);"
	"CREATE TABLE hold (scenario TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
	"CREATE TABLE consent (ukey TEXT NOT NULL, channel TEXT NOT NULL, category TEXT NOT NULL,"
	" at_us INTEGER NOT NULL, granted INTEGER NOT NULL, source TEXT NOT NULL,"
	" text_version TEXT NOT NULL, PRIMARY KEY (ukey, channel, category, at_us, granted))"
	" STRICT, WITHOUT ROWID;"
	"CREATE TABLE block (ukey TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL,"
	" reason TEXT NOT NULL, at_us INTEGER NOT NULL, PRIMARY KEY (ukey, channel, address))"
	" STRICT, WITHOUT ROWID;"
	"CREATE TABLE receipt (id INTEGER NOT NULL, name TEXT NOT NULL, at_us INTEGER NOT NULL,"
	" detail TEXT NOT NULL, machine INTEGER NOT NULL, PRIMARY KEY (id, name, at_us))"
	" STRICT, WITHOUT ROWID;"
	"CREATE TABLE note (space TEXT NOT NULL, key TEXT NOT NULL, ukey TEXT NOT NULL,"
	" at_us INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, key))"
	" STRICT, WITHOUT ROWID;"
	"CREATE INDEX note_user ON note (ukey) WHERE ukey <> '';"
	"CREATE TABLE offset (topic TEXT NOT NULL, partition INTEGER NOT NULL,"
	" next INTEGER NOT NULL, PRIMARY KEY (topic, partition)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
};
enum { VERSION = sizeof(steps) / sizeof(steps[0]) };

/* All three at one moment: another process may be making it. */
static enum rc
look(struct ledger *l, int64_t *version, int64_t *application, int64_t *tables, struct err *e)
{
	bool own = !l->in;
	enum rc rc = own ? ledger_db_run(l, "BEGIN", e) : RC_OK;

	if (rc == RC_OK)
		rc = ledger_db_number(l, "PRAGMA user_version", version, e);
	if (rc == RC_OK)
		rc = ledger_db_number(l, "PRAGMA application_id", application, e);
	if (rc == RC_OK)
		rc = ledger_db_number(l, "SELECT count(*) FROM sqlite_schema", tables, e);
	if (own) {
		enum rc ended = ledger_db_run(l, "ROLLBACK", rc == RC_OK ? e : NULL);

		rc = rc == RC_OK ? ended : rc;
	}
	return rc;
}

enum rc
ledger_schema_check(struct ledger *l, int64_t *version, struct err *e)
{
	int64_t application = 0, tables = 0;
	enum rc rc = look(l, version, &application, &tables, e);

	if (rc != RC_OK)
		return rc;
	if (application != APPLICATION && (application != 0 || *version != 0 || tables != 0))
		return rc_err(e, RC_SYNTAX, "%s: not a ledger", l->path);
	if (*version > VERSION)
		return rc_err(e, RC_RANGE, "%s: a ledger of version %" PRId64 ", newer than %d, "
		    "which is what this program knows: use the newer program", l->path, *version,
		    VERSION);
	return RC_OK;
}

/* All steps from the version the file has to version @to, in one transaction. */
static enum rc
migrate_to(struct ledger *l, const char *const *step, int64_t to, struct err *e)
{
	int64_t version = 0;
	char text[96];
	enum rc rc = ledger_begin(l, e);

	if (rc == RC_OK)	/* another process may have been at it */
		rc = ledger_schema_check(l, &version, e);
	for (; rc == RC_OK && version < to; version++)
		rc = ledger_db_run(l, step[version], e);
	snprintf(text, sizeof(text), "PRAGMA application_id = %d; PRAGMA user_version = %" PRId64,
	    APPLICATION, version);
	if (rc == RC_OK)
		rc = ledger_db_run(l, text, e);
	if (rc == RC_OK)
		return ledger_commit(l, e);
	ledger_rollback(l);
	return rc;
}

enum rc
ledger_schema_migrate(struct ledger *l, struct err *e)
{
	int64_t version = 0;
	enum rc rc = ledger_schema_check(l, &version, e);

	return rc != RC_OK || version == VERSION ? rc : migrate_to(l, steps, VERSION, e);
}
