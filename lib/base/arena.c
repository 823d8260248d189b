/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * arena - see arena.h
 *
 *     head -> chunk -> chunk -> NULL      spare -> chunk -> NULL
 *             | header | used | free | not opened |
 *                             ^at    ^end
 *
 * A new large chunk is opened piece by piece: the pages of a piece come from the kernel at
 * once, cheaper than one by one, and no more of them than are used soon.
 *
 * Under AddressSanitizer what is not handed out is poisoned, so a slice that
 * outlives its record is a report and not a riddle.
 */
#include "base/arena.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define HIDE(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define SHOW(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define HIDE(p, n) ((void)(p), (void)(n))
#define SHOW(p, n) ((void)(p), (void)(n))
#endif

enum {
	ALIGN = 16,
	CHUNK_MIN = 4096,
	CHUNK_MAX = 1 << 20,
	PIECE = 1 << 18,
	SMALL = PIECE / 8,	/* what is larger may well not be used whole */
	LARGE_FROM = 1 << 24,	/* bytes handed out: then large pages pay, */
	CHUNK_LARGE = 1 << 22	/* in chunks of so many */
};

struct arena_chunk {
	struct arena_chunk *next;
	size_t              size;	/* of data */
	_Alignas(16) char   data[];
};

static void
use_chunk(struct arena *a, struct arena_chunk *c)
{
	c->next = a->head;
	a->head = c;
	a->at = c->data;
	a->end = c->data + c->size;
	HIDE(c->data, c->size);
}

/* Whether the chunk in use has @n bytes more: then they are open. */
static bool
has_room(struct arena *a, size_t n)
{
	const char *last;
	size_t step = n > PIECE ? n : PIECE;

	if (a->at == NULL)
		return false;
	if ((size_t)(a->end - a->at) >= n)
		return true;
	last = a->head->data + a->head->size;
	if ((size_t)(last - a->at) < n)
		return false;
	if ((size_t)(last - a->end) < step)
		step = (size_t)(last - a->end);
	if (n <= SMALL)
		mem_touch(a->end, step);
	a->end += step;
	return true;
}

/* A chunk with room for @n aligned bytes: the first spare one that has it, else a new one. */
static void
next_chunk(struct arena *a, size_t n)
{
	size_t size = a->head != NULL ? a->head->size * 2 : CHUNK_MIN - sizeof *a->head;
	bool large = a->used >= LARGE_FROM;
	struct arena_chunk *c;

	for (struct arena_chunk **at = &a->spare; *at != NULL; at = &(*at)->next)
		if ((*at)->size >= n) {
			c = *at;
			*at = c->next;
			use_chunk(a, c);
			return;
		}
	if (size > CHUNK_MAX - sizeof *c)
		size = (large ? CHUNK_LARGE : CHUNK_MAX) - sizeof *c;
	if (size < n)
		size = n;
	if (size > SIZE_MAX - sizeof *c)
		mem_oom(n);
	c = large ? mem_huge_alloc(sizeof *c + size) : mem_alloc(sizeof *c + size);
	c->size = size;
	use_chunk(a, c);
	if (size >= 2 * PIECE)
		a->end = a->at;
	(void)has_room(a, n);
}

void
arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

/* Bytes to skip so that @p is a multiple of ALIGN. */
static size_t
pad_of(const char *p)
{
	return (size_t)(-(uintptr_t)p & (ALIGN - 1));
}

static char *
take_bytes(struct arena *a, size_t pad, size_t n)
{
	char *p;

	if (n > SIZE_MAX - pad || !has_room(a, pad + n)) {
		next_chunk(a, n);
		pad = 0;	/* data is aligned */
	}
	p = a->at + pad;
	a->at = p + n;
	a->used += n;
	SHOW(p, n);
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return take_bytes(a, pad_of(a->at), n);
}

size_t
arena_heap(const struct arena *a)
{
	return a->at != NULL ? a->used + (size_t)(a->end - a->at) : 0;
}

void *
arena_zalloc(struct arena *a, size_t n)
{
	return memset(arena_alloc(a, n), 0, n);
}

char *
arena_bytes(struct arena *a, const char *p, size_t n)
{
	char *d;

	if (n == SIZE_MAX)
		mem_oom(n);
	d = take_bytes(a, 0, n + 1);
	if (n != 0)
		memcpy(d, p, n);
	d[n] = '\0';
	return d;
}

struct sv
arena_sv(struct arena *a, struct sv s)
{
	return (struct sv){ arena_bytes(a, s.p, s.n), s.n };
}

void *
arena_grow(struct arena *a, void *p, size_t old, size_t n)
{
	char *d;

	if (p != NULL && (char *)p + old == a->at && n >= old && has_room(a, n - old)) {
		SHOW(a->at, n - old);
		a->at += n - old;
		a->used += n - old;
		return p;
	}
	d = arena_alloc(a, n);
	if (old != 0)
		memcpy(d, p, old < n ? old : n);
	return d;
}

/*
 * The newest chunk, mostly the largest, stays in use: when one record fits in
 * it, the next ones touch nothing else.
 */
void
arena_reset(struct arena *a)
{
	struct arena_chunk *c;

	a->used = 0;
	if (a->head == NULL)
		return;
	while ((c = a->head->next) != NULL) {
		a->head->next = c->next;
		c->next = a->spare;
		a->spare = c;
	}
	a->at = a->head->data;
	a->end = a->head->data + a->head->size;
	HIDE(a->head->data, a->head->size);
}

static void
free_chunks(struct arena_chunk *c)
{
	while (c != NULL) {
		struct arena_chunk *next = c->next;

		SHOW(c->data, c->size);
		mem_free(c);
		c = next;
	}
}

void
arena_free(struct arena *a)
{
	free_chunks(a->head);
	free_chunks(a->spare);
	arena_init(a);
}
