/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/presence.h"

#include <math.h>

void
presence_add(const struct presence *p, size_t slot, bool seen)
{
	struct presence_slot *s = &p->slot[slot];

	s->seen += seen;
	s->missed += !seen;
	if (s->seen + s->missed < 2 * p->keep)
		return;
	s->seen /= 2;
	s->missed /= 2;
}

uint64_t
presence_known(const struct presence *p)
{
	uint64_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += (uint64_t)p->slot[i].seen + p->slot[i].missed;
	return n;
}

static bool
mostly_has_one(const struct presence_slot *s)
{
	return s->seen >= s->missed;
}

double
presence_log(const struct presence *p, size_t slot)
{
	double missed = 0, n = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct presence_slot *s = &p->slot[i];

		if (i != slot && !(mostly_has_one(s) && mostly_has_one(&p->slot[slot])))
			continue;
		missed += s->missed;
		n += (double)s->seen + s->missed;
	}
	return log((missed + 0.5) / (n + 1));
}
