/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_cost - what was spent on each channel: a table of channel and cost
 *
 *     channel,cost            or      {"channel":"paid_search","cost":120.5}
 *     paid_search,120.5
 *
 * CSV with a header, or NDJSON; other columns are not looked at.  Costs of one channel add up.
 * Memory: the table, each channel once.
 */
#ifndef CX_ATTRIBUTION_ATTRIBUTION_COST_H
#define CX_ATTRIBUTION_ATTRIBUTION_COST_H

#include "base/arena.h"
#include "base/hmap.h"
#include "base/num.h"
#include "base/rc.h"

struct attribution_cost {
	struct arena arena;
	struct hmap  map;	/* of channels, to a num_i128 in 1e-9 each */
};

/**
 * attribution_cost_load - read a table
 * @c: attribution_cost_free, whatever is returned
 *
 * Returns: RC_OK; RC_SYNTAX with file and line: no such column, a channel without name, a cost
 *          that is no number from 0 to 1e12 of at most nine decimals; RC_LIMIT, RC_IO.
 */
MUST_USE enum rc attribution_cost_load(struct attribution_cost *c, const char *path,
    struct err *e);

/** attribution_cost_of - of a channel, in 1e-9; false when the table does not have it */
bool attribution_cost_of(const struct attribution_cost *c, struct sv channel, num_i128 *cost);

/** attribution_cost_free - give everything back */
void attribution_cost_free(struct attribution_cost *c);

#endif
