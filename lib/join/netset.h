/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * netset - the narrowest of many networks that an address is in
 *
 * Of two networks one holds the other or they are apart.  Sorted by their first address, wide
 * ones before narrow ones, the last that does not begin behind an address is either its
 * answer or inside of it: the way up leads there.
 *
 * Memory: 48 bytes a network, 512 KiB for each family.
 */
#ifndef CX_JOIN_NETSET_H
#define CX_JOIN_NETSET_H

#include "base/address.h"

#include <stddef.h>

struct netset_entry {
	struct network net;
	uint32_t       up;	/* 1 + the narrowest network that this one is inside of; 0 none */
	const void    *item;
};

struct netset_family {
	struct netset_entry *entry;
	size_t               n;
	size_t               cap;
	uint32_t            *head;	/* entries before those whose first 16 bits are i */
};

struct netset {
	struct netset_family family[ADDRESS_FAMILIES];
};

/** netset_init - empty; allocates nothing */
void netset_init(struct netset *s);

/** netset_add - a network and what belongs to it; before netset_seal */
void netset_add(struct netset *s, const struct network *n, const void *item);

/** netset_same - which of two items of the same network counts, @a that came before @b or @b */
typedef const void *netset_same(void *ctx, const void *a, const void *b);

/** netset_seal - all are added; O(n log n) */
void netset_seal(struct netset *s, netset_same *same, void *ctx);

/**
 * netset_find - the item of the narrowest network that @a is in; NULL when it is in none
 *
 * Cost: O(log n) and the depth of networks within networks.
 */
const void *netset_find(const struct netset *s, const struct address *a);

/** netset_free - give everything back */
void netset_free(struct netset *s);

#endif
