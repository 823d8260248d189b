/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline_neon - 16 bytes at a time
 *
 * There is no move of byte masks to a flag word: narrowing each pair by four bits
 * leaves four of them for a byte, of which the lowest is kept.
 */
#include "json/jline.h"

#if CPU_ARM

#include <arm_neon.h>

#define JLINE_NAME jline_neon
#define JLINE_TARGET
#define JLINE_WIDTH 16
#define JLINE_SHIFT 2
#define jline_vec uint8x16_t

static inline uint64_t
flags(uint8x16_t v)
{
	uint8x8_t four = vshrn_n_u16(vreinterpretq_u16_u8(v), 4);

	return vget_lane_u64(vreinterpret_u64_u8(four), 0) & UINT64_C(0x1111111111111111);
}

static inline uint8x16_t
vec_zero(void)
{
	return vdupq_n_u8(0);
}

static inline uint8x16_t
vec_load(const char *p)
{
	return vld1q_u8((const uint8_t *)p);
}

static inline uint8x16_t
vec_or(uint8x16_t a, uint8x16_t b)
{
	return vorrq_u8(a, b);
}

/* With bit 1 flipped, quotes are 0x20 and what is at most that is a quote or a control. */
static inline uint64_t
vec_stops(uint8x16_t v)
{
	uint8x16_t low = vcleq_u8(veorq_u8(v, vdupq_n_u8(2)), vdupq_n_u8(0x20));

	return flags(vorrq_u8(low, vceqq_u8(v, vdupq_n_u8('\\'))));
}

static inline uint64_t
vec_quotes(uint8x16_t v)
{
	return flags(vceqq_u8(v, vdupq_n_u8('"')));
}

static inline uint64_t
vec_nondigits(const char *p)
{
	return flags(vcgtq_u8(vsubq_u8(vec_load(p), vdupq_n_u8('0')), vdupq_n_u8(9)));
}

static inline bool
vec_high(uint8x16_t v)
{
	return vmaxvq_u8(v) >= 0x80;
}

static inline bool
lit_is(const struct jline_node *n, const char *p)
{
	const char *mask = (const char *)n->mask;
	uint8x16_t a = vandq_u8(veorq_u8(vec_load(p), vec_load(n->lit)), vec_load(mask));
	uint8x16_t b = vandq_u8(veorq_u8(vec_load(p + 16), vec_load(n->lit + 16)),
	    vec_load(mask + 16));

	return vmaxvq_u8(vorrq_u8(a, b)) == 0;
}

#include "json/jline_kernel.inc"

#else

const char *
jline_neon(struct jread *r, const char *p, struct val *slot)
{
	return jline_scalar(r, p, slot);
}

#endif
