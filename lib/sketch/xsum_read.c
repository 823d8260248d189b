/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum_read - what exact sums come to: totals, means, spreads, skew, text
 *
 * All that is in a sum becomes one fraction of integers, and one rounding follows.
 */
#include "sketch/xsum_wide.h"

#include <gmp.h>

#include <math.h>
#include <stddef.h>

enum { TEXT_MAX = 96 };

static void
set_wide(mpz_t z, const struct xsum_wide *w)
{
	struct xsum_wide mag = *w;
	bool neg = w->w[3] >> 63 != 0;

	if (neg)
		xsum_wide_neg(&mag);
	mpz_import(z, 4, -1, sizeof mag.w[0], 0, 0, mag.w);
	if (neg)
		mpz_neg(z, z);
}

static void
set_i128(mpz_t z, num_i128 v)
{
	struct xsum_wide w = xsum_wide_of(v);

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
		mpz_mul_ui(sum, sum, XSUM_UNIT);
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

	xsum_cube_sum(mag, c->w, neg);
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
	set_i128(den, (num_i128)n * XSUM_UNIT);
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
	const struct xsum_binary b = xsum_binary_of(mean);
	mp_bitcnt_t scale, down = b.exp < 0 ? (mp_bitcnt_t)-b.exp : 0;
	mpz_t num, den, off;
	double out;

	mpz_inits(num, den, off, (mpz_ptr)NULL);
	scale = sum_of(num, s);
	set_i128(den, (num_i128)s->n * XSUM_UNIT);
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
	mpz_mul_ui(den, den, XSUM_UNIT);
	mpz_mul_ui(den, den, XSUM_UNIT);
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
