/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger - how many messages a second are settled on one disk, with every commit synced
 *
 *     ledger FOLDER MESSAGES BATCH ROUNDS
 *
 * In turn, ROUNDS times: MESSAGES are planned, and then claimed, armed and settled, BATCH in a
 * turn, as cxsend does it, with the payload, consents and suppressions of each read; a tenth as
 * many by a writer that commits each message by itself, once, in a table of one index (less
 * than is needed: what is on its way is nowhere written down); and a block of 4 KiB is
 * written and synced a hundred times.  Prints of each round and of their medians, a second:
 * planned, settled, settled with planning; the writer's; and microseconds of a sync.
 */
#define _POSIX_C_SOURCE 200809L

#include "ledger/ledger_send.h"
#include "ledger/ledger_user.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BATCH_MAX = 4096, ROUNDS_MAX = 99, FIGURES = 5, SYNCS = 100 };

#define T0 INT64_C(1790000000000000)

static struct err e;
static char path[4096];
static uint64_t drawn = UINT64_C(88172645463325252);

static void
must(enum rc rc)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "ledger: %s\n", e.msg);
	exit(1);
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
draw_key(char *text)
{
	for (size_t i = 0; i < LEDGER_KEY; i++) {
		drawn ^= drawn << 13;
		drawn ^= drawn >> 7;
		drawn ^= drawn << 17;
		text[i] = "abcdefghijklmnopqrstuvwxyz234567"[drawn >> 40 & 31];
	}
}

static void
clear(void)
{
	static const char *const with[] = { "", "-wal", "-shm", "-sender" };
	char name[4200];

	for (size_t i = 0; i < 4; i++) {
		snprintf(name, sizeof(name), "%s%s", path, with[i]);
		(void)unlink(name);
	}
}

/* ---- ours ---- */

static void
plan(struct ledger *l, unsigned n, unsigned batch)
{
	const struct ledger_payload p = { .address = SV("\"somebody@example.org\""),
		.vars = SV("{\"first_name\":\"Ann\",\"items\":3,\"total\":59.9,\"cart_id\":\"991\","
		"\"url\":\"https://shop.example/cart/991\"}"),
		.rest = SV("[{\"channel\":\"push\",\"address\":\"tok\"}]"), .language = SV("fr"),
		.event_id = SV("e1"), .tz = SV("Europe/Paris") };
	char ukey[LEDGER_KEY];

	for (unsigned i = 0; i < n; i++) {
		struct ledger_row row = { .scenario = SV("cart_abandoned"), .channel = SV("email"),
			.category = SV("promo"), .variant = SV("a"), .policy = SV("0123456789abcdef"),
			.ukey = { ukey, sizeof(ukey) }, .event_us = T0 + i, .last_us = T0 + i,
			.at_us = T0 + i, .expires_us = T0 + INT64_C(86400000000), .counts = true };

		if (i % batch == 0)
			must(ledger_begin(l, &e));
		draw_key(row.dkey.text);
		draw_key(row.nkey.text);
		draw_key(ukey);
		row.base = row.nkey;
		row.priority = (int32_t)(drawn % 5) * 20;
		must(ledger_plan(l, &row, &p, &e));
		if (i % batch == batch - 1 || i == n - 1)
			must(ledger_commit(l, &e));
	}
}

struct turns {
	struct ledger_row     row[2][BATCH_MAX];
	struct ledger_shot    shot[BATCH_MAX];
	struct ledger_outcome out[BATCH_MAX];
	struct arena          arena[2];
};

/* What of @row is read before it may go. */
static void
look(struct ledger *l, const struct ledger_row *row, struct arena *a)
{
	struct ledger_payload p;
	struct ledger_consent *c;
	struct ledger_block *b;
	size_t n;

	must(ledger_payload_get(l, row->id, &p, a, &e));
	must(ledger_consents(l, row->ukey, &c, &n, a, &e));
	must(ledger_blocks(l, row->ukey, &b, &n, a, &e));
}

static unsigned
settle(struct ledger *l, unsigned batch, struct turns *t)
{
	int64_t now = T0 + INT64_C(1000000000);
	struct ledger_reaped reaped;
	size_t have = 0, armed = 0, claimed;
	unsigned done = 0, turn = 0;
	int64_t until;

	must(ledger_lease_take(l, SV("bench"), now, INT64_C(600000000), &reaped, &until, &e));
	do {
		must(ledger_lease_begin(l, now, &e));
		for (size_t i = 0; i < armed; i++)
			t->out[i] = (struct ledger_outcome){ .id = t->shot[i].id, .state = LEDGER_SENT,
				.code = 250 };
		must(ledger_settle(l, t->out, armed, now, &e));
		done += (unsigned)armed;
		for (size_t i = 0; i < have; i++) {
			t->shot[i] = (struct ledger_shot){ .id = t->row[turn & 1][i].id };
			look(l, &t->row[turn & 1][i], &t->arena[turn & 1]);
		}
		must(ledger_arm(l, t->shot, have, now, &e));
		armed = have;
		arena_reset(&t->arena[~turn & 1]);
		must(ledger_claim(l, SV("email"), now, t->row[~turn & 1], batch, &claimed,
		    &t->arena[~turn & 1], &e));
		have = claimed;
		turn++;
		must(ledger_commit(l, &e));
	} while (have + armed > 0);
	must(ledger_lease_drop(l, &e));
	return done;
}

