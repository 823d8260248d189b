/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * feed - see feed.h
 */
#include "io/feed.h"

#include "base/mem.h"
#include "io/codec.h"
#include "io/fd.h"
#include "io/foreign.h"
#include "io/in.h"
#include "io/stop.h"
#include "io/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct codec *const codecs[] = {
	&gunzip_codec, &unzstd_codec, &bunzip2_codec, &unxz_codec
};

void
feed_init(struct feed *f, const struct feed_cfg *cfg)
{
	*f = (struct feed){ .cfg = *cfg, .fd = -1 };
}

/*
 * A pipe that nobody writes yet is waited for where signals end the sleep: at the first
 * read, not in open(2).  Linux tells by poll(2) when the first writer has come.
 */
static int
no_wait(const char *path)
{
#ifdef __linux__
	struct stat st;

	return stat(path, &st) == 0 && S_ISFIFO(st.st_mode) ? O_NONBLOCK : 0;
#else
	(void)path;
	return 0;
#endif
}

/* @fd, which is open, is the file from here on. */
static enum rc
begin(struct feed *f, int fd, struct err *e)
{
	struct stat st;

	f->fd = fd;
	if (fstat(fd, &st) != 0)
		return rc_err(e, RC_IO, "%s", strerror(errno));
	f->regular = S_ISREG(st.st_mode);
	if (S_ISFIFO(st.st_mode))
		fd_widen(fd);
	return RC_OK;
}

enum rc
feed_open(struct feed *f, const char *path, struct err *e)
{
	int fd = STDIN_FILENO;

	feed_close(f);
	if (strcmp(path, "-") != 0) {
		do
			fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | no_wait(path));
		while (fd < 0 && errno == EINTR && stop_signal() == 0);
		fd = fd_above_std(fd);
		if (fd < 0)
			return rc_err(e, stop_signal() != 0 ? RC_STOP : RC_IO, "%s",
			    strerror(errno));
	}
	return begin(f, fd, e);
}

enum rc
feed_take(struct feed *f, int fd, struct err *e)
{
	feed_close(f);
	fd = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd < 0)
		return rc_err(e, RC_IO, "%s", strerror(errno));
	f->fd = fd;	/* the place in the file is shared with @fd, and may be anywhere */
	return lseek(fd, 0, SEEK_SET) == 0 ? begin(f, fd, e)
	                                   : rc_err(e, RC_IO, "%s", strerror(errno));
}

/*
 * Sleep until a read will not block or the filter is to stop; idle is called before
 * every sleep.  False when idle wants no more.
 */
static bool
wait_for_input(struct feed *f)
{
	bool waited = false, more = true;

	while (!fd_ready(f->fd) && stop_signal() == 0) {
		int ms = f->cfg.idle != NULL ? f->cfg.idle(f->cfg.idle_ctx) : -1;

		waited = true;
		more = ms != IN_IDLE_END;
		if (!more || stop_wait(f->fd, ms))
			break;
	}
	if (waited && f->cfg.ready != NULL)
		f->cfg.ready(f->cfg.idle_ctx);
	return more;
}

enum rc
feed_raw(struct feed *f, void *p, size_t n, size_t *got, struct err *e)
{
	ssize_t r;

	if (f->broken)
		return rc_err(e, RC_IO, "%s", f->why.msg);
	if (f->over)
		return RC_END;	/* a terminal may end more than once */
	if (n > f->cfg.read_size)
		n = f->cfg.read_size;
	if (!f->regular && !wait_for_input(f))
		f->over = true;
	if (f->over || stop_signal() != 0)
		return RC_END;
	while ((r = read(f->fd, p, n)) < 0) {
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			fd_wait(f->fd, false);
		else if (errno != EINTR)
			break;
	}
	f->broken = r < 0;
	if (f->broken) {
		rc_err(&f->why, RC_IO, "%s", strerror(errno));
		return rc_err(e, RC_IO, "%s", f->why.msg);
	}
	f->over = r == 0;
	feed_count(f, (size_t)r);
	*got = (size_t)r;
	return r != 0 ? RC_OK : RC_END;
}

size_t
feed_window(const struct feed *f)
{
	return f->cfg.max_window != 0 ? f->cfg.max_window : CODEC_WINDOW_DEFAULT;
}

/* The codec whose magic the first bytes are, or may become. */
static const struct codec *
match(const struct feed *f)
{
	for (size_t i = 0; i < sizeof codecs / sizeof codecs[0]; i++)
		if (codecs[i]->match(f->raw, f->n))
			return codecs[i];
	return NULL;
}

static bool
undecided(const struct feed *f)
{
	bool more, wide = false;

	if (f->n < CODEC_MAGIC_MAX && match(f) != NULL)
		return true;
	if (f->cfg.encoding == NULL)
		(void)charset_guess(f->raw, f->n, &wide);
	(void)foreign_reason(f->raw, f->n, &more);
	return more || wide;
}

