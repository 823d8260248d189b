/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * out - see out.h
 *
 * Memory: one piece of 128 KiB, so that a pipe moves large pieces and a reader
 * that is slower than us is woken seldom.
 */
#include "io/out.h"

#include "base/hash.h"
#include "base/mem.h"
#include "io/fd.h"
#include "io/place.h"
#include "io/scrap.h"
#include "io/stop.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PIECE = 128 * 1024,
	TRIES = 100,
	NAME_KEPT = 100,	/* bytes of a name that is not shortened */
	TMP_ADDS = 13,		/* ".01234567.tmp" */
	READER_MS = 50		/* between two looks whether a FIFO has a reader */
};

struct out {
	int    fd;
	int    fault;		/* errno of the first failure */
	bool   std;		/* standard output, by its number: not ours to close */
	bool   lines;		/* others may write there too: whole lines at a time */
	bool   stopped;		/* a signal came while nobody read */
	bool   fresh;		/* the file must not be there when it gets its name */
	struct buf *copy;	/* what is written goes there, too; NULL: nowhere */
	size_t copy_max;
	size_t n;		/* bytes in piece */
	char  *path;		/* as the user named it; NULL for standard output */
	char  *target;		/* file to replace; NULL when written in place */
	char  *tmp;		/* what is written until then */
	char   piece[PIECE];
};

/* A file that was not there; no signal comes between it and its being known. */
static int
open_new(const char *path, mode_t mode)
{
	sigset_t all, old;
	int fd, why;

	sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &old);
	do
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	why = errno;
	if (fd >= 0)
		scrap_add(path);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = why;
	return fd;
}

static void
remove_tmp(const char *path)
{
	int why = errno;

	(void)unlink(path);
	scrap_forget(path);
	errno = why;
}

/*
 * The path of a temporary file for @target, whose name is no longer than that one's unless
 * that is short, as a file system allows 255 bytes, or less, and not half a letter.
 */
static char *
tmp_path(const char *target, uint32_t number)
{
	const char *slash = strrchr(target, '/'), *base = slash != NULL ? slash + 1 : target;
	size_t dir = (size_t)(base - target), n = strlen(base), room = dir + n + TMP_ADDS + 1;
	char *path = mem_alloc(room);

	if (n > NAME_KEPT)
		for (n -= TMP_ADDS; n > 0 && ((unsigned char)base[n] & 0xc0) == 0x80;)
			n--;
	(void)snprintf(path, room, "%.*s.%08" PRIx32 ".tmp", (int)(dir + n), target, number);
	return path;
}

static bool
is_tmp(const char *name, struct sv begin)
{
	const char *number = name + begin.n;

	return strlen(name) == begin.n + TMP_ADDS && memcmp(name, begin.p, begin.n) == 0 &&
	    *number == '.' && strspn(number + 1, "0123456789abcdef") == 8 &&
	    strcmp(number + 9, ".tmp") == 0;
}

void
out_tidy(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
	struct sv begin = sv_of(path + folder);
	struct buf name;
	struct dirent *d;
	DIR *dir;

	if (begin.n > NAME_KEPT)
		return;		/* the name is shortened, and may begin another one's */
	buf_init(&name, SIZE_MAX);
	buf_sv(&name, folder > 0 ? (struct sv){ path, folder } : SV("./"));
	buf_sv(&name, (struct sv){ "", 1 });
	dir = opendir(name.p);
	while (dir != NULL && (d = readdir(dir)) != NULL) {
		if (!is_tmp(d->d_name, begin))
			continue;
		name.n = folder;
		buf_sv(&name, (struct sv){ d->d_name, strlen(d->d_name) + 1 });
		(void)unlink(name.p);
	}
	if (dir != NULL)
		(void)closedir(dir);
	buf_free(&name);
}

/* A new file beside o->target with the mode it shall have; @old is the one to replace, or NULL. */
static enum rc
make_tmp(struct out *o, const struct stat *old, struct err *e)
{
	mode_t mode = old != NULL ? old->st_mode & 0777 : 0666;

	for (int i = 0; i < TRIES; i++) {
		o->tmp = tmp_path(o->target, (uint32_t)(hash_seed() >> 32));
		o->fd = open_new(o->tmp, mode);
		if (o->fd >= 0 || errno != EEXIST)
			break;
		mem_free(o->tmp);
		o->tmp = NULL;
	}
	o->fd = fd_above_std(o->fd);
	/* Root keeps the owner; others cannot, and need not be told. */
	if (o->fd >= 0 && old != NULL && fchown(o->fd, old->st_uid, old->st_gid) != 0)
		errno = 0;
	if (o->fd >= 0 && old != NULL && fchmod(o->fd, old->st_mode & 07777) != 0) {
		int why = errno;

		(void)close(o->fd);
		o->fd = -1;
		errno = why;
	}
	if (o->fd < 0 && o->tmp != NULL)
		remove_tmp(o->tmp);
	if (o->fd < 0)
		return rc_err(e, RC_IO, "%s: cannot make a temporary file beside it: %s", o->path,
		    strerror(errno));
	return RC_OK;
}

