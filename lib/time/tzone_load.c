/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone_load - zones by name: offsets, the system's files, the local zone
 *
 * A name never leaves the zone directories.  When there is no such zone, they
 * are listed once to suggest the nearest name.  Memory class: one file of at
 * most 1 MiB while it is read.
 */
#include "base/mem.h"
#include "base/num.h"
#include "time/tzone_data.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 20, NAME_MAX_LEN = 255, PATH_LEN = 1024, NAMES_MAX = 4096, DEPTH_MAX = 4 };

static const char *const dirs[] = { "/usr/share/zoneinfo", "/usr/lib/zoneinfo",
	"/usr/share/lib/zoneinfo", "/etc/zoneinfo" };

enum { NDIR = sizeof dirs / sizeof dirs[0] };

/* Directory @i of the search, $TZDIR first; NULL when it is not set. */
static const char *
dir_at(size_t i)
{
	const char *env;

	if (i != 0)
		return dirs[i - 1];
	env = getenv("TZDIR");
	return env != NULL && env[0] == '/' ? env : NULL;
}

/* +hh:mm, +hhmm, +hh, up to a day. */
static bool
fixed_offset(struct sv s, int32_t *off)
{
	int v[4] = { 0 };
	size_t n = 0;

	if ((s.n != 3 && s.n != 5 && s.n != 6) || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	for (size_t i = 1; i < s.n; i++) {
		if (s.n == 6 && i == 3) {
			if (s.p[i] != ':')
				return false;
			continue;
		}
		if (!num_is_digit((unsigned char)s.p[i]))
			return false;
		v[n++] = s.p[i] - '0';
	}
	if (v[0] * 10 + v[1] > 23 || v[2] > 5)
		return false;
	*off = (v[0] * 10 + v[1]) * 3600 + (v[2] * 10 + v[3]) * 60;
	*off *= s.p[0] == '-' ? -1 : 1;
	return true;
}

/* RC_OK; RC_END when there is no such file; RC_IO with errno. */
static enum rc
slurp(const char *path, char **file, size_t *size)
{
	size_t n = 0, cap = 8192;
	char *p;
	ssize_t got;
	int fd, err;

	do
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG ? RC_END
										    : RC_IO;
	p = mem_alloc(cap);
	while ((got = read(fd, p + n, cap - n)) > 0 || (got < 0 && errno == EINTR)) {
		n += got > 0 ? (size_t)got : 0;
		if (n > FILE_MAX)
			break;
		if (n == cap) {
			cap *= 2;
			p = mem_array(p, cap, 1);
		}
	}
	err = errno;
	(void)close(fd);
	if (got >= 0) {
		*file = p;
		*size = n;
		return RC_OK;
	}
	mem_free(p);
	errno = err;
	return err == EISDIR ? RC_END : RC_IO;
}

/* The zone in the file at @path; RC_END when there is none. */
static enum rc
load_file(const struct tzone **z, const char *path, struct sv name, struct arena *a, struct err *e)
{
	char *file;
	size_t n;
	enum rc rc = slurp(path, &file, &n);

	if (rc == RC_IO)
		return rc_err(e, RC_IO, "time zone file %s: %s", path, strerror(errno));
	if (rc != RC_OK)
		return rc;
	rc = tzone_read(z, name, (struct sv){ file, n }, a, e);
	mem_free(file);
	return rc;
}

enum rc
tzone_database(const char *name, struct arena *a, struct sv *text)
{
	char path[PATH_LEN], *file;
	size_t n;

	for (size_t i = 0; i <= NDIR; i++) {
		const char *dir = dir_at(i);
		int len = dir != NULL ? snprintf(path, sizeof path, "%s/%s", dir, name) : -1;
		enum rc rc = len < 0 || (size_t)len >= sizeof path ? RC_END :
		    slurp(path, &file, &n);

		if (rc == RC_IO)
			return RC_IO;
		if (rc != RC_OK)
			continue;
		*text = arena_sv(a, (struct sv){ file, n });
		mem_free(file);
		return RC_OK;
	}
	return RC_END;
}

/* A relative path of plain components. */
static bool
name_safe(struct sv name)
{
	if (name.n == 0 || name.n > NAME_MAX_LEN || name.p[0] == '/')
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '\0' ||
		    (name.p[i] == '.' && i + 1 < name.n && name.p[i + 1] == '.'))
			return false;
	return true;
}

static enum rc
load_named(const struct tzone **z, struct sv name, struct arena *a, struct err *e)
{
	char path[PATH_LEN];
	enum rc rc = RC_END;
	int n;

	if (!name_safe(name))
		return RC_END;
	for (size_t i = 0; i <= NDIR && rc == RC_END; i++) {
		if (dir_at(i) == NULL)
			continue;
		n = snprintf(path, sizeof path, "%s/%.*s", dir_at(i), (int)name.n, name.p);
		if (n > 0 && n < (int)sizeof path)
			rc = load_file(z, path, name, a, e);
	}
	return rc;
}

