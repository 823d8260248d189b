/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ecma - see ecma.h
 *
 * One pass; PCRE2 checks what is left alone.  Oracle: the official suite's
 * optional/ecmascript-regex.json.
 */
#include "schema/ecma.h"

#include "base/buf.h"
#include "base/num.h"

#include <string.h>

struct ecma {
	struct sv   in;
	size_t      at;
	struct buf *out;
	bool        repeated;	/* behind a quantifier */
	struct err *e;
};

/* Beside the ASCII ones: no-break, ogham, general punctuation, ideographic, byte order mark. */
#define SPACES "\\t\\n\\x0b\\f\\r\\x20\\xa0\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}" \
	"\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NO_SPACES "\\x00-\\x08\\x0e-\\x1f\\x21-\\x9f\\xa1-\\x{167f}\\x{1681}-\\x{1fff}" \
	"\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}" \
	"\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

static const struct { const char *name, *brief; } category[] = {
	{ "Cased_Letter", "L&" }, { "Close_Punctuation", "Pe" }, { "Connector_Punctuation", "Pc" },
	{ "Control", "Cc" }, { "Currency_Symbol", "Sc" }, { "Dash_Punctuation", "Pd" },
	{ "Decimal_Number", "Nd" }, { "Enclosing_Mark", "Me" }, { "Final_Punctuation", "Pf" },
	{ "Format", "Cf" }, { "Initial_Punctuation", "Pi" }, { "LC", "L&" }, { "Letter", "L" },
	{ "Letter_Number", "Nl" }, { "Line_Separator", "Zl" }, { "Lowercase_Letter", "Ll" },
	{ "Mark", "M" }, { "Math_Symbol", "Sm" }, { "Modifier_Letter", "Lm" },
	{ "Modifier_Symbol", "Sk" }, { "Nonspacing_Mark", "Mn" }, { "Number", "N" },
	{ "Open_Punctuation", "Ps" }, { "Other", "C" }, { "Other_Letter", "Lo" },
	{ "Other_Number", "No" }, { "Other_Punctuation", "Po" }, { "Other_Symbol", "So" },
	{ "Paragraph_Separator", "Zp" }, { "Private_Use", "Co" }, { "Punctuation", "P" },
	{ "Separator", "Z" }, { "Space_Separator", "Zs" }, { "Spacing_Mark", "Mc" },
	{ "Surrogate", "Cs" }, { "Symbol", "S" }, { "Titlecase_Letter", "Lt" },
	{ "Unassigned", "Cn" }, { "Uppercase_Letter", "Lu" }, { "digit", "Nd" }, { "punct", "P" },
	{ "cntrl", "Cc" }
};

static enum rc
refuse_at(const struct ecma *x, size_t at, const char *why)
{
	return rc_err_at(x->e, RC_SYNTAX, at + 1, "%s", why);
}

static void
put_pcre(struct ecma *x, const char *text)
{
	buf_add(x->out, text, strlen(text));
}

static bool
next_is(const struct ecma *x, const char *text)
{
	size_t n = strlen(text);

	return x->in.n - x->at >= n && memcmp(x->in.p + x->at, text, n) == 0;
}

