/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qset - which texts have been seen, for ever or within a horizon of time
 *
 * Keeps 128 bits of hash for each (a collision among 10^9 texts: chance below 10^-20), the
 * same in every run, so that they can be saved; where they lie is keyed.  With a horizon
 * texts that are older are forgotten when room is needed; what "now" is the bulk of the
 * texts says, so that a few times far ahead make it forget nothing.  What is forgotten
 * depends on texts, times and their order alone.
 *
 * Memory: 32 to 48 bytes a text.
 */
#ifndef CX_QUALITY_QSET_H
#define CX_QUALITY_QSET_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	QSET_SHARDS = 64,
	QSET_FIRST = 256	/* places of the first table of a shard */
};

#define QSET_OLD UINT64_C(1)	/* in a: it was not of this time when the table was renewed */
#define QSET_USED UINT64_C(2)	/* in a: the place is in use */

struct qset_entry {
	uint64_t a;		/* 0: free */
	uint64_t b;
	int64_t  at_us;		/* the last time it was seen, or was new */
};

struct qset_shard {
	struct qset_entry *entry;
	size_t             n;
	size_t             size;
};

struct qset {
	struct qset_shard shard[QSET_SHARDS];
	size_t            n;
	size_t            max;
	uint64_t          seed;
	int64_t           within_us;	/* 0: for ever */
	bool              from_first;	/* a text that is seen again is not later for it */
	int64_t           last_us;	/* time of the last text added */
};

/** qset_init - empty, for at most @max texts; allocates nothing; then from_first may be set */
void qset_init(struct qset *s, int64_t within_us, size_t max, uint64_t seed);

/**
 * qset_add - note a text
 * @at_us: its time; of no meaning without a horizon
 * @again: it was seen before, no longer ago, or ahead, than the horizon
 *
 * Returns: false when there is no room for it among the max texts.
 * Cost:    O(1) amortised, one or two cache misses.
 */
bool qset_add(struct qset *s, struct sv text, int64_t at_us, bool *again);

/** qset_place - where a hash is in table @t of @s, else the free place it would take */
struct qset_entry *qset_place(const struct qset *s, const struct qset_shard *t, uint64_t a,
    uint64_t b);

/** qset_size - places there are, free ones included */
size_t qset_size(const struct qset *s);

/** qset_free - give everything back */
void qset_free(struct qset *s);

#endif
