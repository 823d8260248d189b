/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/touches.h"

#include "base/hash.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	PLACES = 4096,
	PROBES = 16,		/* places that are looked at */
	ROOM = 256 * 1024	/* bytes of all entries */
};

struct entry {
	uint32_t n;
	char     text[];
};

struct touches {
	_Atomic(struct entry *) place[PLACES];
	atomic_size_t           used;
	char                   *room;
};

struct touches *
touches_new(struct arena *a)
{
	struct touches *t = arena_zalloc(a, sizeof(*t));

	t->room = arena_alloc(a, ROOM);
	return t;
}

static bool
is(const struct entry *x, struct sv text)
{
	return x->n == text.n && memcmp(x->text, text.p, text.n) == 0;
}

/* NULL: there is no room. */
static struct entry *
new_entry(struct touches *t, struct sv text)
{
	size_t n = (sizeof(struct entry) + text.n + sizeof(void *) - 1) / sizeof(void *) *
	    sizeof(void *), at;
	struct entry *x;

	if (text.n > ROOM || atomic_load_explicit(&t->used, memory_order_relaxed) > ROOM - n)
		return NULL;
	at = atomic_fetch_add_explicit(&t->used, n, memory_order_relaxed);
	if (at > ROOM - n)
		return NULL;
	x = (struct entry *)(void *)(t->room + at);
	x->n = (uint32_t)text.n;
	memcpy(x->text, text.p, text.n);
	return x;
}

/* Who comes second to a place finds what the first one put there. */
const char *
touches_keep(struct touches *t, struct sv text)
{
	size_t at = (size_t)hash_sv(text, 0);
	struct entry *made = NULL;

	for (size_t i = 0; i < PROBES; i++, at++) {
		_Atomic(struct entry *) *place = &t->place[at % PLACES];
		struct entry *x = atomic_load_explicit(place, memory_order_acquire);

		if (x == NULL && made == NULL)
			made = new_entry(t, text);
		if (x == NULL && made == NULL)
			return NULL;
		if (x == NULL && atomic_compare_exchange_strong_explicit(place, &x, made,
		    memory_order_acq_rel, memory_order_acquire))
			return made->text;
		if (is(x, text))
			return x->text;
	}
	return NULL;
}

size_t
touches_name(const struct touches *t, const char *kept)
{
	return (size_t)(kept - t->room);
}

const char *
touches_named(const struct touches *t, size_t name)
{
	return t->room + name;
}
