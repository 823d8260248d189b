/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum - see xsum.h
 *
 * A sum is an exact integer number of 1e-9 units (128 bits, what overflows is
 * moved to 256) plus an exact sum of doubles.  A product of two decimals is an
 * integer of 1e-18 units, of a decimal and a double an integer times
 * 1e-9 * 2^e, of two doubles an integer times 2^e: three exact accumulators.
 * An integer from 1e18 on is in products what a double is, with e = 0.
 * At the end all become one fraction of integers, and one rounding follows.
 */
#include "sketch/xsum.h"

#include "base/mem.h"

#include <gmp.h>

#include <math.h>
#include <stddef.h>
#include <string.h>

enum { UNIT = 1000000000, TEXT_MAX = 96 };

__extension__ typedef unsigned __int128 xsum_u128;

/* GMP ends the program by itself when memory is out: let base/mem.h do that. */

static void *
gmp_grow(void *p, size_t old, size_t n)
{
	(void)old;
	return mem_array(p, n, 1);
}

static void
gmp_drop(void *p, size_t n)
{
	(void)n;
	mem_free(p);
}

/* Before main, so before any thread and any number. */
__attribute__((constructor)) static void
use_our_heap(void)
{
	mp_set_memory_functions(mem_alloc, gmp_grow, gmp_drop);
}

struct binary {			/* mant * 2^exp, exact */
	num_i128 mant;
	int32_t  exp;
};

static struct binary
binary_of(double d)
{
	const uint64_t one = UINT64_C(1) << 52;
	uint64_t bits;
	int64_t mant;
	int32_t exp;

	memcpy(&bits, &d, sizeof bits);
	mant = (int64_t)(bits & (one - 1));
	exp = (int32_t)(bits >> 52 & 0x7ff);
	if (exp != 0)
		mant |= (int64_t)one;
	else
		exp = 1;
	return (struct binary){ bits >> 63 != 0 ? -mant : mant, exp - 1075 };
}

static void
wide_add(struct xsum_wide *to, const struct xsum_wide *from)
{
	xsum_u128 sum = 0;

	for (int i = 0; i < 4; i++) {
		sum += (xsum_u128)to->w[i] + from->w[i];
		to->w[i] = (uint64_t)sum;
		sum >>= 64;
	}
}

static void
wide_neg(struct xsum_wide *x)
{
	const struct xsum_wide one = { { 1, 0, 0, 0 } };

	for (int i = 0; i < 4; i++)
		x->w[i] = ~x->w[i];
	wide_add(x, &one);
}

static struct xsum_wide
wide_of(num_i128 v)
{
	xsum_u128 u = (xsum_u128)v;
	uint64_t sign = v < 0 ? UINT64_MAX : 0;

	return (struct xsum_wide){ { (uint64_t)u, (uint64_t)(u >> 64), sign, sign } };
}

/* |x|, |y| < 2^127, hence |x y| < 2^254. */
static struct xsum_wide
wide_mul(num_i128 x, num_i128 y)
{
	xsum_u128 a = x < 0 ? 0 - (xsum_u128)x : (xsum_u128)x;
	xsum_u128 b = y < 0 ? 0 - (xsum_u128)y : (xsum_u128)y;
	uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
	uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
	xsum_u128 low = (xsum_u128)a0 * b0, high = (xsum_u128)a1 * b1;
	xsum_u128 m1 = (xsum_u128)a1 * b0, m2 = (xsum_u128)a0 * b1;
	xsum_u128 mid = (low >> 64) + (uint64_t)m1 + (uint64_t)m2;
	struct xsum_wide p;

	high += (m1 >> 64) + (m2 >> 64) + (mid >> 64);
	p = (struct xsum_wide){ { (uint64_t)low, (uint64_t)mid, (uint64_t)high,
	    (uint64_t)(high >> 64) } };
	if ((x < 0) != (y < 0))
		wide_neg(&p);
	return p;
}

