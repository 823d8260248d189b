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

/**
 * interval_share - the interval of a share, @k of @n, n >= 1, for results: of both ends alike
 *
 * Jeffreys' interval, each end moved out to where it is wrong in at most 1.4 alpha of all
 * samples, alpha = (1 - conf) / 2: for 95 %, 3.5 %, whatever the true share and n.  Ends are
 * read one at a time ("at least ..."), and Wilson's is wrong 16 % of the time on its lower side
 * where k = 1; Clopper and Pearson's is never wrong more than alpha, and 1.2 to 1.3 times as
 * wide for few events.  Of a grid of methods this has the least width with such ends: of
 * Wilson's 1.16 times at n = 5, 1.10 at 10, 1.06 at 20, 1.01 at 50 and 1.00 from 200; it holds
 * the truth in at least conf of all samples in the mean, and in 1 - 2.8 alpha at worst.
 * Never without k / n, and never of zero width.
 * Source: Brown, Cai, DasGupta, Statistical Science 16:101-133, 2001 (Jeffreys); the bounds that
 *         move its ends are Clopper and Pearson's at 1.4 alpha.
 *         Oracles: tests/oracle/interval.R; make simulate.
 */
struct interval interval_share(uint64_t k, uint64_t n, double conf);

/** interval_poisson - exact interval of a count (Garwood 1936) */
struct interval interval_poisson(uint64_t k, double conf);

struct interval_mean_of {	/* what is known of some values */
	double n;		/* how many, at least 2 */
	double mean;
	double se;		/* standard deviation / sqrt(n) */
	double skew;		/* third central moment over the second to 3/2: g1 */
};

/**
 * interval_mean - the interval of a mean
 * @t: Student's quantile at n - 1 degrees of freedom, for the confidence
 *
 * Student's; its end on the side of the tail is where Hall's monotone transformation of the
 * statistic has it, with the unbiased skewness (G1), when that is further out, but no further
 * than twice as far: beyond, of few values, it is the skewness' own noise.  The other end stays:
 * moving it up too, as Hall's does, makes it wrong more often where tails are heavy on both sides.
 * So it is at most 1.5 times as wide as Student's, and of normal values 1.04 times at 20.
 * Source: Hall, J. Royal Statistical Society B 54:221-228, 1992.  Chosen, with the limit, on a
 *         grid of transformations and distributions; how often it holds: make simulate.
 *         Oracle: tests/oracle/interval.R.
 */
struct interval interval_mean(const struct interval_mean_of *m, double t);

/**
 * interval_weighted - of a sum of amounts that come singly, as many as they happen to be
 * @sum:     of the amounts, > 0 but where @most alone is known
 * @squares: sum of their squares
 * @most:    an amount that one more may well have: at least the greatest, > 0
 *
 * The count is Poisson's; amounts that differ make it count for fewer, sum^2 / squares.
 * With sum 0 the interval is of nothing seen: [0, most (-ln alpha)].
 * Source: Fay, Feuer, Statistics in Medicine 16:791-801, 1997.
 *         Oracle: tests/oracle/interval.R.
 */
struct interval interval_weighted(double sum, double squares, double most, double conf);

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
