/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/special.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

#include <math.h>

#define PIVOT 1e-14

double
special_lngamma(double x)
{
	gsl_sf_result r;

	return gsl_sf_lngamma_e(x, &r) == 0 ? r.val : NAN;
}

double
special_digamma(double x)
{
	gsl_sf_result r;

	return gsl_sf_psi_e(x, &r) == 0 ? r.val : NAN;
}

/* A pivot that is no more than the rounding of what was taken off it says nothing. */
static bool
definite(const double *factor, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const double *row = factor + i * n;
		double diagonal = 0;

		for (size_t k = 0; k <= i; k++)
			diagonal += row[k] * row[k];
		if (!(row[i] * row[i] > PIVOT * diagonal) || !isfinite(diagonal))
			return false;
	}
	return true;
}

bool
special_solve(double *a, double *b, size_t n, bool invert)
{
	gsl_matrix_view m = gsl_matrix_view_array(a, n, n);

	if (gsl_linalg_cholesky_decomp1(&m.matrix) != 0 || !definite(a, n))
		return false;
	if (b != NULL) {
		gsl_vector_view v = gsl_vector_view_array(b, n);

		if (gsl_linalg_cholesky_svx(&m.matrix, &v.vector) != 0)
			return false;
	}
	return !invert || gsl_linalg_cholesky_invert(&m.matrix) == 0;
}