/* Both are exact up to 2^53, so the one division rounds to the nearest double. */
bool
xsum_num_of(const struct val *v, struct xsum_num *x)
{
	const num_i128 exact = (num_i128)1 << 53;

	x->units = 0;
	x->whole = false;
	x->dec = val_units(v, &x->units);
	if (x->dec && (v->flags & VAL_DOUBLE) == 0 && x->units <= exact && x->units >= -exact) {
		x->d = (double)(int64_t)x->units / (double)UNIT;
		return true;
	}
	if (!val_number(v, &x->d))
		return false;
	x->whole = !x->dec && fabs(x->d) >= 1e18 && val_whole(v, &x->units);
	return true;
}

static struct xsum_super *
super_of(struct xsum *s)
{
	if (s->super == NULL)
		s->super = mem_zalloc(sizeof *s->super);
	return s->super;
}

static void
add_units(struct xsum *s, num_i128 units)
{
	num_i128 sum;

	if (__builtin_add_overflow(s->units, units, &sum)) {
		struct xsum_wide spill = wide_of(s->units);

		wide_add(&super_of(s)->spill, &spill);
		sum = units;
	}
	s->units = sum;
}

/* A 0 that is no decimal of 9 places (1e-400) adds nothing and counts as one. */
void
xsum_add_any(struct xsum *s, const struct xsum_num *x)
{
	s->n++;
	if (x->dec) {
		add_units(s, x->units);
	} else if (x->whole) {
		struct xsum_wide units = wide_mul(x->units, UNIT);

		wide_add(&super_of(s)->spill, &units);
	} else if (x->d != 0) {
		struct binary b = binary_of(x->d);

		superacc_add(&super_of(s)->acc, b.mant, b.exp);
		s->super->seen = true;
	}
}

void
xsum_add_times(struct xsum *s, const struct xsum_num *x, uint64_t n)
{
	num_i128 units;

	s->n += n;
	if (x->dec && !__builtin_mul_overflow(x->units, (num_i128)n, &units)) {
		add_units(s, units);
	} else if (x->dec || x->whole) {
		/* Below 1e38 in magnitude, so that what it is multiplied by has 2^70. */
		struct xsum_wide wide = wide_mul(x->units,
		    (num_i128)n * (x->dec ? 1 : UNIT));

		wide_add(&super_of(s)->spill, &wide);
	} else if (x->d != 0) {
		struct binary b = binary_of(x->d);

		superacc_add(&super_of(s)->acc, b.mant * (num_i128)n, b.exp);
		s->super->seen = true;
	}
}

void
xsum_merge(struct xsum *dst, const struct xsum *src)
{
	dst->n += src->n;
	add_units(dst, src->units);
	if (src->super != NULL) {
		struct xsum_super *to = super_of(dst);

		wide_add(&to->spill, &src->super->spill);
		superacc_merge(&to->acc, &src->super->acc);
		to->seen = to->seen || src->super->seen;
	}
}

size_t
xsum_heap(const struct xsum *s)
{
	return s->super != NULL ? sizeof(*s->super) + superacc_heap(&s->super->acc) : 0;
}

void
xsum_free(struct xsum *s)
{
	if (s->super != NULL)
		superacc_free(&s->super->acc);
	mem_free(s->super);
	*s = (struct xsum){ 0 };
}

static struct xsum_psuper *
psuper_of(struct xsum_prod *p)
{
	if (p->super == NULL)
		p->super = mem_zalloc(sizeof *p->super);
	return p->super;
}

/* @x's units, the integer that it is, or its double. */
static struct binary
factor_of(const struct xsum_num *x)
{
	return x->dec || x->whole ? (struct binary){ x->units, 0 } : binary_of(x->d);
}

