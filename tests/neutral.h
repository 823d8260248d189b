/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * neutral - a JSON text with what jansson judges differently taken out
 *
 * jansson rejects lone surrogates, \u0000 in keys and numbers beyond double.  In
 * its copy, and at the same place, such escapes are \ufffd, which is what cxutils
 * decodes them to, and such exponents are zeros.  It also loses a NUL byte behind
 * a number or a word (its stream takes the byte it puts back for an empty
 * buffer): the copy has 0x01 for NUL, which is as wrong.
 */
#ifndef CX_TESTS_NEUTRAL_H
#define CX_TESTS_NEUTRAL_H

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static inline unsigned
neutral_hex4(const char *p, size_t n)
{
	char text[5] = { 0 };
	char *end;
	unsigned long v;

	if (n < 4 || strspn(memcpy(text, p, 4), "0123456789abcdefABCDEF") != 4)
		return 0xffff + 1;
	v = strtoul(text, &end, 16);
	return (unsigned)v;
}

/* An escape of @n bytes at most; its length, and its replacement in place. */
static inline size_t
neutral_escape(char *p, size_t n)
{
	unsigned u, low;

	if (n < 6 || p[1] != 'u')
		return 2;
	u = neutral_hex4(p + 2, n - 2);
	if (u > 0xffff)
		return 2;
	low = n >= 12 && p[6] == '\\' && p[7] == 'u' ? neutral_hex4(p + 8, n - 8) : 0;
	if (u >= 0xd800 && u <= 0xdbff && low >= 0xdc00 && low <= 0xdfff)
		return 12;
	if (u == 0 || (u >= 0xd800 && u <= 0xdfff))
		memcpy(p + 2, "fffd", 4);
	return 6;
}

/* A run of number characters; an exponent that overflows becomes zeros. */
static inline size_t
neutral_number(char *p, size_t n)
{
	char text[512];
	char *end;
	size_t i, e;

	for (i = 0; i < n && memchr("0123456789+-.eE", p[i], 15) != NULL; i++)
		;
	if (i < sizeof(text)) {
		memcpy(text, p, i);
		text[i] = '\0';
		if (isinf(strtod(text, &end)) && (size_t)(end - text) == i)
			for (e = strcspn(text, "eE"); e < i; e++)
				p[e] = p[e] >= '1' && p[e] <= '9' ? '0' : p[e];
	}
	return i != 0 ? i : 1;
}

/*
 * jansson's copy of the text; *deep is its greatest nesting, *huge that it has
 * a number of 300 characters.
 */
static inline char *
neutral_copy(const char *doc, size_t n, size_t *deep, bool *huge)
{
	char *p = malloc(n + 1);
	bool inside = false;
	size_t i, depth = 0, step;

	*deep = 0;
	*huge = false;
	memcpy(p, doc, n);
	p[n] = '\0';
	for (i = 0; i < n; i += step) {
		step = 1;
		if (p[i] == '\0') {
			p[i] = '\x01';
		} else if (p[i] == '"') {
			inside = !inside;
		} else if (inside) {
			if (p[i] == '\\')
				step = neutral_escape(p + i, n - i);
		} else if (p[i] == '{' || p[i] == '[') {
			*deep = ++depth > *deep ? depth : *deep;
		} else if (p[i] == '}' || p[i] == ']') {
			depth -= depth != 0;
		} else {
			step = neutral_number(p + i, n - i);
			*huge = *huge || step >= 300;
		}
	}
	return p;
}

#endif
