/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bursts - how many bad events an incident makes: what is stated, known or assumed, and what
 *          was seen
 *
 * Two numbers, since two errors differ.  What fails rests on bad events that were seen, and
 * takes the design effect phi that they show (judge/tally.h): k / phi of n / phi.  What passes
 * rests on those that were not, and takes the size m of incidents that nothing has shown yet
 * (stats/compound.h): a prior, that holds until data speak.
 *
 *     no size stated                    BURSTS_ASSUMED bad events an incident; of units, and
 *                                       of slices, which gather events already, one
 *     seen                              phi = 2 m - 1 for geometric sizes, so m seen is
 *                                       (phi + 1) / 2, and there were c = k / m incidents
 *                                       among k bad events.  The share of bad events that
 *                                       end one, 1 / m, has the exact bounds of c of k
 *     the prior is below its bound      and chance alone shows such a phi not one time in
 *                                       twenty: data raise it, to m seen
 *     the prior is above its bound      data lower it, to that bound
 *
 * Source: phi of geometric sizes E S^2 / E S = 2 m - 1: Johnson, Kemp, Kotz, Univariate
 *         Discrete Distributions, 3rd ed., 9.7; both errors simulated in
 *         tests/property/slo_bursts.c.
 * Pure functions.
 */
#ifndef CX_JUDGE_BURSTS_H
#define CX_JUDGE_BURSTS_H

#include "judge/series.h"
#include "judge/slices.h"
#include "objective/objective.h"

#define BURSTS_DOUBT 0.01	/* of each bound on what was seen, before a pass */
#define BURSTS_ASSUMED 3.0	/* bad events an incident, where nothing is known */

enum bursts_from {		/* where the size is from */
	BURSTS_FROM_NOTHING,	/* assumed */
	BURSTS_FROM_SPEC,
	BURSTS_FROM_STATES,
	BURSTS_FROM_DATA
};

struct bursts {
	double size;		/* m, >= 1 */
	enum bursts_from from;
	double least;		/* whatever data say, >= 1 */
};

/** bursts_name - "assumed", "stated", "states", "data": as records have it */
const char *bursts_name(enum bursts_from from);

/** bursts_prior - before any event was seen */
struct bursts bursts_prior(const struct slo_objective *o);

/**
 * bursts_drawn - what a sample adds: a record that stands for k events is k at once
 * @each: k by squares, the design effect (struct series); at most 1: no sample
 *
 * Nothing bad among n / k records leaves room for k ln(1 / alpha) bad events, as incidents of k
 * events do.  Where there are many that is more than it takes, phi being 2 k - 1 for k.  What
 * incidents are is added, as a sample takes them apart.
 */
struct bursts bursts_drawn(struct bursts b, double each);

/**
 * bursts_settle - the prior, and what data have to say to it
 * @bad:   events
 * @alpha: of each bound
 */
struct bursts bursts_settle(struct bursts prior, struct slices_phi seen, double bad, double alpha);

/** bursts_phi - the design effect of incidents of @size */
double bursts_phi(double size);

struct bursts_seen {		/* of a stretch of the past */
	double bad;
	double incidents;
};

/**
 * bursts_count - add the incidents of a series to @seen
 *
 * As few as its runs of bad minutes say, or as few as the design effect does, by minutes and
 * their multiples up to an hour: what is slower than that is no burst.
 */
void bursts_count(struct bursts_seen *seen, const struct series *s);

/**
 * bursts_known - the size that a past with @seen supports; 0: nothing bad was in it
 *
 * The upper quartile of what it leaves room for, as half of all estimates are too small.
 */
double bursts_known(const struct bursts_seen *seen);

#endif
