/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline_sse2 - 16 bytes at a time
 */
#include "json/jline.h"

#if CPU_X86

#include <immintrin.h>

#define JLINE_NAME jline_sse2
#define JLINE_TARGET
#define JLINE_WIDTH 16
#define JLINE_SHIFT 0
#define jline_vec __m128i

static inline __m128i
vec_zero(void)
{
	return _mm_setzero_si128();
}

static inline __m128i
vec_load(const char *p)
{
	return _mm_loadu_si128((const void *)p);
}

static inline __m128i
vec_or(__m128i a, __m128i b)
{
	return _mm_or_si128(a, b);
}

/* With bit 1 flipped, quotes are 0x20 and what is at most that is a quote or a control. */
static inline uint64_t
vec_stops(__m128i v)
{
	__m128i q = _mm_xor_si128(v, _mm_set1_epi8(2));
	__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(q, _mm_set1_epi8(0x20)), q);
	__m128i back = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(low, back));
}

static inline uint64_t
vec_quotes(__m128i v)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
}

static inline uint64_t
vec_nondigits(const char *p)
{
	__m128i d = _mm_sub_epi8(_mm_loadu_si128((const void *)p), _mm_set1_epi8('0'));
	__m128i is = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);

	return (uint32_t)_mm_movemask_epi8(is) ^ 0xffffU;
}

static inline bool
vec_high(__m128i v)
{
	return _mm_movemask_epi8(v) != 0;
}

static inline bool
lit_is(const struct jline_node *n, const char *p)
{
	__m128i a = _mm_cmpeq_epi8(vec_load(p), vec_load(n->lit));
	__m128i b = _mm_cmpeq_epi8(vec_load(p + 16), vec_load(n->lit + 16));
	uint32_t same = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;

	return (~same & n->bits) == 0;
}

#define JLINE_HAS_FAR

/* The stops of 64 bytes. */
static inline uint64_t
four_stops(const char *p, jline_vec *high)
{
	__m128i a = vec_load(p), b = vec_load(p + 16), c = vec_load(p + 32), d = vec_load(p + 48);

	*high = vec_or(*high, vec_or(vec_or(a, b), vec_or(c, d)));
	return vec_stops(a) | vec_stops(b) << 16 | vec_stops(c) << 32 | vec_stops(d) << 48;
}

/* No branch says where it is: lengths of long strings cannot be foretold. */
static inline size_t
far_end(const char *p, jline_vec *high)
{
	uint64_t lo = four_stops(p, high), hi = four_stops(p + 64, high), beyond = lo == 0;

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
