/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rank - see rank.h
 */
#include "stats/rank.h"

#include "stats/interval.h"
#include "stats/pvalue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
cmp_doubles(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

static int
cmp_pointers(const void *pa, const void *pb)
{
	const double *a = *(const double *const *)pa, *b = *(const double *const *)pb;

	return (*a > *b) - (*a < *b);
}

static double
middle(const double *sorted, size_t n)
{
	return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* ---- correlation ---- */

void
rank_mid(const double *x, size_t n, double *r, struct arena *tmp)
{
	const double **at = arena_alloc(tmp, n * sizeof(*at) + 1);

	for (size_t i = 0; i < n; i++)
		at[i] = &x[i];
	qsort(at, n, sizeof(*at), cmp_pointers);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && *at[end] == *at[i];)
			end++;
		for (size_t k = i; k < end; k++)
			r[at[k] - x] = (double)(i + 1 + end) / 2;
	}
}

/* Ranks less their mean; the sum of their squares. */
static double
centred(const double *x, size_t n, double *r, struct arena *tmp)
{
	double squares = 0;

	rank_mid(x, n, r, tmp);
	for (size_t i = 0; i < n; i++) {
		r[i] -= (double)(n + 1) / 2;
		squares += r[i] * r[i];
	}
	return squares;
}

double
rank_rho(const double *x, const double *y, size_t n, struct arena *tmp)
{
	double *a = arena_alloc(tmp, 2 * n * sizeof(*a) + 1), *b = a + n, ab = 0;
	double aa = centred(x, n, a, tmp), bb = centred(y, n, b, tmp);

	if (!(aa > 0 && bb > 0))
		return (double)NAN;
	for (size_t i = 0; i < n; i++)
		ab += a[i] * b[i];
	return fmax(-1, fmin(1, ab / sqrt(aa * bb)));
}

static double
auto_rho(const double *r, size_t n, size_t lag, double squares)
{
	double sum = 0;

	for (size_t i = lag; i < n; i++)
		sum += r[i] * r[i - lag];
	return sum / squares;
}

double
rank_effective(const double *x, const double *y, size_t n, struct arena *tmp)
{
	double *a = arena_alloc(tmp, 2 * n * sizeof(*a) + 1), *b = a + n, sum = 0;
	double aa = centred(x, n, a, tmp), bb = centred(y, n, b, tmp);

	if (!(aa > 0 && bb > 0))
		return (double)n;
	for (size_t k = 1; k <= n / 5; k++)
		sum += (1 - (double)k / (double)n) * auto_rho(a, n, k, aa) *
		    auto_rho(b, n, k, bb);
	return (double)n / fmax(1, 1 + 2 * sum);
}

struct rank_estimate
rank_rho_interval(double rho, size_t n, double effective, double conf)
{
	double m = (double)n, most = 1 - 12 / (m * (m * m - 1));
	double z, half;

	if (isnan(rho) || !(effective > 4))
		return (struct rank_estimate){ rho, (double)NAN, (double)NAN };
	z = atanh(fmax(-most, fmin(most, rho)));
	half = interval_z(conf) * sqrt((1 + rho * rho / 2) / (effective - 3));
	return (struct rank_estimate){ rho, fmin(rho, tanh(z - half)), fmax(rho, tanh(z + half)) };
}

double
rank_rho_p(double rho, double effective)
{
	double df = effective - 2;

	if (isnan(rho) || !(effective > 4))
		return (double)NAN;
	if (fabs(rho) >= 1)
		return 0;
	return pvalue_t(rho * sqrt(df / (1 - rho * rho)), df).p;
}

/* ---- distributions of counts ---- */

/* How many of @n pairs' order statistics may be left out at each end: p[k] is P(count = k). */
static size_t
outside(const double *p, size_t n, double conf)
{
	double tail = 0, most = (1 - conf) / 2;
	size_t r = 0;

	while (r < n / 2 && (tail += p[r]) <= most)
		r++;
	return r;
}

