/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * effect - what a variant changed: a metric of one arm against that of another
 *
 *     comoment ─► effect_moments ─┬─► effect_arm, of arm 1 ─┐
 *     (of an arm's units)         └─► effect_arm, of arm 0 ─┴─► effect_compare ─► effect
 *                     ▲ effect_theta: covariates           ▲ how many standard errors
 *
 * An arm's moments are of the vector that each of its units has: the metric's value, what it is
 * divided by, covariates.  Of these an estimate with its variance is made, and two of them are
 * compared.  How many standard errors an interval is wide comes from outside, so that one
 * comparison serves a fixed sample, a sequential plan's bound and a confidence sequence.
 *
 * Every comparison has one test, of the absolute difference; the relative interval leaves out
 * 0 when that test rejects, and not else (stats/fieller.h, stats/two_shares.h).
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Welch, Biometrika 34:28-35, 1947; Fieller, JRSS B 16:175-185, 1954; Miettinen,
 *         Nurminen, Statistics in Medicine 4:213-226, 1985; Deng, Knoblich, Lu, KDD 2018
 *         (ratios); Deng, Xu, Kohavi, Walker, WSDM 2013 (covariates).
 *         Worked values: tests/unit/effect.c.
 */
#ifndef CX_EFFECT_EFFECT_H
#define CX_EFFECT_EFFECT_H

#include "sketch/comoment.h"

#include <stdbool.h>

enum {
	EFFECT_COVARIATES_MAX = 8,
	EFFECT_FEW = 50		/* fewer successes, or failures, in an arm: score intervals */
};

struct effect_moments {		/* of p variables over an arm's units */
	double   n;		/* units */
	double   df;		/* of the variance of variable 0: n - 1, less of strata */
	unsigned p;
	double   mean[COMOMENT_VARS_MAX];
	double   rest[COMOMENT_VARS_MAX];	/* what the mean is above its double */
	double   cov[COMOMENT_PRODS_MAX];	/* unbiased, at comoment_at(i, j) */
};

/** effect_moments_of - of an arm's exact sums; with fewer than 2 units no covariances (NAN) */
void effect_moments_of(struct effect_moments *m, const struct comoment *c);

struct effect_quantity {	/* a mean of one variable, or a ratio of the means of two */
	unsigned above;
	unsigned below;
	bool     ratio;		/* else below says nothing */
};

struct effect_metric {
	struct effect_quantity y;
	bool                   share;	/* y is 0 or 1 */
	unsigned               n;	/* covariates */
	struct effect_quantity x[EFFECT_COVARIATES_MAX];
};

/**
 * effect_metric_check - the variables of @m are among @p, and different quantities
 *
 * For what is read from a file; the other functions take it for granted.
 */
bool effect_metric_check(const struct effect_metric *m, unsigned p);

struct effect_theta {		/* how the metric goes with covariates, over all arms */
	unsigned n;
	double   theta[EFFECT_COVARIATES_MAX];	/* 0: not used, being constant or a sum of others */
	double   centre[EFFECT_COVARIATES_MAX];	/* over all arms */
	double   rest[EFFECT_COVARIATES_MAX];
	unsigned used;
};

/**
 * effect_theta_of - slopes of the metric on its covariates
 * @pool: all units of all arms: comoment_merge of theirs
 *
 * A covariate that does not vary, or that those before it make up, is left out.  Ratios are
 * taken by their linear forms at the pool's ratios.
 * Source: Deng et al. 2013; several covariates as Lin, Annals of Applied Statistics 7:295-318,
 *         2013, with the slopes of all arms in one.
 */
void effect_theta_of(struct effect_theta *t, const struct effect_metric *m,
    const struct effect_moments *pool);

struct effect_arm {		/* an estimate of one arm */
	double n;		/* units */
	double df;
	double at;		/* mean, share, ratio, quantile; with covariates adjusted */
	double rest;		/* what it is above that double */
	double var;		/* of the estimate */
	double raw;		/* without covariates: what a lift is relative to */
	double raw_rest;
	double raw_var;
	double cov;		/* of the estimate and the raw one */
	double k;		/* successes, of a share without covariates or strata; else NAN */
};

/**
 * effect_arm_of - the estimate of an arm
 * @t: NULL: without covariates
 *
 * Returns: false, with @arm of NANs but for n, when there is none: fewer than 2 units, a mean
 *          of 0 below a ratio.
 */
bool effect_arm_of(struct effect_arm *arm, const struct effect_metric *m,
    const struct effect_moments *of, const struct effect_theta *t);

/** effect_arm_given - an estimate whose variance is known: a quantile, somebody else's mean */
struct effect_arm effect_arm_given(double n, double at, double var, double df);

struct effect_rule {
	double conf;		/* two-sided, in (0, 1) */
	double crit;		/* standard errors to a bound; NAN: Student's quantile of conf */
};

struct effect {
	double      n, n_control;
	double      mean, mean_control;	/* as compared: adjusted */
	double      diff, se, lo, hi;
	const char *method;		/* "welch", "score" */
	double      lift;		/* diff over the control's raw mean, by its magnitude */
	double      lift_se;		/* by the delta method */
	double      lift_lo, lift_hi;	/* NAN both where there is none: see lift_note */
	const char *lift_method;	/* "fieller", "score" */
	const char *lift_note;		/* NULL, or why the lift or its interval is not there */
	double      stat, df;		/* df INFINITY: normal */
	double      p, log10_p;		/* two-sided, of one look */
	double      crit;		/* standard errors to the bounds */
	double      variance_reduction;	/* by covariates, of the difference: 0 to 1 */
};

/**
 * effect_compare - @arm against @control
 *
 * Shares without covariates, of fewer than EFFECT_FEW successes or failures in either arm, are
 * compared by their scores (Miettinen, Nurminen; se is Wald's all the same), all else by the
 * difference over its standard error.
 * Returns: false, with all but counts NAN, when an arm has no estimate or neither has any
 *          spread: there is nothing to compare by.
 */
bool effect_compare(struct effect *e, const struct effect_arm *arm,
    const struct effect_arm *control, const struct effect_rule *rule);

struct effect_margin {
	double margin;		/* >= 0; of the control's mean when relative, else in its unit */
	bool   relative;
	bool   down;		/* less is better */
	double crit;		/* standard errors to a one-sided bound */
};

struct effect_guard {		/* a guardrail; all turned so that more is good */
	double slack;		/* the difference plus the margin */
	double slack_se;
	double slack_lo;	/* one-sided bounds; > 0: not worse by the margin */
	double slack_hi;	/* < 0: worse by more than the margin */
	double good_hi;		/* of the difference; < 0: worse */
	double limit;		/* the difference that is the margin, as measured, not turned */
	double stat;		/* slack in standard errors */
	double p;		/* one-sided, normal, of "worse by the margin or more" */
	double log10_p;
};

/**
 * effect_guard_of - how @arm stands to @control less a margin
 *
 * A relative margin M is tested by arm - (1 - M) control, 1 + M when less is better: no delta
 * method is needed.
 * Returns: false, @g of NANs, when an arm has no estimate, or there is no spread.
 * Source:  Blackwelder, Controlled Clinical Trials 3:345-353, 1982.
 */
bool effect_guard_of(struct effect_guard *g, const struct effect_arm *arm,
    const struct effect_arm *control, const struct effect_margin *m);

#endif
