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

enum { NUM_TEXT_MAX = 48 };

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

/** num_units_double - the same for a computed double: its shortest decimal decides */
bool num_units_double(double d, num_i128 *units);

/**
 * num_cmp - order of two RFC 8259 numbers by their exact value: <0, 0 or >0
 *
 * Any length, any exponent, no rounding; "-0" equals "0", "1e2" equals "100".
 * Cost: O(length); allocates nothing.
 */
int num_cmp(struct sv a, struct sv b);

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

/** num_units_text - exact decimal text of @units * 1e-9, no trailing zeros; length */
size_t num_units_text(num_i128 units, char *text);

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

#endif