/* Of n values in random order, in how many pairs the later is the less. */
static const double *
kendall(size_t n, struct arena *tmp)
{
	size_t most = n * (n - 1) / 2, top = 0;
	double *p = arena_zalloc(tmp, (most + 1) * sizeof(*p));
	double *q = arena_alloc(tmp, (most + 1) * sizeof(*q));

	p[0] = 1;
	for (size_t i = 2; i <= n; i++) {	/* the i-th is less than 0 to i - 1 before it */
		double sum = 0;

		top += i - 1;
		for (size_t k = 0; k <= top; k++) {
			sum += p[k];
			if (k >= i)
				sum -= p[k - i];
			q[k] = fmax(0, sum) / (double)i;
		}
		memcpy(p, q, (top + 1) * sizeof(*p));
	}
	return p;
}

/* Of m and n values in random order, in how many pairs the one of n is the less. */
static const double *
mann_whitney(size_t m, size_t n, struct arena *tmp)
{
	size_t wide = m * n + 1;
	double *p = arena_zalloc(tmp, (m + 1) * wide * sizeof(*p));

	for (size_t i = 0; i <= m; i++)
		p[i * wide] = 1;
	for (size_t j = 1; j <= n; j++)
		for (size_t i = 1; i <= m; i++) {
			double *to = p + i * wide;
			const double *less = to - wide;
			double a = (double)i / (double)(i + j);

			/* The greatest of all is of m, and greater than all j, or it is of n. */
			for (size_t k = i * j + 1; k-- > 0;)
				to[k] = (1 - a) * to[k] + (k >= j ? a * less[k - j] : 0);
		}
	return p + m * wide;
}

/* ---- slopes and shifts ---- */

static struct rank_estimate
of_sorted(const double *d, size_t n, size_t out)
{
	struct rank_estimate r = { middle(d, n), (double)NAN, (double)NAN };

	if (out > 0) {
		r.lo = d[out - 1];
		r.hi = d[n - out];
	}
	return r;
}

struct rank_estimate
rank_slope(const double *t, const double *y, size_t n, double conf, struct arena *tmp)
{
	size_t pairs = n > 1 ? n * (n - 1) / 2 : 0, k = 0, out, lost;
	double *d = arena_alloc(tmp, (pairs + 1) * sizeof(*d));

	if (pairs == 0)
		return (struct rank_estimate){ (double)NAN, (double)NAN, (double)NAN };
	for (size_t i = 1; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (t[i] < t[j] || t[i] > t[j])
				d[k++] = (y[i] - y[j]) / (t[i] - t[j]);
	if (k == 0)
		return (struct rank_estimate){ (double)NAN, (double)NAN, (double)NAN };
	qsort(d, k, sizeof(*d), cmp_doubles);
	out = outside(kendall(n, tmp), pairs, conf);
	lost = pairs - k;
	return of_sorted(d, k, out > lost ? out - lost : 0);
}

double
rank_level(const double *t, const double *y, size_t n, double slope, struct arena *tmp)
{
	double *d = arena_alloc(tmp, n * sizeof(*d));

	for (size_t i = 0; i < n; i++)
		d[i] = y[i] - slope * t[i];
	qsort(d, n, sizeof(*d), cmp_doubles);
	return middle(d, n);
}

struct rank_estimate
rank_shift(const double *a, size_t na, const double *b, size_t nb, double conf,
    struct arena *tmp)
{
	size_t pairs = na * nb;
	double *d = arena_alloc(tmp, (pairs + 1) * sizeof(*d));

	if (pairs == 0)
		return (struct rank_estimate){ (double)NAN, (double)NAN, (double)NAN };
	for (size_t i = 0; i < na; i++)
		for (size_t j = 0; j < nb; j++)
			d[i * nb + j] = b[j] - a[i];
	qsort(d, pairs, sizeof(*d), cmp_doubles);
	return of_sorted(d, pairs, outside(mann_whitney(na, nb, tmp), pairs, conf));
}
