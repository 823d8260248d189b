/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * preload - calls into the system that fail when the plan says so (fault.h)
 *
 * Built as a shared object for LD_PRELOAD.  Counting begins with the first call
 * after the constructors, and without a plan every call just goes on.
 */
#define _GNU_SOURCE 1

#include "fault.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static struct fault *plan;
static char early[65536];		/* for dlsym, before malloc is known */
static size_t early_used;

static union real {
	void *p;
	ssize_t (*read)(int, void *, size_t);
	ssize_t (*pread)(int, void *, size_t, off_t);
	ssize_t (*write)(int, const void *, size_t);
	ssize_t (*pwrite)(int, const void *, size_t, off_t);
	int (*flock)(int, int);
	int (*ftruncate)(int, off_t);
	int (*open)(const char *, int, ...);
	FILE *(*fopen)(const char *, const char *);
	DIR *(*opendir)(const char *);
	int (*of_fd)(int);
	int (*of_path)(const char *);
	int (*of_paths)(const char *, const char *);
	int (*poll)(struct pollfd *, nfds_t, int);
	int (*stat)(const char *, struct stat *);
	int (*fstat)(int, struct stat *);
	int (*faccessat)(int, const char *, int, int);
	off_t (*lseek)(int, off_t, int);
	ssize_t (*readlink)(const char *, char *, size_t);
	int (*fcntl)(int, int, ...);
	int (*pipe)(int *);
	int (*fchmod)(int, mode_t);
	int (*fchown)(int, uid_t, gid_t);
	void *(*mmap)(void *, size_t, int, int, int, off_t);
	int (*thread)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
	void *(*malloc)(size_t);
	void *(*calloc)(size_t, size_t);
	void *(*realloc)(void *, size_t);
	void (*free)(void *);
	int (*memalign)(void **, size_t, size_t);
	void *(*aligned)(size_t, size_t);
} r_read, r_pread, r_write, r_pwrite, r_open, r_fopen, r_opendir, r_close, r_fsync, r_rename,
    r_unlink, r_link, r_poll, r_flock, r_ftruncate, r_stat,
    r_fstat, r_faccessat, r_lseek, r_readlink, r_fcntl, r_dup, r_pipe, r_fchmod, r_fchown, r_mmap,
    r_thread, r_malloc, r_calloc, r_realloc, r_free, r_memalign, r_aligned;