/* @acc += @a * @b, by words of 64 bits where the product of the two may not have 127. */
static void
add_product(struct superacc *acc, struct binary a, struct binary b)
{
	struct xsum_wide w;
	bool neg = (a.mant < 0) != (b.mant < 0);

	if (a.mant == (int64_t)a.mant && b.mant == (int64_t)b.mant) {
		superacc_add(acc, a.mant * b.mant, a.exp + b.exp);
		return;
	}
	w = wide_mul(a.mant, b.mant);
	if (neg)
		wide_neg(&w);
	for (int i = 0; i < 4; i++)
		superacc_add(acc, neg ? -(num_i128)w.w[i] : (num_i128)w.w[i],
		    a.exp + b.exp + 64 * i);
}

void
xsum_prod_add_any(struct xsum_prod *p, const struct xsum_num *x, const struct xsum_num *y)
{
	if (x->dec && y->dec) {
		bool small = x->units == (int64_t)x->units && y->units == (int64_t)y->units;
		struct xsum_wide w = small ? wide_of(x->units * y->units)
		    : wide_mul(x->units, y->units);

		wide_add(&p->wide, &w);
	} else if (x->d != 0 && y->d != 0) {
		struct xsum_psuper *to = psuper_of(p);

		add_product(x->dec || y->dec ? &to->mixed : &to->pure, factor_of(x), factor_of(y));
	}
}

/* @w * @n, which has at most 255 bits. */
static struct xsum_wide
wide_times(const struct xsum_wide *w, uint64_t n)
{
	struct xsum_wide p;
	xsum_u128 sum = 0;

	for (int i = 0; i < 4; i++) {
		sum += (xsum_u128)w->w[i] * n;
		p.w[i] = (uint64_t)sum;
		sum >>= 64;
	}
	return p;
}

void
xsum_prod_add_times(struct xsum_prod *p, const struct xsum_num *x, const struct xsum_num *y,
    uint64_t n)
{
	if (x->dec && y->dec) {
		struct xsum_wide w = wide_mul(x->units, y->units);

		w = wide_times(&w, n);
		wide_add(&p->wide, &w);
	} else if (x->d != 0 && y->d != 0) {
		struct xsum_psuper *to = psuper_of(p);
		struct superacc *acc = x->dec || y->dec ? &to->mixed : &to->pure;
		struct binary b = factor_of(y);

		for (; n > 0; n >>= 1, b.exp++)
			if ((n & 1) != 0)
				add_product(acc, factor_of(x), b);
	}
}

void
xsum_prod_merge(struct xsum_prod *dst, const struct xsum_prod *src)
{
	wide_add(&dst->wide, &src->wide);
	if (src->super != NULL) {
		superacc_merge(&psuper_of(dst)->mixed, &src->super->mixed);
		superacc_merge(&dst->super->pure, &src->super->pure);
	}
}

size_t
xsum_prod_heap(const struct xsum_prod *p)
{
	return p->super != NULL ? sizeof(*p->super) + superacc_heap(&p->super->mixed) +
	    superacc_heap(&p->super->pure) : 0;
}

void
xsum_prod_free(struct xsum_prod *p)
{
	if (p->super != NULL) {
		superacc_free(&p->super->mixed);
		superacc_free(&p->super->pure);
	}
	mem_free(p->super);
	*p = (struct xsum_prod){ 0 };
}

/* @out = |@x|^3; |x| < 2^127 */
static void
cube_words(num_i128 x, uint64_t out[XSUM_CUBE_WORDS])
{
	const xsum_u128 mag = x < 0 ? 0 - (xsum_u128)x : (xsum_u128)x;
	const uint64_t by[2] = { (uint64_t)mag, (uint64_t)(mag >> 64) };
	struct xsum_wide square = wide_mul(x, x);

	for (int i = 0; i < XSUM_CUBE_WORDS; i++)
		out[i] = 0;
	for (int k = 0; k < 2; k++) {
		xsum_u128 carry = 0;

		for (int i = 0; i < 4; i++) {
			carry += (xsum_u128)square.w[i] * by[k] + out[i + k];
			out[i + k] = (uint64_t)carry;
			carry >>= 64;
		}
		out[4 + k] = (uint64_t)carry;
	}
}

