/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * latency - how long a line takes through a filter that nothing else keeps busy
 *
 *     latency RATE N FILE COMMAND...
 *
 * Writes N lines of FILE to COMMAND, RATE a second, each by one write, and reads
 * what it writes.  The time of a line goes from its write to the read that ends
 * the same line of the output, so that COMMAND has to write a line for each.
 * Prints median, 99th percentile and greatest time in microseconds, and the number
 * of lines; fails when one does not come back.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { N_MAX = 1000000, PATIENCE_MS = 5000 };

struct run {
	FILE    *lines;
	int      to;
	int      from;
	size_t   n;
	size_t   sent;
	size_t   got;
	int64_t *sent_ns;
	int64_t *took_ns;
};

static int64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static pid_t
start(struct run *r, char **argv)
{
	int in[2], out[2];
	pid_t pid;

	if (pipe(in) != 0 || pipe(out) != 0 || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		if (dup2(in[0], STDIN_FILENO) < 0 || dup2(out[1], STDOUT_FILENO) < 0)
			_exit(126);
		close(in[0]);
		close(in[1]);
		close(out[0]);
		close(out[1]);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	r->to = in[1];
	r->from = out[0];
	return pid;
}

static bool
send_line(struct run *r)
{
	static char line[65536];
	size_t n;

	if (fgets(line, sizeof(line), r->lines) == NULL)
		return false;
	n = strlen(line);
	r->sent_ns[r->sent++] = now_ns();
	return write(r->to, line, n) == (ssize_t)n;
}

/* Wait at most until @until for output; false when there will be no more. */
static bool
take(struct run *r, int64_t until)
{
	static char buf[65536];
	int64_t now, left = until - now_ns();
	struct timespec wait = { .tv_sec = left / 1000000000, .tv_nsec = left % 1000000000 };
	ssize_t n, i;
	fd_set set;

	if (left <= 0)
		return true;
	FD_ZERO(&set);
	FD_SET(r->from, &set);
	if (pselect(r->from + 1, &set, NULL, NULL, &wait, NULL) <= 0)
		return true;
	n = read(r->from, buf, sizeof(buf));
	now = now_ns();
	for (i = 0; i < n; i++)
		if (buf[i] == '\n' && r->got < r->sent) {
			r->took_ns[r->got] = now - r->sent_ns[r->got];
			r->got++;
		}
	return n > 0;
}

static bool
exchange(struct run *r, int64_t gap_ns)
{
	int64_t at = now_ns(), last;
	bool open = true;

	while (open && r->sent < r->n) {
		if (!send_line(r))
			return false;
		at += gap_ns;
		while (open && now_ns() < at)
			open = take(r, at);
	}
	close(r->to);
	last = now_ns() + (int64_t)PATIENCE_MS * 1000000;
	while (open && r->got < r->n && now_ns() < last)
		open = take(r, last);
	return r->got == r->n;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	long rate = argc > 4 ? strtol(argv[1], NULL, 10) : 0;
	long n = argc > 4 ? strtol(argv[2], NULL, 10) : 0;
	struct run r = { .n = (size_t)n };
	pid_t pid;
	bool ok;
	int status;

	if (rate < 1 || rate > 100000 || n < 100 || n > N_MAX) {
		fputs("usage: latency RATE N FILE COMMAND...\n", stderr);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	r.lines = fopen(argv[3], "r");
	r.sent_ns = calloc(r.n, sizeof(*r.sent_ns));
	r.took_ns = calloc(r.n, sizeof(*r.took_ns));
	if (r.lines == NULL || r.sent_ns == NULL || r.took_ns == NULL ||
	    (pid = start(&r, argv + 4)) < 0) {
		perror("latency");
		return 2;
	}
	ok = exchange(&r, 1000000000 / rate);
	close(r.from);
	if (waitpid(pid, &status, 0) != pid || !ok) {
		fprintf(stderr, "latency: %s: %zu of %zu lines came back\n", argv[4], r.got, r.n);
		return 2;
	}
	qsort(r.took_ns, r.n, sizeof(*r.took_ns), by_value);
	printf("%.0f %.0f %.0f %zu\n", (double)r.took_ns[(r.n - 1) / 2] / 1e3,
	    (double)r.took_ns[(r.n * 99 + 99) / 100 - 1] / 1e3,
	    (double)r.took_ns[r.n - 1] / 1e3, r.n);
	return 0;
}
