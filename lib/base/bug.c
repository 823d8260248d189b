/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bug.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void
bug_stop(const char *file, int line, const char *why)
{
	char msg[512];
	int n = snprintf(msg, sizeof(msg), "cxutils: bug at %s:%d: %s; please report it\n", file,
	    line, why);
	ssize_t w = write(STDERR_FILENO, msg, n < (int)sizeof(msg) ? (size_t)n : sizeof(msg) - 1);

	(void)w;	/* nothing is left to do about it */
	abort();
}
