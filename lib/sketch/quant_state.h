/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant_state - quantiles, saved and loaded
 *
 * While every value is kept, an array of them, ascending, as shortest numbers that
 * read back as the same doubles:
 *
 *     [0.25,1,1,17]
 *
 * A number that has more digits than its double is read as that, and one from 1e18 on may
 * be a string (metric/agg_full.h writes both).
 *
 * A sketch is an object; the bins are those of sketch/ddmap.h, their counts as
 * in sketch/runs.h:
 *
 *     {"n":300,		values, more than QUANT_EXACT_MAX
 *      "min":-2,"max":9.5,	exact
 *      "zero":3,		values nearer to 0 than QUANT_TINY; left out when 0
 *      "tiny_pos":1,		of these, above 0; likewise
 *      "tiny_neg":1,		and below
 *      "pos":[-95,"3ab12"],	bins of values above; left out when there are none
 *      "neg":[7,"2"],		bins of -x of values below; likewise
 *      "collapsed":"pos"}	where the lowest bin also holds what lay below it:
 *				"pos", "neg" or "both"; left out when nowhere
 *
 * Any 2,000 values take less than 2.5 kB as a sketch, and a bin of 10 to 99
 * values takes 3 bytes; quantiles that are equal save the same bytes.
 */
#ifndef CX_SKETCH_QUANT_STATE_H
#define CX_SKETCH_QUANT_STATE_H

#include "base/rc.h"
#include "base/val.h"
#include "json/jspelled.h"
#include "json/jwrite.h"
#include "sketch/quant.h"

/** quant_state_save - write the array or object */
void quant_state_save(const struct quant *q, struct jwrite *w);

/**
 * quant_state_load - read it back
 * @q: as zeroed; on failure only fit for quant_free
 * @c: what @q was kept under
 *
 * Checked: order and range of the values, their number against @c; that the bins
 * are those of @c's mapping, hold n values, and begin and end with min and max.
 * Returns: RC_OK; RC_SYNTAX with what is wrong.
 */
MUST_USE enum rc quant_state_load(struct quant *q, const struct quant_cfg *c, const struct val *v,
    struct err *e);

struct quant_room {		/* what quantiles that are read stand in; all zero: unused */
	double              value[QUANT_EXACT_MAX];
	struct quant_sketch sketch;
	int32_t             lo, hi;	/* bins of its mapping */
	uint32_t            count[BINS_MAX];
};

/**
 * quant_state_read - most of what quant_state_save writes
 * @q: as zeroed; to be merged and forgotten, not to be freed: what it has is in @room
 *
 * Returns: false for anything that quant_state_load is to judge: what is wrong, and what is
 *          rare (long numbers, values that are not above 0 in a sketch).
 */
bool quant_state_read(struct quant *q, const struct quant_cfg *c, struct jspelled *t,
    struct quant_room *room);

#endif
