/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger_kill - a small decider and sender, killed wherever they can be, and a sink that
 * knows what has arrived
 *
 *     C0 before a plan is committed       C4 with half a message on the wire
 *     C1 behind that                      C5 with all of it, before the answer
 *     C2 behind a claim                   C6 behind the answer, before it is committed
 *     C3 behind arming, before the wire   C7 behind that
 *     C8 the power fails: of each file there is what it was when it was synced last
 *
 * And a disk that fails: some call of SQLite's into the system, once or from then on.
 *
 * Even messages are sent again when nobody knows, odd ones are held.  Whatever happens, each
 * message has arrived or is unknown; odd ones arrive once at most, even ones once more for
 * each death on their way; and unknown is what was on its way, and no other.
 */
#define _DEFAULT_SOURCE 1	/* MAP_ANONYMOUS */

#include "../ledger.h"

#include "base/rng.h"
#include "ledger/ledger_db.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { MESSAGES = 120, BATCH = 8, TRIALS = 6, LIVES = 6, POINTS = 9, NEVER = 99 };

enum call { READ, WRITE, SYNC, TRUNCATE, SIZE, LOCK, OPEN, DELETE, SHARE, CALLS };

struct seen {			/* shared with the process that dies */
	unsigned char on_way[MESSAGES];		/* armed, and not settled yet */
	bool          power;			/* files are watched */
	bool          careless;			/* synchronous = NORMAL, to see whether we would see */
	unsigned      fails;			/* enum call + 1 of the disk that fails; 0: none */
	bool          for_good;			/* all later ones, too */
	int           error;			/* how */
	unsigned      nth;			/* from 1 */
	unsigned      calls[CALLS];
	bool          fired;
};

struct message {
	unsigned n;
	unsigned check;		/* ~n: half a message is none */
};

static struct seen *seen;
static struct rng rng;
static struct arena arena;
static int64_t now;

/* ---- a disk that forgets what was not synced ---- */

struct watched {
	sqlite3_file base;
	const char  *name;	/* NULL: nobody asks for it later */
	/* The file of the system's VFS lies behind this one. */
};

static sqlite3_vfs watching, *below;

/* SQLite's code of a call that is to fail, or SQLITE_OK. */
static int
struck(enum call c)
{
	unsigned n = ++seen->calls[c];

	if (seen->fails != (unsigned)c + 1 || n < seen->nth || (n > seen->nth && !seen->for_good))
		return SQLITE_OK;
	seen->fired = true;
	return seen->error;
}

static sqlite3_file *
real(sqlite3_file *f)
{
	return (sqlite3_file *)(void *)((struct watched *)(void *)f + 1);
}

static void
copy_file(const char *from, const char *to)
{
	char block[1 << 15];
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");
	size_t n;

	while (in != NULL && out != NULL && (n = fread(block, 1, sizeof(block), in)) > 0)
		if (fwrite(block, 1, n, out) != n)
			abort();
	if (in == NULL || out == NULL || fclose(in) != 0 || fclose(out) != 0)
		abort();
}

static int
w_sync(sqlite3_file *f, int flags)
{
	struct watched *w = (struct watched *)(void *)f;
	char synced[4400], half[4400];
	int rc = struck(SYNC);

	(void)flags;	/* the disk has enough to do: what power takes is seen to here */
	if (w->name == NULL || !seen->power || rc != SQLITE_OK)
		return rc;
	snprintf(half, sizeof(half), "%s.half", w->name);
	snprintf(synced, sizeof(synced), "%s.synced", w->name);
	copy_file(w->name, half);
	return rename(half, synced) == 0 ? rc : SQLITE_IOERR;
}

