/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_sample - how sure one can be of what a sample says
 *
 * A record that was drawn out of k events stands for k of them.  With n the sum of the weights k of
 * what was counted and s the sum of their squares, n^2 / s records of one weight would say as
 * much (Kish, Survey Sampling, 1965, 8.2): n / k where all have one.  Of a share the two sides
 * count by their own weights (Korn, Graubard, Survey Methodology 24:193-201, 1998), and one
 * record that was not drawn is reckoned with (as Fay, Feuer, Statistics in Medicine 16:791-801,
 * 1997): by the sample alone nobody knows that errors are all kept.
 *
 * Pure functions; @conf is two-sided.  Every interval holds its own value.
 */
#ifndef CX_METRIC_AGG_SAMPLE_H
#define CX_METRIC_AGG_SAMPLE_H

#include "metric/agg.h"

struct agg_sample {
	uint64_t n;		/* sum of weights */
	uint64_t s;		/* sum of their squares */
};

/** agg_sample_rows - n^2 / s, at most n; 0 of nothing */
double agg_sample_rows(struct agg_sample a);

/**
 * agg_sample_whole - the same as a count, for intervals of counts
 *
 * Returns: the next below, but at least 1; what rounding has left of a whole number is one.
 */
uint64_t agg_sample_whole(double rows);

/**
 * agg_sample_share - interval of a share
 * @yes: of those in @all for which it is true
 * @rows: how many records of one weight would say as much
 *
 * Where none, or all, are true it is that of all.  @all is not empty.
 */
struct interval agg_sample_share(struct agg_memo *m, struct agg_sample yes,
    struct agg_sample all, double conf, double *rows);

/**
 * agg_sample_count - interval of how many events there are
 * @of_rate: of how many are to be expected, the next time; else how many there were, which
 *           a sample of all knows
 *
 * Of nothing the upper end is NAN: out of how many it would have been drawn, nobody knows.
 * Source: an event is kept with the chance 1 / k, so that the variance is the sum of k (k - 1)
 *         (Horvitz, Thompson, JASA 47:663-685, 1952), and with the Poisson variance of n
 *         itself that of k^2; the ends are those of a Poisson count of n^2 / s, drawn in to
 *         this.
 */
struct interval agg_sample_count(struct agg_memo *m, struct agg_sample a, bool of_rate,
    double conf);

/**
 * agg_sample_mean - interval of a mean, over moments by weight and by its square
 * @skew: of the values, or 0: see interval_mean
 *
 * Source: linearization, Saerndal, Swensson, Wretman, Model Assisted Survey Sampling, 1992,
 *         5.7; times rows / (rows - 1), with Student's quantile at rows - 1: for one weight
 *         the interval of the mean of the records.  Below 2 rows: none.
 */
struct interval agg_sample_mean(const struct agg_moments *m, const struct agg_moments *square,
    double skew, double conf, struct agg_memo *memo);

/**
 * agg_sample_total - interval of a sum, likewise: variance the sum of k (k - 1) x^2
 *
 * Of what there was: a sample of all is exact.
 */
struct interval agg_sample_total(const struct agg_moments *m, const struct agg_moments *square,
    double skew, double conf, struct agg_memo *memo);

/**
 * agg_sample_classes - what @class counts are worth
 * @value:  of each of @n classes
 * @count:  their weights, which become as many records of one weight as would say as much of
 *          the mean value
 * @square: their squares
 *
 * Returns: how many records that are.
 */
double agg_sample_classes(const double *value, double *count, const double *square, size_t n);

/** agg_sample_put_share - the members of a share, with N_n_eff */
void agg_sample_put_share(struct jwrite *w, const struct agg_out *out,
    const struct agg_span *span, struct agg_sample yes, struct agg_sample all);

/** agg_sample_put - N_n_eff, to 6 digits */
void agg_sample_put(struct jwrite *w, const struct agg_out *out, double rows);

#endif
