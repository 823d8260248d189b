/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * num - see num.h
 *
 * Reading: one pass splits the text into sign, up to 19 significant digits and
 * a power of ten.  A whole number below 2^53 times or over an exactly
 * representable power of ten needs one correctly rounded operation (Clinger,
 * How to Read Floating Point Numbers Accurately, PLDI 1990); the rest is
 * strtod's.  The process never sets LC_NUMERIC, so strtod and snprintf speak C.
 *
 * Oracle: tests/property/num.c against strtod and against decimal arithmetic.
 */
#include "base/num.h"

#include "base/mem.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DIGITS_MAX = 19,	/* of a uint64_t that cannot overflow */
	POW10_EXACT = 22,	/* 10^22 is the last one a double holds */
	COPY_MAX = 128,		/* number texts up to this are copied on the stack */
	UNIT_EXP = 9,		/* a unit is 10^-9 */
	UNIT_WHOLE = 18,	/* digits before the point of what has units */
	WHOLE_MAX = 38,		/* digits that 127 bits hold */
	FOUR = 10000		/* digits are made by fours */
};

#define CEIL_EXP INT64_C(1000000000000000)	/* beyond any line length */

__extension__ typedef unsigned __int128 num_u128;

/* A number text taken apart: sign, digits with a point somewhere, exponent. */
struct parts {
	bool        neg;
	struct sv   whole;	/* digits before the point */
	struct sv   frac;	/* digits after it */
	int64_t     exp;	/* what 'e' says, clamped to CEIL_EXP */
};

static size_t
digits_at(struct sv s, size_t at)
{
	size_t from = at;

	while (at < s.n && num_is_digit((unsigned char)s.p[at]))
		at++;
	return at - from;
}

static bool
split(struct sv s, struct parts *p)
{
	size_t at = 0, n;
	bool minus;

	*p = (struct parts){ 0 };
	p->neg = s.n != 0 && s.p[0] == '-';
	at = p->neg;
	n = digits_at(s, at);
	if (n == 0 || (n > 1 && s.p[at] == '0'))
		return false;
	p->whole = (struct sv){ s.p + at, n };
	at += n;
	if (at < s.n && s.p[at] == '.') {
		n = digits_at(s, ++at);
		if (n == 0)
			return false;
		p->frac = (struct sv){ s.p + at, n };
		at += n;
	}
	if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
		at++;
		minus = at < s.n && s.p[at] == '-';
		at += at < s.n && (s.p[at] == '-' || s.p[at] == '+');
		n = digits_at(s, at);
		if (n == 0)
			return false;
		for (; n != 0; n--, at++)
			if (p->exp < CEIL_EXP)
				p->exp = p->exp * 10 + (s.p[at] - '0');
		if (minus)
			p->exp = -p->exp;
	}
	return at == s.n;
}

bool
num_is(struct sv s)
{
	struct parts p;

	return split(s, &p);
}

/* Grammar already checked; @s.p has no terminator, so it is copied. */
static enum rc
slow_double(struct sv s, double *out)
{
	char small[COPY_MAX];
	char *text = small, *end;
	double d;
	bool whole;

	if (s.n < sizeof small) {
		memcpy(small, s.p, s.n);
		small[s.n] = '\0';
	} else {
		text = mem_dup(s.p, s.n);
	}
	d = strtod(text, &end);
	whole = end == text + s.n;
	if (text != small)
		mem_free(text);
	if (!whole)
		return RC_SYNTAX;
	if (isinf(d))
		return RC_RANGE;
	*out = d;
	return RC_OK;
}