static int
w_close(sqlite3_file *f)
{
	return real(f)->pMethods->xClose(real(f));
}
static int
w_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	int rc = struck(READ);

	return rc != SQLITE_OK ? rc : real(f)->pMethods->xRead(real(f), p, n, at);
}
static int
w_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int rc = struck(WRITE);

	if (rc != SQLITE_OK)	/* the first half of it is there */
		(void)real(f)->pMethods->xWrite(real(f), p, n / 2, at);
	return rc != SQLITE_OK ? rc : real(f)->pMethods->xWrite(real(f), p, n, at);
}
static int
w_truncate(sqlite3_file *f, sqlite3_int64 n)
{
	int rc = struck(TRUNCATE);

	return rc != SQLITE_OK ? rc : real(f)->pMethods->xTruncate(real(f), n);
}
static int
w_size(sqlite3_file *f, sqlite3_int64 *n)
{
	int rc = struck(SIZE);

	return rc != SQLITE_OK ? rc : real(f)->pMethods->xFileSize(real(f), n);
}
static int
w_lock(sqlite3_file *f, int how)
{
	int rc = struck(LOCK);

	return rc != SQLITE_OK ? rc : real(f)->pMethods->xLock(real(f), how);
}
static int
w_unlock(sqlite3_file *f, int how)
{
	return real(f)->pMethods->xUnlock(real(f), how);
}
static int
w_reserved(sqlite3_file *f, int *yes)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), yes);
}
static int
w_control(sqlite3_file *f, int what, void *p)
{
	return real(f)->pMethods->xFileControl(real(f), what, p);
}
static int
w_sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}
static int
w_device(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
static int
w_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **p)
{
	int rc = struck(SHARE);

	return rc != SQLITE_OK ? rc : real(f)->pMethods->xShmMap(real(f), page, size, extend, p);
}
static int
w_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return real(f)->pMethods->xShmLock(real(f), at, n, flags);
}
static void
w_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}
static int
w_shm_unmap(sqlite3_file *f, int gone)
{
	return real(f)->pMethods->xShmUnmap(real(f), gone);
}

static int
w_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
	static const sqlite3_io_methods methods = { 2, w_close, w_read, w_write, w_truncate, w_sync,
		w_size, w_lock, w_unlock, w_reserved, w_control, w_sector, w_device, w_shm_map,
		w_shm_lock, w_shm_barrier, w_shm_unmap, NULL, NULL };
	struct watched *w = (struct watched *)(void *)f;
	int rc = struck(OPEN);

	(void)v;
	memset(f, 0, sizeof(*w));
	if (rc != SQLITE_OK)
		return rc;
	rc = below->xOpen(below, name, real(f), flags, out);
	w->name = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0 ? name : NULL;
	w->base.pMethods = real(f)->pMethods != NULL ? &methods : NULL;
	return rc;
}

static int
w_delete(sqlite3_vfs *v, const char *name, int sync)
{
	char synced[4400];
	int rc = struck(DELETE);

	(void)v;
	if (rc != SQLITE_OK)
		return rc;
	snprintf(synced, sizeof(synced), "%s.synced", name);
	(void)unlink(synced);
	return below->xDelete(below, name, sync);
}

/* From now on in this process. */
static void
watch(void)
{
	below = sqlite3_vfs_find(NULL);
	watching = *below;
	watching.zName = "watching";
	watching.szOsFile = (int)sizeof(struct watched) + below->szOsFile;
	watching.xOpen = w_open;
	watching.xDelete = w_delete;
	if (sqlite3_vfs_register(&watching, 1) != SQLITE_OK)
		abort();
}

/* What the disk has of it when power comes back. */
static void
lose_power(void)
{
	static const char *const with[] = { "", "-wal" };
	char path[4300], synced[4400];

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s%s", lt_path, with[i]);
		snprintf(synced, sizeof(synced), "%s.synced", path);
		if (access(synced, R_OK) == 0)
			copy_file(synced, path);
		else
			(void)unlink(path);
	}
	snprintf(path, sizeof(path), "%s-shm", lt_path);
	(void)unlink(path);
}

/* ---- the process that dies ---- */

struct life {
	struct ledger        *l;
	int                   wire;
	unsigned              point;	/* where it dies */
	unsigned              nth;	/* ... when it comes there so often */
	struct ledger_outcome back[BATCH];	/* answers that have come */
	unsigned              back_n[BATCH];
	size_t                nback;
	struct ledger_row     have[BATCH];	/* claimed */
	size_t                nhave;
};

static void
at(struct life *x, unsigned point)
{
	if (point == x->point && x->nth-- == 0)
		(void)kill(getpid(), SIGKILL);
}

static enum rc
read_so_far(struct ledger *l, int64_t *from)
{
	enum rc rc = ledger_offset_get(l, SV("in"), 0, from, &lt_e);

	return rc == RC_NO ? RC_OK : rc;
}

