/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * val - see val.h
 */
#include "base/val.h"

#include "base/rfc3339.h"
#include "base/utf8.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

enum {
	NUMERIC_MAX = 512,	/* raw bytes of an escaped string that may still be a number */
	REPLACEMENT = 0xfffd
};

_Static_assert(offsetof(struct val, kind) == 0 && offsetof(struct val, flags) == 1, "val_head");
_Static_assert(VAL_STRING == VAL_NUMBER + 1, "val_written");
_Static_assert((int)RFC3339_MAX <= (int)NUM_TEXT_MAX, "one buffer prints both");

struct val
val_of_double(double d)
{
	if (!isfinite(d))
		return (struct val){ .kind = VAL_NULL };
	return (struct val){ .kind = VAL_NUMBER, .flags = VAL_DOUBLE, .num = d };
}

struct val
val_of_bool(bool b)
{
	return (struct val){ .kind = b ? VAL_TRUE : VAL_FALSE };
}

struct val
val_of_text(struct sv s)
{
	return (struct val){ .kind = VAL_STRING, .text = s };
}

struct val
val_of_time(int64_t at_us)
{
	return (struct val){ .kind = VAL_TIME, .at_us = at_us };
}

/* Four hex digits at @at; -1 when they are not there. */
static int32_t
hex4(struct sv s, size_t at)
{
	int32_t x = 0;

	if (s.n < 4 || at > s.n - 4)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		char c = s.p[i];
		int d = c >= '0' && c <= '9' ? c - '0'
		    : c >= 'a' && c <= 'f' ? c - 'a' + 10
		    : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

		if (d < 0)
			return -1;
		x = x * 16 + d;
	}
	return x;
}

/* \uXXXX at @at (the backslash), a pair taken as one; *at moved past it. */
static uint32_t
unescape_u(struct sv s, size_t *at)
{
	int32_t hi = hex4(s, *at + 2), lo;

	if (hi < 0) {
		*at = s.n;
		return '?';	/* not valid JSON; U+FFFD could be longer than what is left */
	}
	*at += 6;
	if (hi == 0 || (hi >= 0xdc00 && hi < 0xe000))
		return REPLACEMENT;
	if (hi < 0xd800 || hi >= 0xe000)
		return (uint32_t)hi;
	if (s.n - *at < 6 || s.p[*at] != '\\' || s.p[*at + 1] != 'u')
		return REPLACEMENT;
	lo = hex4(s, *at + 2);
	if (lo < 0xdc00 || lo >= 0xe000)
		return REPLACEMENT;
	*at += 6;
	return 0x10000 + ((uint32_t)(hi - 0xd800) << 10) + (uint32_t)(lo - 0xdc00);
}

/* Decode @raw into @d, which has room for raw.n bytes: no escape is shorter than what it means. */
static size_t
decode(struct sv raw, char *d)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	size_t out = 0, at = 0;

	while (at < raw.n) {
		struct sv rest = { raw.p + at, raw.n - at };
		size_t run = sv_find(rest, '\\');
		const char *what;

		memcpy(d + out, rest.p, run);
		out += run;
		at += run;
		if (raw.n - at < 2)
			break;
		if (raw.p[at + 1] == 'u') {
			out += utf8_put(unescape_u(raw, &at), d + out);
			continue;
		}
		what = memchr(from, raw.p[at + 1], sizeof from - 1);
		if (what != NULL)
			d[out++] = to[what - from];
		at += 2;
	}
	return out;
}

struct sv
val_unescape(struct sv raw, struct arena *a)
{
	char *d;

	if (sv_find(raw, '\\') == raw.n)
		return raw;
	d = arena_alloc(a, raw.n);
	return (struct sv){ d, decode(raw, d) };
}

/*
 * The text that may be a number: of a number, or of a string, whose escapes
 * are decoded into @tmp (NUMERIC_MAX bytes).  Empty when there is none.
 */
