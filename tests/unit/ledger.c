/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger - what each call promises, one after the other; what another process, another
 * version, and another kind of file is told
 */
#include "../ledger.h"

#include "../../lib/ledger/ledger_schema.c"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

static struct arena arena;

/* As "n n n": what is claimed now, by number of key. */
static const char *
claimed(struct ledger *l, const char *channel, int64_t now_us, size_t max)
{
	static char text[512];
	struct ledger_row row[16];
	size_t n, at = 0;

	text[0] = '\0';
	LT_TURN(l, now_us, ledger_claim(l, sv_of(channel), now_us, row, max, &n, &arena, &lt_e));
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%u", i > 0 ? " " : "",
		    lt_number(&row[i].dkey));
	return text;
}

/* ---- files ---- */

static void
run_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		printf("Bail out! %s\n", sqlite3_errmsg(db));
		exit(1);
	}
	sqlite3_close(db);
}

static enum rc
refused(void)
{
	struct ledger *l;
	struct err e = { 0 };
	enum rc rc = ledger_open(&l, lt_path, true, &e);

	ledger_close(l);
	lt_e = e;
	return rc;
}

static void
write_file(const char *text)
{
	FILE *f = fopen(lt_path, "w");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		exit(2);
}

static void
test_files(void)
{
	struct ledger *l = NULL;
	struct stat st;
	FILE *f;
	char head[32];

	T_OK(ledger_open(&l, lt_path, false, &lt_e) == RC_IO && l == NULL, "no file: %s", lt_e.msg);
	l = lt_open();
	T_OK(stat(lt_path, &st) == 0 && (st.st_mode & 0777) == 0600, "nobody else reads it");
	ledger_close(l);
	l = lt_open();
	T_OK(l != NULL, "opened again");
	ledger_close(l);
	run_sql(lt_path, "PRAGMA user_version = 99");
	T_OK(refused() == RC_RANGE && strstr(lt_e.msg, "version 99") != NULL, "newer: %s", lt_e.msg);
	lt_remove();
	run_sql(lt_path, "CREATE TABLE other (a)");
	T_OK(refused() == RC_SYNTAX && strstr(lt_e.msg, "not a ledger") != NULL, "another's: %s",
	    lt_e.msg);
	f = fopen(lt_path, "r");
	T_OK(f != NULL && fread(head, 1, 20, f) == 20 && head[18] == 1, "it is left as it was: no WAL");
	fclose(f);
	lt_remove();
	write_file("{\"kind\":\"plan\"}\n{\"kind\":\"plan\"}\n");
	T_OK(refused() == RC_SYNTAX, "no database: %s", lt_e.msg);
	lt_remove();
}

/* Six processes make the same ledger, forty times: some meet one that is not a WAL yet. */
static void
test_all_at_once(void)
{
	int status, ok = 0;

	fflush(stdout);
	for (unsigned i = 0; i < 40 * 6; i++) {
		if (i % 6 == 0)
			lt_remove();
		if (fork() == 0) {
			struct ledger *l = lt_open();

			LT_TX(l, (lt_plan(l, lt_row(i % 6, 0)), RC_OK));
			ledger_close(l);
			_exit(0);
		}
		while (i % 6 == 5 && wait(&status) > 0)
			ok += status == 0;
	}
	T_OK(ok == 40 * 6, "six processes make it at once: %d of 240 times", ok);
}

static int64_t
version(void)
{
	struct ledger *l = lt_open();
	int64_t v = -1;

	LT_OK(ledger_db_number(l, "PRAGMA user_version", &v, &lt_e));
	ledger_close(l);
	return v;
}

/* Steps from a version that the file has to one that it has not, as a later program would. */
static void
test_migration(void)
{
	static const char *const more[] = { NULL, "ALTER TABLE fact ADD COLUMN more TEXT;",
		"CREATE TABLE next (a) STRICT;" };
	static const char *const good[] = { NULL, "ALTER TABLE fact ADD COLUMN more TEXT;",
		"CREATE TABLE next (a INTEGER) STRICT;" };
	struct ledger *l = lt_fresh();

	LT_TX(l, ledger_fact_put(l, SV("a"), SV("b"), &lt_e));
	T_OK(migrate_to(l, more, 3, &lt_e) == RC_IO, "a step that fails: %s", lt_e.msg);
	ledger_close(l);
	T_OK(version() == 1, "and what it had is what it has");
	l = lt_open();
	T_OK(migrate_to(l, good, 3, &lt_e) == RC_OK, "two steps");
	ledger_close(l);
	T_OK(refused() == RC_RANGE && strstr(lt_e.msg, "version 3") != NULL, "then: %s", lt_e.msg);
}