static int
hex_digit(char c)
{
	if (num_is_digit((unsigned char)c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* @n hexadecimal digits at @at, -1 when they are none. */
static int32_t
hex_value(const struct ecma *x, size_t at, size_t n)
{
	int32_t cp = 0;

	if (x->in.n < n || at > x->in.n - n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		int d = hex_digit(x->in.p[at + i]);

		if (d < 0)
			return -1;
		cp = cp * 16 + d;
	}
	return cp;
}

/* \uXXXX, a pair of them, \u{X}; x->at is behind the u. */
static enum rc
code_point(struct ecma *x)
{
	size_t from = x->at - 2;
	int32_t cp, low;

	if (next_is(x, "{")) {
		size_t end = x->at + 1;

		while (end < x->in.n && hex_digit(x->in.p[end]) >= 0 && end - x->at < 8)
			end++;
		cp = hex_value(x, x->at + 1, end - x->at - 1);
		if (end == x->at + 1 || end == x->in.n || x->in.p[end] != '}' || cp > 0x10ffff)
			return refuse_at(x, from, "expected a code point in \\u{...}");
		x->at = end + 1;
	} else {
		cp = hex_value(x, x->at, 4);
		if (cp < 0)
			return refuse_at(x, from, "expected four hexadecimal digits after \\u");
		x->at += 4;
		if (cp >= 0xd800 && cp < 0xdc00 && next_is(x, "\\u") &&
		    (low = hex_value(x, x->at + 2, 4)) >= 0xdc00 && low < 0xe000) {
			cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
			x->at += 6;
		}
	}
	if (cp >= 0xd800 && cp < 0xe000)
		return refuse_at(x, from, "half a surrogate pair matches nothing");
	buf_printf(x->out, "\\x{%x}", (unsigned)cp);
	return RC_OK;
}

/* \p{...}; x->at is behind the letter @p. */
static enum rc
put_property(struct ecma *x, char p)
{
	size_t from = x->at - 2, end;
	struct sv name;

	name = (struct sv){ x->in.p + x->at, x->in.n - x->at };
	end = sv_find(name, '}');
	if (!next_is(x, "{") || end == name.n)
		return refuse_at(x, from, "expected the name of a property in \\p{...}");
	name = (struct sv){ name.p + 1, end - 1 };
	x->at += end + 1;
	end = sv_find(name, '=');
	if (end != name.n)
		name = (struct sv){ name.p + end + 1, name.n - end - 1 };
	for (size_t i = 0; i < sizeof(category) / sizeof(category[0]); i++)
		if (sv_is(name, category[i].name))
			name = sv_of(category[i].brief);
	buf_printf(x->out, "\\%c{%.*s}", p, (int)name.n, name.p);
	return RC_OK;
}

/* x->at is at a backslash. */
static enum rc
put_escape(struct ecma *x, bool set)
{
	size_t from = x->at;
	char c;

	if (from + 1 == x->in.n)
		return refuse_at(x, from, "a backslash at the end");
	c = x->in.p[from + 1];
	x->at += 2;
	switch (c) {
	case 's':
		put_pcre(x, set ? SPACES : "[" SPACES "]");
		return RC_OK;
	case 'S':
		put_pcre(x, set ? NO_SPACES : "[^" SPACES "]");
		return RC_OK;
	case 'u':
		return code_point(x);
	case 'p':
	case 'P':
		return put_property(x, c);
	case 'v':
		put_pcre(x, "\\x0b");
		return RC_OK;
	case '0':
		put_pcre(x, "\\x00");
		return RC_OK;
	case 'x':
		if (hex_value(x, x->at, 2) < 0)
			return refuse_at(x, from, "expected two hexadecimal digits after \\x");
		break;
	case 'k':
		if (!next_is(x, "<"))
			return refuse_at(x, from, "expected \\k<name>");
		break;
	case 'd': case 'D': case 'w': case 'W': case 'b': case 'B': case 'f': case 'n': case 'r':
	case 't': case 'c':
		break;
	default:
		if (num_is_digit((unsigned char)c) ? set : (unsigned char)((c | 0x20) - 'a') < 26)
			return refuse_at(x, from, "there is no such escape in ECMA-262");
	}
	buf_c(x->out, '\\');
	buf_c(x->out, c);
	return RC_OK;
}

/* [...]; x->at is at the bracket. */
static enum rc
put_set(struct ecma *x)
{
	size_t from = x->at++;
	bool not = next_is(x, "^");
	enum rc rc;

	x->at += not;
	if (next_is(x, "]")) {
		x->at++;
		put_pcre(x, not ? "[\\x00-\\x{10ffff}]" : "(?!)");
		return RC_OK;
	}
	put_pcre(x, not ? "[^" : "[");
	while (x->at < x->in.n && x->in.p[x->at] != ']') {
		if (x->in.p[x->at] == '\\') {
			rc = put_escape(x, true);
			if (rc != RC_OK)
				return rc;
			continue;
		}
		if (x->in.p[x->at] == '[' || x->in.p[x->at] == '^')
			buf_c(x->out, '\\');
		buf_c(x->out, x->in.p[x->at++]);
	}
	if (x->at == x->in.n)
		return refuse_at(x, from, "'[' without ']'");
	buf_c(x->out, x->in.p[x->at++]);
	return RC_OK;
}

/* x->at is at an opening parenthesis. */
static enum rc
put_group(struct ecma *x)
{
	static const char *const good[] = { "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<" };
	size_t i, n = sizeof(good) / sizeof(good[0]);

	if (next_is(x, "(*"))
		return refuse_at(x, x->at + 1, "nothing to repeat");
	for (i = 0; i < n && !next_is(x, good[i]); i++)
		;
	if (i == n && next_is(x, "(?"))
		return refuse_at(x, x->at, "there is no such group in ECMA-262");
	put_pcre(x, i < n ? good[i] : "(");
	x->at += i < n ? strlen(good[i]) : 1;
	return RC_OK;
}

/* Length of {n}, {n,} or {n,m} at x->at, 0 when it is none. */
static size_t
count_length(const struct ecma *x)
{
	size_t at = x->at + 1, from = at;

	while (at < x->in.n && num_is_digit((unsigned char)x->in.p[at]))
		at++;
	if (at == from)
		return 0;
	if (at < x->in.n && x->in.p[at] == ',')
		for (at++; at < x->in.n && num_is_digit((unsigned char)x->in.p[at]); at++)
			;
	return at < x->in.n && x->in.p[at] == '}' ? at + 1 - x->at : 0;
}

static enum rc
put_quantifier(struct ecma *x, size_t n)
{
	if (x->repeated)
		return refuse_at(x, x->at, "nothing to repeat");
	buf_add(x->out, x->in.p + x->at, n);
	x->at += n;
	if (next_is(x, "?")) {
		buf_c(x->out, '?');
		x->at++;
	}
	x->repeated = true;
	return RC_OK;
}

static enum rc
put_next(struct ecma *x)
{
	char c = x->in.p[x->at];
	size_t n = c == '*' || c == '+' || c == '?' ? 1 : c == '{' ? count_length(x) : 0;

	if (n != 0)
		return put_quantifier(x, n);
	x->repeated = false;
	switch (c) {
	case '\\':
		return put_escape(x, false);
	case '[':
		return put_set(x);
	case '(':
		return put_group(x);
	case '$':
		put_pcre(x, "\\z");
		break;
	case '.':
		put_pcre(x, "[^\\n\\r\\x{2028}\\x{2029}]");
		break;
	case '{':
		put_pcre(x, "\\{");
		break;
	default:
		buf_c(x->out, c);
	}
	x->at++;
	return RC_OK;
}

enum rc
ecma_pcre(struct sv *out, struct sv text, struct arena *a, struct err *e)
{
	struct buf b;
	struct ecma x = { .in = text, .out = &b, .e = e };
	enum rc rc = RC_OK;

	buf_init(&b, SIZE_MAX);
	while (rc == RC_OK && x.at < text.n)
		rc = put_next(&x);
	if (rc == RC_OK)
		*out = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return rc;
}
