/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_full - values of a quantile that have more digits than their nearest doubles
 *
 * A struct quant keeps doubles.  Of what is more than the shortest text of its double
 * says (9007199254740993, 123456789.123456789, and every whole number of 19 to 38
 * digits) the number is kept here beside it, as long as every value is kept: a
 * quantile is one of its values then, digits and all.
 *
 * Memory class: 32 bytes for each such value.
 */
#ifndef CX_METRIC_AGG_FULL_H
#define CX_METRIC_AGG_FULL_H

#include "json/jwrite.h"
#include "sketch/quant.h"
#include "sketch/xsum.h"

struct agg_full {		/* all zero: none */
	struct xsum_num *v;	/* any order */
	size_t           n, cap;
};

/** agg_full_of - @v, whose nearest double is @d, has more digits than that: *x */
bool agg_full_of(const struct val *v, double d, struct xsum_num *x);

/** agg_full_add - one such value, which is in the struct quant too */
void agg_full_add(struct agg_full *f, const struct xsum_num *x);

/** agg_full_merge - dst += src */
void agg_full_merge(struct agg_full *dst, const struct agg_full *src);

/**
 * agg_full_at - the value of a rank, when it has more digits than its double
 * @q:  holds every value, those of @f among them
 * @at: its double: quant_at of @rank
 *
 * Values that share a double are in the order of agg_num_cmp.
 * Cost: O(values), when there is one that is @at.
 */
bool agg_full_at(const struct agg_full *f, const struct quant *q, uint64_t rank, double at,
    struct xsum_num *x);

/**
 * agg_full_save - write the array of all values, ascending, as sketch/quant_state.h has it
 *
 * Those of @f with all digits; a double that would be taken for one of these, a string.
 */
void agg_full_save(const struct agg_full *f, const struct quant *q, struct jwrite *w);

/**
 * agg_full_load - those of a saved array
 * @v: an array that quant_state_load took
 *
 * Returns: RC_OK; RC_SYNTAX when values that share a double are not in order.
 */
MUST_USE enum rc agg_full_load(struct agg_full *f, const struct val *v, struct err *e);

/** agg_full_heap - bytes of heap that it owns */
size_t agg_full_heap(const struct agg_full *f);

/** agg_full_free - release; as zeroed */
void agg_full_free(struct agg_full *f);

#endif
