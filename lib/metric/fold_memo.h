/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fold_memo - what emitting many small groups asks for again and again
 *
 * Groups of few records have few counts, and so few intervals and few shares: each is
 * worked out and printed once, while it is remembered.  A memo serves one thread.
 * Wherever a memo is asked for, NULL will do: then nothing is remembered.
 *
 * Memory class: 200 kB a memo.  Places are fixed by hash, the last comer stays.
 */
#ifndef CX_METRIC_FOLD_MEMO_H
#define CX_METRIC_FOLD_MEMO_H

#include "metric/fold_type.h"
#include "stats/interval.h"

#include <stdint.h>

struct fold_memo;

/** fold_memo_new - an empty one */
struct fold_memo *fold_memo_new(void);

/** fold_memo_free - NULL is fine */
void fold_memo_free(struct fold_memo *m);

/** fold_memo_wilson - interval_wilson */
struct interval fold_memo_wilson(struct fold_memo *m, uint64_t k, uint64_t n, double conf);

/** fold_memo_poisson - interval_poisson */
struct interval fold_memo_poisson(struct fold_memo *m, uint64_t k, double conf);

/** fold_memo_t - interval_t at @df degrees of freedom */
double fold_memo_t(struct fold_memo *m, double conf, uint64_t df);

struct fold_memo_rank {
	uint64_t at;		/* of the quantile */
	uint64_t lo, hi;	/* of its interval, as in struct interval_ranks; out->ci only */
};

/** fold_memo_ranks - quant_rank_of and interval_quantile, of out->q among @n values */
struct fold_memo_rank fold_memo_ranks(struct fold_memo *m, uint64_t n,
    const struct fold_out *out);

/** fold_memo_double - jwrite_double */
void fold_memo_double(struct fold_memo *m, struct jwrite *w, double d);

#endif
