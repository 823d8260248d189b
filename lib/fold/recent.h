/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recent - the groups of the last windows, which a live fold gives their zeroes
 *
 *     window closes ──► its groups are remembered ──► those of the last N windows that it
 *                                                     has not get an empty state
 *
 * Windows are counted as they close, empty ones too.  Memory: the keys of the groups seen
 * in 2 N windows at most, some 50 bytes each besides.
 */
#ifndef CX_FOLD_RECENT_H
#define CX_FOLD_RECENT_H

#include "base/hmap.h"
#include "fold/part.h"

#include <stdint.h>

struct recent {
	struct arena arena;
	struct hmap  seen;	/* key -> uint64_t, the number of its last window */
	uint64_t     n;		/* windows so far */
	uint64_t     last;	/* ... a group is remembered for */
	uint64_t     swept;	/* window at which those that are forgotten were dropped */
	uint64_t     seed;
};

/** recent_init - nothing seen yet; groups are to be remembered for @last windows */
void recent_init(struct recent *r, uint64_t last, uint64_t seed);

/**
 * recent_close - one more window: its groups are remembered, and it gets those of before
 * @t: the part of this window alone
 *
 * Without keys there is one group, which is never forgotten.
 * Returns: RC_OK; RC_LIMIT as part_slot and part_cell; what ops->init returns.
 */
MUST_USE enum rc recent_close(struct recent *r, struct part *t, struct twindow_span span,
    struct err *e);

/** recent_none - a window of @nkey keys without records would get no group */
static inline bool
recent_none(const struct recent *r, size_t nkey)
{
	return nkey > 0 && r->seen.n == 0;
}

/** recent_free - release */
void recent_free(struct recent *r);

#endif
