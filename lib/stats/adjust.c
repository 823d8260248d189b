/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * adjust - see adjust.h
 */
#include "stats/adjust.h"

#include "stats/root.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <stdlib.h>

#define ROOT_HALF 0.70710678118654752440
#define DENSITY   0.39894228040143267794	/* of the normal at 0 */
#define FAR       30.0				/* beyond, one tail is below 1e-196 */

struct ranked {
	double p;
	size_t at;
};

static int
by_p(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Those of the family, least first; the others' @out is NAN. */
static struct ranked *
rank_family(const double *p, size_t n, double *out, size_t *m, struct arena *a)
{
	struct ranked *r = arena_alloc(a, n * sizeof(*r));

	*m = 0;
	for (size_t i = 0; i < n; i++) {
		if (!isnan(p[i]))
			r[(*m)++] = (struct ranked){ p[i], i };
		else
			out[i] = (double)NAN;
	}
	qsort(r, *m, sizeof(*r), by_p);
	return r;
}

void
adjust_holm(const double *p, size_t n, double *out, struct arena *a)
{
	size_t m;
	struct ranked *r = rank_family(p, n, out, &m, a);
	double top = 0;

	for (size_t i = 0; i < m; i++) {
		top = fmax(top, fmin(1, r[i].p * (double)(m - i)));
		out[r[i].at] = top;
	}
}

void
adjust_bh(const double *p, size_t n, double *out, struct arena *a)
{
	size_t m;
	struct ranked *r = rank_family(p, n, out, &m, a);
	double least = 1;

	for (size_t i = m; i-- > 0;) {
		least = fmin(least, r[i].p * (double)m / (double)(i + 1));
		out[r[i].at] = least;
	}
}

static double
above(double x)
{
	return erfc(x * ROOT_HALF) / 2;
}

/* Given what the control adds to all, u, the comparisons are independent: P that one is beyond. */
static double
beyond(double q, const double *lambda, size_t n, double u)
{
	double ln = 0;

	for (size_t i = 0; i < n; i++) {
		double own = sqrt(1 - lambda[i] * lambda[i]), shift = lambda[i] * u;

		ln += log1p(-fmin(1, above((q - shift) / own) + above((q + shift) / own)));
	}
	return -expm1(ln);
}

/*
 * The trapezoidal rule over u, even in it: the integrand is analytic and dies out, so that the
 * error falls faster than any power of the step.  Its steepest flank is as wide as the least
 * share of its own that a comparison has.
 */
static double
tail(double q, const double *lambda, size_t n)
{
	double own = 1, sum = 0, step, end = q + 9;

	for (size_t i = 0; i < n; i++)
		own = fmin(own, sqrt(1 - lambda[i] * lambda[i]));
	step = fmax(own, 1e-3) / 8;
	for (double u = 0; u <= end; u += step)
		sum += (u > 0 ? 2 : 1) * exp(-u * u / 2) * beyond(q, lambda, n, u);
	return fmin(1, DENSITY * step * sum);
}

struct pvalue
adjust_dunnett(double z, const double *lambda, size_t n)
{
	struct pvalue one = pvalue_t(z, (double)INFINITY);
	double p;

	if (isnan(z) || n == 1)
		return one;
	if (fabs(z) > FAR) {
		one.p *= (double)n;
		one.log10_p += log10((double)n);
		return one;
	}
	p = tail(fabs(z), lambda, n);
	return (struct pvalue){ p, log10(p) };
}

struct pvalue
adjust_dunnett_p(double p, const double *lambda, size_t n)
{
	if (!(p > 0))
		return (struct pvalue){ p, log10(p) };
	return adjust_dunnett(gsl_cdf_ugaussian_Qinv(p / 2), lambda, n);
}

struct dunnett {
	const double *lambda;
	size_t        n;
	double        log10_alpha;
};

static double
excess(void *ctx, double q)
{
	const struct dunnett *d = ctx;

	return adjust_dunnett(q, d->lambda, d->n).log10_p - d->log10_alpha;
}

double
adjust_dunnett_crit(double alpha, const double *lambda, size_t n)
{
	struct dunnett d = { lambda, n, log10(alpha) };
	const struct root_fn f = { excess, &d };
	double q;

	return root_between(&f, 0, FAR, 1e-12, &q) ? q : (double)NAN;
}
