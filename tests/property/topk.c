/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * topk - against counting in an array and sorting it whole, whole and in parts
 */
#include "sketch/topk.h"

#include "base/rng.h"

#include "../t.h"

enum { KEYS = 400, PARTS = 4 };

struct naive {
	char     text[24];
	uint64_t n;
};

static int
cmp(const void *a, const void *b)
{
	const struct naive *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->text, y->text);
}

static bool
one(struct rng *r)
{
	struct naive want[KEYS];
	struct topk_item got[KEYS];
	struct topk part[PARTS] = { { .made = false } };
	uint64_t keys = 1 + rng_below(r, KEYS), n = rng_below(r, 3000), k = 1 + rng_below(r, KEYS);
	size_t have;
	bool ok = true;

	for (size_t i = 0; i < keys; i++) {
		snprintf(want[i].text, sizeof want[i].text, "%" PRIx64, i * rng_u64(r) << 8 | i);
		want[i].n = 0;
	}
	for (uint64_t i = 0; i < n; i++) {
		struct naive *w = &want[rng_below(r, 1 + rng_below(r, keys))];
		uint64_t by = 1 + rng_below(r, 3);

		w->n += by;
		ok = ok && topk_add(&part[rng_below(r, PARTS)], sv_of(w->text), by, KEYS,
		    NULL) == RC_OK;
	}
	for (uint64_t i = PARTS - 1; i > 0; i--)
		ok = ok && topk_merge(&part[rng_below(r, i)], &part[i], KEYS, NULL) == RC_OK;
	have = topk_list(&part[0], (size_t)k, got);
	qsort(want, (size_t)keys, sizeof want[0], cmp);
	for (size_t i = 0; i < have; i++)
		ok = ok && sv_is(got[i].key, want[i].text) && got[i].n == want[i].n;
	ok = ok && (have == k || have == keys || want[have].n == 0);
	for (size_t i = 0; i < PARTS; i++)
		topk_free(&part[i]);
	return ok;
}

int
main(void)
{
	struct rng r;
	bool ok = true;

	rng_init(&r, t_seed());
	for (int i = 0; i < 400; i++)
		ok = T_QUIET(one(&r), "case %d", i) && ok;
	T_OK(ok, "400 streams in parts listed as by sorting");
	return t_done();
}
