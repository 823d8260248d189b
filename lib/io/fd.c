/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fd - see fd.h
 */
#include "io/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
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

#ifdef __linux__
int
fd_unblock(int fd)
{
	struct stat st;
	char path[32];

	if (fstat(fd, &st) != 0 || !S_ISFIFO(st.st_mode))
		return -1;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return fd_above_std(open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC));
}
#else
int
fd_unblock(int fd)
{
	(void)fd;	/* elsewhere the new one would share the flags */
	return -1;
}
#endif

bool
fd_ready(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) != 0;	/* an error too: the read will name it */
}
