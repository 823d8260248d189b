/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_result - what each channel earned, by each model, with intervals
 *
 * Credits are said in 1e-9 of a conversion and of money.  They are rounded together, by the
 * greatest remainders, so that those of all channels are the number of conversions and their
 * value, to the last digit.
 */
#ifndef CX_ATTRIBUTION_ATTRIBUTION_RESULT_H
#define CX_ATTRIBUTION_ATTRIBUTION_RESULT_H

#include "attribution/attribution_sum.h"
#include "stats/interval.h"

enum { ATTRIBUTION_RESULT_STATES = 2000 };	/* of a Markov chain; more is an error */

struct attribution_result_row {
	struct sv channel;
	uint64_t  touches;
	num_i128  conversions;	/* in 1e-9 */
	num_i128  value;
	double    share;	/* of all conversions that have a path; 0 when there are none */
	double    effect;	/* removal effect, of Markov chains */

	/* Percentiles of the replicates, if there are any. */
	struct interval conversions_ci;
	struct interval value_ci;	/* in whole units of the currency */
	struct interval share_ci;
	struct interval effect_ci;
};

struct attribution_result;

/** attribution_result_new - of @s, which outlives it; intervals at confidence @conf */
struct attribution_result *attribution_result_new(const struct attribution_sum *s, double conf);

/** attribution_result_free - NULL is fine */
void attribution_result_free(struct attribution_result *r);

/**
 * attribution_result_rows - the rows of one model, a channel each, by the bytes of its name
 * @model: which of the cfg
 * @row:   room for as many as the sum has channels
 *
 * Returns: RC_OK; RC_LIMIT a Markov chain of more than ATTRIBUTION_RESULT_STATES states, or
 *          replicates of more than the sum's max_bytes.
 * Cost:    of a Markov chain that of attribution_markov_effects for each replicate.
 */
MUST_USE enum rc attribution_result_rows(struct attribution_result *r, size_t model,
    struct attribution_result_row *row, struct err *e);

struct attribution_result_path {
	const uint32_t *rank;	/* of its channels, by their names */
	size_t          n;
	struct attribution_sum_path count;
};

/**
 * attribution_result_paths - all paths, the most frequent first
 *
 * Equally frequent ones by the names of their channels.
 * Returns: how many there are in *path, which is the result's.
 */
size_t attribution_result_paths(struct attribution_result *r,
    const struct attribution_result_path **path);

/** attribution_result_name - the channel of a rank */
struct sv attribution_result_name(const struct attribution_result *r, uint32_t rank);

/**
 * attribution_result_apportion - @n parts rounded so that they add up to what they did before
 * @part: in 2^-@bits, together a whole number; become whole numbers, of @scale times as much
 *
 * Rounded down; what that leaves goes to those that lost most, one each, of equals to the
 * first.  @scale below 2^31, @bits at most 60.
 */
void attribution_result_apportion(num_i128 *part, size_t n, num_i128 scale, unsigned bits);

#endif
