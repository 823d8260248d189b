/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "join/netset.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_BITS = 16, HEADS = 1 << HEAD_BITS };

void
netset_init(struct netset *s)
{
	memset(s, 0, sizeof(*s));
}

void
netset_add(struct netset *s, const struct network *n, const void *item)
{
	struct netset_family *f = &s->family[n->first.family];

	if (f->n == f->cap) {
		f->cap = f->cap == 0 ? 64 : 2 * f->cap;
		f->entry = mem_array(f->entry, f->cap, sizeof(*f->entry));
	}
	/* Until they are sorted, up is the place in which it came. */
	f->entry[f->n] = (struct netset_entry){ *n, (uint32_t)f->n, item };
	f->n++;
}

static int
cmp_first(const struct address *a, const struct address *b)
{
	if (a->hi != b->hi)
		return a->hi < b->hi ? -1 : 1;
	return (a->lo > b->lo) - (a->lo < b->lo);
}

static int
cmp_entry(const void *a, const void *b)
{
	const struct netset_entry *x = a, *y = b;
	int c = cmp_first(&x->net.first, &y->net.first);

	if (c != 0)
		return c;
	if (x->net.bits != y->net.bits)
		return x->net.bits < y->net.bits ? -1 : 1;
	return (x->up > y->up) - (x->up < y->up);
}

/* Of entries of one network one stays. */
static void
join_same(struct netset_family *f, netset_same *same, void *ctx)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		struct netset_entry *last = n > 0 ? &f->entry[n - 1] : NULL;

		if (last == NULL || last->net.bits != f->entry[i].net.bits ||
		    cmp_first(&last->net.first, &f->entry[i].net.first) != 0) {
			f->entry[n++] = f->entry[i];
			continue;
		}
		last->item = same(ctx, last->item, f->entry[i].item);
	}
	f->n = n;
}

/* What each is inside of: the one before it, or one that this is inside of. */
static void
link_up(struct netset_family *f)
{
	for (size_t i = 0; i < f->n; i++) {
		uint32_t up = (uint32_t)i;

		while (up != 0 && !address_within(&f->entry[i].net.first, &f->entry[up - 1].net))
			up = f->entry[up - 1].up;
		f->entry[i].up = up;
	}
}

static void
list_heads(struct netset_family *f)
{
	size_t i = 0;

	f->head = mem_array(NULL, HEADS + 1, sizeof(*f->head));
	for (size_t h = 0; h <= HEADS; h++) {
		while (i < f->n && f->entry[i].net.first.hi >> (64 - HEAD_BITS) < h)
			i++;
		f->head[h] = (uint32_t)i;
	}
}

void
netset_seal(struct netset *s, netset_same *same, void *ctx)
{
	for (size_t i = 0; i < ADDRESS_FAMILIES; i++) {
		struct netset_family *f = &s->family[i];

		if (f->n == 0)
			continue;
		qsort(f->entry, f->n, sizeof(*f->entry), cmp_entry);
		join_same(f, same, ctx);
		link_up(f);
		list_heads(f);
	}
}

const void *
netset_find(const struct netset *s, const struct address *a)
{
	const struct netset_family *f = &s->family[a->family];
	size_t from, to;

	if (f->n == 0)
		return NULL;
	/* from: how many begin at or before @a, between those of lower heads and of its own. */
	from = f->head[a->hi >> (64 - HEAD_BITS)];
	to = f->head[(a->hi >> (64 - HEAD_BITS)) + 1];
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (cmp_first(&f->entry[mid].net.first, a) <= 0)
			from = mid + 1;
		else
			to = mid;
	}
	while (from != 0 && !address_within(a, &f->entry[from - 1].net))
		from = f->entry[from - 1].up;
	return from != 0 ? f->entry[from - 1].item : NULL;
}

void
netset_free(struct netset *s)
{
	for (size_t i = 0; i < ADDRESS_FAMILIES; i++) {
		mem_free(s->family[i].entry);
		mem_free(s->family[i].head);
	}
	memset(s, 0, sizeof(*s));
}
