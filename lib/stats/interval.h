/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * interval - confidence intervals for rates, quantiles, means
 *
 * Pure functions over counts.  conf is two-sided, in (0, 1).  quiet_gsl has been called
 * (stats/quiet.h).
 * Accuracy: 1e-9 relative, ranks exact up to 1e10 and within one beyond.
 */
#ifndef CX_STATS_INTERVAL_H
#define CX_STATS_INTERVAL_H

#include "base/rc.h"

#include <stdint.h>

struct interval {
	double lo;
	double hi;
};

/** interval_z - normal quantile of (1 + conf) / 2 */
double interval_z(double conf);
/** interval_t - Student quantile of (1 + conf) / 2 at @df > 0 degrees of freedom */
double interval_t(double conf, double df);
/** interval_wilson - score interval of @k in @n, n >= 1 (Wilson 1927) */
struct interval interval_wilson(uint64_t k, uint64_t n, double conf);
/** interval_clopper_pearson - exact interval of @k in @n, n >= 1 (Clopper, Pearson 1934) */
struct interval interval_clopper_pearson(uint64_t k, uint64_t n, double conf);
/** interval_poisson - exact interval of a count (Garwood 1936) */
struct interval interval_poisson(uint64_t k, double conf);

struct interval_ranks {
	uint64_t lo;	/* 1-based; 0: no lower bound at this n */
	uint64_t hi;	/* n + 1: no upper bound at this n */
};

/**
 * interval_quantile - order statistics that enclose a quantile
 * @q: in (0, 1)
 *
 * With alpha = (1 - conf) / 2 and F the cdf of Bin(n, q): lo is the greatest r with
 * F(r - 1) <= alpha, hi the least r with F(r - 1) >= 1 - alpha.
 * Distribution-free; ties only widen its cover.  n >= 1.  Cost: 2 us at 1000, 4 at 1e10.
 * Source: David, Nagaraja, Order Statistics, 7.1.
 */
struct interval_ranks interval_quantile(uint64_t n, double q, double conf);

#endif