/* The encoding that was given, or that the first @n bytes of text tell. */
static enum rc
choose_charset(struct feed *f, const unsigned char *p, size_t n, struct err *e)
{
	const char *name = f->cfg.encoding;
	bool more;

	if (name == NULL)
		name = charset_guess(p, n, &more);
	if (name == NULL || charset_is_utf8(name))
		return RC_OK;
	if (f->cfg.encoding == NULL && !f->cfg.guess)
		return rc_err(e, RC_IO, "looks like %s: iconv -f %s -t UTF-8 FILE | ...", name,
		    name);
	f->charset = charset_new(name);
	return f->charset != NULL ? RC_OK : rc_err(e, RC_IO, "there is no encoding '%s'", name);
}

/*
 * Read until the first bytes settle what the file is.  A line of text settles
 * it at once, so nothing waits for a fourth byte that may come much later.
 */
static enum rc
sniff(struct feed *f, struct err *e)
{
	const char *reason;
	size_t got;
	bool more;

	if (f->raw == NULL) {
		f->raw = mem_alloc(FEED_RAW);
		f->cap_raw = FEED_RAW;
	}
	while (undecided(f)) {
		enum rc rc = feed_raw(f, f->raw + f->n, FEED_RAW - f->n, &got, e);

		if (rc == RC_IO)
			return rc;
		if (rc == RC_END)
			break;
		f->n += got;
	}
	reason = foreign_reason(f->raw, f->n, &more);
	if (reason != NULL)
		return rc_err(e, RC_IO, "%s", reason);
	f->codec = match(f);
	if (f->codec != NULL && f->n < f->codec->magic)
		f->codec = NULL;
	if (f->codec != NULL)
		f->state = f->codec->open(feed_window(f));
	f->sniffed = true;
	return f->codec == NULL ? choose_charset(f, f->raw, f->n, e) : RC_OK;
}

static enum rc
read_coded(struct feed *f, char *p, size_t n, size_t *got, struct err *e)
{
	struct codec_io io = { .out = p, .n_out = n };
	enum rc rc = f->unpack != NULL ? unpack_read(f->unpack, f, p, n, got) : RC_EMPTY;

	if (rc == RC_OK)
		return rc;
	for (;;) {
		io.in = f->raw + f->at;
		io.n_in = f->n - f->at;
		if (!f->damaged)
			f->damaged = f->codec->step(f->state, &io, &f->fault) != RC_OK;
		f->at = f->n - io.n_in;
		*got = n - io.n_out;
		if (*got != 0)
			return RC_OK;	/* the fault is told by the next call */
		if (f->damaged)
			return rc_err(e, f->fault.rc, "%s", f->fault.msg);
		rc = feed_raw(f, f->raw, FEED_RAW, &f->n, e);
		f->at = 0;
		if (rc == RC_END && stop_signal() != 0)
			return rc;
		if (rc == RC_END) {
			f->n = 0;
			rc = f->codec->end(f->state, e);
			return rc == RC_OK ? RC_END : rc;
		}
		if (rc != RC_OK) {
			f->n = 0;
			return rc;
		}
	}
}

static enum rc
read_plain(struct feed *f, char *p, size_t n, size_t *got, struct err *e)
{
	if (f->codec != NULL)
		return read_coded(f, p, n, got, e);
	if (f->at == f->n)
		return feed_raw(f, p, n, got, e);
	*got = f->n - f->at < n ? f->n - f->at : n;
	memcpy(p, f->raw + f->at, *got);
	f->at += *got;
	return RC_OK;
}

/* The first bytes that the codec gives tell the encoding, as those of a plain file do. */
static enum rc
look_inside(struct feed *f, struct err *e)
{
	bool more = true;
	size_t got;
	enum rc rc = RC_OK;

	if (f->text == NULL)
		f->text = mem_alloc(FEED_RAW);
	while (more && (rc = read_coded(f, (char *)f->text + f->ntext, FEED_RAW - f->ntext, &got,
	    e)) == RC_OK) {
		f->ntext += got;
		(void)charset_guess(f->text, f->ntext, &more);
		more = more && f->cfg.encoding == NULL;
	}
	if (rc != RC_OK && f->ntext == 0)
		return rc;
	f->looked = true;
	return choose_charset(f, f->text, f->ntext, e);
}

/* What was made already, as far as there is room for it. */
static bool
take_spare(struct feed *f, char *p, size_t n, size_t *got)
{
	*got = f->nspare - f->spare_at < n ? f->nspare - f->spare_at : n;
	memcpy(p, f->spare + f->spare_at, *got);
	f->spare_at += *got;
	return *got != 0;
}