static void
cube_sum(uint64_t to[XSUM_CUBE_WORDS], const uint64_t from[XSUM_CUBE_WORDS], bool neg)
{
	xsum_u128 sum = neg;

	for (int i = 0; i < XSUM_CUBE_WORDS; i++) {
		sum += (xsum_u128)to[i] + (neg ? ~from[i] : from[i]);
		to[i] = (uint64_t)sum;
		sum >>= 64;
	}
}

static struct superacc *
rest_of(struct xsum_cube *c)
{
	if (c->rest == NULL)
		c->rest = mem_zalloc(sizeof *c->rest);
	return c->rest;
}

/* The rest += @w * 2^@exp, or -= with @neg. */
static void
rest_add(struct xsum_cube *c, const uint64_t w[XSUM_CUBE_WORDS], bool neg, int exp)
{
	for (int i = 0; i < XSUM_CUBE_WORDS; i++)
		superacc_add(rest_of(c), neg ? -(num_i128)w[i] : (num_i128)w[i], exp + 64 * i);
}

/* @w * @n, which has at most 383 bits. */
static void
cube_times(uint64_t w[XSUM_CUBE_WORDS], uint64_t n)
{
	xsum_u128 sum = 0;

	for (int i = 0; i < XSUM_CUBE_WORDS; i++) {
		sum += (xsum_u128)w[i] * n;
		w[i] = (uint64_t)sum;
		sum >>= 64;
	}
}

/* @c +-= the cube of @mag, of three words; most often only these change. */
static void
add_three(struct xsum_cube *c, uint64_t mag, bool neg)
{
	const xsum_u128 square = (xsum_u128)mag * mag, low = (xsum_u128)(uint64_t)square * mag;
	const xsum_u128 high = (xsum_u128)(uint64_t)(square >> 64) * mag + (uint64_t)(low >> 64);
	const uint64_t w[3] = { (uint64_t)low, (uint64_t)high, (uint64_t)(high >> 64) };
	bool carry = false;

	for (int i = 0; i < 3; i++) {
		uint64_t sum, more;
		bool over = neg ? __builtin_sub_overflow(c->w[i], w[i], &sum)
		    : __builtin_add_overflow(c->w[i], w[i], &sum);

		over |= neg ? __builtin_sub_overflow(sum, (uint64_t)carry, &more)
		    : __builtin_add_overflow(sum, (uint64_t)carry, &more);
		c->w[i] = more;
		carry = over;
	}
	for (int i = 3; i < XSUM_CUBE_WORDS && carry; i++) {
		c->w[i] += neg ? UINT64_MAX : 1;
		carry = c->w[i] == (neg ? UINT64_MAX : 0);
	}
}

/* As xsum_prod_add_any; most decimals are below 2^63 units, and have cubes of three words. */
void
xsum_cube_add(struct xsum_cube *c, const struct xsum_num *x)
{
	const bool neg = x->dec || x->whole ? x->units < 0 : x->d < 0;
	uint64_t w[XSUM_CUBE_WORDS], mag = (uint64_t)x->units;

	if (x->dec && x->units == (int64_t)x->units) {
		add_three(c, neg ? 0 - mag : mag, neg);
	} else if (x->dec) {
		cube_words(x->units, w);
		cube_sum(c->w, w, neg);
	} else if (x->d != 0) {
		struct binary b = factor_of(x);

		cube_words(b.mant, w);
		rest_add(c, w, neg, 3 * b.exp);
	}
}

