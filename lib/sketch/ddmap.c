/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ddmap - see ddmap.h
 *
 * With x = (1 + s) 2^e, s in [0, 1), the interpolated log2 is
 *
 *     l(x) = e + P(s),   P(s) = 6/35 s^3 - 3/5 s^2 + 10/7 s,   P(0) = 0, P(1) = 1
 *
 * and bin i holds l(x) mult in [i, i + 1).  dl / d ln x = P'(s) (1 + s) has its
 * minimum 10/7 at s = 0 and s = 2/3, so a bin spans at most 7 / (10 mult) of
 * ln x.  That must not exceed ln gamma, gamma = (1 + a) / (1 - a): the harmonic
 * middle 2 lo hi / (lo + hi) is then within (hi - lo) / (hi + lo) <= a.
 */
#include "sketch/ddmap.h"

#include <math.h>

/*
 * ln((1 + a) / (1 - a)) = 2 (a + a^3/3 + a^5/5 + ...), by its own series since
 * log() may differ in the last bit between C libraries; at a = 0.1 the terms
 * fall by 100.  The factor makes bins narrower by a millionth: room for the
 * rounding of l and of the edges.
 */
void
ddmap_init(struct ddmap *m, double accuracy)
{
	double a = accuracy, sum = 0, power;

	if (!(a >= DDMAP_ACCURACY_MIN))
		a = DDMAP_ACCURACY_MIN;
	if (a > DDMAP_ACCURACY_MAX)
		a = DDMAP_ACCURACY_MAX;
	power = a;
	for (int k = 1; k < 25; k += 2) {
		sum += power / k;
		power = power * a * a;
	}
	m->accuracy = a;
	m->mult = 7.0 / (20.0 * sum) * (1 + 1.0 / (1 << 20));
}

void
ddmap_small_init(struct ddmap_small *t, double accuracy)
{
	struct ddmap m;

	ddmap_init(&m, accuracy);
	t->bin[0] = 0;
	for (int i = 1; i < DDMAP_SMALL; i++)
		t->bin[i] = ddmap_bin(&m, i);
}

struct edge {			/* mant * 2^exp */
	double mant;		/* [1, 2] */
	int    exp;
};

/*
 * Newton on the cubic: P rises and is concave on [0, 1], so after the first
 * step the iterates climb to the root; six reach the last bits from anywhere.
 */
static struct edge
edge_of(const struct ddmap *m, int32_t bin)
{
	const double a = 6.0 / 35.0, b = -3.0 / 5.0, c = 10.0 / 7.0;
	double l = (double)bin / m->mult, whole, frac, s;
	int32_t e = (int32_t)l;

	e -= l < (double)e;
	whole = (double)e;
	frac = l - whole;
	s = frac;
	for (int k = 0; k < 6; k++)
		s -= (((a * s + b) * s + c) * s - frac) / ((3 * a * s + 2 * b) * s + c);
	return (struct edge){ 1 + s, e };
}

double
ddmap_edge(const struct ddmap *m, int32_t bin)
{
	struct edge lo = edge_of(m, bin);

	return ldexp(lo.mant, lo.exp);
}

double
ddmap_value(const struct ddmap *m, int32_t bin)
{
	struct edge lo = edge_of(m, bin), hi = edge_of(m, bin + 1);
	double ratio = ldexp(lo.mant / hi.mant, lo.exp - hi.exp);

	return ldexp(lo.mant * (2 / (1 + ratio)), lo.exp);
}
