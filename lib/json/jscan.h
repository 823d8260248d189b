/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jscan - scanners of JSON tokens, the kernels of jread
 *
 * Each takes a pointer to where a token starts and gives the pointer behind it,
 * or NULL with the fault noted in the jscan.  None tests for the end: a line
 * ends in '\n', a text is followed by JSCAN_PAD zero bytes, and both bytes stop
 * every scanner.  Loads may reach JSCAN_PAD bytes beyond that byte.
 *
 * Strings go eight bytes at a time: Mycroft's test for a byte below a bound, as
 * in Warren, Hacker's Delight, 2nd ed., section 6-1.  It can flag bytes that
 * follow a true hit, never bytes before it, so the lowest flag is right.
 */
#ifndef CX_JSON_JSCAN_H
#define CX_JSON_JSCAN_H

#include "base/rc.h"
#include "base/val.h"
#include "base/word.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { JSCAN_PAD = 16 };

enum jscan_fault {
	JSCAN_OBJECT,		/* expected an object */
	JSCAN_KEY_FIRST,	/* ... '"' or '}' */
	JSCAN_KEY,		/* ... a member name */
	JSCAN_COLON,
	JSCAN_VALUE,
	JSCAN_VALUE_FIRST,	/* ... a value or ']' */
	JSCAN_NEXT_MEMBER,	/* ... ',' or '}' */
	JSCAN_NEXT_ELEMENT,	/* ... ',' or ']' */
	JSCAN_END,
	JSCAN_LITERAL,
	JSCAN_DIGIT_SIGN,
	JSCAN_DIGIT_FRAC,
	JSCAN_DIGIT_EXP,
	JSCAN_HEX,
	JSCAN_LEADING_ZERO,	/* from here on: not "expected ..., found ..." */
	JSCAN_CONTROL,
	JSCAN_UNCLOSED,
	JSCAN_ESCAPE,
	JSCAN_DEPTH,
	JSCAN_UTF8
};

struct jscan {
	uint64_t         high;	/* OR of the words of strings: a bit 7 means not all ASCII */
	const char      *end;	/* of a text; NULL: a line, '\n' ends it and is no white space */
	const char      *at;	/* where the fault is */
	enum jscan_fault fault;
};

#define JSCAN_ALL(byte) (UINT64_C(0x0101010101010101) * (byte))

/** jscan_fail - note a fault; always NULL */
const char *jscan_fail(struct jscan *s, enum jscan_fault fault, const char *at)
	__attribute__((cold, noinline));

/**
 * jscan_err - the fault as RC_BAD with column and message
 * @from: where the line or text starts
 *
 * Text before the fault that is not UTF-8 is the fault instead.
 */
enum rc jscan_err(const struct jscan *s, const char *from, struct err *e) __attribute__((cold));

/** jscan_space_run - the slow half of jscan_space */
const char *jscan_space_run(const struct jscan *s, const char *p);

/** jscan_string_rest - go on in a string at a byte that is not plain: escapes or a fault */
const char *jscan_string_rest(struct jscan *s, const char *open, const char *p);

/**
 * jscan_skip - validate an object or array
 * @p:    at its bracket
 * @open: containers around it
 *
 * Memory: one byte of stack per level, JREAD_DEPTH_MAX levels; no recursion.
 */
const char *jscan_skip(struct jscan *s, const char *p, size_t open);

/** jscan_stops - bit 7 set at the first quote, backslash or control character; 0: none */
static inline uint64_t
jscan_stops(uint64_t w)
{
	uint64_t q = w ^ JSCAN_ALL(0x02);	/* quote 0x20, controls below it, space 0x22 */
	uint64_t b = w ^ JSCAN_ALL('\\');

	return (((q - JSCAN_ALL(0x21)) | (b - JSCAN_ALL(0x01))) & ~w) & JSCAN_ALL(0x80);
}

/** jscan_first - index of the byte that a flag word flags first */
static inline size_t
jscan_first(uint64_t flags)
{
	return (size_t)__builtin_ctzll(flags) >> 3;
}

/** jscan_space - past white space */
static inline const char *
jscan_space(const struct jscan *s, const char *p)
{
	if ((unsigned char)*p > ' ')
		return p;
	if (*p == ' ' && (unsigned char)p[1] > ' ')
		return p + 1;
	return jscan_space_run(s, p);
}

