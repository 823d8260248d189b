/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * deliver - from an event to the first byte on the wire, and messages a second: a pipeline of
 *           cxnotify and cxsend with this program at both ends
 *
 *     deliver latency RATE SECONDS         events a second into the pipeline; percentiles
 *     deliver throughput N CONCURRENCY     N planned messages, then cxsend alone: group commits,
 *                                          and one message a transaction beside it
 *
 * Run in a directory on the disk to be measured; cxnotify and cxsend are found in PATH.  fsync of
 * that disk is measured meanwhile, a page each, twenty times a second: on a disk that others use,
 * too, what it takes alone says little.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS_MAX = 1000000, USERS = 10000, CONNECTIONS = 1024, SYNCS = 20000, REQUEST = 16384 };

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

struct connection {
	char    text[REQUEST];
	size_t  n;
	int64_t first_us;	/* when its first byte came */
};

struct bench {
	int            listening, port;
	struct pollfd  fd[CONNECTIONS + 1];
	struct connection *c[CONNECTIONS + 1];
	nfds_t         nfd;
	int64_t       *written_us, *came_us;	/* by number of the event */
	size_t         came;
	int            ask, tell;	/* of the process that measures fsync */
	double         sync_ms[SYNCS];
	size_t         nsync;
};

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

static int
by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
quantile(double *x, size_t n, double q)
{
	size_t i = (size_t)(q * (double)n);

	qsort(x, n, sizeof(*x), by_size);
	return n == 0 ? 0 : x[i < n ? i : n - 1];
}

/* A process that measures until its pipe is closed, and then says what it has found. */
static void
measure_sync(int ask, int tell)
{
	struct pollfd p = { .fd = ask, .events = POLLIN };
	char page[4096] = "x";
	int fd = open("sync.probe", O_RDWR | O_CREAT | O_TRUNC, 0600);

	while (poll(&p, 1, 50) == 0) {
		int64_t t = now_us();
		double ms;

		if (fd < 0 || pwrite(fd, page, sizeof(page), (off_t)(t % 1000) * 4096) != 4096 ||
		    fsync(fd) != 0)
			die("sync.probe");
		ms = (double)(now_us() - t) / 1000;
		if (write(tell, &ms, sizeof(ms)) != sizeof(ms))
			die("sync.probe");
	}
	unlink("sync.probe");
	_exit(0);
}

static void
begin_syncs(struct bench *b)
{
	int ask[2], tell[2];

	if (pipe(ask) != 0 || pipe(tell) != 0)
		die("pipe");
	fcntl(ask[1], F_SETFD, FD_CLOEXEC);
	fflush(stdout);
	if (fork() == 0) {
		close(ask[1]);
		measure_sync(ask[0], tell[1]);
	}
	close(ask[0]);
	close(tell[1]);
	b->ask = ask[1];
	b->tell = tell[0];
}

static void
end_syncs(struct bench *b)
{
	double ms;

	close(b->ask);
	while (b->nsync < SYNCS && read(b->tell, &ms, sizeof(ms)) == sizeof(ms))
		b->sync_ms[b->nsync++] = ms;
	close(b->tell);
}

/* ---- the receiver ---- */

static void
listen_here(struct bench *b)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(a);

	b->listening = socket(AF_INET, SOCK_STREAM, 0);
	if (b->listening < 0 || bind(b->listening, (struct sockaddr *)&a, sizeof(a)) != 0 ||
	    listen(b->listening, 512) != 0 ||
	    getsockname(b->listening, (struct sockaddr *)&a, &n) != 0)
		die("listen");
	fcntl(b->listening, F_SETFL, O_NONBLOCK);
	b->port = ntohs(a.sin_port);
	b->fd[0] = (struct pollfd){ .fd = b->listening, .events = POLLIN };
	b->nfd = 1;
}

static void
take_connections(struct bench *b)
{
	int fd, yes = 1;

	while (b->nfd <= CONNECTIONS && (fd = accept(b->listening, NULL, NULL)) >= 0) {
		fcntl(fd, F_SETFL, O_NONBLOCK);
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
		b->fd[b->nfd] = (struct pollfd){ .fd = fd, .events = POLLIN };
		b->c[b->nfd] = calloc(1, sizeof(struct connection));
		b->nfd++;
	}
}

