/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fd - see fd.h
 */
#include "io/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

int
fd_above_std(int fd)
{
	int high, why;

	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	why = errno;
	(void)close(fd);
	errno = why;
	return high;
}

void
fd_wait(int fd, bool write)
{
	struct pollfd p = { .fd = fd, .events = write ? POLLOUT : POLLIN };

	while (poll(&p, 1, -1) < 0 && errno == EINTR)
		;
}

bool
fd_ready(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) != 0;	/* an error too: the read will name it */
}
