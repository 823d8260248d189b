/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mismatch - see mismatch.h
 */
#include "stats/mismatch.h"

#include "stats/special.h"

#include <math.h>

bool
mismatch_fixed(struct mismatch *m, const double *n, const double *weight, size_t k)
{
	double units = 0, weights = 0;
	size_t arms = 0;
	struct pvalue p;

	*m = (struct mismatch){ .stat = (double)NAN, .df = (double)NAN, .p = (double)NAN,
		.log10_p = (double)NAN, .least = (double)NAN };
	for (size_t i = 0; i < k; i++) {
		if (weight[i] > 0) {
			arms++;
			units += n[i];
			weights += weight[i];
		} else {
			m->leak += n[i];
		}
	}
	if (arms < 2 || !(units > 0))
		return false;
	m->stat = 0;
	for (size_t i = 0; i < k; i++) {
		double expected = units * (weight[i] / weights);

		if (weight[i] > 0) {
			m->stat += (n[i] - expected) * (n[i] - expected) / expected;
			m->least = fmin(m->least, expected);	/* NAN at first */
		}
	}
	m->df = (double)arms - 1;
	p = pvalue_chisq(m->stat, m->df);
	m->p = p.p;
	m->log10_p = p.log10_p;
	return true;
}

double
mismatch_log_evidence(const double *n, const double *weight, size_t k, double concentration)
{
	double units = 0, weights = 0, sum = 0;

	for (size_t i = 0; i < k; i++)
		if (weight[i] > 0) {
			units += n[i];
			weights += weight[i];
		}
	for (size_t i = 0; i < k; i++) {
		double share = weight[i] / weights, prior = concentration * share;

		if (weight[i] > 0)
			sum += special_lngamma(prior + n[i]) - special_lngamma(prior)
			    - n[i] * log(share);
	}
	return sum + special_lngamma(concentration) - special_lngamma(concentration + units);
}
