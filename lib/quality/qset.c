/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qset.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

enum { FIRST = 1024 };

void
qset_init(struct qset *s, int64_t within_us, uint64_t seed)
{
	*s = (struct qset){ .within_us = within_us, .seed = seed, .last_us = INT64_MIN };
}

void
qset_free(struct qset *s)
{
	mem_free(s->entry);
	s->entry = NULL;
	s->n = s->mask = 0;
}

static struct qset_entry *
find(const struct qset *s, uint64_t a, uint64_t b)
{
	size_t i;

	for (i = a & s->mask; s->entry[i].a != 0; i = (i + 1) & s->mask)
		if (s->entry[i].a == a && s->entry[i].b == b)
			break;
	return &s->entry[i];
}

static bool
apart(const struct qset *s, int64_t x, int64_t y)
{
	uint64_t d = x > y ? (uint64_t)x - (uint64_t)y : (uint64_t)y - (uint64_t)x;

	return s->within_us != 0 && d > (uint64_t)s->within_us;
}

/* A new table: without what is too old, and larger unless that made enough room. */
static bool
renew(struct qset *s)
{
	struct qset_entry *old = s->entry;
	size_t nold = old != NULL ? s->mask + 1 : 0, keep = 0, size = FIRST;

	for (size_t i = 0; i < nold; i++)
		keep += old[i].a != 0 && !apart(s, old[i].at_us, s->last_us);
	while (size < 4 * keep)
		size *= 2;
	if (keep >= QSET_MAX)
		return false;
	s->entry = mem_zalloc(size * sizeof(*s->entry));
	s->mask = size - 1;
	s->n = keep;
	for (size_t i = 0; i < nold; i++)
		if (old[i].a != 0 && !apart(s, old[i].at_us, s->last_us))
			*find(s, old[i].a, old[i].b) = old[i];
	mem_free(old);
	return true;
}

bool
qset_add(struct qset *s, struct sv text, int64_t at_us, bool *again)
{
	uint64_t a = hash_sv(text, s->seed) | 1, b = hash_sv(text, ~s->seed);
	struct qset_entry *e;

	s->last_us = at_us > s->last_us ? at_us : s->last_us;
	if ((s->entry == NULL || 2 * (s->n + 1) > s->mask + 1) && !renew(s))
		return false;
	e = find(s, a, b);
	*again = e->a != 0 && !apart(s, e->at_us, at_us);
	if (e->a == 0) {
		s->n++;
		*e = (struct qset_entry){ a, b, at_us };
	} else if (at_us > e->at_us) {
		e->at_us = at_us;
	}
	return true;
}
