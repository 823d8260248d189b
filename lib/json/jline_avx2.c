/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline_avx2 - 32 bytes at a time
 */
#include "json/jline.h"
#include "json/jrows.h"

#if CPU_X86

#include <immintrin.h>

#define JLINE_NAME jline_avx2
#define JLINE_TARGET __attribute__((target("avx2,bmi,popcnt")))
#define JLINE_WIDTH 32
#define JLINE_SHIFT 0
#define jline_vec __m256i

static inline JLINE_TARGET __m256i
vec_zero(void)
{
	return _mm256_setzero_si256();
}

static inline JLINE_TARGET __m256i
vec_load(const char *p)
{
	return _mm256_loadu_si256((const void *)p);
}

static inline JLINE_TARGET __m256i
vec_or(__m256i a, __m256i b)
{
	return _mm256_or_si256(a, b);
}

/* With bit 1 flipped, quotes are 0x20 and what is at most that is a quote or a control. */
static inline JLINE_TARGET uint64_t
vec_stops(__m256i v)
{
	__m256i q = _mm256_xor_si256(v, _mm256_set1_epi8(2));
	__m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(q, _mm256_set1_epi8(0x20)), q);
	__m256i back = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\'));

	return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(low, back));
}

static inline JLINE_TARGET uint64_t
vec_quotes(__m256i v)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')));
}

static inline JLINE_TARGET uint64_t
vec_nondigits(const char *p)
{
	__m128i d = _mm_sub_epi8(_mm_loadu_si128((const void *)p), _mm_set1_epi8('0'));
	__m128i is = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);

	return (uint32_t)_mm_movemask_epi8(is) ^ 0xffffU;
}

static inline JLINE_TARGET bool
vec_high(__m256i v)
{
	return _mm256_movemask_epi8(v) != 0;
}

static inline JLINE_TARGET bool
lit_is(const struct jline_node *n, const char *p)
{
	__m256i same = _mm256_cmpeq_epi8(vec_load(p), vec_load(n->lit));

	return (~(uint32_t)_mm256_movemask_epi8(same) & n->bits) == 0;
}

#define JLINE_HAS_FAR

/* No branch says which vector it is in: lengths of long strings cannot be foretold. */
static inline JLINE_TARGET size_t
far_end(const char *p, jline_vec *high)
{
	__m256i a = vec_load(p), b = vec_load(p + 32), c = vec_load(p + 64), d = vec_load(p + 96);
	uint64_t lo = vec_stops(a) | vec_stops(b) << 32, hi = vec_stops(c) | vec_stops(d) << 32;

	*high = vec_or(*high, vec_or(vec_or(a, b), vec_or(c, d)));
	return lo != 0 ? _tzcnt_u64(lo) : 64 + _tzcnt_u64(hi);
}

#include "json/jline_kernel.inc"

#define JROWS_NAME jline_avx2_rows
#define jrows_vec __m256i
#define row_zero vec_zero
#define row_load vec_load
#define row_or vec_or
#define row_high vec_high

static inline JLINE_TARGET __m256i
row_and(__m256i a, __m256i b)
{
	return _mm256_and_si256(a, b);
}

static inline JLINE_TARGET __m256i
row_is(__m256i v, char c)
{
	return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c));
}

static inline JLINE_TARGET __m256i
row_control(__m256i v)
{
	return _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x1f)), v);
}

/* The highest bit is all that row_bits looks at. */
static inline JLINE_TARGET __m256i
row_low(__m256i v)
{
	return _mm256_sub_epi8(v, _mm256_set1_epi8(' '));
}

static inline JLINE_TARGET __m256i
row_watch_none(void)
{
	return _mm256_set1_epi8(INT8_MAX);
}

/* As signed bytes those above 0x7f are below 0; a backslash becomes 0, and others stay above. */
static inline JLINE_TARGET __m256i
row_watch(__m256i least, __m256i v)
{
	return _mm256_min_epi8(least, _mm256_xor_si256(v, _mm256_set1_epi8('\\')));
}

static inline JLINE_TARGET bool
row_watch_saw(__m256i least)
{
	return _mm256_movemask_epi8(_mm256_cmpgt_epi8(_mm256_set1_epi8(1), least)) != 0;
}

