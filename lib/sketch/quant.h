/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant - quantiles: exact while small, a relative-error sketch beyond
 *
 * Up to QUANT_EXACT_MAX values are kept as they are; beyond, DDSketch bins
 * (cubic mapping, collapsing the lowest beyond QUANT_BINS_MAX).  The count alone
 * decides, so split and order cannot show.  Rank rule: nearest rank.
 */
#ifndef CX_SKETCH_QUANT_H
#define CX_SKETCH_QUANT_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QUANT_EXACT_MAX = 256, QUANT_BINS_MAX = 2048 };

struct quant_bins {		/* counts of bins [at, at + n) */
	uint64_t *count;
	int32_t   at;
	uint32_t  n;
};

struct quant {
	uint64_t          n;		/* values added */
	double            min;		/* exact */
	double            max;		/* exact */
	double           *value;	/* exact mode: n values, any order */
	size_t            cap;
	struct quant_bins pos;		/* sketch mode: x >= 1e-9 */
	struct quant_bins neg;		/* mirrored: x <= -1e-9 */
	uint64_t          zero;		/* |x| < 1e-9 */
};

struct quant_cfg {
	double accuracy;	/* relative, (0, 0.1] */
	bool   exact;		/* keep every value whatever the count */
	double mult;		/* derived by quant_cfg_init */
	double gamma;
};

/** quant_cfg_init - derive the mapping; @accuracy in (0, 0.1] */
void quant_cfg_init(struct quant_cfg *c, double accuracy, bool exact);

/** quant_add - one finite value */
void quant_add(struct quant *q, const struct quant_cfg *c, double x);

/** quant_merge - dst += src */
void quant_merge(struct quant *dst, const struct quant *src, const struct quant_cfg *c);

/** quant_sketched - q is beyond exact: its quantiles carry the relative error */
bool quant_sketched(const struct quant *q, const struct quant_cfg *c);

/** quant_rank_of - nearest rank ceil(num/10^dec * n), at least 1, in integers; n >= 1 */
uint64_t quant_rank_of(uint64_t num, unsigned dec, uint64_t n);

/**
 * quant_at - the value of a rank (1-based)
 *
 * Accuracy: exact, or |*out - x| <= accuracy * |x| when sketched (ranks 1 and n exact);
 *           void below the collapse border, see quant_collapsed.
 * Returns:  RC_OK; RC_EMPTY without values; RC_RANGE rank not in [1, n].
 * Cost:     sorts a copy when exact (at most 256, or all with exact), O(bins) when sketched.
 */
MUST_USE enum rc quant_at(const struct quant *q, const struct quant_cfg *c, uint64_t rank, double *out);

/** quant_collapsed - low bins were merged: values below *border have lost their accuracy */
bool quant_collapsed(const struct quant *q, const struct quant_cfg *c, double *border);

/** quant_free - release; q is as zeroed */
void quant_free(struct quant *q);

#endif
