/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dec - see dec.h
 *
 * A number without the zeros at its ends is a * 10^m with a not divisible by
 * ten.  It is a multiple of b * 10^n, written alike, only when m >= n, and then
 * when b divides a * 10^(m-n).  Powers of ten matter only until they hold all
 * the twos and fives of b, so that the exponent may be cut off at 128.
 */
#include "schema/dec.h"

#include "base/hash.h"

enum { SHIFT_MAX = 128 };	/* above log2 of any divisor */

#define CEIL_EXP INT64_C(1000000000000000)	/* beyond any line length */

struct dec
dec_of(struct sv s)
{
	struct dec d = { .neg = s.n != 0 && s.p[0] == '-' };
	size_t at = d.neg, first = s.n, last = 0, point = s.n, end;
	bool minus;

	for (; at < s.n && (s.p[at] | 0x20) != 'e'; at++) {
		if (s.p[at] == '.') {
			point = at;
		} else if (s.p[at] != '0') {
			first = first == s.n ? at : first;
			last = at;
		}
	}
	end = at;
	if (first == s.n)
		return (struct dec){ .digits = { "", 0 } };
	if (at < s.n) {
		at++;
		minus = s.p[at] == '-';
		at += minus || s.p[at] == '+';
		for (; at < s.n; at++)
			if (d.exp < CEIL_EXP)
				d.exp = d.exp * 10 + (s.p[at] - '0');
		d.exp = minus ? -d.exp : d.exp;
	}
	d.digits = (struct sv){ s.p + first, last - first + 1 };
	if (point == s.n)
		d.exp += (int64_t)(end - 1 - last);
	else
		d.exp += last < point ? (int64_t)(point - 1 - last) : -(int64_t)(last - point);
	return d;
}

bool
dec_whole(struct sv s)
{
	struct dec d;
	size_t i;

	for (i = 0; i < s.n && (num_is_digit((unsigned char)s.p[i]) || s.p[i] == '-'); i++)
		;
	if (i == s.n)
		return true;
	d = dec_of(s);
	return d.digits.n == 0 || d.exp >= 0;
}

bool
dec_divisor_of(struct dec_divisor *out, struct sv text)
{
	struct dec d = dec_of(text);
	size_t n = 0;

	if (d.neg || d.digits.n == 0)
		return false;
	*out = (struct dec_divisor){ .exp = d.exp };
	for (size_t i = 0; i < d.digits.n; i++) {
		if (d.digits.p[i] == '.')
			continue;
		if (++n > DEC_DIVISOR_MAX)
			return false;
		out->digits = out->digits * 10 + (unsigned)(d.digits.p[i] - '0');
	}
	if (!num_units(text, &out->units))
		out->units = 0;
	return true;
}

bool
dec_divides(const struct dec_divisor *by, struct sv text)
{
	__extension__ unsigned __int128 r = 0;
	num_i128 units;
	struct dec d;
	int64_t shift;

	if (by->units != 0 && num_units(text, &units)) {
		if (units >= INT64_MIN && units <= INT64_MAX && by->units <= INT64_MAX)
			return (int64_t)units % (int64_t)by->units == 0;
		return units % by->units == 0;
	}
	d = dec_of(text);
	if (d.digits.n == 0)
		return true;
	shift = d.exp - by->exp;
	if (shift < 0)
		return false;
	for (size_t i = 0; i < d.digits.n; i++)
		if (d.digits.p[i] != '.')
			r = (r * 10 + (unsigned)(d.digits.p[i] - '0')) % by->digits;
	for (shift = shift < SHIFT_MAX ? shift : SHIFT_MAX; shift > 0; shift--)
		r = r * 10 % by->digits;
	return r == 0;
}

uint64_t
dec_hash(struct sv text, uint64_t seed)
{
	struct dec d = dec_of(text);
	uint64_t h = seed ^ (uint64_t)d.exp;

	/* FNV-1a over the digits, ended by the house's hash, which knows the seed. */
	for (size_t i = 0; i < d.digits.n; i++)
		if (d.digits.p[i] != '.')
			h = (h ^ (unsigned char)d.digits.p[i]) * UINT64_C(0x100000001b3);
	h ^= d.neg;
	return hash_sv((struct sv){ (const char *)&h, sizeof(h) }, seed);
}
