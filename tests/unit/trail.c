/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trail: worked cases of rotation; a rotator at random is in property/trail.c
 */
#include "../t.h"

#include "base/buf.h"
#include "base/mem.h"
#include "io/trail.h"
#include "io/trail_name.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { MARKS = 64, FILES = 4 };

static char dir[4096];
static struct trail_mark mark[MARKS];
static size_t nmark;
static char texts[MARKS][2][256];
static bool moved;

/* ---- files ---- */

static void
age(const char *name, int seconds)
{
	struct timespec t[2];

	(void)clock_gettime(CLOCK_REALTIME, &t[0]);
	t[0].tv_sec -= seconds;
	t[1] = t[0];
	if (utimensat(AT_FDCWD, name, t, 0) != 0)
		abort();
}

static void
put_bytes(const char *name, const char *p, size_t n, int seconds)
{
	FILE *f = fopen(name, "r+b");

	if (f == NULL)
		f = fopen(name, "wb");
	if (f == NULL || (n != 0 && fwrite(p, 1, n, f) != n) || fclose(f) != 0 ||
	    truncate(name, (off_t)n) != 0)
		abort();
	age(name, seconds);
}

/* In the same inode, if it is there; written so many seconds ago. */
static void
put(const char *name, const char *text, int seconds)
{
	put_bytes(name, text, strlen(text), seconds);
}

/* Compressed; @cut bytes of it are not there yet. */
static void
put_gz(const char *name, const char *text, size_t cut, int seconds)
{
	static unsigned char out[65536];
	z_stream z = { .next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)strlen(text),
		.next_out = out, .avail_out = sizeof(out) };

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	deflate(&z, Z_FINISH);
	put_bytes(name, (const char *)out, sizeof(out) - z.avail_out - cut, seconds);
	deflateEnd(&z);
}

static void
move(const char *from, const char *to)
{
	if (rename(from, to) != 0)
		abort();
}

static void
clean(void)
{
	DIR *d = opendir(".");
	const struct dirent *x;

	while (d != NULL && (x = readdir(d)) != NULL)
		if (x->d_name[0] != '.' && unlink(x->d_name) != 0)
			(void)rmdir(x->d_name);
	if (d != NULL)
		closedir(d);
	nmark = 0;
}

/* ---- runs ---- */

static void
save(const struct trail *t)
{
	nmark = trail_marks(t) < MARKS ? trail_marks(t) : MARKS;
	for (size_t i = 0; i < nmark; i++) {
		mark[i] = *trail_mark(t, i);
		snprintf(texts[i][0], sizeof(texts[i][0]), "%s", mark[i].log);
		snprintf(texts[i][1], sizeof(texts[i][1]), "%s", mark[i].path);
		mark[i].log = texts[i][0];
		mark[i].path = texts[i][1];
	}
}

static void
read_all(struct in *in, const struct trail_plan *plan, struct buf *got)
{
	struct block b = { 0 };
	struct err e = { 0 };
	enum rc rc;

	while ((rc = in_next(in, &b, &e)) == RC_OK) {
		for (size_t i = 0; i < b.n; i++) {
			if (i == 0 || b.p[i - 1] == '\n')
				buf_printf(got, "%s%s:", got->n != 0 ? " " : "", plan->path[b.file]);
			if (b.p[i] != '\n' && b.p[i] != '\0')
				buf_c(got, b.p[i]);
			else if (b.p[i] == '\n')
				plan->lines[b.file]++;
		}
	}
	if (rc != RC_END)
		buf_printf(got, " ! %s", e.msg);
	in_block_free(&b);
}