/* A pipe with a name: wait until somebody reads, or a signal says not to. */
static int
open_fifo(const char *path)
{
	int fd;

	while ((fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) < 0 &&
	    (errno == ENXIO || errno == EINTR) && stop_signal() == 0)
		if (errno == ENXIO)
			(void)stop_wait(-1, READER_MS);
	return fd;
}

/* What is no file to be replaced: a device, a pipe. */
static enum rc
open_special(struct out *o, bool fifo, struct err *e)
{
	o->lines = true;
	if (fifo)
		o->fd = open_fifo(o->path);
	else
		do
			o->fd = open(o->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		while (o->fd < 0 && errno == EINTR && stop_signal() == 0);
	o->fd = fd_above_std(o->fd);
	if (o->fd < 0 && stop_signal() != 0)
		return rc_err(e, RC_STOP, "%s: interrupted before anybody read it", o->path);
	if (o->fd < 0)
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(errno));
	if (fifo)
		fd_widen(o->fd);
	return RC_OK;
}

static enum rc
open_path(struct out *o, struct err *e)
{
	struct stat st;
	bool there = stat(o->path, &st) == 0;

	if (there && S_ISDIR(st.st_mode))
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(EISDIR));
	if (there && !S_ISREG(st.st_mode))
		return open_special(o, S_ISFIFO(st.st_mode), e);
	if (there && faccessat(AT_FDCWD, o->path, W_OK, AT_EACCESS) != 0)
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(errno));
	o->target = place_follow(o->path);
	if (o->target == NULL)
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(errno));
	return make_tmp(o, there ? &st : NULL, e);
}

/*
 * A standard output that was closed, or whose number an input file has taken
 * since, fails here rather than after the work.
 */
static enum rc
open_std(struct out *o, struct err *e)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL), own;

	if (flags == -1 || (flags & O_ACCMODE) == O_RDONLY)
		return rc_err(e, RC_IO, "write error: %s", strerror(EBADF));
	fd_widen(STDOUT_FILENO);
	own = fd_unblock(STDOUT_FILENO);
	o->std = own < 0;
	o->fd = own < 0 ? STDOUT_FILENO : own;
	o->lines = true;
	return RC_OK;
}

/* Through the descriptor: opening it anew would begin at offset 0, or replace the file. */
static enum rc
open_fd(struct out *o, int fd, struct err *e)
{
	int flags = fd >= 0 ? fcntl(fd, F_GETFL) : -1;

	if (fd == PLACE_FOREIGN_FD)
		return rc_err(e, RC_IO, "%s: a descriptor of another process", o->path);
	if (flags == -1 || (flags & O_ACCMODE) == O_RDONLY)
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(EBADF));
	o->fd = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (o->fd < 0)
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(errno));
	o->lines = true;
	return RC_OK;
}

static void
release(struct out *o)
{
	mem_free(o->path);
	mem_free(o->target);
	mem_free(o->tmp);
	mem_free(o);
}

enum rc
out_open(struct out **out, const char *path, struct err *e)
{
	struct out *o = mem_alloc(sizeof *o);
	bool std = path == NULL || strcmp(path, "-") == 0;
	int fd = std ? STDOUT_FILENO : place_fd(path);
	enum rc rc;

	memset(o, 0, offsetof(struct out, piece));
	o->fd = -1;
	if (fd != STDOUT_FILENO)
		o->path = mem_dup(path, strlen(path));
	if (fd == STDOUT_FILENO)
		rc = open_std(o, e);
	else
		rc = fd != PLACE_NO_FD ? open_fd(o, fd, e) : open_path(o, e);
	if (rc != RC_OK) {
		release(o);
		return rc;
	}
	*out = o;
	return RC_OK;
}

/* A reader that is slower than us is waited for, also after a signal has ended the input. */
static void
write_all(struct out *o, const char *p, size_t n)
{
	int before = stop_signal();

	while (n != 0 && o->fault == 0 && !o->stopped) {
		ssize_t w = write(o->fd, p, n < SSIZE_MAX ? n : SSIZE_MAX);

		if (w > 0) {
			p += w;
			n -= (size_t)w;
		} else if (w == 0) {
			o->fault = EIO;	/* no device that can be written does this */
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			o->stopped = !stop_wait_write(o->fd);
		} else if (errno == EINTR) {
			o->stopped = before == 0 && stop_signal() != 0;
		} else {
			o->fault = errno;
		}
	}
}

void
out_flush(struct out *o)
{
	write_all(o, o->piece, o->n);
	o->n = 0;
}

