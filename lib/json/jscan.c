/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jscan - what is too long or too rare to inline: escapes, nested values, faults
 */
#include "json/jscan.h"

#include "base/utf8.h"
#include "json/jread.h"

#include <stdio.h>

const char *
jscan_fail(struct jscan *s, enum jscan_fault fault, const char *at)
{
	s->fault = fault;
	s->at = at;
	return NULL;
}

const char *
jscan_space_run(const struct jscan *s, const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '\r' || (*p == '\n' && s->end != NULL))
		p++;
	return p;
}

static bool
is_hex(unsigned char c)
{
	return (unsigned char)(c - '0') < 10 || (unsigned char)((c | 0x20) - 'a') < 6;
}

/* Behind the escape at @p, a backslash. */
static const char *
escape(struct jscan *s, const char *p)
{
	int i;

	switch (p[1]) {
	case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
		return p + 2;
	case 'u':
		for (i = 2; i < 6; i++)
			if (!is_hex((unsigned char)p[i]))
				return jscan_fail(s, JSCAN_HEX, p + i);
		return p + 6;
	default:
		return jscan_fail(s, JSCAN_ESCAPE, p);
	}
}

const char *
jscan_string_rest(struct jscan *s, const char *open, const char *p)
{
	while (*p == '\\') {
		p = escape(s, p);
		if (p == NULL)
			return NULL;
		p = jscan_plain(s, p);
	}
	if (*p == '"')
		return p;
	if (s->end != NULL ? p == s->end : *p == '\n')
		return jscan_fail(s, JSCAN_UNCLOSED, open);
	return jscan_fail(s, JSCAN_CONTROL, p);
}

/* To the value of a member; @p where its key should start. */
static const char *
member(struct jscan *s, const char *p, enum jscan_fault fault)
{
	bool esc;

	if (*p != '"')
		return jscan_fail(s, fault, p);
	p = jscan_string(s, p + 1, &esc);
	return p == NULL ? NULL : jscan_colon(s, p + 1);
}

/* Behind all brackets that close at @p, *depth less by as many; at ',' or at the last one's end. */
static const char *
closing(struct jscan *s, const char *p, const char *shut, size_t *depth)
{
	for (; *depth != 0; --*depth, p++) {
		p = jscan_space(s, p);
		if (*p == ',')
			return p;
		if (*p != shut[*depth - 1])
			return jscan_fail(s, shut[*depth - 1] == '}' ? JSCAN_NEXT_MEMBER :
			    JSCAN_NEXT_ELEMENT, p);
	}
	return p;
}

const char *
jscan_skip(struct jscan *s, const char *p, size_t open)
{
	char shut[JREAD_DEPTH_MAX];	/* the bracket that closes each level */
	size_t depth = 0;
	struct val v;

	for (;;) {
		enum jscan_fault fault = JSCAN_KEY;

		if (*p == '{' || *p == '[') {
			if (open + depth >= JREAD_DEPTH_MAX)
				return jscan_fail(s, JSCAN_DEPTH, p);
			shut[depth++] = *p == '{' ? '}' : ']';
			p = jscan_space(s, p + 1);
			fault = JSCAN_KEY_FIRST;
		} else {
			p = jscan_scalar(s, p, &v);
			if (p == NULL)
				return NULL;
		}
		if (fault == JSCAN_KEY || *p == shut[depth - 1]) {
			p = closing(s, p, shut, &depth);
			if (p == NULL || depth == 0)
				return p;
			p = jscan_space(s, p + 1);
			fault = JSCAN_KEY;
		}
		if (shut[depth - 1] == '}') {
			p = member(s, p, fault);
			if (p == NULL)
				return NULL;
		} else if (fault == JSCAN_KEY_FIRST && (*p == '}' || *p == ',')) {
			return jscan_fail(s, JSCAN_VALUE_FIRST, p);
		}
	}
}

/* How a message names the byte at @p. */
static const char *
found(const struct jscan *s, const char *p, char text[16])
{
	unsigned char c = (unsigned char)*p;

	if (s->end != NULL && p == s->end)
		return "end of text";
	if (s->end == NULL && c == '\n')
		return "end of line";
	if (c > ' ' && c < 0x7f)
		snprintf(text, 16, "'%c'", c);
	else
		snprintf(text, 16, "byte 0x%02X", c);
	return text;
}

static const char *
wanted(const struct jscan *s)
{
	switch (s->fault) {
	case JSCAN_OBJECT:		return "an object";
	case JSCAN_KEY_FIRST:		return "'\"' or '}'";
	case JSCAN_KEY:			return "a member name in quotes";
	case JSCAN_COLON:		return "':'";
	case JSCAN_VALUE_FIRST:		return "a value or ']'";
	case JSCAN_NEXT_MEMBER:		return "',' or '}'";
	case JSCAN_NEXT_ELEMENT:	return "',' or ']'";
	case JSCAN_END:			return s->end != NULL ? "end of text" : "end of line";
	case JSCAN_DIGIT_SIGN:		return "a digit after '-'";
	case JSCAN_DIGIT_FRAC:		return "a digit after '.'";
	case JSCAN_DIGIT_EXP:		return "a digit in the exponent";
	case JSCAN_HEX:			return "four hex digits after \\u";
	default:			return "a value";
	}
}

/* Where a word like "trub" stops being true, false or null. */
static enum rc
literal_err(const struct jscan *s, const char *from, struct err *e)
{
	const char *word = *s->at == 't' ? "true" : *s->at == 'n' ? "null" : "false";
	char text[16];
	size_t i = 1;

	while (s->at[i] == word[i])
		i++;
	return rc_err_at(e, RC_BAD, (uint64_t)(s->at - from) + i + 1, "expected '%s', found %s",
	    word, found(s, s->at + i, text));
}

enum rc
jscan_err(const struct jscan *s, const char *from, struct err *e)
{
	uint64_t col = (uint64_t)(s->at - from) + 1;
	size_t good = utf8_valid((struct sv){ from, (size_t)(s->at - from) });
	unsigned char c = (unsigned char)*s->at;
	char text[16];

	if (s->fault == JSCAN_UTF8 || good < (size_t)(s->at - from))
		return rc_err_at(e, RC_BAD, good + 1, "invalid UTF-8 byte 0x%02X",
		    (unsigned char)from[good]);
	switch (s->fault) {
	case JSCAN_LITERAL:
		return literal_err(s, from, e);
	case JSCAN_LEADING_ZERO:
		return rc_err_at(e, RC_BAD, col, "number has a leading zero");
	case JSCAN_CONTROL:
		return rc_err_at(e, RC_BAD, col, "control character 0x%02X in a string", c);
	case JSCAN_UNCLOSED:
		return rc_err_at(e, RC_BAD, col, "string has no closing quote");
	case JSCAN_ESCAPE:
		return rc_err_at(e, RC_BAD, col, "unknown escape: \\ and %s%s",
		    found(s, s->at + 1, text), s->at[1] == 'x' ? ", as Apache and nginx write "
		    "it: -f apache or nginx reads it by its --log-format" : "");
	case JSCAN_DEPTH:
		return rc_err_at(e, RC_BAD, col, "nesting deeper than %d", JREAD_DEPTH_MAX);
	default:
		return rc_err_at(e, RC_BAD, col, "expected %s, found %s", wanted(s),
		    found(s, s->at, text));
	}
}
