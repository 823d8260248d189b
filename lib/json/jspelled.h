/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jspelled - JSON as jwrite spells it, read in one pass: no white space, members in one order
 *
 * For text that we wrote ourselves, and there is much of it.  What is spelled in another way
 * need not be wrong: a reader that finds it gives up, and json/jread.h says what it is.  So
 * these take less than RFC 8259 has, and nothing that it has not.
 */
#ifndef CX_JSON_JSPELLED_H
#define CX_JSON_JSPELLED_H

#include "base/num.h"

#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	JSPELLED_DIGITS = 15,	/* of a number: every one of so many is exact in a double */
	JSPELLED_PAD = 16	/* readable bytes behind the text, the first of them no digit */
};

struct jspelled {
	const char *at;
	const char *end;
};

/** jspelled_is - @word, of @n bytes, stands here, and is passed */
static inline __attribute__((always_inline)) bool
jspelled_is(struct jspelled *t, const char *word, size_t n)
{
	if ((size_t)(t->end - t->at) < n || memcmp(t->at, word, n) != 0)
		return false;
	t->at += n;
	return true;
}

/* ... of a literal. */
#define JSPELLED_IS(t, literal) jspelled_is(t, "" literal, sizeof(literal) - 1)

/** jspelled_u64 - a whole number of up to JSPELLED_DIGITS digits */
static inline __attribute__((always_inline)) bool
jspelled_u64(struct jspelled *t, uint64_t *out)
{
	const char *p = t->at;
	uint64_t n = 0;
	unsigned d;

	for (; (d = (unsigned char)*p - (unsigned)'0') < 10 && p - t->at <= JSPELLED_DIGITS; p++)
		n = n * 10 + d;
	if (p == t->at || p - t->at > JSPELLED_DIGITS || p > t->end ||
	    (*t->at == '0' && p - t->at > 1))
		return false;
	t->at = p;
	*out = n;
	return true;
}

/** jspelled_double - a number of up to JSPELLED_DIGITS bytes, without an exponent */
static inline __attribute__((always_inline)) bool
jspelled_double(struct jspelled *t, double *out)
{
	const char *p = t->at;
	size_t n = 0;
	uint64_t whole;

	if (jspelled_u64(t, &whole) && *t->at != '.') {
		*out = (double)whole;
		return true;
	}
	while (n <= JSPELLED_DIGITS && (num_is_digit((unsigned char)p[n]) || p[n] == '.' ||
	    p[n] == '-'))
		n++;
	if (n > JSPELLED_DIGITS || p + n > t->end || num_double((struct sv){ p, n }, out) != RC_OK)
		return false;
	t->at = p + n;
	return true;
}

#endif
