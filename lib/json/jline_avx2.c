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

#include "json/jvec_avx2.inc"

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

#include "json/jrows_avx2.inc"
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