/* The cube of an integer beyond decimals has 381 bits: multiplied bit by bit of @n. */
void
xsum_cube_add_times(struct xsum_cube *c, const struct xsum_num *x, uint64_t n)
{
	const bool neg = x->dec || x->whole ? x->units < 0 : x->d < 0;
	uint64_t w[XSUM_CUBE_WORDS];

	cube_words(x->dec ? x->units : factor_of(x).mant, w);
	if (x->dec) {
		cube_times(w, n);
		cube_sum(c->w, w, neg);
	} else if (x->d != 0) {
		for (int at = 3 * factor_of(x).exp; n > 0; n >>= 1, at++)
			if ((n & 1) != 0)
				rest_add(c, w, neg, at);
	}
}

void
xsum_cube_merge(struct xsum_cube *dst, const struct xsum_cube *src)
{
	cube_sum(dst->w, src->w, false);
	if (src->rest != NULL)
		superacc_merge(rest_of(dst), src->rest);
}

size_t
xsum_cube_heap(const struct xsum_cube *c)
{
	return c->rest != NULL ? sizeof(*c->rest) + superacc_heap(c->rest) : 0;
}

void
xsum_cube_free(struct xsum_cube *c)
{
	if (c->rest != NULL)
		superacc_free(c->rest);
	mem_free(c->rest);
	*c = (struct xsum_cube){ 0 };
}

static void
set_wide(mpz_t z, const struct xsum_wide *w)
{
	struct xsum_wide mag = *w;
	bool neg = w->w[3] >> 63 != 0;

	if (neg)
		wide_neg(&mag);
	mpz_import(z, 4, -1, sizeof mag.w[0], 0, 0, mag.w);
	if (neg)
		mpz_neg(z, z);
}

static void
set_i128(mpz_t z, num_i128 v)
{
	struct xsum_wide w = wide_of(v);

	set_wide(z, &w);
}

static uint64_t
get_u64(const mpz_t z)
{
	uint64_t u = 0;

	if (mpz_sizeinbase(z, 2) <= 64)
		mpz_export(&u, NULL, -1, sizeof u, 0, 0, z);
	return u;
}

/* The power of two that makes @s an integer. */
static mp_bitcnt_t
scale_of(const struct superacc *s)
{
	return s->n != 0 && s->at < 0 ? 32 * (mp_bitcnt_t)-s->at : 0;
}

/* @num += @s * 1e9^@pow * 2^@scale, scale >= scale_of(s) */
static void
add_acc(mpz_t num, const struct superacc *s, int pow, mp_bitcnt_t scale)
{
	mpz_t sum, chunk;

	if (s->n == 0)
		return;
	mpz_inits(sum, chunk, (mpz_ptr)NULL);
	for (size_t i = s->n; i-- > 0;) {
		mpz_mul_2exp(sum, sum, 32);
		set_i128(chunk, s->chunk[i]);
		mpz_add(sum, sum, chunk);
	}
	for (; pow > 0; pow--)
		mpz_mul_ui(sum, sum, UNIT);
	if (s->at >= 0)
		mpz_mul_2exp(sum, sum, scale + 32 * (mp_bitcnt_t)s->at);
	else
		mpz_mul_2exp(sum, sum, scale - 32 * (mp_bitcnt_t)-s->at);
	mpz_add(num, num, sum);
	mpz_clears(sum, chunk, (mpz_ptr)NULL);
}

/* The sum is @num / (1e9 * 2^scale); scale is returned. */
static mp_bitcnt_t
sum_of(mpz_t num, const struct xsum *s)
{
	mp_bitcnt_t scale = 0;
	mpz_t spill;

	set_i128(num, s->units);
	if (s->super == NULL)
		return scale;
	mpz_init(spill);
	set_wide(spill, &s->super->spill);
	mpz_add(num, num, spill);
	mpz_clear(spill);
	scale = scale_of(&s->super->acc);
	mpz_mul_2exp(num, num, scale);
	add_acc(num, &s->super->acc, 1, scale);
	return scale;
}