static inline JLINE_TARGET __m256i
row_tally(__m256i sum, __m256i v)
{
	return _mm256_sub_epi8(sum, v);
}

static inline JLINE_TARGET uint32_t
row_sum(__m256i sum)
{
	__m256i four = _mm256_sad_epu8(sum, _mm256_setzero_si256());
	__m128i two = _mm_add_epi64(_mm256_castsi256_si128(four),
	    _mm256_extracti128_si256(four, 1));

	return (uint32_t)_mm_cvtsi128_si32(two) + (uint32_t)_mm_extract_epi32(two, 2);
}

static inline JLINE_TARGET uint64_t
row_bits(__m256i a, __m256i b)
{
	uint64_t high = (uint32_t)_mm256_movemask_epi8(b);

	return high << 32 | (uint32_t)_mm256_movemask_epi8(a);
}

static inline JLINE_TARGET __m256i
row_differ(__m256i v, const char *p, const struct jrows_lit *lit)
{
	__m256i differ = _mm256_xor_si256(vec_load(p), vec_load(lit->text));

	return _mm256_or_si256(v, _mm256_and_si256(differ, vec_load(lit->mask)));
}

static inline JLINE_TARGET __m256i
row_differ_two(__m256i miss, const char *p, const char *q, const struct jrows_two *two)
{
	__m256i lo = _mm256_castsi128_si256(_mm_loadu_si128((const void *)p));
	__m256i v = _mm256_inserti128_si256(lo, _mm_loadu_si128((const void *)q), 1);
	__m256i differ = _mm256_xor_si256(v, vec_load(two->text));

	return _mm256_or_si256(miss, _mm256_and_si256(differ, vec_load(two->mask)));
}

static inline JLINE_TARGET __m256i
row_short(__m256i miss, const uint16_t *e, const int16_t *least)
{
	__m256i far = _mm256_sub_epi16(_mm256_loadu_si256((const void *)(e + 1)),
	    _mm256_loadu_si256((const void *)e));

	return _mm256_or_si256(miss,
	    _mm256_cmpgt_epi16(_mm256_loadu_si256((const void *)least), far));
}

static inline JLINE_TARGET uint32_t
row_digits(const char *p)
{
	__m128i d = _mm_sub_epi8(_mm_loadu_si128((const void *)p), _mm_set1_epi8('0'));
	__m128i is = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);

	return _tzcnt_u32(~(uint32_t)_mm_movemask_epi8(is));
}

/* To the end of eight bytes, then to four pairs, two fours, one number. */
static inline JLINE_TARGET uint32_t
row_small(const char *p, size_t n)
{
	__m128i d = _mm_sub_epi8(_mm_loadu_si128((const void *)p), _mm_set1_epi8('0'));
	__m128i up = _mm_sllv_epi64(d, _mm_cvtsi32_si128(64 - 8 * (int)n));
	__m128i two = _mm_maddubs_epi16(up, _mm_set1_epi16(1 << 8 | 10));
	__m128i four = _mm_madd_epi16(two, _mm_set1_epi32(1 << 16 | 100));

	four = _mm_packus_epi32(four, four);
	return (uint32_t)_mm_cvtsi128_si32(_mm_madd_epi16(four,
	    _mm_set1_epi32(1 << 16 | 10000)));
}

/*
 * These two are the instructions alone: compilers clear the register before, for processors
 * that would wait for what it held.
 */
static inline JLINE_TARGET unsigned
row_first(uint64_t bits)
{
	uint64_t n;

	__asm__("tzcnt %1, %0" : "=r"(n) : "r"(bits) : "cc");
	return (unsigned)n;
}

static inline JLINE_TARGET size_t
row_count(uint64_t bits)
{
	uint64_t n;

	__asm__("popcnt %1, %0" : "=r"(n) : "r"(bits) : "cc");
	return n;
}

static inline JLINE_TARGET bool
row_some(__m256i v)
{
	return _mm256_testz_si256(v, v) == 0;
}

#include "json/jrows_kernel.inc"

#else

/* Asked for on no machine: there is no such kernel. */
const struct jrows_kernel jline_avx2_rows = { NULL, NULL, NULL };

const char *
jline_avx2(struct jread *r, const char *p, struct val *slot)
{
	return jline_scalar(r, p, slot);
}

#endif
