/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_avx2 - 32 bytes at a time
 */
#include "access/lscan.h"

#if CPU_X86

#include <immintrin.h>

#define LSCAN_NAME lscan_avx2
#define LSCAN_ENDS lscan_avx2_ends
#define LSCAN_TARGET __attribute__((target("avx2,bmi")))
#define LSCAN_WIDTH 32
#define LSCAN_SHIFT 0
#define LSCAN_TOP (UINT64_C(1) << 63)
#define LSCAN_LINES 64
#define lscan_vec __m256i

static inline LSCAN_TARGET __m256i
vec_load(const char *p)
{
	return _mm256_loadu_si256((const void *)p);
}

static inline LSCAN_TARGET __m256i
vec_set(char c)
{
	return _mm256_set1_epi8(c);
}

/* Signed, what is above 0x7f is below anything else. */
static inline LSCAN_TARGET uint64_t
vec_token(__m256i v, __m256i c)
{
	__m256i low = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x21), v);
	__m256i quote = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')),
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\')));
	__m256i stop = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(',')),
	    _mm256_cmpeq_epi8(v, c));

	return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(low, quote), stop));
}

static inline LSCAN_TARGET uint64_t
quoted(__m256i v)
{
	__m256i low = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), v);
	__m256i quote = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')),
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\')));

	return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(low, quote));
}

static inline LSCAN_TARGET uint64_t
vec_quoted(const char *p)
{
	return quoted(vec_load(p)) | quoted(vec_load(p + 32)) << 32;
}

static inline LSCAN_TARGET uint64_t
equal(__m256i v, __m256i c)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, c));
}

static inline LSCAN_TARGET uint64_t
vec_bytes(const char *p, char c)
{
	__m256i v = vec_set(c);

	return equal(vec_load(p), v) | equal(vec_load(p + 32), v) << 32;
}

static inline LSCAN_TARGET uint64_t
vec_nondigits(const char *p)
{
	__m128i d = _mm_sub_epi8(_mm_loadu_si128((const void *)p), _mm_set1_epi8('0'));
	__m128i is = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);

	return (uint32_t)_mm_movemask_epi8(is) ^ 0xffffU;
}

#include "access/lscan_kernel.inc"

#else

void
lscan_avx2(struct lscan *s, size_t n)
{
	lscan_scalar(s, n);
}

size_t
lscan_avx2_ends(const char *p, const char *e, const char **end, size_t max)
{
	return lscan_scalar_ends(p, e, end, max);
}

#endif
