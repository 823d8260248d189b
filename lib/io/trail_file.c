/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/trail_file.h"

#include "base/hash.h"
#include "base/mem.h"
#include "io/codec.h"
#include "io/feed.h"
#include "io/stop.h"
#include "io/trail_name.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SCAN = 64 * 1024 };

int64_t
trail_file_written(const struct stat *st)
{
#ifdef __APPLE__
	const struct timespec *at = &st->st_mtimespec;
#else
	const struct timespec *at = &st->st_mtim;
#endif
	return (int64_t)at->tv_sec * 1000000000 + at->tv_nsec;
}

void
trail_file_stat(struct trail_file *f, const struct stat *st)
{
	f->dev = (uint64_t)st->st_dev;
	f->ino = (uint64_t)st->st_ino;
	f->size = (uint64_t)st->st_size;
	f->mtime_ns = trail_file_written(st);
}

static int
open_file(const char *path)
{
	int fd;

	/* A name may have become a pipe's: that must not be waited for. */
	do
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int
trail_file_fd(struct trail_file *f)
{
	struct stat st;

	if (f->fd >= 0)
		return f->fd;
	f->fd = open_file(f->path);
	if (f->fd >= 0 && (fstat(f->fd, &st) != 0 || (uint64_t)st.st_dev != f->dev ||
	    (uint64_t)st.st_ino != f->ino))
		trail_file_shut(f);
	f->vanished |= f->fd < 0;
	return f->fd;
}

void
trail_file_shut(struct trail_file *f)
{
	if (f->fd >= 0)
		(void)close(f->fd);
	f->fd = -1;
}

size_t
trail_file_read(struct trail_file *f, uint64_t at, char *p, size_t n)
{
	int fd = trail_file_fd(f);
	size_t got = 0;

	while (fd >= 0 && got < n) {
		ssize_t k = pread(fd, p + got, n - got, (off_t)(at + got));

		if (k > 0)
			got += (size_t)k;
		else if (k < 0 && errno != EINTR)
			f->failed = errno;
		if (k == 0 || f->failed != 0)
			break;
	}
	return got;
}

static struct trail_print
print_of(const char *p, size_t n)
{
	return (struct trail_print){ (uint32_t)n, n != 0 ? hash_sv((struct sv){ p, n }, 0) : 0 };
}

struct trail_print
trail_file_tail(struct trail_file *f, uint64_t at, size_t n)
{
	char tail[TRAIL_TAIL];

	n = n < sizeof(tail) ? n : sizeof(tail);
	n = n < at ? n : (size_t)at;
	if (n == 0 || trail_file_read(f, at - n, tail, n) != n)
		n = 0;
	return print_of(tail, n);
}

/* How a plain file begins; at byte @at its head began before. */
static void
plain_head(struct trail_file *f, uint64_t at)
{
	char *p = mem_alloc(SCAN);
	size_t n, nuls;
	char two[2];

	/* NULs that were skipped once are not read again: a log may begin with very many. */
	if (at == 0 || trail_file_read(f, at - 1, two, 2) != 2 || two[0] != '\0' || two[1] == '\0')
		at = 0;
	while ((n = trail_file_read(f, at, p, SCAN)) != 0) {
		for (nuls = 0; nuls < n && p[nuls] == '\0';)
			nuls++;
		at += nuls;
		if (nuls != n)
			break;
	}
	mem_free(p);
	f->nhead = n != 0 ? trail_file_read(f, at, f->head, TRAIL_HEAD) : 0;
	f->head_at = f->nhead != 0 ? at : 0;
}

static enum rc
stopped(struct err *e)
{
	return rc_err(e, RC_STOP, "stopped by a signal");
}

/* The same of a compressed one. */
static enum rc
coded_head(struct trail_file *f, struct feed *in, struct err *why)
{
	char *p = mem_alloc(SCAN);
	uint64_t at = 0;
	size_t got;
	enum rc rc = RC_OK;

	f->nhead = 0;
	while (f->nhead < TRAIL_HEAD && (rc = feed_read(in, p, SCAN, &got, why)) == RC_OK) {
		size_t nuls = 0, n;

		while (f->nhead == 0 && nuls < got && p[nuls] == '\0')
			nuls++;
		at += nuls;
		n = got - nuls < TRAIL_HEAD - f->nhead ? got - nuls : TRAIL_HEAD - f->nhead;
		memcpy(f->head + f->nhead, p + nuls, n);
		f->nhead += n;
	}
	mem_free(p);
	f->head_at = f->nhead != 0 ? at : 0;
	return rc;
}

/* So short that it may yet become what its name says. */
static bool
has_coded_name(const struct trail_file *f)
{
	struct sv name = sv_of(f->abs);

	return trail_name_plain(name).n != name.n;
}

enum rc
trail_file_look(struct trail_file *f, uint64_t at, struct arena *a, struct err *e)
{
	struct feed in;
	struct err why = { 0 };
	struct stat st;
	bool inside;
	enum rc rc;

	errno = 0;
	if (trail_file_fd(f) < 0 && errno == EACCES) {
		f->vanished = false;
		f->looked = true;
		f->broken = "Permission denied";
		return RC_OK;
	}
	f->vanished = f->fd < 0 || fstat(f->fd, &st) != 0;
	if (f->vanished)
		return RC_OK;
	trail_file_stat(f, &st);
	f->head = arena_alloc(a, TRAIL_HEAD);
	feed_init(&in, &(struct feed_cfg){ .read_size = FEED_RAW,
	    .max_window = f->max_window });
	rc = feed_take(&in, f->fd, &why);
	if (rc == RC_OK)
		rc = feed_skip(&in, 0, &inside, &why);
	f->coded = rc == RC_OK && in.codec != NULL;
	if (f->coded)
		rc = coded_head(f, &in, &why);
	else if (rc == RC_OK)
		plain_head(f, at);
	feed_free(&in);
	if (stop_signal() != 0)
		return stopped(e);
	if (rc == RC_IO)
		f->broken = arena_sv(a, sv_of(why.msg)).p;
	else if (!f->coded && f->size < CODEC_MAGIC_MAX && has_coded_name(f))
		f->broken = "cut or damaged";
	f->looked = true;
	return RC_OK;
}

/* The last TRAIL_TAIL bytes at most, of @n at @last and @m at @p: they go to @last. */
static size_t
keep_last(char *last, size_t n, const char *p, size_t m)
{
	size_t keep = m < TRAIL_TAIL ? m : TRAIL_TAIL, all;

	memcpy(last + n, p + m - keep, keep);
	all = n + keep;
	if (all > TRAIL_TAIL)
		memmove(last, last + all - TRAIL_TAIL, TRAIL_TAIL);
	return all < TRAIL_TAIL ? all : TRAIL_TAIL;
}

/* The bytes of [@pos, @pos + @got) at @p that are before byte @at, and not more than @n before. */
static void
keep_wanted(char *want, uint64_t at, size_t n, uint64_t pos, struct sv p)
{
	uint64_t begin = at - n, lo = pos > begin ? pos : begin, hi = pos + p.n;

	hi = hi < at ? hi : at;
	if (lo < hi)
		memcpy(want + (lo - begin), p.p + (lo - pos), (size_t)(hi - lo));
}

enum rc
trail_file_measure(struct trail_file *f, uint64_t at, size_t n, struct trail_print *tail,
    struct arena *a, struct err *e)
{
	char last[2 * TRAIL_TAIL], want[TRAIL_TAIL];
	size_t nlast = 0, got;
	uint64_t pos = 0;
	struct feed in;
	struct err why = { 0 };
	char *p = mem_alloc(SCAN);
	enum rc rc;

	n = n < sizeof(want) ? n : sizeof(want);
	n = n < at ? n : (size_t)at;
	feed_init(&in, &(struct feed_cfg){ .read_size = FEED_RAW,
	    .max_window = f->max_window });
	rc = trail_file_fd(f) < 0 ? rc_err(&why, RC_IO, "%s", strerror(errno))
	                          : feed_take(&in, f->fd, &why);
	while (rc == RC_OK && (rc = feed_read(&in, p, SCAN, &got, &why)) == RC_OK) {
		keep_wanted(want, at, n, pos, (struct sv){ p, got });
		nlast = keep_last(last, nlast, p, got);
		pos += got;
	}
	feed_free(&in);
	mem_free(p);
	if (stop_signal() != 0)
		return stopped(e);
	f->measured = rc == RC_END;
	if (!f->measured) {
		f->broken = arena_sv(a, sv_of(why.msg)).p;
		return RC_OK;
	}
	f->total = pos;
	f->last = print_of(last, nlast);
	if (tail != NULL)
		*tail = print_of(want, pos >= at ? n : 0);
	return RC_OK;
}

bool
trail_file_reread(struct trail_file *f, struct arena *a)
{
	char *head = f->head;
	size_t n = f->nhead;
	uint64_t at = f->head_at;

	f->head = arena_alloc(a, TRAIL_HEAD);
	plain_head(f, at);
	return n == 0 || (f->head_at == at && f->nhead >= n && memcmp(f->head, head, n) == 0);
}

uint64_t
trail_file_line_end(struct trail_file *f, uint64_t from)
{
	char *p = mem_alloc(SCAN);
	uint64_t end = f->size, found = from;

	while (end > from && found == from) {
		size_t n = end - from < SCAN ? (size_t)(end - from) : SCAN, i;

		i = trail_file_read(f, end - n, p, n);
		while (i > 0 && p[i - 1] != '\n')
			i--;
		end -= n;
		if (i > 0)
			found = end + i;
	}
	mem_free(p);
	return found;
}

void
trail_file_prints(const struct trail_file *f, uint64_t taken, struct trail_mark *m)
{
	uint64_t there = taken > f->head_at ? taken - f->head_at : 0;
	size_t n = there < f->nhead ? (size_t)there : f->nhead, lines = 0, next = 1;

	m->head_at = n != 0 ? f->head_at : 0;
	m->nhead = 0;
	for (size_t i = 0; i < n; i++) {
		lines += f->head[i] == '\n';
		if ((f->head[i] == '\n' && lines == next) || i + 1 == n) {
			m->head[m->nhead++] = print_of(f->head, i + 1);
			next *= f->head[i] == '\n' && lines == next ? 2 : 1;
		}
	}
}

int
trail_file_agrees(const struct trail_file *f, const struct trail_mark *m)
{
	size_t i = m->nhead;

	while (i > 0 && m->head[i - 1].n > f->nhead)
		i--;
	if (i == 0 || f->head_at != m->head_at ||
	    hash_sv((struct sv){ f->head, m->head[i - 1].n }, 0) != m->head[i - 1].hash)
		return 0;
	return i == m->nhead ? 2 : 1;
}

bool
trail_file_begins(const struct trail_file *f, const struct trail_file *g)
{
	size_t n = f->nhead < g->nhead ? f->nhead : g->nhead;

	return n != 0 && f->head_at == g->head_at && memcmp(f->head, g->head, n) == 0;
}
