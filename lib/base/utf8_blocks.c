/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * utf8_blocks - see utf8_blocks.h
 */
#include "base/utf8_blocks.h"

#include <stdbool.h>
#include <stdint.h>

#if CPU_X86
#include <immintrin.h>
#elif CPU_ARM
#include <arm_neon.h>
#endif

#if CPU_X86 || CPU_ARM

enum fault {			/* what a pair of bytes may be */
	TOO_SHORT = 1,		/* a lead without what should follow */
	TOO_LONG = 2,		/* something follows ASCII */
	OVERLONG_3 = 4,
	TOO_LARGE = 8,
	SURROGATE = 16,
	OVERLONG_2 = 32,
	TOO_LARGE_1000 = 64,	/* or, behind f0, ... */
	OVERLONG_4 = 64,
	TWO_CONTS = 128,	/* right for third and fourth bytes only */
	CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
	BEYOND = CARRY | TOO_LARGE | TOO_LARGE_1000,
	CONT = TOO_LONG | OVERLONG_2 | TWO_CONTS
};

static const uint8_t first_high[16] = {
	TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
	TWO_CONTS, TWO_CONTS, TWO_CONTS, TWO_CONTS,
	TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
	TOO_SHORT | TOO_LARGE | TOO_LARGE_1000
};

static const uint8_t first_low[16] = {
	CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
	CARRY | TOO_LARGE, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND,
	BEYOND | SURROGATE, BEYOND, BEYOND
};

static const uint8_t second_high[16] = {
	TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
	CONT | OVERLONG_3 | TOO_LARGE_1000, CONT | OVERLONG_3 | TOO_LARGE,
	CONT | SURROGATE | TOO_LARGE, CONT | SURROGATE | TOO_LARGE,
	TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT
};

/*
 * All vectors before @bad are valid but for a character that reaches into the
 * one there: back to the start of one that does not.
 */
static size_t
back(struct sv s, size_t at, size_t bad)
{
	size_t q = bad - at < 3 ? at : bad - 3;

	while (q > at && ((unsigned char)s.p[q] & 0xc0) == 0x80)
		q--;
	return q;
}

#endif

#if CPU_X86

#define AVX2 __attribute__((target("avx2")))

static inline AVX2 __m256i
look(const uint8_t table[16], __m256i nibbles)
{
	__m256i t = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)table));

	return _mm256_shuffle_epi8(t, nibbles);
}

/* Some pair of @v, the first one with the last byte of @prev, is a fault. */
static inline AVX2 bool
faulty(__m256i prev, __m256i v)
{
	__m256i low = _mm256_set1_epi8(0x0f), top = _mm256_set1_epi8((char)0x80);
	__m256i mid = _mm256_permute2x128_si256(prev, v, 0x21);
	__m256i one = _mm256_alignr_epi8(v, mid, 15);
	__m256i two = _mm256_alignr_epi8(v, mid, 14);
	__m256i three = _mm256_alignr_epi8(v, mid, 13);
	__m256i a = look(first_high, _mm256_and_si256(_mm256_srli_epi16(one, 4), low));
	__m256i b = look(first_low, _mm256_and_si256(one, low));
	__m256i c = look(second_high, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
	__m256i pair = _mm256_and_si256(_mm256_and_si256(a, b), c);
	__m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xe0 - 0x80));
	__m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xf0 - 0x80));
	__m256i far = _mm256_and_si256(_mm256_or_si256(third, fourth), top);
	__m256i fault = _mm256_xor_si256(far, pair);

	return !_mm256_testz_si256(fault, fault);
}

static AVX2 size_t
blocks(struct sv s, size_t at)
{
	__m256i prev = _mm256_setzero_si256();
	size_t i = at;

	for (; s.n - i >= 32; i += 32) {
		__m256i v = _mm256_loadu_si256((const void *)(s.p + i));

		if (faulty(prev, v))
			break;
		prev = v;
	}
	return back(s, at, i);
}

#elif CPU_ARM

static inline bool
faulty(uint8x16_t prev, uint8x16_t v)
{
	uint8x16_t one = vextq_u8(prev, v, 15), two = vextq_u8(prev, v, 14);
	uint8x16_t three = vextq_u8(prev, v, 13);
	uint8x16_t a = vqtbl1q_u8(vld1q_u8(first_high), vshrq_n_u8(one, 4));
	uint8x16_t b = vqtbl1q_u8(vld1q_u8(first_low), vandq_u8(one, vdupq_n_u8(0x0f)));
	uint8x16_t c = vqtbl1q_u8(vld1q_u8(second_high), vshrq_n_u8(v, 4));
	uint8x16_t pair = vandq_u8(vandq_u8(a, b), c);
	uint8x16_t third = vqsubq_u8(two, vdupq_n_u8(0xe0 - 0x80));
	uint8x16_t fourth = vqsubq_u8(three, vdupq_n_u8(0xf0 - 0x80));
	uint8x16_t far = vandq_u8(vorrq_u8(third, fourth), vdupq_n_u8(0x80));

	return vmaxvq_u8(veorq_u8(far, pair)) != 0;
}

static size_t
blocks(struct sv s, size_t at)
{
	uint8x16_t prev = vdupq_n_u8(0);
	size_t i = at;

	for (; s.n - i >= 16; i += 16) {
		uint8x16_t v = vld1q_u8((const uint8_t *)s.p + i);

		if (faulty(prev, v))
			break;
		prev = v;
	}
	return back(s, at, i);
}

#endif

size_t
utf8_blocks(struct sv s, size_t at, enum cpu_simd simd)
{
#if CPU_X86
	return simd == CPU_AVX2 ? blocks(s, at) : at;
#elif CPU_ARM
	return simd == CPU_NEON ? blocks(s, at) : at;
#else
	(void)s;
	(void)simd;
	return at;
#endif
}