static void
drop(struct bench *b, nfds_t i)
{
	close(b->fd[i].fd);
	free(b->c[i]);
	b->nfd--;
	b->fd[i] = b->fd[b->nfd];
	b->c[i] = b->c[b->nfd];
}

/* A whole request is answered; which event it is of stands in its body. */
static void
answer_it(struct bench *b, nfds_t i)
{
	struct connection *c = b->c[i];
	const char *end, *length, *number;
	size_t body;

	c->text[c->n] = '\0';
	end = strstr(c->text, "\r\n\r\n");
	length = strstr(c->text, "Content-Length: ");
	if (end == NULL || length == NULL)
		return;
	body = strtoul(length + 16, NULL, 10);
	if ((size_t)(end + 4 - c->text) + body > c->n)
		return;
	number = strstr(end, "\"text\":\"no ");
	if (number != NULL) {
		size_t k = strtoul(number + 11, NULL, 10);

		if (k < EVENTS_MAX && b->came_us[k] == 0) {
			b->came_us[k] = c->first_us;
			b->came++;
		}
	}
	if (write(b->fd[i].fd, answer, sizeof(answer) - 1) < 0)
		die("answer");
	c->n = 0;
}

static void
serve(struct bench *b, int ms)
{
	if (poll(b->fd, b->nfd, ms) <= 0)
		return;
	for (nfds_t i = b->nfd; i-- > 1;) {
		struct connection *c = b->c[i];
		ssize_t n;

		if (b->fd[i].revents == 0)
			continue;
		if (c->n == 0)
			c->first_us = now_us();
		n = read(b->fd[i].fd, c->text + c->n, REQUEST - 1 - c->n);
		if (n > 0) {
			c->n += (size_t)n;
			answer_it(b, i);
		} else if (n == 0 || errno != EAGAIN) {
			drop(b, i);
		}
	}
	if (b->fd[0].revents != 0)
		take_connections(b);
}

/* ---- the pipeline ---- */

static void
write_files(const struct bench *b, unsigned concurrency)
{
	FILE *f = fopen("policy.yaml", "w");

	if (f == NULL)
		die("policy.yaml");
	fprintf(f, "policy: bench\nkeys: {ledger_file: ledger.key}\nchannels:\n"
	    "  hook: {webhook: \"http://127.0.0.1:%d/\", address: phone, idempotent: true, "
	    "concurrency: %u}\nscenarios:\n"
	    "  s: {on: e, class: transactional, category: c, channels: hook, template: t, "
	    "dedupe: {entity: n}}\n"
	    "templates: {t: {text: \"no {{n}}\"}}\n", b->port, concurrency);
	fclose(f);
	f = fopen("users", "w");
	if (f == NULL)
		die("users");
	for (int i = 0; i < USERS; i++)
		fprintf(f, "{\"user\":\"u%d\",\"phone\":\"+%d\"}\n", i, i);
	fclose(f);
	if (system("umask 077; echo 'k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' >ledger.key;"
	    " rm -f n.db n.db-*") != 0)
		die("ledger.key");
}

static void
print_event(char *line, size_t size, size_t k)
{
	struct timespec t;
	struct tm tm;
	char text[32];

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(line, size, "{\"event_name\":\"e\",\"event_id\":\"%zu\",\"user_id\":\"u%zu\","
	    "\"timestamp\":\"%s.%06ldZ\",\"n\":%zu}\n", k, k % USERS, text, t.tv_nsec / 1000, k);
}

/* Exponential waits between events, as of many users who know nothing of each other. */
static int64_t
wait_of(double rate, uint64_t *state)
{
	double u;

	*state = *state * 6364136223846793005u + 1442695040888963407u;
	u = (double)(*state >> 11) / 9007199254740992.0;
	return (int64_t)(-log(1 - u) * 1e6 / rate);
}