/* ---- deciders ---- */

static void
test_rows(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_row row = lt_row(1, 5), got;
	struct ledger_payload p;
	struct sv s;
	int64_t id, next;

	row.same[2] = 77;
	row.digest = UINT64_MAX;
	row.priority = -3;
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_plan(l, &row, &lt_payload, &lt_e));
	T_OK(ledger_plan(l, &row, &lt_payload, &lt_e) == RC_NO, "a delivery is planned once");
	LT_OK(ledger_find(l, &row.dkey, &got, &arena, &lt_e));
	T_OK(got.id == row.id && memcmp(&got.nkey, &row.nkey, LEDGER_KEY) == 0 && got.same[2] == 77 &&
	    got.same[0] == 0 && got.digest == UINT64_MAX && sv_eq(got.ukey, row.ukey) &&
	    sv_eq(got.policy, row.policy) && got.at_us == LT_T0 + 5 && got.due_us == got.at_us &&
	    got.priority == -3 && got.counts && got.state == LEDGER_PLANNED, "read as it was written");
	LT_OK(ledger_payload_get(l, row.id, &p, &arena, &lt_e));
	T_OK(sv_is(p.address, "\"ann@example.org\"") && p.tz.n == 0, "what it is made of");
	row.at_us += 100;
	row.items = 4;
	LT_OK(ledger_move(l, &row, &lt_e));
	LT_OK(ledger_find(l, &row.dkey, &got, &arena, &lt_e));
	T_OK(got.due_us == LT_T0 + 105 && got.items == 4, "moved");
	id = lt_plan(l, lt_row(2, 10));
	LT_OK(ledger_end(l, id, LEDGER_CANCELLED, SV("preempted"), LEDGER_PLANNED, &lt_e));
	T_OK(ledger_end(l, id, LEDGER_CANCELLED, SV("cancelled"), LEDGER_CLAIMED, &lt_e) == RC_NO,
	    "ended once");
	row = lt_row(3, 20);
	row.state = LEDGER_HOLDOUT;
	row.ukey = SV("bob");
	LT_OK(ledger_plan(l, &row, NULL, &lt_e));
	T_OK(ledger_payload_get(l, row.id, &p, &arena, &lt_e) == RC_NO, "a row without a payload");
	T_OK(lt_user_rows(l, SV("ann"), LT_T0 + 11) == 1 && lt_user_rows(l, SV("ann"), LT_T0 + 10) == 2 &&
	    lt_user_rows(l, SV("bob"), LT_T0) == 1 && lt_user_rows(l, SV("eve"), 0) == 0, "rows of a user");
	LT_OK(ledger_offset_put(l, SV("ev"), 3, 17, &lt_e));
	LT_OK(ledger_commit(l, &lt_e));
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_offset_put(l, SV("ev"), 3, 99, &lt_e));
	(void)lt_plan(l, lt_row(4, 0));
	ledger_rollback(l);
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_offset_get(l, SV("ev"), 3, &next, &lt_e));
	T_OK(next == 17, "what was rolled back has not happened");
	LT_OK(ledger_offset_put(l, SV("ev"), 3, 9, &lt_e));
	LT_OK(ledger_offset_get(l, SV("ev"), 3, &next, &lt_e));
	T_OK(next == 17, "an offset goes up only");
	T_OK(ledger_offset_get(l, SV("ev"), 4, &next, &lt_e) == RC_NO &&
	    ledger_offset_get(l, SV("else"), 3, &next, &lt_e) == RC_NO, "of others nothing is known");
	LT_OK(ledger_fact_put(l, SV("kid"), SV("1"), &lt_e));
	LT_OK(ledger_fact_put(l, SV("kid"), SV("2"), &lt_e));
	LT_OK(ledger_fact_get(l, SV("kid"), &s, &arena, &lt_e));
	T_OK(sv_is(s, "2") && ledger_fact_get(l, SV("x"), &s, &arena, &lt_e) == RC_NO, "facts");
	ledger_rollback(l);
	T_OK(ledger_plan(l, &row, NULL, &lt_e) == RC_IO, "nothing without a transaction: %s", lt_e.msg);
	ledger_close(l);
}

