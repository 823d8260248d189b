/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/func_text.h"

#include "base/address.h"
#include "base/num.h"
#include "base/utf8.h"
#include "expr/url.h"
#include "json/jread.h"
#include "time/tstamp.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLACE_MAX	1e15	/* counts and places beyond are nowhere */
#define UNIT		((num_i128)1000000000)	/* 1 in num_units */

enum { DECIMALS_MAX = 9, FORMAT_TEXT = 400 };

static const struct val null = { .kind = VAL_NULL };

/* A whole number that places are counted by. */
static bool
whole(const struct val *v, int64_t *n)
{
	double d;

	if (!val_number(v, &d) || !(fabs(d) <= PLACE_MAX) || d != floor(d))
		return false;
	*n = (int64_t)d;
	return true;
}

struct val
func_text_trim(const struct func_call *c)
{
	struct sv s;

	return func_text(&c->arg[0], c->arena, &s) ? val_of_text(sv_trim(s)) : null;
}

/* Offset of @what in @s from @at on, or s.n. */
static size_t
find(struct sv s, struct sv what, size_t at)
{
	for (; at + what.n <= s.n; at++) {
		const char *p = memchr(s.p + at, what.p[0], s.n - what.n + 1 - at);

		if (p == NULL)
			break;
		at = (size_t)(p - s.p);
		if (memcmp(p, what.p, what.n) == 0)
			return at;
	}
	return s.n;
}

/* Piece @n of @s, 1 the first. */
static bool
piece(struct sv s, struct sv by, int64_t n, struct sv *out)
{
	size_t at = 0, end;

	for (;; at = end + by.n) {
		end = find(s, by, at);
		if (--n == 0) {
			*out = (struct sv){ s.p + at, end - at };
			return true;
		}
		if (end == s.n)
			return false;
	}
}

static int64_t
count_pieces(struct sv s, struct sv by)
{
	int64_t n = 1;

	for (size_t at = find(s, by, 0); at < s.n; at = find(s, by, at + by.n))
		n++;
	return n;
}

struct val
func_text_split(const struct func_call *c)
{
	struct sv s, by, out;
	int64_t n;

	if (!func_text(&c->arg[0], c->arena, &s) || !func_text(&c->arg[1], c->arena, &by) ||
	    by.n == 0 || !whole(&c->arg[2], &n) || n == 0)
		return null;
	if (n < 0)
		n += count_pieces(s, by) + 1;
	return n > 0 && piece(s, by, n, &out) ? val_of_text(out) : null;
}

/* The byte where character @n, from 0, begins; s.n when there are fewer. */
static size_t
offset_of(struct sv s, int64_t n)
{
	size_t at = 0;

	for (; n > 0 && at < s.n; n--)
		(void)utf8_next(s, &at);
	return at;
}

struct val
func_text_substr(const struct func_call *c)
{
	int64_t from, n = INT64_MAX, all;
	struct sv s;

	if (!func_text(&c->arg[0], c->arena, &s) || !whole(&c->arg[1], &from) || from == 0)
		return null;
	if (c->arg[2].kind != VAL_NONE && (!whole(&c->arg[2], &n) || n < 0))
		return null;
	if (from < 0) {		/* what would lie before the text is cut off */
		all = (int64_t)utf8_count(s);
		if (from < -all) {
			n = n == INT64_MAX ? n : n - (-all - from);
			from = -all;
		}
		from += all + 1;
	}
	from = (int64_t)offset_of(s, from - 1);
	s = (struct sv){ s.p + from, s.n - (size_t)from };
	s.n = n < 0 ? 0 : offset_of(s, n);
	return val_of_text(s);
}

struct val
func_text_segment(const struct func_call *c)
{
	struct sv s, out;
	int64_t n;

	return func_text(&c->arg[0], c->arena, &s) && whole(&c->arg[1], &n) && n != 0 &&
	    url_segment(s, n, &out) ? val_of_text(out) : null;
}

struct val
func_text_url(const struct func_call *c)
{
	struct sv s;

	return func_text(&c->arg[0], c->arena, &s) ? val_of_text(url_decode(s, c->arena)) : null;
}

struct val
func_text_cidr(const struct func_call *c)
{
	struct address a;
	struct network net;
	struct sv s, of;
	const char *why;

	if (!func_text(&c->arg[0], c->arena, &s) || !func_text(&c->arg[1], c->arena, &of) ||
	    !address_read(sv_trim(s), &a) || !address_network(of, &net, &why))
		return null;
	return val_of_bool(address_within(&a, &net));
}

/* The number that @units, in 1e-9, stand for. */
static struct val
number_of(num_i128 units, struct arena *a)
{
	char text[NUM_TEXT_MAX + 24];
	struct sv s = { text, num_units_text(units, text) };

	return (struct val){ .kind = VAL_NUMBER, .text = arena_sv(a, s) };
}

struct val
func_text_duration(const struct func_call *c)
{
	struct sv s;
	num_i128 ns;
	double d;

	if (!func_text(&c->arg[0], c->arena, &s))
		return null;
	s = sv_trim(s);
	if (tstamp_elapsed(s, &ns))
		return number_of(ns * 1000, c->arena);
	return num_double(s, &d) == RC_OK ? (struct val){ .kind = VAL_NUMBER, .text = s } : null;
}

