/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power_test - how large an experiment has to be, what it can find, how often it will
 *
 * One metric of one arm against the control, under one monitor.  What is true of the looks is
 * true here, whatever the monitor: power and expected sizes come from one recursion over its
 * bounds (stats/group_seq.h), a single look with Student's t being the exception.  Sigma is
 * never inflated to stand for a bound.
 *
 * Effects are distances in the good direction, in the metric's unit: of a goal from no
 * change; of a guardrail, which is tested against its margin, the margin, no change being
 * true.  Variances are those of the test that cxab makes: of each arm by itself, not pooled.
 *
 * Pure functions; quiet_gsl has been called.
 * Source: sample sizes as in any textbook; margins relative to the control without the delta
 *         method: its mean times 1 -+ margin is compared with the other arm's.
 *         Oracles: R, gsDesign, ep-stats, GrowthBook, Spotify, in tests/unit/power.c.
 */
#ifndef CX_POWER_POWER_TEST_H
#define CX_POWER_POWER_TEST_H

#include "experiment/ab_plan.h"

#include <stdbool.h>
#include <stddef.h>

struct power_test {
	enum ab_plan_type   type;
	enum ab_plan_better better;
	double         base;		/* the control's share, mean or ratio */
	double         var;		/* of one unit of the control, scaled */
	double         scale;		/* of variances, by covariates and clusters */
	double         share;		/* of all units, in the arm; */
	double         share_control;
	bool           margin;		/* a guardrail */
	bool           relative;	/* its margin is a share of the control's */
	struct monitor monitor;
	double         alpha;		/* of all sides together */
	unsigned       sides;
	const double  *look;		/* fractions of the information */
	size_t         nlook;
	double         n_star;		/* units of both arms; NAN: those that are planned */
};

/**
 * power_test_init - of a plan's metric in one of its arms
 * @metric: with a baseline, and alpha
 *
 * The variance of one unit, with R^2 taken off, with clusters: sd^2 / m (1 + ((1 + cv^2) m - 1)
 * icc), m events a unit.
 */
void power_test_init(struct power_test *t, const struct ab_plan *p,
    const struct ab_plan_metric *m, size_t arm);

/** power_test_var - units times the variance of the effect's estimate, when @effect is true */
double power_test_var(const struct power_test *t, double effect);

struct power_at {
	double power;		/* chance to find the effect */
	double wrong;		/* chance to find one, either way, when there is none */
	double units_h1;	/* expected, of all arms, at the stop, with the effect */
	double units_h0;	/* without */
};

/** power_test_at - what @units of all arms can do about @effect */
struct power_at power_test_at(const struct power_test *t, double units, double effect);

/**
 * power_test_units - units of all arms that give @power to @effect
 *
 * Returns: not whole; NAN when there is no such number below 1e15.
 */
double power_test_units(const struct power_test *t, double effect, double power);

/** power_test_effect - the least effect that @units find with @power; NAN: none there can be */
double power_test_effect(const struct power_test *t, double units, double power);

/**
 * power_test_looks - bounds, and chances to have stopped by each look
 * @look: t->nlook
 * @h0, @h1: to have stopped at or before it, either way, without and with @effect; NULL: none
 *
 * Returns: how many looks there are: 1 with a fixed sample.
 */
size_t power_test_looks(const struct power_test *t, double units, double effect,
    struct group_seq_look *look, double *h0, double *h1);

#endif
