/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * in: worked cases; random data in random cuts are in io/in.c
 */
#include "../t.h"

#include "base/buf.h"
#include "base/mem.h"
#include "io/in.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

static char dir[4096];
static const size_t sizes[] = { 1, 2, 3, 4, 5, 6, 7, 0 }; /* bytes a read asks for */

static void
put(const char *name, const char *p, size_t n)
{
	FILE *f = fopen(name, "wb");

	if (n != 0 && fwrite(p, 1, n, f) != n)
		abort();
	fclose(f);
}

/*
 * Everything in_next says, as text: "FILE|line\n" per line, "FILE<line\n" for a
 * long one, "FILE.\n" for the end of a file, "! message\n" for an error.
 */
static void
tell(struct buf *all, const struct in_cfg *cfg)
{
	struct err e = { 0 };
	struct block b = { 0 };
	struct in *in;
	bool first = true;
	uint64_t lines = 0;
	enum rc rc = in_open(&in, cfg, &e);

	buf_clear(all);
	if (rc != RC_OK) {
		buf_printf(all, "open! %s\n", e.msg);
		return;
	}
	while ((rc = in_next(in, &b, &e)) != RC_END) {
		if (rc != RC_OK) {
			in_after(&e, lines);
			buf_printf(all, "! %s\n", e.msg);
			continue;
		}
		if ((b.flags & BLOCK_FIRST) != 0)
			lines = 0;
		T_QUIET(b.n == 0 || b.p[b.n - 1] == '\n', "a block ends in a newline");
		T_QUIET(((b.flags & BLOCK_FIRST) != 0) == first, "first block of a file");
		T_QUIET(b.cap >= b.n + IN_PAD, "room for the pad");
		for (size_t i = 0; i < IN_PAD; i++)
			T_QUIET(b.p[b.n + i] == 0, "pad is zero");
		for (size_t at = 0, end; at < b.n; at = end + 1) {
			end = (size_t)((const char *)memchr(b.p + at, '\n', b.n - at) - b.p);
			buf_printf(
			    all, "%u%c", (unsigned)b.file, (b.flags & BLOCK_LONG) != 0 ? '<' : '|');
			buf_add(all, b.p + at, end + 1 - at);
			lines++;
		}
		if ((b.flags & BLOCK_LAST) != 0)
			buf_printf(all, "%u.\n", (unsigned)b.file);
		first = (b.flags & BLOCK_LAST) != 0;
	}
	T_QUIET(in_next(in, &b, &e) == RC_END, "the end stays the end");
	in_block_free(&b);
	in_close(in);
}

/* The files @path (NULL ends them) give @want at every read size. */
static void
gives(const char *const *path, size_t max_line, const char *want, const char *name)
{
	struct buf all;
	struct in_cfg cfg = { .path = path, .max_line = max_line };
	bool ok = true;

	buf_init(&all, SIZE_MAX);
	while (path[cfg.n] != NULL)
		cfg.n++;
	for (size_t k = 0; k < 2 * (sizeof sizes / sizeof sizes[0]); k++) {
		size_t i = k / 2;

		cfg.read_size = sizes[i];
		cfg.uncounted = k % 2 != 0;
		tell(&all, &cfg);
		ok = ok && sv_is(buf_view(&all), want);
		if (!sv_is(buf_view(&all), want)) {
			printf("# reads of %zu give:\n# %.*s\n", sizes[i], (int)all.n, all.p);
			break;
		}
	}
	T_OK(ok, "%s", name);
	buf_free(&all);
}

static void
text_gives(const char *text, size_t n, const char *want, const char *name)
{
	const char *const path[] = { "text", NULL };

	put("text", text, n);
	gives(path, 0, want, name);
}

#define TEXT(lit, want, name) text_gives("" lit, sizeof(lit) - 1, want, name)

static void
test_odd_lines(void)
{
	TEXT("", "0.\n", "an empty file");
	TEXT("a\nb\n", "0|a\n0|b\n0.\n", "lines");
	TEXT("a\nb", "0|a\n0|b\n0.\n", "no last newline");
	TEXT("\n\n", "0|\n0|\n0.\n", "blank lines");
	TEXT("a\r\nb\r\n", "0|a\r\n0|b\r\n0.\n", "CR stays");
	TEXT("\xef\xbb\xbf"
	     "a\n",
	    "0|a\n0.\n", "a byte order mark goes");
	TEXT("\xef\xbb\xbf", "0.\n", "alone too");
	TEXT("\xef\xbb\xbf\xef\xbb\xbf\n", "0|\xef\xbb\xbf\n0.\n", "only one");
	TEXT("\xef\xbb", "0|\xef\xbb\n0.\n", "half a mark stays");
	TEXT("\xef\xbb\n", "0|\xef\xbb\n0.\n", "half a mark in a line stays");
	TEXT("\xef\xbb\xbf\nx\n", "0|\n0|x\n0.\n", "a mark on a blank line");
	TEXT("a\n\xef\xbb\xbf"
	     "b\n",
	    "0|a\n0|\xef\xbb\xbf"
	    "b\n0.\n",
	    "a mark elsewhere stays");
	TEXT("P\n", "0|P\n0.\n", "the first byte of a skippable frame");
	TEXT("\x28\n", "0|(\n0.\n", "the first byte of zstd");
	TEXT("\x1f", "0|\x1f\n0.\n", "the first byte of gzip");
}