/* All messages from the place on, a batch in a transaction. */
static void
decide(struct life *x)
{
	int64_t from = 0;

	for (;;) {
		LT_OK(ledger_begin(x->l, &lt_e));
		LT_OK(read_so_far(x->l, &from));
		if (from >= MESSAGES)
			break;
		for (unsigned i = 0; i < BATCH && from < MESSAGES; i++)
			(void)lt_plan(x->l, lt_row((unsigned)from++, 0));
		LT_OK(ledger_offset_put(x->l, SV("in"), 0, from, &lt_e));
		at(x, 0);
		LT_OK(ledger_commit(x->l, &lt_e));
		at(x, 1);
	}
	ledger_rollback(x->l);
}

static void
put_on_wire(struct life *x, unsigned n)
{
	struct message m = { n, ~n };

	at(x, 3);
	if (x->point == 4 && x->nth == 0 && write(x->wire, &m, sizeof(m) / 2) < 0)
		abort();
	at(x, 4);
	if (write(x->wire, &m, sizeof(m)) != sizeof(m))
		abort();
	at(x, 5);
}

/* Settle what came back, arm what is claimed, claim what is next; then send.  False: the end. */
static bool
turn(struct life *x)
{
	struct ledger_shot s[BATCH];
	unsigned n[BATCH];
	size_t armed = x->nhave, claimed;

	LT_OK(ledger_lease_begin(x->l, now, &lt_e));
	LT_OK(ledger_settle(x->l, x->back, x->nback, now, &lt_e));
	for (size_t i = 0; i < armed; i++) {
		n[i] = lt_number(&x->have[i].dkey);
		s[i] = (struct ledger_shot){ .id = x->have[i].id, .resend = n[i] % 2 == 0 };
	}
	LT_OK(ledger_arm(x->l, s, armed, now, &lt_e));
	LT_OK(ledger_claim(x->l, SV("email"), now, x->have, BATCH, &x->nhave, &arena, &lt_e));
	claimed = x->nhave;
	if (x->nback > 0)
		at(x, 6);
	LT_OK(ledger_commit(x->l, &lt_e));
	for (size_t i = 0; i < x->nback; i++)
		seen->on_way[x->back_n[i]] = 0;
	for (size_t i = 0; i < armed; i++)
		seen->on_way[n[i]] = 1;
	if (x->nback > 0)
		at(x, 7);
	if (claimed > 0)
		at(x, 2);
	if (armed > 0)
		at(x, 8);
	for (size_t i = 0; i < armed; i++) {
		T_QUIET(s[i].armed, "armed");
		put_on_wire(x, n[i]);
		x->back[i] = (struct ledger_outcome){ .id = s[i].id, .state = LEDGER_SENT };
		x->back_n[i] = n[i];
	}
	x->nback = armed;
	return armed + claimed > 0;
}

static void
live(int wire, unsigned point, unsigned nth)
{
	struct life x = { .wire = wire, .point = point, .nth = nth };
	struct ledger_reaped r;
	int64_t until;

	watch();
	lt_frail = seen->fails != 0;
	memset(seen->calls, 0, sizeof(seen->calls));
	x.l = lt_open();
	if (seen->careless)
		LT_OK(ledger_db_run(x.l, "PRAGMA synchronous = NORMAL", &lt_e));
	LT_OK(ledger_lease_take(x.l, SV("test"), now, INT64_C(600000000), &r, &until, &lt_e));
	memset(seen->on_way, 0, sizeof(seen->on_way));
	decide(&x);
	while (turn(&x))
		;
	ledger_close(x.l);
}

/* ---- the sink, and what it says ---- */

struct truth {
	unsigned arrived[MESSAGES];
	unsigned deaths[MESSAGES];	/* on the way of each */
	unsigned kills[POINTS];
};

