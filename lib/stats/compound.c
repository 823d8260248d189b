/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * compound - see compound.h
 */
#include "stats/compound.h"

#include "stats/binomial.h"
#include "stats/root.h"
#include "stats/special.h"
#include "stats/tails.h"

#include <math.h>

#define SIDE 8.0	/* standard deviations of B that are taken */
#define GRID 6.0	/* ... where it is taken for normal */
#define STEP 0.5	/* of that grid: its error falls with exp(-2 (pi / STEP)^2) */
#define ROOT_2PI 2.50662827463100050242

enum { BITS = 34 };	/* of what is returned */

/* Without the bits in which libraries of logarithms differ: machines say the same. */
static double
rounded(double x)
{
	int exponent;
	double part = frexp(x, &exponent);

	return x > 0 ? ldexp(rint(ldexp(part, BITS)), exponent - BITS) : x;
}

struct tail {
	double n;		/* trials: events over m */
	double p;
	double q;		/* share of the bad events that end an incident */
	bool   least;		/* P(N > b), else P(N <= b) */
};

static double
tail_at(const struct tail *t, double b)
{
	return t->least ? binomial_at_least(b + 1, t->n, t->p) : binomial_at_most(b, t->n, t->p);
}

/* P(B = b), B of Bin(k, q) */
static double
chance_of(double k, double q, double b)
{
	return exp(special_lngamma(k + 1) - special_lngamma(b + 1) - special_lngamma(k - b + 1) +
	    b * log(q) + (k - b) * log1p(-q));
}

/*
 * Over b in [from, to], by steps of one: each adds one probability of N to the tail before it,
 * in the direction in which the tail grows; those of B, too, follow from the one before.
 */
static double
sum_at_most(const struct tail *t, double k, double from, double to)
{
	double odds = t->p / (1 - t->p), ends = t->q / (1 - t->q), sum = 0, at = 1, one = 0;
	double chance = chance_of(k, t->q, from), factor;

	if (from < t->n) {
		at = tails_beta_at(from + 1, t->n - from, t->p, true, &factor);
		one = factor / (t->p * (t->n - from));
	}
	for (double b = from; b <= to; b++) {
		sum += fmin(at, 1) * chance;
		chance *= (k - b) / (b + 1) * ends;
		one *= fmax(t->n - b, 0) / (b + 1) * odds;
		at = b + 1 < t->n ? at + one : 1;
	}
	return sum;
}

static double
sum_at_least(const struct tail *t, double k, double from, double to)
{
	double odds = t->p / (1 - t->p), ends = t->q / (1 - t->q), sum = 0, at, one, factor;
	double chance;

	to = fmin(to, ceil(t->n) - 1);
	if (to < from)
		return 0;
	chance = chance_of(k, t->q, to);
	at = tails_beta_at(to + 1, t->n - to, t->p, false, &factor);
	one = factor / (t->p * (t->n - to));
	for (double b = to; b >= from; b--) {
		sum += fmin(at, 1) * chance;
		chance *= b / ((k - b + 1) * ends);
		at += one;
		one *= b / ((t->n - b + 1) * odds);
	}
	return sum;
}

/* B as mean + sd (z + skewness (z^2 - 1) / 6), z normal: Cornish and Fisher's first term. */
static double
normal_over(const struct tail *t, double k)
{
	double sd = sqrt(k * t->q * (1 - t->q)), skew = (1 - 2 * t->q) / sd, sum = 0;

	for (double z = -GRID; z <= GRID; z += STEP) {
		double b = k * t->q + sd * (z + skew * (z * z - 1) / 6);

		sum += tail_at(t, fmin(fmax(b, 0), k)) * exp(-z * z / 2);
	}
	return sum * STEP / ROOT_2PI;
}

/* E of the tail at B of Bin(k, q), k whole. */
static double
mean_over(const struct tail *t, double k)
{
	double sd = sqrt(k * t->q * (1 - t->q)), from, to;

	if (k * t->q > COMPOUND_EXACT && sd > SIDE)
		return normal_over(t, k);
	from = fmax(0, floor(k * t->q - SIDE * sd - SIDE));
	to = fmin(k, ceil(k * t->q + SIDE * sd + SIDE));
	return t->least ? sum_at_least(t, k, from, to) : sum_at_most(t, k, from, to);
}

static double
between(const struct tail *t, double k)
{
	double low = floor(k), part = k - low;
	double at = mean_over(t, low);

	return part > 0 ? at + part * (mean_over(t, low + 1) - at) : at;
}

double
compound_at_most(double k, double n, double p, double m)
{
	const struct tail t = { n / m, p, 1 / m, false };

	if (m <= 1)
		return binomial_at_most(k, n, p);
	if (k >= n || p <= 0)
		return 1;
	return p >= 1 ? 0 : rounded(fmin(between(&t, fmax(k, 0)), 1));
}

double
compound_at_least(double k, double n, double p, double m)
{
	const struct tail t = { n / m, p, 1 / m, true };

	if (m <= 1)
		return binomial_at_least(k, n, p);
	if (k <= 0)
		return 1;
	if (k > n || p <= 0)
		return 0;
	/* Below one there is no incident that could end: from 0 on to what one bad event says. */
	if (k < 1)
		return rounded(1 - k * (1 - between(&t, 0)));
	return p >= 1 ? 1 : rounded(fmin(between(&t, k - 1), 1));
}

/* ---- bounds ---- */

struct bound {
	double k, n, m;
	double alpha;
	bool   least;
};

static double
beyond(void *ctx, double ln_p)
{
	const struct bound *b = ctx;
	double p = exp(ln_p);

	return (b->least ? compound_at_least(b->k, b->n, p, b->m)
	    : compound_at_most(b->k, b->n, p, b->m)) - b->alpha;
}

/* In ln p, as shares of events are of any size; @near has no greater tail than is asked for. */
static double
solve(struct bound *b, double near)
{
	const struct root_fn f = { beyond, b };
	double lo = log(near), hi = lo, x;

	if (b->least) {
		hi = fmin(lo + 1, 0);
		while (beyond(b, hi) < 0 && hi < 0)
			hi = fmin(hi + 1, 0);
	} else {
		while (beyond(b, lo) < 0 && lo > -700)
			lo--;
		hi = fmin(lo + 1, 0);
		while (beyond(b, hi) > 0 && hi < 0)
			hi = fmin(hi + 1, 0);
	}
	if (b->least)
		while (beyond(b, lo) > 0 && lo > -700)
			lo--;
	return rounded(root_between(&f, lo, hi, 1e-13, &x) ? exp(x) : exp(hi));
}

double
compound_lower(double k, double n, double alpha, double m)
{
	struct bound b = { k, n, m, alpha, true };

	if (m <= 1)
		return binomial_lower(k, n, alpha);
	return k > 0 && n > 0 ? solve(&b, fmin(k / n, 1) / 2) : 0;
}

double
compound_upper(double k, double n, double alpha, double m)
{
	struct bound b = { k, n, m, alpha, false };

	if (m <= 1)
		return binomial_upper(k, n, alpha);
	return k < n && n > 0 ? solve(&b, fmin(fmax(k, m) / n, 0.5)) : 1;
}
