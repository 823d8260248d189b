/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_sum - the paths of many users, summed up by channel
 *
 * What adds up is kept in integers: credits in 2^-60 of a conversion, values in 2^-20 of
 * 1e-9, transitions and paths as counts.  So the sum of two sums is that of all paths, to the
 * bit, however they were shared.
 *
 * With replicates every user counts in each of them as often as a Poisson variable of mean 1
 * says that the user's hash seeds: a bootstrap over users that needs no second pass and in
 * which threads and the order of the input do not show (Chamandy, Muralidharan, Najmi, Naidu,
 * Estimating uncertainty for massive data streams, Google, 2012; Hanley, MacGibbon, Computer
 * Methods and Programs in Biomedicine 83(1):57-62, 2006).
 *
 * Memory: of each channel 32 bytes, of each transition or path that differs some 100, the
 * former for each model; so much for each replicate, too.
 */
#ifndef CX_ATTRIBUTION_ATTRIBUTION_SUM_H
#define CX_ATTRIBUTION_ATTRIBUTION_SUM_H

#include "attribution/attribution_path.h"

enum {
	ATTRIBUTION_SUM_MODELS = 16,
	ATTRIBUTION_SUM_VALUE_BITS = 20,
	ATTRIBUTION_SUM_KEY = ATTRIBUTION_ORDER_MAX + 1,	/* of a transition */
	ATTRIBUTION_SUM_REPLICATES = 100000
};

/* Greatest value of an order, in 1e-9: so 2^37 conversions fit. */
#define ATTRIBUTION_SUM_VALUE_MAX ((num_i128)1000000000000 * 1000000000)

/* Where a transition leads to, beside channels, which are their number + 1. */
#define ATTRIBUTION_SUM_CONVERSION	UINT32_MAX
#define ATTRIBUTION_SUM_NOTHING		(UINT32_MAX - 1)

struct attribution_sum_cfg {
	struct attribution_path_rule rule;
	struct attribution_model     model[ATTRIBUTION_SUM_MODELS];
	size_t   nmodel;
	bool     paths;		/* count each path, too */
	uint32_t replicates;
	uint64_t seed;		/* of the replicates */
	size_t   max_bytes;	/* of sums, and of replicates at a time; more is an error */
};

struct attribution_sum_cell {
	num_i128 conversions;	/* in 2^-60 */
	num_i128 value;		/* in 2^-20 of 1e-9 */
};

struct attribution_sum_path {	/* counts of one */
	uint64_t n;
	uint64_t conversions;
	num_i128 value;		/* in 1e-9 */
};

struct attribution_sum_channel {
	uint64_t touches;
	struct attribution_sum_cell *cell;	/* models that credit path by path, each ncol */
};

struct attribution_sum {
	const struct attribution_sum_cfg *cfg;
	size_t   ncol;		/* 1 + replicates; the first is of all users once */
	size_t   ncredit;	/* models that credit path by path */
	struct arena arena;
	struct attribution_path_names names;
	struct attribution_sum_channel *channel;
	size_t   cap;
	struct attribution_sum_cell *total;	/* of conversions that have a path; ncol */
	struct attribution_sum_cell  loose;	/* what has none, all users once */
	bool     valued;	/* some value was known */
	struct sv currency[2];	/* the least two there are */
	size_t   ncurrency;
	/*
	 * Of Markov chains of each order that is asked: transitions to counts, ncol of each.
	 * Keys are ATTRIBUTION_SUM_KEY numbers: to, from, what was before that ...; 0 is none.
	 */
	struct hmap chain[ATTRIBUTION_ORDER_MAX];
	struct hmap path;	/* channels to struct attribution_sum_path */
	struct attribution_marks marks;
	size_t   bytes;		/* of cells and counts */

	uint8_t *weight;	/* of the user at hand; ncol */
	int64_t *credit;	/* scratch */
	size_t   ncap;
};

/** attribution_sum_new - of nothing; @cfg outlives it; attribution_sum_free */
struct attribution_sum *attribution_sum_new(const struct attribution_sum_cfg *cfg);

/** attribution_sum_free - NULL is fine */
void attribution_sum_free(struct attribution_sum *s);

/** attribution_sum_user - paths that are added now are of the user whose key is @text */
void attribution_sum_user(struct attribution_sum *s, struct sv text);

/** attribution_sum_channel - the channel called @text, there from now on */
struct attribution_path_name attribution_sum_channel(struct attribution_sum *s, struct sv text);

/**
 * attribution_sum_add - a path of the user, as attribution_path_each gives it
 *
 * Returns: RC_OK; RC_LIMIT more than the cfg's max_bytes.
 */
MUST_USE enum rc attribution_sum_add(struct attribution_sum *s,
    const struct attribution_path_order *order, const struct attribution_touch *touch, size_t n,
    struct err *e);

/** attribution_sum_refund - money given back, in 1e-9, for orders that are not there */
void attribution_sum_refund(struct attribution_sum *s, num_i128 value);

/** attribution_sum_currency - a currency that values are in */
void attribution_sum_currency(struct attribution_sum *s, struct sv currency);

/** attribution_sum_room - RC_OK; RC_LIMIT when @bytes are more than the cfg's max_bytes */
MUST_USE enum rc attribution_sum_room(const struct attribution_sum *s, size_t bytes,
    struct err *e);

/** attribution_sum_one_currency - RC_OK; RC_RANGE there are two, which do not add up */
MUST_USE enum rc attribution_sum_one_currency(const struct attribution_sum *s, struct err *e);

/** attribution_sum_merge - add what @src has to @dst, of equal cfg; RC_OK, RC_LIMIT */
MUST_USE enum rc attribution_sum_merge(struct attribution_sum *dst,
    const struct attribution_sum *src, struct err *e);

/** attribution_sum_part - @share, of ATTRIBUTION_ONE, of an amount; towards zero */
num_i128 attribution_sum_part(num_i128 amount, int64_t share);

#endif