/* A run: "FILE:LINE FILE:LINE", " left MESSAGE", " ! ERROR".  @meanwhile: after it has read. */
static const char *
run_of(const char *const *operand, size_t n, void (*meanwhile)(void))
{
	static struct buf got = { .max = SIZE_MAX };
	struct trail *t = trail_new(0);
	const struct trail_plan *plan = trail_plan(t);
	struct err e = { 0 };
	struct in *in = NULL;
	enum rc rc;

	buf_clear(&got);
	for (size_t i = 0; i < nmark; i++)
		trail_add(t, &mark[i]);
	rc = trail_find(t, operand, n, &e);
	if (rc == RC_OK && plan->n != 0) {
		struct in_cfg cfg = { .path = plan->path, .part = plan->part, .n = plan->n };

		rc = in_open(&in, &cfg, &e);
		if (rc == RC_OK)
			read_all(in, plan, &got);
	}
	for (size_t i = 0; rc == RC_OK && i < plan->nleft; i++)
		buf_printf(&got, "%sleft %s", got.n != 0 ? " " : "", plan->left[i]);
	if (meanwhile != NULL)
		meanwhile();
	rc = rc == RC_OK ? trail_settle(t, in, &e) : rc;
	if (rc == RC_OK)
		save(t);
	else
		buf_printf(&got, "%s! %s", got.n != 0 ? " " : "", e.msg);
	moved = trail_moved(t);
	in_close(in);
	trail_free(t);
	buf_c(&got, '\0');
	return got.p;
}

static const char *
run(void)
{
	static const char *const operand[] = { "a.log" };

	return run_of(operand, 1, NULL);
}

/* ---- cases ---- */