static const double pow10[POW10_EXACT + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* Digits with a point at most and few enough of them: nearly every number of a log. */
static bool
plain_double(struct sv s, double *out)
{
	size_t at = 0, point;
	uint64_t mant = 0;
	unsigned d;

	if (s.n > DBL_DIG + 1 || FLT_EVAL_METHOD != 0)
		return false;
	for (; at < s.n && (d = (unsigned char)s.p[at] - (unsigned)'0') < 10; at++)
		mant = mant * 10 + d;
	point = at;
	if (at == 0 || (at > 1 && s.p[0] == '0'))
		return false;
	if (at != s.n) {
		if (s.p[at] != '.')
			return false;
		for (at++; at < s.n && (d = (unsigned char)s.p[at] - (unsigned)'0') < 10; at++)
			mant = mant * 10 + d;
		if (at != s.n || at == point + 1)
			return false;
		*out = (double)mant / pow10[at - point - 1];
		return true;
	}
	*out = (double)mant;
	return mant <= UINT64_C(1) << DBL_MANT_DIG;
}

enum rc
num_double(struct sv s, double *out)
{
	struct parts p;
	uint64_t mant = 0;
	uint32_t small;
	int64_t exp;
	double d;

	if (num_small(s, &small)) {
		*out = small;
		return RC_OK;
	}
	if (plain_double(s, out))
		return RC_OK;
	if (!split(s, &p))
		return RC_SYNTAX;
	exp = p.exp - (int64_t)p.frac.n;
	if (p.whole.n + p.frac.n > DIGITS_MAX || exp > POW10_EXACT || exp < -POW10_EXACT
	    || FLT_EVAL_METHOD != 0)
		return slow_double(s, out);
	for (size_t i = 0; i < p.whole.n; i++)
		mant = mant * 10 + (uint64_t)(p.whole.p[i] - '0');
	for (size_t i = 0; i < p.frac.n; i++)
		mant = mant * 10 + (uint64_t)(p.frac.p[i] - '0');
	if (mant > UINT64_C(1) << DBL_MANT_DIG)
		return slow_double(s, out);
	d = (double)mant;
	d = exp < 0 ? d / pow10[-exp] : d * pow10[exp];
	*out = p.neg ? -d : d;
	return RC_OK;
}

static num_u128
pow10_u128(int64_t n)
{
	num_u128 x = 1;

	while (n-- > 0)
		x *= 10;
	return x;
}

/*
 * The value in units of 10^-@places, when it has no more places than that and at most @most
 * digits before them.  Zeros are held back until a digit other than 0 follows, so the
 * mantissa never ends in one and as many digits as the units can have are enough; the
 * value alone decides, not how it was written.
 */
static bool
slow_units(const struct parts *p, int places, int most, num_i128 *units)
{
	num_u128 mant = 0;
	int64_t exp = p->exp - (int64_t)p->frac.n, held = 0, digits = 0;

	for (size_t i = 0; i < p->whole.n + p->frac.n; i++) {
		char c = i < p->whole.n ? p->whole.p[i] : p->frac.p[i - p->whole.n];

		if (c == '0') {
			held++;
			continue;
		}
		if (digits != 0) {
			if (digits + held >= most + places)
				return false;
			mant *= pow10_u128(held);
			digits += held;
		}
		held = 0;
		mant = mant * 10 + (unsigned)(c - '0');
		digits++;
	}
	if (digits == 0) {
		*units = 0;
		return true;
	}
	exp += held;
	if (exp < -places || digits + exp > most)
		return false;
	mant *= pow10_u128(exp + places);
	*units = p->neg ? -(num_i128)mant : (num_i128)mant;
	return true;
}

/* Plain decimals of up to 18 digits, 9 of them after the point: nearly every number. */
static bool
plain_units(struct sv s, num_i128 *units)
{
	static const uint32_t scale[UNIT_EXP + 1] = {
		1000000000, 100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1
	};
	size_t neg = s.n != 0 && s.p[0] == '-';
	size_t at = neg, nwhole, nfrac = 0;
	uint64_t mant = 0;
	unsigned d;

	if (s.n > neg + DIGITS_MAX)
		return false;
	for (; at < s.n && (d = (unsigned char)s.p[at] - (unsigned)'0') < 10; at++)
		mant = mant * 10 + d;
	nwhole = at - neg;
	if (nwhole == 0 || nwhole > 18 || (s.p[neg] == '0' && nwhole > 1))
		return false;
	if (at < s.n && s.p[at] == '.') {
		size_t from = ++at;

		for (; at < s.n && (d = (unsigned char)s.p[at] - (unsigned)'0') < 10; at++)
			mant = mant * 10 + d;
		nfrac = at - from;
		if (nfrac == 0 || nfrac > UNIT_EXP)
			return false;
	}
	if (at != s.n)
		return false;
	*units = (num_i128)mant * scale[nfrac];
	if (neg)
		*units = -*units;
	return true;
}

bool
num_units(struct sv s, num_i128 *units)
{
	struct parts p;

	return plain_units(s, units) ||
	    (split(s, &p) && slow_units(&p, UNIT_EXP, UNIT_WHOLE, units));
}

/* Digits and nothing else, as nearly every integer; 19 of them at a time are a uint64_t. */
static bool
plain_whole(struct sv s, num_i128 *whole)
{
	size_t neg = s.n != 0 && s.p[0] == '-', at = neg;
	uint64_t half[2] = { 0 }, scale = 1;

	if (s.n - neg > WHOLE_MAX || s.n == neg || (s.p[neg] == '0' && s.n - neg > 1))
		return false;
	for (size_t i = 0; i < 2; i++)
		for (scale = 1; at < s.n && at < neg + (i + 1) * DIGITS_MAX; at++, scale *= 10) {
			unsigned d = (unsigned char)s.p[at] - (unsigned)'0';

			if (d > 9)
				return false;
			half[i] = half[i] * 10 + d;
		}
	*whole = (num_i128)half[0] * scale + half[1];
	if (neg)
		*whole = -*whole;
	return true;
}

bool
num_whole(struct sv s, num_i128 *whole)
{
	struct parts p;

	return plain_whole(s, whole) || (split(s, &p) && slow_units(&p, 0, WHOLE_MAX, whole));
}

bool
num_units_double(double d, num_i128 *units)
{
	char text[NUM_TEXT_MAX];
	size_t n;

	if (d > -0x1p53 && d < 0x1p53 && d == (double)(int64_t)d) {
		*units = (num_i128)(int64_t)d * 1000000000;
		return true;
	}
	n = num_text(d, text);
	return n != 0 && num_units((struct sv){ text, n }, units);
}

enum rc
num_u64(struct sv s, uint64_t *out)
{
	uint64_t x = 0;
	bool over = false;

	if (s.n == 0)
		return RC_SYNTAX;
	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned char)s.p[i] - (unsigned)'0';

		if (d > 9)
			return RC_SYNTAX;
		over = over || x > UINT64_MAX / 10 || x * 10 > UINT64_MAX - d;
		x = x * 10 + d;
	}
	if (over)
		return RC_RANGE;
	*out = x;
	return RC_OK;
}

