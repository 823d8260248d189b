/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slab - blocks of memory that have a name of 32 bits, for tables of many of them
 *
 *     name  | number of the chunk: 20 bits | place in it, in units of 16 bytes: 12 |
 *
 * An index of names is half as large as one of pointers, and finds a block by one more
 * look into an array that stays in the nearest caches.
 *
 * Memory class: as of an arena, in chunks that double from 4 KiB to 64 KiB; a larger block
 * has a chunk of its own.  Blocks never move.
 */
#ifndef CX_BASE_SLAB_H
#define CX_BASE_SLAB_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

enum {
	SLAB_UNIT = 16,
	SLAB_PLACE_BITS = 12
};

struct slab {
	struct arena  arena;	/* of chunks */
	char        **chunk;
	size_t        n;	/* chunks */
	size_t        cap;
	size_t        used;	/* bytes of the last one */
	size_t        size;	/* of the last one */
};

/** slab_init - an empty slab; allocates nothing */
void slab_init(struct slab *s);

/**
 * slab_alloc - @n bytes aligned to 16, uninitialised, alive until slab_free
 * @name: of the block; never 0
 *
 * 64 GiB of small blocks have names: what is more counts as out of memory.
 */
void *slab_alloc(struct slab *s, size_t n, uint32_t *name) __attribute__((returns_nonnull));

/** slab_at - the block of a name */
static inline void *
slab_at(const struct slab *s, uint32_t name)
{
	return s->chunk[name >> SLAB_PLACE_BITS] +
	    (name & ((1U << SLAB_PLACE_BITS) - 1)) * (size_t)SLAB_UNIT;
}

/** slab_reset - forget all blocks, keep the memory */
void slab_reset(struct slab *s);

/** slab_free - give everything back; the slab is as after init */
void slab_free(struct slab *s);

#endif
