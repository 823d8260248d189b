/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * timeit - time and memory of the runs of a command
 *
 *     timeit [-o OUTPUT] N INPUT COMMAND...
 *
 * Standard input is INPUT; output goes to OUTPUT, if given, else to /dev/null, as messages
 * do.  Prints one line
 * for each of N runs: seconds (wall clock), user + system seconds, peak resident
 * KiB of the largest process, exit status.  A status above 1 fails.
 */
#define _DEFAULT_SOURCE	/* wait4 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static void
child(const char *input, const char *output, char **argv)
{
	int in = open(input, O_RDONLY), say = open("/dev/null", O_WRONLY), out = say;

	if (output != NULL)
		out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (in < 0 || out < 0 || say < 0 || dup2(in, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0 || dup2(say, STDERR_FILENO) < 0)
		_exit(126);
	execvp(argv[0], argv);
	_exit(127);
}

int
main(int argc, char **argv)
{
	const char *output = NULL;
	int i, n;

	if (argc > 2 && strcmp(argv[1], "-o") == 0) {
		output = argv[2];
		argc -= 2;
		argv += 2;
	}
	n = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0;
	if (n < 1) {
		fputs("usage: timeit [-o OUTPUT] N INPUT COMMAND...\n", stderr);
		return 2;
	}
	for (i = 0; i < n; i++) {
		double start = now(), wall;
		struct rusage u;
		int status;
		pid_t pid = fork();

		if (pid < 0) {
			perror("timeit: fork");
			return 2;
		}
		if (pid == 0)
			child(argv[2], output, argv + 3);
		if (wait4(pid, &status, 0, &u) != pid || !WIFEXITED(status) ||
		    WEXITSTATUS(status) > 1) {
			fprintf(stderr, "timeit: %s failed\n", argv[3]);
			return 2;
		}
		wall = now() - start;
		printf("%.6f %.6f %ld %d\n", wall, seconds(u.ru_utime) + seconds(u.ru_stime),
		    u.ru_maxrss, WEXITSTATUS(status));
		fflush(stdout);
	}
	return 0;
}
