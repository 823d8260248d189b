/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_neon - 16 bytes at a time
 *
 * Flags are nibbles, as in json/jline_neon.c, of which the lowest bit is kept.
 */
#include "access/lscan.h"

#if CPU_ARM

#include <arm_neon.h>

#define LSCAN_NAME lscan_neon
#define LSCAN_ENDS lscan_neon_ends
#define LSCAN_TARGET
#define LSCAN_WIDTH 16
#define LSCAN_SHIFT 2
#define LSCAN_TOP (UINT64_C(1) << 63)
#define LSCAN_LINES 16
#define lscan_vec uint8x16_t

static inline uint64_t
flags(uint8x16_t v)
{
	uint8x8_t four = vshrn_n_u16(vreinterpretq_u16_u8(v), 4);

	return vget_lane_u64(vreinterpret_u64_u8(four), 0) & UINT64_C(0x1111111111111111);
}

static inline uint8x16_t
vec_load(const char *p)
{
	return vld1q_u8((const uint8_t *)p);
}

static inline uint8x16_t
vec_set(char c)
{
	return vdupq_n_u8((uint8_t)c);
}

/* Signed, what is above 0x7f is below anything else. */
static inline uint64_t
vec_token(uint8x16_t v, uint8x16_t c)
{
	uint8x16_t low = vcltq_s8(vreinterpretq_s8_u8(v), vdupq_n_s8(0x21));
	uint8x16_t quote = vorrq_u8(vceqq_u8(v, vdupq_n_u8('"')), vceqq_u8(v, vdupq_n_u8('\\')));
	uint8x16_t stop = vorrq_u8(vceqq_u8(v, vdupq_n_u8(',')), vceqq_u8(v, c));

	return flags(vorrq_u8(vorrq_u8(low, quote), stop));
}

static inline uint64_t
vec_quoted(const char *p)
{
	uint8x16_t v = vec_load(p);
	uint8x16_t low = vcltq_s8(vreinterpretq_s8_u8(v), vdupq_n_s8(0x20));
	uint8x16_t quote = vorrq_u8(vceqq_u8(v, vdupq_n_u8('"')), vceqq_u8(v, vdupq_n_u8('\\')));

	return flags(vorrq_u8(low, quote));
}

static inline uint64_t
vec_nondigits(const char *p)
{
	return flags(vcgtq_u8(vsubq_u8(vec_load(p), vdupq_n_u8('0')), vdupq_n_u8(9)));
}

static inline uint64_t
vec_bytes(const char *p, char c)
{
	return flags(vceqq_u8(vec_load(p), vec_set(c)));
}

#include "access/lscan_kernel.inc"

#else

void
lscan_neon(struct lscan *s, size_t n)
{
	lscan_scalar(s, n);
}

size_t
lscan_neon_ends(const char *p, const char *e, const char **end, size_t max)
{
	return lscan_scalar_ends(p, e, end, max);
}

#endif
