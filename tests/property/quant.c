/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant - every rank against the sorted values, and any split, order and merge
 * tree against the single run, to the bit
 */
#include "sketch/quant.h"

#include "base/mem.h"
#include "base/rng.h"

#include "../t.h"

#include <float.h>
#include <math.h>

enum { N_MAX = 4000, PARTS_MAX = 9, KINDS = 9 };

static int
cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
normal(struct rng *r)
{
	return sqrt(-2 * log(1 - rng_unit(r))) * cos(6.283185307179586 * rng_unit(r));
}

static double
draw(struct rng *r, unsigned kind)
{
	double u = rng_unit(r);

	switch (kind) {
	case 0:		/* uniform */
		return 1000 * u;
	case 1:		/* latencies */
		return exp(4 + 1.2 * normal(r));
	case 2:		/* heavy tail */
		return 1 / (1 - u) / (1 - u);
	case 3:		/* many ties */
		return (double)rng_below(r, 12);
	case 4:		/* both signs, zeros, next to zero */
		return u < 0.1 ? 0 : u < 0.2 ? 1e-10 * normal(r) : 50 * normal(r);
	case 5:		/* two far humps */
		return u < 0.5 ? 1e-3 * (1 + u) : 1e7 * (1 + u);
	case 6:		/* one value */
		return 42.5;
	case 7:		/* more decades than the bins span: both stores collapse */
		return (u < 0.4 ? -1 : 1) * pow(10, 40 * rng_unit(r) - 12);
	default:	/* any double */
		return ldexp(u + 0.5, (int)rng_below(r, 2000) - 1000) * (u < 0.5 ? -1 : 1);
	}
}

static bool
good(const struct quant *q, const struct quant_cfg *c, uint64_t rank, double x)
{
	double out = (double)NAN, border = 0, lo = 0, hi = 0;
	bool tiny;

	if (quant_at(q, c, rank, &out) != RC_OK)
		return false;
	if (!quant_sketched(q, c) || rank == 1 || rank == q->n)
		return out == x;
	tiny = quant_tiny(q, c, rank, &lo, &hi);
	if (tiny != (x != 0 && fabs(x) < 1e-9) || (tiny && !(lo <= x && x <= hi)))
		return false;
	if (fabs(x) < 1e-9)
		return fabs(out) < 1e-9;
	if (fabs(out - x) <= c->accuracy * fabs(x))
		return true;
	return quant_collapsed(q, c, &border) && fabs(x) < border && fabs(out) < border;
}

/* Deal the values at random to parts, fold each, then merge two at random until one is left. */
static struct quant
in_parts(const double *x, size_t n, const struct quant_cfg *c, struct rng *r)
{
	struct quant part[PARTS_MAX] = { { 0 } };
	size_t parts = 1 + (size_t)rng_below(r, PARTS_MAX);
	size_t *order = mem_array(NULL, n, sizeof *order);

	for (size_t i = 0; i < n; i++) {
		size_t k = (size_t)rng_below(r, i + 1);

		order[i] = order[k];
		order[k] = i;
	}
	for (size_t i = 0; i < n; i++)
		quant_add(&part[rng_below(r, parts)], c, x[order[i]]);
	for (; parts > 1; parts--) {
		size_t a = (size_t)rng_below(r, parts - 1);

		quant_merge(&part[a], &part[parts - 1], c);
		quant_free(&part[parts - 1]);
	}
	mem_free(order);
	return part[0];
}

static bool
same(const struct quant *a, const struct quant *b, const struct quant_cfg *c)
{
	double ba = 0, bb = 0;

	if (a->n != b->n || quant_sketched(a, c) != quant_sketched(b, c)
	    || quant_collapsed(a, c, &ba) != quant_collapsed(b, c, &bb) || ba != bb)
		return false;
	for (uint64_t i = 1; i <= a->n; i++) {
		double x = 0, y = 1;

		if (quant_at(a, c, i, &x) != RC_OK || quant_at(b, c, i, &y) != RC_OK
		    || memcmp(&x, &y, sizeof x) != 0)
			return false;
	}
	return true;
}

static void
one(unsigned kind, size_t n, struct rng *r)
{
	static const double accuracies[] = { 1e-6, 1e-4, 0.001, 0.01, 0.02, 0.1 };
	double *x = mem_array(NULL, n, sizeof *x);
	struct quant whole = { 0 }, parts;
	struct quant_cfg c;
	double least, most;
	bool ok = true;

	quant_cfg_init(&c, accuracies[rng_below(r, 6)], rng_below(r, 8) == 0);
	for (size_t i = 0; i < n; i++) {
		x[i] = draw(r, kind);
		quant_add(&whole, &c, x[i]);
	}
	parts = in_parts(x, n, &c, r);
	ok = T_QUIET(same(&whole, &parts, &c), "kind %u n %zu accuracy %g: parts differ", kind, n,
	    c.accuracy);
	qsort(x, n, sizeof *x, cmp);
	for (size_t i = 0; i < n && ok; i++)
		ok = T_QUIET(good(&whole, &c, i + 1, x[i]),
		    "kind %u n %zu accuracy %g rank %zu: %.17g", kind, n, c.accuracy, i + 1, x[i]);
	ok = ok && T_QUIET(quant_at(&whole, &c, 1, &least) == RC_OK && least == x[0] &&
	    quant_at(&whole, &c, n, &most) == RC_OK && most == x[n - 1], "min, max");
	quant_free(&whole);
	quant_free(&parts);
	mem_free(x);
}

int
main(void)
{
	static const size_t edge[] = { 1, 2, 8, 9, 255, 256, 257, 258, 511, 512, 513 };
	struct rng r;

	rng_init(&r, t_seed());
	for (unsigned kind = 0; kind < KINDS; kind++) {
		for (size_t i = 0; i < sizeof edge / sizeof edge[0]; i++)
			one(kind, edge[i], &r);
		for (int i = 0; i < 12; i++)
			one(kind, 1 + (size_t)rng_below(&r, i < 8 ? 1200 : N_MAX), &r);
		T_OK(t_failed == 0, "kind %u: all ranks good, all splits the same", kind);
	}
	return t_done();
}
