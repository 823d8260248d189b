/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvmark - see csvmark.h
 */
#include "csv/csvmark.h"

#include <stdbool.h>

struct csvmark_flags {		/* a bit per byte */
	uint64_t delim;
	uint64_t end;	/* LF */
	uint64_t cr;
	uint64_t odd;	/* controls, quotes, backslashes and what is above 0x7f */
};

#define INLINE static inline __attribute__((always_inline))

INLINE struct csvmark_flags
flags_scalar(const char *p, char delim)
{
	struct csvmark_flags f = { 0 };

	for (unsigned i = 0; i < 64; i++) {
		signed char c = (signed char)p[i];

		f.delim |= (uint64_t)(c == (signed char)delim) << i;
		f.end |= (uint64_t)(c == '\n') << i;
		f.cr |= (uint64_t)(c == '\r') << i;
		f.odd |= (uint64_t)(c < 0x20 || c == '"' || c == '\\') << i;
	}
	return f;
}

#define CSVMARK_NAME mark_scalar
#define CSVMARK_TARGET
#define CSVMARK_FLAGS flags_scalar
#include "csv/csvmark_kernel.inc"
#undef CSVMARK_NAME
#undef CSVMARK_TARGET
#undef CSVMARK_FLAGS

#if CPU_X86

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))

/* Signed, what is above 0x7f is below anything else. */
INLINE AVX2 __m256i
odd_avx2(__m256i v)
{
	__m256i low = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), v);

	return _mm256_or_si256(low, _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')),
	    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\'))));
}

INLINE AVX2 uint64_t
both_avx2(__m256i a, __m256i b)
{
	return (uint32_t)_mm256_movemask_epi8(a) |
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

INLINE AVX2 uint64_t
equal_avx2(__m256i a, __m256i b, char c)
{
	__m256i want = _mm256_set1_epi8(c);

	return both_avx2(_mm256_cmpeq_epi8(a, want), _mm256_cmpeq_epi8(b, want));
}

INLINE AVX2 struct csvmark_flags
flags_avx2(const char *p, char delim)
{
	__m256i a = _mm256_loadu_si256((const void *)p);
	__m256i b = _mm256_loadu_si256((const void *)(p + 32));

	return (struct csvmark_flags){ equal_avx2(a, b, delim), equal_avx2(a, b, '\n'),
		equal_avx2(a, b, '\r'), both_avx2(odd_avx2(a), odd_avx2(b)) };
}

#define CSVMARK_NAME mark_avx2
#define CSVMARK_TARGET AVX2
#define CSVMARK_FLAGS flags_avx2
#include "csv/csvmark_kernel.inc"
#undef CSVMARK_NAME
#undef CSVMARK_TARGET
#undef CSVMARK_FLAGS

INLINE uint64_t
equal_sse2(const char *p, char c)
{
	uint64_t flags = 0;

	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const void *)(p + 16 * i));

		flags |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v,
		    _mm_set1_epi8(c))) << 16 * i;
	}
	return flags;
}

INLINE uint64_t
odd_sse2(const char *p)
{
	uint64_t flags = 0;

	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const void *)(p + 16 * i));
		__m128i low = _mm_cmplt_epi8(v, _mm_set1_epi8(0x20));
		__m128i mark = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
		    _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));

		flags |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(low, mark)) << 16 * i;
	}
	return flags;
}

INLINE struct csvmark_flags
flags_sse2(const char *p, char delim)
{
	return (struct csvmark_flags){ equal_sse2(p, delim), equal_sse2(p, '\n'),
		equal_sse2(p, '\r'), odd_sse2(p) };
}

#define CSVMARK_NAME mark_sse2
#define CSVMARK_TARGET
#define CSVMARK_FLAGS flags_sse2
#include "csv/csvmark_kernel.inc"

#elif CPU_ARM

#include <arm_neon.h>

/* The top bits of 64 bytes that are each 0 or 0xff. */
INLINE uint64_t
mask_neon(const uint8x16_t v[4])
{
	static const uint8_t weight[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64,
		128 };
	uint8x16_t bit = vld1q_u8(weight);
	uint8x16_t low = vpaddq_u8(vandq_u8(v[0], bit), vandq_u8(v[1], bit));
	uint8x16_t high = vpaddq_u8(vandq_u8(v[2], bit), vandq_u8(v[3], bit));

	low = vpaddq_u8(low, high);
	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(low, low)), 0);
}

INLINE uint64_t
equal_neon(const char *p, char c)
{
	uint8x16_t v[4];

	for (int i = 0; i < 4; i++)
		v[i] = vceqq_u8(vld1q_u8((const uint8_t *)p + 16 * i), vdupq_n_u8((uint8_t)c));
	return mask_neon(v);
}

INLINE uint64_t
odd_neon(const char *p)
{
	uint8x16_t v[4];

	for (int i = 0; i < 4; i++) {
		uint8x16_t x = vld1q_u8((const uint8_t *)p + 16 * i);
		uint8x16_t low = vcltq_s8(vreinterpretq_s8_u8(x), vdupq_n_s8(0x20));

		v[i] = vorrq_u8(low, vorrq_u8(vceqq_u8(x, vdupq_n_u8('"')),
		    vceqq_u8(x, vdupq_n_u8('\\'))));
	}
	return mask_neon(v);
}

INLINE struct csvmark_flags
flags_neon(const char *p, char delim)
{
	return (struct csvmark_flags){ equal_neon(p, delim), equal_neon(p, '\n'),
		equal_neon(p, '\r'), odd_neon(p) };
}

#define CSVMARK_NAME mark_neon
#define CSVMARK_TARGET
#define CSVMARK_FLAGS flags_neon
#include "csv/csvmark_kernel.inc"

#endif

csvmark_fn *
csvmark_by(enum cpu_simd simd)
{
	if (!cpu_simd_usable(simd))
		return NULL;
	switch (simd) {
#if CPU_X86
	case CPU_AVX2:
		return mark_avx2;
	case CPU_SSE2:
		return mark_sse2;
#elif CPU_ARM
	case CPU_NEON:
		return mark_neon;
#endif
	default:
		return mark_scalar;
	}
}
