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

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 128 * 1024, LINKS_MAX = 40, TRIES = 100, SCRAPS_MAX = 4 };

struct out {
	int    fd;
	int    fault;		/* errno of the first failure */
	bool   std;		/* standard output: not ours to close */
	size_t n;		/* bytes in piece */
	char  *path;		/* as the user named it; NULL for standard output */
	char  *target;		/* file to replace; NULL when written in place */
	char  *tmp;		/* what is written until then */
	char   piece[PIECE];
};

/*
 * The temporary files there are, for out_scrap: signal handlers cannot ask the heap.
 * Of the process, as signals are.
 */
static struct {
	atomic_bool used;
	char        path[PATH_MAX];
} scraps[SCRAPS_MAX];

static void
remember_tmp(const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; i < SCRAPS_MAX && n < PATH_MAX; i++)
		if (!atomic_load(&scraps[i].used)) {
			memcpy(scraps[i].path, path, n + 1);
			atomic_store(&scraps[i].used, true);
			return;
		}
}

static void
forget_tmp(const char *path)
{
	for (size_t i = 0; i < SCRAPS_MAX; i++)
		if (atomic_load(&scraps[i].used) && strcmp(scraps[i].path, path) == 0)
			atomic_store(&scraps[i].used, false);
}

void
out_scrap(void)
{
	for (size_t i = 0; i < SCRAPS_MAX; i++)
		if (atomic_load(&scraps[i].used))
			(void)unlink(scraps[i].path);
}

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
		remember_tmp(path);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = why;
	return fd;
}

static void
remove_tmp(const char *path)
{
	int why = errno;

	(void)unlink(path);
	forget_tmp(path);
	errno = why;
}

static char *
join(const char *a, size_t n, const char *b)
{
	size_t m = strlen(b);
	char *s = mem_alloc(n + m + 1);

	memcpy(s, a, n);
	memcpy(s + n, b, m + 1);
	return s;
}

/* Bytes of @path up to and with its last slash. */
static size_t
dir_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

/* What the symbolic links of @path's last component lead to, there or not; NULL and errno. */
static char *
follow(const char *path)
{
	char *at = mem_dup(path, strlen(path));
	char to[PATH_MAX];

	for (int i = 0; i < LINKS_MAX; i++) {
		ssize_t n = readlink(at, to, sizeof to - 1);
		char *next;

		if (n < 0)
			return at;	/* not a link, or not there */
		to[n] = '\0';
		next = join(at, to[0] == '/' ? 0 : dir_len(at), to);
		mem_free(at);
		at = next;
	}
	mem_free(at);
	errno = ELOOP;
	return NULL;
}

/* A new file beside o->target with the mode it shall have; @old is the one to replace, or NULL. */
static enum rc
make_tmp(struct out *o, const struct stat *old, struct err *e)
{
	mode_t mode = old != NULL ? old->st_mode & 0777 : 0666;

	for (int i = 0; i < TRIES; i++) {
		char suffix[32];

		(void)snprintf(suffix, sizeof suffix, ".%08x.tmp", (unsigned)(hash_seed() >> 32));
		o->tmp = join(o->target, strlen(o->target), suffix);
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

static enum rc
open_path(struct out *o, struct err *e)
{
	struct stat st;
	bool there = stat(o->path, &st) == 0;

	if (there && S_ISDIR(st.st_mode))
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(EISDIR));
	if (there && !S_ISREG(st.st_mode)) {
		do
			o->fd = open(o->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		while (o->fd < 0 && errno == EINTR);
		o->fd = fd_above_std(o->fd);
		if (o->fd < 0)
			return rc_err(e, RC_IO, "%s: %s", o->path, strerror(errno));
		if (S_ISFIFO(st.st_mode))
			fd_widen(o->fd);
		return RC_OK;
	}
	if (there && faccessat(AT_FDCWD, o->path, W_OK, AT_EACCESS) != 0)
		return rc_err(e, RC_IO, "%s: %s", o->path, strerror(errno));
	o->target = follow(o->path);
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
	int flags = fcntl(STDOUT_FILENO, F_GETFL);

	if (flags == -1 || (flags & O_ACCMODE) == O_RDONLY)
		return rc_err(e, RC_IO, "write error: %s", strerror(EBADF));
	o->std = true;
	o->fd = STDOUT_FILENO;
	fd_widen(o->fd);
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
	enum rc rc;

	memset(o, 0, offsetof(struct out, piece));
	o->fd = -1;
	/* By name: opening it anew would begin at offset 0, over what >> has kept. */
	if (path == NULL || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) {
		rc = open_std(o, e);
	} else {
		o->path = mem_dup(path, strlen(path));
		rc = open_path(o, e);
	}
	if (rc != RC_OK) {
		release(o);
		return rc;
	}
	*out = o;
	return RC_OK;
}

static void
write_all(struct out *o, const char *p, size_t n)
{
	while (n != 0 && o->fault == 0) {
		ssize_t w = write(o->fd, p, n < SSIZE_MAX ? n : SSIZE_MAX);

		if (w > 0) {
			p += w;
			n -= (size_t)w;
		} else if (w == 0) {
			o->fault = EIO;	/* no device that can be written does this */
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			fd_wait(o->fd, true);
		} else if (errno != EINTR) {
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

void
out_sv(struct out *o, struct sv s)
{
	while (s.n > PIECE - o->n) {
		size_t part = PIECE - o->n;

		if (o->fault != 0)
			return;
		if (o->n == 0) {
			/* Whole pieces need no copy. */
			part = s.n - s.n % PIECE;
			write_all(o, s.p, part);
		} else {
			memcpy(o->piece + o->n, s.p, part);
			o->n = PIECE;
			out_flush(o);
		}
		s.p += part;
		s.n -= part;
	}
	if (s.n != 0 && o->fault == 0) {
		memcpy(o->piece + o->n, s.p, s.n);
		o->n += s.n;
	}
}

bool
out_failed(const struct out *o)
{
	return o->fault != 0;
}

bool
out_tty(const struct out *o)
{
	return o->std && isatty(o->fd) == 1;
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
	size_t n = dir_len(path);
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
	if (o->fault == 0 && rename(o->tmp, o->target) != 0)
		o->fault = errno;
	if (o->fault != 0) {
		remove_tmp(o->tmp);
		return;
	}
	forget_tmp(o->tmp);
	o->fault = sync_dir(o->target);
}

enum rc
out_close(struct out *o, struct err *e)
{
	enum rc rc = RC_OK;

	out_flush(o);
	settle(o);
	if (o->fault != 0)
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
