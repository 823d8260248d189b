/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranges - see ranges.h
 */
#include "io/ranges.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK = 4096, PIECES_MIN = 2, RS = 0x1e };

struct ranges {
	int         fd;
	atomic_uint holds;
	atomic_bool broken;	/* a piece could not be read */
	uint64_t    at;		/* where the next piece begins */
	size_t      size;
	size_t      most;
};

struct ranges *
ranges_new(int fd, uint64_t at, size_t size, size_t most)
{
	struct ranges *r;
	struct stat st;

	if (fstat(fd, &st) != 0 || st.st_size < 0 ||
	    (uint64_t)st.st_size < at + PIECES_MIN * (uint64_t)size)
		return NULL;
	fd = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd < 0)
		return NULL;
	r = mem_zalloc(sizeof *r);
	r->fd = fd;
	r->at = at;
	r->size = size;
	r->most = most;
	atomic_init(&r->holds, 1);
	return r;
}

static enum rc
read_at(const struct ranges *r, uint64_t at, char *p, size_t n, size_t *got)
{
	*got = 0;
	while (*got < n) {
		ssize_t k = pread(r->fd, p + *got, n - *got, (off_t)(at + *got));

		if (k == 0)
			break;
		if (k > 0)
			*got += (size_t)k;
		else if (errno != EINTR)
			return RC_IO;
	}
	return RC_OK;
}

enum rc
ranges_read(struct ranges *r, uint64_t at, char *p, size_t n, size_t *got)
{
	enum rc rc = read_at(r, at, p, n, got);

	if (rc != RC_OK)
		atomic_store(&r->broken, true);
	return rc;
}

/* Of the newline at @nl in what was looked at. */
static bool
is_border(const char *look, const char *nl, const char *end)
{
	if (nl + 1 == end || (nl[1] != '{' && nl[1] != RS))
		return false;
	nl -= nl > look && nl[-1] == '\r';
	return nl > look && nl[-1] == '}';
}

enum rc
ranges_next(struct ranges *r, uint64_t *at, size_t *n, bool *border)
{
	char look[LOOK];
	size_t seen = r->size - 1, got;

	*at = r->at;
	if (atomic_load(&r->broken))
		return RC_IO;
	while (seen < r->most) {
		const char *nl;

		if (read_at(r, r->at + seen, look, sizeof look, &got) != RC_OK || got == 0)
			return RC_END;
		nl = memchr(look, '\n', got);
		if (nl == NULL) {
			seen += got;
			continue;
		}
		*n = seen + (size_t)(nl - look) + 1;
		if (*n > r->most)
			return RC_END;
		*border = is_border(look, nl, look + got);
		r->at += *n;
		return RC_OK;
	}
	return RC_END;
}

struct ranges *
ranges_hold(struct ranges *r)
{
	atomic_fetch_add(&r->holds, 1);
	return r;
}

void
ranges_drop(struct ranges *r)
{
	if (r == NULL || atomic_fetch_sub(&r->holds, 1) != 1)
		return;
	(void)close(r->fd);
	mem_free(r);
}
