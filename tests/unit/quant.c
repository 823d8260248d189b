/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant - worked cases of the ranks, the mapping, the bins and their collapse
 */
#include "sketch/bins.h"
#include "sketch/quant.h"

#include "../t.h"

#include <float.h>
#include <math.h>

static double
at(const struct quant *q, const struct quant_cfg *c, uint64_t rank)
{
	double x = (double)NAN;

	return quant_at(q, c, rank, &x) == RC_OK ? x : (double)NAN;
}

static void
ranks(void)
{
	static const struct {
		uint64_t num;
		unsigned dec;
		uint64_t n, want;
	} c[] = {
		{ 7, 2, 100, 7 },		/* 0.07 * 100 is 7.000000000000001 in doubles */
		{ 5, 1, 1, 1 }, { 5, 1, 2, 1 }, { 5, 1, 3, 2 }, { 95, 2, 59, 57 },
		{ 99, 2, 100, 99 }, { 99, 2, 101, 100 }, { 999, 3, 1000, 999 },
		{ 9999, 4, 3, 3 }, { 1, 30, 1000, 1 }, { 1, 38, UINT64_MAX, 1 }, { 5, 60, 10, 1 },
		{ 5, 1, UINT64_MAX, UINT64_C(1) << 63 },
		{ UINT64_C(9999999999999999999), 19, UINT64_MAX, UINT64_C(18446744073709551614) },
		{ 3, 0, 10, 10 }, { 0, 1, 10, 1 }
	};

	for (size_t i = 0; i < sizeof c / sizeof c[0]; i++)
		T_OK(quant_rank_of(c[i].num, c[i].dec, c[i].n) == c[i].want,
		    "rank %" PRIu64 "e-%u of %" PRIu64 " is %" PRIu64, c[i].num, c[i].dec, c[i].n,
		    c[i].want);
}

static void
exact(void)
{
	struct quant_cfg c;
	struct quant q = { 0 };
	double x = 77;

	quant_cfg_init(&c, 0.01, false);
	T_OK(quant_at(&q, &c, 1, &x) == RC_EMPTY && x == 77, "no values, no quantile");
	quant_add(&q, &c, 3);
	quant_add(&q, &c, -0.0);
	quant_add(&q, &c, -2.5);
	quant_add(&q, &c, 0.0);
	quant_add(&q, &c, 1e300);
	T_OK(at(&q, &c, 1) == -2.5 && at(&q, &c, 4) == 3 && at(&q, &c, 5) == 1e300,
	    "ranks in order");
	T_OK(at(&q, &c, 2) == 0 && !signbit(at(&q, &c, 2)) && !signbit(at(&q, &c, 3)), "-0 is 0");
	T_OK(quant_at(&q, &c, 0, &x) == RC_RANGE && quant_at(&q, &c, 6, &x) == RC_RANGE && x == 77,
	    "ranks from 1 to n");
	T_OK(!quant_sketched(&q, &c) && !quant_collapsed(&q, &c, &x), "nothing lost");
	quant_free(&q);
	T_OK(q.n == 0 && q.many.value == NULL, "free leaves it empty");
}

static void
threshold(void)
{
	struct quant_cfg c, keep;
	struct quant q = { 0 }, all = { 0 };
	bool ok = true;

	quant_cfg_init(&c, 0.02, false);
	quant_cfg_init(&keep, 0.02, true);
	for (int i = 1; i <= 2000; i++) {
		int mid = (i + 1) / 2;

		quant_add(&q, &c, i * 1.25);
		quant_add(&all, &keep, i * 1.25);
		ok = ok && quant_sketched(&q, &c) == (i > QUANT_EXACT_MAX);
		ok = ok && fabs(at(&q, &c, (uint64_t)mid) / (mid * 1.25) - 1) <= 0.02;
	}
	T_OK(ok, "exact up to %d values, then within the accuracy", QUANT_EXACT_MAX);
	T_OK(at(&q, &c, 1) == 1.25 && at(&q, &c, 2000) == 2500, "ranks 1 and n stay exact");
	T_OK(!quant_sketched(&all, &keep) && at(&all, &keep, 1234) == 1234 * 1.25,
	    "exact: every value is kept");
	quant_free(&q);
	quant_free(&all);
}

/*
 * Bins from exact rational arithmetic (Python's fractions), none nearer than
 * 1e-9 to an edge: whatever compiles this must put these values there.
 */
static void
vectors(void)
{
	static const double x[] = { 1e-9, 0.001, 0.1, 0.7, 1.5, 3, 17.25, 123.456, 250, 1e6,
	    6.02e23, 1.7e308 };
	static const struct {
		double  accuracy, mult;
		int32_t bin[12];
	} c[] = {
		{ 0.01, 0x1.17fdadd053508p+5,
		  { -1047, -349, -117, -18, 20, 55, 143, 243, 278, 697, 2764, 35835 } },
		{ 0.001, 0x1.5e000e3aa7deep+8,
		  { -10465, -3489, -1163, -180, 205, 555, 1437, 2431, 2787, 6975, 27647, 358371 } },
		{ 0.1, 0x1.be80ca754cf77p+1,
		  { -105, -35, -12, -2, 2, 5, 14, 24, 27, 69, 275, 3571 } },
		{ 1e-6, 0x1.55cc155cbf82cp+18,
		  { -10464257, -3488124, -1162642, -179761, 205000, 555000, 1437810, 2431369,
		    2787743, 6975612, 27647905, 358371651 } }
	};

	for (size_t i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct ddmap m;
		bool ok;

		ddmap_init(&m, c[i].accuracy);
		ok = m.mult == c[i].mult;
		for (size_t k = 0; k < sizeof x / sizeof x[0]; k++)
			ok = ok && ddmap_bin(&m, x[k]) == c[i].bin[k];
		T_OK(ok, "check vectors at accuracy %g", c[i].accuracy);
	}
}

