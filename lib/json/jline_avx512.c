/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline_avx512 - lines by shapes where a vector has 64 bytes, and those of its bytes that are
 * meant can be put side by side (VBMI2)
 */
#include "json/jrows.h"

#if CPU_X86

#include <immintrin.h>

#define JLINE_TARGET \
	__attribute__((target("avx2,bmi,popcnt,avx512f,avx512bw,avx512vl,avx512vbmi2")))
#define JROWS_NAME jline_avx512_rows

#include "json/jvec_avx2.inc"
#include "json/jrows_avx2.inc"

enum { AT_ONCE = 16 };		/* entries; there are seldom more in 64 bytes */

/* The places of @which, behind @at. */
static inline JLINE_TARGET void
put_places(uint16_t *e, __m128i which, __m256i at)
{
	_mm256_storeu_si256((void *)e, _mm256_add_epi16(_mm256_cvtepu8_epi16(which), at));
}

/* Those of a vector from the seventeenth on. */
static JLINE_TARGET __attribute__((noinline)) void
put_others(uint16_t *e, __m512i which, __m256i at)
{
	put_places(e + AT_ONCE, _mm512_extracti32x4_epi32(which, 1), at);
	put_places(e + 2 * AT_ONCE, _mm512_extracti32x4_epi32(which, 2), at);
	put_places(e + 3 * AT_ONCE, _mm512_extracti32x4_epi32(which, 3), at);
}

#define OCTET(i) (i), (i) + 1, (i) + 2, (i) + 3, (i) + 4, (i) + 5, (i) + 6, (i) + 7

static const uint8_t places[64] = {
	OCTET(0), OCTET(8), OCTET(16), OCTET(24), OCTET(32), OCTET(40), OCTET(48), OCTET(56)
};

#define JROWS_HAS_PLAIN

static inline JLINE_TARGET struct jrows_index
index_plain(const struct jrows *w, uint16_t *e, size_t at, size_t to)
{
	const char *text = w->text, *before = text - w->gap;
	const __m512i place = _mm512_loadu_si512(places), back = _mm512_set1_epi8('\\');
	__m256i off = _mm256_set1_epi16((short)(at + 1));
	__m512i least = _mm512_set1_epi8(INT8_MAX), sum = _mm512_setzero_si512();

	do {
		__m512i v = _mm512_loadu_si512(text + at), which;
		__mmask64 quote = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"'));
		__mmask64 bits = _mm512_mask_cmpeq_epi8_mask(quote,
		    _mm512_loadu_si512(before + at), _mm512_set1_epi8(',')) |
		    _mm512_cmplt_epu8_mask(v, _mm512_set1_epi8(' '));
		size_t n = row_count(bits);

		least = _mm512_min_epi8(least, _mm512_xor_si512(v, back));
		sum = _mm512_mask_sub_epi8(sum, quote, sum, _mm512_set1_epi8(-1));
		which = _mm512_maskz_compress_epi8(bits, place);
		put_places(e, _mm512_castsi512_si128(which), off);
		if (__builtin_expect(n > AT_ONCE, 0))
			put_others(e, which, off);
		e += n;
		off = _mm256_add_epi16(off, _mm256_set1_epi16(64));
		at += 64;
	} while (at < to);
	return (struct jrows_index){ e,
		(uint32_t)_mm512_reduce_add_epi64(_mm512_sad_epu8(sum, _mm512_setzero_si512())),
		false, _mm512_cmple_epi8_mask(least, _mm512_setzero_si512()) != 0 };
}

#include "json/jrows_kernel.inc"

#else

/* Asked for on no machine: there is no such kernel. */
const struct jrows_kernel jline_avx512_rows = { NULL, NULL, NULL };

#endif
