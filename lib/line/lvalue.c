/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lvalue - see lvalue.h
 */
#include "line/lvalue.h"

#include "base/address.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/utf8.h"
#include "json/jwrite.h"
#include "time/tstamp.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#define ONES  UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* Eight bytes at a time. */
bool
lvalue_plain(struct sv s, enum lvalue_escape esc)
{
	unsigned char c = esc == LVALUE_RAW ? 0xff : '\\';
	uint64_t want = ONES * c;
	size_t i = 0;

	for (; s.n - i >= 8; i += 8) {
		uint64_t w, x;

		memcpy(&w, s.p + i, 8);
		x = w ^ want;
		if ((w | (w - ONES) | ((x - ONES) & ~x)) & HIGHS)
			return false;
	}
	for (; i < s.n; i++)
		if ((signed char)s.p[i] <= 0 || (unsigned char)s.p[i] == c)
			return false;
	return true;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The value of @n hexadecimal digits at @p, or -1; also when it is over INT32_MAX. */
static int32_t
hex_number(const char *p, const char *end, int n)
{
	int64_t v = 0;

	if (end - p < n)
		return -1;
	for (int i = 0; i < n; i++) {
		int d = hex_digit(p[i]);

		if (d < 0)
			return -1;
		v = v * 16 + d;
	}
	return v > INT32_MAX ? -1 : (int32_t)v;
}

/* The letters behind a backslash, and the bytes that they stand for. */
static const struct escapes {
	const char *from;
	const char *to;
	bool        x;	/* \xHH */
	bool        u;	/* \uHHHH */
	bool        wide;	/* \UHHHHHHHH */
} escapes[] = {
	[LVALUE_RAW] = { "", "", false, false, false },
	[LVALUE_QUOTE] = { "\"", "\"", false, false, false },
	[LVALUE_C] = { "\"\\nrtbv", "\"\\\n\r\t\b\v", true, false, false },
	[LVALUE_JSON] = { "\"\\nrtbf/", "\"\\\n\r\t\b\f/", false, true, false },
	[LVALUE_GO] = { "\"\\nrtbvfa/", "\"\\\n\r\t\b\v\f\a/", true, true, true },
};

/* \uHHHH at @p (behind the u), or a pair: bytes written, *p moved; 0 when it is none. */
static size_t
decode_u(const char **p, const char *end, char *out)
{
	int32_t cp = hex_number(*p, end, 4);

	if (cp < 0)
		return 0;
	*p += 4;
	if (cp >= 0xd800 && cp < 0xdc00 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u') {
		int32_t low = hex_number(*p + 2, end, 4);

		if (low >= 0xdc00 && low < 0xe000) {
			*p += 6;
			cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
		}
	}
	return utf8_put((uint32_t)cp, out);
}

/* What the backslash at *p begins: bytes written, *p moved; 0 when it is no escape. */
static size_t
decode_escape(const char **p, const char *end, const struct escapes *esc, char *out)
{
	char c = end - *p >= 2 ? (*p)[1] : '\0';
	const char *at = c != '\0' ? strchr(esc->from, c) : NULL;
	const char *digits = *p + 2;
	int32_t v;

	if (at != NULL) {
		*out = esc->to[at - esc->from];
		*p = digits;
		return 1;
	}
	if (c == 'u' && esc->u) {
		size_t n = decode_u(&digits, end, out);

		*p = n > 0 ? digits : *p;
		return n;
	}
	if (c == 'x' && esc->x && (v = hex_number(digits, end, 2)) >= 0) {
		*out = (char)v;
		*p = digits + 2;
		return 1;
	}
	if (c == 'U' && esc->wide && (v = hex_number(digits, end, 8)) >= 0 && v <= 0x10ffff) {
		*p = digits + 8;
		return utf8_put((uint32_t)v, out);
	}
	return 0;
}

/* A decoded text is never longer than the escaped one. */
static struct sv
decode(struct sv raw, const struct escapes *esc, struct arena *a)
{
	const char *p = raw.p;
	const char *end = raw.p + raw.n;
	char *out = arena_alloc(a, raw.n + 4);
	char *at = out;

	while (p < end) {
		const char *next = memchr(p, '\\', (size_t)(end - p));
		size_t n = (size_t)((next != NULL ? next : end) - p);

		memcpy(at, p, n);
		at += n;
		p += n;
		if (next == NULL)
			break;
		n = decode_escape(&p, end, esc, at);
		at += n;
		if (n == 0)
			*at++ = *p++;
	}
	return (struct sv){ out, (size_t)(at - out) };
}

/* A server that escapes backslashes wrote @raw: behind each stands what it puts there. */
static bool
is_escaped(struct sv raw)
{
	const char *p = raw.p, *e = raw.p + raw.n;
	char out[8];

	while ((p = memchr(p, '\\', (size_t)(e - p))) != NULL)
		if (decode_escape(&p, e, &escapes[LVALUE_C], out) == 0)
			return false;
	return true;
}

/* Bytes that are not UTF-8 as \xHH. */
static struct sv
spell(struct sv raw, struct arena *a)
{
	static const char digit[] = "0123456789abcdef";
	char *out = arena_alloc(a, 4 * raw.n + 1);
	char *at = out;
	struct sv s = raw;

	while (s.n > 0) {
		size_t ok = utf8_valid(s);
		unsigned char c;

		memcpy(at, s.p, ok);
		at += ok;
		s.p += ok;
		s.n -= ok;
		if (s.n == 0)
			break;
		c = (unsigned char)*s.p++;
		s.n--;
		*at++ = '\\';
		*at++ = 'x';
		*at++ = digit[c >> 4];
		*at++ = digit[c & 15];
	}
	return (struct sv){ out, (size_t)(at - out) };
}

struct sv
lvalue_text(struct sv raw, enum lvalue_escape esc, struct arena *a)
{
	if (lvalue_plain(raw, esc))
		return raw;
	if (esc != LVALUE_RAW && memchr(raw.p, '\\', raw.n) != NULL) {
		if (esc == LVALUE_C && !is_escaped(raw))
			esc = LVALUE_QUOTE;
		raw = decode(raw, &escapes[esc], a);
	}
	return utf8_valid(raw) == raw.n ? raw : spell(raw, a);
}

/* As JSON, where \u0000 may stand as it is and reads as U+FFFD. */
struct val
lvalue_string(struct sv text, struct arena *a)
{
	struct val v = val_of_text(text);
	struct jwrite w;
	struct buf b;

	if (text.n == 0 || memchr(text.p, '\0', text.n) == NULL)
		return v;
	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_str(&w, text);
	v.flags = VAL_ESC;
	v.text = arena_sv(a, (struct sv){ b.p + 1, b.n - 2 });
	buf_free(&b);
	return v;
}

/*
 * The digits of @s without its point are d, the point stands behind the first
 * `whole` of them; shifting moves the point.
 */
bool
lvalue_scale(struct sv s, int shift, struct arena *a, struct sv *out)
{
	size_t dot = sv_find(s, '.');
	size_t nd = dot < s.n ? s.n - 1 : s.n;
	size_t pad = (size_t)(shift < 0 ? -shift : shift);
	char *p = arena_alloc(a, nd + 2 * pad + 3);
	char *d = p + pad + 1;
	char *end, *point;

	if (dot == 0 || dot + 1 == s.n || s.n == 0)
		return false;
	memcpy(d, s.p, dot);
	if (dot < s.n)
		memcpy(d + dot, s.p + dot + 1, nd - dot);
	for (size_t i = 0; i < nd; i++)
		if (!num_is_digit((unsigned char)d[i]))
			return false;
	memset(p, '0', pad + 1);
	memset(d + nd, '0', pad);
	point = d + dot + shift;	/* the first decimal */
	end = d + nd > point ? d + nd : point;
	while (end > point && end[-1] == '0')
		end--;
	for (d = p; d + 1 < point && *d == '0';)
		d++;
	if (end > point) {
		memmove(point + 1, point, (size_t)(end - point));
		*point = '.';
		end++;
	}
	*out = (struct sv){ d, (size_t)(end - d) };
	return true;
}

/* The next part of a list; *s moves past it and its separator. */
static struct sv
list_part(struct sv *s)
{
	struct sv part = *s;
	size_t i = 0;

	while (i < s->n && s->p[i] != ',' && s->p[i] != ' ')
		i++;
	part.n = i;
	while (i < s->n && (s->p[i] == ',' || s->p[i] == ' ' || s->p[i] == ':'))
		i++;
	s->p += i;
	s->n -= i;
	return part;
}

bool
lvalue_sum(struct sv s, int shift, struct arena *a, struct sv *out)
{
	struct sv first = list_part(&s);
	num_i128 sum = 0, units;
	size_t n = 0;
	char *text;

	*out = (struct sv){ NULL, 0 };
	if (s.n == 0 && first.n > 0 && !sv_is(first, "-"))
		return lvalue_scale(first, shift, a, out);
	for (;; first = list_part(&s)) {
		if (first.n > 0 && !sv_is(first, "-")) {
			if (!num_is_digit((unsigned char)first.p[0]) || !num_units(first, &units))
				return false;
			sum += units;
			n++;
		}
		if (s.n == 0)
			break;
	}
	if (n == 0)
		return true;
	text = arena_alloc(a, 2 * NUM_TEXT_MAX);
	*out = (struct sv){ text, num_units_text(sum, text) };
	return shift == 0 || lvalue_scale(*out, shift, a, out);
}

bool
lvalue_ms(struct sv s, struct arena *a, struct sv *out)
{
	num_i128 ns;
	char *text;

	if (!tstamp_elapsed(s, &ns))
		return false;
	text = arena_alloc(a, 2 * NUM_TEXT_MAX);
	*out = (struct sv){ text, num_units_text(ns * 1000, text) };
	return true;
}

static bool
is_method(struct sv s)
{
	if (s.n == 0 || s.n > 32)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && c != '-' && c != '_')
			return false;
	}
	return true;
}

