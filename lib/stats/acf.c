/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/acf.h"

#include "base/mem.h"

#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>

#include <math.h>

/* Sums of the first and last values, from which those of a lag's pairs follow. */
struct side {
	double sum;
	double squares;
};

static double
correlation(double products, const struct side *late, const struct side *early, double n)
{
	double cov = products - late->sum * early->sum / n;
	double a = late->squares - late->sum * late->sum / n;
	double b = early->squares - early->sum * early->sum / n;

	return a > 0 && b > 0 ? cov / sqrt(a * b) : 0;
}

/* Of z, padded with zeros, the sums of products at every lag. */
static void
products(double *z, size_t size)
{
	(void)gsl_fft_real_radix2_transform(z, 1, size);
	z[0] *= z[0];
	z[size / 2] *= z[size / 2];
	for (size_t i = 1; i < size / 2; i++) {
		z[i] = z[i] * z[i] + z[size - i] * z[size - i];
		z[size - i] = 0;
	}
	(void)gsl_fft_halfcomplex_radix2_inverse(z, 1, size);
}

void
acf_of(const double *x, size_t n, size_t lags, double *r)
{
	struct side all = { 0, 0 }, late, early;
	size_t size = 2;
	double mean = 0, *z;

	while (size < n + lags)
		size *= 2;
	z = mem_array(NULL, size, sizeof(*z));
	for (size_t i = 0; i < n; i++)
		mean += x[i] / (double)n;
	for (size_t i = 0; i < size; i++) {
		z[i] = i < n ? x[i] - mean : 0;
		all.sum += z[i];
		all.squares += z[i] * z[i];
	}
	products(z, size);
	late = early = all;
	for (size_t k = 0; k <= lags; k++) {
		double first = x[k] - mean, last = x[n - 1 - k] - mean;

		r[k] = correlation(z[k], &late, &early, (double)(n - k));
		late.sum -= first;
		late.squares -= first * first;
		early.sum -= last;
		early.squares -= last * last;
	}
	mem_free(z);
}
