/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * periodic - a period that a stream's points find by themselves, and what is unusual beyond it
 *
 *     points ──► correlation with those before, now and then ──► period
 *        └─────► less the median of the last 8 at the same place in it ──► residual.h
 *
 * A period is a lag of 24 points or more, a third of the points there are at most, at which
 * the series resembles itself most, by 0.5 at least and by 0.3 more than at some shorter lag.
 * When one is found, what was before is taken up less what is usual at its place too, so that
 * residuals are known at once.  Places are counted in points: they have to come evenly.
 *
 * Its state are its period and the points that are left, those of @left.
 * Memory: as one more residual, where there is a period.  Cost: 1.5 us a point.
 */
#ifndef CX_ANOMALY_PERIODIC_H
#define CX_ANOMALY_PERIODIC_H

#include "anomaly/residual.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	PERIODIC_LEAST = 24,
	PERIODIC_MOST = 2100,	/* points: a week of 5 minutes */
	PERIODIC_LOOK = 8192	/* last points that are looked at for it */
};

struct periodic {
	size_t          period;	/* 0: none is known */
	struct residual left;
};

/** periodic_find - the period of @n values, oldest first; 0: none */
size_t periodic_find(const double *x, size_t n);

/**
 * periodic_next - judge the point that residual_next has just added to @raw
 *
 * @s:     of what is left; level too, while expected is of the point as it is
 * @taken: what has been taken off
 *
 * Returns: false while no period is known.
 */
bool periodic_next(struct periodic *p, const struct residual *raw, struct residual_score *s,
    double *taken);

/** periodic_free - release; as zeroed, which is no period */
void periodic_free(struct periodic *p);

#endif
