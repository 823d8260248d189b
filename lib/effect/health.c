/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * health - see health.h
 */
#include "effect/health.h"

#include "stats/mismatch.h"
#include "stats/pvalue.h"

#include <math.h>

static struct health
unknown(double n)
{
	return (struct health){ HEALTH_UNKNOWN, n, (double)NAN, (double)NAN, (double)NAN,
		(double)NAN };
}

const char *
health_status_name(enum health_status s)
{
	static const char *const name[] = { "pass", "warn", "fail", "unknown" };

	return name[s];
}

static double
units(const double *n, const double *weight, size_t k)
{
	double sum = 0;

	for (size_t i = 0; i < k; i++)
		if (weight[i] > 0)
			sum += n[i];
	return sum;
}

struct health
health_srm(const double *n, const double *weight, size_t k, double tests)
{
	struct health h = unknown(units(n, weight, k));
	struct mismatch m;

	h.limit = HEALTH_ALPHA / tests;
	if (!mismatch_fixed(&m, n, weight, k) || m.least < (double)HEALTH_SRM_UNITS)
		return h;
	h.value = m.stat;
	h.p = m.p;
	h.log10_p = m.log10_p;
	h.status = m.p < h.limit ? HEALTH_FAIL : HEALTH_PASS;
	return h;
}

struct health
health_srm_anytime(const double *n, const double *weight, size_t k, double *log_evidence)
{
	struct health h = unknown(units(n, weight, k));
	struct mismatch m;

	h.limit = HEALTH_ALPHA;
	if (!mismatch_fixed(&m, n, weight, k))
		return h;
	*log_evidence = fmax(*log_evidence,
	    mismatch_log_evidence(n, weight, k, MISMATCH_CONCENTRATION));
	h.value = *log_evidence;
	h.p = exp(-fmax(0, h.value));
	h.log10_p = -fmax(0, h.value) / log(10);
	h.status = h.p < h.limit ? HEALTH_FAIL : HEALTH_PASS;
	return h;
}

struct health
health_leak(const double *n, const double *weight, size_t k)
{
	struct health h = unknown(0);

	h.value = h.limit = 0;
	for (size_t i = 0; i < k; i++) {
		h.n += n[i];
		if (!(weight[i] > 0))
			h.value += n[i];
	}
	h.status = h.value > 0 ? HEALTH_FAIL : HEALTH_PASS;
	return h;
}

struct health
health_crossover(double both, double all)
{
	struct health h = unknown(all);

	h.limit = HEALTH_CROSSOVER;
	if (!(all > 0))
		return h;
	h.value = both / all;
	h.status = HEALTH_PASS;
	if (both > 0)
		h.status = h.value > HEALTH_CROSSOVER && both > (double)HEALTH_CROSSOVER_UNITS
		    ? HEALTH_FAIL : HEALTH_WARN;
	return h;
}

struct health
health_aa(const struct effect_arm *arm, size_t k)
{
	struct health h = unknown(0);
	double weights = 0, sum = 0, q = 0, arms = 0, at = 0, rest = 0;
	struct pvalue p;

	h.limit = HEALTH_ALPHA;
	for (size_t i = 0; i < k; i++) {
		h.n += arm[i].n;
		if (!(arm[i].var > 0))
			continue;
		if (arms++ == 0) {	/* from here on differences to this one */
			at = arm[i].at;
			rest = arm[i].rest;
		}
		weights += 1 / arm[i].var;
		sum += ((arm[i].at - at) + (arm[i].rest - rest)) / arm[i].var;
	}
	if (arms < 2)
		return h;
	for (size_t i = 0; i < k; i++)
		if (arm[i].var > 0) {
			double off = (arm[i].at - at) + (arm[i].rest - rest) - sum / weights;

			q += off * off / arm[i].var;
		}
	p = pvalue_chisq(q, arms - 1);
	h.value = q;
	h.p = p.p;
	h.log10_p = p.log10_p;
	h.status = p.p < h.limit ? HEALTH_FAIL : HEALTH_PASS;
	return h;
}

struct health
health_units(const struct effect_arm *arm)
{
	struct health h = unknown(arm->n);

	h.value = arm->n;
	h.limit = HEALTH_UNITS;
	h.status = arm->n < (double)HEALTH_UNITS ? HEALTH_WARN : HEALTH_PASS;
	if (h.status == HEALTH_PASS && !isnan(arm->k)) {
		double events = fmin(arm->k, arm->n - arm->k);

		if (events < (double)HEALTH_EVENTS) {
			h.value = events;
			h.limit = HEALTH_EVENTS;
			h.status = HEALTH_WARN;
		}
	}
	return h;
}
