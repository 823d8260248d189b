/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * topwin - a high quantile of the last so many values, kept as they slide by
 *
 *     ring:  the values, oldest to newest
 *     run:   those not below `bound`, as sorted (value, count), few: the quantile is
 *            among them.  When too many have left, the ring is searched again.
 *
 * The quantile is the nearest rank, the ceil(q n)-th value of the n kept.  What it is
 * depends on the kept values alone, not on how they came.
 * Memory: 8 bytes a value, and some kilobytes.
 */
#ifndef CX_ANOMALY_TOPWIN_H
#define CX_ANOMALY_TOPWIN_H

#include <stddef.h>
#include <stdint.h>

struct topwin_run {
	double value;
	size_t count;
};

struct topwin {
	double            *ring;	/* grown up to max */
	size_t             cap;
	size_t             max;
	size_t             head;	/* the oldest, once there are max */
	size_t             n;
	uint32_t           permille;	/* of the quantile: 995 */
	double             bound;
	struct topwin_run *run;		/* ascending, all values >= bound */
	size_t             nrun;
	size_t             caprun;
	size_t             ntop;	/* sum of their counts */
};

/**
 * topwin_init - empty
 * @max:      values kept, at least 1
 * @permille: the quantile in thousandths, [500, 1000]
 */
void topwin_init(struct topwin *t, size_t max, uint32_t permille);

/**
 * topwin_push - one more value, not NaN; the oldest leaves when there are max
 *
 * Cost: some 20 ns; now and then a pass over all values, made up for by the pushes between.
 */
void topwin_push(struct topwin *t, double x);

/** topwin_quantile - of the values kept; t->n >= 1; may search the ring again, see above */
double topwin_quantile(struct topwin *t);

/** topwin_free - release */
void topwin_free(struct topwin *t);

#endif