/* Make room in a full piece; where others write too, what is no whole line yet stays. */
static void
flush_lines(struct out *o)
{
	size_t whole = o->n, rest;

	while (o->lines && whole > 0 && o->piece[whole - 1] != '\n')
		whole--;
	if (whole == 0)
		whole = o->n;	/* a line that is larger than a piece */
	rest = o->n - whole;
	write_all(o, o->piece, whole);
	memmove(o->piece, o->piece + whole, rest);
	o->n = rest;
}

/* How much of @s goes out without a copy: whole pieces, or all whole lines. */
static size_t
uncopied(const struct out *o, struct sv s)
{
	size_t n = s.n;

	if (!o->lines)
		return s.n - s.n % PIECE;
	while (n > 0 && s.p[n - 1] != '\n')
		n--;
	return n != 0 ? n : s.n;
}

void
out_copy(struct out *o, struct buf *to, size_t max)
{
	o->copy = to;
	o->copy_max = max;
}

static void
copy_out(struct out *o, struct sv s)
{
	if (o->copy == NULL)
		return;
	if (o->copy->n + s.n <= o->copy_max) {
		buf_sv(o->copy, s);
		return;
	}
	buf_clear(o->copy);
	o->copy = NULL;
}

void
out_sv(struct out *o, struct sv s)
{
	copy_out(o, s);
	while (s.n > PIECE - o->n) {
		size_t part = PIECE - o->n;

		if (o->fault != 0 || o->stopped)
			return;
		if (o->n == 0) {
			part = uncopied(o, s);
			write_all(o, s.p, part);
		} else if (o->lines && o->piece[o->n - 1] == '\n') {
			part = 0;
			flush_lines(o);
		} else {
			memcpy(o->piece + o->n, s.p, part);
			o->n = PIECE;
			flush_lines(o);
		}
		s.p += part;
		s.n -= part;
	}
	if (s.n != 0 && o->fault == 0) {
		memcpy(o->piece + o->n, s.p, s.n);
		o->n += s.n;
	}
}

void
out_fresh(struct out *o)
{
	o->fresh = true;
}

bool
out_failed(const struct out *o)
{
	return o->fault != 0 || o->stopped;
}

bool
out_replaces(const struct out *o)
{
	return o->target != NULL;
}

bool
out_tty(const struct out *o)
{
	return o->path == NULL && isatty(o->fd) == 1;
}

static int
sync_fd(int fd)
{
	int n;

	do
		n = fsync(fd);
	while (n != 0 && errno == EINTR);
	return n;
}

/*
 * The name in the directory made durable; a directory that cannot be opened or synced is
 * let be.  No memory is asked for: the file has its new name already.
 */
static int
sync_dir(char *path)
{
	size_t n = place_dir(path);
	char cut = path[n];
	int fd, why = 0;

	path[n] = '\0';
	do
		fd = open(n != 0 ? path : ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	while (fd < 0 && errno == EINTR);
	path[n] = cut;
	if (fd < 0)
		return 0;
	if (sync_fd(fd) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EROFS)
		why = errno;
	(void)close(fd);
	return why;
}

/* The temporary file gets its name; where it must be the first of that name, by a link. */
static int
put_in_place(const struct out *o)
{
	if (!o->fresh)
		return rename(o->tmp, o->target);
	return link(o->tmp, o->target) == 0 ? unlink(o->tmp) : -1;
}

/* Everything that can fail after the last write; the first failure latches. */
static void
settle(struct out *o)
{
	int fd = o->fd;

	if (o->target != NULL && o->fault == 0 && sync_fd(fd) != 0 && errno != EINVAL)
		o->fault = errno;
	/* Network file systems tell of a full disk at close; standard output closes by proxy. */
	if (o->std) {
		fd = dup(fd);
		if (fd < 0)
			return;	/* no descriptor to spare: nothing is known to have failed */
	}
	if (close(fd) != 0 && errno != EINTR && o->fault == 0)
		o->fault = errno;
	if (o->target == NULL)
		return;
	if (o->fault == 0 && put_in_place(o) != 0)
		o->fault = errno;
	if (o->fault != 0) {
		remove_tmp(o->tmp);
		return;
	}
	scrap_forget(o->tmp);
	o->fault = sync_dir(o->target);
}

enum rc
out_close(struct out *o, struct err *e)
{
	enum rc rc = RC_OK;

	out_flush(o);
	settle(o);
	if (o->fault == EEXIST && o->fresh)
		rc = rc_err(e, RC_IO, "%s: another run has made it meanwhile", o->path);
	else if (o->fault != 0)
		rc = o->path == NULL
		    ? rc_err(e, RC_IO, "write error: %s", strerror(o->fault))
		    : rc_err(e, RC_IO, "%s: write error: %s", o->path, strerror(o->fault));
	release(o);
	return rc;
}

void
out_abort(struct out *o)
{
	if (o == NULL)
		return;
	if (!o->std)
		(void)close(o->fd);
	if (o->tmp != NULL)
		remove_tmp(o->tmp);
	release(o);
}
