/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/scan_list.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_MIN = 32,
	CHUNK_MAX = 4096,
	VARINT_MAX = 10
};

struct scan_chunk {
	struct scan_chunk *next;
	size_t             n;		/* bytes used */
	size_t             cap;
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

static struct scan_chunk *
new_chunk(struct scan_list *l, struct arena *a, size_t need)
{
	size_t cap = l->last != NULL ? 2 * l->last->cap : CHUNK_MIN;
	struct scan_chunk *c;

	if (cap > CHUNK_MAX)
		cap = CHUNK_MAX;
	if (cap < need)
		cap = need;
	if (cap > SIZE_MAX - sizeof(*c))
		mem_oom(cap);
	c = arena_alloc(a, sizeof(*c) + cap);
	*c = (struct scan_chunk){ .cap = cap };
	if (l->last != NULL)
		l->last->next = c;
	else
		l->first = c;
	l->last = c;
	return c;
}

void
scan_list_add(struct scan_list *l, struct arena *a, int64_t at_us, struct sv text)
{
	struct scan_chunk *c = l->last;
	char head[2 * VARINT_MAX];
	size_t n;

	n = put_varint(head, zigzag(l->prev_us, at_us));
	n += put_varint(head + n, text.n);
	if (c == NULL || c->cap - c->n < n || c->cap - c->n - n < text.n) {
		/* A chunk stands on its own: its first time is not a difference. */
		n = put_varint(head, zigzag(0, at_us));
		n += put_varint(head + n, text.n);
		c = new_chunk(l, a, n + text.n);
	}
	memcpy(c->p + c->n, head, n);
	if (text.n > 0)
		memcpy(c->p + c->n + n, text.p, text.n);
	c->n += n + text.n;
	l->prev_us = at_us;
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

void
scan_list_read(const struct scan_list *l, struct scan_facts *f)
{
	size_t n = 0, in_order = 1;

	if (l->n > f->cap) {
		f->cap = (size_t)l->n + f->cap / 2;
		f->fact = mem_array(f->fact, f->cap, sizeof(*f->fact));
	}
	for (const struct scan_chunk *c = l->first; c != NULL; c = c->next) {
		const char *p = c->p, *end = c->p + c->n;
		int64_t prev = 0;

		while (p < end) {
			struct scan_fact *x = &f->fact[n++];

			x->at_us = prev = unzigzag(prev, get_varint(&p));
			x->text.n = (size_t)get_varint(&p);
			x->text.p = p;
			p += x->text.n;
			in_order += n > 1 && cmp_facts(x - 1, x) <= 0;
		}
	}
	if (in_order < n)
		qsort(f->fact, n, sizeof(*f->fact), cmp_facts);
}

void
scan_list_release(struct scan_facts *f)
{
	mem_free(f->fact);
	*f = (struct scan_facts){ NULL, 0 };
}
