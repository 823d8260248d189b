/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tails - see tails.h
 *
 * The inverses are Newton on ln tail as a function of ln x, which is concave
 * for both distributions: after the first step the iterates come from one side.
 * A bracket catches what rounding does to that.
 */
#include "stats/tails.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

#include <float.h>
#include <math.h>

#define TWO_PI 6.283185307179586477

#define STEP_EXACT (2 * DBL_EPSILON)	/* steps of searches, relative */
#define STEP_NEAR 1e-4		/* of Halley's, by sqrt(a + 1) */
#define STIRLING_MIN 16.0	/* from here on five terms of the series are all a double holds */

enum {
	TERMS_MAX = 10000000,	/* some 100 times what the callers' largest counts need */
	STEPS_MAX = 200
};

/* ln Gamma(x + 1) minus Stirling's formula. */
static double
stirling_err(double x)
{
	static const double whole[] = {
		0, 0.081061466795327261, 0.041340695955409297, 0.027677925684998338,
		0.020790672103765093, 0.016644691189821193, 0.013876128823070748,
		0.01189670994589177, 0.010411265261972096, 0.0092554621827127329,
		0.0083305634333628708, 0.0075736754879518406, 0.0069428401072095299,
		0.0064089941880042071, 0.0059513701127588475, 0.0055547335519628011
	};
	static const double half[] = {
		0.15342640972002735, 0.054814121051917654, 0.033162873519936287,
		0.023746163656297496, 0.018488450532673185, 0.015134973221917379,
		0.012810465242920227, 0.011104559758206917, 0.0097994161261588033,
		0.0087687001341393855, 0.0079341145643140205, 0.0072445543013203832,
		0.0066652470327076824, 0.0061717122630394576, 0.0057462165130101157,
		0.0053755990329268345
	};
	double y = 1 / (x * x);

	if (x < STIRLING_MIN && x >= 1 && x == floor(x))
		return whole[(int)x];
	if (x < STIRLING_MIN && x - floor(x) == 0.5)
		return half[(int)x];
	if (x < STIRLING_MIN)
		return log(gsl_sf_gammastar(x));
	return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 * y) * y) * y) * y)
	    / x;
}

/* x ln(x / m) + m - x, given @diff = m - x; without cancellation where x is near m. */
static double
deviance(double x, double m, double diff)
{
	if (m < x / 2 || m > 2 * x)
		return x * log(x / m) + diff;
	return -x * gsl_sf_log_1plusx_mx(diff / x);
}

struct factor {			/* exp(log_p) * root: either alone may leave the doubles */
	double log_p;
	double root;
};

static double
factor_value(struct factor f)
{
	return exp(f.log_p) * f.root;
}

/* x^a (1 - x)^b / B(a, b), by Loader's saddle point form; 0 < x < 1 */
static struct factor
beta_factor(const struct tails_beta *t, double x)
{
	double n = t->a + t->b, diff = fma(n, x, -t->a), log_p = t->stirling
	    - deviance(t->a, n * x, diff) - deviance(t->b, n * (1 - x), -diff);

	return (struct factor){ log_p, sqrt(t->a / n * t->b / TWO_PI) };
}

/* x^a exp(-x) / Gamma(a), likewise */
static struct factor
gamma_factor(double a, double x)
{
	return (struct factor){ -log(gsl_sf_gammastar(a)) - deviance(a, x, x - a),
		sqrt(a / TWO_PI) };
}

/*
 * What beta_factor is divided by to give I_x(a, b); quick for
 * x < (a + 1) / (a + b + 2).  @lead is a - (a + b) x, in which alone the
 * distance of x from the middle shows: x may be next to 1.
 */
static double
fraction(double a, double b, double x, double lead)
{
	double f = a * (lead + 1) / (a + 1), c = f, d = 0;

	for (int m = 1; m <= TERMS_MAX; m++) {
		double odd = a + 2 * m - 1, step;
		double over = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
		double under = m + m * (b - m) * x / odd
		    + (a + m) * (lead + 1 + m * (2 - x)) / (odd + 2);

		d = 1 / (under + over * d);
		c = under + over / c;
		step = c * d;
		f *= step;
		if (fabs(step - 1) <= DBL_EPSILON)
			break;
	}
	return f;
}

struct tails_beta
tails_beta_of(double a, double b)
{
	return (struct tails_beta){ a, b, stirling_err(a + b) - stirling_err(a) -
		stirling_err(b) };
}

double
tails_beta_at(const struct tails_beta *t, double x, bool upper, double *factor)
{
	const double a = t->a, b = t->b;
	double part, lead = -fma(a + b, x, -a);

	*factor = factor_value(beta_factor(t, x));
	if (x < (a + 1) / (a + b + 2)) {
		part = *factor / fraction(a, b, x, lead);
		return upper ? 1 - part : part;
	}
	part = *factor / fraction(b, a, 1 - x, -lead);
	return upper ? part : 1 - part;
}

double
tails_beta(double a, double b, double x, bool upper)
{
	struct tails_beta t;
	double factor;

	if (x <= 0)
		return upper ? 1 : 0;
	if (x >= 1)
		return upper ? 0 : 1;
	t = tails_beta_of(a, b);
	return tails_beta_at(&t, x, upper, &factor);
}

