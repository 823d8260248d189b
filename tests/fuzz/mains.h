/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mains - a filter's whole run as a function: command line and input in, status,
 * output and messages out
 *
 * The filters are linked in with their main() under another name (see the Makefile).
 * Standard input is a file, or a socket that hands the input over in pieces, so that
 * blocks end where we want.  What a run leaves behind is put right: descriptors,
 * signal handlers.
 */
#ifndef CX_TESTS_FUZZ_MAINS_H
#define CX_TESTS_FUZZ_MAINS_H

#include "base/buf.h"
#include "base/mem.h"
#include "base/sv.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define MAINS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MAINS_ASAN 1
#endif
#endif
#ifdef MAINS_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

int cxab_main(int argc, char **argv);
int cxattribute_main(int argc, char **argv);
int cxcheck_main(int argc, char **argv);
int cxanomaly_main(int argc, char **argv);
int cxassign_main(int argc, char **argv);
int cxjoin_main(int argc, char **argv);
int cxfunnel_main(int argc, char **argv);
int cxkpi_main(int argc, char **argv);
int cxparse_main(int argc, char **argv);
int cxpredict_main(int argc, char **argv);
int cxreport_main(int argc, char **argv);
int cxretain_main(int argc, char **argv);
int cxsegment_main(int argc, char **argv);
int cxselect_main(int argc, char **argv);
int cxsession_main(int argc, char **argv);
int cxstat_main(int argc, char **argv);
int cxuser_main(int argc, char **argv);
int cxview_main(int argc, char **argv);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	MAINS_ARGS = 24,
	MAINS_FDS = 64,		/* descriptors that are looked after */
	MAINS_PIECES = 48,	/* datagrams a socket takes without a reader */
	MAINS_PIPE = 2,		/* descriptors a run leaves: of the pipe that signals write to */
	MAINS_STOPS = 8
};

typedef int mains_fn(int argc, char **argv);

struct mains {			/* what all runs share: temporary files, the true 0, 1, 2 */
	bool ready;
	int  file[3];
	int  std[3];
};

struct mains_run {
	mains_fn          *fn;
	const char *const *arg;		/* up to a NULL, without the name */
	struct sv          in;
	size_t             piece;	/* bytes at a time; 0: a file */
	int                status;
	struct buf         out;
	struct buf         err;
};

/* Where temporary files go: into memory, where the system has a place there. */
static inline const char *
mains_dir(void)
{
	const char *tmp = getenv("TMPDIR");

	if (tmp != NULL)
		return tmp;
	return access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

/* A file without a name; -1 with errno. */
static inline int
mains_file(void)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/cx-fuzz.XXXXXX", mains_dir());
	fd = mkstemp(path);
	if (fd >= 0)
		(void)unlink(path);
	return fd;
}

/* Reports of sanitizers go where they went before standard error was borrowed. */
static inline void
mains_init(struct mains *m)
{
	if (m->ready)
		return;
	fflush(NULL);
	for (int i = 0; i < 3; i++) {
		m->file[i] = mains_file();
		m->std[i] = fcntl(i, F_DUPFD_CLOEXEC, 3);
		if (m->file[i] < 0 || m->std[i] < 0) {
			perror("mains");
			exit(1);
		}
	}
#ifdef MAINS_ASAN
	__sanitizer_set_report_fd((void *)(intptr_t)m->std[2]);
#endif
	m->ready = true;
}

static inline void
mains_refill(int fd, struct sv s)
{
	bool ok = ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0;

	while (ok && s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		ok = n > 0;
		s = (struct sv){ s.p + (ok ? n : 0), s.n - (ok ? (size_t)n : 0) };
	}
	if (!ok || lseek(fd, 0, SEEK_SET) != 0)
		abort();
}

/* A socket that gives @s in pieces, one a read; -1 where there are none of the kind. */
static inline int
mains_socket(struct sv s, size_t piece)
{
	int fd[2];

	if (s.n / piece >= MAINS_PIECES)
		piece = s.n / MAINS_PIECES + 1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd) != 0)
		return -1;
	for (size_t at = 0; at < s.n; at += piece) {
		size_t n = s.n - at < piece ? s.n - at : piece;

		if (send(fd[0], s.p + at, n, MSG_DONTWAIT) != (ssize_t)n)
			abort();
	}
	close(fd[0]);
	return fd[1];
}

