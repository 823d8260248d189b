/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map against a plain list
 */
#include "../t.h"

#include "base/hmap.h"
#include "base/rng.h"

enum { KEYS = 3000, OPS = 6000 };

static struct rng r;
static char store[KEYS][20];
static struct sv list[KEYS];
static uint64_t count[KEYS];
static size_t n;

static size_t
find(struct sv key)
{
	size_t i = 0;

	while (i < n && !sv_eq(list[i], key))
		i++;
	return i;
}

/* Keys from a small pool with few lengths, so that many come again. */
static struct sv
draw(char *key, unsigned range)
{
	size_t len = (size_t)rng_below(&r, 17);

	memset(key, 'a', len);
	if (len != 0) {
		key[0] = (char)rng_below(&r, range);
		key[len - 1] = (char)rng_below(&r, range);
	}
	return (struct sv){ key, len };
}

int
main(void)
{
	struct arena a;
	struct hmap m;
	char key[20];

	rng_init(&r, t_seed());
	arena_init(&a);
	hmap_init(&m, &a, sizeof(uint64_t), rng_u64(&r));
	for (int round = 0; round < 6; round++) {
		unsigned range = 1 + (unsigned)rng_below(&r, 200);

		n = 0;
		for (int op = 0; op < OPS && n < KEYS; op++) {
			struct sv k = draw(key, range);
			size_t i = find(k);
			bool fresh;
			uint64_t *p;

			if (rng_below(&r, 3) == 0) {
				p = hmap_get(&m, k);
				T_QUIET((p != NULL) == (i < n), "get finds what the list has");
				T_QUIET(p == NULL || *p == count[i], "and its payload");
				continue;
			}
			p = hmap_put(&m, k, &fresh);
			T_QUIET(fresh == (i == n), "put adds what the list has not");
			if (i == n) {
				memcpy(store[n], k.p, k.n);
				list[n] = (struct sv){ store[n], k.n };
				count[n++] = 0;
			}
			++*p;
			T_QUIET(*p == ++count[i], "payloads count alike");
		}
		T_OK(m.n == n, "%zu keys in both", n);
		for (size_t i = 0; i < n; i++)
			T_QUIET(sv_eq(m.entry[i].key, list[i]) &&
				    *(uint64_t *)m.entry[i].val == count[i],
			    "entry %zu", i);
		hmap_clear(&m);
		arena_reset(&a);
	}
	hmap_free(&m);
	arena_free(&a);
	return t_done();
}
