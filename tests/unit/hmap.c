/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map: worked cases; random ones are in run/map.c
 */
#include "../t.h"

#include "base/hmap.h"

int
main(void)
{
	struct arena a;
	struct hmap m;
	bool fresh = false, order = true;
	uint64_t *p, *q;
	char key[16];

	arena_init(&a);
	hmap_init(&m, &a, sizeof *p, 1);
	T_OK(hmap_get(&m, SV("a")) == NULL, "an empty table has nothing");
	p = hmap_put(&m, SV("a"), &fresh);
	T_OK(fresh && *p == 0 && (uintptr_t)p % 16 == 0, "a new payload is zero and aligned");
	*p = 7;
	q = hmap_put(&m, SV("a"), &fresh);
	T_OK(!fresh && p == q && *q == 7, "the same key finds it");
	T_OK(hmap_put(&m, SV(""), NULL) != p && m.n == 2, "the empty key is a key");
	T_OK(hmap_put(&m, (struct sv){ 0 }, &fresh) != NULL && !fresh, "without a pointer too");
	T_OK(hmap_put(&m, SV("a\0"), &fresh) != p && fresh, "keys may hold NUL");
	T_OK(hmap_get(&m, SV("b")) == NULL && m.n == 3, "looking does not add");
	memcpy(key, "key", 3);
	hmap_put(&m, (struct sv){ key, 3 }, NULL);
	memcpy(key, "xxx", 3);
	T_OK(hmap_get(&m, SV("key")) != NULL, "keys are copied");
	for (unsigned i = 0; i < 5000; i++) {
		size_t n = (size_t)snprintf(key, sizeof key, "%u", i);

		*(uint64_t *)hmap_put(&m, (struct sv){ key, n }, NULL) = i;
	}
	T_OK(m.n == 5004 && *p == 7 && hmap_get(&m, SV("a")) == p, "payloads do not move");
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(key, sizeof key, "%u", i);
		order =
		    order && sv_is(m.entry[i + 4].key, key) && *(uint64_t *)m.entry[i + 4].val == i;
	}
	T_OK(order, "entries lie in insertion order");
	T_OK(m.nslot >= 2 * m.n, "load is at most a half");
	hmap_clear(&m);
	arena_reset(&a);
	T_OK(m.n == 0 && hmap_get(&m, SV("a")) == NULL, "clear forgets");
	p = hmap_put(&m, SV("a"), &fresh);
	T_OK(fresh && *p == 0 && m.n == 1, "and the table works on");
	hmap_free(&m);
	T_OK(m.entry == NULL && hmap_get(&m, SV("a")) == NULL, "free leaves an empty table");
	hmap_put(&m, SV("a"), &fresh);
	T_OK(fresh, "that works too");
	hmap_free(&m);

	hmap_init(&m, &a, 0, 1);
	T_OK(hmap_put(&m, SV("set"), &fresh) != NULL && fresh, "a set: payload of no bytes");
	hmap_free(&m);
	arena_free(&a);
	return t_done();
}
