/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hmap - see hmap.h
 *
 *     slot:   | 0 | 2 | 0 | 1 | ...    index + 1, found by hash, linear probing
 *     entry:  | hash key val | hash key val | ...   insertion order
 *
 * The probe compares whole hashes before it touches a key, so a lookup costs
 * about two cache misses.  Nothing is ever removed: no tombstones.
 */
#include "base/hmap.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

enum { ENTRY_MIN = 8 };

void
hmap_init(struct hmap *m, struct arena *a, size_t size, uint64_t seed)
{
	*m = (struct hmap){ .arena = a, .size = size, .seed = seed };
}

/* The slot of @key: its own, or the free one where it belongs.  nslot > 0. */
static size_t
probe(const struct hmap *m, struct sv key, uint64_t hash)
{
	size_t mask = m->nslot - 1;
	size_t at = (size_t)hash & mask;

	for (; m->slot[at] != 0; at = (at + 1) & mask) {
		const struct hmap_entry *e = &m->entry[m->slot[at] - 1];

		if (e->hash == hash && sv_eq(e->key, key))
			break;
	}
	return at;
}

/* Room for one more entry, load still at most 1/2. */
static void
grow(struct hmap *m)
{
	size_t cap = m->cap != 0 ? m->cap * 2 : ENTRY_MIN;
	size_t nslot = cap * 2;

	if (cap > UINT32_MAX / 2)
		mem_oom(cap);
	m->entry = mem_array(m->entry, cap, sizeof *m->entry);
	m->slot = mem_array(m->slot, nslot, sizeof *m->slot);
	memset(m->slot, 0, nslot * sizeof *m->slot);
	for (size_t i = 0; i < m->n; i++) {
		size_t at = (size_t)m->entry[i].hash & (nslot - 1);

		while (m->slot[at] != 0)
			at = (at + 1) & (nslot - 1);
		m->slot[at] = (uint32_t)(i + 1);
	}
	m->cap = cap;
	m->nslot = nslot;
}

void *
hmap_put(struct hmap *m, struct sv key, bool *fresh)
{
	uint64_t hash = hash_sv(key, m->seed);
	struct hmap_entry *e;
	size_t at;

	if (m->nslot == 0)
		grow(m);
	at = probe(m, key, hash);
	if (fresh != NULL)
		*fresh = m->slot[at] == 0;
	if (m->slot[at] != 0)
		return m->entry[m->slot[at] - 1].val;
	if (m->n == m->cap) {
		grow(m);
		at = probe(m, key, hash);
	}
	e = &m->entry[m->n++];
	e->hash = hash;
	e->val = arena_zalloc(m->arena, m->size);
	e->key = arena_sv(m->arena, key);
	m->slot[at] = (uint32_t)m->n;
	return e->val;
}

void *
hmap_get(const struct hmap *m, struct sv key)
{
	size_t at;

	if (m->n == 0)
		return NULL;
	at = probe(m, key, hash_sv(key, m->seed));
	return m->slot[at] != 0 ? m->entry[m->slot[at] - 1].val : NULL;
}

void
hmap_clear(struct hmap *m)
{
	if (m->n != 0)
		memset(m->slot, 0, m->nslot * sizeof *m->slot);
	m->n = 0;
}

size_t
hmap_heap(const struct hmap *m)
{
	return m->cap * sizeof(*m->entry) + m->nslot * sizeof(*m->slot);
}

void
hmap_free(struct hmap *m)
{
	mem_free(m->entry);
	mem_free(m->slot);
	hmap_init(m, m->arena, m->size, m->seed);
}
