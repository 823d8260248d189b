/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * distinct - root mean square error and cover of the interval against theory,
 * and splits against the single run
 *
 * 100 runs estimate an rmse to within 7 %: 1.35 times theory is 5 standard errors.
 */
#include "sketch/distinct.h"

#include "base/rng.h"

#include "../t.h"

#include <math.h>

enum { RUNS = 100 };

static void
add(struct distinct *d, uint64_t key)
{
	char text[8];

	memcpy(text, &key, sizeof text);
	distinct_add(d, (struct sv){ text, sizeof text });
}

static void
error(uint64_t n, struct rng *r)
{
	double square = 0, bias = 0, worst = 0;
	unsigned cover = 0;

	for (int i = 0; i < RUNS; i++) {
		uint64_t key = rng_u64(r);
		struct distinct d = { 0 };
		double e, lo, hi, rel;

		for (uint64_t k = 0; k < n; k++)
			add(&d, key + k);
		distinct_count(&d, 1.959964, &e, &lo, &hi);
		rel = e / (double)n - 1;
		square += rel * rel;
		bias += rel;
		worst = fmax(worst, fabs(rel));
		cover += lo <= (double)n && (double)n <= hi;
		distinct_free(&d);
	}
	square = sqrt(square / (double)RUNS);
	if (n <= DISTINCT_EXACT_MAX)
		T_OK(worst == 0, "n %" PRIu64 ": exact", n);
	else
		T_OK(square < 1.35 * 1.04 / 64 && fabs(bias / (double)RUNS) < 0.008 && cover >= 84,
		    "n %" PRIu64 ": rmse %.2f %% of theory's 1.63 %%, bias %.2f %%, cover %u of %d",
		    n, 100 * square, 100 * bias / (double)RUNS, cover, RUNS);
}

static bool
split(struct rng *r)
{
	struct distinct whole = { 0 }, part[5] = { { 0 } };
	uint64_t n = 1 + rng_below(r, 3000), span = 1 + rng_below(r, 2000), base = rng_u64(r);
	double a[3], b[3];
	bool ok;

	for (uint64_t i = 0; i < n; i++) {
		uint64_t key = base + rng_below(r, span);

		add(&whole, key);
		add(&part[rng_below(r, 5)], key);
	}
	for (int i = 4; i > 0; i--)
		distinct_merge(&part[rng_below(r, (uint64_t)i)], &part[i]);
	distinct_count(&whole, 1.96, &a[0], &a[1], &a[2]);
	distinct_count(&part[0], 1.96, &b[0], &b[1], &b[2]);
	ok = memcmp(a, b, sizeof a) == 0 && distinct_exact(&whole) == distinct_exact(&part[0]);
	distinct_free(&whole);
	for (int i = 0; i < 5; i++)
		distinct_free(&part[i]);
	return ok;
}

int
main(void)
{
	static const uint64_t n[] = { 1, 100, 512, 513, 700, 1000, 3000, 10000, 20000, 100000 };
	struct rng r;
	bool ok = true;

	rng_init(&r, t_seed());
	for (size_t i = 0; i < sizeof n / sizeof n[0]; i++)
		error(n[i], &r);
	for (int i = 0; i < 300; i++)
		ok = T_QUIET(split(&r), "split %d differs", i) && ok;
	T_OK(ok, "300 streams in parts: the same bytes");
	return t_done();
}
