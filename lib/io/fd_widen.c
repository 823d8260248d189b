/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fd_widen - see fd.h; in a file of its own because F_SETPIPE_SZ is not POSIX
 */
#define _GNU_SOURCE 1

#include "io/fd.h"

#include <errno.h>
#include <fcntl.h>

#ifdef F_SETPIPE_SZ

enum { PIPE_WANT = 1 << 20, PIPE_USUAL = 1 << 16 };

void
fd_widen(int fd)
{
	int now = fcntl(fd, F_GETPIPE_SZ);

	if (now < 0)
		return;	/* not a pipe */
	/* EPERM: over /proc/sys/fs/pipe-max-size, or the user's share is used up. */
	for (int want = PIPE_WANT; want > PIPE_USUAL && want > now; want /= 2)
		if (fcntl(fd, F_SETPIPE_SZ, want) >= 0 || errno != EPERM)
			return;
}

#else

void
fd_widen(int fd)
{
	(void)fd;	/* this system sizes its pipes by itself */
}

#endif
