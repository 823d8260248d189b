/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * varint - an unsigned number in as few bytes as it needs
 *
 *     | 1 low 7 bits | 1 next 7 bits | ... | 0 high bits |
 *
 * For bytes that this process wrote itself: reading checks nothing.
 */
#ifndef CX_BASE_VARINT_H
#define CX_BASE_VARINT_H

#include <stddef.h>
#include <stdint.h>

enum { VARINT_MAX = 10 };	/* bytes of the longest */

/** varint_put - the bytes of @v, of which there are at most VARINT_MAX; how many */
static inline size_t
varint_put(char *p, uint64_t v)
{
	size_t n = 0;

	for (; v >= 0x80; v >>= 7)
		p[n++] = (char)(v | 0x80);
	p[n++] = (char)v;
	return n;
}

/** varint_get - the number at *p, which moves behind it */
static inline uint64_t
varint_get(const char **p)
{
	uint64_t v = (unsigned char)*(*p)++;

	if (v < 0x80)
		return v;
	v &= 0x7f;
	for (unsigned shift = 7;; shift += 7) {
		unsigned char c = (unsigned char)*(*p)++;

		v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return v;
	}
}

#endif
