/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pvalue - see pvalue.h
 */
#include "stats/pvalue.h"

#include "stats/tails.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

#include <math.h>

static struct pvalue
of_log(double ln)
{
	return (struct pvalue){ exp(ln), ln / M_LN10 };
}

/* GSL's logarithm of erfc is a series in 1 / x beyond 8; below erfc is a double. */
static double
log_erfc(double x)
{
	gsl_sf_result r;

	if (x < 8)
		return log(erfc(x));
	return gsl_sf_log_erfc_e(x, &r) == 0 ? r.val : (double)NAN;
}

/*
 * P(|T| >= t) is I_x(df / 2, 1 / 2) at x = df / (df + t^2), which is next to 1 where df is
 * larger; the same from the other side has t^2 / (df + t^2), with all its digits.
 */
static double
log_both(double t, double df)
{
	double square = t * t;

	if (isinf(df))
		return log_erfc(fabs(t) / M_SQRT2);
	if (isinf(square))
		return -(double)INFINITY;
	return square > df ? tails_beta_log(df / 2, 0.5, df / (df + square), false)
	    : tails_beta_log(0.5, df / 2, square / (df + square), true);
}

struct pvalue
pvalue_t(double t, double df)
{
	if (isnan(t) || isnan(df))
		return (struct pvalue){ (double)NAN, (double)NAN };
	return of_log(log_both(t, df));
}

struct pvalue
pvalue_t_above(double t, double df)
{
	double ln;

	if (isnan(t) || isnan(df))
		return (struct pvalue){ (double)NAN, (double)NAN };
	ln = log_both(t, df) - M_LN2;
	return of_log(t < 0 ? log1p(-exp(ln)) : ln);
}

struct pvalue
pvalue_chisq(double x, double df)
{
	if (isnan(x) || isnan(df))
		return (struct pvalue){ (double)NAN, (double)NAN };
	return of_log(tails_gamma_log(df / 2, x / 2));
}
