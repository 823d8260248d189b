/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline_scalar - eight bytes at a time, on any machine; jscan.h has the arithmetic
 */
#include "json/jline.h"

#define JLINE_NAME jline_scalar
#define JLINE_TARGET
#define JLINE_WIDTH 8
#define JLINE_SHIFT 3

#define jline_vec uint64_t

static inline uint64_t
vec_zero(void)
{
	return 0;
}

static inline uint64_t
vec_load(const char *p)
{
	return word_load(p);
}

static inline uint64_t
vec_or(uint64_t a, uint64_t b)
{
	return a | b;
}

static inline uint64_t
vec_stops(uint64_t v)
{
	return jscan_stops(v);
}

static inline uint64_t
vec_quotes(uint64_t v)
{
	return vec_stops(v);
}

static inline uint64_t
vec_nondigits(const char *p)
{
	return jscan_nondigits(word_load(p));
}

static inline bool
vec_high(uint64_t v)
{
	return (v & JSCAN_ALL(0x80)) != 0;
}

static inline bool
lit_is(const struct jline_node *n, const char *p)
{
	uint64_t differ = 0;

	for (size_t i = 0; i < JLINE_LIT / 8; i++) {
		uint64_t a, b;

		memcpy(&a, p + 8 * i, 8);
		memcpy(&b, n->lit + 8 * i, 8);
		differ |= (a ^ b) & n->mask[i];
	}
	return differ == 0;
}

#include "json/jline_kernel.inc"