enum rc
num_i64(struct sv s, int64_t *out)
{
	bool neg = s.n != 0 && s.p[0] == '-';
	uint64_t x, max = (uint64_t)INT64_MAX + neg;
	enum rc rc;

	if (neg) {
		s.p++;
		s.n--;
	}
	rc = num_u64(s, &x);
	if (rc != RC_OK)
		return rc;
	if (x > max)
		return RC_RANGE;
	*out = neg ? (int64_t)(0 - x) : (int64_t)x;
	return RC_OK;
}

/* The value's digits without zeros in front, as if they were one text. */
struct digits {
	struct sv a, b;
	int64_t   exp;		/* value = 0.d1d2d3... * 10^exp; meaningless when empty */
};

static struct digits
digits_of(const struct parts *p)
{
	struct digits d = { p->whole, p->frac, p->exp + (int64_t)p->whole.n };

	while (d.a.n != 0 && d.a.p[0] == '0') {
		d.a.p++;
		d.a.n--;
		d.exp--;
	}
	while (d.a.n == 0 && d.b.n != 0 && d.b.p[0] == '0') {
		d.b.p++;
		d.b.n--;
		d.exp--;
	}
	return d;
}

static char
digit_at(const struct digits *d, size_t i)
{
	if (i < d->a.n)
		return d->a.p[i];
	i -= d->a.n;
	return i < d->b.n ? d->b.p[i] : '0';
}

