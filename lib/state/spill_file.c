/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/spill_file.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/varint.h"
#include "io/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WRITE_SIZE = 256 * 1024,	/* bytes that are written at a time */
	KEYS_APART = 16,		/* marks are so many times the length of their keys apart */
	RUNS_MIN = 64			/* to hold where one is of */
};

struct spill_file {
	const char *dir;
	int         fd;
	bool        windows;
	int         fault;	/* errno of the first write that failed; 0: none */
	uint64_t    from;	/* where the run begins that is being written */
	uint64_t    at;		/* where the next write goes */
	struct buf  b;		/* not yet written */
	size_t      apart;	/* bytes between marks; 0: there are none */
	uint64_t    due;	/* where the next one is */
	uint64_t    n;		/* states of the run so far */
	uint64_t    nrun;
	struct arena       keys;	/* of marks */
	struct spill_mark *mark;
	size_t             nmark, capmark;
	size_t             first;	/* mark of the run */
};

struct spill_reader {
	const struct spill_file *file;
	uint64_t at;		/* where the next read begins */
	uint64_t to;
	char    *b;
	size_t   cap;
	size_t   p;		/* read up to here ... */
	size_t   n;		/* ... of so many */
};

enum rc
spill_file_new(struct spill_file **f, const char *dir, bool windows, struct err *e)
{
	struct buf path;
	enum rc rc = RC_OK;
	int fd;

	buf_init(&path, SIZE_MAX);
	buf_printf(&path, "%s/cx.XXXXXX", dir);
	buf_c(&path, '\0');
	fd = mkstemp(path.p);
	if (fd >= 0) {
		(void)unlink(path.p);
		fd = fd_above_std(fd);
	}
	if (fd < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
		rc = rc_err(e, RC_IO, "%s: a temporary file: %s", dir, strerror(errno));
		if (fd >= 0)
			(void)close(fd);
	} else {
		*f = mem_zalloc(sizeof(**f));
		(*f)->dir = dir;
		(*f)->fd = fd;
		(*f)->windows = windows;
		buf_init(&(*f)->b, SIZE_MAX);
		arena_init(&(*f)->keys);
	}
	buf_free(&path);
	return rc;
}

static void
write_out(struct spill_file *f)
{
	const char *p = f->b.p;
	size_t n = f->b.n;

	while (n > 0 && f->fault == 0) {
		ssize_t k = pwrite(f->fd, p, n, (off_t)f->at);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0) {
			f->fault = k < 0 ? errno : ENOSPC;
			break;
		}
		p += k;
		n -= (size_t)k;
		f->at += (uint64_t)k;
	}
	buf_clear(&f->b);
}

void
spill_file_mark(struct spill_file *f, size_t bytes)
{
	f->apart = bytes;
}

static void
add_mark(struct spill_file *f, uint64_t at, const struct spill_one *one)
{
	const uint64_t turn = f->nrun * UINT64_C(0x9e3779b97f4a7c15) >> 32;
	const uint64_t by_key = KEYS_APART * (uint64_t)one->key.n;
	const uint64_t apart = f->apart > by_key ? f->apart : by_key;

	if (f->nmark == f->capmark) {
		f->capmark = f->capmark != 0 ? 2 * f->capmark : 64;
		f->mark = mem_array(f->mark, f->capmark, sizeof(*f->mark));
	}
	f->mark[f->nmark++] = (struct spill_mark){ at, f->n, one->span.from_us,
		arena_sv(&f->keys, one->key) };
	f->due = at + (f->n > 0 ? apart : turn % apart);
}

void
spill_file_put(struct spill_file *f, const struct spill_one *one)
{
	uint64_t at = f->at + f->b.n;

	if (f->apart != 0 && (f->n == 0 || at >= f->due))
		add_mark(f, at, one);
	f->n++;
	if (!buf_room(&f->b, SPILL_FILE_HEAD + one->key.n + one->state.n))
		return;		/* of SIZE_MAX there is always room */
	f->b.n += spill_file_lay(f->b.p + f->b.n, f->windows, one);
	if (f->b.n >= WRITE_SIZE)
		write_out(f);
}

uint64_t
spill_file_block(struct spill_file *f, struct sv block)
{
	const uint64_t at = f->at + f->b.n;

	buf_sv(&f->b, block);
	if (f->b.n >= WRITE_SIZE)
		write_out(f);
	return at;
}

