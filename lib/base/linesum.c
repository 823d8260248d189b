/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/linesum.h"

#include "base/word.h"

#include <string.h>

#if CPU_X86
#include <immintrin.h>
#elif CPU_ARM
#include <arm_neon.h>
#endif

enum { STRIPE = 8 * LINESUM_LANES, ROWS = 64, LENGTHS = LINESUM_PART / STRIPE + 1 };

struct rows {			/* lines by about rising length, see sort_lengths */
	const char *p[ROWS];
	uint64_t    n[ROWS];
};

/* The two halves of @v with keys, multiplied, high to low; and themselves. */
static inline uint64_t
round_of(uint64_t v, uint64_t key)
{
	uint64_t low = (uint32_t)(v + key), high = (uint32_t)((v >> 32) + (key >> 32));
	uint64_t product = low * high;

	return (product << 32 | product >> 32) + (high << 32 | low);
}

/* Of each length another one; high is A, low is B. */
static inline void
permute(const struct linesum_key *k, uint64_t n, struct linesum *h)
{
	h->high += n;
	for (size_t i = 0; i < LINESUM_ROUNDS; i += 2) {
		h->low ^= round_of(h->high, k->round[i]);
		h->high ^= round_of(h->low, k->round[i + 1]);
	}
}

/* ---- plain C ---- */

static inline void
nh_scalar(const struct linesum_key *k, const char *p, size_t n, struct linesum *h)
{
	uint32_t x[LINESUM_LANES];
	uint64_t a = 0, b = 0;

	for (size_t j = 0; j < LINESUM_LANES; j++)
		x[j] = (uint32_t)k->before[j];
	for (size_t i = 0; i < n; i += STRIPE) {
		const char *at = p + (n - i < STRIPE ? n - STRIPE : i);

		for (size_t j = 0; j < LINESUM_LANES; j++) {
			uint64_t text = word_load(at + 8 * j), key = k->pair[i / 8 + j];
			uint32_t y = (uint32_t)(text >> 32) + (uint32_t)(key >> 32);

			b += (uint64_t)x[j] * y;
			x[j] = (uint32_t)text + (uint32_t)key;
			a += (uint64_t)x[j] * y;
		}
	}
	for (size_t j = 0; j < LINESUM_LANES; j++)
		b += (uint64_t)x[j] * (uint32_t)k->behind[j];
	h->high ^= a;
	h->low ^= b;
}

#define LINESUM_NAME rows_scalar
#define LINESUM_TARGET
#define LINESUM_NH nh_scalar
#include "base/linesum_kernel.inc"

#if CPU_X86

/* ---- SSE2: two lanes a vector ---- */

static inline __m128i
load_sse2(const void *p)
{
	return _mm_loadu_si128(p);
}

/* The next 16 bytes: @x is of those one stripe before. */
static inline void
step_sse2(const char *p, const uint64_t *key, __m128i *x, __m128i *a, __m128i *b)
{
	__m128i v = _mm_add_epi32(load_sse2(p), load_sse2(key)), y = _mm_srli_epi64(v, 32);

	*a = _mm_add_epi64(*a, _mm_mul_epu32(v, y));
	*b = _mm_add_epi64(*b, _mm_mul_epu32(*x, y));
	*x = v;
}

static inline void
nh_sse2(const struct linesum_key *k, const char *p, size_t n, struct linesum *h)
{
	__m128i x = load_sse2(k->before), z = load_sse2(k->before + 2);
	__m128i a = _mm_setzero_si128(), b = a, c = a, d = a, u;
	size_t i = 0;

	for (; i < n; i += STRIPE) {
		const char *at = p + (n - i < STRIPE ? n - STRIPE : i);

		step_sse2(at, k->pair + i / 8, &x, &a, &b);
		step_sse2(at + 16, k->pair + i / 8 + 2, &z, &c, &d);
	}
	b = _mm_add_epi64(b, _mm_mul_epu32(x, load_sse2(k->behind)));
	d = _mm_add_epi64(d, _mm_mul_epu32(z, load_sse2(k->behind + 2)));
	a = _mm_add_epi64(a, c);
	b = _mm_add_epi64(b, d);
	u = _mm_add_epi64(_mm_unpacklo_epi64(a, b), _mm_unpackhi_epi64(a, b));
	h->high ^= (uint64_t)_mm_cvtsi128_si64(u);
	h->low ^= (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(u, u));
}

#define LINESUM_NAME rows_sse2
#define LINESUM_TARGET
#define LINESUM_NH nh_sse2
#include "base/linesum_kernel.inc"

/* ---- AVX2: a stripe a vector ---- */

#define AVX2 __attribute__((target("avx2")))

enum { FOUR = 4 };		/* lines that are permuted together */

static inline AVX2 __m256i
load_avx2(const void *p)
{
	return _mm256_loadu_si256(p);
}

static inline AVX2 void
step_avx2(const char *p, const uint64_t *key, __m256i *x, __m256i *a, __m256i *b)
{
	__m256i v = _mm256_add_epi32(load_avx2(p), load_avx2(key));
	__m256i y = _mm256_srli_epi64(v, 32);

	*a = _mm256_add_epi64(*a, _mm256_mul_epu32(v, y));
	*b = _mm256_add_epi64(*b, _mm256_mul_epu32(*x, y));
	*x = v;
}