/* One life; true when it ended by itself. */
static bool
one_life(struct truth *t, unsigned point, unsigned nth)
{
	struct message m;
	int fd[2], status;
	size_t have = 0;
	ssize_t n;
	pid_t pid;

	fflush(stdout);
	if (pipe(fd) != 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		close(fd[0]);
		live(fd[1], point, nth);
		fflush(stdout);
		_exit(t_failed != 0);
	}
	close(fd[1]);
	while ((n = read(fd[0], (char *)&m + have, sizeof(m) - have)) > 0) {
		have += (size_t)n;
		if (have < sizeof(m))
			continue;
		have = 0;
		T_QUIET(m.n < MESSAGES && m.check == ~m.n, "a whole message");
		t->arrived[m.n % MESSAGES]++;
	}
	close(fd[0]);
	if (waitpid(pid, &status, 0) != pid)
		abort();
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	T_QUIET(!WIFEXITED(status) || (seen->fired && WEXITSTATUS(status) == 3),
	    "it ends with a message, when something has failed: %d", WEXITSTATUS(status));
	if (WIFEXITED(status))
		point = 0;
	t->kills[point]++;
	for (size_t i = 0; i < MESSAGES; i++)
		t->deaths[i] += seen->on_way[i];
	if (seen->power)
		lose_power();
	return false;
}

struct verdict {
	unsigned lost, doubled, wrong;	/* wrong: unknown, and was not on its way, or the other way */
};

static struct verdict
judge(const struct truth *t)
{
	struct ledger *l = lt_open();
	struct verdict v = { 0 };

	for (unsigned i = 0; i < MESSAGES; i++) {
		enum ledger_state state = lt_state(l, i);
		bool unknown = state == LEDGER_UNKNOWN;

		v.lost += t->arrived[i] == 0 && !unknown;
		v.doubled += t->arrived[i] > 1 + (i % 2 == 0 ? t->deaths[i] : 0);
		/*
		 * What failed may be found on the disk all the same: what was not on its way is then
		 * taken for it, and what was settled is.
		 */
		if (seen->fails == 0)
			v.wrong += unknown != (i % 2 == 1 && t->deaths[i] > 0);
		else
			v.wrong += unknown && (i % 2 == 0 || (t->arrived[i] > 0 && t->deaths[i] == 0));
		v.wrong += !unknown && state != LEDGER_SENT;
	}
	ledger_close(l);
	return v;
}

/* Lives that end at @point (POINTS: at any), and one that ends by itself. */
static struct verdict
trial(unsigned point, struct truth *t)
{
	char synced[4400];

	memset(t, 0, sizeof(*t));
	lt_remove();
	(void)snprintf(synced, sizeof(synced), "%s.synced", lt_path);
	(void)unlink(synced);
	(void)snprintf(synced, sizeof(synced), "%s-wal.synced", lt_path);
	(void)unlink(synced);
	if (seen->power)	/* that a file is there at all is not what is looked at */
		one_life(t, 1, 0);
	for (unsigned i = 0; i < LIVES; i++)
		if (one_life(t, point < POINTS ? point : (unsigned)rng_below(&rng, POINTS),
		    (unsigned)rng_below(&rng, 12)))
			break;
	while (!one_life(t, NEVER, 0))
		;
	return judge(t);
}

static unsigned
trials(unsigned point, unsigned n, const char *what)
{
	struct verdict sum = { 0 };
	unsigned kills = 0, twice = 0;
	struct truth t;

	for (unsigned i = 0; i < n; i++) {
		struct verdict v = trial(point, &t);

		sum.lost += v.lost;
		sum.doubled += v.doubled;
		sum.wrong += v.wrong;
		for (size_t k = 0; k < POINTS; k++)
			kills += t.kills[k];
		for (size_t k = 0; k < MESSAGES; k++)
			twice += t.arrived[k] > 1;
	}
	if (!seen->careless)
		T_OK(sum.lost == 0 && sum.doubled == 0 && sum.wrong == 0 && kills > 0, "%s: %u deaths,"
		    " %u lost, %u doubled for no reason, %u not what they are said to be; %u came twice",
		    what, kills, sum.lost, sum.doubled, sum.wrong, twice);
	return sum.lost + sum.doubled + sum.wrong;
}

/* ---- a disk that fails ---- */

