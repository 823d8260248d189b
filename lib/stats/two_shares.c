/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * two_shares - see two_shares.h
 */
#include "stats/two_shares.h"

#include <math.h>

enum { STEPS_MAX = 200 };

#define SETTLED 1e-15

/* The likelihood of k0 of n0 with p and k1 of n1 with p + delta: its slope at p, falling. */
struct likelihood {
	double k1, n1, k0, n0;
	double delta;
};

/* Terms without counts are 0 to the edge. */
static double
part(double k, double p)
{
	return k > 0 ? k / p : 0;
}

static double
slope(const struct likelihood *l, double p, double *fall)
{
	const double p1 = p + l->delta;
	const double term[] = { part(l->k1, p1), part(l->n1 - l->k1, 1 - p1), part(l->k0, p),
		part(l->n0 - l->k0, 1 - p) };
	const double count[] = { l->k1, l->n1 - l->k1, l->k0, l->n0 - l->k0 };

	*fall = 0;
	for (int i = 0; i < 4; i++)
		if (count[i] > 0)
			*fall += term[i] * term[i] / count[i];
	return term[0] - term[1] + term[2] - term[3];
}

/* The p of the greatest likelihood, by Newton within a bracket. */
static double
likeliest(const struct likelihood *l)
{
	double lo = fmax(0, -l->delta), hi = fmin(1, 1 - l->delta), p, fall;

	p = fmin(fmax((l->k0 + l->k1 - l->n1 * l->delta) / (l->n0 + l->n1), lo), hi);
	if (!(p > lo && p < hi))
		p = lo + (hi - lo) / 2;
	for (int i = 0; i < STEPS_MAX && hi - lo > SETTLED * hi; i++) {
		double at = slope(l, p, &fall), next = p + at / fall;

		if (at > 0)
			lo = p;
		else
			hi = p;
		if (!(next > lo && next < hi))
			next = lo + (hi - lo) / 2;
		if (fabs(next - p) <= SETTLED * p)
			return next;
		p = next;
	}
	return p;
}

static double
unbias(const struct two_shares *c)
{
	const double n = c->n1 + c->n0;

	return c->unbiased && n > 1 ? n / (n - 1) : 1;
}

/* @diff in standard errors; where there is no error any difference is beyond all. */
static double
standard(double diff, double var)
{
	if (diff == 0)
		return 0;
	if (!(var > 0))
		return copysign((double)INFINITY, diff);
	return diff / sqrt(var);
}

/* Shares above a half are counted from the other end, where they have more digits. */
double
two_shares_diff_z(const struct two_shares *c, double delta)
{
	const bool high = c->k1 + c->k0 > (c->n1 + c->n0) / 2;
	const struct likelihood l = { high ? c->n1 - c->k1 : c->k1, c->n1,
		high ? c->n0 - c->k0 : c->k0, c->n0, high ? -delta : delta };
	const double p = likeliest(&l), p1 = fmin(fmax(p + l.delta, 0), 1);
	const double var = (p1 * (1 - p1) / c->n1 + p * (1 - p) / c->n0) * unbias(c);
	const double z = standard(l.k1 / l.n1 - l.k0 / l.n0 - l.delta, var);

	return high ? -z : z;
}

/*
 * The constrained shares are p and ratio p, p the lesser root of
 * N ratio p^2 - b p + K = 0, b = ratio (n1 + k0) + n0 + k1.  With the failures f1 and f0 all of
 * it, 1 - p and 1 - ratio p too, is written so that shares next to 1 keep their digits.
 */
double
two_shares_ratio_z(const struct two_shares *c, double ratio)
{
	const double f1 = c->n1 - c->k1, f0 = c->n0 - c->k0, k = c->k1 + c->k0, more = ratio - 1;
	const double b = c->n1 * ratio + c->k1 + c->n0 + c->k0 * ratio;
	const double grow = more * (c->n1 + c->k0);
	const double root = sqrt((f1 - f0 + grow) * (f1 - f0 + grow) + 4 * ratio * f1 * f0);
	const double below = b + root, p = 2 * k / below;
	const double fail = fmax(0, f1 + f0 + grow + root) / below;
	const double fail1 = fmax(0, ratio * f1 + f0 - more * k + root) / below;
	const double var = ratio * p * (fail1 / c->n1 + ratio * fail / c->n0) * unbias(c);
	const double diff = 2 * k > c->n1 + c->n0 ? ratio * f0 / c->n0 - f1 / c->n1 - more
	    : c->k1 / c->n1 - ratio * c->k0 / c->n0;

	return standard(diff, var);
}

typedef double statistic(const struct two_shares *c, double at);

/* Where a falling statistic passes @q, between @lo and @hi, by bisection. */
static double
passes(statistic *fn, const struct two_shares *c, double q, double lo, double hi)
{
	for (int i = 0; i < STEPS_MAX; i++) {
		double mid = lo + (hi - lo) / 2;

		if (mid <= lo || mid >= hi)
			break;
		if (fn(c, mid) > q)
			lo = mid;
		else
			hi = mid;
	}
	return lo + (hi - lo) / 2;
}

struct interval
two_shares_diff(const struct two_shares *c, double q)
{
	const double diff = c->k1 / c->n1 - c->k0 / c->n0;

	return (struct interval){ diff > -1 ? passes(two_shares_diff_z, c, q, -1, diff) : -1,
		diff < 1 ? passes(two_shares_diff_z, c, -q, diff, 1) : 1 };
}

/* Where the statistic of a ratio passes @q, up or down from @from, by steps that grow. */
static double
ratio_bound(const struct two_shares *c, double q, double from)
{
	const bool up = two_shares_ratio_z(c, from) > q;
	double step = 1.5, other = from;

	for (int i = 0; i < STEPS_MAX && (two_shares_ratio_z(c, other) > q) == up; i++) {
		from = other;
		other = up ? other * step : other / step;
		step = fmin(step * step, 1e30);
	}
	return up ? passes(two_shares_ratio_z, c, q, from, other)
	    : passes(two_shares_ratio_z, c, q, other, from);
}

struct interval
two_shares_ratio(const struct two_shares *c, double q)
{
	const double ratio = c->k0 > 0 && c->k1 > 0 ? c->k1 / c->n1 / (c->k0 / c->n0) : 1;
	struct interval in = { 0, (double)INFINITY };

	if (c->k1 > 0)
		in.lo = ratio_bound(c, q, ratio);
	if (c->k0 > 0)
		in.hi = ratio_bound(c, -q, ratio);
	return in;
}
