/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quantile - a quantile over events, when it is their users that were assigned
 *
 * Events of one user are alike: a quantile over events is less sure than one over as many
 * people.  Its variance is that of independent events, from two order statistics about it,
 * times how much more the share of events below it varies when whole users come and go.
 *
 *     values ─► quantile_ranks ─► the values at three ranks
 *     values, by user: S how many are at or below the middle one, N how many there are
 *                                         └─► comoment of (S, N) ─► quantile_arm
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Deng, Knoblich, Lu, KDD 2018, section 4; Yao, Li, Lu, 2024, algorithm 1.
 *         Oracle: gbstats, in tests/unit/effect.c.
 */
#ifndef CX_EFFECT_QUANTILE_H
#define CX_EFFECT_QUANTILE_H

#include "effect/effect.h"

#include <stdbool.h>
#include <stdint.h>

/**
 * quantile_rank - ceil(n q), from 1: the nearest rank of @q, in (0, 1), among @n values
 *
 * Of the value that a pooled cap is, too.  A product that is a whole number but for rounding
 * is that number.
 */
uint64_t quantile_rank(uint64_t n, double q);

struct quantile_ranks {		/* nearest ranks, from 1 */
	uint64_t lo, at, hi;
};

/**
 * quantile_ranks - which order statistics of @n values the @q quantile and its error ask for
 * @q: in (0, 1)
 *
 * Returns: false when there are too few: the outer ones would lie outside.
 */
bool quantile_ranks(struct quantile_ranks *r, uint64_t n, double q);

struct quantile_values {	/* at those ranks */
	double lo, at, hi;
};

/**
 * quantile_arm - the estimate of an arm
 * @n:       values
 * @by_user: moments of (S, N) over users; NULL: every value is a user's only one
 *
 * The arm's n is of users.
 * Returns: false, NANs but for n, when there is no error to be had: too few values, or the
 *          outer ones are equal, as with ties; the variance is not floored.
 */
bool quantile_arm(struct effect_arm *arm, double q, uint64_t n, const struct quantile_values *v,
    const struct effect_moments *by_user);

#endif
