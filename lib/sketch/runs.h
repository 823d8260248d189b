/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * runs - small whole numbers as short text: a symbol, and how many unless one
 *
 *     runs    = { symbol [ digits ] }
 *
 * Counts of numbered bins are two elements of an array, the first bin with a
 * count and the text of all of them:
 *
 *     bins    = '[' first ',' '"' [ digits ] { step [ digits ] } '"' ']'
 *     step    = 'a' | 'b' | ... | 'z'	1 to 26 bins further
 *     digits	the count of the bin reached: 1 when left out, 0 to go on
 *
 * [412,"3ab12z0c"] is 3 in bin 412, 1 in 413, 12 in 415, 1 in 444.  In Python:
 *
 *     at = first - 1
 *     for step, n in re.findall("([a-z])([0-9]*)", "a" + text):
 *         at += ord(step) - 96
 *         if n != "0": count[at] = int(n or 1)
 *
 * N values never take more than N bytes of it and 2 for every 26 bins passed.
 */
#ifndef CX_SKETCH_RUNS_H
#define CX_SKETCH_RUNS_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/val.h"
#include "json/jwrite.h"

#include <stdbool.h>
#include <stdint.h>

struct runs_bins {		/* bins on their way to text; all zero: none yet */
	struct buf text;
	int32_t    first;
	int32_t    last;
	bool       any;
};

/** runs_put - @symbol and, unless it is 1, @k */
void runs_put(struct buf *b, char symbol, uint64_t k);

/**
 * runs_count - the digits at the start of @rest, which moves behind them
 * @k: their number, 1 without digits
 *
 * Returns: false for a number above 64 bits or with needless zeros before it.
 */
bool runs_count(struct sv *rest, uint64_t *k);

/** runs_bins_add - @k > 0 in @bin, which is above all before it */
void runs_bins_add(struct runs_bins *r, int32_t bin, uint64_t k);

/** runs_bins_save - write the array, [] when there is none; @r is as zeroed */
void runs_bins_save(struct runs_bins *r, struct jwrite *w);

/** runs_fn - called for each bin with a count; anything but RC_OK ends the loading */
typedef enum rc runs_fn(void *ctx, int32_t bin, uint64_t k, struct err *e);

/**
 * runs_bins_load - the bins of such an array, ascending
 * @lo, @hi: the bins there may be
 * @total:   sum of the counts, at most @max
 *
 * Returns: RC_OK; RC_SYNTAX with what is wrong; what @fn returned.
 * Cost:    O(text).
 */
MUST_USE enum rc runs_bins_load(const struct val *v, int32_t lo, int32_t hi, uint64_t max,
    uint64_t *total, runs_fn *fn, void *ctx, struct err *e);

#endif