static enum rc
read_charset(struct feed *f, char *p, size_t n, size_t *got, struct err *e)
{
	const bool small = n < CHARSET_ROOM;
	struct codec_io io;
	enum rc rc = RC_OK;

	if (f->text == NULL)
		f->text = mem_alloc(FEED_RAW);
	for (;;) {
		if (take_spare(f, p, n, got))
			return RC_OK;
		io = (struct codec_io){ .in = f->text + f->text_at, .n_in = f->ntext - f->text_at,
			.out = small ? f->spare : p, .n_out = small ? sizeof(f->spare) : n };
		if (rc == RC_END)
			charset_end(f->charset, &io);
		else
			charset_step(f->charset, &io);
		f->text_at = f->ntext - io.n_in;
		*got = (small ? sizeof(f->spare) : n) - io.n_out;
		f->spare_at = 0;
		f->nspare = small ? *got : 0;
		if (small && *got != 0)
			continue;
		if (*got != 0 || rc == RC_END)
			return *got != 0 ? RC_OK : RC_END;
		f->text_at = f->ntext = 0;
		rc = read_plain(f, (char *)f->text, FEED_RAW, &f->ntext, e);
		if (rc != RC_OK)
			f->ntext = 0;
		if (rc != RC_OK && rc != RC_END)
			return rc;
	}
}

enum rc
feed_read(struct feed *f, char *p, size_t n, size_t *got, struct err *e)
{
	enum rc rc = f->sniffed ? RC_OK : sniff(f, e);

	if (rc == RC_OK && f->codec != NULL && !f->looked)
		rc = look_inside(f, e);
	if (rc != RC_OK)
		return rc;
	if (f->charset != NULL)
		return read_charset(f, p, n, got, e);
	if (f->text_at == f->ntext)
		return read_plain(f, p, n, got, e);
	*got = f->ntext - f->text_at < n ? f->ntext - f->text_at : n;
	memcpy(p, f->text + f->text_at, *got);
	f->text_at += *got;
	return RC_OK;
}

/* Go to byte @n of a plain file. */
static enum rc
seek_to(struct feed *f, uint64_t n, bool *inside, struct err *e)
{
	ssize_t r;
	char last;

	f->at = f->n = 0;
	while ((r = pread(f->fd, &last, 1, (off_t)(n - 1))) < 0 && errno == EINTR)
		;
	if (r < 0 || lseek(f->fd, (off_t)n, SEEK_SET) < 0)
		return rc_err(e, RC_IO, "%s", strerror(errno));
	f->over = r == 0;
	*inside = r == 1 && last != '\n';
	return RC_OK;
}

enum rc
feed_skip(struct feed *f, uint64_t n, bool *inside, struct err *e)
{
	char *drop;
	size_t got;
	enum rc rc = sniff(f, e);

	*inside = false;
	if (rc != RC_OK || n == 0)
		return rc;
	if (f->codec == NULL)
		return seek_to(f, n, inside, e);
	drop = mem_alloc(FEED_RAW);
	while (rc == RC_OK && n != 0) {
		rc = feed_read(f, drop, n < FEED_RAW ? (size_t)n : FEED_RAW, &got, e);
		if (rc != RC_OK)
			break;
		n -= got;
		*inside = drop[got - 1] != '\n';
	}
	mem_free(drop);
	return rc == RC_END ? rc_err(e, RC_IO, "holds less than was read of it before") : rc;
}

bool
feed_waits(const struct feed *f)
{
	return !f->regular && !fd_ready(f->fd);
}

bool
feed_direct(const struct feed *f)
{
	return f->regular && f->sniffed && f->codec == NULL && f->charset == NULL && f->at == f->n;
}

void
feed_count(struct feed *f, size_t n)
{
	atomic_fetch_add_explicit(&f->bytes, n, memory_order_relaxed);
}

uint64_t
feed_bad(const struct feed *f)
{
	return f->bad + (f->charset != NULL ? charset_bad(f->charset) : 0);
}

uint64_t
feed_bytes(const struct feed *f)
{
	return atomic_load_explicit(&f->bytes, memory_order_relaxed);
}

void
feed_close(struct feed *f)
{
	if (f->unpack != NULL)
		unpack_drop(f->unpack);
	if (f->codec != NULL)
		f->codec->close(f->state);
	if (f->fd > STDERR_FILENO)
		(void)close(f->fd);
	f->bad = feed_bad(f);
	charset_free(f->charset);
	f->fd = -1;
	f->codec = NULL;
	f->state = NULL;
	f->charset = NULL;
	f->sniffed = f->over = f->regular = f->damaged = f->looked = f->broken = false;
	f->at = f->n = f->text_at = f->ntext = f->spare_at = f->nspare = 0;
}

void
feed_free(struct feed *f)
{
	feed_close(f);
	unpack_free(f->unpack);
	mem_free(f->raw);
	mem_free(f->text);
	f->unpack = NULL;
	f->raw = f->text = NULL;
}
