/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * topk - most frequent values, by exact counts
 *
 * Memory class: the different values and some 70 bytes for each.
 */
#ifndef CX_SKETCH_TOPK_H
#define CX_SKETCH_TOPK_H

#include "base/arena.h"
#include "base/hmap.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct topk {			/* values and counts */
	struct arena arena;
	struct hmap   map;	/* value bytes -> uint64_t */
	bool         made;
};

struct topk_item {
	struct sv key;
	uint64_t  n;
};

/** topk_add - @n more of @key; RC_LIMIT when it would be value @max_values + 1 */
MUST_USE enum rc topk_add(struct topk *t, struct sv key, uint64_t n, uint64_t max_values,
    struct err *e);
/** topk_merge - dst += src; RC_LIMIT likewise */
MUST_USE enum rc topk_merge(struct topk *dst, const struct topk *src, uint64_t max_values,
    struct err *e);
/**
 * topk_list - the @k most frequent, count descending, ties by bytes
 * @out: room for @k; its slices are alive as long as @t is
 *
 * Returns: number written.
 * Cost:    O(values * log k), allocates nothing.
 */
size_t topk_list(const struct topk *t, size_t k, struct topk_item *out);
/** topk_heap - bytes of heap that it owns */
size_t topk_heap(const struct topk *t);

/** topk_free - release; as zeroed */
void topk_free(struct topk *t);

#endif
