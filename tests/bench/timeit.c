/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * timeit - the least of N runs of a command, and its peak memory
 *
 *     timeit N INPUT COMMAND...
 *
 * Standard input is INPUT; output goes to /dev/null.  Prints one line:
 * seconds (wall clock), user + system seconds, both of the fastest run, peak
 * resident KiB of any run.
 */
#define _DEFAULT_SOURCE	/* wait4 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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
child(const char *input, char **argv)
{
	int in = open(input, O_RDONLY), out = open("/dev/null", O_WRONLY);

	if (in < 0 || out < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		perror(input);
	else
		execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

int
main(int argc, char **argv)
{
	double best = 0, cpu = 0;
	long rss = 0;
	int i, n = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0;

	if (n < 1) {
		fputs("usage: timeit N INPUT COMMAND...\n", stderr);
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
			child(argv[2], argv + 3);
		if (wait4(pid, &status, 0, &u) != pid || status != 0) {
			fprintf(stderr, "timeit: %s failed\n", argv[3]);
			return 2;
		}
		wall = now() - start;
		if (i == 0 || wall < best) {
			best = wall;
			cpu = seconds(u.ru_utime) + seconds(u.ru_stime);
		}
		rss = u.ru_maxrss > rss ? u.ru_maxrss : rss;
	}
	printf("%.3f %.3f %ld\n", best, cpu, rss);
	return 0;
}
