/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The place line: what is written is read, damaged and foreign ones are refused with the
 * reason; lock files.
 */
#define _XOPEN_SOURCE 700

#include "../t.h"
#include "base/buf.h"
#include "io/lock.h"
#include "query/document.h"
#include "state/head.h"
#include "state/resume.h"

#include <sys/wait.h>
#include <unistd.h>

/* The line of a place with these members behind its kind, sealed. */
static struct sv
sealed(struct buf *b, const char *members)
{
	struct jwrite w;

	buf_clear(b);
	head_begin(&w, b, "place");
	buf_printf(b, "%s", members);
	head_seal(&w, b);
	return (struct sv){ b->p, b->n - 1 };
}

static enum rc
read_line(struct sv line, struct resume *r, struct trail *t, struct arena *a, struct err *e)
{
	*e = (struct err){ 0 };
	return resume_read(r, t, "cxparse", line, a, e);
}

#define MARK(more) "{\"log\":\"/l\",\"path\":\"/l.1\",\"dev\":\"0000000000000001\"," \
	"\"ino\":\"ffffffffffffffff\",\"size\":9,\"mtime_ns\":\"18c0000000000001\",\"taken\":8," \
	"\"lines\":2,\"head\":[[4,\"0000000000000007\"],[8,\"0000000000000008\"]]," \
	"\"tail\":[8,\"0000000000000008\"]" more "}"
#define PLACE(run, states, more, files) ",\"filter\":\"cxparse\",\"version\":1,\"run\":" run \
	",\"states\":" states more ",\"file\":[" files "]"

static void
refused(const char *members, const char *why)
{
	struct trail *t = trail_new(0);
	struct resume r;
	struct arena a;
	struct buf b;
	struct err e;
	enum rc rc;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	rc = read_line(sealed(&b, members), &r, t, &a, &e);
	T_OK(rc == RC_SYNTAX && strstr(e.msg, why) != NULL, "refused: %s", why);
	if (rc != RC_SYNTAX || strstr(e.msg, why) == NULL)
		printf("# %s\n", e.msg);
	buf_free(&b);
	arena_free(&a);
	trail_free(t);
}

static void
test_refused(void)
{
	refused("", "expected a version");
	refused(",\"version\":2", "newer cxutils");
	refused(",\"version\":1.5", "expected a version");
	refused(",\"version\":1", "no place");
	refused(PLACE("1", "true", ",\"what\":1", ""), "what");
	refused(PLACE("-1", "true", "", ""), "cannot be");
	refused(PLACE("1", "1", "", ""), "no place");
	refused(PLACE("1", "true", ",\"more\":[]", ""), "cannot be");
	refused(PLACE("1", "true", "", "{}"), "no mark");
	refused(PLACE("1", "true", "", MARK(",\"tail\":[8,\"0000000000000008\"]")), "duplicate");
	refused(PLACE("1", "true", "", MARK(",\"gone_s\":-1")), "mark of a file that cannot be");
	refused(PLACE("1", "true", "", MARK(",\"head_at\":\"0\"")), "no mark");
	refused(PLACE("1", "true", "", MARK(",\"inode\":1")), "no mark");
	refused(",\"filter\":\"cxstat\",\"version\":1,\"run\":1,\"states\":true,\"file\":[]",
	    "of cxstat, not of cxparse");
}

/* No byte of a line may be another one. */
static void
test_damaged(void)
{
	struct trail *t = trail_new(0);
	struct resume r;
	struct arena a;
	struct buf b;
	struct err e;
	struct sv line;
	bool all = true;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	line = sealed(&b, PLACE("3", "true", ",\"more\":{\"b\":1,\"a\":\"x\"}",
	    MARK(",\"all\":true,\"head_at\":5,\"note\":\"csv\\na,b\\n\",\"gone_s\":7")));
	T_OK(read_line(line, &r, t, &a, &e) == RC_OK && r.run == 3 && r.states &&
	    sv_is(r.more, "{\"a\":\"x\",\"b\":1}"), "a place is read");
	for (size_t i = 0; i < line.n; i++) {
		b.p[i] ^= 1;
		all = all && read_line(line, &r, t, &a, &e) == RC_SYNTAX && e.msg[0] != '\0';
		b.p[i] ^= 1;
		line.n = i;
		all = all && read_line(line, &r, t, &a, &e) == RC_SYNTAX;
		line.n = b.n - 1;
	}
	T_OK(all, "one with another byte, or cut, is not");
	buf_free(&b);
	arena_free(&a);
	trail_free(t);
}