/* "HTTP/1.1": capital letters, '/', digits and points */
static bool
is_protocol(struct sv s)
{
	size_t slash = sv_find(s, '/');

	if (slash == 0 || slash + 1 >= s.n)
		return false;
	for (size_t i = 0; i < slash; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	for (size_t i = slash + 1; i < s.n; i++)
		if (!num_is_digit((unsigned char)s.p[i]) && s.p[i] != '.')
			return false;
	return true;
}

/* The 9 bytes at @p are " HTTP/1.1" or the like. */
static bool
is_http(const char *p)
{
	return memcmp(p, " HTTP/", 6) == 0 && p[7] == '.';
}

/* Length of "scheme://" at the start of @s without its "://", or 0. */
static size_t
scheme_length(struct sv s)
{
	size_t i = 0;

	while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z')))
		i++;
	return i > 0 && s.n - i >= 3 && memcmp(s.p + i, "://", 3) == 0 ? i : 0;
}

void
lvalue_url(struct sv target, struct lvalue_request *r)
{
	size_t n = target.n > 0 && target.p[0] != '/' ? scheme_length(target) : 0;
	size_t mark;

	if (n > 0) {
		r->scheme = (struct sv){ target.p, n };
		target.p += n + 3;
		target.n -= n + 3;
		for (n = 0; n < target.n && target.p[n] != '/' && target.p[n] != '?';)
			n++;
		r->host = (struct sv){ target.p, n };
		target.p += n;
		target.n -= n;
	}
	mark = sv_find(target, '?');
	r->path = (struct sv){ target.p, mark };
	if (mark == 0 && r->scheme.n > 0)
		r->path = SV("/");
	if (mark + 1 < target.n)
		r->query = (struct sv){ target.p + mark + 1, target.n - mark - 1 };
}

/* "-" stands for what is not there: a request that was cut off reads "- - HTTP/1.1". */
static struct sv
present(struct sv s)
{
	if (s.n == 1 && s.p[0] == '-')
		s.n = 0;
	return s;
}

/* "- - - " and the like; not what a client sent: blanks alone */
static bool
is_nothing(struct sv s)
{
	size_t i = s.n > 0 && s.p[0] == '-' ? 1 : s.n + 1;

	while (i < s.n && (s.p[i] == '-' || s.p[i] == ' '))
		i++;
	return i == s.n;
}

void
lvalue_request(struct sv line, struct lvalue_request *r)
{
	size_t sp = sv_find(line, ' ');
	struct sv method = { line.p, sp };
	struct sv target = line;
	struct sv protocol = { NULL, 0 };
	size_t last;

	memset(r, 0, sizeof(*r));
	r->whole = line;
	if (is_nothing(line))
		r->whole.n = 0;
	if (sp + 1 >= line.n || !is_method(method))
		return;
	target.p += sp + 1;
	target.n -= sp + 1;
	last = target.n > 9 && is_http(target.p + target.n - 9) ? target.n - 8 : target.n;
	while (last > 0 && target.p[last - 1] != ' ')
		last--;
	if (last > 1 && is_protocol((struct sv){ target.p + last, target.n - last })) {
		protocol = (struct sv){ target.p + last, target.n - last };
		target.n = last - 1;
	} else if (target.p[0] != '/' && scheme_length(target) == 0) {
		return;
	}
	r->method = present(method);
	r->protocol = protocol;
	if (sv_is(method, "CONNECT"))
		r->host = present(target);
	else
		lvalue_url(present(target), r);
	r->whole.n = 0;
}

/* Digits and points, a colon, digits. */
static bool
is_ipv4_port(struct sv s, size_t colon)
{
	for (size_t i = 0; i < s.n; i++)
		if (i != colon && !num_is_digit((unsigned char)s.p[i]) &&
		    (i > colon || s.p[i] != '.'))
			return false;
	return colon + 1 < s.n;
}

bool
lvalue_is_address(struct sv s)
{
	size_t colon = sv_find(s, ':');

	return colon == s.n || colon <= LVALUE_GROUP || s.p[0] == '[' || is_ipv4_port(s, colon);
}

bool
lvalue_client(struct sv s, struct sv *first)
{
	size_t comma = s.n;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ',' && comma == s.n)
			comma = i;
		if (s.p[i] == '"' || (s.p[i] == ' ' && (i == 0 || s.p[i - 1] != ',')))
			return false;
	}
	*first = address_bare((struct sv){ s.p, comma });
	if ((comma == 7 && strncasecmp(s.p, "unknown", 7) == 0) || (comma > 0 && s.p[0] == '_'))
		first->n = 0;
	return true;
}

const char *
lvalue_shown(struct sv s, char *text)
{
	static const char digit[] = "0123456789abcdef";
	size_t max = LVALUE_SHOWN - 12;
	char *at = text;

	*at++ = '\'';
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((size_t)(at - text) >= max) {
			memcpy(at, "...", 3);
			at += 3;
			break;
		}
		if (c >= 0x20 && c < 0x7f) {
			*at++ = (char)c;
		} else {
			*at++ = '\\';
			*at++ = 'x';
			*at++ = digit[c >> 4];
			*at++ = digit[c & 15];
		}
	}
	*at++ = '\'';
	*at = '\0';
	return text;
}
