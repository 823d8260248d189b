/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hmap - hash table from bytes to a fixed-size payload, in insertion order
 *
 * Open addressing over a power of two, load at most 1/2, XXH3 with a caller's
 * seed (per process for keys that an attacker chooses).  Keys are copied into
 * the caller's arena on first sight only; payloads lie in the arena, zeroed,
 * and never move.  Iteration is by index, in insertion order, so that nothing
 * that is printed depends on the hash.
 */
#ifndef CX_BASE_HMAP_H
#define CX_BASE_HMAP_H

#include "base/arena.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hmap_entry {
	uint64_t  hash;
	struct sv key;		/* in the arena */
	void     *val;		/* payload, in the arena, 16-aligned */
};

struct hmap {
	struct arena     *arena;
	struct hmap_entry *entry;	/* n used, insertion order */
	uint32_t         *slot;		/* index + 1 into entry, 0 free */
	size_t            n;
	size_t            cap;		/* of entry */
	size_t            nslot;	/* power of two, or 0 */
	size_t            size;		/* payload bytes */
	uint64_t          seed;
};

/** hmap_init - empty table of @size byte payloads; allocates nothing yet */
void hmap_init(struct hmap *m, struct arena *a, size_t size, uint64_t seed);

/**
 * hmap_put - payload of @key, made (zeroed) when it is new
 * @fresh: set to whether it was made now; may be NULL
 *
 * Returns: the payload; it stays where it is until the arena is reset.
 */
void *hmap_put(struct hmap *m, struct sv key, bool *fresh);

/** hmap_get - payload of @key or NULL */
void *hmap_get(const struct hmap *m, struct sv key);

/** hmap_clear - forget every key, keep the index memory (the arena is the caller's) */
void hmap_clear(struct hmap *m);

/** hmap_heap - bytes of the index (the arena is the caller's) */
size_t hmap_heap(const struct hmap *m);

/** hmap_free - give back the index (the arena is the caller's) */
void hmap_free(struct hmap *m);

#endif
