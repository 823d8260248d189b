/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant - quantiles: exact while small, a relative-error sketch beyond
 *
 * Up to QUANT_EXACT_MAX values are kept as they are; beyond, DDSketch bins
 * (cubic mapping, sketch/ddmap.h; the lowest collapsed beyond BINS_MAX a sign,
 * sketch/bins.h).  The count alone decides, so split and order cannot show.
 * Rank rule: nearest rank.
 *
 * Memory class: 40 bytes up to QUANT_FEW values, and 8 a value while exact; then 112
 * bytes and 1 to 8 a bin in use (1 % accuracy: 230 bins for a factor of 100).
 */
#ifndef CX_SKETCH_QUANT_H
#define CX_SKETCH_QUANT_H

#include "base/rc.h"
#include "sketch/bins.h"
#include "sketch/ddmap.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	QUANT_FEW = 4,
	QUANT_EXACT_MAX = 256
};

#define QUANT_TINY 1e-9		/* what is nearer to 0 counts as 0 */

struct quant_sketch {
	struct ddmap map;
	struct bins  pos;	/* of x >= QUANT_TINY */
	struct bins  neg;	/* of -x, x <= -QUANT_TINY */
	uint64_t     zero;	/* between */
	uint64_t     tiny_pos;	/* of these, above 0 */
	uint64_t     tiny_neg;	/* and below */
};

struct quant_many {
	double min;		/* exact */
	double max;
	union {
		double              *value;	/* n of them, any order */
		struct quant_sketch *sketch;
	};
	size_t cap;		/* of value; 0: it is a sketch */
};

struct quant {			/* all zero: no values */
	uint64_t n;		/* values added */
	union {
		double            few[QUANT_FEW];	/* n <= QUANT_FEW: the values */
		struct quant_many many;			/* else */
	};
};

struct quant_cfg {
	double accuracy;	/* relative, [1e-6, 0.1] */
	bool   exact;		/* keep every value whatever the count */
};

/** quant_cfg_init - @accuracy in (0, 0.1], below 1e-6 as 1e-6 */
void quant_cfg_init(struct quant_cfg *c, double accuracy, bool exact);

/** quant_add_many - quant_add, when there are QUANT_FEW values at least; @x is no -0 */
void quant_add_many(struct quant *q, const struct quant_cfg *c, double x);

/** quant_add_times - quant_add, @n times; Cost: with c->exact O(@n), in memory too */
void quant_add_times(struct quant *q, const struct quant_cfg *c, double x, uint64_t n);

/** quant_merge - dst += src, both of the same @c; @dst is not @src */
void quant_merge(struct quant *dst, const struct quant *src, const struct quant_cfg *c);

/** quant_sketched - q is beyond exact: its quantiles carry the relative error */
static inline bool
quant_sketched(const struct quant *q, const struct quant_cfg *c)
{
	(void)c;	/* whether values are kept shows in the state */
	return q->n > QUANT_FEW && q->many.cap == 0;
}

/** quant_widen - @x is one of many values */
static inline void
quant_widen(struct quant_many *m, double x)
{
	m->min = x < m->min ? x : m->min;
	m->max = x > m->max ? x : m->max;
}

/** quant_add_bin - quant_add of @x >= QUANT_TINY, of which the bin is known, to a sketch */
static inline void
quant_add_bin(struct quant *q, double x, int32_t bin)
{
	bins_one(&q->many.sketch->pos, bin);
	quant_widen(&q->many, x);
	q->n++;
}

/** quant_add - one finite value; -0 counts as 0 */
static inline void
quant_add(struct quant *q, const struct quant_cfg *c, double x)
{
	x += 0.0;
	if (q->n < QUANT_FEW) {
		q->few[q->n++] = x;
	} else if (quant_sketched(q, c) && x >= QUANT_TINY) {
		quant_add_bin(q, x, ddmap_bin(&q->many.sketch->map, x));
	} else if (q->n > QUANT_FEW && q->n < q->many.cap) {
		q->many.value[q->n++] = x;
		quant_widen(&q->many, x);
	} else {
		quant_add_many(q, c, x);
	}
}

