/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * superacc - an exact sum of integers times powers of two
 *
 * The small superaccumulator of Neal (arXiv:1505.05571): signed 64-bit chunks
 * 32 bits apart, so that 2^29 additions go by before carries must move.  Unlike
 * there the chunks are a window that grows with the exponents seen: any range
 * of exponents, and values of like size need 5 chunks instead of 67.
 *
 *     value = sum over i < n of chunk[i] * 2^(32 * (at + i))
 */
#ifndef CX_SKETCH_SUPERACC_H
#define CX_SKETCH_SUPERACC_H

#include "base/num.h"

#include <stdint.h>

struct superacc {
	int64_t *chunk;
	int32_t  at;
	uint32_t n;
	uint32_t adds;	/* |chunk[i]| <= (adds + 1) * 2^32 */
};

/** superacc_add - add @v * 2^@exp; |@v| <= 2^127, |@exp| < 2^20; 0 adds nothing */
void superacc_add(struct superacc *s, num_i128 v, int32_t exp);

/** superacc_merge - dst += src */
void superacc_merge(struct superacc *dst, const struct superacc *src);

/** superacc_heap - bytes of heap that it owns */
size_t superacc_heap(const struct superacc *s);

/** superacc_free - release; as zeroed */
void superacc_free(struct superacc *s);

#endif