static void
add_run(struct spill_runs *to, const struct spill_run *run)
{
	if (to->n == to->cap) {
		to->cap = to->cap != 0 ? 2 * to->cap : RUNS_MIN;
		to->run = mem_array(to->run, to->cap, sizeof(*to->run));
	}
	to->run[to->n++] = *run;
}

void
spill_file_list(struct spill_runs *to, const struct spill_runs *more)
{
	for (size_t i = 0; i < more->n; i++)
		add_run(to, &more->run[i]);
}

enum rc
spill_file_end(struct spill_file *f, struct spill_runs *to, struct err *e)
{
	struct spill_run run;

	write_out(f);
	if (f->fault != 0)
		return rc_err(e, RC_IO, "%s: a temporary file: write error: %s", f->dir,
		    strerror(f->fault));
	run = (struct spill_run){ f, f->from, f->at, f->n, f->first, f->nmark - f->first };
	add_run(to, &run);
	f->from = f->at;
	f->first = f->nmark;
	f->n = 0;
	f->nrun++;
	return RC_OK;
}

const struct spill_mark *
spill_file_marks(const struct spill_run *run)
{
	return run->nmark > 0 ? run->file->mark + run->mark : NULL;
}

void
spill_file_free(struct spill_file *f)
{
	if (f == NULL)
		return;
	(void)close(f->fd);	/* nobody will read it */
	buf_free(&f->b);
	arena_free(&f->keys);
	mem_free(f->mark);
	mem_free(f);
}

struct spill_reader *
spill_file_read(const struct spill_run *run, size_t size)
{
	struct spill_reader *r = mem_zalloc(sizeof(*r));

	r->file = run->file;
	r->at = run->from;
	r->to = run->to;
	r->cap = size > SPILL_FILE_HEAD ? size : SPILL_FILE_HEAD;
	r->b = mem_alloc(r->cap);
	return r;
}

static enum rc
read_error(const struct spill_file *f, ssize_t k, struct err *e)
{
	return rc_err(e, RC_IO, "%s: a temporary file: read error: %s", f->dir,
	    k < 0 ? strerror(errno) : "it was cut short");
}

static ssize_t
read_at(const struct spill_file *f, char *to, size_t n, uint64_t at)
{
	ssize_t k;

	do
		k = pread(f->fd, to, n, (off_t)at);
	while (k < 0 && errno == EINTR);
	return k;
}

enum rc
spill_file_load(const struct spill_run *run, uint64_t at, size_t n, char *to, struct err *e)
{
	while (n > 0) {
		ssize_t k = read_at(run->file, to, n, at);

		if (k <= 0)
			return read_error(run->file, k, e);
		to += k;
		at += (uint64_t)k;
		n -= (size_t)k;
	}
	return RC_OK;
}

static enum rc
read_more(struct spill_reader *r, struct err *e)
{
	uint64_t left = r->to - r->at;
	size_t room = r->cap - r->n;
	ssize_t k = read_at(r->file, r->b + r->n, left < room ? (size_t)left : room, r->at);

	if (k <= 0)
		return read_error(r->file, k, e);
	r->n += (size_t)k;
	r->at += (uint64_t)k;
	return RC_OK;
}

/* From r->p on there are @n bytes, or all that are left. */
static enum rc
have(struct spill_reader *r, size_t n, struct err *e)
{
	enum rc rc = RC_OK;

	if (r->n - r->p >= n || r->at == r->to)
		return RC_OK;
	memmove(r->b, r->b + r->p, r->n - r->p);
	r->n -= r->p;
	r->p = 0;
	if (n > r->cap) {
		r->cap = n;
		r->b = mem_array(r->b, n, 1);
	}
	while (rc == RC_OK && r->n < n && r->at < r->to)
		rc = read_more(r, e);
	return rc;
}

enum rc
spill_file_next(struct spill_reader *r, struct spill_one *one, struct err *e)
{
	const char *p;
	size_t head;
	enum rc rc = have(r, SPILL_FILE_HEAD, e);

	if (rc != RC_OK)
		return rc;
	if (r->p == r->n)
		return RC_END;
	p = r->b + r->p;
	spill_file_head(&p, r->file->windows, one);
	head = (size_t)(p - (r->b + r->p));
	rc = have(r, head + one->key.n + one->state.n, e);
	if (rc != RC_OK)
		return rc;
	one->key.p = r->b + r->p + head;
	one->state.p = one->key.p + one->key.n;
	r->p += head + one->key.n + one->state.n;
	return RC_OK;
}

void
spill_file_shut(struct spill_reader *r)
{
	if (r == NULL)
		return;
	mem_free(r->b);
	mem_free(r);
}
