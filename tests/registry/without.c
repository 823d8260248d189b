/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * without - see without.h
 *
 * Linked before lib.a, whose registry_row is then not taken.
 */
#include "without.h"

#include "base/registry.h"

#include <stdbool.h>
#include <string.h>

static const char *gone_what, *gone_name;

void
without(const char *what, const char *name)
{
	gone_what = what;
	gone_name = name;
}

static bool
is_gone(const struct registry *r, const void *row)
{
	const char *name = registry_name(r, row);

	return gone_what != NULL && name != NULL && strcmp(r->what, gone_what) == 0 &&
	    strcmp(name, gone_name) == 0;
}

const void *
registry_row(const struct registry *r, size_t i)
{
	for (size_t k = 0; k < r->n; k++) {
		const void *row = r->size == 0 ? ((const void *const *)r->table)[k]
		    : (const char *)r->table + k * r->size;

		if (!is_gone(r, row) && i-- == 0)
			return row;
	}
	return NULL;
}
