/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/scrap.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum { SCRAPS_MAX = 64 };	/* -o, --rejects, a state, a summary, reports, tables */

/*
 * The files there are: signal handlers cannot ask the heap.
 * Of the process, as signals are.
 */
static struct {
	atomic_bool used;
	char        path[PATH_MAX];
} scraps[SCRAPS_MAX];

void
scrap_add(const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; i < SCRAPS_MAX && n < PATH_MAX; i++)
		if (!atomic_load(&scraps[i].used)) {
			memcpy(scraps[i].path, path, n + 1);
			atomic_store(&scraps[i].used, true);
			return;
		}
}

void
scrap_forget(const char *path)
{
	for (size_t i = 0; i < SCRAPS_MAX; i++)
		if (atomic_load(&scraps[i].used) && strcmp(scraps[i].path, path) == 0)
			atomic_store(&scraps[i].used, false);
}

void
scrap_all(void)
{
	for (size_t i = 0; i < SCRAPS_MAX; i++)
		if (atomic_load(&scraps[i].used))
			(void)unlink(scraps[i].path);
}
