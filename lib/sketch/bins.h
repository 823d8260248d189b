/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bins - counts of numbered bins in a moving window, the lowest collapsed
 *
 * At most BINS_MAX bins below the highest are told apart; what lies lower is
 * counted in the lowest of these, the border.  A count lands in
 * max(bin, border of the moment); the border only rises, and
 * max(max(bin, b1), b2) = max(bin, b2) for b1 <= b2, so the result depends on
 * the counts alone, not on their order or on how they were split and merged.
 *
 * Memory class: a window over the bins in use, rounded to 32, and up to 32 more at either
 * end where it was reserved, of 1, 2, 4 or 8 bytes a bin as the largest count needs.
 */
#ifndef CX_SKETCH_BINS_H
#define CX_SKETCH_BINS_H

#include <stdbool.h>
#include <stdint.h>

enum { BINS_MAX = 2048 };

struct bins {
	void    *count;		/* of bins [at, at + n), each @width bytes */
	uint64_t total;		/* sum of the counts */
	int32_t  at;
	int32_t  top;		/* highest bin with a count; when total > 0 */
	uint16_t n;		/* at most BINS_MAX + 126 */
	uint8_t  width;
	bool     collapsed;	/* a count below the border was moved up to it */
};

/** bins_add - @k more in @bin */
void bins_add(struct bins *b, int32_t bin, uint64_t k);

/** bins_one - one more in @bin; most often in the window and not above the highest */
static inline void
bins_one(struct bins *b, int32_t bin)
{
	const uint32_t i = (uint32_t)bin - (uint32_t)b->at;
	uint8_t *one = b->count;
	uint16_t *two = b->count;

	if (i < b->n && (uint32_t)b->top - (uint32_t)bin < BINS_MAX) {
		if (b->width == 1 && one[i] != UINT8_MAX) {
			one[i]++;
			b->total++;
			return;
		}
		if (b->width == 2 && two[i] != UINT16_MAX) {
			two[i]++;
			b->total++;
			return;
		}
	}
	bins_add(b, bin, 1);
}

/** bins_reserve - room for the bins @lo to @hi, of which some are about to be counted */
void bins_reserve(struct bins *b, int32_t lo, int32_t hi);

/** bins_merge - dst += src */
void bins_merge(struct bins *dst, const struct bins *src);

/** bins_seek - the bin of the @rank-th count from below, 1-based, at most total */
int32_t bins_seek(const struct bins *b, uint64_t rank);

/**
 * bins_next - the first bin from @bin on that has a count, which goes to *@k
 *
 * When there is none *@k is 0, and the bin returned says nothing.
 */
int32_t bins_next(const struct bins *b, int32_t bin, uint64_t *k);

/** bins_at - the count of @bin */
uint64_t bins_at(const struct bins *b, int32_t bin);

/** bins_border - the lowest bin still told apart; total > 0 */
int32_t bins_border(const struct bins *b);

/** bins_free - release; as zeroed */
void bins_free(struct bins *b);

#endif
