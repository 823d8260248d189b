/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lex - one pass, one token ahead; only strings with escapes take memory
 */
#include "expr/lex.h"

#include "base/num.h"
#include "base/utf8.h"
#include "time/tstamp.h"

#include <string.h>


static bool
name_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || num_is_digit(c) ||
	    c == '_' || c == '@' || c == '$' || c >= 0x80;
}

static int
hex4(const char *p, const char *end)
{
	int v = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = p[i];

		v <<= 4;
		if (c >= '0' && c <= '9')
			v |= c - '0';
		else if (c >= 'a' && c <= 'f')
			v |= c - 'a' + 10;
		else if (c >= 'A' && c <= 'F')
			v |= c - 'A' + 10;
		else
			return -1;
	}
	return v;
}

/*
 * An escape \u as val_text has it: a pair is one character, a lone half or 0 U+FFFD; bytes
 * read or 0.
 */
static size_t
escape_u(const char *p, const char *end, char *out, size_t *nout)
{
	int hi = hex4(p + 2, end);
	int lo;

	if (hi < 0)
		return 0;
	if (hi >= 0xD800 && hi < 0xDC00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u') {
		lo = hex4(p + 8, end);
		if (lo >= 0xDC00 && lo < 0xE000) {
			*nout = utf8_put(0x10000u + ((uint32_t)(hi - 0xD800) << 10) +
			    (uint32_t)(lo - 0xDC00), out);
			return 12;
		}
	}
	*nout = utf8_put(hi != 0 ? (uint32_t)hi : 0xFFFD, out);
	return 6;
}

/* One escape at @p, a backslash; bytes read, 0 when it is none. */
static size_t
escape(const char *p, const char *end, char *out, size_t *nout)
{
	static const char from[] = "\"'\\/bfnrt";
	static const char to[] = "\"'\\/\b\f\n\r\t";
	const char *at;

	if (end - p < 2)
		return 0;
	if (p[1] == 'u')
		return escape_u(p, end, out, nout);
	at = memchr(from, p[1], sizeof(from) - 1);
	if (at == NULL)
		return 0;
	out[0] = to[at - from];
	*nout = 1;
	return 2;
}

static enum rc
bad_escape(const struct lex *l, const char *p, const char *end, struct err *e)
{
	size_t n = 0;

	(void)utf8_next((struct sv){ p + 1, (size_t)(end - p) - 1 }, &n);
	return rc_err_at(e, RC_SYNTAX, (size_t)(p - l->text.p) + 1,
	    "unknown escape '\\%.*s', write '\\\\' for a backslash", (int)n, p + 1);
}

static enum rc
scan_string(struct lex *l, struct lex_token *t, size_t at, struct err *e)
{
	const char *p = l->text.p + at + 1;
	const char *end = l->text.p + l->text.n;
	const char *q = p;
	size_t n = 0;
	char *out;

	while (q < end && *q != p[-1])
		q += *q == '\\' && end - q > 1 ? 2 : 1;
	if (q >= end)
		return rc_err_at(e, RC_SYNTAX, t->col, "string without a closing %c", p[-1]);
	t->end = (size_t)(q - l->text.p) + 1;
	t->text = (struct sv){ p, (size_t)(q - p) };
	if (sv_find(t->text, '\\') == t->text.n)
		return RC_OK;
	out = arena_alloc(l->arena, t->text.n + 4);	/* no escape decodes longer than it is */
	end = q;
	while (p < end) {
		size_t used = 1;
		size_t put = 1;

		if (*p == '\\')
			used = escape(p, end, out + n, &put);
		else
			out[n] = *p;
		if (used == 0)
			return bad_escape(l, p, end, e);
		p += used;
		n += put;
	}
	t->text = (struct sv){ out, n };
	return RC_OK;
}

