/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline_neon - 16 bytes at a time
 *
 * There is no move of byte masks to a flag word: narrowing each pair by four bits
 * leaves four of them for a byte, of which the lowest is kept.
 */
#include "json/jline.h"
#include "json/jrows.h"

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

#define JROWS_NAME jline_neon_rows
#define jrows_vec struct pair

struct pair {
	uint8x16_t lo, hi;
};

static inline struct pair
row_zero(void)
{
	return (struct pair){ vdupq_n_u8(0), vdupq_n_u8(0) };
}

static inline struct pair
row_load(const char *p)
{
	return (struct pair){ vec_load(p), vec_load(p + 16) };
}

static inline struct pair
row_or(struct pair a, struct pair b)
{
	return (struct pair){ vorrq_u8(a.lo, b.lo), vorrq_u8(a.hi, b.hi) };
}

static inline struct pair
row_and(struct pair a, struct pair b)
{
	return (struct pair){ vandq_u8(a.lo, b.lo), vandq_u8(a.hi, b.hi) };
}

static inline struct pair
row_is(struct pair v, char c)
{
	uint8x16_t all = vdupq_n_u8((uint8_t)c);

	return (struct pair){ vceqq_u8(v.lo, all), vceqq_u8(v.hi, all) };
}

static inline struct pair
row_watch_none(void)
{
	uint8x16_t most = vdupq_n_u8(INT8_MAX);

	return (struct pair){ most, most };
}

/* As signed bytes: those above 0x7f are below 0, a backslash becomes 0, the others stay above. */
static inline struct pair
row_watch(struct pair least, struct pair v)
{
	uint8x16_t back = vdupq_n_u8('\\');
	int8x16_t lo = vreinterpretq_s8_u8(veorq_u8(v.lo, back));
	int8x16_t hi = vreinterpretq_s8_u8(veorq_u8(v.hi, back));

	return (struct pair){
		vreinterpretq_u8_s8(vminq_s8(vreinterpretq_s8_u8(least.lo), lo)),
		vreinterpretq_u8_s8(vminq_s8(vreinterpretq_s8_u8(least.hi), hi))
	};
}

static inline bool
row_watch_saw(struct pair least)
{
	return vminvq_s8(vminq_s8(vreinterpretq_s8_u8(least.lo),
	    vreinterpretq_s8_u8(least.hi))) <= 0;
}

static inline struct pair
row_control(struct pair v)
{
	uint8x16_t space = vdupq_n_u8(' ');

	return (struct pair){ vcltq_u8(v.lo, space), vcltq_u8(v.hi, space) };
}

#define row_low row_control

static inline struct pair
row_tally(struct pair sum, struct pair v)
{
	return (struct pair){ vsubq_u8(sum.lo, v.lo), vsubq_u8(sum.hi, v.hi) };
}

static inline uint32_t
row_sum(struct pair sum)
{
	return (uint32_t)vaddlvq_u8(sum.lo) + vaddlvq_u8(sum.hi);
}

/* A bit of its own for each byte of eight; sums of neighbours bring eight into one. */
static inline uint64_t
row_bits(struct pair a, struct pair b)
{
	static const uint8_t bit_of[16] = {
		1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128
	};
	uint8x16_t bit = vld1q_u8(bit_of);
	uint8x16_t lo = vpaddq_u8(vandq_u8(a.lo, bit), vandq_u8(a.hi, bit));
	uint8x16_t hi = vpaddq_u8(vandq_u8(b.lo, bit), vandq_u8(b.hi, bit));
	uint8x16_t all = vpaddq_u8(lo, hi);

	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

static inline bool
row_high(struct pair v)
{
	return vec_high(vorrq_u8(v.lo, v.hi));
}

static inline unsigned
row_first(uint64_t bits)
{
	return bits != 0 ? (unsigned)__builtin_ctzll(bits) : 64;
}

static inline size_t
row_count(uint64_t bits)
{
	return (size_t)__builtin_popcountll(bits);
}

static inline bool
row_some(struct pair v)
{
	return vmaxvq_u8(vorrq_u8(v.lo, v.hi)) != 0;
}

static inline struct pair
row_differ(struct pair miss, const char *p, const struct jrows_lit *lit)
{
	struct pair at = row_load(p), text = row_load(lit->text);
	struct pair differ = { veorq_u8(at.lo, text.lo), veorq_u8(at.hi, text.hi) };

	return row_or(miss, row_and(differ, row_load(lit->mask)));
}

static inline struct pair
row_differ_two(struct pair miss, const char *p, const char *q, const struct jrows_two *two)
{
	struct pair text = row_load(two->text);
	struct pair differ = { veorq_u8(vec_load(p), text.lo), veorq_u8(vec_load(q), text.hi) };

	return row_or(miss, row_and(differ, row_load(two->mask)));
}

/* Eight of the distances. */
static inline uint8x16_t
closer(const uint16_t *e, const int16_t *least)
{
	int16x8_t far = vreinterpretq_s16_u16(vsubq_u16(vld1q_u16(e + 1), vld1q_u16(e)));

	return vreinterpretq_u8_u16(vcgtq_s16(vld1q_s16(least), far));
}

static inline struct pair
row_short(struct pair miss, const uint16_t *e, const int16_t *least)
{
	return row_or(miss, (struct pair){ closer(e, least), closer(e + 8, least + 8) });
}

static inline uint32_t
row_digits(const char *p)
{
	uint64_t non = vec_nondigits(p);

	return non != 0 ? (uint32_t)JLINE_AT(non) : 16;
}

static inline uint32_t
row_small(const char *p, size_t n)
{
	uint64_t t = (word_load(p) ^ JSCAN_ALL('0')) << (64 - 8 * n) % 64;

	t = (t * 10 + (t >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
	t = (t * 100 + (t >> 16)) & UINT64_C(0x0000ffff0000ffff);
	return (uint32_t)(t * 10000 + (t >> 32));
}

#include "json/jrows_kernel.inc"

#else

/* Asked for on no machine: there is no such kernel. */
const struct jrows_kernel jline_neon_rows = { NULL, NULL, NULL };

const char *
jline_neon(struct jread *r, const char *p, struct val *slot)
{
	return jline_scalar(r, p, slot);
}

#endif
