/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * evidence - see evidence.h
 */
#include "stats/evidence.h"

#include <math.h>

#define REACH 20.0	/* of the alternatives, each way */

enum { HALVINGS = 100 };

/* ln of the mean of exp(x[j]); the greatest is taken out, so nothing overflows. */
static double
log_mean_exp(const double *x)
{
	double top = x[0], sum = 0;

	for (int j = 1; j < EVIDENCE_POINTS; j++)
		top = fmax(top, x[j]);
	if (!isfinite(top))
		return top;
	for (int j = 0; j < EVIDENCE_POINTS; j++)
		sum += exp(x[j] - top);
	return top + log(sum / (double)EVIDENCE_POINTS);
}

/* The j-th of the factors, 1-based; @reach is the last. */
static double
factor(double reach, int j, bool beyond)
{
	double step = log(reach) * j / (double)EVIDENCE_POINTS;

	return exp(beyond ? step : -step);
}

void
evidence_init(struct evidence *v, double e, bool beyond)
{
	double reach = beyond ? fmin(REACH, (1 + 1 / e) / 2) : REACH;

	for (int j = 0; j < EVIDENCE_POINTS; j++) {
		double p = e * factor(reach, j + 1, beyond);

		v->gain[j] = log(p / e);
		v->loss[j] = log1p(-p) - log1p(-e);
	}
}

double
evidence_log(const struct evidence *v, double k, double n)
{
	double x[EVIDENCE_POINTS];

	for (int j = 0; j < EVIDENCE_POINTS; j++)
		x[j] = k * v->gain[j] + (n - k) * v->loss[j];
	return log_mean_exp(x);
}

/* Between the point and the end, by halves: there the evidence against a share only grows. */
static double
excluded(double k, double n, double alpha, bool below)
{
	double in = k / n, out = below ? 0 : 1;

	for (int i = 0; i < HALVINGS; i++) {
		double mid = (in + out) / 2;
		struct evidence v;

		if (!(mid > 0 && mid < 1) || mid == in || mid == out)
			break;
		evidence_init(&v, mid, below);
		if (evidence_log(&v, k, n) >= -log(alpha))
			out = mid;
		else
			in = mid;
	}
	return out;
}

double
evidence_lower(double k, double n, double alpha)
{
	return k > 0 && n > 0 ? excluded(k, n, alpha, true) : 0;
}

double
evidence_upper(double k, double n, double alpha)
{
	return k < n && n > 0 ? excluded(k, n, alpha, false) : 1;
}

void
evidence_ratio_init(struct evidence_ratio *v, double limit, bool beyond)
{
	v->limit = limit;
	for (int j = 0; j < EVIDENCE_POINTS; j++) {
		v->ratio[j] = limit * factor(REACH, j + 1, beyond);
		v->sum[j] = 0;
	}
}

void
evidence_ratio_add(struct evidence_ratio *v, double k1, double n1, double k2, double n2)
{
	double odds = n2 / n1, null = v->limit * odds;

	if (!(n1 > 0 && n2 > 0) || !(k1 + k2 > 0))
		return;
	for (int j = 0; j < EVIDENCE_POINTS; j++) {
		double alt = v->ratio[j] * odds;

		v->sum[j] += k2 * log(v->ratio[j] / v->limit)
		    - (k1 + k2) * (log1p(alt) - log1p(null));
	}
}

double
evidence_ratio_log(const struct evidence_ratio *v, double scale)
{
	double x[EVIDENCE_POINTS];

	for (int j = 0; j < EVIDENCE_POINTS; j++)
		x[j] = v->sum[j] / scale;
	return log_mean_exp(x);
}
