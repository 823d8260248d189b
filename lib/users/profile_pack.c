/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     | profile | visits, if many | orders, if any: | profile_orders | each | touch, if its own |
 *
 * Texts of touches that all profiles share stay where they are.
 */
#include "base/mem.h"
#include "users/profile.h"
#include "users/profile_parts.h"

static size_t
power_for(size_t n)
{
	size_t cap = 1;

	while (cap < n)
		cap *= 2;
	return cap;
}

static size_t
own_touch(const struct profile *p)
{
	struct sv text[PROFILE_TEXTS];

	if (!p->touch_own)
		return 0;
	profile_source(p, text);
	return (size_t)(text[PROFILE_TEXTS - 1].p + text[PROFILE_TEXTS - 1].n - p->touch);
}

size_t
profile_heap(const struct profile *p)
{
	size_t n = own_touch(p);

	if (p->nspan > 1)
		n += power_for(p->nspan) * sizeof(*p->span.many);
	if (p->orders != NULL)
		n += sizeof(*p->orders) + power_for(p->orders->n) * sizeof(*p->orders->at);
	return n;
}

void
profile_pack(const struct profile *p, struct buf *b)
{
	buf_add(b, (const char *)p, sizeof(*p));
	if (p->nspan > 1)
		buf_add(b, (const char *)p->span.many, p->nspan * sizeof(*p->span.many));
	if (p->orders != NULL) {
		buf_add(b, (const char *)p->orders, sizeof(*p->orders));
		buf_add(b, (const char *)p->orders->at, p->orders->n * sizeof(*p->orders->at));
	}
	if (p->touch_own)
		buf_add(b, p->touch, own_touch(p));
}

/* A copy of @n bytes at *@at, with room for @cap. */
static void *
take_copy(const char **at, size_t n, size_t cap)
{
	char *copy = mem_alloc(cap);

	memcpy(copy, *at, n);
	*at += n;
	return copy;
}

void
profile_unpack(struct profile *p, const char **at)
{
	struct profile_orders *o;
	size_t n;

	memcpy(p, *at, sizeof(*p));
	*at += sizeof(*p);
	if (p->nspan > 1)
		p->span.many = take_copy(at, p->nspan * sizeof(*p->span.many),
		    power_for(p->nspan) * sizeof(*p->span.many));
	if (p->orders != NULL) {
		o = p->orders = take_copy(at, sizeof(*o), sizeof(*o));
		o->at = take_copy(at, o->n * sizeof(*o->at), power_for(o->n) * sizeof(*o->at));
	}
	if (!p->touch_own)
		return;
	p->touch = *at;		/* where its length is */
	n = own_touch(p);
	p->touch = take_copy(at, n, n);
}
