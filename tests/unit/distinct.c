/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * distinct - worked cases: exact, the step to registers, merges
 */
#include "sketch/distinct.h"

#include "../t.h"

static void
add(struct distinct *d, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		char text[16];
		int n = snprintf(text, sizeof text, "%u", i);

		distinct_add(d, (struct sv){ text, (size_t)n });
	}
}

static double
est(const struct distinct *d)
{
	double e, lo, hi;

	distinct_count(d, 1.96, &e, &lo, &hi);
	return e;
}

static void
exact(void)
{
	struct distinct d = { 0 };
	double e, lo, hi;
	bool ok = true;

	distinct_count(&d, 1.96, &e, &lo, &hi);
	T_OK(e == 0 && lo == 0 && hi == 0 && distinct_exact(&d), "nothing is exactly 0");
	for (unsigned i = 0; i < DISTINCT_EXACT_MAX; i++) {
		add(&d, 0, i + 1);
		distinct_count(&d, 1.96, &e, &lo, &hi);
		ok = ok && e == i + 1 && lo == e && hi == e;
	}
	T_OK(ok && distinct_exact(&d), "exact up to %d", DISTINCT_EXACT_MAX);
	distinct_add(&d, (struct sv){ NULL, 0 });
	distinct_count(&d, 1.96, &e, &lo, &hi);
	T_OK(!distinct_exact(&d), "the empty string is a value, one more is an estimate");
	T_OK(e >= 513 && e < 540 && lo == 513 && hi > e,
	    "of at least 513: %g in [%g, %g]", e, lo, hi);
	distinct_free(&d);
	T_OK(d.reg == NULL && d.hash == NULL && d.n == 0, "free leaves it empty");
}

/* The same on every machine: hash, registers and estimator are part of the saved form. */
static void
fixed(void)
{
	struct distinct d = { 0 };

	add(&d, 0, 10000);
	T_OK(est(&d) == 9910.9386474734729, "10000 values: %.17g", est(&d));
	add(&d, 0, 10000);
	add(&d, 10000, 1000000);
	T_OK(est(&d) == 992673.79428794398, "1000000 values: %.17g", est(&d));
	distinct_free(&d);
}

static void
merges(void)
{
	struct distinct a = { 0 }, b = { 0 }, ab = { 0 }, none = { 0 };

	add(&a, 0, 300);
	add(&b, 200, 500);
	distinct_merge(&a, &b);
	T_OK(distinct_exact(&a) && est(&a) == 500, "exact and exact, 100 in common: 500");
	distinct_merge(&a, &none);
	T_OK(est(&a) == 500, "nothing adds nothing");
	add(&b, 500, 5000);
	distinct_merge(&a, &b);
	add(&ab, 0, 5000);
	T_OK(!distinct_exact(&a) && memcmp(a.reg, ab.reg, 1 << DISTINCT_P) == 0,
	    "exact and registers: as if never split");
	distinct_merge(&none, &a);
	T_OK(memcmp(none.reg, ab.reg, 1 << DISTINCT_P) == 0, "into nothing: a copy");
	distinct_free(&a);
	distinct_free(&b);
	distinct_free(&ab);
	distinct_free(&none);
}

int
main(void)
{
	exact();
	fixed();
	merges();
	return t_done();
}