int
num_cmp(struct sv a, struct sv b)
{
	struct parts pa, pb;
	struct digits da, db;
	size_t na, nb;
	int sign, c = 0;

	if (!split(a, &pa) || !split(b, &pb))
		return sv_cmp(a, b);
	da = digits_of(&pa);
	db = digits_of(&pb);
	na = da.a.n + da.b.n;
	nb = db.a.n + db.b.n;
	if (na == 0 && nb == 0)
		return 0;
	if (na == 0)
		return pb.neg ? 1 : -1;
	if (nb == 0)
		return pa.neg ? -1 : 1;
	if (pa.neg != pb.neg)
		return pa.neg ? -1 : 1;
	sign = pa.neg ? -1 : 1;
	if (da.exp != db.exp)
		return da.exp < db.exp ? -sign : sign;
	for (size_t i = 0; c == 0 && (i < na || i < nb); i++)
		c = digit_at(&da, i) - digit_at(&db, i);
	return c == 0 ? 0 : c < 0 ? -sign : sign;
}

/* 1 more in the last of the @n digits of @slot, the first of which is no 9. */
static void
carry_one(char *slot, size_t n)
{
	while (slot[n - 1] == '9')
		slot[--n] = '0';
	slot[n - 1]++;
}

/* The number whose @whole digits before the point and @frac behind it lie at @text + 1. */
static struct sv
trimmed(char *text, bool neg, size_t whole, size_t frac)
{
	char *slot = text + 1, *first = slot;
	size_t n = whole;

	for (; frac != 0 && slot[whole + frac - 1] == '0';)
		frac--;
	if (frac != 0) {
		memmove(slot + whole + 1, slot + whole, frac);
		slot[whole] = '.';
		n += frac + 1;
	}
	for (; whole > 1 && *first == '0'; whole--, n--)
		first++;
	if (neg && !(n == 1 && *first == '0')) {
		*--first = '-';
		n++;
	}
	return (struct sv){ first, n };
}

struct sv
num_round(struct sv s, int digits, char how, char *text)
{
	struct parts p;
	struct digits d;
	int64_t keep, whole;
	size_t n, frac = digits > 0 ? (size_t)digits : 0;
	bool away;

	if (!split(s, &p))
		return (struct sv){ 0 };
	d = digits_of(&p);
	for (n = d.a.n + d.b.n; n != 0 && digit_at(&d, n - 1) == '0';)
		n--;
	if (n == 0)
		return SV("0");
	keep = d.exp + digits;
	if (keep >= (int64_t)n)
		return s;
	whole = d.exp > -digits ? d.exp : -digits;
	whole = (whole > 0 ? whole : 0) + 1;
	if (whole > NUM_ROUND_WHOLE)
		return (struct sv){ 0 };
	memset(text, '0', 1 + (size_t)whole + frac);
	for (int64_t i = 0; i < keep; i++)
		text[1 + whole - d.exp + i] = digit_at(&d, (size_t)i);
	away = how == 'f' ? p.neg : how == 'c' ? !p.neg :
	    keep >= 0 && digit_at(&d, (size_t)keep) >= '5';
	if (away)
		carry_one(text + 1, (size_t)(whole + digits));
	return trimmed(text, p.neg, (size_t)whole, frac);
}

size_t
num_u64_text(uint64_t v, char *text)
{
	size_t n;

	if (v < FOUR)
		return num_put_small((uint32_t)v, text);
	n = num_u64_text(v / FOUR, text);
	num_put_four((uint32_t)(v % FOUR), text + n);
	return n + 4;
}

/* @x as exactly @n digits. */
static void
put_fixed(uint64_t x, size_t n, char *text)
{
	for (; n >= 4; x /= FOUR)
		num_put_four((uint32_t)(x % FOUR), text + (n -= 4));
	for (; n-- > 0; x /= 10)
		text[n] = (char)('0' + x % 10);
}

/* ".ddd" of @frac / 10^@n without trailing zeros; nothing for 0. */
static size_t
put_frac(uint64_t frac, size_t n, char *text)
{
	if (frac == 0)
		return 0;
	for (; frac % 1000 == 0; n -= 3)
		frac /= 1000;
	for (; frac % 10 == 0; n--)
		frac /= 10;
	text[0] = '.';
	put_fixed(frac, n, text + 1);
	return n + 1;
}