static void
test_files(void)
{
	const char *const both[] = { "one", "two", NULL };
	const char *const missing[] = { "one", "none", NULL };
	const char *const folder[] = { ".", NULL };
	const char *const std[] = { "-", NULL };
	struct in_cfg cfg = { .path = both, .n = 2 };
	struct block b = { 0 };
	struct in *in;
	uint64_t total = 0;
	int null;

	put("one", "a\nb", 3);
	put("two",
	    "\xef\xbb\xbf"
	    "c\n",
	    5);
	gives(both, 0, "0|a\n0|b\n0.\n1|c\n1.\n", "two files, each with its own end");
	gives(missing, 0, "open! none: No such file or directory\n", "a missing file");
	gives(folder, 0, "open! .: Is a directory\n", "a directory");
	T_OK(in_open(&in, &cfg, NULL) == RC_OK && in_bytes(in, &total) == 0 && total == 8,
	    "bytes to come");
	while (in_next(in, &b, NULL) == RC_OK)
		;
	T_OK(in_bytes(in, NULL) == 8, "bytes read");
	T_OK(strcmp(in_name(in, 1), "two") == 0, "names");
	in_close(in);
	in_close(NULL);
	in_block_free(&b);

	close(STDIN_FILENO);
	gives(std, 0, "open! stdin: Bad file descriptor\n", "a closed standard input");
	null = open("/dev/null", O_RDONLY);
	T_OK(null == STDIN_FILENO, "the null device");
	gives(std, 0, "0.\n", "is empty");
	cfg = (struct in_cfg){ 0 };
	T_OK(in_open(&in, &cfg, NULL) == RC_OK && strcmp(in_name(in, 0), "stdin") == 0,
	    "no path is standard input");
	(void)in_bytes(in, &total);
	T_OK(total == 0, "whose size is not known");
	in_close(in);
	if (geteuid() != 0) {
		const char *const secret[] = { "secret", NULL };

		put("secret", "x\n", 2);
		chmod("secret", 0);
		gives(
		    secret, 0, "open! secret: Permission denied\n", "a file that may not be read");
	}
}

static void
test_long(void)
{
	const char *const path[] = { "long", NULL };
	static char text[5000], want[5000];
	struct buf t, w;

	put("long", "12345\n123456\n\n1234567890\nabc\n123456", 35);
	gives(path, 5, "0|12345\n0<123456\n0|\n0<1234567890\n0|abc\n0<123456\n0.\n",
	    "lines of more than 5 bytes");
	gives(path, 1, "0<12345\n0<123456\n0|\n0<1234567890\n0<abc\n0<123456\n0.\n", "more than 1");
	put("long",
	    "\xef\xbb\xbf"
	    "12345\r\n12345",
	    15);
	gives(path, 5, "0<12345\r\n0|12345\n0.\n", "CR counts, the byte order mark does not");

	buf_init(&t, SIZE_MAX);
	buf_init(&w, SIZE_MAX);
	memset(text, 'y', sizeof text);
	buf_sv(&t, SV("first\n"));
	buf_add(&t, text, 4000);
	buf_sv(&t, SV("\nnext\n"));
	buf_add(&t, text, 100);
	buf_sv(&t, SV("\n"));
	buf_add(&t, text, 101);
	buf_sv(&t, SV("\nlast\n"));
	buf_add(&t, text, 3000);
	put("long", t.p, t.n);
	snprintf(want, sizeof want,
	    "0|first\n0<%.256s\n0|next\n0|%.100s\n0<%.101s\n0|last\n0<%.256s\n0.\n", text, text,
	    text, text);
	gives(path, 100, want, "a long line gives its head, the next one is whole");
	buf_free(&t);
	buf_free(&w);
}

/* Appends one gzip member of @text. */
static void
add_gz(struct buf *b, const char *text)
{
	z_stream z = { 0 };
	unsigned char out[4096];

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (Bytef *)mem_dup(text, strlen(text));
	z.avail_in = (uInt)strlen(text);
	z.next_out = out;
	z.avail_out = sizeof out;
	deflate(&z, Z_FINISH);
	buf_add(b, (char *)out, sizeof out - z.avail_out);
	mem_free(z.next_in - strlen(text));
	deflateEnd(&z);
}

