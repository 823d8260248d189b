/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tally - what an objective counts in a window, in the unit it is judged in
 *
 *     occurrences       events; an Apdex' tolerating ones are half bad
 *     units             users: each once, by the worst of the hours the window touches;
 *                       each event without a user is one of which nobody can say
 *     timeslices        slices: bad while their share of bad events is above slice_e0
 *     ratio timeslices  the mean of the slices' shares.  Its variance is that of a share
 *                       of n = s^2 / sum(1 / n_i) events (Kish's effective sample size),
 *                       times phi where the slices differ more than chance makes them;
 *                       so a share of that many events is judged (Korn, Graubard 1998)
 *     liveness          slices: bad with fewer events than slice_events.  Slices that the
 *                       ends of what was read cut are not judged
 *
 * Slices without events: left out, or good, or bad, as the objective says.
 * Pure functions; units are sorted in memory given back.
 */
#ifndef CX_JUDGE_TALLY_H
#define CX_JUDGE_TALLY_H

#include "judge/period.h"
#include "judge/series.h"
#include "judge/slices.h"
#include "objective/objective.h"

#include <stdbool.h>
#include <stdint.h>

struct tally {
	struct slo_counts c;	/* events in the window, or units */
	double n;		/* judged, with the unknown */
	double best;		/* bad among n when nothing unknown is */
	double worst;		/* when all of it is */
	double judged;		/* without the unknown */
	double bad;		/* among judged */
	double units;		/* what a budget is a share of: judged, or slices */
	struct slices_phi phi;	/* of ratio timeslices; NAN elsewhere */
	double each;		/* events that a record stands for, in what is judged; 1: one */
	uint64_t slices;	/* with events; judged, for liveness */
	uint64_t slices_bad;	/* of these, by the events that could be judged */
	uint64_t slices_empty;
	uint64_t slices_expected;
};

/** tally_of - count @o over @p; no dispersion but for ratio timeslices */
struct tally tally_of(const struct slo_objective *o, const struct series *s,
    const struct period *p);

/** tally_phi - dispersion, of the objective's own slices; NAN for units too */
struct slices_phi tally_phi(const struct slo_objective *o, const struct series *s,
    const struct period *p);

/** tally_clusters - dispersion of bad events over those whose they are; NAN: too few, or none */
struct slices_phi tally_clusters(const struct series *s, const struct period *p);

/** tally_by_slices - the objective's unit is the slice */
bool tally_by_slices(const struct slo_objective *o);

/** tally_slice_us - length of the objective's slices, a default when it names none */
int64_t tally_slice_us(const struct slo_objective *o, const struct period *p);

/**
 * tally_slices - how many slices [from_us, to_us) touches in a minute that counts
 * @origin_us: they are counted from here; at or before @from_us
 *
 * Cost: O(1); with a calendar O(slices), and the minutes of those that an exception touches.
 */
uint64_t tally_slices(const struct slo_objective *o, int64_t from_us, int64_t to_us,
    int64_t origin_us, int64_t step_us);

/** tally_slice_bad - a slice of timeslices with @bad of @n, n > 0 */
bool tally_slice_bad(const struct slo_objective *o, double bad, double n);

/** tally_within - [from_us, to_us) with the slices of @p */
struct period tally_within(const struct slo_objective *o, const struct period *p,
    int64_t from_us, int64_t to_us);

#endif
