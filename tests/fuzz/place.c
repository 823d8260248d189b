/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * place - whatever is in the file of --resume, the run goes on from it or is refused with a
 * reason; refused, it leaves the file as it was, and else a run behind it, over nothing new,
 * writes the same and changes nothing
 *
 *     LETTER LINES
 *
 * The letter picks the query, whose own place over a log is what the lines change: one that
 * begins with a digit takes the place of that line, any other comes behind the last.  '@' is
 * the log's path.  Each line gets the check that it must end in, so that what is behind it
 * is reached.
 */
#include "base/hash.h"
#include "claims.h"

#include <inttypes.h>
#include <limits.h>
#include <sys/stat.h>

enum { INPUT_MAX = 8192, LINES_MAX = 64, BASE_MAX = 10, ARGS = 16, PATH_LEN = 4096 };

static const char LOG[] =
    "{\"timestamp\":1767261600,\"user_id\":\"a\",\"x\":1}\n"
    "{\"timestamp\":1767261700,\"user_id\":\"b\",\"x\":2.5}\n"
    "{\"timestamp\":1767348000,\"user_id\":\"a\",\"x\":7}\n";

struct query {
	mains_fn   *fn;
	const char *arg[8];	/* before the log */
};

static const struct query queries[] = {
	{ cxstat_main, { "-w", "1d", "-b", "user_id", "count(), p50(x)" } },
	{ cxstat_main, { "--no-ci", "count(), first(x)" } },
	{ cxsession_main, { "--sessions" } },
	{ cxuser_main, { NULL } },
	{ cxretain_main, { NULL } },
};

enum { QUERIES = sizeof(queries) / sizeof(queries[0]) };

struct bench {
	struct mains m;
	char         dir[PATH_LEN / 2];
	char         log[PATH_LEN];
	char         place[PATH_LEN];
	struct buf   base[QUERIES];	/* what the filter itself writes there */
};

static void
write_file(const char *path, struct sv s)
{
	FILE *f = fopen(path, "w");

	if (f == NULL || fwrite(s.p, 1, s.n, f) != s.n || fclose(f) != 0)
		abort();
}

static void
read_file(const char *path, struct buf *b)
{
	FILE *f = fopen(path, "r");
	char text[4096];
	size_t n;

	buf_clear(b);
	while (f != NULL && (n = fread(text, 1, sizeof(text), f)) > 0)
		buf_add(b, text, n);
	if (f != NULL)
		fclose(f);
}

static void
go(struct bench *b, struct mains_run *r, const struct query *q)
{
	static const char *arg[ARGS];
	size_t n = 0;

	arg[n++] = "--resume";
	arg[n++] = b->place;
	for (size_t i = 0; q->arg[i] != NULL; i++)
		arg[n++] = q->arg[i];
	arg[n++] = b->log;
	arg[n] = NULL;
	mains_init_run(r, q->fn, arg, SV(""));
	mains_go(&b->m, r);
	claims_messages(r);
}

static struct bench bench;

static void
clear(void)
{
	(void)unlink(bench.log);
	(void)unlink(bench.place);
	(void)rmdir(bench.dir);
}

/* The log is an old file: the time of one that was just written is not kept, until it is older. */
static void
begin(struct bench *b)
{
	static const struct timespec old[2] = { { .tv_sec = 1767261600 }, { .tv_sec = 1767261600 } };
	struct mains_run r;

	snprintf(b->dir, sizeof(b->dir), "%s/cx-place.XXXXXX", mains_dir());
	if (mkdtemp(b->dir) == NULL)
		abort();
	snprintf(b->log, sizeof(b->log), "%s/log", b->dir);
	snprintf(b->place, sizeof(b->place), "%s/place", b->dir);
	atexit(clear);
	write_file(b->log, sv_of(LOG));
	if (utimensat(AT_FDCWD, b->log, old, 0) != 0)
		abort();
	for (size_t i = 0; i < QUERIES; i++) {
		buf_init(&b->base[i], SIZE_MAX);
		(void)unlink(b->place);
		go(b, &r, &queries[i]);
		mains_check(r.status == 0, &r, "a query that is none");
		read_file(b->place, &b->base[i]);
		mains_free_run(&r);
	}
}

/* A line with the log's path in it, and the check that it must end in. */
static void
seal(const struct bench *b, struct sv line, struct buf *o)
{
	size_t from = o->n;

	if (line.n > 0 && line.p[line.n - 1] == '}')
		line.n--;
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '@')
			buf_sv(o, sv_of(b->log));
		else
			buf_c(o, line.p[i]);
	}
	buf_printf(o, ",\"check\":\"%016" PRIx64 "\"}\n",
	    o->n > from ? hash_sv((struct sv){ o->p + from, o->n - from }, 0) : 0);
}

static void
compose(const struct bench *b, const struct buf *base, struct sv text, struct buf *o)
{
	struct sv line[LINES_MAX], rest = buf_view(base), own;
	size_t n = 0, k = 0;

	while (n < LINES_MAX && claims_line(&text, &line[n]))
		n++;
	while (claims_line(&rest, &own)) {
		size_t i = 0;

		while (i < n && !(line[i].n > 0 && (size_t)(line[i].p[0] - '0') == k && k < BASE_MAX))
			i++;
		if (i < n) {
			seal(b, (struct sv){ line[i].p + 1, line[i].n - 1 }, o);
		} else {
			buf_sv(o, own);
			buf_c(o, '\n');
		}
		k++;
	}
	for (size_t i = 0; i < n; i++)
		if (line[i].n > 0 && (size_t)(line[i].p[0] - '0') >= BASE_MAX)
			seal(b, line[i], o);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bench *b = &bench;
	const struct query *q;
	struct mains_run one, two;
	struct buf was, is;

	if (size == 0 || size > INPUT_MAX)
		return 0;
	if (b->log[0] == '\0')
		begin(b);
	q = &queries[(unsigned)(uint8_t)(data[0] - 'A') % QUERIES];
	buf_init(&was, SIZE_MAX);
	buf_init(&is, SIZE_MAX);
	compose(b, &b->base[q - queries], (struct sv){ (const char *)data + 1, size - 1 }, &was);
	write_file(b->place, buf_view(&was));
	go(b, &one, q);
	read_file(b->place, &is);
	mains_check(one.status == 0 || one.status == 2 || one.status == 4, &one, "no such status");
	if (one.status == 2) {
		mains_check(one.out.n == 0, &one, "refused, and yet there is output");
		mains_check(sv_eq(buf_view(&was), buf_view(&is)), &one, "refused, and changed");
	} else {
		claims_ndjson(&one, false);
		go(b, &two, q);
		if (two.status != one.status || !sv_eq(buf_view(&one.out), buf_view(&two.out)))
			claims_same(&one, &two, "nothing is new, and yet it is another");
		read_file(b->place, &was);
		mains_check(sv_eq(buf_view(&was), buf_view(&is)), &two, "nothing is new");
		mains_free_run(&two);
	}
	mains_free_run(&one);
	buf_free(&was);
	buf_free(&is);
	return 0;
}