/** jscan_plain - the first quote, backslash or control character */
static inline const char *
jscan_plain(struct jscan *s, const char *p)
{
	uint64_t high = s->high;

	for (;;) {
		uint64_t w = word_load(p), stop = jscan_stops(w);

		high |= w;
		if (stop != 0) {
			s->high = high;
			return p + jscan_first(stop);
		}
		p += 8;
	}
}

/**
 * jscan_string - the closing quote
 * @p:   behind the opening quote
 * @esc: set when there are escapes
 */
static inline const char *
jscan_string(struct jscan *s, const char *p, bool *esc)
{
	const char *q = jscan_plain(s, p);

	*esc = *q != '"';
	return *esc ? jscan_string_rest(s, p - 1, q) : q;
}

/** jscan_nondigits - bit 7 set at the first byte that is no digit; 0: none */
static inline uint64_t
jscan_nondigits(uint64_t w)
{
	uint64_t t = w ^ JSCAN_ALL('0');

	return ((t + JSCAN_ALL(0x76)) | t) & JSCAN_ALL(0x80);
}

/** jscan_digits - length of a run of digits */
static inline size_t
jscan_digits(const char *p)
{
	size_t n = 0;

	for (;;) {
		uint64_t no = jscan_nondigits(word_load(p + n));

		if (no != 0)
			return n + jscan_first(no);
		n += 8;
	}
}

/** jscan_number - behind a number; @p at '-' or a digit */
static inline const char *
jscan_number(struct jscan *s, const char *p)
{
	size_t n;

	p += *p == '-';
	n = jscan_digits(p);
	if (n != 1 && (n == 0 || *p == '0'))
		return jscan_fail(s, n == 0 ? JSCAN_DIGIT_SIGN : JSCAN_LEADING_ZERO, p);
	p += n;
	if (*p == '.') {
		n = jscan_digits(++p);
		if (n == 0)
			return jscan_fail(s, JSCAN_DIGIT_FRAC, p);
		p += n;
	}
	if ((*p | 0x20) == 'e') {
		p++;
		p += *p == '+' || *p == '-';
		n = jscan_digits(p);
		if (n == 0)
			return jscan_fail(s, JSCAN_DIGIT_EXP, p);
		p += n;
	}
	return p;
}

/** jscan_word - behind true, false or null; *kind says which; @p at the first letter */
static inline const char *
jscan_word(struct jscan *s, const char *p, uint8_t *kind)
{
	if (memcmp(p, "true", 4) == 0) {
		*kind = VAL_TRUE;
		return p + 4;
	}
	if (memcmp(p, "null", 4) == 0) {
		*kind = VAL_NULL;
		return p + 4;
	}
	if (memcmp(p, "false", 5) == 0) {
		*kind = VAL_FALSE;
		return p + 5;
	}
	return jscan_fail(s, *p == 't' || *p == 'n' || *p == 'f' ? JSCAN_LITERAL : JSCAN_VALUE, p);
}

/**
 * jscan_scalar - a string, number, true, false or null
 * @v: kind, flags and text are set; for strings the text between the quotes
 */
static inline const char *
jscan_scalar(struct jscan *s, const char *p, struct val *v)
{
	const char *from = p;
	bool esc = false;

	v->kind = VAL_NONE;
	v->flags = 0;
	if (*p == '"') {
		p = jscan_string(s, ++from, &esc);
		v->kind = VAL_STRING;
		v->flags = esc ? VAL_ESC : 0;
	} else if (*p == '-' || (unsigned char)(*p - '0') < 10) {
		p = jscan_number(s, p);
		v->kind = VAL_NUMBER;
	} else {
		p = jscan_word(s, p, &v->kind);
	}
	if (p == NULL)
		return NULL;
	v->text = (struct sv){ from, (size_t)(p - from) };
	return p + (v->kind == VAL_STRING);
}

/**
 * jscan_value - any value
 * @open: containers around it
 */
static inline const char *
jscan_value(struct jscan *s, const char *p, struct val *v, size_t open)
{
	const char *q;

	if (*p != '{' && *p != '[')
		return jscan_scalar(s, p, v);
	q = jscan_skip(s, p, open);
	if (q == NULL)
		return NULL;
	v->kind = *p == '{' ? VAL_OBJECT : VAL_ARRAY;
	v->flags = 0;
	v->text = (struct sv){ p, (size_t)(q - p) };
	return q;
}

/** jscan_colon - to the value behind a key; @p behind the key's closing quote */
static inline const char *
jscan_colon(struct jscan *s, const char *p)
{
	p = jscan_space(s, p);
	if (*p != ':')
		return jscan_fail(s, JSCAN_COLON, p);
	return jscan_space(s, p + 1);
}

#endif