static void
add_zst(struct buf *b, const char *text)
{
	char out[4096];
	ZSTD_CCtx *c = ZSTD_createCCtx();

	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	buf_add(b, out, ZSTD_compress2(c, out, sizeof out, text, strlen(text)));
	ZSTD_freeCCtx(c);
}

static void
test_compressed(void)
{
	const char *const path[] = { "coded", "one", NULL };
	struct buf b;
	size_t whole;

	put("one", "z\n", 2);
	buf_init(&b, SIZE_MAX);
	add_gz(&b, "\xef\xbb\xbf"
		   "a\nb");
	add_gz(&b, "");
	add_gz(&b, "c\nd");
	put("coded", b.p, b.n);
	gives(path, 0, "0|a\n0|bc\n0|d\n0.\n1|z\n1.\n", "gzip, members make one stream");
	whole = b.n;
	buf_add(&b, "\0\0\0\0\0\0\0", 7);
	put("coded", b.p, b.n);
	gives(path, 0, "0|a\n0|bc\n0|d\n0.\n1|z\n1.\n", "zeros behind are padding");
	buf_sv(&b, SV("x"));
	put("coded", b.p, b.n);
	gives(path, 0,
	    "0|a\n0|bc\n0.\n! coded: garbage after the end of the gzip data after 2 lines, "
	    "partial last line dropped\n1|z\n1.\n",
	    "anything else is garbage");
	put("coded", b.p, whole - 1);
	gives(path, 0,
	    "0|a\n0|bc\n0.\n! coded: truncated gzip stream after 2 lines, partial last line dropped\n"
	    "1|z\n1.\n",
	    "cut in the last checksum");
	b.p[whole - 6] = (char)(b.p[whole - 6] ^ 1);
	put("coded", b.p, whole);
	gives(path, 0,
	    "0|a\n0|bc\n0.\n! coded: damaged gzip data (incorrect data check) after 2 lines, "
	    "partial last line dropped\n1|z\n1.\n",
	    "a checksum that does not fit");
	put("coded", "\x1f\x8b", 2);
	gives(path, 0, "0.\n! coded: truncated gzip stream after 0 lines\n1|z\n1.\n",
	    "just the magic");
	put("coded", "\x1f\x8b\x08garbage", 10);
	gives(path, 0,
	    "0.\n! coded: damaged gzip data (unknown header flags set) after 0 lines\n1|z\n1.\n",
	    "a header that is none");

	buf_clear(&b);
	add_gz(&b, "a\n");
	put("coded", b.p, b.n - 3);
	gives(path, 0, "0|a\n0.\n! coded: truncated gzip stream after 1 line\n1|z\n1.\n",
	    "cut after a line");
	put("coded", b.p, b.n);
	gives(path, 0, "0|a\n0.\n1|z\n1.\n", "whole");

	buf_clear(&b);
	buf_add(&b, "\x50\x2a\x4d\x18\x03\0\0\0abc", 11);
	add_zst(&b, "a\nb");
	add_zst(&b, "");
	add_zst(&b, "c\nd");
	put("coded", b.p, b.n);
	gives(path, 0, "0|a\n0|bc\n0|d\n0.\n1|z\n1.\n", "zstd, frames make one stream");
	put("coded", b.p, b.n - 1);
	gives(path, 0,
	    "0|a\n0|bc\n0.\n! coded: truncated zstd stream after 2 lines, partial last line dropped\n"
	    "1|z\n1.\n",
	    "cut in the last checksum");
	b.p[b.n - 1] = (char)(b.p[b.n - 1] ^ 1);
	put("coded", b.p, b.n);
	gives(path, 0,
	    "0|a\n0|bc\n0.\n! coded: damaged zstd data (Restored data doesn't match checksum) after 2 lines, "
	    "partial last line dropped\n1|z\n1.\n",
	    "a checksum that does not fit");
	buf_free(&b);
}

/* A file that goes away after in_open, and one that cannot be read: the others are read all the
 * same. */