static void
test_digest(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_member m = { .key = lt_key(7), .at_us = 2, .vars = SV("{\"a\":2}") }, *got;
	int64_t id, other;
	uint32_t left;
	size_t n;
	bool yes;

	LT_OK(ledger_begin(l, &lt_e));
	id = lt_plan(l, lt_row(1, 0));
	other = lt_plan(l, lt_row(2, 0));
	m.same[1] = 5;
	LT_OK(ledger_join(l, id, &m, &lt_e));
	T_OK(ledger_join(l, other, &m, &lt_e) == RC_NO, "an event is a member once");
	m.key = lt_key(6);
	m.at_us = 1;
	m.same[1] = 9;
	m.vars = SV("{\"a\":1}");
	LT_OK(ledger_join(l, id, &m, &lt_e));
	LT_OK(ledger_members(l, id, &got, &n, &arena, &lt_e));
	T_OK(n == 2 && lt_number(&got[0].key) == 6 && sv_is(got[1].vars, "{\"a\":2}") &&
	    got[0].same[1] == 9, "members by time");
	LT_OK(ledger_take_along(l, id, &(struct ledger_row){ .id = other, .step = 1 }, &lt_e));
	LT_OK(ledger_members(l, other, &got, &n, &arena, &lt_e));
	T_OK(n == 2 && got[0].at_us == 1 && sv_is(got[1].vars, "{\"a\":2}") &&
	    got[0].same[1] == 9, "members of the next step");
	LT_OK(ledger_leave(l, id, 1, 5, &left, &lt_e));
	LT_OK(ledger_members(l, id, &got, &n, &arena, &lt_e));
	T_OK(left == 1 && n == 1 && got[0].at_us == 1, "one leaves");
	m.key = lt_key(7);
	LT_OK(ledger_joined(l, &m.key, &yes, &lt_e));
	T_OK(yes && ledger_join(l, id, &m, &lt_e) == RC_NO, "and is known");
	LT_OK(ledger_end(l, id, LEDGER_CANCELLED, SV("cancelled"), LEDGER_PLANNED, &lt_e));
	m.key = lt_key(8);
	T_OK(ledger_join(l, id, &m, &lt_e) == RC_NO, "what is not planned is closed");
	LT_OK(ledger_joined(l, &m.key, &yes, &lt_e));
	T_OK(!yes, "and who came late is no member");
	ledger_rollback(l);
	ledger_close(l);
}

/* ---- the sender ---- */

static void
test_order(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_row row;
	int64_t due, later = 0;

	LT_OK(ledger_begin(l, &lt_e));
	row = lt_row(1, 10);
	(void)lt_plan(l, row);
	row = lt_row(2, 5);
	(void)lt_plan(l, row);
	row = lt_row(3, 20);
	row.priority = 80;
	(void)lt_plan(l, row);
	row = lt_row(4, 1000);
	row.priority = 100;
	(void)lt_plan(l, row);
	row = lt_row(5, 5);
	(void)lt_plan(l, row);
	row = lt_row(6, 0);
	row.channel = SV("push");
	(void)lt_plan(l, row);
	row = lt_row(7, 0);
	row.expires_us = LT_T0 + 1;
	row.priority = 0;
	(void)lt_plan(l, row);
	LT_OK(ledger_commit(l, &lt_e));
	(void)lt_take(l, LT_T0);
	LT_TX(l, ledger_next_due(l, &due, &later, &lt_e));
	T_OK(due == LT_T0, "the first is due");
	T_STR(claimed(l, "email", LT_T0 + 30, 2), "3 2", "priority first, then time");
	T_STR(claimed(l, "email", LT_T0 + 30, 9), "5 1 7", "then age; and what has expired");
	T_STR(claimed(l, "email", LT_T0 + 30, 9), "", "nothing twice");
	T_STR(claimed(l, "push", LT_T0 + 30, 9), "6", "each channel its own");
	LT_TX(l, ledger_next_due(l, &due, &later, &lt_e));
	T_OK(due == LT_T0 + 1000, "then the one to come");
	T_STR(claimed(l, "email", LT_T0 + 1000, 9), "4", "which comes");
	LT_TX(l, ledger_next_due(l, &due, &later, &lt_e));
	T_OK(due == INT64_MAX, "and no more");
	ledger_close(l);
}

