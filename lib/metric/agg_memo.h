/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_memo - what emitting many small groups asks for again and again
 *
 * Groups of few records have few counts, and so few intervals and few shares: each is
 * worked out and printed once, while it is remembered.  A memo serves one thread.
 * Wherever a memo is asked for, NULL will do: then nothing is remembered.
 *
 * Memory class: at most 600 kB a memo.  Places are fixed by hash, the last comer stays.
 */
#ifndef CX_METRIC_AGG_MEMO_H
#define CX_METRIC_AGG_MEMO_H

#include "metric/agg_form.h"
#include "metric/agg_type.h"
#include "sketch/quant.h"
#include "stats/interval.h"

#include <stdint.h>

struct agg_memo;

/** agg_memo_new - an empty one */
struct agg_memo *agg_memo_new(void);

/** agg_memo_free - NULL is fine */
void agg_memo_free(struct agg_memo *m);

/**
 * agg_memo_share - interval_share, to 12 digits
 *
 * So that it is the same on all machines: the last digits of their logarithms are not.
 */
struct interval agg_memo_share(struct agg_memo *m, uint64_t k, uint64_t n, double conf);

/** agg_memo_poisson - interval_poisson */
struct interval agg_memo_poisson(struct agg_memo *m, uint64_t k, double conf);

/** agg_memo_t - interval_t at @df degrees of freedom */
double agg_memo_t(struct agg_memo *m, double conf, uint64_t df);

struct fold_memo_rank {
	uint64_t at;		/* of the quantile */
	uint64_t lo, hi;	/* of its interval, as in struct interval_ranks; out->ci only */
};

/** agg_memo_ranks - quant_rank_of and interval_quantile, of out->q among @n values */
struct fold_memo_rank agg_memo_ranks(struct agg_memo *m, uint64_t n,
    const struct agg_out *out);

/** agg_memo_forget - the group at hand is done: the next one's states may lie where its did */
void agg_memo_forget(struct agg_memo *m);

/**
 * agg_memo_sorted - the values of @q, a state of the group at hand, ascending
 *
 * Several quantiles of one state are asked for one after the other: it is sorted once.
 * Returns: NULL when they are too many, or a sketch, or there is no memo.
 */
const double *agg_memo_sorted(struct agg_memo *m, const struct quant *q);

/** agg_memo_double - jwrite_double */
void agg_memo_double(struct agg_memo *m, struct jwrite *w, double d);

/**
 * agg_memo_form - the form of an output over @n values, of a share over @k of them
 * @w: where it goes
 *
 * Returns: it, to be made where it is fresh, metric/agg_form.h; NULL when there is none: the
 *          values are many, @w cannot take forms, or the form is too long.
 */
struct agg_form *agg_memo_form(struct agg_memo *m, const struct jwrite *w,
    const struct agg_out *out, uint64_t n, uint64_t k);

/** agg_memo_put - a form that agg_memo_form gave, with its numbers, in the order of ranks there */
void agg_memo_put(struct agg_memo *m, struct jwrite *w, const struct agg_form *f,
    const double *number);

#endif