/**
 * quant_near - what adds to @q touch is on its way into the cache, as agg_type.near
 *
 * Step 0 is what it points to; step 1, of bins, their counts.
 */
static inline void
quant_near(const struct quant *q, unsigned step)
{
	enum { LINE = 64, LINES = 8 };
	const struct bins *b;

	if (q->n <= QUANT_FEW)
		return;
	if (q->many.cap != 0) {
		if (step == 0)
			__builtin_prefetch(q->many.value + q->n);
		return;
	}
	b = &q->many.sketch->pos;
	if (step == 0) {
		__builtin_prefetch(b);
		__builtin_prefetch(q->many.sketch);
		return;
	}
	for (size_t at = 0; at < (size_t)b->n * b->width && at < LINE * LINES; at += LINE)
		__builtin_prefetch((const char *)b->count + at);
}

/** quant_values - the q->n values, any order; not of a sketch */
static inline const double *
quant_values(const struct quant *q)
{
	return q->n <= QUANT_FEW ? q->few : q->many.value;
}

/**
 * quant_of_sketch - the state of @n > QUANT_EXACT_MAX values
 * @s: on the heap; owned by @q from now on
 * @q: as zeroed
 */
void quant_of_sketch(struct quant *q, struct quant_sketch *s, uint64_t n, double min, double max);

/**
 * quant_of_values - the state of @n values, at most QUANT_EXACT_MAX, ascending
 * @value: where they stay, when there are more than QUANT_FEW: then @q is not to be freed
 * @q:     as zeroed
 */
void quant_of_values(struct quant *q, double *value, size_t n);

/** quant_sketch_free - release a sketch that no state owns */
void quant_sketch_free(struct quant_sketch *s);

/** quant_rank_of - nearest rank ceil(num/10^dec * n), in [1, n], in integers; n >= 1 */
uint64_t quant_rank_of(uint64_t num, unsigned dec, uint64_t n);

/**
 * quant_sorted - all values, ascending
 * @out: room for QUANT_EXACT_MAX
 *
 * Returns: false when they are more, or a sketch.
 */
bool quant_sorted(const struct quant *q, double *out);

/**
 * quant_ranks - the values of @k ranks (1-based)
 *
 * Accuracy: exact, or |*out - x| <= accuracy * |x| when sketched (ranks 1 and n exact);
 *           |x| < 1e-9 counts as 0, see quant_tiny; void below the collapse border, see
 *           quant_collapsed.
 * Returns:  RC_OK; RC_EMPTY without values; RC_RANGE a rank not in [1, n].
 * Memory:   allocates nothing; 4 KiB of stack.  Concurrent readers are safe.
 * Cost:     one sort of up to QUANT_EXACT_MAX values; beyond, for each rank, 8 passes over
 *           the values when exact, O(bins) when sketched.
 */
MUST_USE enum rc quant_ranks(const struct quant *q, const struct quant_cfg *c,
    const uint64_t *rank, size_t k, double *out);

/** quant_at - the value of one rank */
MUST_USE enum rc quant_at(const struct quant *q, const struct quant_cfg *c, uint64_t rank,
    double *out);

/**
 * quant_collapsed - low bins were merged: a result with |*out| < *border has lost its accuracy
 *
 * Low means near 0, on either side: there the error is at most *border, in the
 * unit of the values, while the far ends keep theirs.  At 1 % the border is the
 * greatest magnitude divided by 4e17.
 */
bool quant_collapsed(const struct quant *q, const struct quant_cfg *c, double *border);

/**
 * quant_tiny - a rank's value is nearer to 0 than QUANT_TINY, and is not 0
 *
 * Of a sketch only, ranks 1 and n apart: what is known then is that it is in [*lo, *hi].
 */
bool quant_tiny(const struct quant *q, const struct quant_cfg *c, uint64_t rank, double *lo,
    double *hi);

/** quant_heap - bytes of heap that it owns */
size_t quant_heap(const struct quant *q);

/** quant_free - release; q is as zeroed */
void quant_free(struct quant *q);

#endif
