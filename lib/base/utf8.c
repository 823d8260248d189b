/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * utf8 - see utf8.h
 *
 * Validation is the table of well-formed sequences (Unicode 15, table 3-7),
 * with ASCII taken 8 bytes at a time.  Character data is utf8proc's.
 */
#include "base/utf8.h"

#include "base/utf8_blocks.h"

#include <utf8proc.h>

#include <string.h>

enum { REPLACEMENT = 0xfffd };

static size_t
ascii_run(struct sv s, size_t at)
{
	while (s.n - at >= 8) {
		uint64_t w;

		memcpy(&w, s.p + at, 8);
		if ((w & UINT64_C(0x8080808080808080)) != 0)
			break;
		at += 8;
	}
	while (at < s.n && (unsigned char)s.p[at] < 0x80)
		at++;
	return at;
}

static bool
is_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* Length of the well-formed sequence at @at, 0 when there is none; @at < s.n. */
static size_t
seq_len(struct sv s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	size_t n = s.n - at;
	unsigned char lo = 0x80, hi = 0xbf;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	if (p[0] < 0xe0)
		return n >= 2 && is_tail(p[1]) ? 2 : 0;
	switch (p[0]) {
	case 0xe0:
		lo = 0xa0;	/* shorter forms */
		break;
	case 0xed:
		hi = 0x9f;	/* surrogates */
		break;
	case 0xf0:
		lo = 0x90;	/* shorter forms */
		break;
	case 0xf4:
		hi = 0x8f;	/* beyond U+10FFFF */
		break;
	default:
		break;
	}
	if (n < 3 || p[1] < lo || p[1] > hi || !is_tail(p[2]))
		return 0;
	if (p[0] < 0xf0)
		return 3;
	return n >= 4 && is_tail(p[3]) ? 4 : 0;
}

/* From @at, the start of a character, on. */
static size_t
valid_from(struct sv s, size_t at)
{
	size_t n;

	for (;;) {
		at = ascii_run(s, at);
		if (at == s.n)
			return at;
		/* Other scripts come in runs too: stay here until ASCII returns. */
		do {
			n = seq_len(s, at);
			if (n == 0)
				return at;
			at += n;
		} while (at < s.n && (unsigned char)s.p[at] >= 0x80);
	}
}

size_t
utf8_valid(struct sv s)
{
	return valid_from(s, 0);
}

size_t
utf8_valid_by(struct sv s, enum cpu_simd simd)
{
	return valid_from(s, utf8_blocks(s, 0, simd));
}

uint32_t
utf8_next(struct sv s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	size_t n = seq_len(s, *at);

	*at += n != 0 ? n : 1;
	switch (n) {
	case 1:
		return p[0];
	case 2:
		return (p[0] & 0x1fU) << 6 | (p[1] & 0x3fU);
	case 3:
		return (p[0] & 0x0fU) << 12 | (p[1] & 0x3fU) << 6 | (p[2] & 0x3fU);
	case 4:
		return (p[0] & 0x07U) << 18 | (p[1] & 0x3fU) << 12 | (p[2] & 0x3fU) << 6
		       | (p[3] & 0x3fU);
	default:
		return REPLACEMENT;
	}
}

size_t
utf8_put(uint32_t cp, char *out)
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		cp = REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

size_t
utf8_count(struct sv s)
{
	size_t n = 0;

	for (size_t at = 0; at < s.n; n++)
		(void)utf8_next(s, &at);
	return n;
}

static size_t
cp_width(uint32_t cp)
{
	int w;

	if (cp < 0x7f)
		return cp >= 0x20;
	w = utf8proc_charwidth((utf8proc_int32_t)cp);
	return w > 0 ? (size_t)w : 0;
}

size_t
utf8_width(struct sv s)
{
	size_t w = 0;

	for (size_t at = 0; at < s.n;)
		w += cp_width(utf8_next(s, &at));
	return w;
}