/* What a run over @log leaves, after the place @line, which becomes the next; bytes read. */
static uint64_t
run_over(const char *log, struct buf *line)
{
	struct trail *t = trail_new(0);
	const struct trail_plan *plan;
	struct resume r = { .run = 0 };
	struct block b = { 0 };
	struct in *in = NULL;
	struct err e = { 0 };
	uint64_t n = 0;
	struct arena a;

	arena_init(&a);
	if (line->n != 0)
		T_QUIET(read_line((struct sv){ line->p, line->n - 1 }, &r, t, &a, &e) == RC_OK,
		    "read again: %s", e.msg);
	T_QUIET(trail_find(t, &log, 1, &e) == RC_OK, "find: %s", e.msg);
	plan = trail_plan(t);
	if (plan->n != 0) {
		T_QUIET(in_open(&in, &(struct in_cfg){ .path = plan->path, .n = plan->n,
		    .part = plan->part }, &e) == RC_OK, "open: %s", e.msg);
		while (in_next(in, &b, &e) == RC_OK)
			n += b.n;
		plan->lines[0] += 2;
		plan->note[0] = "csv\na,b\n";
		r.run++;
	}
	T_QUIET(trail_settle(t, in, &e) == RC_OK, "settle: %s", e.msg);
	in_block_free(&b);
	in_close(in);
	buf_clear(line);
	resume_write(&r, "cxparse", t, line);
	trail_free(t);
	arena_free(&a);
	return n;
}

static bool
holds(const struct buf *b, const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i + n <= b->n; i++)
		if (memcmp(b->p + i, text, n) == 0)
			return true;
	return false;
}

static void
test_round(void)
{
	char dir[] = "/tmp/cx-resume.XXXXXX", log[64];
	struct buf first, line;
	FILE *f;

	if (mkdtemp(dir) == NULL)
		exit(2);
	snprintf(log, sizeof(log), "%s/a.csv", dir);
	f = fopen(log, "w");
	fputs("a,b\n1,2\n3", f);
	fclose(f);
	buf_init(&first, SIZE_MAX);
	buf_init(&line, SIZE_MAX);
	T_OK(run_over(log, &line) == 8, "a first run reads whole lines");
	buf_sv(&first, buf_view(&line));
	T_OK(run_over(log, &line) == 0 && sv_eq(buf_view(&line), buf_view(&first)),
	    "a second one nothing, and writes the same place");
	T_OK(holds(&first, "\"run\":1,") && holds(&first, "\"taken\":8,\"lines\":2") &&
	    holds(&first, "\"note\":\"csv\\na,b\\n\""), "with its marks");
	f = fopen(log, "a");
	fputs(",4\n", f);
	fclose(f);
	T_OK(run_over(log, &line) == 4 && holds(&line, "\"run\":2,") &&
	    holds(&line, "\"taken\":12,\"lines\":4"), "then what came");
	buf_free(&first);
	buf_free(&line);
	unlink(log);
	rmdir(dir);
}

static void
test_lock(void)
{
	char path[] = "/tmp/cx-lock.XXXXXX", want[64];
	int mine = -1, other, status, fd = mkstemp(path);
	struct err e = { 0 };

	if (fd < 0)
		exit(2);
	close(fd);
	T_OK(lock_hold(&mine, path, "p", false, &e) == RC_OK && mine >= 0, "one that is there");
	snprintf(want, sizeof(want), "p: another run is using it, process %ld;", (long)getpid());
	if (fork() == 0) {
		bool ok = lock_hold(&other, path, "p", false, &e) == RC_IO && other == -1 &&
		    strncmp(e.msg, want, strlen(want)) == 0;
		_exit(ok ? 0 : 1);
	}
	wait(&status);
	T_OK(status == 0, "another process is told who holds it");
	lock_release(mine, path);
	T_OK(access(path, F_OK) != 0, "given back it is gone");
	T_OK(lock_hold(&mine, "/nowhere/at/all", "p", true, &e) == RC_IO && mine == -1,
	    "where none can be made");
	lock_release(mine, path);
}

int
main(void)
{
	document_start(1);
	test_refused();
	test_damaged();
	test_round();
	test_lock();
	return t_done();
}
