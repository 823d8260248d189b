/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * child - see child.h
 */
#include "io/child.h"

#include "io/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { READ_BYTES = 1 << 16 };

static enum rc
start(pid_t *pid, char *const *argv, int to, struct err *e)
{
	posix_spawn_file_actions_t acts;
	int no = posix_spawn_file_actions_init(&acts);

	if (no != 0)
		return rc_err(e, RC_IO, "%s: %s", argv[0], strerror(no));
	no = posix_spawn_file_actions_addopen(&acts, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (no == 0)
		no = posix_spawn_file_actions_adddup2(&acts, to, STDOUT_FILENO);
	if (no == 0)
		no = posix_spawnp(pid, argv[0], &acts, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&acts);
	if (no != 0)
		return rc_err(e, RC_IO, "%s: cannot be run: %s", argv[0], strerror(no));
	return RC_OK;
}

static enum rc
take(int from, struct buf *out, const char *name, struct err *e)
{
	for (;;) {
		ssize_t n;

		if (stop_signal() != 0)
			return RC_STOP;
		if (!stop_wait(from, -1))
			continue;
		if (!buf_room(out, READ_BYTES))
			return rc_err(e, RC_LIMIT, "%s: writes more than %zu bytes", name,
			    out->max);
		n = read(from, out->p + out->n, READ_BYTES);
		if (n == 0)
			return RC_OK;
		if (n > 0)
			out->n += (size_t)n;
		else if (errno != EINTR && errno != EAGAIN)
			return rc_err(e, RC_IO, "%s: %s", name, strerror(errno));
	}
}

static int
wait_for(pid_t pid)
{
	int how = 0;

	while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
		continue;
	return WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
}

enum rc
child_run(char *const *argv, struct buf *out, int *status, struct err *e)
{
	int fd[2];
	pid_t pid = 0;
	enum rc rc;

	if (pipe(fd) != 0)
		return rc_err(e, RC_IO, "%s: %s", argv[0], strerror(errno));
	/* Only its standard output is the child's: else the pipe would never end. */
	(void)fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	rc = start(&pid, argv, fd[1], e);
	/* With our end open the pipe would not end either. */
	if (close(fd[1]) != 0 && errno != EINTR && rc == RC_OK)
		rc = rc_err(e, RC_IO, "%s: %s", argv[0], strerror(errno));
	if (rc == RC_OK)
		rc = take(fd[0], out, argv[0], e);
	if (rc != RC_OK && pid != 0)
		(void)kill(pid, SIGTERM);
	close(fd[0]);
	if (pid != 0)
		*status = wait_for(pid);
	return rc;
}