struct sv
utf8_cut(struct sv s, size_t cols)
{
	size_t at = 0, w = 0;

	while (at < s.n) {
		size_t next = at;

		w += cp_width(utf8_next(s, &next));
		if (w > cols)
			break;
		at = next;
	}
	return (struct sv){ s.p, at };
}

/*
 * Sequences that are not UTF-8 stay as they are.  Two passes, because a mapped
 * character may be longer than it was.
 */
static struct sv
map_case(struct sv s, struct arena *a, utf8proc_int32_t (*to)(utf8proc_int32_t))
{
	char four[4], *d;
	size_t n = 0, out = 0;
	bool changed = false;

	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t cp = utf8_next(s, &at);
		uint32_t other = (uint32_t)to((utf8proc_int32_t)cp);

		changed = changed || other != cp;
		n += other != cp ? utf8_put(other, four) : at - from;
	}
	if (!changed)
		return s;
	d = arena_alloc(a, n);
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t cp = utf8_next(s, &at);
		uint32_t other = (uint32_t)to((utf8proc_int32_t)cp);

		if (other != cp) {
			out += utf8_put(other, d + out);
		} else {
			memcpy(d + out, s.p + from, at - from);
			out += at - from;
		}
	}
	return (struct sv){ d, out };
}

/* Case of the 26 letters without utf8proc, which most text never needs. */
static struct sv
map_ascii(struct sv s, struct arena *a, char first)
{
	size_t i = 0;
	char *d;

	while (i < s.n && (unsigned)(s.p[i] - first) >= 26)
		i++;
	if (i == s.n)
		return s;
	d = arena_alloc(a, s.n);
	memcpy(d, s.p, i);
	for (; i < s.n; i++)
		d[i] = (unsigned)(s.p[i] - first) < 26 ? (char)(s.p[i] ^ 0x20) : s.p[i];
	return (struct sv){ d, s.n };
}

struct sv
utf8_lower(struct sv s, struct arena *a)
{
	return ascii_run(s, 0) == s.n ? map_ascii(s, a, 'A') : map_case(s, a, utf8proc_tolower);
}

struct sv
utf8_upper(struct sv s, struct arena *a)
{
	return ascii_run(s, 0) == s.n ? map_ascii(s, a, 'a') : map_case(s, a, utf8proc_toupper);
}

static bool
is_bidi(uint32_t cp)
{
	return cp == 0x61c || cp == 0x200e || cp == 0x200f || (cp >= 0x202a && cp <= 0x202e)
	       || (cp >= 0x2066 && cp <= 0x2069);
}

/* One character fit for a terminal into @out (8 bytes): itself, \xHH or \u{HHHH}; length. */
static size_t
put_safe(struct sv s, size_t *at, char *out)
{
	static const char hex[] = "0123456789abcdef";
	size_t from = *at, n;
	uint32_t cp = utf8_next(s, at);
	unsigned char c = (unsigned char)s.p[from];

	n = *at - from;
	if (cp < 0x20 || cp == 0x7f || (n == 1 && c >= 0x80)) {
		memcpy(out, "\\x", 2);
		out[2] = hex[c >> 4];
		out[3] = hex[c & 15];
		return 4;
	}
	if ((cp >= 0x80 && cp < 0xa0) || is_bidi(cp)) {
		memcpy(out, "\\u{", 3);
		for (size_t i = 0; i < 4; i++)
			out[3 + i] = hex[cp >> (12 - 4 * i) & 15];
		out[7] = '}';
		return 8;
	}
	memcpy(out, s.p + from, n);
	return n;
}

struct sv
utf8_safe(struct sv s, struct arena *a)
{
	char eight[8], *d;
	size_t n = 0, out = 0;
	bool changed = false;

	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		size_t len = put_safe(s, &at, eight);

		changed = changed || len != at - from;
		n += len;
	}
	if (!changed)
		return s;
	d = arena_alloc(a, n);
	for (size_t at = 0; at < s.n;)
		out += put_safe(s, &at, d + out);
	return (struct sv){ d, out };
}
