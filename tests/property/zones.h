/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zones - every zone of the system's database, and the C library's clock in it
 *
 * The oracle: localtime_r with TZ set.  The files are listed here once more, so that
 * the tests do not depend on the code under test for what there is.
 *
 * musl shows what comes after the only change of a zone before it too (its scan_trans leaves
 * whatever is asked of the last change to the rule of the end): zones of which the C library
 * shows no change although their files have one are left out.
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
	size_t n, unseen;	/* unseen: left out */
	char name[ZONES_MAX][ZONE_LEN];
};

/* How many changes of clocks a file has one by one; -1: it is none of a zone. */
static inline int64_t
zones_changes(const char *path)
{
	enum { COUNTS = 6, TIMES = 3, VERSION = 4 };
	static const unsigned size[COUNTS] = { 1, 1, 8, 5, 6, 1 };
	unsigned char head[44];
	FILE *f = fopen(path, "rb");
	int64_t n = -1;

	/* The second header, behind the data of the first, counts those of 64 bits. */
	for (int i = 0; f != NULL && i < 2 && fread(head, 1, sizeof head, f) == sizeof head; i++) {
		long skip = 0;

		if (memcmp(head, "TZif", 4) != 0)
			break;
		for (int k = 0; k < COUNTS; k++) {
			const unsigned char *p = head + 20 + 4 * k;
			uint32_t count = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
			    (uint32_t)p[2] << 8 | p[3];

			skip += (long)(count * size[k]);
			if (k == TIMES)
				n = count;
		}
		if (head[VERSION] == '\0' || fseek(f, skip, SEEK_CUR) != 0)
			break;
	}
	if (f != NULL)
		fclose(f);
	return n;
}

/* The zone of that name; with a colon, or musl takes NZ-CHAT and EST5EDT for rules. */
static inline void
zones_set(const char *name)
{
	char tz[ZONE_LEN + 1];

	snprintf(tz, sizeof tz, ":%s", name);
	setenv("TZ", tz, 1);
	tzset();
}

static inline void
zones_set_rule(const char *tz)
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

/* Whether the C library shows the zone's only change, if it has but one: from 1800 to 2100. */
static inline bool
zones_is_seen(const char *name, int64_t changes)
{
	if (changes != 1)
		return true;
	zones_set(name);
	return zones_offset(-5364662400, NULL) != zones_offset(4102444800, NULL);
}

static inline void
zones_walk(struct zones *z, const char *under)
{
	char path[700], name[600];
	const struct dirent *d;
	int64_t changes;
	DIR *dir;

	snprintf(path, sizeof path, "%s/%s", zones_dir(), under);
	dir = opendir(path);
	while (dir != NULL && (d = readdir(dir)) != NULL) {
		snprintf(name, sizeof name, "%s%s%s", under, *under != '\0' ? "/" : "", d->d_name);
		snprintf(path, sizeof path, "%s/%s", zones_dir(), name);
		if (d->d_name[0] == '.' || strcmp(name, "posix") == 0 || strcmp(name, "right") == 0)
			continue;
		changes = zones_changes(path);
		if (changes >= 0 && z->n < ZONES_MAX && strlen(name) < ZONE_LEN) {
			if (zones_is_seen(name, changes))
				memcpy(z->name[z->n++], name, strlen(name) + 1);
			else
				z->unseen++;
		} else if (strchr(d->d_name, '.') == NULL) {
			zones_walk(z, name);
		}
	}
	if (dir != NULL)
		closedir(dir);
}

#endif