static void
find(union real *r, const char *name)
{
	if (r->p == NULL)
		r->p = dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void
start(void)
{
	const char *path = getenv("CX_FAULT_MAP");
	struct fault *f;
	int fd;

	find(&r_open, "open");
	find(&r_close, "close");
	find(&r_mmap, "mmap");
	find(&r_fcntl, "fcntl");
	find(&r_fstat, "fstat");
	find(&r_malloc, "malloc");
	find(&r_calloc, "calloc");
	find(&r_realloc, "realloc");
	find(&r_free, "free");
	if (path == NULL || (fd = r_open.open(path, O_RDWR)) < 0)
		return;
	f = r_mmap.mmap(NULL, sizeof(*f), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	r_close.of_fd(fd);
	if (f != MAP_FAILED)
		plan = f;
}

static bool
is_last(void)
{
	return plan != NULL && plan->mode == FAULT_DIE && plan->calls + 1 == plan->nth;
}

/* Count a call; true when this one is to fail, with errno set. */
static bool
fails(enum fault_call what)
{
	uint64_t n;

	if (plan == NULL)
		return false;
	if (what != FAULT_ALLOC && is_last()) {
		plan->fired = 1;
		(void)kill(getpid(), SIGKILL);
	}
	if (what != FAULT_ALLOC)
		(void)__atomic_fetch_add(&plan->calls, 1, __ATOMIC_RELAXED);
	n = 1 + __atomic_fetch_add(&plan->count[what], 1, __ATOMIC_RELAXED);
	if (plan->what != what || plan->nth == 0 ||
	    !(plan->mode == FAULT_NTH ? n == plan->nth : plan->mode == FAULT_FROM && n >= plan->nth))
		return false;
	plan->fired = 1;
	errno = plan->error;
	return true;
}

static uint64_t
draw(void)
{
	uint64_t x = __atomic_add_fetch(&plan->seed, UINT64_C(0x9e3779b97f4a7c15), __ATOMIC_RELAXED);

	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static bool
flaky(unsigned one_in)
{
	return plan != NULL && plan->mode == FAULT_FLAKY && draw() % one_in == 0;
}

/* How much of @n bytes moves; 0: none, errno says why.  A file never says EAGAIN. */
static size_t
portion(int fd, size_t n)
{
	struct stat st;

	if (plan == NULL || n == 0)
		return n;
	if (plan->mode == FAULT_BYTE)
		return 1;
	if (plan->mode != FAULT_FLAKY)
		return n;
	switch (draw() % 8) {
	case 0:
		errno = EINTR;
		return 0;
	case 1:
		errno = r_fstat.fstat(fd, &st) == 0 && !S_ISREG(st.st_mode) ? EAGAIN : EINTR;
		return 0;
	case 2:
	case 3:
		return 1;
	case 4:
	case 5:
	case 6:
		return 1 + draw() % (n < 4096 ? n : 4096);
	default:
		return n;
	}
}

ssize_t
read(int fd, void *p, size_t n)
{
	size_t some = n;

	find(&r_read, "read");
	if (fails(FAULT_READ))
		return -1;
	if (n != 0 && (some = portion(fd, n)) == 0)
		return -1;
	return r_read.read(fd, p, some);
}

ssize_t
pread(int fd, void *p, size_t n, off_t at)
{
	size_t some = n;

	find(&r_pread, "pread");
	if (fails(FAULT_PREAD))
		return -1;
	if (n != 0 && (some = portion(fd, n)) == 0)
		return -1;
	return r_pread.pread(fd, p, some, at);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	size_t some = n;

	find(&r_write, "write");
	if (is_last())
		(void)r_write.write(fd, p, n / 2);
	if (fails(fd == STDERR_FILENO ? FAULT_MESSAGE : FAULT_WRITE))
		return -1;
	if (n != 0 && (some = portion(fd, n)) == 0)
		return -1;
	return r_write.write(fd, p, some);
}

static int
open_any(const char *path, int flags, mode_t mode)
{
	find(&r_open, "open");
	if (fails(FAULT_OPEN))
		return -1;
	if (flaky(4)) {
		errno = EINTR;
		return -1;
	}
	return r_open.open(path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return open_any(path, flags, mode);
}

#ifndef open64			/* a name for open itself with musl */
int
open64(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return open_any(path, flags, mode);
}

#endif

FILE *
fopen(const char *path, const char *mode)
{
	find(&r_fopen, "fopen");
	return fails(FAULT_OPEN) ? NULL : r_fopen.fopen(path, mode);
}

DIR *
opendir(const char *path)
{
	find(&r_opendir, "opendir");
	return fails(FAULT_OPEN) ? NULL : r_opendir.opendir(path);
}

/* Of a file without a name nothing is lost. */
static bool
for_writing(int fd)
{
	int flags = r_fcntl.fcntl(fd, F_GETFL);
	struct stat st;

	find(&r_fstat, "fstat");
	if (r_fstat.fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 0)
		return false;
	return flags != -1 && (flags & O_ACCMODE) != O_RDONLY;
}

/* It closes all the same, as Linux does. */
int
close(int fd)
{
	find(&r_close, "close");
	if (fails(for_writing(fd) ? FAULT_CLOSE_OUT : FAULT_CLOSE_IN)) {
		int why = errno;

		(void)r_close.of_fd(fd);
		errno = why;
		return -1;
	}
	if (flaky(4)) {
		(void)r_close.of_fd(fd);
		errno = EINTR;
		return -1;
	}
	return r_close.of_fd(fd);
}

int
fsync(int fd)
{
	struct stat st;
	bool dir = r_fstat.fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);

	find(&r_fsync, "fsync");
	if (fails(dir ? FAULT_FSYNC_DIR : FAULT_FSYNC))
		return -1;
	if (flaky(2)) {
		errno = EINTR;
		return -1;
	}
	return 0;	/* the disk has enough to do */
}

int
rename(const char *from, const char *to)
{
	find(&r_rename, "rename");
	return fails(FAULT_RENAME) ? -1 : r_rename.of_paths(from, to);
}

int
unlink(const char *path)
{
	find(&r_unlink, "unlink");
	return fails(FAULT_UNLINK) ? -1 : r_unlink.of_path(path);
}

int
link(const char *from, const char *to)
{
	find(&r_link, "link");
	return fails(FAULT_RENAME) ? -1 : r_link.of_paths(from, to);
}

int
poll(struct pollfd *p, nfds_t n, int ms)
{
	find(&r_poll, "poll");
	if (fails(FAULT_POLL))
		return -1;
	if (flaky(3)) {
		errno = EINTR;
		return -1;
	}
	return r_poll.poll(p, n, ms);
}

int
stat(const char *restrict path, struct stat *restrict st)
{
	find(&r_stat, "stat");
	return fails(FAULT_STAT) ? -1 : r_stat.stat(path, st);
}

int
fstat(int fd, struct stat *st)
{
	find(&r_fstat, "fstat");
	return fails(FAULT_STAT) ? -1 : r_fstat.fstat(fd, st);
}

int
faccessat(int fd, const char *path, int mode, int flags)
{
	find(&r_faccessat, "faccessat");
	return fails(FAULT_STAT) ? -1 : r_faccessat.faccessat(fd, path, mode, flags);
}

off_t
lseek(int fd, off_t off, int whence)
{
	find(&r_lseek, "lseek");
	return fails(FAULT_STAT) ? -1 : r_lseek.lseek(fd, off, whence);
}

ssize_t
readlink(const char *restrict path, char *restrict p, size_t n)
{
	find(&r_readlink, "readlink");
	return fails(FAULT_STAT) ? -1 : r_readlink.readlink(path, p, n);
}

int
fcntl(int fd, int cmd, ...)
{
	va_list ap;
	long arg;

	va_start(ap, cmd);
	arg = va_arg(ap, long);
	va_end(ap);
	find(&r_fcntl, "fcntl");
	return fails(FAULT_FCNTL) ? -1 : r_fcntl.fcntl(fd, cmd, arg);
}

int
flock(int fd, int how)
{
	find(&r_flock, "flock");
	return fails(FAULT_FCNTL) ? -1 : r_flock.flock(fd, how);
}

int
ftruncate(int fd, off_t n)
{
	find(&r_ftruncate, "ftruncate");
	return fails(FAULT_MODE) ? -1 : r_ftruncate.ftruncate(fd, n);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
	find(&r_pwrite, "pwrite");
	return fails(FAULT_MODE) ? -1 : r_pwrite.pwrite(fd, p, n, at);
}

int
dup(int fd)
{
	find(&r_dup, "dup");
	return fails(FAULT_FCNTL) ? -1 : r_dup.of_fd(fd);
}

int
pipe(int fd[2])
{
	find(&r_pipe, "pipe");
	return fails(FAULT_FCNTL) ? -1 : r_pipe.pipe(fd);
}

int
fchmod(int fd, mode_t mode)
{
	find(&r_fchmod, "fchmod");
	return fails(FAULT_MODE) ? -1 : r_fchmod.fchmod(fd, mode);
}

int
fchown(int fd, uid_t uid, gid_t gid)
{
	find(&r_fchown, "fchown");
	return fails(FAULT_MODE) ? -1 : r_fchown.fchown(fd, uid, gid);
}

void *
mmap(void *p, size_t n, int prot, int flags, int fd, off_t off)
{
	find(&r_mmap, "mmap");
	return fails(FAULT_MMAP) ? MAP_FAILED : r_mmap.mmap(p, n, prot, flags, fd, off);
}

int
pthread_create(pthread_t *restrict t, const pthread_attr_t *restrict a, void *(*fn)(void *),
    void *restrict ctx)
{
	find(&r_thread, "pthread_create");
	if (fails(FAULT_THREAD) || flaky(2))
		return EAGAIN;
	return r_thread.thread(t, a, fn, ctx);
}

static void *
early_alloc(size_t n)
{
	void *p = early + early_used;

	n = (n + 15) & ~(size_t)15;
	if (n > sizeof(early) - early_used)
		return NULL;
	early_used += n;
	return p;
}

static bool
is_early(const void *p)
{
	return (const char *)p >= early && (const char *)p < early + sizeof(early);
}

void *
malloc(size_t n)
{
	if (r_malloc.p == NULL)
		return early_alloc(n);
	return fails(FAULT_ALLOC) ? NULL : r_malloc.malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	if (r_calloc.p == NULL)
		return early_alloc(n * size);
	return fails(FAULT_ALLOC) ? NULL : r_calloc.calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	void *q;

	if (p != NULL && is_early(p)) {
		q = malloc(n);
		if (q != NULL)
			memcpy(q, p, n < (size_t)(early + sizeof(early) - (char *)p) ? n :
			    (size_t)(early + sizeof(early) - (char *)p));
		return q;
	}
	if (r_realloc.p == NULL)
		return early_alloc(n);
	return fails(FAULT_ALLOC) ? NULL : r_realloc.realloc(p, n);
}

void
free(void *p)
{
	if (p != NULL && !is_early(p) && r_free.p != NULL)
		r_free.free(p);
}

int
posix_memalign(void **p, size_t align, size_t n)
{
	find(&r_memalign, "posix_memalign");
	return fails(FAULT_ALLOC) ? ENOMEM : r_memalign.memalign(p, align, n);
}

void *
aligned_alloc(size_t align, size_t n)
{
	find(&r_aligned, "aligned_alloc");
	return fails(FAULT_ALLOC) ? NULL : r_aligned.aligned(align, n);
}
