/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quantiles - the percentile itself, with its interval, from the hours' sketches
 *
 * For show, and for the comparison of percentiles: limits are decided by counting.
 * Heap: one merged sketch, given back by quantiles_free.
 */
#ifndef CX_JUDGE_QUANTILES_H
#define CX_JUDGE_QUANTILES_H

#include "judge/period.h"
#include "judge/series.h"
#include "metric/agg_type.h"
#include "sketch/quant.h"

#include <stdbool.h>

struct quantiles {
	struct quant            sum;
	const struct quant_cfg *cfg;
};

/**
 * quantiles_of - merge the hours of @p
 *
 * An hour that an end of @p cuts counts as whole when none of its minutes outside has
 * events.
 * Returns: false: an hour is cut, or there are no values; nothing is held then.
 */
bool quantiles_of(struct quantiles *m, const struct series *s, const struct period *p);

/** quantiles_free - give the sketch back */
void quantiles_free(struct quantiles *m);

struct quantiles_at {
	double at;	/* nearest rank */
	double lo;	/* NAN: no such order statistic; a sketch's error is within */
	double hi;
};

struct quantiles_ask {
	const struct agg_q *q;
	double               alpha;	/* of one side */
	bool                 sequential;	/* ranks by e-values, for any look */
	double               unknown;	/* missing values: each above hi and below lo */
	double               scale;	/* as if there were so many times as many; 1: as it is */
};

/**
 * quantiles_at - value and one-sided bounds
 *
 * The ranks are those at which the three-way rule on counts changes its mind: a limit
 * at or above hi passes, one below lo fails.
 * Source: stats/interval.h; for any look Howard, Ramdas, Bernoulli 28:1704-1728, 2022
 *         (inverting a test of counts, here that of stats/evidence.h).
 */
struct quantiles_at quantiles_at(const struct quantiles *m, const struct quantiles_ask *ask);

#endif
