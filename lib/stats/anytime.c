/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/anytime.h"

#include <gsl/gsl_sf_lambert.h>

#include <math.h>

#define E       2.718281828459045235
#define LOG10_E 0.434294481903251828

/* Setting the derivative of B(n) by n rho^2 to 0 leaves Lambert's equation, lower branch. */
double
anytime_rho2(double n_star, double alpha)
{
	gsl_sf_result r;

	if (gsl_sf_lambert_Wm1_e(-alpha * alpha / E, &r) != 0)
		return NAN;
	return (-r.val - 1) / n_star;
}

double
anytime_bound(double n, double rho2, double alpha)
{
	double v = n * rho2;

	return sqrt((v + 1) / v * (log1p(v) - 2 * log(alpha)));
}

double
anytime_bound_one(double n, double rho2, double alpha)
{
	double v = n * rho2;

	return sqrt((v + 1) / v * 2 * log1p(sqrt(v + 1) / (2 * alpha)));
}

double
anytime_log_e(double z, double n, double rho2)
{
	double v = n * rho2;

	return z * z * v / (2 * (v + 1)) - log1p(v) / 2;
}

double
anytime_log10_p(double z, double n, double rho2)
{
	return fmin(0, -anytime_log_e(z, n, rho2) * LOG10_E);
}

/* The alpha whose one-sided bound z is just at. */
double
anytime_log10_p_one(double z, double n, double rho2)
{
	double v = n * rho2, half = z * z * v / (2 * (v + 1));

	if (!(z > 0))
		return 0;
	return fmin(0, (log1p(v) / 2 - log(2) - half - log1p(-exp(-half))) * LOG10_E);
}