/* ---- a row a commit ---- */

static void
run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return;
	fprintf(stderr, "ledger: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void
one_by_one(unsigned n)
{
	static const char vars[] = "{\"first_name\":\"Ann\",\"items\":3,\"total\":59.9}";
	sqlite3_stmt *s;
	sqlite3 *db;
	char key[LEDGER_KEY];

	if (sqlite3_open(path, &db) != SQLITE_OK)
		exit(1);
	run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	    "CREATE TABLE message (id INTEGER PRIMARY KEY, key TEXT UNIQUE, status TEXT, vars TEXT)");
	if (sqlite3_prepare_v2(db, "INSERT INTO message (key, status, vars) VALUES (?, 'sent', ?)",
	    -1, &s, NULL) != SQLITE_OK)
		exit(1);
	for (unsigned i = 0; i < n; i++) {
		draw_key(key);
		sqlite3_bind_text(s, 1, key, sizeof(key), SQLITE_STATIC);
		sqlite3_bind_text(s, 2, vars, -1, SQLITE_STATIC);
		if (sqlite3_step(s) != SQLITE_DONE) {
			fprintf(stderr, "ledger: %s\n", sqlite3_errmsg(db));
			exit(1);
		}
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
}

/* Seconds of a sync. */
static double
sync_s(void)
{
	static const char block[4096];
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	double from;

	if (fd < 0)
		exit(1);
	from = now_s();
	for (int i = 0; i < SYNCS; i++)
		if (write(fd, block, sizeof(block)) != (ssize_t)sizeof(block) || fdatasync(fd) != 0)
			exit(1);
	close(fd);
	return (now_s() - from) / (int)SYNCS;
}

/* ---- all of it ---- */

static void
one_round(unsigned n, unsigned batch, struct turns *t, double *figure)
{
	struct ledger *l;
	double from, planned, settled;
	unsigned done;

	clear();
	must(ledger_open(&l, path, true, &e));
	from = now_s();
	plan(l, n, batch);
	planned = now_s();
	done = settle(l, batch, t);
	settled = now_s();
	ledger_close(l);
	if (done != n) {
		fprintf(stderr, "ledger: %u settled, not %u\n", done, n);
		exit(1);
	}
	figure[0] = n / (planned - from);
	figure[1] = n / (settled - planned);
	figure[2] = n / (settled - from);
	clear();
	from = now_s();
	one_by_one(n / 10);
	figure[3] = n / 10 / (now_s() - from);
	clear();
	figure[4] = sync_s() * 1e6;
	clear();
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
print(const char *what, double figure[FIGURES])
{
	printf("%s\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\n", what, figure[0], figure[1], figure[2], figure[3],
	    figure[4]);
}

int
main(int argc, char **argv)
{
	static struct turns turns;
	static double figure[ROUNDS_MAX][FIGURES];
	double column[ROUNDS_MAX], median[FIGURES];
	unsigned n, batch, rounds;

	if (argc != 5) {
		fprintf(stderr, "usage: ledger FOLDER MESSAGES BATCH ROUNDS\n");
		return 2;
	}
	n = (unsigned)strtoul(argv[2], NULL, 10);
	batch = (unsigned)strtoul(argv[3], NULL, 10);
	rounds = (unsigned)strtoul(argv[4], NULL, 10);
	if (n < 10 || batch < 1 || batch > BATCH_MAX || rounds < 1 || rounds > ROUNDS_MAX)
		return 2;
	snprintf(path, sizeof(path), "%s/bench.db", argv[1]);
	printf("#\tplanned\tsettled\tboth\trow a commit\tsync us\n");
	for (unsigned i = 0; i < rounds; i++) {
		char what[16];

		one_round(n, batch, &turns, figure[i]);
		snprintf(what, sizeof(what), "%u", i + 1);
		print(what, figure[i]);
		fflush(stdout);
	}
	for (size_t k = 0; k < FIGURES; k++) {
		for (unsigned i = 0; i < rounds; i++)
			column[i] = figure[i][k];
		qsort(column, rounds, sizeof(double), by_size);
		median[k] = column[rounds / 2];
	}
	print("median", median);
	return 0;
}
