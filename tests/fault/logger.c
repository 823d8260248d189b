/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * logger [-s] [-r LINES] [-b BYTES] PATH - write numbered lines to a log until SIGTERM
 *
 * As services do: a whole line a write, or a buffer that is cut within a line (-b); O_APPEND,
 * or at its own place in the file (-s); LINES a second, else as fast as it goes.  SIGUSR1
 * makes it open PATH anew.  At the end it prints how many lines it has written.
 */
#define _GNU_SOURCE 1

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256, BUFFER_MAX = 1 << 20 };

static volatile sig_atomic_t again, over;
static char buffer[BUFFER_MAX + LINE_MAX_BYTES];
static size_t used;

static void
on_signal(int sig)
{
	if (sig == SIGUSR1)
		again = 1;
	else
		over = 1;
}

static int
open_log(const char *path, bool seeks)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (seeks ? 0 : O_APPEND), 0644);

	if (fd < 0 || lseek(fd, 0, SEEK_END) < 0) {
		perror(path);
		exit(2);
	}
	return fd;
}

static void
put(int fd, size_t n)
{
	size_t at = 0;

	while (at < n) {
		ssize_t w = write(fd, buffer + at, n - at);

		if (w < 0) {
			perror("write");
			exit(2);
		}
		at += (size_t)w;
	}
	memmove(buffer, buffer + n, used - n);
	used -= n;
}

/* So that line number @n comes at its time. */
static void
pace(const struct timespec *start, uint64_t n, uint64_t rate)
{
	struct timespec to = *start;

	to.tv_sec += (time_t)(n / rate);
	to.tv_nsec += (long)(n % rate * 1000000000 / rate);
	to.tv_sec += to.tv_nsec / 1000000000;
	to.tv_nsec %= 1000000000;
	(void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &to, NULL);
}

static void
add_line(uint64_t n)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	used += (size_t)snprintf(buffer + used, LINE_MAX_BYTES, "{\"n\":%llu,\"at\":%lld.%06ld,"
	    "\"path\":\"/item/%llu\",\"status\":%d}\n", (unsigned long long)n,
	    (long long)now.tv_sec, now.tv_nsec / 1000, (unsigned long long)(n * 7919 % 1000003),
	    n % 97 == 0 ? 500 : 200);
}

int
main(int argc, char **argv)
{
	struct sigaction act = { .sa_handler = on_signal };
	struct timespec start;
	uint64_t rate = 0, n = 0;
	size_t full = 0;
	bool seeks = false;
	int c, fd;

	while ((c = getopt(argc, argv, "sr:b:")) != -1) {
		seeks |= c == 's';
		rate = c == 'r' ? strtoull(optarg, NULL, 10) : rate;
		full = c == 'b' ? strtoull(optarg, NULL, 10) : full;
	}
	if (optind + 1 != argc || full > BUFFER_MAX) {
		fprintf(stderr, "usage: logger [-s] [-r LINES] [-b BYTES] PATH\n");
		return 2;
	}
	sigaction(SIGUSR1, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	clock_gettime(CLOCK_MONOTONIC, &start);
	fd = open_log(argv[optind], seeks);
	while (!over) {
		if (again) {
			again = 0;
			put(fd, used);		/* to the old file, as nginx does */
			close(fd);
			fd = open_log(argv[optind], seeks);
		}
		add_line(n++);
		if (full == 0 || used >= full)
			put(fd, full == 0 ? used : full);
		if (rate != 0)
			pace(&start, n, rate);
	}
	put(fd, used);
	close(fd);
	printf("%llu\n", (unsigned long long)n);
	return 0;
}