double
tails_beta_log(double a, double b, double x, bool upper)
{
	double lead = -fma(a + b, x, -a), part;
	bool low = x < (a + 1) / (a + b + 2);
	struct tails_beta t;
	struct factor f;

	if (x <= 0 || x >= 1 || low == upper)
		return log(tails_beta(a, b, x, upper));
	t = tails_beta_of(a, b);
	f = beta_factor(&t, x);
	part = low ? fraction(a, b, x, lead) : fraction(b, a, 1 - x, -lead);
	return f.log_p + log(f.root / part);
}

/* Q(a, x) over gamma_factor, for x >= a + 1, by Lentz */
static double
gamma_fraction(double a, double x)
{
	double part, c, d, step = 0;

	d = part = 1 / (x + 1 - a);
	c = HUGE_VAL;
	for (int m = 1; m <= TERMS_MAX && fabs(step - 1) > DBL_EPSILON; m++) {
		double over = m * (a - m), under = x + 1 - a + 2 * m;

		d = 1 / (over * d + under);
		c = under + over / c;
		step = c * d;
		part *= step;
	}
	return part;
}

/* x < shape + 1: the series of P; else the continued fraction of Q */
static double
gamma_tail(double a, double x, bool upper)
{
	double part = 1, term = 1;

	if (x >= a + 1) {
		part = gamma_fraction(a, x) * factor_value(gamma_factor(a, x));
		return upper ? part : 1 - part;
	}
	for (int m = 1; m <= TERMS_MAX && term > DBL_EPSILON / 4 * part; m++) {
		term *= x / (a + m);
		part += term;
	}
	part *= factor_value(gamma_factor(a, x)) / a;
	return upper ? 1 - part : part;
}

double
tails_gamma(double shape, double x, bool upper)
{
	if (x <= 0)
		return upper ? 1 : 0;
	if (isinf(x))
		return upper ? 0 : 1;
	return gamma_tail(shape, x, upper);
}

double
tails_gamma_log(double shape, double x)
{
	struct factor f;

	if (!(x >= shape + 1) || isinf(x))
		return log(tails_gamma(shape, x, true));
	f = gamma_factor(shape, x);
	return f.log_p + log(f.root * gamma_fraction(shape, x));
}

struct root {			/* where the search stands */
	double x;
	double lo, hi;		/* the root lies between */
	double tail;		/* wanted */
	bool   upper;
	double near;		/* steps as small as that, relative, are the last */
};

/* One step; @p is the tail at x and @slope |d ln p / d ln x|.  True when x has settled. */
static bool
root_step(struct root *r, double p, double slope)
{
	double next = r->x * exp(log(p / r->tail) / (r->upper ? slope : -slope));
	bool settled = fabs(next - r->x) <= r->near * r->x;

	if ((p < r->tail) != r->upper)
		r->lo = r->x;
	else
		r->hi = r->x;
	if (!settled && !(next > r->lo && next < r->hi)) {
		if (isinf(r->hi))
			next = 2 * r->x;
		else
			next = r->lo > 0 ? sqrt(r->lo) * sqrt(r->hi) : r->hi / 16;
		settled = fabs(next - r->x) <= r->near * r->x;
	}
	r->x = next;
	return settled;
}

double
tails_beta_inv(double a, double b, double tail, bool upper)
{
	const struct tails_beta t = tails_beta_of(a, b);
	struct root r = { a / (a + b), 0, 1, tail, upper, STEP_EXACT };

	for (int k = 0; k < STEPS_MAX; k++) {
		double factor, p = tails_beta_at(&t, r.x, upper, &factor);

		if (root_step(&r, p, factor / (1 - r.x) / p))
			break;
	}
	return r.x;
}

/*
 * Halley's steps: with the second derivative of ln tail, which is known, the error of a step is
 * about a / 12 times the third power of the step before.
 */
double
tails_beta_inv_near(double a, double b, double tail, bool upper, double guess)
{
	const struct tails_beta t = tails_beta_of(a, b);
	double from = guess > 0 && guess < 1 ? guess : a / (a + b);
	struct root r = { from, 0, 1, tail, upper, STEP_NEAR / sqrt(a + 1) };

	for (int k = 0; k < STEPS_MAX; k++) {
		double factor, p = tails_beta_at(&t, r.x, upper, &factor);
		double slope = factor / (1 - r.x) / p, bend = a - (b - 1) * (r.x / (1 - r.x));
		double less = log(p / tail) / (2 * slope);

		less *= upper ? -bend - slope : bend - slope;
		if (root_step(&r, p, slope * fmin(fmax(1 - less, 0.5), 2)))
			break;
	}
	return r.x;
}

double
tails_gamma_inv(double shape, double tail, bool upper)
{
	struct root r = { shape, 0, (double)INFINITY, tail, upper, STEP_EXACT };

	for (int k = 0; k < STEPS_MAX; k++) {
		double p = gamma_tail(shape, r.x, upper);

		if (root_step(&r, p, factor_value(gamma_factor(shape, r.x)) / p))
			break;
	}
	return r.x;
}