/* A JSON number; with letters behind it a duration, or a mistake. */
static enum rc
scan_number(struct lex *l, struct lex_token *t, size_t at, struct err *e)
{
	const char *s = l->text.p;
	size_t n = l->text.n;
	size_t i = at;
	int64_t us;

	while (i < n && (name_byte((unsigned char)s[i]) || s[i] == '.' ||
	    ((s[i] == '+' || s[i] == '-') && (s[i - 1] | 0x20) == 'e' &&
	    num_is_digit((unsigned char)s[i - 2]) && i + 1 < n &&
	    num_is_digit((unsigned char)s[i + 1]))))
		i++;
	t->end = i;
	t->text = (struct sv){ s + at, i - at };
	t->kind = LEX_NUMBER;
	if (num_is(t->text))
		return RC_OK;
	t->kind = LEX_DURATION;
	if (tstamp_duration(t->text, &us))
		return RC_OK;
	return rc_err_at(e, RC_SYNTAX, t->col, "'%.*s' is neither a number nor a duration",
	    SV_SHOW(t->text));
}

/* Quotes and spaces that word processors put in: no one means them as names. */
static enum rc
check_typographic(const struct lex *l, size_t at, struct err *e)
{
	const unsigned char *s = (const unsigned char *)l->text.p + at;
	size_t n = l->text.n - at;

	if (n >= 3 && s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x98 && s[2] <= 0x9F)
		return rc_err_at(e, RC_SYNTAX, at + 1,
		    "typographic quote, write \" or ' instead");
	if (n >= 2 && s[0] == 0xC2 && s[1] == 0xA0)
		return rc_err_at(e, RC_SYNTAX, at + 1, "no-break space, write a plain one");
	return RC_OK;
}

/* Offset behind the `name` that starts at @at, a backquote in it doubled; 0: it does not end. */
static size_t
quoted_end(struct sv s, size_t at)
{
	for (at++; at < s.n; at++)
		if (s.p[at] == '`' && (++at >= s.n || s.p[at] != '`'))
			return at;
	return 0;
}

static enum rc
scan_name(struct lex *l, struct lex_token *t, size_t at, struct err *e)
{
	const char *s = l->text.p;
	size_t n = l->text.n;
	size_t i = at;
	enum rc rc;

	for (;;) {
		size_t from = i;

		if (i < n && s[i] == '`') {
			i = quoted_end(l->text, i);
			if (i == 0)
				return rc_err_at(e, RC_SYNTAX, from + 1,
				    "name without a closing `");
		} else {
			while (i < n && name_byte((unsigned char)s[i])) {
				rc = check_typographic(l, i, e);
				if (rc != RC_OK)
					return rc;
				i++;
			}
			if (i == from)
				return rc_err_at(e, RC_SYNTAX, i + 1,
				    "expected a name behind the dot");
		}
		if (i >= n || s[i] != '.')
			break;
		i++;
	}
	t->kind = LEX_NAME;
	t->end = i;
	t->text = (struct sv){ s + at, i - at };
	return RC_OK;
}

static enum rc
scan_op(struct lex *l, struct lex_token *t, size_t at, struct err *e)
{
	static const char two[][3] = { "||", "&&", "==", "!=", "<=", ">=", "=~", "!~" };
	static const struct {
		const char *text;
		const char *hint;
	} slip[] = {
		{ "<>", "write != for 'not equal'" },
		{ "&", "write && for 'and'" },
		{ "|", "write || for 'or'" },
		{ "~", "write =~ to match a regular expression" },
	};
	struct sv rest = { l->text.p + at, l->text.n - at };
	unsigned char c = (unsigned char)*rest.p;

	t->kind = LEX_OP;
	for (size_t i = 0; i < sizeof(two) / sizeof(two[0]); i++)
		if (sv_starts(rest, (struct sv){ two[i], 2 })) {
			t->text = (struct sv){ rest.p, 2 };
			t->end = at + 2;
			return RC_OK;
		}
	for (size_t i = 0; i < sizeof(slip) / sizeof(slip[0]); i++)
		if (sv_starts(rest, sv_of(slip[i].text)))
			return rc_err_at(e, RC_SYNTAX, t->col, "%s", slip[i].hint);
	if (c != '\0' && strchr("!<>+-*/%()[],=.", c) != NULL) {
		t->text = (struct sv){ rest.p, 1 };
		t->end = at + 1;
		return RC_OK;
	}
	if (c < 0x20 || c == 0x7F)
		return rc_err_at(e, RC_SYNTAX, t->col, "unexpected byte \\x%02X", (unsigned)c);
	return rc_err_at(e, RC_SYNTAX, t->col, "unexpected '%c'", c);
}