/* The sum of products is @num / (1e18 * 2^scale). */
static mp_bitcnt_t
prod_of(mpz_t num, const struct xsum_prod *p)
{
	mp_bitcnt_t scale = 0, pure;

	set_wide(num, &p->wide);
	if (p->super == NULL)
		return scale;
	scale = scale_of(&p->super->mixed);
	pure = scale_of(&p->super->pure);
	scale = pure > scale ? pure : scale;
	mpz_mul_2exp(num, num, scale);
	add_acc(num, &p->super->mixed, 1, scale);
	add_acc(num, &p->super->pure, 2, scale);
	return scale;
}

/* The sum of cubes is @num / (1e27 * 2^scale). */
static mp_bitcnt_t
cube_of(mpz_t num, const struct xsum_cube *c)
{
	uint64_t mag[XSUM_CUBE_WORDS] = { 0 };
	bool neg = c->w[XSUM_CUBE_WORDS - 1] >> 63 != 0;
	mp_bitcnt_t scale = 0;

	cube_sum(mag, c->w, neg);
	mpz_import(num, XSUM_CUBE_WORDS, -1, sizeof mag[0], 0, 0, mag);
	if (neg)
		mpz_neg(num, num);
	if (c->rest == NULL)
		return scale;
	scale = scale_of(c->rest);
	mpz_mul_2exp(num, num, scale);
	add_acc(num, c->rest, 3, scale);
	return scale;
}

/*
 * @num / @den as the nearest double, ties to even; den > 0.  Both are changed.
 * The quotient is taken to 56 or 57 bits, the last of them set when anything
 * is left: more than the 53 and a half that rounding asks for.
 */
static double
nearest(mpz_t num, mpz_t den)
{
	int sign = mpz_sgn(num), lsb, drop, bits;
	long shift = 56 - (long)mpz_sizeinbase(num, 2) + (long)mpz_sizeinbase(den, 2);
	uint64_t quot, half, rest;

	if (sign == 0)
		return 0;
	mpz_abs(num, num);
	if (shift > 0)
		mpz_mul_2exp(num, num, (mp_bitcnt_t)shift);
	else
		mpz_mul_2exp(den, den, (mp_bitcnt_t)-shift);
	mpz_tdiv_qr(num, den, num, den);
	quot = get_u64(num) | (mpz_sgn(den) != 0);
	bits = 64 - __builtin_clzll(quot);
	lsb = bits - 53 - (int)shift;
	if (lsb < -1074)
		lsb = -1074;
	drop = lsb + (int)shift;
	if (drop > 62)
		return 0;
	half = UINT64_C(1) << (drop - 1);
	rest = quot & (2 * half - 1);
	quot >>= drop;
	quot += rest > half || (rest == half && (quot & 1) != 0);
	return ldexp(sign < 0 ? -(double)quot : (double)quot, lsb);
}

/* The sum divided by @n. */
static double
share(const struct xsum *s, uint64_t n)
{
	mp_bitcnt_t scale;
	mpz_t num, den;
	double out;

	mpz_inits(num, den, (mpz_ptr)NULL);
	scale = sum_of(num, s);
	set_i128(den, (num_i128)n * UNIT);
	mpz_mul_2exp(den, den, scale);
	out = nearest(num, den);
	mpz_clears(num, den, (mpz_ptr)NULL);
	return out;
}

double
xsum_total(const struct xsum *s)
{
	return share(s, 1);
}

double
xsum_mean(const struct xsum *s)
{
	return share(s, s->n);
}

/* sum / (n 1e9 2^scale) - mant 2^exp over one denominator, which has a 2^-exp when exp < 0. */
double
xsum_mean_rest(const struct xsum *s, double mean)
{
	const struct binary b = binary_of(mean);
	mp_bitcnt_t scale, down = b.exp < 0 ? (mp_bitcnt_t)-b.exp : 0;
	mpz_t num, den, off;
	double out;

	mpz_inits(num, den, off, (mpz_ptr)NULL);
	scale = sum_of(num, s);
	set_i128(den, (num_i128)s->n * UNIT);
	mpz_mul_2exp(den, den, scale);
	set_i128(off, b.mant);
	mpz_mul(off, off, den);
	mpz_mul_2exp(off, off, b.exp > 0 ? (mp_bitcnt_t)b.exp : 0);
	mpz_mul_2exp(num, num, down);
	mpz_mul_2exp(den, den, down);
	mpz_sub(num, num, off);
	out = nearest(num, den);
	mpz_clears(num, den, off, (mpz_ptr)NULL);
	return out;
}

