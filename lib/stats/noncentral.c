/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/noncentral.h"

#include "base/mem.h"
#include "stats/special.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>

#include <math.h>

enum { PANELS = 32, POINTS = 16 };

#define REACH 9.0		/* standard deviations of sqrt(chi^2 / df), and more */
#define DF_NORMAL 1e7		/* from here on the standard deviation is known */

double
noncentral_t_upper(double t, double df, double delta)
{
	double log_c = log(2) + df / 2 * log(df / 2) - special_lngamma(df / 2);
	double lo = fmax(1 - REACH / sqrt(df), 0), hi = 1 + REACH / sqrt(df);
	double width = (hi - lo) / (double)PANELS, sum = 0;
	gsl_integration_glfixed_table *g;

	if (df >= DF_NORMAL)
		return gsl_cdf_ugaussian_Q(t - delta);
	g = gsl_integration_glfixed_table_alloc(POINTS);
	if (g == NULL)
		mem_oom(POINTS * sizeof(double));
	for (int p = 0; p < PANELS; p++)
		for (size_t i = 0; i < POINTS; i++) {
			double s, w;

			(void)gsl_integration_glfixed_point(lo + p * width, lo + (p + 1) * width, i,
			    &s, &w, g);
			sum += w * exp(log_c + (df - 1) * log(s) - df * s * s / 2) *
			    gsl_cdf_ugaussian_Q(t * s - delta);
		}
	gsl_integration_glfixed_table_free(g);
	return sum;
}

double
noncentral_t_critical(double tail, double df)
{
	return df >= DF_NORMAL ? gsl_cdf_ugaussian_Qinv(tail) : gsl_cdf_tdist_Qinv(tail, df);
}
