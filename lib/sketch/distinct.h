/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * distinct - how many different values: exact while small, HyperLogLog beyond
 *
 * Up to DISTINCT_EXACT_MAX 64-bit hashes are kept (exact but for hash collisions,
 * 1e-14 at that size); beyond, 2^DISTINCT_P registers.  The number of different
 * hashes alone decides.  Estimator: Ertl, arXiv:1702.01284, improved raw.
 *
 * Memory class: 24 bytes and some 15 a value while exact (8 KiB at most), then 4 KiB.
 */
#ifndef CX_SKETCH_DISTINCT_H
#define CX_SKETCH_DISTINCT_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISTINCT_P = 12, DISTINCT_EXACT_MAX = 512 };

struct distinct {
	uint64_t *hash;		/* exact: open addressing, 0 free */
	uint32_t  n;		/* exact: hashes there */
	uint32_t  cap;		/* power of two */
	uint8_t  *reg;		/* dense: 2^DISTINCT_P registers, else NULL */
};

/** distinct_add - one value's bytes */
void distinct_add(struct distinct *d, struct sv value);
/** distinct_hash - of one value's bytes: hash_sv under seed 0, with 1 for 0 */
uint64_t distinct_hash(struct sv value);
/** distinct_add_hash - one value by its distinct_hash */
void distinct_add_hash(struct distinct *d, uint64_t hash);
/** distinct_near - what distinct_add_hash will look at is on its way into the cache */
static inline __attribute__((always_inline)) void	/* else gcc sees no effect in it */
distinct_near(const struct distinct *d, uint64_t hash)
{
	if (d->reg != NULL)
		__builtin_prefetch(&d->reg[hash >> (64 - DISTINCT_P)]);
	else if (d->cap != 0)
		__builtin_prefetch(&d->hash[hash & (d->cap - 1)]);
}
/** distinct_known - @hash is certainly there, as its first place says: distinct_add_hash of it
 * would change nothing; most that are there stand at their first place */
static inline bool
distinct_known(const struct distinct *d, uint64_t hash)
{
	return d->cap != 0 && d->hash[hash & (d->cap - 1)] == hash;
}
/** distinct_merge - dst := union */
void distinct_merge(struct distinct *dst, const struct distinct *src);
/**
 * distinct_count - the estimate and its interval
 * @z: normal quantile of the two-sided confidence; *lo == *hi == *est while exact
 *
 * Accuracy: relative standard error at most 1.04 / sqrt(2^DISTINCT_P) = 1.63 %, of which
 *           the interval is made; neither *est nor *lo is below what is certain,
 *           DISTINCT_EXACT_MAX + 1.
 */
void distinct_count(const struct distinct *d, double z, double *est, double *lo, double *hi);
/** distinct_exact - no sketch yet */
bool distinct_exact(const struct distinct *d);
/** distinct_heap - bytes of heap that it owns */
size_t distinct_heap(const struct distinct *d);

/** distinct_free - release; d is as zeroed */
void distinct_free(struct distinct *d);

#endif