static void
edges(double accuracy)
{
	const double gamma = (1 + accuracy) / (1 - accuracy);
	struct ddmap m;
	int32_t lo, hi, step;
	bool order = true, ratio = true, middle = true, back = true;

	ddmap_init(&m, accuracy);
	lo = ddmap_bin(&m, 1e-9);
	hi = ddmap_bin(&m, DBL_MAX);
	step = (hi - lo) / 50000 + 1;
	for (int32_t i = lo; i < hi - 1; i += step) {
		double a = ddmap_edge(&m, i), b = ddmap_edge(&m, i + 1), v = ddmap_value(&m, i);

		order = order && a < v && v < b;
		ratio = ratio && b / a <= gamma;
		middle = middle && v - a <= accuracy * a && b - v <= accuracy * b;
		back = back && ddmap_bin(&m, a * (1 + 1e-12)) == i && ddmap_bin(&m, v) == i
		    && ddmap_bin(&m, a * (1 - 1e-12)) == i - 1;
	}
	T_OK(order && ratio && middle && back, "edges and middles at accuracy %g: %d %d %d %d",
	    accuracy, order, ratio, middle, back);
	T_OK(!(ddmap_value(&m, hi) < ddmap_edge(&m, hi)), "the last bin has a value");
}

static void
clamps(void)
{
	struct quant_cfg c;
	struct quant q = { 0 };
	bool tiny, top;

	quant_cfg_init(&c, 1e-12, false);
	T_OK(c.accuracy == 1e-6, "an accuracy too fine is the finest there is, and said so");
	quant_cfg_init(&c, 0.01, false);
	for (int i = 0; i < 300; i++)
		quant_add(&q, &c, 2e-10 + i * 1e-13);
	tiny = at(&q, &c, 150) == 2e-10;
	quant_free(&q);
	for (int i = 0; i < 300; i++)
		quant_add(&q, &c, DBL_MAX);
	top = at(&q, &c, 150) == DBL_MAX;
	T_OK(tiny && top, "results stay between min and max");
	quant_free(&q);
}

static void
collapse(void)
{
	struct quant_cfg c;
	struct quant up = { 0 }, down = { 0 }, neg = { 0 };
	double b1 = 0, b2 = 0, b3 = 0;
	bool same = true, mirror = true;

	quant_cfg_init(&c, 0.01, false);
	for (int i = 0; i < 1000; i++) {
		double x = pow(10, -8 + 0.024 * i), y = pow(10, -8 + 0.024 * (999 - i));

		quant_add(&up, &c, x);
		quant_add(&down, &c, y);
		quant_add(&neg, &c, -x);
	}
	T_OK(quant_collapsed(&up, &c, &b1) && quant_collapsed(&down, &c, &b2)
	    && quant_collapsed(&neg, &c, &b3), "24 decades collapse");
	T_OK(b1 == b2 && b1 == b3 && b1 > up.many.max / 4.3e17 && b1 < up.many.max / 3.8e17,
	    "border at max / 4e17: %g", up.many.max / b1);
	for (uint64_t r = 2; r < 1000; r++) {
		double x = pow(10, -8 + 0.024 * (double)(r - 1)), got = at(&up, &c, r);

		same = same && got == at(&down, &c, r)
		    && (x < b1 ? fabs(got) <= b1 : fabs(got - x) <= 0.01 * x * (1 + 1e-12));
		mirror = mirror && got == -at(&neg, &c, 1001 - r);
	}
	T_OK(same, "rising or falling input: the same bins, good above the border");
	T_OK(mirror, "below 0 it is the small magnitudes that collapse");
	quant_free(&up);
	quant_free(&down);
	quant_free(&neg);
}

static void
counts(void)
{
	static const uint64_t add[] = { 1, 254, 1, 65000, 300, UINT64_C(1) << 31, UINT64_C(1) << 31,
	    UINT64_C(1) << 40 };
	struct bins b = { 0 }, twice = { 0 };
	uint64_t sum = 0;
	bool ok = true;

	bins_add(&b, -5, 3);
	for (size_t i = 0; i < sizeof add / sizeof add[0]; i++) {
		bins_add(&b, 40, add[i]);
		sum += add[i];
		ok = ok && b.total == sum + 3 && bins_seek(&b, 3) == -5 && bins_seek(&b, 4) == 40;
	}
	bins_merge(&twice, &b);
	bins_merge(&twice, &b);
	T_OK(ok && b.width == 8, "counts widen from 1 to 8 bytes and lose nothing");
	T_OK(twice.total == 2 * sum + 6 && bins_seek(&twice, 6) == -5 && bins_seek(&twice, 7) == 40,
	    "and merge");
	bins_add(&b, 40 + 5 * BINS_MAX, 1);
	T_OK(b.collapsed && b.n <= BINS_MAX + 62 && bins_seek(&b, sum + 3) == bins_border(&b)
	    && bins_seek(&b, sum + 4) == 40 + 5 * BINS_MAX,
	    "one far value takes all to the border");
	bins_free(&twice);
	bins_merge(&twice, &b);
	T_OK(twice.collapsed && twice.total == b.total, "and a merge remembers");
	bins_free(&b);
	bins_free(&twice);
}

int
main(void)
{
	ranks();
	exact();
	threshold();
	vectors();
	edges(0.1);
	edges(0.01);
	edges(0.001);
	edges(1e-6);
	clamps();
	collapse();
	counts();
	return t_done();
}