static struct sv
numeric(const struct val *v, char *tmp)
{
	if (v->kind != VAL_NUMBER && v->kind != VAL_STRING)
		return (struct sv){ 0 };
	if ((v->flags & VAL_ESC) == 0)
		return v->text;
	if (v->text.n > NUMERIC_MAX)
		return (struct sv){ 0 };
	return (struct sv){ tmp, decode(v->text, tmp) };
}

static bool
number_of_text(const struct val *v, double *out)
{
	char tmp[NUMERIC_MAX];

	return num_double(numeric(v, tmp), out) == RC_OK;
}

bool
val_number(const struct val *v, double *out)
{
	if ((v->flags & VAL_DOUBLE) != 0) {
		*out = v->num;
		return true;
	}
	if ((v->flags & VAL_SMALL) != 0) {
		*out = (double)v->small;
		return true;
	}
	if (v->kind == VAL_NUMBER)
		return num_double(v->text, out) == RC_OK;
	return number_of_text(v, out);
}

bool
val_units(const struct val *v, num_i128 *units)
{
	char tmp[NUMERIC_MAX];

	if ((v->flags & VAL_DOUBLE) != 0)
		return num_units_double(v->num, units);
	return num_units(numeric(v, tmp), units);
}

bool
val_whole(const struct val *v, num_i128 *whole)
{
	char tmp[NUMERIC_MAX];

	return (v->flags & VAL_DOUBLE) == 0 && num_whole(numeric(v, tmp), whole);
}

struct sv
val_text(const struct val *v, struct arena *a)
{
	char text[NUM_TEXT_MAX];

	switch (v->kind) {
	case VAL_FALSE:
		return SV("false");
	case VAL_TRUE:
		return SV("true");
	case VAL_NUMBER:
		if ((v->flags & VAL_DOUBLE) == 0)
			return v->text;
		return arena_sv(a, (struct sv){ text, num_text(v->num, text) });
	case VAL_STRING:
		return (v->flags & VAL_ESC) != 0 ? val_unescape(v->text, a) : v->text;
	case VAL_TIME:
		return arena_sv(a, (struct sv){ text, rfc3339_text(v->at_us, 0, text) });
	case VAL_OBJECT:
	case VAL_ARRAY:
		return v->text;
	default:
		return SV("");
	}
}

/*
 * Doubles first: rounding keeps order, so two that differ settle it.  When they
 * agree (or one is 1e400) the decimals themselves are compared; a computed
 * number stands for its shortest one.
 */
static int
cmp_number(const struct val *a, const struct val *b, struct arena *tmp)
{
	double x, y;

	if (val_number(a, &x) && val_number(b, &y) && x != y)
		return x < y ? -1 : 1;
	if ((a->flags & b->flags & VAL_DOUBLE) != 0)
		return 0;
	return num_cmp(val_text(a, tmp), val_text(b, tmp));
}

static int
rank(const struct val *v)
{
	static const uint8_t rank_of[] = {
		[VAL_NONE] = 0, [VAL_NULL] = 0, [VAL_FALSE] = 1, [VAL_TRUE] = 2, [VAL_NUMBER] = 3,
		[VAL_TIME] = 4, [VAL_STRING] = 5, [VAL_OBJECT] = 6, [VAL_ARRAY] = 6
	};

	return rank_of[v->kind];
}

int
val_cmp(const struct val *a, const struct val *b, struct arena *tmp)
{
	int ra = rank(a), rb = rank(b);

	if (ra != rb)
		return ra < rb ? -1 : 1;
	switch (a->kind) {
	case VAL_NUMBER:
		return cmp_number(a, b, tmp);
	case VAL_TIME:
		return (a->at_us > b->at_us) - (a->at_us < b->at_us);
	case VAL_STRING:
	case VAL_OBJECT:
	case VAL_ARRAY:
		return sv_cmp(val_text(a, tmp), val_text(b, tmp));
	default:
		return 0;
	}
}
