/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bayes - see bayes.h
 */
#include "effect/bayes.h"

#include "stats/interval.h"
#include "stats/pvalue.h"
#include "stats/tails.h"

#include <math.h>

enum { POINTS = 800 };

#define WIDE    40.0			/* standard deviations of the logit, on each side */
#define DENSITY 0.39894228040143267794	/* of the normal at 0 */

/* E max(0, -x) of a normal: sd phi(z) - mean P(x < 0), z = mean / sd */
static double
shortfall(double mean, double sd)
{
	const double z = mean / sd;

	return fmax(0, sd * DENSITY * exp(-z * z / 2)
	    - mean * pvalue_t_above(z, (double)INFINITY).p);
}

void
bayes_normal(struct bayes *b, double estimate, double se, const struct bayes_prior *prior,
    double conf, bool down)
{
	const double data = 1 / (se * se), before = 1 / (prior->sd * prior->sd);
	const double good = down ? -1 : 1, z = interval_z(conf);
	double mean = estimate;

	if (before > 0)
		mean = (estimate * data + prior->mean * before) / (data + before);
	*b = (struct bayes){ .mean = mean, .sd = 1 / sqrt(data + before) };
	b->lo = mean - z * b->sd;
	b->hi = mean + z * b->sd;
	b->chance = pvalue_t_above(-good * mean / b->sd, (double)INFINITY).p;
	b->log10_worse = pvalue_t_above(good * mean / b->sd, (double)INFINITY).log10_p;
	b->loss_ship = shortfall(good * mean, b->sd);
	b->loss_keep = shortfall(-good * mean, b->sd);
}

/* Density of a's logit times P(b below), over the logit: smooth, and gone at both ends. */
double
bayes_beta_above(const struct bayes_beta *a, const struct bayes_beta *b)
{
	const double sd = sqrt(1 / a->yes + 1 / a->no), mid = log(a->yes / a->no);
	const double step = 2 * (double)WIDE * sd / (double)POINTS;
	double sum = 0, all = 0;

	for (int i = 0; i <= POINTS; i++) {
		double logit = mid + (i - POINTS / 2) * step, x = 1 / (1 + exp(-logit));
		double ln = a->yes * -log1p(exp(-logit)) + a->no * -log1p(exp(logit));
		double peak = a->yes * log(a->yes / (a->yes + a->no))
		    + a->no * log(a->no / (a->yes + a->no));
		double density = exp(ln - peak);

		if (density > 0) {
			all += density;
			sum += density * tails_beta(b->yes, b->no, x, false);
		}
	}
	return sum / all;
}
