/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shortest decimal that reads back as the same double is the same in all languages;
 * they differ in where they put the point and when they write an exponent.
 */
#include "assign/unit.h"

#include "base/num.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	DIGITS_MAX = 24,
	JAVA_DECIMALS = 17,
	PLAIN_DIGITS = 15,	/* whole numbers this long are the same in every language */
	TEXT_MAX = 400		/* a double written in full, with sign and point */
};

struct decimal {		/* 0.d1d2d3... times 10^point */
	bool   minus;
	char   digit[DIGITS_MAX];
	int    n;
	int    point;
};

struct unit
unit_of(const struct val *v, struct arena *a)
{
	struct unit u = { UNIT_OTHER, { NULL, 0 } };

	switch (v->kind) {
	case VAL_NONE:
	case VAL_NULL:
		u.kind = UNIT_NONE;
		return u;
	case VAL_FALSE:
		u.kind = UNIT_FALSE;
		return u;
	case VAL_TRUE:
		u.kind = UNIT_TRUE;
		return u;
	case VAL_STRING:
	case VAL_TIME:
		u.kind = UNIT_TEXT;
		break;
	case VAL_NUMBER:
		u.kind = UNIT_WHOLE;
		break;
	default:
		return u;
	}
	u.text = val_text(v, a);
	if (u.kind == UNIT_WHOLE)
		for (size_t i = 0; i < u.text.n; i++)
			if (!num_is_digit((unsigned char)u.text.p[i]) && u.text.p[i] != '-')
				u.kind = UNIT_FLOAT;
	return u;
}

/* The digits of a number that num_text wrote. */
static void
take_apart(double d, struct decimal *x)
{
	char text[NUM_TEXT_MAX];
	const char *p = text;
	int before = 0;
	int64_t exp = 0;
	bool point = false;

	*x = (struct decimal){ 0 };
	num_text(d, text);
	x->minus = *p == '-';
	p += x->minus;
	for (; *p != '\0' && *p != 'e'; p++) {
		if (*p == '.') {
			point = true;
			continue;
		}
		if (x->n == 0 && *p == '0') {
			before -= point;	/* no digit yet: zeros behind the point */
			continue;
		}
		before += !point;
		if (x->n < DIGITS_MAX)
			x->digit[x->n++] = *p;
	}
	if (*p == 'e' && num_i64(sv_of(p + 1 + (p[1] == '+')), &exp) != RC_OK)
		exp = 0;	/* num_text has it in this form */
	x->point = before + (int)exp;
	while (x->n > 0 && x->digit[x->n - 1] == '0')
		x->n--;
	if (x->n == 0)
		x->point = 1;
}

/* Digits from and to, zeros where there are none. */
static size_t
put_digits(const struct decimal *x, int from, int to, char *out)
{
	size_t n = 0;

	for (int i = from; i < to; i++)
		out[n++] = i >= 0 && i < x->n ? x->digit[i] : '0';
	return n;
}

/* Without an exponent; @point: ".0" behind a whole number. */
static size_t
put_plain(const struct decimal *x, bool point, char *out)
{
	size_t n = x->point > 0 ? put_digits(x, 0, x->point, out) : 1;

	if (x->point <= 0)
		out[0] = '0';
	if (x->n > x->point) {
		out[n++] = '.';
		n += put_digits(x, x->point, x->n, out + n);
	} else if (point) {
		n += (size_t)snprintf(out + n, 3, ".0");
	}
	return n;
}

/* d.ddde+dd: @plus is the sign of an exponent above 0, @width its digits at least. */
static size_t
put_exponent(const struct decimal *x, const char *plus, int width, char *out)
{
	const int exp = x->point - 1;
	size_t n = put_digits(x, 0, 1, out);

	if (x->n > 1) {
		out[n++] = '.';
		n += put_digits(x, 1, x->n, out + n);
	}
	return n + (size_t)snprintf(out + n, 16, "e%s%0*d", exp < 0 ? "-" : plus, width,
	    abs(exp));
}

/* Round to so many decimals, halves to even. */
static void
cut_decimals(struct decimal *x, int decimals)
{
	const int keep = x->point + decimals;
	bool half, up;

	if (keep < 0 || keep >= x->n)
		return;
	half = x->digit[keep] == '5' && keep + 1 == x->n;
	up = half ? keep > 0 && (x->digit[keep - 1] & 1) != 0 : x->digit[keep] >= '5';
	for (x->n = keep; up && x->n > 0 && x->digit[x->n - 1] == '9'; x->n--)
		;
	if (up && x->n > 0) {
		x->digit[x->n - 1]++;
	} else if (up) {
		x->digit[x->n++] = '1';
		x->point++;
	}
	while (x->n > 0 && x->digit[x->n - 1] == '0')
		x->n--;
}

