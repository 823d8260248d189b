/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group_seq - tests with planned looks: bounds that spend alpha, what they cost, what an
 *             estimate is worth after the stop
 *
 * A look sees z = estimate / se.  Under a constant effect the scores z sqrt(I) at
 * information I = 1 / se^2 are a random walk: its steps are normal, with mean effect * dI and
 * variance dI.  All here are chances of that walk to leave a region, by the recursion over
 * looks: exact for every boundary, spending or not (pass anytime's bounds to
 * group_seq_cross).
 *
 * Looks have to be chosen by time or information, never by results.  Looks that were skipped
 * or added are fine: what a look may spend depends on its information alone.
 *
 * Pure functions; scratch is freed before they return; quiet_gsl has been called.
 * Accuracy: bounds and chances 1e-9; the looks' own cost: 0.2 ms a look at 50 of them.
 * Source: Lan, DeMets, Biometrika 70:659-663, 1983; Armitage, McPherson, Rowe, JRSS A
 *         132:235-244, 1969; Jennison, Turnbull, Group Sequential Methods, 2000: chapters 7,
 *         8, 19.  Oracles: gsDesign, rpact, ldbounds, in tests/unit/group_seq.c; simulation
 *         in tests/property/group_seq.c.
 */
#ifndef CX_STATS_GROUP_SEQ_H
#define CX_STATS_GROUP_SEQ_H

#include <stdbool.h>
#include <stddef.h>

enum { GROUP_SEQ_LOOKS_MAX = 1000 };

/* Looks whose information grew by less, relative to what it was, saw nothing new. */
#define GROUP_SEQ_NEWS_MIN 1e-4

enum group_seq_spend {		/* of alpha, by the fraction t of the planned information */
	GROUP_SEQ_OBF,		/* 2 - 2 Phi(z / sqrt(t)): like O'Brien and Fleming */
	GROUP_SEQ_POCOCK,	/* alpha ln(1 + (e - 1) t): like Pocock */
	GROUP_SEQ_POWER,	/* alpha t^rho (Kim, DeMets) */
	GROUP_SEQ_HSD		/* (1 - e^(-gamma t)) / (1 - e^-gamma) (Hwang, Shih, De Cani) */
};

struct group_seq_rule {
	enum group_seq_spend spend;
	double               param;	/* rho in (0, 20], gamma in [-40, 40] */
	double               alpha;	/* of all sides together, in (0, 1) */
	unsigned             sides;	/* 1: only z >= bound stops; 2: z <= -bound does, too */
};

struct group_seq_look {
	double info;		/* 1 / se^2, > 0; any unit, the same for all looks */
	double bound;		/* of |z|, reached by equality; HUGE_VAL: no stop here */
	double t;		/* fraction of the planned information, in (0, 1] */
	double spent;		/* alpha of all sides, up to and with this look */
};

struct group_seq {
	struct group_seq_look *look;	/* in time order */
	size_t                 n;	/* 1 to GROUP_SEQ_LOOKS_MAX */
	unsigned               sides;	/* as in the rule */
};

/** group_seq_spent - alpha of all sides that @r has spent at @t, which is cut to [0, 1] */
double group_seq_spent(const struct group_seq_rule *r, double t);

/**
 * group_seq_bounds - bounds for looks at the information they have, or had
 * @g:        look[].info is read, all else filled; g->sides is set
 * @info_max: planned; beyond it (over-run) nothing is left to spend after the look that
 *            reaches it, which spends all that remains at its own information
 * @final:    the last look is the last one ever, and spends all that remains (under-run)
 *
 * A look whose information is no more than an earlier one's (users removed, the same data read
 * again) saw nothing new: it spends nothing and has no bound.
 */
void group_seq_bounds(struct group_seq *g, const struct group_seq_rule *r, double info_max,
    bool final);

struct group_seq_cross {
	double up;		/* chance to stop at +bound, at whichever look */
	double down;		/* at -bound; 0 with one side */
	double info;		/* expected, at the stop or at the last look */
};

/**
 * group_seq_cross - chances to stop, under @effect (in the unit of 1 / sqrt(info))
 * @up: g->n chances to stop at +bound at that look; NULL for none
 * @down: likewise
 *
 * Cost: g->n times 10,000 to 100,000 exponentials.
 */
struct group_seq_cross group_seq_cross(const struct group_seq *g, double effect, double *up,
    double *down);

/**
 * group_seq_effect - the effect whose chance to stop at +bound is @power
 * @power: above the chance under no effect, below 1
 *
 * Returns: NAN when no look has a bound.
 */
double group_seq_effect(const struct group_seq *g, double power);

struct group_seq_after {
	double p;		/* stage-wise; two-sided when the rule is */
	double log10_p;
	double estimate;	/* median unbiased, in the unit of 1 / sqrt(info) */
	double lo;		/* interval of the effect */
	double hi;
};

/**
 * group_seq_after - inference when a trial has stopped at its last look, g->n
 * @z:    there, at or beyond the bound; anything when no look is to come
 * @conf: of the interval, which is two-sided whatever the rule is
 *
 * Results are ordered by stage: earlier stops are more extreme, then greater |z|.  The
 * interval excludes 0 just when p < 1 - conf, with one side p < (1 - conf) / 2.
 */
struct group_seq_after group_seq_after(const struct group_seq *g, double z, double conf);

/**
 * group_seq_futile - the z at fraction @t in (0, 1) from which the chance to be beyond @z_final
 *                    at the end is @chance
 * @drift: the effect that is hoped for, times sqrt(planned information)
 *
 * Whoever gives up below it loses some power and no alpha; whoever goes on loses nothing.
 */
double group_seq_futile(double t, double drift, double z_final, double chance);

#endif
