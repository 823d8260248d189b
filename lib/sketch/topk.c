/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * topk - see topk.h
 */
#include "sketch/topk.h"

#include "base/hash.h"

#include <inttypes.h>
#include <stdlib.h>

/* The table points at the arena beside it, also when the state was moved. */
static void
make(struct topk *t)
{
	if (!t->made) {
		arena_init(&t->arena);
		hmap_init(&t->map, &t->arena, sizeof(uint64_t), hash_seed());
		t->made = true;
	}
	t->map.arena = &t->arena;
}

enum rc
topk_add(struct topk *t, struct sv key, uint64_t n, uint64_t max_values, struct err *e)
{
	uint64_t *count;

	make(t);
	count = hmap_get(&t->map, key);
	if (count == NULL) {
		if (t->map.n >= max_values)
			return rc_err(e, RC_LIMIT, "more than %" PRIu64 " different values "
			    "(see --max-values)", max_values);
		count = hmap_put(&t->map, key, NULL);
	}
	if (__builtin_add_overflow(*count, n, count))
		*count = UINT64_MAX;
	return RC_OK;
}

enum rc
topk_merge(struct topk *dst, const struct topk *src, uint64_t max_values, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < src->map.n && rc == RC_OK; i++) {
		const struct hmap_entry *from = &src->map.entry[i];

		rc = topk_add(dst, from->key, *(const uint64_t *)from->val, max_values, e);
	}
	return rc;
}

/* <0: @a comes before @b in the list. */
static int
item_cmp(const void *a, const void *b)
{
	const struct topk_item *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return sv_cmp(x->key, y->key);
}

/* Restore the heap whose root is the last of the list; @at may be out of place. */
static void
sift(struct topk_item *heap, size_t n, size_t at)
{
	struct topk_item x = heap[at];

	for (;;) {
		size_t kid = 2 * at + 1;

		if (kid >= n)
			break;
		if (kid + 1 < n && item_cmp(&heap[kid + 1], &heap[kid]) > 0)
			kid++;
		if (item_cmp(&heap[kid], &x) <= 0)
			break;
		heap[at] = heap[kid];
		at = kid;
	}
	heap[at] = x;
}

/* A heap of the @k best so far, the worst of them on top: O(n log k), no memory. */
size_t
topk_list(const struct topk *t, size_t k, struct topk_item *out)
{
	size_t n = 0;

	for (size_t i = 0; i < t->map.n && k > 0; i++) {
		const struct hmap_entry *from = &t->map.entry[i];
		struct topk_item x = { from->key, *(const uint64_t *)from->val };

		if (n < k) {
			out[n++] = x;
			if (n == k)
				for (size_t at = n / 2; at-- > 0;)
					sift(out, n, at);
		} else if (item_cmp(&x, &out[0]) < 0) {
			out[0] = x;
			sift(out, n, 0);
		}
	}
	if (n > 1)
		qsort(out, n, sizeof *out, item_cmp);
	return n;
}

size_t
topk_heap(const struct topk *t)
{
	return t->made ? hmap_heap(&t->map) + arena_heap(&t->arena) : 0;
}

void
topk_free(struct topk *t)
{
	if (t->made) {
		hmap_free(&t->map);
		arena_free(&t->arena);
	}
	*t = (struct topk){ 0 };
}
