/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/slab.h"

#include "base/mem.h"

enum {
	CHUNK_MIN = 4096,
	CHUNK_MAX = SLAB_UNIT << SLAB_PLACE_BITS,
	CHUNKS = 1 << (32 - SLAB_PLACE_BITS),
	CHUNKS_MIN = 8
};

void
slab_init(struct slab *s)
{
	*s = (struct slab){ .n = 0 };
	arena_init(&s->arena);
}

/* One with room for @n bytes. */
static void
add_chunk(struct slab *s, size_t n)
{
	size_t size = s->size != 0 ? 2 * s->size : CHUNK_MIN;

	if (s->n == CHUNKS)
		mem_oom(n);
	if (s->n == s->cap) {
		s->cap = s->cap != 0 ? 2 * s->cap : CHUNKS_MIN;
		s->chunk = mem_array(s->chunk, s->cap, sizeof(*s->chunk));
	}
	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	if (size < n)
		size = n;
	s->chunk[s->n++] = arena_alloc(&s->arena, size);
	s->size = size;
	s->used = 0;
}

void *
slab_alloc(struct slab *s, size_t n, uint32_t *name)
{
	size_t at;

	if (n > SIZE_MAX - 2 * SLAB_UNIT)
		mem_oom(n);
	n = (n + SLAB_UNIT - 1) / SLAB_UNIT * SLAB_UNIT;
	if (s->n == 0) {	/* the first place has no block: its name would be 0 */
		add_chunk(s, n + SLAB_UNIT);
		s->used = SLAB_UNIT;
	} else if (s->used >= CHUNK_MAX || s->size - s->used < n) {
		add_chunk(s, n);
	}
	at = s->used;
	s->used += n;
	*name = (uint32_t)((s->n - 1) << SLAB_PLACE_BITS | at / SLAB_UNIT);
	return s->chunk[s->n - 1] + at;
}

void
slab_reset(struct slab *s)
{
	arena_reset(&s->arena);
	s->n = 0;
	s->used = 0;
	s->size = 0;
}

void
slab_free(struct slab *s)
{
	arena_free(&s->arena);
	mem_free(s->chunk);
	slab_init(s);
}
