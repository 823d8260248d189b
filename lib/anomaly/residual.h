/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * residual - what is unusual in a stream of points, judged by the stream's own past
 *
 * Three residuals of each point, each against the 99.5 % quantile of its own last
 * 10,000 values:
 *
 *     level   |x - mean of the 2,000 points before|
 *     step    |x - the point before|
 *     shift   |mean of the last 20 - mean of the 2,000 before|
 *
 * The score is the greatest of the three ratios: 1 is what one point in two hundred
 * reaches.  No tail is assumed to be normal, and no threshold has a unit.  A series
 * speaks from RESIDUAL_LEARN points on; after an alarm it is silent for a while.
 *
 * What a point scores depends on the last RESIDUAL_MEAN + history points and their
 * number alone: sums are taken over blocks that start at multiples of RESIDUAL_BLOCK,
 * always in the same order.  So the points are the state, and a state that is loaded
 * goes on to the byte.
 *
 * Memory: 32 bytes a point of history, once it is there: 400 kB at 10,000.
 * Source: compared on the Numenta Anomaly Benchmark, see cxanomaly(1).
 */
#ifndef CX_ANOMALY_RESIDUAL_H
#define CX_ANOMALY_RESIDUAL_H

#include "anomaly/topwin.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	RESIDUAL_MEAN = 2000,
	RESIDUAL_SHIFT = 20,
	RESIDUAL_BLOCK = 50,
	RESIDUAL_BLOCKS = RESIDUAL_MEAN / RESIDUAL_BLOCK + 2,
	RESIDUAL_LEARN = 100,
	RESIDUAL_PERMILLE = 995
};

#define RESIDUAL_ENDLESS 50.0	/* score where the past never moved at all */

enum residual_part { RESIDUAL_LEVEL, RESIDUAL_STEP, RESIDUAL_SHIFTED, RESIDUAL_PARTS };

struct residual {
	double        *x;		/* ring of the last points: point i is at i % cap */
	size_t         cap;
	size_t         max;		/* RESIDUAL_MEAN + history */
	uint64_t       n;		/* points so far */
	double         block[RESIDUAL_BLOCKS];	/* sums: block b is at b % RESIDUAL_BLOCKS */
	struct topwin  past[RESIDUAL_PARTS];
};

struct residual_score {
	double             r;		/* greatest ratio; 0 while learning */
	enum residual_part part;	/* which one it was */
	double             expected;	/* what that one took for normal */
	double             usual;	/* the shift's quantile; 0 where it is not known */
	double             level;	/* the mean of the 2,000 before */
	bool               learning;
};

/** residual_init - no points; @history: residuals kept, [100, 1000000] */
void residual_init(struct residual *d, size_t history);

/** residual_next - judge a point by those before it, then add it; |x| <= 1e290; some 0.3 us */
struct residual_score residual_next(struct residual *d, double x);

/**
 * residual_off - how far the last points, but for the first of RESIDUAL_SHIFT, are off together
 *
 * Returns: the lesser of the means of the last 10 and the 9 before, less @level; 0 where these
 *          are on two sides of it, or there are fewer points.
 */
double residual_off(const struct residual *d, double level);

/** residual_kept - how many points must be saved: the last of them are the state */
size_t residual_kept(const struct residual *d);

/** residual_point - the @i-th of the kept points, 0 the oldest */
double residual_point(const struct residual *d, size_t i);

/**
 * residual_load - as if @d had judged @n points, of which the last @k are given
 * @d: just made with the same history; k == residual_kept of the one that was saved
 */
void residual_load(struct residual *d, uint64_t n, const double *x, size_t k);

/** residual_free - release */
void residual_free(struct residual *d);

#endif