static int
latency(struct bench *b, double rate, double seconds)
{
	size_t n = (size_t)(rate * seconds), sent = 0;
	int64_t at, begin, last;
	uint64_t state = 1;
	FILE *pipeline;
	double *ms = calloc(n, sizeof(*ms)), p50, p99, sync;
	size_t got = 0;

	write_files(b, 64);
	begin_syncs(b);
	pipeline = popen("cxnotify --ledger n.db --users users policy.yaml 2>notify.err | "
	    "cxsend --ledger n.db policy.yaml >records 2>send.err", "w");
	if (pipeline == NULL || n > EVENTS_MAX)
		die("pipeline");
	for (begin = now_us(); now_us() < begin + 1500000;)	/* both have started */
		serve(b, 10);
	at = last = now_us();
	while (b->came < n && now_us() < last + 10000000) {
		if (sent < n && now_us() >= at) {
			char line[256];

			print_event(line, sizeof(line), sent);
			b->written_us[sent++] = last = now_us();
			fputs(line, pipeline);
			fflush(pipeline);
			at += wait_of(rate, &state);
			continue;
		}
		serve(b, sent < n && at - now_us() < 1000 ? 0 : 1);
	}
	for (size_t i = 0; i < n; i++)
		if (b->came_us[i] != 0)
			ms[got++] = (double)(b->came_us[i] - b->written_us[i]) / 1000;
	end_syncs(b);
	sync = quantile(b->sync_ms, b->nsync, 0.99);
	p50 = quantile(ms, got, 0.5);
	p99 = quantile(ms, got, 0.99);
	printf("events %zu arrived %zu p50 %.2f ms p99 %.2f ms max %.2f ms; fsync p50 %.3f p99 %.3f "
	    "ms; three of these and 5 ms: %.2f ms\n", n, got, p50, p99, quantile(ms, got, 1),
	    quantile(b->sync_ms, b->nsync, 0.5), sync, 3 * sync + 5);
	pclose(pipeline);
	return got == n && p99 <= 3 * sync + 5 ? 0 : 1;
}

static double
drain(struct bench *b, const char *options)
{
	char command[256];
	int64_t begin = now_us();
	pid_t pid = fork();
	int status;

	snprintf(command, sizeof(command), "exec cxsend --ledger n.db --drain %s policy.yaml "
	    ">records 2>send.err", options);
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	while (waitpid(pid, &status, WNOHANG) == 0)
		serve(b, 10);
	return (double)(now_us() - begin) / 1e6;
}

static void
plan(size_t from, size_t n)
{
	FILE *f = fopen("events", "w");
	char line[256];

	if (f == NULL)
		die("events");
	for (size_t i = from; i < from + n; i++) {
		print_event(line, sizeof(line), i);
		fputs(line, f);
	}
	fclose(f);
	if (system("cxnotify --ledger n.db --users users policy.yaml events >plans 2>notify.err") != 0)
		die("cxnotify");
}

static int
throughput(struct bench *b, size_t n, unsigned concurrency)
{
	size_t few = n / 20;
	double s;

	write_files(b, concurrency);
	plan(0, n);
	s = drain(b, "--batch 4096");
	printf("messages %zu arrived %zu: %.0f a second, %.2f s\n", n, b->came, (double)n / s, s);
	b->came = 0;
	plan(n, few);
	s = drain(b, "--batch 1 --concurrency 1");
	printf("one message a transaction, %zu arrived %zu: %.0f a second, %.2f s\n", few, b->came,
	    (double)few / s, s);
	return 0;
}

int
main(int argc, char **argv)
{
	static struct bench b;

	if (argc != 4)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	b.written_us = calloc(EVENTS_MAX, sizeof(int64_t));
	b.came_us = calloc(EVENTS_MAX, sizeof(int64_t));
	listen_here(&b);
	if (strcmp(argv[1], "latency") == 0)
		return latency(&b, atof(argv[2]), atof(argv[3]));
	return throughput(&b, strtoul(argv[2], NULL, 10), (unsigned)atoi(argv[3]));
}