/* Steps of SQLite's machine that all statements have made so far. */
static int
steps_made(const struct ledger *l)
{
	int n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += sqlite3_stmt_status(l->stmt[i], SQLITE_STMTSTATUS_VM_STEP, 0) +
		    50 * sqlite3_stmt_status(l->stmt[i], SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
	return n;
}

static void
test_future(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_row row;
	int before, few;

	LT_OK(ledger_begin(l, &lt_e));
	for (unsigned i = 0; i < 3; i++)
		(void)lt_plan(l, lt_row(i, 0));
	LT_OK(ledger_commit(l, &lt_e));
	(void)lt_take(l, LT_T0);
	before = steps_made(l);
	T_STR(claimed(l, "email", LT_T0 + 10, 9), "0 1 2", "three are due");
	few = steps_made(l) - before;
	LT_OK(ledger_begin(l, &lt_e));
	for (unsigned i = 10; i < 5000; i++) {
		row = lt_row(i, 1000000 + i);
		row.priority = 99;
		(void)lt_plan(l, row);
	}
	for (unsigned i = 3; i < 6; i++)
		(void)lt_plan(l, lt_row(i, 0));
	LT_OK(ledger_commit(l, &lt_e));
	before = steps_made(l);
	T_STR(claimed(l, "email", LT_T0 + 10, 9), "3 4 5", "three are due among 5,000 of a higher rank");
	T_OK(steps_made(l) - before <= few + 20, "which costs no more: %d steps, %d", few,
	    steps_made(l) - before);
	ledger_close(l);
}

static void
test_settle(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_shot s[3];
	struct ledger_outcome o[3];
	struct ledger_row row;
	struct ledger_payload p;
	struct ledger_key k = lt_key(2);
	int64_t id[5];

	LT_OK(ledger_begin(l, &lt_e));
	for (unsigned i = 0; i < 5; i++)
		id[i] = lt_plan(l, lt_row(i, i));
	LT_OK(ledger_commit(l, &lt_e));
	(void)lt_take(l, LT_T0);
	T_STR(claimed(l, "email", LT_T0 + 10, 4), "0 1 2 3", "four are claimed");
	LT_TX(l, ledger_end(l, id[1], LEDGER_CANCELLED, SV("cancelled"), LEDGER_CLAIMED, &lt_e));
	LT_OK(ledger_begin(l, &lt_e));
	T_OK(ledger_end(l, id[2], LEDGER_CANCELLED, SV("preempted"), LEDGER_PLANNED, &lt_e) == RC_NO,
	    "what is claimed is not preempted");
	row = lt_row(2, 0);
	row.id = id[2];
	T_OK(ledger_move(l, &row, &lt_e) == RC_NO && ledger_payload_put(l, id[2], &lt_payload, &lt_e) ==
	    RC_NO, "nor moved");
	ledger_rollback(l);
	for (size_t i = 0; i < 3; i++)
		s[i] = (struct ledger_shot){ .id = id[i] };
	LT_OK(ledger_lease_begin(l, LT_T0 + 11, &lt_e));
	LT_OK(ledger_arm(l, s, 3, LT_T0 + 11, &lt_e));
	LT_OK(ledger_putback(l, id[3], LT_T0 + 500, &lt_e));
	T_OK(ledger_putback(l, id[3], LT_T0 + 500, &lt_e) == RC_NO, "put back once");
	LT_OK(ledger_commit(l, &lt_e));
	T_OK(s[0].armed && s[0].attempt == 1 && !s[1].armed && s[2].armed, "what was cancelled is not armed");
	o[0] = (struct ledger_outcome){ .id = id[0], .state = LEDGER_SENT, .code = 250 };
	o[1] = (struct ledger_outcome){ .id = id[2], .state = LEDGER_PLANNED, .due_us = LT_T0 + 900,
	    .code = 451, .reason = SV("transient"), .said = SV("4.7.1 later") };
	o[2] = (struct ledger_outcome){ .id = id[3], .state = LEDGER_SENT };
	LT_TURN(l, LT_T0 + 20, ledger_settle(l, o, 3, LT_T0 + 20, &lt_e));
	T_OK(o[0].settled && o[1].settled && !o[2].settled, "only what was inflight is settled");
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_find(l, &k, &row, &arena, &lt_e));
	T_OK(row.state == LEDGER_PLANNED && row.due_us == LT_T0 + 900 && row.at_us == LT_T0 + 2 &&
	    row.code == 451 && row.attempt == 1 && sv_is(row.reason, "transient"),
	    "to be tried again: later, but counted where it was planned");
	LT_OK(ledger_payload_get(l, row.id, &p, &arena, &lt_e));
	ledger_rollback(l);
	T_OK(lt_state(l, 0) == LEDGER_SENT && lt_state(l, 1) == LEDGER_CANCELLED &&
	    lt_state(l, 3) == LEDGER_PLANNED, "the others");
	LT_TURN(l, LT_T0 + 20, ledger_settle(l, o, 1, LT_T0 + 20, &lt_e));
	T_OK(!o[0].settled, "nothing is settled twice");
	T_STR(claimed(l, "email", LT_T0 + 1000, 9), "4 3 2", "and all come again in their time");
	LT_OK(ledger_lease_drop(l, &lt_e));
	T_OK(lt_state(l, 2) == LEDGER_PLANNED, "who goes leaves nothing claimed");
	ledger_close(l);
}

