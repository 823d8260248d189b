/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE		/* flock: fcntl's locks end when anyone here closes the file */

#include "io/lock.h"

#include "io/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100 };

/* The file was replaced between open and lock: what is locked has no name any more. */
static bool
replaced(int fd, const char *path)
{
	struct stat ours, named;

	return fstat(fd, &ours) == 0 && stat(path, &named) == 0 &&
	    (ours.st_dev != named.st_dev || ours.st_ino != named.st_ino);
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
		if (!replaced(*fd, path))
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
