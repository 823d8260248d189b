/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_exec - a program that gets the message on standard input, and says by its status
 */
#include "wire/wire_exec.h"

#include "io/fd.h"
#include "run/clock.h"
#include "wire/code.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
	SAID_MAX = 4096,
	TOTAL_US = 30 * 1000000,
	LOOK_MS = 20		/* how often it is looked for one whose output has no end */
};

struct child {
	pid_t      pid;
	int        in, out;	/* our ends; -1: closed */
	struct buf given;	/* standard input: a line */
	struct sv  left;	/* of it, to write */
	struct buf said;
	bool       ended;
	int        how;		/* as waitpid has it */
};

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* No signal is blocked in it, and none ignored that we ignore. */
static int
attributes(posix_spawnattr_t *a)
{
	sigset_t none;
	sigset_t usual;
	int no = posix_spawnattr_init(a);

	if (no != 0)
		return no;
	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGINT);
	sigaddset(&usual, SIGTERM);
	sigaddset(&usual, SIGHUP);
	(void)posix_spawnattr_setsigmask(a, &none);
	(void)posix_spawnattr_setsigdefault(a, &usual);
	(void)posix_spawnattr_setpgroup(a, 0);
	(void)posix_spawnattr_setflags(a, (short)(POSIX_SPAWN_SETSIGMASK |
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
	return 0;
}

static int
spawn(struct child *c, char *const *argv, int in, int out)
{
	posix_spawn_file_actions_t acts;
	posix_spawnattr_t attr;
	int no = attributes(&attr);

	if (no != 0)
		return no;
	no = posix_spawn_file_actions_init(&acts);
	if (no == 0) {
		no = posix_spawn_file_actions_adddup2(&acts, in, STDIN_FILENO);
		if (no == 0)
			no = posix_spawn_file_actions_adddup2(&acts, out, STDOUT_FILENO);
		if (no == 0)
			no = posix_spawn_file_actions_adddup2(&acts, out, STDERR_FILENO);
		if (no == 0)
			no = posix_spawnp(&c->pid, argv[0], &acts, &attr, argv, environ);
		posix_spawn_file_actions_destroy(&acts);
	}
	posix_spawnattr_destroy(&attr);
	return no;
}

/* A pipe whose ends no program inherits; our end does not block. */
static int
make_pipe(int fd[2], int ours)
{
	if (pipe(fd) != 0)
		return errno;
	for (int i = 0; i < 2; i++) {
		fd[i] = fd_above_std(fd[i]);
		if (fd[i] < 0)
			return errno;
	}
	(void)fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fd[ours], F_SETFL, O_NONBLOCK);
	return 0;
}

static int
start(struct child *c, const struct wire_channel *ch)
{
	int in[2] = { -1, -1 };
	int out[2] = { -1, -1 };
	int no;

	/* Between pipe and fcntl another thread's program would inherit the ends. */
	pthread_mutex_lock(&ch->wire->spawn);
	no = make_pipe(in, 1);
	if (no == 0)
		no = make_pipe(out, 0);
	if (no == 0)
		no = spawn(c, ch->argv, in[0], out[1]);
	pthread_mutex_unlock(&ch->wire->spawn);
	shut(&in[0]);
	shut(&out[1]);
	c->in = in[1];
	c->out = out[0];
	return no;
}

static void
feed(struct child *c)
{
	ssize_t n = write(c->in, c->left.p, c->left.n);

	if (n > 0)
		c->left = (struct sv){ c->left.p + n, c->left.n - (size_t)n };
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		c->left.n = 0;	/* it does not want to read: its status will say */
	if (c->left.n == 0)
		shut(&c->in);
}

static void
listen_to(struct child *c)
{
	char text[1024];
	ssize_t n = read(c->out, text, sizeof(text));

	if (n > 0)
		buf_add(&c->said, text, (size_t)n < c->said.max - c->said.n ? (size_t)n :
		    c->said.max - c->said.n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		shut(&c->out);
}

static void
look(struct child *c)
{
	c->ended = c->ended || waitpid(c->pid, &c->how, WNOHANG) == c->pid;
}

/* Until it ends, or the time is over. */
static void
attend(struct child *c, int64_t until_us)
{
	while (!c->ended && clock_us() < until_us) {
		struct pollfd fd[2] = {
			{ c->in, POLLOUT, 0 },	/* those below 0 are passed over */
			{ c->out, POLLIN, 0 },
		};
		/* Without a pipe there is nothing that tells of the end. */
		int n = poll(fd, 2, c->out < 0 ? 1 : LOOK_MS);

		if (n > 0 && fd[0].revents != 0)
			feed(c);
		if (n > 0 && fd[1].revents != 0)
			listen_to(c);
		look(c);
	}
	/* What was in the pipe when it ended; those it left behind are not waited for. */
	for (int i = 0; c->ended && c->out >= 0 && i < SAID_MAX / 1024; i++)
		listen_to(c);
}

static void
end(struct child *c, int64_t limit_us, struct wire_result *r)
{
	char text[64];

	if (c->ended && !WIFSIGNALED(c->how)) {
		code_exec(r, WEXITSTATUS(c->how), buf_view(&c->said));
		return;
	}
	if (!c->ended) {
		(void)kill(-c->pid, SIGKILL);
		while (waitpid(c->pid, &c->how, 0) < 0 && errno == EINTR)
			continue;
		(void)snprintf(text, sizeof(text), "killed after %.3g s", (double)limit_us / 1e6);
	} else {
		(void)snprintf(text, sizeof(text), "killed by signal %d", WTERMSIG(c->how));
	}
	code_exec(r, 128 + (WIFSIGNALED(c->how) ? WTERMSIG(c->how) : 0), sv_of(text));
}

void
wire_exec_send(const struct wire_channel *ch, struct wire_job *j)
{
	int64_t limit_us = ch->s.timeout_us > 0 ? ch->s.timeout_us : TOTAL_US;
	struct child c = { .in = -1, .out = -1 };
	int no = start(&c, ch);

	j->r.stage = WIRE_CONNECT;
	if (no != 0) {
		shut(&c.in);
		shut(&c.out);
		j->r.verdict = no == EAGAIN || no == ENOMEM || no == EMFILE || no == ENFILE ?
		    WIRE_TRANSIENT : WIRE_CONFIG;
		code_text(&j->r, sv_of(strerror(no)));
		return;
	}
	buf_init(&c.said, SAID_MAX);
	buf_init(&c.given, SIZE_MAX);
	buf_sv(&c.given, j->m->json);
	if (c.given.n > 0 && c.given.p[c.given.n - 1] != '\n')
		buf_c(&c.given, '\n');
	c.left = buf_view(&c.given);
	attend(&c, clock_us() + limit_us);
	end(&c, limit_us, &j->r);
	shut(&c.in);
	shut(&c.out);
	buf_free(&c.said);
	buf_free(&c.given);
}