/*
 * Integers, and what has at most 15 digits with 9, 6 or 3 of them behind the
 * point.  Two decimals of 15 digits never share a double, so when one reads
 * back as @d it is the shortest.
 */
static size_t
plain_text(double d, char *text)
{
	static const struct { double below; uint64_t scale; size_t n; } fix[] = {
		{ 1e6, 1000000000, 9 }, { 1e9, 1000000, 6 }, { 1e12, 1000, 3 }
	};
	size_t at;

	if (d < 0x1p53 && d == (double)(uint64_t)d)
		return num_u64_text((uint64_t)d, text);
	if (d < 1e-4)
		return 0;
	for (size_t i = 0; i < sizeof fix / sizeof fix[0]; i++)
		if (d < fix[i].below) {
			double scale = (double)fix[i].scale;
			uint64_t x = (uint64_t)(d * scale + 0.5);

			if ((double)x / scale != d)
				return 0;
			at = num_u64_text(x / fix[i].scale, text);
			return at + put_frac(x % fix[i].scale, fix[i].n, text + at);
		}
	return 0;
}

struct decimal {
	char digit[DBL_DECIMAL_DIG + 8];	/* no zeros behind */
	int  n;
	int  exp;			/* of the first digit */
};

/* @d > 0 correctly rounded to @n digits; @up takes the next decimal above instead. */
static struct decimal
decimal_of(double d, int n, bool up)
{
	struct decimal x = { .n = n };
	char text[NUM_TEXT_MAX];
	const char *at = text;
	int i, sign = 1;

	(void)snprintf(text, sizeof text, "%.*e", n - 1, d);
	for (i = 0; *at != 'e'; at++)
		if (*at != '.')
			x.digit[i++] = *at;
	at++;
	if (*at == '-')
		sign = -1;
	for (at++; *at != '\0'; at++)
		x.exp = x.exp * 10 + (*at - '0');
	x.exp *= sign;
	if (up) {
		for (i = n - 1; i > 0 && x.digit[i] == '9'; i--)
			x.digit[i] = '0';
		if (x.digit[i] == '9') {
			x.digit[i] = '1';
			x.exp++;
		} else {
			x.digit[i]++;
		}
	}
	while (x.n > 1 && x.digit[x.n - 1] == '0')
		x.n--;
	return x;
}

/* Layout of %g with 17 digits, exponent without padding. */
static size_t
put_decimal(const struct decimal *x, char *text)
{
	size_t n = (size_t)x->n, at = 0, whole;

	if (x->exp < -4 || x->exp > 16) {
		text[at++] = x->digit[0];
		if (n > 1) {
			text[at++] = '.';
			memcpy(text + at, x->digit + 1, n - 1);
			at += n - 1;
		}
		text[at++] = 'e';
		if (x->exp < 0)
			text[at++] = '-';
		return at + num_u64_text((uint64_t)abs(x->exp), text + at);
	}
	if (x->exp < 0) {
		memcpy(text, "0.0000", 6);
		at = (size_t)(1 - x->exp);
		memcpy(text + at, x->digit, n);
		return at + n;
	}
	whole = (size_t)x->exp + 1;
	for (; at < whole; at++)
		text[at] = at < n ? x->digit[at] : '0';
	if (n > whole) {
		text[at++] = '.';
		memcpy(text + at, x->digit + whole, n - whole);
		at += n - whole;
	}
	return at;
}

static bool
reads_back(double d, const struct decimal *x)
{
	char text[NUM_TEXT_MAX];

	text[put_decimal(x, text)] = '\0';
	return strtod(text, NULL) == d;
}

/*
 * 15 digits always tell when that few do, 17 always do.  With 16 the nearest
 * decimal decides, except at powers of two, whose neighbour below is nearer
 * than the one above: there the decimal above may read back when the nearest,
 * which lies below, does not.  Subnormals have fewer digits: all are tried.
 */
