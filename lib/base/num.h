/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * num - numbers from text and back, strict and locale-free
 *
 * The only place that calls strtod.  Grammar: RFC 8259 number.
 */
#ifndef CX_BASE_NUM_H
#define CX_BASE_NUM_H

#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	NUM_TEXT_MAX = 48,
	NUM_ROUND_WHOLE = 311,	/* digits of the greatest double, 1 that carries, and 1 to spare */
	NUM_ROUND_TEXT = NUM_ROUND_WHOLE + 16
};

/** A decimal with at most 9 decimals below 1e18 in magnitude, in units of 1e-9. */
__extension__ typedef __int128 num_i128;	/* the one typedef: C11 has no name for it */

/** num_is - the whole of @s is an RFC 8259 number */
bool num_is(struct sv s);

/**
 * num_double - nearest double of an RFC 8259 number
 *
 * Returns: RC_OK; RC_SYNTAX not a number; RC_RANGE it overflows (1e400), *out untouched.
 *          Underflow gives 0 or a subnormal and RC_OK.
 * Cost:    a few ns up to 15 significant digits and |exponent| <= 22, else strtod.
 */
MUST_USE enum rc num_double(struct sv s, double *out);

/**
 * num_units - exact value in units of 1e-9, when it has one
 *
 * Returns: true when the VALUE (exponents and trailing zeros taken into account:
 *          "1e3", "0.10", "12.5E-1") has at most 9 decimals and |value| < 1e18;
 *          *units is then value * 1e9.  False otherwise, or when not a number.
 */
bool num_units(struct sv s, num_i128 *units);

/** num_whole - likewise, when the value is an integer of at most 38 digits: *whole is it */
bool num_whole(struct sv s, num_i128 *whole);

/** num_units_double - the same for a computed double: its shortest decimal decides */
bool num_units_double(double d, num_i128 *units);

/**
 * num_cmp - order of two RFC 8259 numbers by their exact value: <0, 0 or >0
 *
 * Any length, any exponent, no rounding; "-0" equals "0", "1e2" equals "100".
 * Cost: O(length); allocates nothing.
 */
int num_cmp(struct sv a, struct sv b);

/**
 * num_round - an RFC 8259 number as a multiple of 10^-@digits, exactly
 * @digits: in [-9, 9]
 * @how:    'f' towards minus infinity, 'c' plus infinity, 'r' the nearest, halves away from 0
 * @text:   at least NUM_ROUND_TEXT bytes
 *
 * Returns: @s itself when it is such a multiple, else a slice of @text without an
 *          exponent; empty beyond the doubles, or when @s is not a number.
 */
struct sv num_round(struct sv s, int digits, char how, char *text);

/** num_u64 - decimal digits only, no sign; RC_SYNTAX or RC_RANGE (> 2^64-1) */
MUST_USE enum rc num_u64(struct sv s, uint64_t *out);

/** num_i64 - optional '-', decimal digits */
MUST_USE enum rc num_i64(struct sv s, int64_t *out);

/**
 * num_text - shortest decimal that reads back as the same double
 * @text: at least NUM_TEXT_MAX bytes; NUL-terminated
 *
 * JSON grammar; integers below 1e17 without exponent, -0 as "0"; exponents without zeros: "1e-7".
 * Returns: length; 0, and "" in @text, for NaN and infinities.
 */
size_t num_text(double d, char *text);

/** num_digits - the double nearest to @d rounded to @digits significant decimals, 1 to 17 */
double num_digits(double d, int digits);

/** num_u64_text - the digits of @v, into NUM_TEXT_MAX bytes and without a NUL; how many */
size_t num_u64_text(uint64_t v, char *text);

/** num_units_text - exact decimal text of @units * 1e-9, no trailing zeros; length */
size_t num_units_text(num_i128 units, char *text);

/** num_floor_div - @a / @b, @b > 0, towards minus infinity */
static inline int64_t
num_floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/** num_add_clamped - @a + @b, or the end of int64 beyond which it is */
static inline int64_t
num_add_clamped(int64_t a, int64_t b)
{
	if (b > 0)
		return a > INT64_MAX - b ? INT64_MAX : a + b;
	return a < INT64_MIN - b ? INT64_MIN : a + b;
}

