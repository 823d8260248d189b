/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power_given - a plan from options, or a plan that options change
 */
#ifndef CX_POWER_POWER_GIVEN_H
#define CX_POWER_POWER_GIVEN_H

#include "experiment/ab_plan.h"
#include "query/option.h"

struct power_given {		/* options as given; 0 and NULL: not */
	const char  *experiment;	/* --experiment */
	const char  *arms;		/* --arms */
	const char **metric;		/* --metric */
	size_t       nmetric;
	const char **guardrail;		/* --guardrail */
	size_t       nguardrail;
	const char **better;		/* --better */
	size_t       nbetter;
	const char  *mde;		/* --mde */
	const char  *monitor;		/* --monitor */
	const char  *correct;		/* --correct */
	double       alpha;		/* --alpha */
	double       power;		/* --power */
	double       units;		/* --units */
	double       daily;		/* --daily */
	double       days;		/* --days */
	double       r2;		/* --r2 */
	uint64_t     looks;		/* --looks */
	const char **from;		/* --from */
	size_t       nfrom;
};

/* Its rows in an option table: of the struct s, whose member m it is. */
#define POWER_OPTIONS(s, m) \
	OPT_LIST_IN(0, "metric", s, m, metric, "NAME:TYPE:MEAN[:SD]", \
	    "without PLAN: a metric and what it is now; TYPE is proportion, mean or ratio", \
	    .not_with = "FILE"), \
	OPT_TEXT(0, "experiment", s, m.experiment, "NAME", "its name (default: experiment)"), \
	OPT_TEXT(0, "arms", s, m.arms, "NAME=WEIGHT,...", \
	    "arms and weights (default control=1,treatment=1)"), \
	OPT_TEXT(0, "mde", s, m.mde, "AMOUNT", \
	    "the effect to find, of goals that say none: 5% of the control's, or 0.005"), \
	OPT_LIST_IN(0, "guardrail", s, m, guardrail, "NAME:MARGIN", \
	    "this metric may lose no more than 2%, or 0.005"), \
	OPT_LIST_IN(0, "better", s, m, better, "NAME:up|down", "which way is good (default up)"), \
	OPT_HEAD("Two of these say the third"), \
	OPT_DOUBLE(0, "power", s, m.power, 0.01, 0.999999, "P", \
	    "chance to ship what is good (default 0.8)"), \
	OPT_DOUBLE(0, "units", s, m.units, 2, 1e15, "N", "units of all arms together"), \
	OPT_DOUBLE(0, "days", s, m.days, 1e-6, 1e6, "N", "how long it may take"), \
	OPT_HEAD("Design"), \
	OPT_DOUBLE(0, "daily", s, m.daily, 1e-6, 1e15, "N", "new units a day, of all arms"), \
	OPT_DOUBLE(0, "alpha", s, m.alpha, 1e-12, 0.5, "P", \
	    "errors of all goals together (default 0.05)"), \
	OPT_CHOICE(0, "correct", s, m.correct, "holm|bh|dunnett|none", \
	    "how goals and arms share alpha (default holm)"), \
	{ .off = OPT_OFF_(s, m.monitor, const char *), .of = &monitor_registry, \
	  OPT_ROW_(OPT_KIND_TEXT, false, 0, "monitor", "MONITOR", \
	    "when goals that say nothing may be looked at (default obf): %s") }, \
	OPT_U64(0, "looks", s, m.looks, 1, GROUP_SEQ_LOOKS_MAX, "N", \
	    "equal looks (default 14)"), \
	OPT_DOUBLE(0, "r2", s, m.r2, 0, 0.999999, "R2", \
	    "of covariates with metrics that say none: CUPED"), \
	OPT_LIST_IN(0, "from", s, m, from, "FILE", \
	    "states of cxstat --partial, or results of cxab: baselines of metrics called so", \
	    .file = PLACE_READ)

/**
 * power_given_plan - read @path (NULL: there is none) and let options change it
 *
 * Returns: RC_OK; as ab_plan_load; RC_USAGE with the option that is wrong.
 */
MUST_USE enum rc power_given_plan(struct ab_plan *p, const struct power_given *g,
    const char *path, struct arena *a, struct err *e);

#endif
