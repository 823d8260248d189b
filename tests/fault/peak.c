/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * peak KIB COMMAND... - run a command; complain when its memory passed KIB
 *
 * The status is the command's own (128+n after signal n).  In a sanitized tree the
 * numbers mean nothing and only the command is run.
 */
#define _GNU_SOURCE 1

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	const char *sanitized = getenv("SANITIZED");
	struct rusage use;
	long most;
	int status;
	pid_t pid;

	if (argc < 3 || (most = strtol(argv[1], NULL, 10)) <= 0) {
		fprintf(stderr, "usage: peak KIB COMMAND...\n");
		return 2;
	}
	/* What this program held before exec counts too: it is small. */
	pid = vfork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	while (pid < 0 || wait4(pid, &status, 0, &use) < 0)
		if (pid < 0 || errno != EINTR) {
			perror("peak");
			return 2;
		}
	if ((sanitized == NULL || sanitized[0] == '\0') && use.ru_maxrss > most)
		fprintf(stderr, "peak: %ld KiB, more than %ld\n", use.ru_maxrss, most);
	if (getenv("CX_PEAK") != NULL)
		fprintf(stderr, "peak: %ld KiB\n", use.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
