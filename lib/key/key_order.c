/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key/key_order.h"

#include "base/arena.h"
#include "base/mem.h"
#include "key/scan_key.h"

#include <string.h>

struct sorting {
	size_t       nkey;
	struct arena tmp;	/* of a comparison */
};

static void
sort(struct sorting *s, struct key_order *k, struct key_order *spare, size_t n)
{
	size_t half = n / 2, a = 0, b = half;

	if (n < 2)
		return;
	sort(s, k, spare, half);
	sort(s, k + half, spare, n - half);
	for (size_t i = 0; i < n; i++)
		spare[i] = b == n || (a < half &&
		    scan_key_cmp(k[a].text, k[b].text, s->nkey, &s->tmp) <= 0) ? k[a++] : k[b++];
	memcpy(k, spare, n * sizeof(*k));
}

void
key_order_sort(struct key_order *k, size_t n, size_t nkey)
{
	struct key_order *spare = mem_array(NULL, n + 1, sizeof(*spare));
	struct sorting s = { .nkey = nkey };

	arena_init(&s.tmp);
	sort(&s, k, spare, n);
	arena_free(&s.tmp);
	mem_free(spare);
}
