/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind - the registry of kinds of checks
 */
#include "quality/qkind.h"

static const struct qkind *const kinds[] = {
	&qkind_not_null,
	&qkind_unique,
	&qkind_in,
	&qkind_ref,
	&qkind_rule,
	&qkind_late,
	&qkind_future,
	&qkind_fresh,
	&qkind_sequence,
	&qkind_volume
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const struct qkind *
qkind_at(size_t i)
{
	return i < KINDS ? kinds[i] : NULL;
}

size_t
qkind_count(void)
{
	return KINDS;
}

const struct qkind *
qkind_near(struct sv word)
{
	struct sv name[KINDS];

	for (size_t i = 0; i < KINDS; i++)
		name[i] = sv_of(kinds[i]->name);
	return qkind_at(sv_near(word, name, KINDS));
}
