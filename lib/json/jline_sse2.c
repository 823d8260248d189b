/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline_sse2 - 32 bytes at a time, in two vectors
 */
#include "json/jline.h"

#if CPU_X86

#include <immintrin.h>

#define JLINE_NAME jline_sse2
#define JLINE_TARGET
#define JLINE_WIDTH 32
#define JLINE_SHIFT 0
#define jline_vec struct vec

struct vec {
	__m128i lo, hi;
};

static inline struct vec
vec_zero(void)
{
	return (struct vec){ _mm_setzero_si128(), _mm_setzero_si128() };
}

static inline struct vec
vec_load(const char *p)
{
	return (struct vec){ _mm_loadu_si128((const void *)p),
		_mm_loadu_si128((const void *)(p + 16)) };
}

static inline struct vec
vec_or(struct vec a, struct vec b)
{
	return (struct vec){ _mm_or_si128(a.lo, b.lo), _mm_or_si128(a.hi, b.hi) };
}

static inline uint64_t
flags(__m128i lo, __m128i hi)
{
	return (uint32_t)_mm_movemask_epi8(lo) | (uint32_t)_mm_movemask_epi8(hi) << 16;
}

/* With bit 1 flipped, quotes are 0x20 and what is at most that is a quote or a control. */
static inline __m128i
stops(__m128i v)
{
	__m128i q = _mm_xor_si128(v, _mm_set1_epi8(2));
	__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(q, _mm_set1_epi8(0x20)), q);

	return _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
}

static inline uint64_t
vec_stops(struct vec v)
{
	return flags(stops(v.lo), stops(v.hi));
}

static inline uint64_t
vec_quotes(struct vec v)
{
	__m128i quote = _mm_set1_epi8('"');

	return flags(_mm_cmpeq_epi8(v.lo, quote), _mm_cmpeq_epi8(v.hi, quote));
}

static inline uint64_t
vec_nondigits(const char *p)
{
	__m128i d = _mm_sub_epi8(_mm_loadu_si128((const void *)p), _mm_set1_epi8('0'));
	__m128i is = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);

	return (uint32_t)_mm_movemask_epi8(is) ^ 0xffffU;
}

static inline bool
vec_high(struct vec v)
{
	return flags(v.lo, v.hi) != 0;
}

static inline bool
lit_is(const struct jline_node *n, const char *p)
{
	struct vec a = vec_load(p), b = vec_load(n->lit);
	uint64_t same = flags(_mm_cmpeq_epi8(a.lo, b.lo), _mm_cmpeq_epi8(a.hi, b.hi));

	return (~(uint32_t)same & n->bits) == 0;
}

#define JLINE_HAS_FAR

/* No branch says which vector it is in: lengths of long strings cannot be foretold. */
static inline size_t
far_end(const char *p, jline_vec *high)
{
	struct vec a = vec_load(p), b = vec_load(p + 32);
	struct vec c = vec_load(p + 64), d = vec_load(p + 96);
	uint64_t lo = vec_stops(a) | vec_stops(b) << 32, hi = vec_stops(c) | vec_stops(d) << 32;
	uint64_t beyond = lo == 0;

	*high = vec_or(*high, vec_or(vec_or(a, b), vec_or(c, d)));
	if ((lo | hi) == 0)
		return JLINE_FAR;
	return (size_t)__builtin_ctzll(lo | (hi & -beyond)) + 64 * beyond;
}

#include "json/jline_kernel.inc"

#else

const char *
jline_sse2(struct jread *r, const char *p, struct val *slot)
{
	return jline_scalar(r, p, slot);
}

#endif