/* More than 127 bits of units: at least 30 digits, of which 9 are decimals. */
static size_t
big_text(const mpz_t units, char *text)
{
	char digit[TEXT_MAX];
	size_t n, len;

	mpz_get_str(digit, 10, units);
	len = strlen(digit);
	n = len - 9;
	memcpy(text, digit, n);
	text[n++] = '.';
	memcpy(text + n, digit + len - 9, 9);
	for (n += 9; text[n - 1] == '0';)
		n--;
	n -= text[n - 1] == '.';
	text[n] = '\0';
	return n;
}

size_t
xsum_text(const struct xsum *s, char *text)
{
	size_t n;
	mpz_t units;

	if (s->super == NULL)
		return num_units_text(s->units, text);
	if (s->super->seen)
		return num_text(xsum_total(s), text);
	mpz_init(units);
	(void)sum_of(units, s);
	if (mpz_sizeinbase(units, 2) <= 127) {
		xsum_u128 mag = 0;

		mpz_export(&mag, NULL, -1, sizeof mag, 0, 0, units);
		n = num_units_text(mpz_sgn(units) < 0 ? -(num_i128)mag : (num_i128)mag, text);
	} else {
		n = big_text(units, text);
	}
	mpz_clear(units);
	return n;
}

/* n sum xy - sum x sum y is @num / (1e18 * 2^scale); scale is returned. */
static mp_bitcnt_t
spread_of(mpz_t num, const struct xsum *sx, const struct xsum *sy, const struct xsum_prod *pxy)
{
	mp_bitcnt_t scale, sums, prods;
	mpz_t x, y;

	mpz_inits(x, y, (mpz_ptr)NULL);
	sums = sum_of(x, sx);
	sums += sum_of(y, sy);
	prods = prod_of(num, pxy);
	scale = sums > prods ? sums : prods;
	mpz_mul(x, x, y);
	mpz_mul_2exp(x, x, scale - sums);
	set_i128(y, (num_i128)sx->n);
	mpz_mul(num, num, y);
	mpz_mul_2exp(num, num, scale - prods);
	mpz_sub(num, num, x);
	mpz_clears(x, y, (mpz_ptr)NULL);
	return scale;
}

int
xsum_cov_sign(const struct xsum *sx, const struct xsum *sy, const struct xsum_prod *pxy)
{
	mpz_t num;
	int sign;

	mpz_init(num);
	(void)spread_of(num, sx, sy, pxy);
	sign = mpz_sgn(num);
	mpz_clear(num);
	return sign;
}

/* (n sum xy - sum x sum y) / (n (n - 1)), in integers but for the last step. */
struct xsum_scaled
xsum_cov_scaled(const struct xsum *sx, const struct xsum *sy, const struct xsum_prod *pxy)
{
	struct xsum_scaled out = { 0 };
	mp_bitcnt_t scale;
	mpz_t num, den, below;
	long exp;

	mpz_inits(num, den, below, (mpz_ptr)NULL);
	scale = spread_of(num, sx, sy, pxy);
	set_i128(den, (num_i128)sx->n);
	set_i128(below, (num_i128)(sx->n - 1));
	mpz_mul(den, den, below);
	mpz_mul_ui(den, den, UNIT);
	mpz_mul_ui(den, den, UNIT);
	mpz_mul_2exp(den, den, scale);
	exp = mpz_sgn(num) != 0 ? (long)mpz_sizeinbase(num, 2) - (long)mpz_sizeinbase(den, 2) : 0;
	out.half = (int)(exp / 2 - (exp % 2 < 0));
	if (out.half >= 0)
		mpz_mul_2exp(den, den, 2 * (mp_bitcnt_t)out.half);
	else
		mpz_mul_2exp(num, num, 2 * (mp_bitcnt_t)-out.half);
	out.m = nearest(num, den);
	mpz_clears(num, den, below, (mpz_ptr)NULL);
	return out;
}