struct names {
	struct sv *v;
	size_t n;
	struct arena *a;
};

/*
 * Every file under @root/@under; false when that is no directory.  Zone names begin
 * with a capital, the tables beside them and posix/ and right/ do not.
 */
static bool
list_zones(struct names *l, const char *root, const char *under, int depth)
{
	char path[PATH_LEN];
	const struct dirent *d;
	DIR *dir;
	int n = snprintf(path, sizeof path, "%s/%s", root, under);

	if (n < 0 || n >= (int)sizeof path || depth > DEPTH_MAX || (dir = opendir(path)) == NULL)
		return false;
	while (l->n < NAMES_MAX && (d = readdir(dir)) != NULL) {
		if (d->d_name[0] < 'A' || d->d_name[0] > 'Z')
			continue;
		n = snprintf(
		    path, sizeof path, "%s%s%s", under, *under != '\0' ? "/" : "", d->d_name);
		if (n > 0 && n <= NAME_MAX_LEN && !list_zones(l, root, path, depth + 1) &&
		    l->n < NAMES_MAX)
			l->v[l->n++] = arena_sv(l->a, sv_of(path));
	}
	(void)closedir(dir);
	return true;
}

static int
by_bytes(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

/* "tokyo" is the city in "Asia/Tokyo". */
static bool
is_city(struct sv typed, struct sv name)
{
	struct sv city = name;

	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '/')
			city = (struct sv){ name.p + i + 1, name.n - i - 1 };
	if (city.n != typed.n)
		return false;
	for (size_t i = 0; i < city.n; i++)
		if ((city.p[i] | 0x20) != (typed.p[i] | 0x20) &&
		    !(city.p[i] == '_' && typed.p[i] == ' '))
			return false;
	return true;
}

static enum rc
unknown_zone(struct sv name, struct arena *a, struct err *e)
{
	struct names l = { arena_alloc(a, NAMES_MAX * sizeof(struct sv)), 0, a };
	size_t near;

	for (size_t i = 0; i <= NDIR && l.n == 0; i++)
		if (dir_at(i) != NULL)
			(void)list_zones(&l, dir_at(i), "", 0);
	if (l.n == 0)
		return rc_err(e, RC_RANGE, "unknown time zone '%.*s' (no zone files are installed)",
		    SV_SHOW(name));
	/* The order of a directory is not the same everywhere; the suggestion is. */
	qsort(l.v, l.n, sizeof *l.v, by_bytes);
	for (near = 0; near < l.n && !is_city(name, l.v[near]); near++)
		;
	if (near == l.n)
		near = sv_near(name, l.v, l.n);
	if (near == l.n)
		return rc_err(e, RC_RANGE,
		    "unknown time zone '%.*s', expected a name like "
		    "Europe/Berlin, an offset like +03:30, UTC or local",
		    SV_SHOW(name));
	return rc_hint(e, rc_err(e, RC_RANGE, "unknown time zone '%.*s'", SV_SHOW(name)),
	    l.v[near]);
}

/* What TZ may hold: nothing, a path, a zone, a rule. */
static enum rc
load_env(const struct tzone **z, struct sv s, struct arena *a, struct err *e)
{
	enum rc rc;

	if (s.n == 0) {
		*z = tzone_data_fixed(SV("UTC"), 0, a);
		return RC_OK;
	}
	rc = s.p[0] == '/' ? load_file(z, s.p, s, a, e) : load_named(z, s, a, e);
	if (rc == RC_END && tzone_rule(z, s, a, NULL) == RC_OK)
		return RC_OK;
	return rc == RC_END ? unknown_zone(s, a, e) : rc;
}

static enum rc
load_local(const struct tzone **z, struct arena *a, struct err *e)
{
	const char *env = getenv("TZ");
	struct tzone *named;
	enum rc rc;

	if (env != NULL)
		rc = load_env(z, sv_of(env[0] == ':' ? env + 1 : env), a, e);
	else if ((rc = load_file(z, "/etc/localtime", SV("local"), a, e)) == RC_END)
		rc = load_env(z, SV(""), a, e);
	if (rc != RC_OK)
		return rc;
	named = arena_alloc(a, sizeof *named);
	*named = **z;
	named->name = SV("local");
	*z = named;
	return RC_OK;
}

enum rc
tzone_load(const struct tzone **z, struct sv name, struct arena *a, struct err *e)
{
	int32_t off = 0;
	enum rc rc;

	if (sv_is(name, "local"))
		return load_local(z, a, e);
	if (sv_is(name, "UTC") || sv_is(name, "Z") || fixed_offset(name, &off)) {
		*z = tzone_data_fixed(name, off, a);
		return RC_OK;
	}
	rc = load_named(z, name, a, e);
	return rc == RC_END ? unknown_zone(name, a, e) : rc;
}