/* A disk that is full says so, and one day it is not. */
static void
test_full(void)
{
	struct ledger *l = lt_fresh();
	struct err e = { 0 };
	int tries = 0;
	struct ledger_row row;

	ledger_close(l);
	watch();
	l = lt_open();
	seen->fails = WRITE + 1;
	seen->error = SQLITE_FULL;
	seen->for_good = true;
	seen->nth = 1;
	memset(seen->calls, 0, sizeof(seen->calls));
	for (unsigned i = 0; i < 3; i++) {
		enum rc rc = ledger_begin(l, &e);

		row = lt_row(i, 0);
		if (rc == RC_OK)
			rc = ledger_plan(l, &row, &lt_payload, &e);
		if (rc == RC_OK)
			rc = ledger_commit(l, &e);
		tries += rc == RC_IO && strstr(e.msg, "full") != NULL && !ledger_in(l);
	}
	T_OK(tries == 3, "a full disk: %s", e.msg);
	seen->fails = 0;
	LT_TX(l, (row = lt_row(2, 0), ledger_plan(l, &row, &lt_payload, &lt_e)));
	T_OK(lt_state(l, 2) == LEDGER_PLANNED, "there is room again");
	seen->fails = SYNC + 1;
	seen->error = SQLITE_IOERR_FSYNC;
	seen->for_good = false;
	seen->nth = seen->calls[SYNC] + 1;
	LT_OK(ledger_begin(l, &lt_e));
	(void)lt_plan(l, lt_row(5, 0));
	T_OK(ledger_commit(l, &e) == RC_IO, "a sync that fails: %s", e.msg);
	T_OK(ledger_begin(l, &e) == RC_IO, "then nothing more is written: %s", e.msg);
	ledger_close(l);
	sqlite3_vfs_unregister(&watching);
	seen->fails = 0;
}

static void
test_disk(void)
{
	static const int errors[CALLS] = { SQLITE_IOERR_READ, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC,
		SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_FSTAT, SQLITE_IOERR_LOCK, SQLITE_CANTOPEN,
		SQLITE_IOERR_DELETE, SQLITE_IOERR_SHMMAP };
	unsigned calls[CALLS], bad = 0, fired = 0;
	struct truth t;

	seen->fails = CALLS + 1;	/* none: only counted */
	(void)trial(NEVER, &t);
	memcpy(calls, seen->calls, sizeof(calls));
	for (unsigned i = 0; i < CALLS * T_ROUNDS(6); i++) {
		struct verdict v;
		unsigned c = i % CALLS;

		seen->fails = c + 1;
		seen->for_good = i / CALLS % 2 == 1;
		seen->error = c == WRITE && i / CALLS % 3 == 2 ? SQLITE_FULL : errors[c];
		seen->nth = 1 + (unsigned)rng_below(&rng, calls[c] + 1);
		seen->fired = false;
		memset(&t, 0, sizeof(t));
		lt_remove();
		(void)one_life(&t, NEVER, 0);
		fired += seen->fired;
		seen->nth = UINT32_MAX;
		while (!one_life(&t, NEVER, 0))
			;
		v = judge(&t);
		bad += v.lost + v.doubled + v.wrong;
		if (v.lost + v.doubled + v.wrong > 0)
			printf("# call %u, number %u: %u lost, %u doubled, %u wrong\n", c, seen->nth, v.lost,
			    v.doubled, v.wrong);
	}
	T_OK(bad == 0 && fired > 10, "a disk that fails, %u times: nothing lost", fired);
	seen->fails = 0;
}

int
main(void)
{
	char what[16];

	rng_init(&rng, t_seed());
	arena_init(&arena);
	lt_start("cx-kill");
	now = LT_T0 + 1000;
	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		return 2;
	for (unsigned point = 0; point < 8; point++) {
		snprintf(what, sizeof(what), "C%u", point);
		(void)trials(point, 1, what);
	}
	(void)trials(POINTS, T_ROUNDS(TRIALS), "at any of them");
	seen->power = true;
	(void)trials(POINTS, T_ROUNDS(TRIALS), "C8, at any of them");
	seen->careless = true;
	T_OK(trials(POINTS, TRIALS, "") > 0, "with less than FULL the power takes what was said");
	seen->power = seen->careless = false;
	test_disk();
	test_full();
	lt_remove();
	strcat(lt_path, ".synced");
	(void)unlink(lt_path);
	memcpy(strrchr(lt_path, '.'), "-wal.synced", sizeof("-wal.synced"));
	(void)unlink(lt_path);
	munmap(seen, sizeof(*seen));
	arena_free(&arena);
	return lt_done();
}