/* A double as the language prints it, behind its sign. */
static size_t
put_double(const struct decimal *x, enum unit_text how, char *out)
{
	switch (how) {
	case UNIT_TEXT_PYTHON:
	case UNIT_TEXT_SHORT:
		if (x->point > 16 || x->point < -3)
			return put_exponent(x, "+", 2, out);
		return put_plain(x, how == UNIT_TEXT_PYTHON, out);
	case UNIT_TEXT_GO:
		return put_plain(x, false, out);
	case UNIT_TEXT_RUST:
		if (x->point > 16 || x->point < -4)
			return put_exponent(x, "+", 1, out);
		return put_plain(x, true, out);
	default:
		if (how == UNIT_TEXT_JAVA && x->n == 0)
			return put_exponent(x, "", 1, out);
		if (x->point > 21 || x->point < -5)
			return put_exponent(x, "+", 1, out);
		return put_plain(x, false, out);
	}
}

/* The double nearest to it, which pow() need not give. */
static double
power_of_10(int64_t exp)
{
	char text[32];
	double d;
	size_t n = (size_t)snprintf(text, sizeof(text), "1e%" PRId64, exp);

	return num_double((struct sv){ text, n }, &d) == RC_OK ? d : INFINITY;
}

/*
 * Rust's serde_json reads numbers quickly: the digits that fit 64 bits, times or divided by one
 * power of ten, which is a bit off where one of the two is no double.
 */
static double
quick_double(struct sv text)
{
	const size_t e = sv_find(text, 'e');
	uint64_t digits = 0;
	int64_t exp = 0;
	bool point = false, full = false;
	double d;

	if (e < text.n && num_i64((struct sv){ text.p + e + 1 + (text.p[e + 1] == '+'),
	    text.n - e - 1 - (text.p[e + 1] == '+') }, &exp) != RC_OK)
		exp = 0;
	for (size_t i = 0; i < e; i++) {
		const unsigned digit = (unsigned)(text.p[i] - '0');

		if (text.p[i] == '.')
			point = true;
		if (digit > 9)
			continue;
		full |= digits > (UINT64_MAX - digit) / 10;
		if (!full)
			digits = digits * 10 + digit;
		exp += full && !point ? 1 : !full && point ? -1 : 0;
	}
	d = (double)digits;
	for (; exp < -308 && d > 0; exp += 308)
		d /= 1e308;
	return exp < 0 ? d / power_of_10(-exp) : d * power_of_10(exp);
}

/* What the engine makes of the text that its caller wrote: whole numbers, or the shortest. */
static double
as_read(const struct unit *u, const struct decimal *x)
{
	char text[TEXT_MAX];

	return quick_double(u->kind == UNIT_WHOLE ? u->text :
	    (struct sv){ text, put_double(x, UNIT_TEXT_PYTHON, text) });
}

static struct sv
number_text(const struct unit *u, enum unit_text how, struct arena *a)
{
	char text[TEXT_MAX];
	struct decimal x;
	double d;
	size_t n = 0;
	bool zero;

	if (num_double(u->text, &d) != RC_OK)
		return u->text;
	take_apart(d, &x);
	if (how == UNIT_TEXT_RUST)
		take_apart(as_read(u, &x), &x);
	zero = x.n == 0;
	if (how == UNIT_TEXT_JAVA && x.point >= -5)
		cut_decimals(&x, JAVA_DECIMALS);
	if (u->text.p[0] == '-' && (!zero || (u->kind == UNIT_FLOAT && how != UNIT_TEXT_JS &&
	    how != UNIT_TEXT_SHORT)))
		text[n++] = '-';
	n += put_double(&x, how, text + n);
	return (struct sv){ arena_bytes(a, text, n), n };
}

static struct sv
whole_text(const struct unit *u)
{
	return sv_is(u->text, "-0") ? SV("0") : u->text;
}

/* A whole number whose digits the language keeps; others go through a double. */
static bool
is_written(const struct unit *u, enum unit_text how)
{
	int64_t whole;
	uint64_t natural;

	switch (how) {
	case UNIT_TEXT_PYTHON:
	case UNIT_TEXT_SHORT:
		return true;
	case UNIT_TEXT_RUST:
		return num_i64(u->text, &whole) == RC_OK || num_u64(u->text, &natural) == RC_OK;
	case UNIT_TEXT_JAVA:
		return num_i64(u->text, &whole) == RC_OK;
	default:
		return u->text.n <= PLAIN_DIGITS;
	}
}

struct sv
unit_text(const struct unit *u, enum unit_text how, struct arena *a)
{
	const bool in_python = how == UNIT_TEXT_PYTHON || how == UNIT_TEXT_SHORT;

	switch (u->kind) {
	case UNIT_TEXT:
		return u->text;
	case UNIT_WHOLE:
		return is_written(u, how) ? whole_text(u) : number_text(u, how, a);
	case UNIT_FLOAT:
		return number_text(u, how, a);
	case UNIT_TRUE:
		return in_python ? SV("True") : SV("true");
	case UNIT_FALSE:
		return in_python ? SV("False") : SV("false");
	default:
		return (struct sv){ NULL, 0 };
	}
}

bool
unit_own(const struct unit *u, struct sv *out)
{
	if (u->kind != UNIT_TEXT && u->kind != UNIT_WHOLE)
		return false;
	*out = u->kind == UNIT_WHOLE ? whole_text(u) : u->text;
	return true;
}
