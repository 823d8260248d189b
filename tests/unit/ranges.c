/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranges - pieces of a file: where they end, and files that change under them
 */
#include "../t.h"

#include "io/in.h"
#include "io/ranges.h"

#include <fcntl.h>
#include <unistd.h>

enum { LINES = 1000, LINE = 10, SIZE = 100 };

static char path[4096];

static int
fresh(void)
{
	int fd = open(path, O_RDWR | O_TRUNC);

	for (int i = 0; i < LINES; i++)
		if (dprintf(fd, "%09d\n", i) != LINE)
			exit(2);
	return fd;
}

static void
pieces(void)
{
	int fd = fresh();
	struct ranges *r = ranges_new(fd, 5 * LINE, SIZE, 1000);
	uint64_t at, next = 5 * LINE;
	char p[1000];
	size_t n, got;
	bool ok = true, border;

	close(fd);
	while (ranges_next(r, &at, &n, &border) == RC_OK) {
		ok = ok && at == next && n == SIZE;
		next = at + n;
		ok = ok && ranges_read(r, at, p, n, &got) == RC_OK && got == n && p[n - 1] == '\n';
	}
	T_OK(ok && at == next && next + SIZE > LINES * LINE, "pieces follow each other to the end");
	ranges_drop(r);
	fd = fresh();
	T_OK(ranges_new(fd, LINES * LINE - 150, SIZE, 1000) == NULL, "too little is left");
	r = ranges_new(fd, 0, 95, 1000);
	T_OK(ranges_next(r, &at, &n, &border) == RC_OK && n == 100, "a piece ends with its line");
	ranges_drop(r);
	r = ranges_new(fd, 0, 95, 99);
	T_OK(ranges_next(r, &at, &n, &border) == RC_END && at == 0, "none may be larger than allowed");
	ranges_drop(r);
	close(fd);
}

/* The file shrinks between the cut and the fetch. */
static void
shrunk(void)
{
	const char *const paths[] = { path };
	struct in_cfg cfg = { .path = paths, .n = 1, .read_size = SIZE };
	struct block b[8] = { 0 };
	struct err e = { 0 };
	struct in *in;
	enum rc rc;
	int i = 0;

	close(fresh());
	T_OK(in_open(&in, &cfg, &e) == RC_OK && in_next(in, &b[0], &e) == RC_OK, "open: %s", e.msg);
	for (i = 1; i < 4; i++)
		if (in_claim(in, &b[i], &e) != RC_OK || b[i].from == NULL)
			break;
	T_OK(i == 4, "three pieces");
	if (truncate(path, (off_t)b[2].at + 33) != 0)
		exit(2);
	T_OK(in_fetch(in, &b[1], &e) == RC_OK && b[1].n == SIZE, "before the new end: all");
	T_OK(in_fetch(in, &b[2], &e) == RC_OK && b[2].n == 34 && b[2].p[33] == '\n',
	    "across it: what is there");
	T_OK(in_fetch(in, &b[3], &e) == RC_OK && b[3].n == 0, "behind it: nothing");
	rc = in_claim(in, &b[4], &e);
	T_OK(rc == RC_OK && b[4].n == 0 && (b[4].flags & BLOCK_LAST), "then the file ends");
	T_OK(in_claim(in, &b[4], &e) == RC_END, "and the input");
	in_close(in);
	for (i = 0; i < 8; i++)
		in_block_free(&b[i]);
}

/* Blocks that are given up before they are fetched keep nothing open. */
static void
given_up(void)
{
	const char *const paths[] = { path };
	struct in_cfg cfg = { .path = paths, .n = 1, .read_size = SIZE };
	struct err e = { 0 };
	int free_fd = dup(0);

	close(free_fd);
	close(fresh());
	for (int i = 0; i < 3; i++) {
		struct block b[2] = { 0 };
		struct in *in;

		if (in_open(&in, &cfg, &e) != RC_OK || in_next(in, &b[0], &e) != RC_OK ||
		    in_claim(in, &b[1], &e) != RC_OK)
			exit(2);
		in_close(in);
		in_block_free(&b[0]);
		in_block_free(&b[1]);
	}
	T_OK(dup(0) == free_fd, "no descriptor is lost");
}

int
main(void)
{
	int fd = mkstemp(t_temporary(path, sizeof(path), "cx-ranges"));

	if (fd < 0)
		return 2;
	close(fd);
	pieces();
	shrunk();
	given_up();
	(void)unlink(path);
	return t_done();
}
