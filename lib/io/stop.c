/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The handlers write a byte into a pipe that stop_wait polls beside the input, so
 * that a signal between a look at the flag and the sleep still ends the sleep.
 */
#include "io/stop.h"

#include "io/scrap.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum { AGAIN_MS = 20 };

static volatile sig_atomic_t stop_number;
static volatile sig_atomic_t stop_usr1;
static volatile sig_atomic_t stop_hup;
static int stop_pipe[2] = { -1, -1 };

static void
wake(void)
{
	int saved = errno;

	(void)!write(stop_pipe[1], "", 1);	/* a full pipe wakes as well */
	errno = saved;
}

static void
handle(int n, void (*handler)(int), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = handler;
	sa.sa_flags = flags;
	sigemptyset(&sa.sa_mask);
	sigaction(n, &sa, NULL);
}

/* The signal, blocked while its handler runs, ends the program when this returns. */
static void
on_end(int n)
{
	scrap_all();
	handle(n, SIG_DFL, 0);
	(void)raise(n);
}

static void
on_stop(int n)
{
	if (stop_number != 0) {
		on_end(n);
		return;
	}
	stop_number = n;
	wake();
}

static void
on_usr1(int n)
{
	(void)n;
	stop_usr1 = 1;
	wake();
}

static void
on_hup(int n)
{
	(void)n;
	stop_hup = 1;
	wake();
}

static void
catch(int n, void (*handler)(int), int flags)
{
	struct sigaction old;

	if (sigaction(n, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
		handle(n, handler, flags);
}

void
stop_catch(void)
{
	static const int stops[] = { SIGINT, SIGTERM, SIGHUP };
	static const int ends[] = { SIGPIPE, SIGQUIT, SIGXCPU, SIGXFSZ };
	bool gentle = pipe(stop_pipe) == 0;

	for (int i = 0; i < 2 && gentle; i++) {
		fcntl(stop_pipe[i], F_SETFL, O_NONBLOCK);
		fcntl(stop_pipe[i], F_SETFD, FD_CLOEXEC);
	}
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
		catch(stops[i], gentle ? on_stop : on_end, 0);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		catch(ends[i], on_end, 0);
	if (gentle)
		catch(SIGUSR1, on_usr1, SA_RESTART);
}

int
stop_signal(void)
{
	return stop_number;
}

bool
stop_asked(void)
{
	bool asked = stop_usr1 != 0;

	stop_usr1 = 0;
	return asked;
}

void
stop_reloads(void)
{
	catch(SIGHUP, on_hup, 0);
}

bool
stop_reload(void)
{
	bool asked = stop_hup != 0;

	stop_hup = 0;
	return asked;
}

void
stop_wake(void)
{
	wake();
}

bool
stop_wait(int fd, int ms)
{
	struct pollfd p[2] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = stop_pipe[0], .events = POLLIN },
	};
	char drained[64];

	if (poll(p, 2, ms) > 0 && (p[1].revents & POLLIN) && stop_number == 0)
		(void)!read(stop_pipe[0], drained, sizeof(drained));
	return p[0].revents != 0;
}

/* A byte that is there for the reader's sleep must stay for it: then look again soon. */
bool
stop_wait_write(int fd)
{
	bool before = stop_number != 0;
	int ms = -1;

	for (;;) {
		struct pollfd p[2] = {
			{ .fd = fd, .events = POLLOUT },
			{ .fd = before || ms >= 0 ? -1 : stop_pipe[0], .events = POLLIN },
		};

		(void)poll(p, 2, ms);
		if (p[0].revents != 0)
			return true;
		if (!before && stop_number != 0)
			return false;
		ms = before ? -1 : p[1].revents != 0 ? AGAIN_MS : -1;
	}
}
