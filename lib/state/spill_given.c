/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/spill_given.h"

#include "run/given.h"

#include <stdlib.h>

enum rc
spill_given_read(struct spill_limit *l, const struct spill_given *given, struct err *e)
{
	const char *dir = getenv("TMPDIR");

	*l = (struct spill_limit){ 0, NULL };
	if (given->max_memory == NULL)
		return RC_OK;
	l->tmp = given->tmp != NULL ? given->tmp : dir != NULL && dir[0] != '\0' ? dir : "/tmp";
	return given_size(&l->bytes, "--max-memory", given->max_memory, e);
}

uint64_t
spill_given_share(const struct spill_limit *l, unsigned threads)
{
	const uint64_t share = l->bytes / threads;

	return share < SPILL_LEAST ? SPILL_LEAST : share;
}
