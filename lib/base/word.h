/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * word - eight bytes as a number, the same on every processor
 */
#ifndef CX_BASE_WORD_H
#define CX_BASE_WORD_H

#include <stdint.h>
#include <string.h>

/** word_little - a number whose bytes lie as those of @w, the first one lowest; and back */
static inline uint64_t
word_little(uint64_t w)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

/** word_load - eight bytes, the first one lowest */
static inline uint64_t
word_load(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return word_little(w);
}

#endif