static void
test_faults(void)
{
	const char *const path[] = { "one", "gone", "two" };
	const char *const unreadable[] = { "/proc/self/mem", "two", NULL };
	struct in_cfg cfg = { .path = path, .n = 3 };
	struct err e = { 0 };
	struct block b = { 0 };
	struct in *in;
	char want[128];

	put("one", "a\n", 2);
	put("gone", "b\n", 2);
	put("two", "c\n", 2);
	T_OK(in_open(&in, &cfg, &e) == RC_OK, "three files");
	unlink("gone");
	T_OK(in_next(in, &b, &e) == RC_OK && sv_is((struct sv){ b.p, b.n }, "a\n"), "the first");
	T_OK(in_next(in, &b, &e) == RC_OK && b.n == 0 && b.flags == BLOCK_LAST, "and its end");
	T_OK(in_next(in, &b, &e) == RC_IO, "the second has gone");
	T_STR(e.msg, "gone: No such file or directory", "is told");
	T_OK(in_next(in, &b, &e) == RC_OK && sv_is((struct sv){ b.p, b.n }, "c\n") && b.file == 2,
	    "the third");
	in_close(in);
	in_block_free(&b);
	if (access(unreadable[0], R_OK) == 0) {
		(void)snprintf(want, sizeof(want), "0.\n! /proc/self/mem: %s\n1|c\n1.\n",
		    strerror(EIO));
		gives(unreadable, 0, want, "a read that fails");
	}
}

struct waits {
	unsigned n;
	int      writer;	/* a byte written here asks for the next part */
	bool     asked;
};

/* Before a wait: nothing is there yet, so the writer may go on; once for each part. */
static int
count_idle(void *ctx)
{
	struct waits *w = ctx;

	w->n++;
	if (!w->asked && write(w->writer, "", 1) != 1)
		abort();
	w->asked = true;
	return -1;
}

/* A live pipe: lines come out as they come in, and idle is called before each wait. */
static void
test_live(void)
{
	int data[2], go[2], status;
	char token = 0;
	struct waits waits = { 0 };
	struct block b = { 0 };
	struct in *in;
	struct in_cfg cfg = { .idle = count_idle, .idle_ctx = &waits };
	static const char *const part[] = { "a\n", "b\nc", "d\n", "P\n", "e" };
	static const char *const want[] = { "a\n", "b\n", "cd\n", "P\n", "e\n" };
	pid_t pid;

	if (pipe(data) != 0 || pipe(go) != 0)
		abort();
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(data[0]);
		close(go[1]);
		for (size_t i = 0; i < 5 && read(go[0], &token, 1) == 1; i++)
			if (write(data[1], part[i], strlen(part[i])) < 0)
				_exit(1);
		_exit(0);
	}
	close(data[1]);
	close(go[0]);
	waits.writer = go[1];
	alarm(60);	/* where nothing calls idle, nothing is ever written */
	dup2(data[0], STDIN_FILENO);
	close(data[0]);
	fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK); /* EAGAIN is not the end */
	T_OK(in_open(&in, &cfg, NULL) == RC_OK, "a pipe opens before anything is there");
	for (size_t i = 0; i < 5; i++) {
		enum rc rc;

		waits.asked = false;
		rc = in_next(in, &b, NULL);
		T_OK(rc == RC_OK && sv_is((struct sv){ b.p, b.n }, want[i]),
		    "part %zu comes at once", i);
	}
	T_OK((b.flags & BLOCK_LAST) != 0 && in_next(in, &b, NULL) == RC_END, "then it ends");
	T_OK(waits.n >= 5, "idle was called before each wait");
	in_block_free(&b);
	in_close(in);
	close(go[1]);
	waitpid(pid, &status, 0);
	alarm(0);
}

static void
on_alarm(int sig)
{
	(void)sig;
}

/* A signal in a read is not an error. */
static void
test_signal(void)
{
	int data[2], status;
	struct sigaction act = { .sa_handler = on_alarm };
	struct block b = { 0 };
	struct in *in;
	struct in_cfg cfg = { 0 };
	pid_t pid, parent = getpid();

	if (pipe(data) != 0)
		abort();
	sigaction(SIGALRM, &act, NULL);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		const struct timespec nap = { 0, 20000000 };

		for (int i = 0; i < 3; i++) {
			nanosleep(&nap, NULL);
			kill(parent, SIGALRM);
		}
		_exit(write(data[1], "x\n", 2) != 2);
	}
	close(data[1]);
	dup2(data[0], STDIN_FILENO);
	close(data[0]);
	T_OK(in_open(&in, &cfg, NULL) == RC_OK && in_next(in, &b, NULL) == RC_OK && b.n == 2,
	    "signals do not end a read");
	in_block_free(&b);
	in_close(in);
	waitpid(pid, &status, 0);
}

int
main(void)
{
	static const char *const made[] = { "text", "one", "two", "long", "coded", "secret" };

	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-in")) == NULL || chdir(dir) != 0)
		return 1;
	test_odd_lines();
	test_files();
	test_long();
	test_compressed();
	test_faults();
	test_live();
	test_signal();
	for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
		unlink(made[i]);
	rmdir(dir);
	return t_done();
}