/** num_is_ws - JSON's four white-space bytes */
static inline bool
num_is_ws(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/** num_is_digit - '0' to '9' */
static inline bool
num_is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/** num_eight - four to eight bytes of @s as an integer, the last one highest, zeros below */
static inline uint64_t
num_eight(struct sv s)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint32_t lo, hi;

	memcpy(&lo, s.p, 4);
	memcpy(&hi, s.p + s.n - 4, 4);
	return (uint64_t)lo << (64 - 8 * s.n) | (uint64_t)hi << 32;
#else
	uint64_t w = 0;

	for (size_t i = 0; i < s.n; i++)
		w = w >> 8 | (uint64_t)(unsigned char)s.p[i] << 56;
	return w;
#endif
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/** num_four - the four digits of @v, below 10000, as numbers: the first one is the lowest byte */
static inline uint32_t
num_four(uint32_t v)
{
	const uint32_t hundreds = v * 5243 >> 19;	/* v / 100 */
	const uint32_t pairs = hundreds | (v - 100 * hundreds) << 16;
	const uint32_t tens = (pairs * 103 >> 10) & UINT32_C(0x000f000f);

	return tens | (pairs - 10 * tens) << 8;
}
#endif

/** num_put_four - four digits of @v, below 10000, zeros before it */
static inline void
num_put_four(uint32_t v, char text[4])
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	const uint32_t digits = num_four(v) | UINT32_C(0x30303030);

	memcpy(text, &digits, sizeof(digits));
#else
	for (size_t i = 4; i-- > 0; v /= 10)
		text[i] = (char)('0' + v % 10);
#endif
}

/**
 * num_put_small - the digits of @v, below 10000, at the start of @text, of which all four bytes
 * are written; how many there are
 *
 * No branch: which of numbers has how many digits, no processor can guess.
 */
static inline size_t
num_put_small(uint32_t v, char text[4])
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	const uint32_t x = num_four(v);
	const unsigned zeros = (unsigned)__builtin_ctz(x | UINT32_C(1) << 24) / 8;
	const uint32_t digits = (x | UINT32_C(0x30303030)) >> 8 * zeros;

	memcpy(text, &digits, sizeof(digits));
	return 4 - zeros;
#else
	const size_t n = 1 + (v > 9) + (v > 99) + (v > 999);

	for (size_t i = n; i-- > 0; v /= 10)
		text[i] = (char)('0' + v % 10);
	return n;
#endif
}

/**
 * num_small - @s is one to eight digits, the first no needless zero: their value
 *
 * Eight digits in three steps: to four pairs, two fours, one number.
 */
static inline bool
num_small(struct sv s, uint32_t *out)
{
	static const uint8_t first[] = { 0, 0, 10, 100 }, second[] = { 0, 0, 0, 10 };
	uint64_t w, t;

	if (s.n - 1 >= 8)
		return false;
	if (s.n < 4) {
		unsigned a = (unsigned char)s.p[0] - (unsigned)'0';
		unsigned b = (unsigned char)s.p[s.n / 2] - (unsigned)'0';
		unsigned c = (unsigned char)s.p[s.n - 1] - (unsigned)'0';

		*out = a * first[s.n] + b * second[s.n] + c;
		return (a <= 9) & (b <= 9) & (c <= 9) & ((a != 0) | (s.n == 1));
	}
	w = num_eight(s);
	t = w ^ (UINT64_C(0x3030303030303030) << (64 - 8 * s.n));
	if ((((t + UINT64_C(0x7676767676767676)) | t) & UINT64_C(0x8080808080808080)) != 0 ||
	    s.p[0] == '0')
		return false;
	t = (t * 10 + (t >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
	t = (t * 100 + (t >> 16)) & UINT64_C(0x0000ffff0000ffff);
	*out = (uint32_t)(t * 10000 + (t >> 32));
	return true;
}

#endif