static void
test_lease(void)
{
	struct ledger *a = lt_fresh(), *b = lt_open(), *c = lt_open();
	struct ledger_reaped r;
	struct ledger_outcome o = { .id = 1, .state = LEDGER_SENT };
	int64_t until;

	(void)lt_take(a, LT_T0);
	lt_leave_behind(a, &arena);
	T_OK(ledger_lease_take(b, SV("b"), LT_T0 + 599000000, 600000000, &r, &until, &lt_e) == RC_NO &&
	    until == LT_T0 + 600000000, "one has the lease: %s", lt_e.msg);
	T_OK(ledger_lease_begin(b, LT_T0, &lt_e) == RC_NO, "and who has it not settles nothing");
	r = lt_take(b, LT_T0 + 600000000);
	T_OK(r.claimed == 1 && r.resent == 1 && r.unknown == 1 && r.sent == 2,
	    "it is over: another takes it, and clears up");
	T_OK(lt_state(b, 0) == LEDGER_PLANNED && lt_state(b, 1) == LEDGER_UNKNOWN &&
	    lt_state(b, 2) == LEDGER_SENT && lt_state(b, 3) == LEDGER_DEAD &&
	    lt_state(b, 4) == LEDGER_PLANNED, "each as it is to be");
	T_OK(ledger_lease_begin(a, LT_T0 + 600000001, &lt_e) == RC_NO, "who wakes up is told: %s",
	    lt_e.msg);
	ledger_close(a);	/* gives the lock back: b has not got it yet */
	T_OK(ledger_lease_take(c, SV("c"), LT_T0 + 700000000, 600000000, &r, &until, &lt_e) == RC_NO,
	    "a lock that nobody has says nothing of who is there without it");
	LT_OK(ledger_lease_begin(b, LT_T0 + 700000000, &lt_e));
	ledger_rollback(b);
	T_OK(ledger_lease_until(b) == LT_T0 + 1200000000, "what is undone has not renewed it");
	LT_TURN(b, LT_T0 + 700000000, ledger_settle(b, &o, 1, LT_T0 + 700000000, &lt_e));
	T_OK(ledger_lease_until(b) == LT_T0 + 1300000000 && !o.settled, "who is there renews");
	ledger_close(b);	/* as if killed */
	r = lt_take(c, LT_T0 + 700000001);
	T_OK(r.claimed == 0 && r.unknown == 0, "who is gone is followed at once");
	LT_OK(ledger_lease_drop(c, &lt_e));
	a = lt_open();
	(void)lt_take(a, LT_T0 + 700000002);
	T_OK(a->fence == 4, "each with a number of its own");
	ledger_close(a);
	ledger_close(c);
}

