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

static const char *gone_what, *gone_name;	/* a name of NULL: the rows of gone_half */
static unsigned gone_half;

void
without(const char *what, const char *name)
{
	gone_what = what;
	gone_name = name;
}

void
without_half(const char *what, unsigned half)
{
	without(what, NULL);
	gone_half = half;
}

unsigned
without_half_of(const char *name)
{
	unsigned sum = 0;

	for (; *name != '\0'; name++)
		sum += (unsigned char)*name;
	return sum % 2;
}

static bool
is_gone(const struct registry *r, const void *row)
{
	const char *name = registry_name(r, row);

	if (gone_what == NULL || name == NULL || name[0] == '\0' || strcmp(r->what, gone_what) != 0)
		return false;
	return gone_name != NULL ? strcmp(name, gone_name) == 0 : without_half_of(name) == gone_half;
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