static enum rc
scan(struct lex *l, size_t at, struct err *e)
{
	struct lex_token *t = &l->tok;
	unsigned char c;

	while (at < l->text.n && num_is_ws((unsigned char)l->text.p[at]))
		at++;
	t->col = at + 1;
	if (at == l->text.n) {
		t->kind = LEX_END;
		t->text = (struct sv){ l->text.p + at, 0 };
		t->end = at;
		return RC_OK;
	}
	c = (unsigned char)l->text.p[at];
	if (c == '"' || c == '\'') {
		t->kind = LEX_STRING;
		return scan_string(l, t, at, e);
	}
	if (num_is_digit(c))
		return scan_number(l, t, at, e);
	if (name_byte(c) || c == '`')
		return scan_name(l, t, at, e);
	return scan_op(l, t, at, e);
}

enum rc
lex_init(struct lex *l, struct sv text, struct arena *a, struct err *e)
{
	size_t bad;

	if (text.p == NULL)
		text = SV("");
	bad = utf8_valid(text);
	*l = (struct lex){ .text = text, .arena = a };
	if (bad != text.n)
		return rc_err_at(e, RC_SYNTAX, bad + 1, "byte \\x%02X is not UTF-8",
		    (unsigned)(unsigned char)text.p[bad]);
	l->prev.kind = LEX_END;
	return scan(l, 0, e);
}

enum rc
lex_next(struct lex *l, struct err *e)
{
	l->prev = l->tok;
	return scan(l, l->tok.end, e);
}

bool
lex_is(const struct lex *l, const char *s)
{
	return (l->tok.kind == LEX_OP || l->tok.kind == LEX_NAME) && sv_is(l->tok.text, s);
}

enum rc
lex_accept(struct lex *l, const char *s, bool *yes, struct err *e)
{
	*yes = lex_is(l, s);
	return *yes ? lex_next(l, e) : RC_OK;
}

enum rc
lex_expect(struct lex *l, const char *s, struct err *e)
{
	char what[24] = "'";
	size_t n = strlen(s);

	if (lex_is(l, s))
		return lex_next(l, e);
	if (n > sizeof(what) - 3)
		n = sizeof(what) - 3;
	memcpy(what + 1, s, n);
	what[n + 1] = '\'';
	what[n + 2] = '\0';
	return lex_fail(l, what, e);
}

struct sv
lex_raw(const struct lex *l, const struct lex_token *t)
{
	return (struct sv){ l->text.p + t->col - 1, t->end + 1 - t->col };
}

enum rc
lex_fail(const struct lex *l, const char *what, struct err *e)
{
	struct sv raw = lex_raw(l, &l->tok);

	int64_t us;

	if (l->tok.kind == LEX_END)
		return rc_err_at(e, RC_SYNTAX, l->tok.col, "expected %s, found end of text", what);
	if (l->tok.kind == LEX_DURATION && strcmp(what, "a value") == 0 &&
	    tstamp_duration(raw, &us))
		return rc_err_at(e, RC_SYNTAX, l->tok.col, "expected a value, found '%.*s'; "
		    "a duration is a number here, in milliseconds %.15g", SV_SHOW(raw),
		    (double)us / 1000);
	return rc_err_at(e, RC_SYNTAX, l->tok.col, "expected %s, found '%.*s%s'", what,
	    SV_SHOW(raw), raw.n > SV_SHOWN_MAX ? "..." : "");
}

size_t
lex_string_col(const struct lex *l, const struct lex_token *t, size_t off)
{
	const char *p = l->text.p + t->col;	/* behind the opening quote */
	const char *end = l->text.p + t->end - 1;
	size_t done = 0;
	char tmp[4];

	while (p < end && done < off) {
		size_t put = 1;
		size_t used = *p == '\\' ? escape(p, end, tmp, &put) : 1;

		if (used == 0 || done + put > off)
			break;
		p += used;
		done += put;
	}
	return (size_t)(p - l->text.p) + 1;
}
