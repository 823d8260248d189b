/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qset - which texts have been seen, for ever or within a horizon of time
 *
 * Keeps 128 bits of keyed hash for each (a collision among 10^9 texts: chance below
 * 10^-20), 24 bytes a text.  With a horizon texts that are older are forgotten
 * whenever the table would grow.
 */
#ifndef CX_QUALITY_QSET_H
#define CX_QUALITY_QSET_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QSET_MAX = 1 << 28 };	/* texts */

struct qset_entry {
	uint64_t a;		/* 0: free */
	uint64_t b;
	int64_t  at_us;		/* the last time it was seen */
};

struct qset {
	struct qset_entry *entry;
	size_t             n;
	size_t             mask;
	uint64_t           seed;
	int64_t            within_us;	/* 0: for ever */
	int64_t            last_us;	/* the latest time added */
};

/** qset_init - empty; allocates nothing */
void qset_init(struct qset *s, int64_t within_us, uint64_t seed);

/**
 * qset_add - note a text
 * @at_us: its time; of no meaning without a horizon
 * @again: it was seen before, no longer ago, or ahead, than the horizon
 *
 * Returns: false when QSET_MAX texts are kept.
 */
bool qset_add(struct qset *s, struct sv text, int64_t at_us, bool *again);

/** qset_free - give everything back */
void qset_free(struct qset *s);

#endif