double
xsum_sd(const struct xsum *s, const struct xsum_prod *squares, double by)
{
	struct xsum_scaled var = xsum_cov_scaled(s, s, squares);

	return ldexp(sqrt(var.m / by), var.half);
}

/* n^2 sum x^3 - 3 n sum x sum x^2 + 2 (sum x)^3 is @num / (1e27 * 2^scale). */
static mp_bitcnt_t
third_of(mpz_t num, const struct xsum *s, const struct xsum_prod *squares,
    const struct xsum_cube *cubes)
{
	mp_bitcnt_t scale, one, two, three;
	mpz_t x, y, n;

	mpz_inits(x, y, n, (mpz_ptr)NULL);
	set_i128(n, (num_i128)s->n);
	one = sum_of(x, s);
	two = prod_of(y, squares);
	three = cube_of(num, cubes);
	scale = 3 * one > one + two ? 3 * one : one + two;
	scale = three > scale ? three : scale;
	mpz_mul(num, num, n);
	mpz_mul(num, num, n);
	mpz_mul_2exp(num, num, scale - three);
	mpz_mul(y, y, n);
	mpz_mul_ui(y, y, 3);
	mpz_mul(y, y, x);
	mpz_mul_2exp(y, y, scale - one - two);
	mpz_sub(num, num, y);
	mpz_pow_ui(x, x, 3);
	mpz_mul_2exp(x, x, scale - 3 * one + 1);
	mpz_add(num, num, x);
	mpz_clears(x, y, n, (mpz_ptr)NULL);
	return scale;
}

double
xsum_skew(const struct xsum *s, const struct xsum_prod *squares, const struct xsum_cube *cubes)
{
	long scale2, scale3, exp2, exp3;
	double m2, m3;
	mpz_t num2, num3;

	mpz_inits(num2, num3, (mpz_ptr)NULL);
	scale2 = (long)spread_of(num2, s, s, squares);
	scale3 = (long)third_of(num3, s, squares, cubes);
	m2 = mpz_get_d_2exp(&exp2, num2);
	m3 = mpz_get_d_2exp(&exp3, num3);
	mpz_clears(num2, num3, (mpz_ptr)NULL);
	if (m2 == 0)
		return 0;
	exp2 -= scale2;
	if (exp2 % 2 != 0) {
		m2 *= 2;
		exp2--;
	}
	return ldexp(m3 / (m2 * sqrt(m2)), (int)(exp3 - scale3 - 3 * (exp2 / 2)));
}

bool
xsum_skew_fits(const struct xsum *s, const struct xsum_prod *squares,
    const struct xsum_cube *cubes)
{
	mp_bitcnt_t scale2, scale3;
	mpz_t num2, num3, n;
	bool fits;

	mpz_inits(num2, num3, n, (mpz_ptr)NULL);
	scale2 = spread_of(num2, s, s, squares);
	scale3 = third_of(num3, s, squares, cubes);
	mpz_mul(num3, num3, num3);
	set_i128(n, (num_i128)s->n - 1);
	mpz_mul(num3, num3, n);
	mpz_mul_2exp(num3, num3, 3 * scale2);
	mpz_pow_ui(num2, num2, 3);
	set_i128(n, (num_i128)s->n - 2);
	mpz_mul(num2, num2, n);
	mpz_mul(num2, num2, n);
	mpz_mul_2exp(num2, num2, 2 * scale3);
	fits = mpz_cmp(num3, num2) <= 0;
	mpz_clears(num2, num3, n, (mpz_ptr)NULL);
	return fits;
}
