/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key/key_text.h"

#include "base/num.h"

#include <stdio.h>
#include <string.h>

enum {
	LOWEST = '!',		/* of what a word is made of, but the blank between its values */
	HIGHEST = '~',
	ESCAPED = 64		/* more than the byte */
};

void
key_text_time(struct buf *b, int64_t at_us)
{
	uint64_t v = (uint64_t)at_us ^ UINT64_C(1) << 63;

	for (int shift = 60; shift >= 0; shift -= 4)
		buf_c(b, "0123456789abcdef"[v >> shift & 15]);
}

static void
put_text(struct buf *b, struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= LOWEST)
			buf_c(b, LOWEST);
		buf_c(b, (char)(c <= LOWEST ? c + ESCAPED : c));
	}
}

/* What a number's text says behind its 'e'. */
static int64_t
exponent_of(struct sv s)
{
	int64_t x = 0;

	if (s.n > 0)
		s = (struct sv){ s.p + 1, s.n - 1 };
	if (s.n > 0 && s.p[0] == '+')
		s = (struct sv){ s.p + 1, s.n - 1 };
	return num_i64(s, &x) == RC_OK ? x : 0;
}

static void
put_exponent(struct buf *b, int64_t exp)
{
	char digit[24];
	int n = snprintf(digit, sizeof(digit), "%lld", (long long)(exp < 0 ? -exp : exp));

	buf_c(b, (char)(exp < 0 ? '@' - n : 'A' + n));
	for (int i = 0; i < n; i++)
		buf_c(b, exp < 0 ? (char)('0' + '9' - digit[i]) : digit[i]);
}

/* A number as 0.digits * 10^exponent; false for zero. */
static bool
put_size(struct buf *b, struct sv s)
{
	size_t e = 0, from, n = 0;
	int64_t exp = 0;
	bool point = false;

	while (e < s.n && s.p[e] != 'e' && s.p[e] != 'E')
		e++;
	for (from = 0; from < e && (s.p[from] < '1' || s.p[from] > '9'); from++) {
		exp -= point;
		point |= s.p[from] == '.';
	}
	if (from == e)
		return false;
	for (size_t i = from; i < e && !point; i++) {
		point = s.p[i] == '.';
		exp += !point;
	}
	put_exponent(b, exp + exponent_of((struct sv){ s.p + e, s.n - e }));
	for (size_t i = from; i < e; i++) {
		if (s.p[i] == '.')
			continue;
		buf_c(b, s.p[i]);
		n = s.p[i] != '0' ? 0 : n + 1;
	}
	b->n -= b->n >= n ? n : 0;	/* zeros at the end */
	return true;
}

static void
put_number(struct buf *b, const struct val *v)
{
	bool below = v->text.n > 0 && v->text.p[0] == '-';
	size_t at = b->n;

	buf_c(b, below ? '3' : '5');
	if (!put_size(b, (struct sv){ v->text.p + below, v->text.n - below })) {
		b->n = at;
		buf_c(b, '4');
		return;
	}
	if (!below)
		return;
	for (at++; at < b->n; at++)
		b->p[at] = (char)(HIGHEST - b->p[at] + LOWEST);
	buf_c(b, HIGHEST);
}

static void
put_value(struct buf *b, const struct val *v)
{
	switch (v->kind) {
	case VAL_NUMBER:
		put_number(b, v);
		break;
	case VAL_TIME:
		buf_c(b, '6');
		key_text_time(b, v->at_us);
		break;
	case VAL_STRING:
	case VAL_OBJECT:
	case VAL_ARRAY:
		buf_c(b, v->kind == VAL_STRING ? '7' : '8');
		put_text(b, v->text);
		break;
	default:
		buf_c(b, v->kind == VAL_TRUE ? '2' : v->kind == VAL_FALSE ? '1' : '0');
	}
}

void
key_text_put(struct buf *b, const struct val *key, size_t n, bool first)
{
	if (n == 0 && first)
		buf_c(b, '-');
	for (size_t i = 0; i < n; i++) {
		if (i > 0 || !first)
			buf_c(b, ' ');
		put_value(b, &key[i]);
	}
}
