/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_list.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_MIN = 32,		/* bytes; all sizes are multiples of 16 */
	CHUNK_MAX = 4096,
	VARINT_MAX = 10
};

struct scan_chunk {
	struct scan_chunk *next;
	uint16_t           n;		/* bytes used */
	uint16_t           cap;
	bool               base;	/* a list began here: its first time is not a difference */
	char               p[];
};

/* Seven bits a byte, the least first; the top bit says that more follow. */
static size_t
put_varint(char *p, uint64_t v)
{
	size_t n = 0;

	for (; v >= 0x80; v >>= 7)
		p[n++] = (char)(v | 0x80);
	p[n++] = (char)v;
	return n;
}

static uint64_t
get_varint(const char **p)
{
	uint64_t v = 0;
	unsigned shift = 0;
	unsigned char c;

	do {
		c = (unsigned char)*(*p)++;
		v |= (uint64_t)(c & 0x7f) << shift;
		shift += 7;
	} while (c & 0x80);
	return v;
}

/* Small for differences near 0 of either sign; wraps, so any two times have one. */
static uint64_t
zigzag(int64_t from, int64_t to)
{
	uint64_t d = (uint64_t)to - (uint64_t)from;

	return d << 1 ^ (0 - (d >> 63));
}

static int64_t
unzigzag(int64_t from, uint64_t z)
{
	return (int64_t)((uint64_t)from + (z >> 1 ^ (0 - (z & 1))));
}

/* Half as much again each time: a third of the memory is free at most. */
static struct scan_chunk *
new_chunk(struct scan_list *l, struct arena *a)
{
	size_t cap = l->last != NULL ? l->last->cap + l->last->cap / 2 : CHUNK_MIN;
	struct scan_chunk *c;

	cap = (cap + 15) & ~(size_t)15;
	if (cap > CHUNK_MAX)
		cap = CHUNK_MAX;
	c = arena_alloc(a, offsetof(struct scan_chunk, p) + cap);
	*c = (struct scan_chunk){ .cap = (uint16_t)cap, .base = l->last == NULL };
	if (l->last != NULL)
		l->last->next = c;
	else
		l->first = c;
	l->last = c;
	return c;
}

static void
put(struct scan_list *l, struct arena *a, const char *p, size_t n)
{
	while (n > 0) {
		struct scan_chunk *c = l->last;
		size_t room = c != NULL ? (size_t)(c->cap - c->n) : 0;

		if (room == 0) {
			new_chunk(l, a);
			continue;
		}
		room = room < n ? room : n;
		memcpy(c->p + c->n, p, room);
		c->n = (uint16_t)(c->n + room);
		p += room;
		n -= room;
	}
}

void
scan_list_add(struct scan_list *l, struct arena *a, int64_t at_us, struct sv text)
{
	char head[2 * VARINT_MAX];
	size_t n;

	n = put_varint(head, zigzag(l->prev_us, at_us));
	n += put_varint(head + n, text.n);
	put(l, a, head, n);
	put(l, a, text.p, text.n);
	l->prev_us = at_us;
	l->bytes += n + text.n;
	l->n++;
}

void
scan_list_join(struct scan_list *dst, const struct scan_list *src)
{
	if (src->n == 0)
		return;
	if (dst->n == 0) {
		*dst = *src;
		return;
	}
	dst->last->next = src->first;
	dst->last = src->last;
	dst->prev_us = src->prev_us;
	dst->bytes += src->bytes;
	dst->n += src->n;
}

static int
cmp_facts(const void *pa, const void *pb)
{
	const struct scan_fact *a = pa, *b = pb;

	if (a->at_us != b->at_us)
		return a->at_us < b->at_us ? -1 : 1;
	return sv_cmp(a->text, b->text);
}

static void
make_room(const struct scan_list *l, struct scan_facts *f)
{
	if (l->n > f->cap) {
		f->cap = (size_t)l->n + f->cap / 2;
		f->fact = mem_array(f->fact, f->cap, sizeof(*f->fact));
	}
	if (l->bytes > f->cap_bytes) {
		f->cap_bytes = (size_t)l->bytes + f->cap_bytes / 2;
		f->bytes = mem_array(f->bytes, f->cap_bytes, 1);
	}
}

/* The facts between two places of f->bytes, the first of them a list's first. */
static size_t
unpack(const char *p, const char *end, struct scan_fact *fact)
{
	int64_t prev = 0;
	size_t n = 0;

	while (p < end) {
		struct scan_fact *x = &fact[n++];

		x->at_us = prev = unzigzag(prev, get_varint(&p));
		x->text.n = (size_t)get_varint(&p);
		x->text.p = p;
		p += x->text.n;
	}
	return n;
}

void
scan_list_read(const struct scan_list *l, struct scan_facts *f)
{
	size_t n = 0, at = 0, from = 0, in_order = 1;

	if (l->n == 0)
		return;
	make_room(l, f);
	for (const struct scan_chunk *c = l->first; c != NULL; c = c->next) {
		if (c->base && at > from) {
			n += unpack(f->bytes + from, f->bytes + at, f->fact + n);
			from = at;
		}
		memcpy(f->bytes + at, c->p, c->n);
		at += c->n;
	}
	n += unpack(f->bytes + from, f->bytes + at, f->fact + n);
	while (in_order < n && cmp_facts(&f->fact[in_order - 1], &f->fact[in_order]) <= 0)
		in_order++;
	if (in_order < n)
		qsort(f->fact, n, sizeof(*f->fact), cmp_facts);
}

void
scan_list_release(struct scan_facts *f)
{
	mem_free(f->fact);
	mem_free(f->bytes);
	*f = (struct scan_facts){ .fact = NULL };
}