static size_t
shortest_text(double d, char *text)
{
	struct decimal x;
	int exp2, n = d < DBL_MIN ? 1 : DBL_DIG;
	bool pow2 = frexp(d, &exp2) == 0.5;

	for (; n < DBL_DECIMAL_DIG; n++) {
		x = decimal_of(d, n, false);
		if (reads_back(d, &x))
			return put_decimal(&x, text);
		if (!pow2)
			continue;
		x = decimal_of(d, n, true);
		if (reads_back(d, &x))
			return put_decimal(&x, text);
	}
	x = decimal_of(d, DBL_DECIMAL_DIG, false);
	return put_decimal(&x, text);
}

/*
 * The same in integers, for @d in [1e-6, 1e15) that is no power of two.  With
 * d = m / 2^s, the decimal c / 10^k of n digits is the nearest when c is
 * m 10^k / 2^s rounded, and reads back as d when it is within half a unit of m.
 * m 10^k has at most 53 + 74 bits, since k is at most 22.
 */
static size_t
short_text(double d, char *text)
{
	struct decimal x;
	int exp2, exp10 = -6;
	uint64_t m = (uint64_t)(frexp(d, &exp2) * 0x1p53);
	int s = DBL_MANT_DIG - exp2;

	if (!(d >= 1e-6 && d < 1e15) || (m & (m - 1)) == 0)
		return 0;
	while (exp10 < 14 && d >= (exp10 < -1 ? 1 / pow10[-exp10 - 1] : pow10[exp10 + 1]))
		exp10++;
	for (int n = DBL_DIG; n <= DBL_DECIMAL_DIG; n++) {
		num_u128 p = pow10_u128(n - 1 - exp10), v = m * p, c = v >> s;
		num_u128 half = (num_u128)1 << (s - 1), off = v - (c << s);

		if (off > half || (off == half && (c & 1) != 0)) {
			c++;
			off = (c << s) - v;
		}
		if (off > p / 2 || (off == p / 2 && (m & 1) != 0))
			continue;
		x.n = (int)num_u64_text((uint64_t)c, x.digit);
		x.exp = x.n - n + exp10;
		while (x.n > 1 && x.digit[x.n - 1] == '0')
			x.n--;
		return put_decimal(&x, text);
	}
	return 0;
}

size_t
num_text(double d, char *text)
{
	size_t neg = d < 0, n;

	text[0] = '\0';
	if (!isfinite(d))
		return 0;
	text[0] = '-';
	d = fabs(d);
	n = plain_text(d, text + neg);
	if (n == 0)
		n = short_text(d, text + neg);
	if (n == 0)
		n = shortest_text(d, text + neg);
	text[neg + n] = '\0';
	return neg + n;
}

double
num_digits(double d, int digits)
{
	char text[NUM_TEXT_MAX];
	double rounded = d;
	int n = snprintf(text, sizeof(text), "%.*e", digits - 1, d);

	/* Infinities and NaN are no numbers here, and stay what they are. */
	(void)!num_double((struct sv){ text, (size_t)n }, &rounded);
	return rounded;
}

size_t
num_units_text(num_i128 units, char *text)
{
	const uint64_t whole_max = UINT64_C(1000000000000000000);	/* digits of a part: 18 */
	const num_u128 x = units < 0 ? 0 - (num_u128)units : (num_u128)units;
	num_u128 whole;
	size_t at = 0;

	if (units < 0)
		text[at++] = '-';
	if (x <= UINT64_MAX) {	/* most are: no division of 128 bits */
		at += num_u64_text((uint64_t)x / 1000000000, text + at);
		at += put_frac((uint64_t)x % 1000000000, UNIT_EXP, text + at);
		text[at] = '\0';
		return at;
	}
	whole = x / 1000000000;
	if (whole < whole_max) {
		at += num_u64_text((uint64_t)whole, text + at);
	} else {
		at += num_u64_text((uint64_t)(whole / whole_max), text + at);
		put_fixed((uint64_t)(whole % whole_max), 18, text + at);
		at += 18;
	}
	at += put_frac((uint64_t)(x % 1000000000), UNIT_EXP, text + at);
	text[at] = '\0';
	return at;
}
