/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE		/* flock: fcntl's locks end when anyone here closes the file */

#include "io/lock.h"

#include "base/num.h"
#include "io/fd.h"
#include "io/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100, PID_TEXT = 24, WAIT_MS = 50 };

/* The file was replaced between open and lock: what is locked has no such name any more. */
static bool
replaced(int fd, const char *path, bool or_gone)
{
	struct stat ours, named;

	if (fstat(fd, &ours) != 0)
		return false;
	if (stat(path, &named) != 0)
		return or_gone && errno == ENOENT;
	return ours.st_dev != named.st_dev || ours.st_ino != named.st_ino;
}

enum rc
lock_take(int *fd, const char *path, struct err *e)
{
	for (int i = 0; i < TRIES; i++) {
		do
			*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
		while (*fd < 0 && errno == EINTR);
		*fd = fd_above_std(*fd);
		if (*fd < 0 && errno == ENOENT)
			return RC_OK;
		if (*fd < 0)
			return rc_err(e, RC_IO, "%s: %s", path, strerror(errno));
		if (flock(*fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
			break;
		if (!replaced(*fd, path, false))
			return RC_OK;
		lock_drop(*fd);
	}
	lock_drop(*fd);
	*fd = -1;
	return rc_err(e, RC_IO, "%s: another run is using it", path);
}

void
lock_drop(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

/* ---- a lock file ---- */

/*
 * Open and lock: RC_OK it is ours; RC_NO somebody has it; RC_EMPTY who had it has taken it
 * away meanwhile, perhaps for another one; RC_IO it cannot be opened.
 */
static enum rc
try_hold(int *fd, const char *path, struct err *e)
{
	do
		*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0644);
	while (*fd < 0 && errno == EINTR);
	*fd = fd_above_std(*fd);
	if (*fd < 0)
		return rc_err(e, RC_IO, "%s: %s", path, strerror(errno));
	if (flock(*fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return RC_NO;
	return replaced(*fd, path, true) ? RC_EMPTY : RC_OK;
}

/* Who holds it says so; one that has just begun may not have said it yet. */
static enum rc
say_holder(int fd, const char *what, struct err *e)
{
	char text[PID_TEXT];
	ssize_t n = pread(fd, text, sizeof(text), 0);
	uint64_t pid;

	while (n > 0 && text[n - 1] == '\n')
		n--;
	if (n > 0 && num_u64((struct sv){ text, (size_t)n }, &pid) == RC_OK)
		return rc_err(e, RC_IO, "%s: another run is using it, process %" PRIu64
		    "; --wait waits for its end", what, pid);
	return rc_err(e, RC_IO, "%s: another run is using it; --wait waits for its end", what);
}

static enum rc
say_us(int fd, const char *path, struct err *e)
{
	char text[PID_TEXT];
	int n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
		return rc_err(e, RC_IO, "%s: write error: %s", path, strerror(errno));
	return RC_OK;
}

enum rc
lock_hold(int *fd, const char *path, const char *what, bool wait, struct err *e)
{
	enum rc rc;

	while ((rc = try_hold(fd, path, e)) == RC_NO || rc == RC_EMPTY) {
		if (stop_signal() != 0)
			rc = rc_err(e, RC_STOP, "%s: interrupted while another run was using it",
			    what);
		else if (rc == RC_NO && !wait)
			rc = say_holder(*fd, what, e);
		if (rc != RC_NO && rc != RC_EMPTY)
			break;
		lock_drop(*fd);
		if (rc == RC_NO)
			(void)stop_wait(-1, WAIT_MS);
	}
	if (rc == RC_OK)
		rc = say_us(*fd, path, e);
	if (rc != RC_OK) {
		lock_drop(*fd);
		*fd = -1;
	}
	return rc;
}

void
lock_release(int fd, const char *path)
{
	if (fd >= 0)
		(void)unlink(path);
	lock_drop(fd);
}