static void
test_operators(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_status *st;
	struct ledger_which w = { .code = 550 };
	struct ledger_outcome o[2];
	struct ledger_key k;
	struct ledger_row row;
	uint64_t n;
	size_t ns, seen = 0;

	(void)lt_take(l, LT_T0);
	lt_leave_behind(l, &arena);
	ledger_close(l);
	l = lt_open();
	(void)lt_take(l, LT_T0 + 20);
	k = lt_key(1);
	LT_TX(l, ledger_state_rows(l, LEDGER_UNKNOWN, LT_T0 + 20, lt_count_row, &seen, &lt_e));
	T_OK(seen == 1, "what is unknown can be found");
	LT_TX(l, ledger_resolve(l, &k, LEDGER_SENT, LT_T0 + 21, &lt_e));
	LT_OK(ledger_begin(l, &lt_e));
	T_OK(ledger_resolve(l, &k, LEDGER_DEAD, LT_T0 + 21, &lt_e) == RC_NO, "and is resolved once");
	row = lt_row(9, 0);
	row.scenario = SV("other");
	(void)lt_plan(l, row);
	LT_OK(ledger_commit(l, &lt_e));
	T_STR(claimed(l, "email", LT_T0 + 30, 9), "9 4 0", "what was left behind, by when it is due");
	LT_TX(l, ledger_hold(l, SV("other"), true, &lt_e));
	T_OK(lt_state(l, 9) == LEDGER_PLANNED, "on hold: even what is claimed");
	T_STR(claimed(l, "email", LT_T0 + 30, 9), "", "comes no more");
	LT_TX(l, (row = lt_row(10, 0), row.scenario = SV("other"), lt_plan(l, row), RC_OK));
	T_STR(claimed(l, "email", LT_T0 + 30, 9), "", "nor what is new");
	LT_TX(l, ledger_hold(l, SV("other"), false, &lt_e));
	T_STR(claimed(l, "email", LT_T0 + 30, 9), "9 10", "until it goes on");
	k = lt_key(10);
	LT_TX(l, ledger_find(l, &k, &row, &arena, &lt_e));
	LT_TURN(l, LT_T0 + 31, ledger_shelve(l, row.id, &lt_e));
	T_OK(lt_state(l, 10) == LEDGER_PLANNED, "shelved: planned");
	T_STR(claimed(l, "email", LT_T0 + 31, 9), "", "and does not come");
	LT_TX(l, ledger_unshelve(l, &lt_e));
	T_STR(claimed(l, "email", LT_T0 + 31, 9), "10", "until it is taken off the shelf");
	LT_TX(l, ledger_hold(l, SV("other"), true, &lt_e));
	LT_TX(l, ledger_unshelve(l, &lt_e));
	T_STR(claimed(l, "email", LT_T0 + 31, 9), "", "what is on hold stays so");
	LT_TX(l, ledger_hold(l, SV("other"), false, &lt_e));
	T_STR(claimed(l, "email", LT_T0 + 31, 9), "9 10", "until it goes on");
	o[0] = (struct ledger_outcome){ .state = LEDGER_DEAD, .code = 550, .reason = SV("permanent") };
	LT_OK(ledger_lease_begin(l, LT_T0 + 40, &lt_e));
	k = lt_key(9);
	LT_OK(ledger_find(l, &k, &row, &arena, &lt_e));
	o[0].id = row.id;
	LT_OK(ledger_arm(l, &(struct ledger_shot){ .id = row.id }, 1, LT_T0 + 40, &lt_e));
	LT_OK(ledger_settle(l, o, 1, LT_T0 + 41, &lt_e));
	LT_OK(ledger_commit(l, &lt_e));
	LT_TX(l, ledger_status_get(l, LT_T0 + 50, &st, &ns, &arena, &lt_e));
	T_OK(ns == 2 && sv_is(st[0].scenario, "cart") && sv_is(st[1].scenario, "other") &&
	    st[0].count[LEDGER_SENT] == 2 && st[0].count[LEDGER_DEAD] == 1 &&
	    st[1].count[LEDGER_DEAD] == 1 && st[1].count[LEDGER_CLAIMED] == 1 && st[0].due == 0,
	    "counts by scenario and state");
	w.scenario = SV("cart");
	LT_TX(l, ledger_requeue(l, &w, LT_T0 + 60, 0, &n, &lt_e));
	T_OK(n == 0, "nothing of that code is dead there");
	w.scenario = SV("other");
	LT_TX(l, ledger_requeue(l, &w, LT_T0 + 60, LT_T0 + INT64_C(90000000000), &n, &lt_e));
	T_OK(n == 1 && lt_state(l, 9) == LEDGER_PLANNED, "what was dead is tried again");
	LT_TX(l, ledger_status_get(l, LT_T0 + 70, &st, &ns, &arena, &lt_e));
	T_OK(st[1].due == 1 && st[1].oldest_us == LT_T0 + 60, "and is due since then");
	ledger_close(l);
}

int
main(void)
{
	lt_start("cx-ledger");
	arena_init(&arena);
	test_files();
	test_all_at_once();
	test_migration();
	test_rows();
	test_digest();
	test_order();
	test_future();
	test_settle();
	test_lease();
	test_operators();
	arena_free(&arena);
	return lt_done();
}
