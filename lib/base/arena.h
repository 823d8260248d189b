/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * arena - many small allocations, one release
 *
 * Memory class: what was asked for, rounded to 16, in chunks that double from
 * 4 KiB to 1 MiB; beyond 16 MiB they are 4 MiB, of large pages where there are any.
 * Blocks never move.  arena_reset keeps the chunks, so a per-record arena stops
 * allocating after the first records.
 */
#ifndef CX_BASE_ARENA_H
#define CX_BASE_ARENA_H

#include "base/sv.h"

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *head;	/* chunk in use, then older ones */
	struct arena_chunk *spare;	/* kept by reset for reuse */
	char               *at;		/* next free byte */
	char               *end;
	size_t              used;	/* bytes handed out since init or reset */
};

/** arena_init - an empty arena; allocates nothing */
void arena_init(struct arena *a);

/** arena_alloc - @n bytes aligned to 16, uninitialised, alive until reset or free */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull));

/** arena_zalloc - @n zero bytes aligned to 16 */
void *arena_zalloc(struct arena *a, size_t n) __attribute__((returns_nonnull));

/** arena_bytes - copy of @n bytes, unaligned, followed by a NUL */
char *arena_bytes(struct arena *a, const char *p, size_t n);

/** arena_sv - copy of a slice, followed by a NUL */
struct sv arena_sv(struct arena *a, struct sv s);

/** arena_grow - @p of @old bytes grown to @n, in place when it was the last, else copied */
void *arena_grow(struct arena *a, void *p, size_t old, size_t n);

/** arena_heap - bytes of heap that it owns, to within its last chunk */
size_t arena_heap(const struct arena *a);

/** arena_reset - forget everything handed out, keep the memory */
void arena_reset(struct arena *a);

/** arena_free - give everything back; the arena is as after init */
void arena_free(struct arena *a);

#endif