/* A and B of @n bytes, 32 or more, by lane. */
static inline AVX2 void
lanes_avx2(const struct linesum_key *k, const char *p, size_t n, __m256i *to_a, __m256i *to_b)
{
	__m256i x = load_avx2(k->before), a = _mm256_setzero_si256(), b = a;
	size_t i = 0;

	for (; i + 4 * STRIPE < n; i += 4 * STRIPE) {
		const uint64_t *key = k->pair + i / 8;

		step_avx2(p + i, key, &x, &a, &b);
		step_avx2(p + i + STRIPE, key + LINESUM_LANES, &x, &a, &b);
		step_avx2(p + i + 2 * STRIPE, key + 2 * LINESUM_LANES, &x, &a, &b);
		step_avx2(p + i + 3 * STRIPE, key + 3 * LINESUM_LANES, &x, &a, &b);
	}
	for (; i + STRIPE < n; i += STRIPE)
		step_avx2(p + i, k->pair + i / 8, &x, &a, &b);
	step_avx2(p + n - STRIPE, k->pair + i / 8, &x, &a, &b);
	*to_a = a;
	*to_b = _mm256_add_epi64(b, _mm256_mul_epu32(x, load_avx2(k->behind)));
}

static inline AVX2 void
nh_avx2(const struct linesum_key *k, const char *p, size_t n, struct linesum *h)
{
	__m256i a, b;
	__m128i u;

	lanes_avx2(k, p, n, &a, &b);
	a = _mm256_add_epi64(_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
	u = _mm_add_epi64(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
	h->high ^= (uint64_t)_mm_cvtsi128_si64(u);
	h->low ^= (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(u, u));
}

/* The sums of the lanes of four. */
static inline AVX2 __m256i
sums_avx2(const __m256i v[FOUR])
{
	__m256i low = _mm256_add_epi64(_mm256_unpacklo_epi64(v[0], v[1]),
	    _mm256_unpackhi_epi64(v[0], v[1]));
	__m256i high = _mm256_add_epi64(_mm256_unpacklo_epi64(v[2], v[3]),
	    _mm256_unpackhi_epi64(v[2], v[3]));

	return _mm256_add_epi64(_mm256_permute2x128_si256(low, high, 0x20),
	    _mm256_permute2x128_si256(low, high, 0x31));
}

static inline AVX2 __m256i
round_avx2(__m256i v, uint64_t key)
{
	__m256i low = _mm256_add_epi32(v, _mm256_set1_epi64x((int64_t)key));
	__m256i product = _mm256_mul_epu32(low, _mm256_srli_epi64(low, 32));

	return _mm256_add_epi64(_mm256_shuffle_epi32(product, 0xb1), low);
}

/* The hashes of four lines, added by fours. */
static inline AVX2 void
add_avx2(const struct linesum_key *k, __m256i high, __m256i low, __m256i sum[2])
{
	for (size_t i = 0; i < LINESUM_ROUNDS; i += 2) {
		low = _mm256_xor_si256(low, round_avx2(high, k->round[i]));
		high = _mm256_xor_si256(high, round_avx2(low, k->round[i + 1]));
	}
	sum[0] = _mm256_add_epi64(sum[0], high);
	sum[1] = _mm256_add_epi64(sum[1], low);
}

#define LINESUM_NAME rest_avx2
#define LINESUM_TARGET AVX2
#define LINESUM_NH nh_avx2
#include "base/linesum_kernel.inc"

/*
 * Lines of 32 bytes or more in one part each, by fours.  The rounds of a permutation wait for
 * each other, those of many do not: they come behind all the rest.
 */
static AVX2 void
fours_avx2(const struct linesum_key *k, const struct rows *r, size_t from, size_t n,
    struct linesum *sum)
{
	__m256i hash[ROWS / FOUR][2], all[2] = { _mm256_setzero_si256(), _mm256_setzero_si256() };
	uint64_t lane[2][FOUR];

	for (size_t i = 0; i < n; i++) {
		__m256i a[FOUR], b[FOUR];

		for (size_t j = 0; j < FOUR; j++)
			lanes_avx2(k, r->p[from + FOUR * i + j], r->n[from + FOUR * i + j], &a[j],
			    &b[j]);
		hash[i][0] = sums_avx2(a);
		hash[i][1] = sums_avx2(b);
	}
	for (size_t i = 0; i < n; i++)
		add_avx2(k, _mm256_add_epi64(hash[i][0], load_avx2(r->n + from + FOUR * i)),
		    hash[i][1], all);
	_mm256_storeu_si256((void *)lane[0], all[0]);
	_mm256_storeu_si256((void *)lane[1], all[1]);
	for (size_t i = 0; i < FOUR; i++)
		linesum_add(sum, &(struct linesum){ lane[0][i], lane[1][i] });
}

static AVX2 void
rows_avx2(const struct linesum_key *k, const struct rows *r, size_t from, size_t n,
    struct linesum *sum)
{
	size_t most = n, fours;

	for (; from < n && r->n[from] < STRIPE; from++)
		rest_avx2(k, r, from, from + 1, sum);
	while (most > from && r->n[most - 1] > LINESUM_PART)
		most--;
	fours = (most - from) / FOUR;
	if (fours > 0)
		fours_avx2(k, r, from, fours, sum);
	rest_avx2(k, r, from + FOUR * fours, n, sum);
}

#elif CPU_ARM

/* ---- NEON: a stripe in two vectors, x and y of its lanes ---- */

static inline uint32x4x2_t
load_neon(const void *p)
{
	uint32x4_t low = vreinterpretq_u32_u8(vld1q_u8(p));
	uint32x4_t high = vreinterpretq_u32_u8(vld1q_u8((const uint8_t *)p + 16));

	return (uint32x4x2_t){ { vuzp1q_u32(low, high), vuzp2q_u32(low, high) } };
}

/* @to, a pair, and the products of four lanes. */
static inline uint64x2_t
products_neon(uint64x2_t to, uint32x4_t x, uint32x4_t y)
{
	return vmlal_high_u32(vmlal_u32(to, vget_low_u32(x), vget_low_u32(y)), x, y);
}

static inline void
nh_neon(const struct linesum_key *k, const char *p, size_t n, struct linesum *h)
{
	uint32x4_t before = load_neon(k->before).val[0];
	uint64x2_t a = vdupq_n_u64(0), b = a;

	for (size_t i = 0; i < n; i += STRIPE) {
		uint32x4x2_t v = load_neon(p + (n - i < STRIPE ? n - STRIPE : i));
		uint32x4x2_t key = load_neon(k->pair + i / 8);
		uint32x4_t x = vaddq_u32(v.val[0], key.val[0]);
		uint32x4_t y = vaddq_u32(v.val[1], key.val[1]);

		a = products_neon(a, x, y);
		b = products_neon(b, before, y);
		before = x;
	}
	b = products_neon(b, before, load_neon(k->behind).val[0]);
	h->high ^= vaddvq_u64(a);
	h->low ^= vaddvq_u64(b);
}

#define LINESUM_NAME rows_neon
#define LINESUM_TARGET
#define LINESUM_NH nh_neon
#include "base/linesum_kernel.inc"

#endif

void
linesum_init(struct linesum_key *k)
{
	uint64_t *const part[] = { k->pair, k->before, k->behind, k->round };
	const size_t n[] = { LINESUM_PART / 8, LINESUM_LANES, LINESUM_LANES, LINESUM_ROUNDS };
	uint64_t at = 0;

	for (size_t i = 0; i < sizeof(n) / sizeof(n[0]); i++) {
		for (size_t j = 0; j < n[i]; j++) {
			uint64_t z = at += UINT64_C(0x9E3779B97F4A7C15);

			z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
			z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
			part[i][j] = z ^ z >> 31;
		}
	}
	k->simd = cpu_simd();
}

/* At most ROWS lines by how many whole stripes they have, and whether more than a part. */
static void
sort_lengths(const struct sv *line, size_t n, struct rows *r)
{
	uint8_t count[LENGTHS + 1] = { 0 }, length[ROWS], at = 0;

	for (size_t i = 0; i < n; i++) {
		length[i] = (uint8_t)(line[i].n <= LINESUM_PART ? line[i].n / STRIPE : LENGTHS);
		count[length[i]]++;
	}
	for (size_t i = 0; i <= LENGTHS; i++) {
		uint8_t some = count[i];

		count[i] = at;
		at = (uint8_t)(at + some);
	}
	for (size_t i = 0; i < n; i++) {
		uint8_t to = count[length[i]]++;

		r->p[to] = line[i].p;
		r->n[to] = line[i].n;
	}
}

void
linesum_rows(const struct linesum_key *k, const struct sv *line, size_t n, struct linesum *sum)
{
	struct rows r;

	for (size_t some; n > 0; n -= some, line += some) {
		some = n < ROWS ? n : ROWS;
		sort_lengths(line, some, &r);
#if CPU_X86
		if (k->simd == CPU_AVX2)
			rows_avx2(k, &r, 0, some, sum);
		else if (k->simd == CPU_SSE2)
			rows_sse2(k, &r, 0, some, sum);
		else
#elif CPU_ARM
		if (k->simd == CPU_NEON)
			rows_neon(k, &r, 0, some, sum);
		else
#endif
			rows_scalar(k, &r, 0, some, sum);
	}
}

void
linesum_text(const struct linesum_key *k, struct sv text, struct linesum *sum)
{
	const char *p = text.p, *end = p + text.n;
	struct sv line[ROWS];
	size_t n = 0;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t len = (size_t)((nl != NULL ? nl : end) - p);

		line[n] = (struct sv){ p, len - (len > 0 && p[len - 1] == '\r') };
		n += line[n].n > 0;
		if (n == ROWS) {
			linesum_rows(k, line, n, sum);
			n = 0;
		}
		p += len + (nl != NULL);
	}
	linesum_rows(k, line, n, sum);
}
