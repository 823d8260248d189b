/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * feed - bytes for what reads: as a file, and from a pipe in drawn portions
 */
#ifndef CX_TESTS_FEED_H
#define CX_TESTS_FEED_H

#include "base/rng.h"
#include "base/sv.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static inline void
feed_file(const char *path, struct sv s)
{
	FILE *f = fopen(path, "wb");

	if (s.n != 0 && fwrite(s.p, 1, s.n, f) != s.n)
		abort();
	fclose(f);
}

/* Standard input becomes a pipe in which another process, the result, writes @s: 1 to @most
 * bytes at a time. */
static inline pid_t
feed_stdin(struct sv s, uint64_t most, struct rng *r)
{
	int p[2];
	pid_t pid;

	if (pipe(p) != 0)
		abort();
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(p[0]);
		while (s.n != 0) {
			size_t n = 1 + (size_t)rng_below(r, most);
			ssize_t w = write(p[1], s.p, n < s.n ? n : s.n);

			if (w < 0)
				_exit(1);
			s.p += w;
			s.n -= (size_t)w;
		}
		_exit(0);
	}
	close(p[1]);
	dup2(p[0], STDIN_FILENO);
	close(p[0]);
	return pid;
}

#endif
