/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * health - can an experiment be trusted?  Checks that come before any effect
 *
 * Each gives what it saw, the limit it was held against, and a status; what it is of (an arm, a
 * covariate, a segment) the caller knows.
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Fabijan et al., Diagnosing sample ratio mismatch in online controlled experiments,
 *         KDD 2019; the limits are those that GrowthBook, Eppo and Statsig share.
 *         Worked values: tests/unit/effect.c.
 */
#ifndef CX_EFFECT_HEALTH_H
#define CX_EFFECT_HEALTH_H

#include "effect/effect.h"

#include <stddef.h>

#define HEALTH_ALPHA     0.001	/* of what must not be: an alarm is to be believed */
#define HEALTH_CROSSOVER 0.01	/* share of units seen in two arms */

enum {
	HEALTH_SRM_UNITS = 8,		/* expected in each arm, at least */
	HEALTH_CROSSOVER_UNITS = 10,	/* so few may be, whatever their share */
	HEALTH_UNITS = 100,		/* in an arm, for limits that hold at any time */
	HEALTH_EVENTS = 10		/* successes, and failures, likewise */
};

enum health_status { HEALTH_PASS, HEALTH_WARN, HEALTH_FAIL, HEALTH_UNKNOWN };

struct health {
	enum health_status status;
	double             n;		/* units it is about */
	double             value;	/* chi-squared, a share, a count */
	double             limit;	/* p, or value, from which on it fails; NAN: none */
	double             p, log10_p;	/* NAN: no test */
};

/** health_status_name - "pass", "warn", "fail", "unknown" in records */
const char *health_status_name(enum health_status s);

/**
 * health_srm - are units shared out by their weights?  For one look
 * @n, @weight: of @k arms, as for mismatch_fixed
 * @tests: how many such tests are made at once, 1 or more: of segments (Bonferroni)
 *
 * Unknown with fewer than HEALTH_SRM_UNITS expected in an arm.
 */
struct health health_srm(const double *n, const double *weight, size_t k, double tests);

/**
 * health_srm_anytime - the same, however often one looks
 * @log_evidence: greatest of earlier looks; 0 at the first; raised to this one's
 *
 * The value is ln of the evidence.
 */
struct health health_srm_anytime(const double *n, const double *weight, size_t k,
    double *log_evidence);

/** health_leak - units in arms without a weight: any fails */
struct health health_leak(const double *n, const double *weight, size_t k);

/** health_crossover - @both units of @all were seen in more than one arm */
struct health health_crossover(double both, double all);

/**
 * health_aa - does a covariate from before the experiment differ between arms?
 * @arm: its estimate in each of @k arms; those without one take no part
 *
 * Chi-squared with k - 1 degrees of freedom.  Units were not assigned by chance, or the
 * covariate is not from before.
 */
struct health health_aa(const struct effect_arm *arm, size_t k);

/** health_units - enough units, and successes and failures of a share, in an arm; else warns */
struct health health_units(const struct effect_arm *arm);

#endif