struct val
func_text_json(const struct func_call *c)
{
	struct val v;
	struct sv s;

	if (c->arg[0].kind == VAL_OBJECT || c->arg[0].kind == VAL_ARRAY)
		return c->arg[0];
	if (!func_text(&c->arg[0], c->arena, &s) || jread_value(s, &v, NULL) != RC_OK)
		return null;
	return v;
}

/* ---- numbers as text ---- */

struct form {
	bool thousands;
	bool percent;
	int  decimals;		/* -1: not said */
};

/* [,][.D](f|%), a part of Python's. */
static bool
read_form(struct sv s, struct form *f)
{
	size_t i = 0;

	*f = (struct form){ .decimals = -1 };
	if (i < s.n && s.p[i] == ',') {
		f->thousands = true;
		i++;
	}
	if (i + 1 < s.n && s.p[i] == '.' && num_is_digit((unsigned char)s.p[i + 1])) {
		f->decimals = s.p[i + 1] - '0';
		i += 2;
	}
	if (i + 1 != s.n || (s.p[i] != 'f' && s.p[i] != '%'))
		return false;
	f->percent = s.p[i] == '%';
	if (f->decimals < 0)
		f->decimals = f->percent ? 0 : 6;
	return true;
}

/* Exact in the decimal that is written, halves away from zero. */
static size_t
exact_text(num_i128 units, int decimals, char *text)
{
	const bool minus = units < 0;
	num_i128 step = 1, whole;
	char digits[NUM_TEXT_MAX];
	size_t n = 0, k;

	for (int i = decimals; i < DECIMALS_MAX; i++)
		step *= 10;
	units = minus ? -units : units;
	units = (units + step / 2) / step * step;
	whole = units / UNIT;
	k = num_units_text(whole * UNIT, digits);
	if (minus && units != 0)
		text[n++] = '-';
	memcpy(text + n, digits, k);
	n += k;
	if (decimals > 0)
		n += (size_t)snprintf(text + n, FORMAT_TEXT - n, ".%09lld",
		    (long long)(units % UNIT)) - (size_t)(DECIMALS_MAX - decimals);
	return n;
}

/* A comma between groups of three digits of the whole part. */
static struct sv
with_commas(struct sv s, struct arena *a)
{
	const size_t from = s.n > 0 && s.p[0] == '-';
	size_t end = sv_find(s, '.'), n = 0;
	char *out = arena_alloc(a, s.n + s.n / 3 + 1);

	for (size_t i = 0; i < s.n; i++) {
		if (i > from && i < end && (end - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = s.p[i];
	}
	return (struct sv){ out, n };
}

static struct sv
with_sign(struct sv s, struct arena *a)
{
	char *out = arena_alloc(a, s.n + 1);

	memcpy(out, s.p, s.n);
	out[s.n] = '%';
	return (struct sv){ out, s.n + 1 };
}

struct val
func_text_format(const struct func_call *c)
{
	char text[FORMAT_TEXT];
	struct form f;
	num_i128 units;
	struct sv s;
	size_t n;
	double d;

	if (!func_text(&c->arg[1], c->arena, &s) || !read_form(s, &f) ||
	    !val_number(&c->arg[0], &d))
		return null;
	if (val_units(&c->arg[0], &units)) {
		n = exact_text(f.percent ? units * 100 : units, f.decimals, text);
	} else {
		d = f.percent ? d * 100 : d;
		if (!isfinite(d))
			return null;
		n = (size_t)snprintf(text, sizeof(text), "%.*f", f.decimals, d);
		if (text[0] == '-' && strspn(text + 1, "0.") == n - 1)
			memmove(text, text + 1, n--);	/* nothing is left of it to have a sign */
	}
	s = f.thousands ? with_commas((struct sv){ text, n }, c->arena) :
	    arena_sv(c->arena, (struct sv){ text, n });
	return val_of_text(f.percent ? with_sign(s, c->arena) : s);
}

const char *
func_text_check(const struct func *f, size_t i, const struct val *v)
{
	struct network net;
	struct form form;
	const char *why;
	int64_t n;

	if (i == 1 && f->fn == func_text_format && (v->kind != VAL_STRING ||
	    !read_form(v->text, &form)))
		return "format() takes a form such as \".2f\", \",.0f\" or \".1%\"";
	if (i == 1 && f->fn == func_text_cidr && (v->kind != VAL_STRING ||
	    !address_network(v->text, &net, &why)))
		return "cidr() takes a network such as \"10.0.0.0/8\", no bits behind its prefix";
	if (i == 1 && f->fn == func_text_split && v->kind == VAL_STRING && v->text.n == 0)
		return "split() takes a text that is not empty to cut at";
	if (((i == 1 && (f->fn == func_text_segment || f->fn == func_text_substr)) ||
	    (i == 2 && f->fn == func_text_split)) && (!whole(v, &n) || n == 0))
		return "places are counted by whole numbers, 1 the first, -1 the last";
	return NULL;
}
