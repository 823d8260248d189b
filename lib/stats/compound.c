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

struct mean {			/* of N's tail at B of Bin(k, q), k whole, but for p */
	double n;		/* trials: events over m */
	double q;		/* share of the bad events that end an incident */
	double k;
	bool   least;		/* P(N > b), else P(N <= b) */
	bool   normal;		/* B is taken for normal but for its skewness; else */
	double from, to;	/* ... so much of it, */
	double chance;		/* ... that of where the sum begins, */
	struct tails_beta first;	/* ... and N's tail there, if it begins below n */
};

struct law {			/* of K, but for p */
	double k, n;
	bool   least;
	double part;		/* k whole and the next one: how far between them */
	struct mean at[2];
};

static double
tail_at(const struct mean *t, double p, double b)
{
	return t->least ? binomial_at_least(b + 1, t->n, p) : binomial_at_most(b, t->n, p);
}

/* P(B = b), B of Bin(k, q) */
static double
chance_of(double k, double q, double b)
{
	if (!(k > 0))
		return 1;
	return exp(special_lngamma(k + 1) - special_lngamma(b + 1) - special_lngamma(k - b + 1) +
	    b * log(q) + (k - b) * log1p(-q));
}

static struct mean
mean_of(double k, double n, double m, bool least)
{
	struct mean t = { .n = n / m, .q = 1 / m, .k = k, .least = least };
	double sd = sqrt(k * t.q * (1 - t.q)), begin;

	t.normal = k * t.q > COMPOUND_EXACT && sd > SIDE;
	if (t.normal)
		return t;
	t.from = fmax(0, floor(k * t.q - SIDE * sd - SIDE));
	t.to = fmin(k, ceil(k * t.q + SIDE * sd + SIDE));
	if (least)
		t.to = fmin(t.to, ceil(t.n) - 1);
	begin = least ? t.to : t.from;
	if (t.to < t.from)
		return t;
	t.chance = chance_of(k, t.q, begin);
	if (begin < t.n)
		t.first = tails_beta_of(begin + 1, t.n - begin);
	return t;
}

/*
 * Over b in [from, to], by steps of one: each adds one probability of N to the tail before it,
 * in the direction in which the tail grows; those of B, too, follow from the one before.
 */
static double
sum_at_most(const struct mean *t, double p)
{
	double odds = p / (1 - p), ends = t->q / (1 - t->q), sum = 0, at = 1, one = 0;
	double chance = t->chance, factor;

	if (t->from < t->n) {
		at = tails_beta_at(&t->first, p, true, &factor);
		one = factor / (p * (t->n - t->from));
	}
	for (double b = t->from; b <= t->to; b++) {
		sum += fmin(at, 1) * chance;
		chance *= (t->k - b) / (b + 1) * ends;
		one *= fmax(t->n - b, 0) / (b + 1) * odds;
		at = b + 1 < t->n ? at + one : 1;
	}
	return sum;
}

static double
sum_at_least(const struct mean *t, double p)
{
	double odds = p / (1 - p), ends = t->q / (1 - t->q), sum = 0, at, one, factor;
	double chance = t->chance;

	if (t->to < t->from)
		return 0;
	at = tails_beta_at(&t->first, p, false, &factor);
	one = factor / (p * (t->n - t->to));
	for (double b = t->to; b >= t->from; b--) {
		sum += fmin(at, 1) * chance;
		chance *= b / ((t->k - b + 1) * ends);
		at += one;
		one *= b / ((t->n - b + 1) * odds);
	}
	return sum;
}

/* B as mean + sd (z + skewness (z^2 - 1) / 6), z normal: Cornish and Fisher's first term. */
static double
normal_over(const struct mean *t, double p)
{
	const double k = t->k;
	double sd = sqrt(k * t->q * (1 - t->q)), skew = (1 - 2 * t->q) / sd, sum = 0;

	for (double z = -GRID; z <= GRID; z += STEP) {
		double b = k * t->q + sd * (z + skew * (z * z - 1) / 6);

		sum += tail_at(t, p, fmin(fmax(b, 0), k)) * exp(-z * z / 2);
	}
	return sum * STEP / ROOT_2PI;
}

static double
mean_at(const struct mean *t, double p)
{
	if (t->normal)
		return normal_over(t, p);
	return t->least ? sum_at_least(t, p) : sum_at_most(t, p);
}

/* Below one bad event there is no incident that could end. */
static struct law
law_of(double k, double n, double m, bool least)
{
	const double ends = fmax(least ? k - 1 : k, 0), low = floor(ends);
	struct law l = { .k = k, .n = n, .least = least, .part = ends - low };

	l.at[0] = mean_of(low, n, m, least);
	if (l.part > 0)
		l.at[1] = mean_of(low + 1, n, m, least);
	return l;
}

static double
between(const struct law *l, double p)
{
	double at = mean_at(&l->at[0], p);

	return l->part > 0 ? at + l->part * (mean_at(&l->at[1], p) - at) : at;
}

/* 0 < k, or 0 <= k < n of at most */
static double
law_tail(const struct law *l, double p)
{
	if (l->least && (p <= 0 || l->k > l->n))
		return 0;
	if (p <= 0)
		return 1;
	/* From 0 on to what one bad event says. */
	if (l->least && l->k < 1)
		return rounded(1 - l->k * (1 - between(l, p)));
	if (p >= 1)
		return l->least ? 1 : 0;
	return rounded(fmin(between(l, p), 1));
}

double
compound_at_most(double k, double n, double p, double m)
{
	struct law l;

	if (m <= 1)
		return binomial_at_most(k, n, p);
	if (k >= n)
		return 1;
	l = law_of(k, n, m, false);
	return law_tail(&l, p);
}

double
compound_at_least(double k, double n, double p, double m)
{
	struct law l;

	if (m <= 1)
		return binomial_at_least(k, n, p);
	if (k <= 0)
		return 1;
	l = law_of(k, n, m, true);
	return law_tail(&l, p);
}

/* ---- bounds ---- */

struct bound {
	struct law law;
	double     alpha;
};

static double
beyond(void *ctx, double ln_p)
{
	const struct bound *b = ctx;

	return law_tail(&b->law, exp(ln_p)) - b->alpha;
}

/* In ln p, as shares of events are of any size; @near has no greater tail than is asked for. */
static double
solve(struct bound *b, double near)
{
	const struct root_fn f = { beyond, b };
	double lo = log(near), hi = lo, x;

	if (b->law.least) {
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
	if (b->law.least)
		while (beyond(b, lo) > 0 && lo > -700)
			lo--;
	return rounded(root_between(&f, lo, hi, 1e-13, &x) ? exp(x) : exp(hi));
}

double
compound_lower(double k, double n, double alpha, double m)
{
	struct bound b = { .alpha = alpha };

	if (m <= 1)
		return binomial_lower(k, n, alpha);
	if (!(k > 0 && n > 0))
		return 0;
	b.law = law_of(k, n, m, true);
	return solve(&b, fmin(k / n, 1) / 2);
}

double
compound_upper(double k, double n, double alpha, double m)
{
	struct bound b = { .alpha = alpha };

	if (m <= 1)
		return binomial_upper(k, n, alpha);
	if (!(k < n && n > 0))
		return 1;
	b.law = law_of(k, n, m, false);
	return solve(&b, fmin(fmax(k, m) / n, 0.5));
}
