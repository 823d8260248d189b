/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zones - every zone of the system's database, and the C library's clock in it
 *
 * The oracle: localtime_r with TZ set.  The files are listed here once more, so that
 * the tests do not depend on the code under test for what there is.
 */
#ifndef CX_TESTS_ZONES_H
#define CX_TESTS_ZONES_H

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ZONES_MAX = 1000, ZONE_LEN = 64 };

/* $TZDIR, so that the same tests run over another build of the database (zic -b slim). */
static inline const char *
zones_dir(void)
{
	const char *dir = getenv("TZDIR");

	return dir != NULL ? dir : "/usr/share/zoneinfo";
}

struct zones {
	size_t n;
	char name[ZONES_MAX][ZONE_LEN];
};

static inline bool
zones_is_tzif(const char *path)
{
	char magic[4] = "";
	FILE *f = fopen(path, "rb");
	size_t n = f != NULL ? fread(magic, 1, 4, f) : 0;

	if (f != NULL)
		fclose(f);
	return n == 4 && memcmp(magic, "TZif", 4) == 0;
}

static inline void
zones_walk(struct zones *z, const char *under)
{
	char path[700], name[600];
	const struct dirent *d;
	DIR *dir;

	snprintf(path, sizeof path, "%s/%s", zones_dir(), under);
	dir = opendir(path);
	while (dir != NULL && (d = readdir(dir)) != NULL) {
		snprintf(name, sizeof name, "%s%s%s", under, *under != '\0' ? "/" : "", d->d_name);
		snprintf(path, sizeof path, "%s/%s", zones_dir(), name);
		if (d->d_name[0] == '.' || strcmp(name, "posix") == 0 || strcmp(name, "right") == 0)
			continue;
		if (zones_is_tzif(path) && z->n < ZONES_MAX && strlen(name) < ZONE_LEN)
			memcpy(z->name[z->n++], name, strlen(name) + 1);
		else if (strchr(d->d_name, '.') == NULL)
			zones_walk(z, name);
	}
	if (dir != NULL)
		closedir(dir);
}

static inline void
zones_set(const char *tz)
{
	setenv("TZ", tz, 1);
	tzset();
}

/* Seconds east of UTC at @sec, says the C library; its fields in @tm when wanted. */
static inline int64_t
zones_offset(int64_t sec, struct tm *tm)
{
	struct tm own;
	time_t t = (time_t)sec;

	tm = tm != NULL ? tm : &own;
	if (localtime_r(&t, tm) == NULL)
		abort();
	return tm->tm_gmtoff;
}

#endif