static void
test_names(void)
{
	static const struct {
		const char *base, *name;
		enum trail_name is;
	} c[] = {
		{ "a.log", "a.log", TRAIL_NAME_BASE },
		{ "a.log", "a.log.1", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log.12.gz", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log.gz", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log-20261129", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log-2026112919.zst", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log-20261129-1764460800.gz", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log.2026-11-29", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log.2026-11-29.1", TRAIL_NAME_ROTATED },
		{ "a.log", "a-20261129.log", TRAIL_NAME_ROTATED },
		{ "a.log", "a-2026-11-29T10-00-00.000.log.gz", TRAIL_NAME_ROTATED },
		{ "a.log", "a.1.log", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log.old", TRAIL_NAME_ROTATED },
		{ "messages", "messages-20261129", TRAIL_NAME_ROTATED },
		{ "a.log", "a-1.log", TRAIL_NAME_OTHER },
		{ "a.log", "a.log-1", TRAIL_NAME_OTHER },
		{ "a.log", "a.log-api", TRAIL_NAME_OTHER },
		{ "a.log", "a.log.1.bak", TRAIL_NAME_OTHER },
		{ "a.log", "a.log.", TRAIL_NAME_OTHER },
		{ "a.log", "ab.log", TRAIL_NAME_OTHER },
		{ "a.log", "a-20261129.txt", TRAIL_NAME_OTHER },
		{ "a.log", "a.log.1.xz", TRAIL_NAME_ROTATED },
		{ "a.log", "a.log.1.lz4", TRAIL_NAME_OTHER },
		{ "a", "a.gz", TRAIL_NAME_ROTATED },
		{ "a", ".gz", TRAIL_NAME_OTHER },
	};

	for (size_t i = 0; i < sizeof(c) / sizeof(c[0]); i++)
		T_OK(trail_name_of(sv_of(c[i].base), sv_of(c[i].name)) == c[i].is, "%s of %s",
		    c[i].name, c[i].base);
	T_OK(trail_name_number(SV("a.log"), SV("a.log.12.gz")) == 12 &&
	    trail_name_number(SV("a.log"), SV("a.7.log")) == 7 &&
	    trail_name_number(SV("a.log"), SV("a.log-20261129")) == 0, "numbers");
}

static void
test_first(void)
{
	static const char *const all[] = { "a.log", "a.log.1", "a.log.2.gz" };

	clean();
	put("a.log", "4\n5\n6", 100);
	put("a.log.1", "2\n3\n", 200);
	put_gz("a.log.2.gz", "1\n", 0, 300);
	T_STR(run(), "a.log:4 a.log:5", "the operand from its start, nothing that is older");
	T_OK(moved, "there is something to be saved");
	T_STR(run(), "", "then nothing is new");
	T_OK(!moved, "and nothing is to be saved");
	put("a.log.1", "2\n3\n3b\n", 150);
	T_STR(run(), "a.log.1:3b", "what an older one gets later is new");
	nmark = 0;
	T_STR(run_of(all, 3, NULL), "a.log.2.gz:1 a.log.1:2 a.log.1:3 a.log.1:3b a.log:4 a.log:5",
	    "operands of one log, oldest first");
}

static void
test_rename(void)
{
	clean();
	put("a.log", "1\n", 500);
	(void)run();
	put("a.log", "1\n2\n3", 400);
	move("a.log", "a.log.1");
	put("a.log", "", 390);
	T_STR(run(), "a.log.1:2", "a renamed file goes on, its last line waits");
	put("a.log.1", "1\n2\n3\n4\n", 380);
	put("a.log", "5\n", 370);
	T_STR(run(), "a.log.1:3 a.log.1:4 a.log:5", "and on, when the new one is begun");
	put_gz("a.log.2.gz", "1\n2\n3\n4\n", 0, 380);
	(void)unlink("a.log.1");
	move("a.log", "a.log.1");
	put("a.log", "6\n", 350);
	T_STR(run(), "a.log:6", "packed: it is known by what is in it");
	T_OK(moved, "and that is to be saved");
	T_STR(run(), "", "known by its inode from there on");
	move("a.log.2.gz", "a.log.3.gz");
	move("a.log.1", "a.log.2");
	T_STR(run(), "", "moved up");
	(void)unlink("a.log.3.gz");
	put_gz("a.log.2.gz", "5\n5b\n", 0, 300);
	(void)unlink("a.log.2");
	T_STR(run(), "a.log.2.gz:5b", "packed with more than was read");
	(void)unlink("a.log");
	T_STR(run(), "", "a log without its own name, as nocreate leaves it");
	put("a.log", "6\n7\n", 10);
	T_STR(run(), "a.log:7", "the same again under another inode");
}

static void
test_inode_reused(void)
{
	clean();
	put("a.log", "first line\nsecond\n", 500);
	(void)run();
	put("a.log", "other line, longer than it was\n", 400);
	T_STR(run(), "a.log:other line, longer than it was", "replaced and larger, same inode");
	put("a.log", "OTHER line, longer than it was\n", 390);
	T_STR(run(), "a.log:OTHER line, longer than it was", "replaced by as many bytes");
}

static void
test_copytruncate(void)
{
	clean();
	put("a.log", "1\n2\n3\n", 500);
	(void)run();
	put("a.log.1", "1\n2", 490);
	T_STR(run(), "", "a copy that is being made waits");
	put("a.log.1", "1\n2\n3\n", 490);
	put("a.log", "1\n2\n3\n4\n", 480);
	T_STR(run(), "a.log:4", "what is written before the truncation is read");
	put("a.log", "5\n", 470);
	T_STR(run(), "a.log:5", "the copy, which lacks it, is not read again");
	put_gz("a.log.2.gz", "1\n2\n3\n", 0, 490);
	(void)unlink("a.log.1");
	T_STR(run(), "", "nor when it is packed");
	put("a.log.1", "5\n6\n", 460);
	put_bytes("a.log", "\0\0\0\0" "7\n", 6, 450);
	T_STR(run(), "a.log.1:6 a.log:7", "a writer that does not append leaves NULs");
	put_bytes("a.log", "\0\0\0\0" "7\n8\n", 8, 440);
	T_STR(run(), "a.log:8", "and goes on behind them");
}

static void
test_packing(void)
{
	clean();
	put("a.log", "1\n2\n", 500);
	(void)run();
	move("a.log", "a.log.1");
	put("a.log", "3\n", 400);
	put_gz("a.log.1.gz", "1\n2\n", 6, 390);
	T_STR(run(), "a.log:3", "being packed");
	put_gz("a.log.1.gz", "1\n2\n", 0, 390);
	T_STR(run(), "", "packed, and the plain one is there yet");
	(void)unlink("a.log.1");
	T_STR(run(), "", "and is no more");
	(void)unlink("a.log.1.gz");
	put("a.log.1", "3\n4", 395);
	(void)run();
	put_gz("a.log.1.gz", "3\n4", 0, 395);
	T_STR(run(), "", "a last line waits, where the plain file is there");
	(void)unlink("a.log.1");
	T_STR(run(), "a.log.1.gz:4", "and gets no end when it is not");
	put_gz("a.log.2.gz", "never seen before\n", 6, 380);
	T_STR(run(), "left a.log.2.gz: truncated gzip stream; left for the next run", "cut, and alone");
	T_STR(run(), "left a.log.2.gz: truncated gzip stream; left for the next run", "as long as it is");
	put_gz("a.log.2.gz", "never seen before\n", 0, 380);
	T_STR(run(), "a.log.2.gz:never seen before", "until it is whole");
	put("a.log.3.gz", "\x1f", 370);
	T_STR(run(), "left a.log.3.gz: cut or damaged; left for the next run", "its first byte");
}

static void
test_last_lines(void)
{
	clean();
	put("a.log", "", 1000);
	(void)run();
	put("a.log.3", "1\n2", 500);
	put("a.log.2", "3\n4", 400);
	put("a.log.1", "5\n6", 300);
	put("a.log", "7\n8", 200);
	T_STR(run(), "a.log.3:1 a.log.3:2 a.log.2:3 a.log.2:4 a.log.1:5 a.log:7",
	    "two newer ones behind it: a last line gets no end any more");
	put("a.log.3", "1\n2 and its end\n2b\n", 180);
	T_STR(run(), "a.log.3:2b", "where it does, it is no line of its own");
	put_gz("a.log.4.gz", "x\ny", 0, 600);
	T_STR(run(), "a.log.4.gz:x a.log.4.gz:y", "nor in a packed one");
	T_STR(run(), "", "all is read");
}

static void
test_names_elsewhere(void)
{
	static const char *const link[] = { "current" };

	clean();
	put("day-1.txt", "1\n", 500);
	if (symlink("day-1.txt", "current") != 0)
		abort();
	T_STR(run_of(link, 1, NULL), "current:1", "a name that is a link");
	put("day-1.txt", "1\n2\n", 400);
	put("day-2.txt", "3\n", 300);
	(void)unlink("current");
	if (symlink("day-2.txt", "current") != 0)
		abort();
	T_OK(strstr(run_of(link, 1, NULL), "day-1.txt:2 current:3") != NULL,
	    "what it led to before is read to its end");
	T_STR(run_of(link, 1, NULL), "", "both are known");
}

static void
test_operands(void)
{
	static const char *const none[] = { "none.log" }, *const in[] = { "-" };
	static const char *const pipe[] = { "p.log" }, *const rotated[] = { "b.log.1" };
	static const char *const two[] = { "a.log", "./a.log", "b.log.1" };

	clean();
	T_STR(run_of(none, 1, NULL), "! none.log: No such file or directory", "missing");
	T_STR(run_of(in, 1, NULL), "! standard input cannot be found again: name files", "stdin");
	if (mkfifo("p.log", 0600) != 0)
		abort();
	T_STR(run_of(pipe, 1, NULL), "! p.log: no regular file, which could be found again",
	    "a pipe");
	put("b.log", "9\n", 100);
	put("b.log.1", "8\n", 200);
	T_STR(run_of(rotated, 1, NULL), "b.log.1:8", "a rotated one alone");
	move("b.log.1", "b.log.2");
	move("b.log", "b.log.1");
	put("b.log", "10\n", 50);
	T_STR(run_of(rotated, 1, NULL), "b.log.1:9", "and what comes to its name");
	put("a.log", "1\n", 100);
	T_STR(run_of(two, 3, NULL), "a.log:1", "one file under two names, and a log known before");
	T_STR(run(), "", "one of the logs");
	T_STR(run_of(rotated, 1, NULL), "", "the other is not forgotten");
}

static void
truncate_log(void)
{
	put("a.log", "new\n", 1);
}

static void
truncate_twin(void)
{
	put("a.log", "1\n2\nmore\n", 1);
	put("a.log.1", "", 1);
}

static void
rename_log(void)
{
	move("a.log", "a.log.1");
	put("a.log", "3\n", 1);
}

static void
test_meanwhile(void)
{
	static const char *const a[] = { "a.log" };

	clean();
	put("a.log", "1\n2\n", 100);
	T_STR(run_of(a, 1, truncate_log), "a.log:1 a.log:2 ! a.log: was truncated while it was "
	    "read; nothing of this run counts, run it again", "truncated while it is read");
	T_STR(run(), "a.log:new", "again");
	put("a.log", "new\n1\n", 90);
	T_STR(run_of(a, 1, rename_log), "a.log:1", "renamed while it is read");
	T_STR(run(), "a.log:3", "that matters not");
	put("a.log", "1\n2\n", 50);
	T_STR(run_of(a, 1, truncate_twin), "a.log:1 a.log:2", "grown while it is read");
	T_STR(run(), "a.log:more", "the rest");
}

static void
test_gone(void)
{
	size_t before;

	clean();
	put("a.log", "1\n", 100);
	(void)run();
	move("a.log", "away");
	put("a.log", "2\n", 90);
	T_STR(run(), "a.log:2", "a file is nowhere");
	move("away", "a.log.1");
	put("a.log.1", "1\n1b\n", 80);
	T_STR(run(), "a.log.1:1b", "and there again: it goes on");
	(void)unlink("a.log.1");
	(void)run();
	before = nmark;
	for (size_t i = 0; i < nmark; i++)
		mark[i].gone_s -= mark[i].gone_s != 0 ? TRAIL_GONE_DAYS * 24 * 60 * 60 : 0;
	T_STR(run(), "", "after days");
	T_OK(nmark < before && moved, "its mark is dropped: %zu of %zu", nmark, before);
}

/* What two files have in common is no reason to take one for the other. */
static void
test_alike(void)
{
	static char first[6000], second[6000];
	struct timespec t[2];
	struct stat st;

	clean();
	put("a.log", "start\n1\n2\n3\n", 500);
	(void)run();
	(void)unlink("a.log");
	put("other", "", 490);		/* takes the inode */
	put("a.log", "start\n4", 480);
	T_STR(run(), "a.log:start", "a new file that begins alike and is shorter");
	put("a.log", "start\n4\n", 470);
	T_STR(run(), "a.log:4", "goes on as itself");
	memset(first, 'x', 5000);
	snprintf(first + 5000, 100, "\n1\n");
	memset(second, 'x', 5000);
	snprintf(second + 5000, 100, "\n2\n3\n");
	put("a.log", first, 400);
	(void)run();
	put("a.log", second, 390);
	T_OK(strstr(run(), "x a.log:2 a.log:3") != NULL, "a banner larger than a head");
	put("a.log", "5\n", 1);
	(void)run();
	(void)stat("a.log", &st);
	put("a.log", "6\n", 1);
	t[0] = t[1] = st.st_mtim;
	(void)utimensat(AT_FDCWD, "a.log", t, 0);
	T_STR(run(), "a.log:6", "replaced within the same tick of the clock");
}

static void
test_nothing_there(void)
{
	clean();
	put("a.log", "", 500);
	T_STR(run(), "", "an empty log");
	(void)unlink("a.log");
	T_STR(run(), "", "that goes");
	T_STR(run(), "", "and is known all the same");
	put("a.log.1", "1\n", 400);
	put("a.log", "2\n", 300);
	T_STR(run(), "a.log.1:1 a.log:2", "when its first files come");
}

static void
test_folders(void)
{
	static const char *const both[] = { "a.log", "old/a.log.1" };

	clean();
	(void)mkdir("old", 0700);
	put("a.log", "1\n", 500);
	(void)run();
	put("old/a.log.1", "1\n2\n", 400);
	put("a.log", "3\n", 300);
	T_STR(run_of(both, 2, NULL), "a.log:3 old/a.log.1:2", "copied into another folder");
	T_STR(run_of(both, 2, NULL), "", "all is read");
	(void)unlink("old/a.log.1");
}

static void
test_lines(void)
{
	uint64_t lines = 0;

	clean();
	put("a.log", "1\n2\n3\n", 100);
	(void)run();
	put("a.log", "1\n2\n3\n4\n", 90);
	(void)run();
	for (size_t i = 0; i < nmark; i++)
		lines += mark[i].lines;
	T_OK(lines == 4, "lines of a file are counted on: %d", (int)lines);
}

int
main(void)
{
	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-trail")) == NULL || chdir(dir) != 0)
		return 2;
	test_names();
	test_first();
	test_rename();
	test_inode_reused();
	test_copytruncate();
	test_packing();
	test_last_lines();
	test_names_elsewhere();
	test_operands();
	test_meanwhile();
	test_gone();
	test_alike();
	test_nothing_there();
	test_folders();
	test_lines();
	clean();
	(void)rmdir(dir);
	return t_done();
}