static inline void
mains_take(int fd, struct buf *b)
{
	off_t size = lseek(fd, 0, SEEK_END);
	ssize_t n = 1;

	buf_clear(b);
	while (n > 0 && (off_t)b->n < size && buf_room(b, (size_t)size - b->n)) {
		n = pread(fd, b->p + b->n, (size_t)size - b->n, (off_t)b->n);
		b->n += n > 0 ? (size_t)n : 0;
	}
	if ((off_t)b->n != size)
		abort();
}

/* Which descriptors are open: in one call, of one that is not poll() says so. */
static inline void
mains_open(bool *open)
{
	struct pollfd p[MAINS_FDS];

	for (int fd = 0; fd < MAINS_FDS; fd++)
		p[fd] = (struct pollfd){ .fd = fd };
	if (poll(p, MAINS_FDS, 0) < 0)
		abort();
	for (int fd = 0; fd < MAINS_FDS; fd++)
		open[fd] = (p[fd].revents & POLLNVAL) == 0;
}

/* What the run left open; the pipe apart, nothing may be. */
static inline bool
mains_close(const bool *was)
{
	bool is[MAINS_FDS];
	int left = 0;

	mains_open(is);
	for (int fd = 3; fd < MAINS_FDS; fd++)
		if (!was[fd] && is[fd]) {
			left++;
			close(fd);
		}
	return left <= MAINS_PIPE;
}

static inline void
mains_init_run(struct mains_run *r, mains_fn *fn, const char *const *arg, struct sv in)
{
	*r = (struct mains_run){ .fn = fn, .arg = arg, .in = in };
	buf_init(&r->out, SIZE_MAX);
	buf_init(&r->err, SIZE_MAX);
}

static inline void
mains_free_run(struct mains_run *r)
{
	buf_free(&r->out);
	buf_free(&r->err);
}

static inline void
mains_fail(const struct mains_run *r, const char *what)
{
	fprintf(stderr, "ERROR: %s\n  arguments:", what);
	for (size_t i = 0; r->arg[i] != NULL; i++)
		fprintf(stderr, " '%s'", r->arg[i]);
	fprintf(stderr, "\n  status %d, messages:\n%.*s  output:\n%.*s", r->status, (int)r->err.n,
	    r->err.p, (int)r->out.n, r->out.p);
	abort();
}

static inline void
mains_check(bool ok, const struct mains_run *r, const char *what)
{
	if (!ok)
		mains_fail(r, what);
}

static inline int
mains_call(const struct mains_run *r)
{
	char name[] = "cx", *argv[MAINS_ARGS + 2] = { name };
	int argc = 1, status;

	for (; r->arg[argc - 1] != NULL && argc <= MAINS_ARGS; argc++)
		argv[argc] = mem_dup(r->arg[argc - 1], strlen(r->arg[argc - 1]));
	argv[argc] = NULL;
	status = r->fn(argc, argv);
	for (int i = 1; i < argc; i++)
		mem_free(argv[i]);
	return status;
}

/* Run it; status, out and err are as the system would have them. */
static inline void
mains_go(struct mains *m, struct mains_run *r)
{
	static const int stops[MAINS_STOPS] = {
		SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGXCPU, SIGXFSZ, SIGUSR1
	};
	struct sigaction old[MAINS_STOPS];
	bool was[MAINS_FDS], closed;
	int in;

	mains_init(m);
	mains_open(was);
	for (int i = 0; i < MAINS_STOPS; i++)
		sigaction(stops[i], NULL, &old[i]);
	in = r->piece != 0 ? mains_socket(r->in, r->piece) : -1;
	mains_refill(m->file[0], in < 0 ? r->in : SV(""));
	mains_refill(m->file[1], SV(""));
	mains_refill(m->file[2], SV(""));
	dup2(in < 0 ? m->file[0] : in, 0);
	if (in >= 0)
		close(in);
	dup2(m->file[1], 1);
	dup2(m->file[2], 2);
	r->status = mains_call(r);
	for (int i = 0; i < 3; i++)
		dup2(m->std[i], i);
	for (int i = 0; i < MAINS_STOPS; i++)
		sigaction(stops[i], &old[i], NULL);
	/* A signal that was for us: the fuzzer ends as it does, not the filter for good. */
	if (r->status > 128)
		(void)raise(r->status - 128);
	closed = mains_close(was);
	mains_take(m->file[1], &r->out);
	mains_take(m->file[2], &r->err);
	mains_check(closed, r, "descriptors are left open");
}

#endif
