/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_sse2 - 16 bytes at a time
 */
#include "access/lscan.h"

#if CPU_X86

#include <immintrin.h>

#define LSCAN_NAME lscan_sse2
#define LSCAN_ENDS lscan_sse2_ends
#define LSCAN_TARGET
#define LSCAN_WIDTH 16
#define LSCAN_SHIFT 0
#define LSCAN_TOP (UINT64_C(1) << 63)
#define LSCAN_LINES 64
#define lscan_vec __m128i

static inline __m128i
vec_load(const char *p)
{
	return _mm_loadu_si128((const void *)p);
}

static inline __m128i
vec_set(char c)
{
	return _mm_set1_epi8(c);
}

/* Signed, what is above 0x7f is below anything else. */
static inline uint64_t
vec_token(__m128i v, __m128i c)
{
	__m128i low = _mm_cmpgt_epi8(_mm_set1_epi8(0x21), v);
	__m128i quote = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
	__m128i stop = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(',')),
	    _mm_cmpeq_epi8(v, c));

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, quote), stop));
}

static inline uint64_t
quoted(const char *p)
{
	__m128i v = vec_load(p);
	__m128i low = _mm_cmpgt_epi8(_mm_set1_epi8(0x20), v);
	__m128i quote = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(low, quote));
}

static inline uint64_t
vec_quoted(const char *p)
{
	return quoted(p) | quoted(p + 16) << 16 | quoted(p + 32) << 32 | quoted(p + 48) << 48;
}

static inline uint64_t
equal(const char *p, __m128i c)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(vec_load(p), c));
}

static inline uint64_t
vec_bytes(const char *p, char c)
{
	__m128i v = vec_set(c);

	return equal(p, v) | equal(p + 16, v) << 16 | equal(p + 32, v) << 32 |
	    equal(p + 48, v) << 48;
}

static inline uint64_t
vec_nondigits(const char *p)
{
	__m128i d = _mm_sub_epi8(_mm_loadu_si128((const void *)p), _mm_set1_epi8('0'));
	__m128i is = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);

	return (uint32_t)_mm_movemask_epi8(is) ^ 0xffffU;
}

#include "access/lscan_kernel.inc"

#else

void
lscan_sse2(struct lscan *s, size_t n)
{
	lscan_scalar(s, n);
}

size_t
lscan_sse2_ends(const char *p, const char *e, const char **end, size_t max)
{
	return lscan_scalar_ends(p, e, end, max);
}

#endif
