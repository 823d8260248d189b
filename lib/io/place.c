/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700	/* realpath */

#include "io/place.h"

#include "base/mem.h"
#include "base/num.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_MAX = 40, FD_DIGITS_MAX = 6 };

size_t
place_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

static char *
join_paths(const char *a, size_t n, const char *b)
{
	size_t m = strlen(b);
	char *s = mem_alloc(n + m + 1);

	memcpy(s, a, n);
	memcpy(s + n, b, m + 1);
	return s;
}

/* One link further; NULL when @at is none. */
static char *
next_hop(const char *at)
{
	char to[PATH_MAX];
	ssize_t n = readlink(at, to, sizeof(to) - 1);

	if (n < 0)
		return NULL;
	to[n] = '\0';
	return join_paths(at, to[0] == '/' ? 0 : place_dir(at), to);
}

char *
place_follow(const char *path)
{
	char *at = mem_dup(path, strlen(path));

	for (int i = 0; i < LINKS_MAX; i++) {
		char *next = next_hop(at);

		if (next == NULL)
			return at;
		mem_free(at);
		at = next;
	}
	mem_free(at);
	errno = ELOOP;
	return NULL;
}

/* The folder of our descriptors, or that of another process. */
static int
whose_fds(const char *folder)
{
	char ours[32];
	size_t n = strlen(folder);
	int m = snprintf(ours, sizeof(ours), "/proc/%ld/", (long)getpid());

	if (strcmp(folder, "/dev/fd") == 0)
		return 0;
	if (n < 9 || strncmp(folder, "/proc/", 6) != 0 || strcmp(folder + n - 3, "/fd") != 0)
		return PLACE_NO_FD;
	return strncmp(folder, ours, (size_t)m) == 0 ? 0 : PLACE_FOREIGN_FD;
}

/* The number that @at ends in, where it lies in a folder of descriptors. */
static int
named_fd(const char *at)
{
	size_t dir = place_dir(at), digits = strlen(at + dir);
	char real[PATH_MAX], *folder;
	int fd = 0, whose;

	if (digits == 0 || digits > FD_DIGITS_MAX)
		return PLACE_NO_FD;
	for (const char *p = at + dir; *p != '\0'; p++) {
		if (!num_is_digit((unsigned char)*p))
			return PLACE_NO_FD;
		fd = 10 * fd + (*p - '0');
	}
	folder = dir != 0 ? mem_dup(at, dir) : mem_dup(".", 1);
	whose = realpath(folder, real) != NULL ? whose_fds(real) : PLACE_NO_FD;
	mem_free(folder);
	return whose == 0 ? fd : whose;
}

int
place_fd(const char *path)
{
	char *at = mem_dup(path, strlen(path));
	int fd = named_fd(at);

	for (int i = 0; i < LINKS_MAX && fd == PLACE_NO_FD; i++) {
		char *next = next_hop(at);

		if (next == NULL)
			break;
		mem_free(at);
		at = next;
		fd = named_fd(at);
	}
	mem_free(at);
	return fd;
}

/* ---- clashes ---- */

const char *
place_use_name(enum place_use use)
{
	return use == PLACE_INPUT ? "input" : use == PLACE_READ ? "read" :
	    use == PLACE_OUTPUT ? "output" : "written";
}

struct identity {		/* a regular file, or one to be made; else none */
	bool        known;
	bool        through;	/* written at a descriptor's place in the file */
	struct stat st;		/* of the file, or of its folder */
	char       *name;	/* in the folder; NULL: the file is there */
};

static struct identity
identify(const struct place_file *p)
{
	struct identity id = { 0 };
	int fd = p->path != NULL ? place_fd(p->path) : p->fd;
	char *target;

	id.through = fd >= 0;
	if (fd >= 0) {
		id.known = fstat(fd, &id.st) == 0 && S_ISREG(id.st.st_mode);
		return id;
	}
	if (stat(p->path, &id.st) == 0) {
		id.known = S_ISREG(id.st.st_mode);
		return id;
	}
	target = (p->use & (PLACE_OUTPUT | PLACE_WRITTEN)) != 0 ? place_follow(p->path) : NULL;
	if (target != NULL) {
		size_t dir = place_dir(target);
		char *folder = dir != 0 ? mem_dup(target, dir) : mem_dup(".", 1);

		id.known = stat(folder, &id.st) == 0;
		id.name = mem_dup(target + dir, strlen(target + dir));
		mem_free(folder);
	}
	mem_free(target);
	return id;
}

static bool
same_file(const struct identity *a, const struct identity *b)
{
	if (!a->known || !b->known || a->st.st_dev != b->st.st_dev ||
	    a->st.st_ino != b->st.st_ino || (a->name == NULL) != (b->name == NULL))
		return false;
	return a->name == NULL || strcmp(a->name, b->name) == 0;
}

static bool
writes(const struct place_file *p)
{
	return (p->use & (PLACE_OUTPUT | PLACE_WRITTEN)) != 0;
}

/* One of the two, of which one is written, is lost, or reads what the other writes. */
static bool
harms(const struct place_file *p, const struct identity *x, const struct place_file *q,
    const struct identity *y)
{
	unsigned both = (unsigned)p->use | (unsigned)q->use;

	if (writes(p) && writes(q))
		return !(x->through && y->through);
	/* In place: the new file comes when the old one has been read. */
	if (both == (PLACE_INPUT | PLACE_OUTPUT))
		return (p->use == PLACE_OUTPUT ? x : y)->through;
	return true;
}

static enum rc
refuse(const struct place_file *p, const struct place_file *q, struct err *e)
{
	const char *path = q->path != NULL ? q->path : p->path;

	return path != NULL
	    ? rc_err(e, RC_USAGE, "%s and %s are one file: '%s'", p->what, q->what, path)
	    : rc_err(e, RC_USAGE, "%s and %s are one file", p->what, q->what);
}

enum rc
place_clash(const struct place_file *p, size_t n, struct err *e)
{
	struct identity *id = mem_array(NULL, n + 1, sizeof(*id));
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n; i++)
		id[i] = identify(&p[i]);
	/* Inputs may be many thousands, what is written is a handful. */
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		for (size_t k = 0; writes(&p[i]) && k < n && rc == RC_OK; k++)
			if (k != i && same_file(&id[i], &id[k]) &&
			    harms(&p[k], &id[k], &p[i], &id[i]))
				rc = refuse(&p[i < k ? i : k], &p[i < k ? k : i], e);
	for (size_t i = 0; i < n; i++)
		mem_free(id[i].name);
	mem_free(id);
	return rc;
}
