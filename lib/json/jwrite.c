/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jwrite - JSON text into a buf: commas, escapes, numbers
 *
 * Plain text is copied in runs: eight bytes at a time are looked over for what
 * needs an escape, and a string with any byte above 0x7f is first cut into its
 * valid UTF-8 pieces.
 */
#include "json/jwrite.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "base/utf8.h"
#include "json/jscan.h"

void
jwrite_init(struct jwrite *w, struct buf *b)
{
	*w = (struct jwrite){ .b = b };
}

void
jwrite_open(struct jwrite *w, char bracket)
{
	jwrite_comma(w);
	buf_c(w->b, bracket);
	w->comma = false;
}

void
jwrite_shut(struct jwrite *w, char bracket)
{
	buf_c(w->b, bracket);
	w->comma = true;
}

static void
escape(struct buf *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char name[] = "btn\0fr";	/* of 0x08 to 0x0d */
	char text[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (c == '"' || c == '\\')
		text[1] = (char)c;
	else if (c >= '\b' && c <= '\r' && name[c - '\b'] != '\0')
		text[1] = name[c - '\b'];
	buf_add(b, text, text[1] == 'u' ? 6 : 2);
}

/* Length of the run at @p, of at most @n bytes, that needs no escape; *high gets its bytes. */
static size_t
clean(const char *p, size_t n, uint64_t *high)
{
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t w = word_load(p + i), stop = jscan_stops(w);

		*high |= w;
		if (stop != 0)
			return i + jscan_first(stop);
	}
	if (n - i >= 4) {	/* most texts are short: no loop for what is left of them */
		uint64_t w = (uint64_t)sv_load_4(p + i) | (uint64_t)sv_load_4(p + n - 4) << 32;

		*high |= w;
		if (jscan_stops(w) == 0)
			return n;
	}
	for (; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		*high |= c;
		if (c < 0x20 || c == '"' || c == '\\')
			break;
	}
	return i;
}

/* Text that is UTF-8, or that has no byte above 0x7f. */
static void
escaped(struct buf *b, struct sv s)
{
	uint64_t high = 0;

	while (s.n != 0) {
		size_t n = clean(s.p, s.n, &high);

		buf_add(b, s.p, n);
		if (n == s.n)
			return;
		escape(b, (unsigned char)s.p[n]);
		s.p += n + 1;
		s.n -= n + 1;
	}
}

/* Text of which nothing is known: bytes that are not UTF-8 become U+FFFD, one each. */
static void
mended(struct buf *b, struct sv s)
{
	for (;;) {
		size_t good = utf8_valid(s);

		escaped(b, (struct sv){ s.p, good });
		if (good == s.n)
			return;
		buf_add(b, "\xEF\xBF\xBD", 3);
		s.p += good + 1;
		s.n -= good + 1;
	}
}

static void
quoted(struct buf *b, struct sv s)
{
	uint64_t high = 0;
	size_t n = clean(s.p, s.n, &high);

	buf_c(b, '"');
	if (n == s.n && (high & JSCAN_ALL(0x80)) == 0)
		buf_sv(b, s);
	else
		mended(b, s);
	buf_c(b, '"');
}

static void
quoted_raw(struct buf *b, struct sv s)
{
	buf_c(b, '"');
	buf_sv(b, s);
	buf_c(b, '"');
}

void
jwrite_key(struct jwrite *w, struct sv key)
{
	jwrite_comma(w);
	quoted(w->b, key);
	buf_c(w->b, ':');
	w->comma = false;
}

void
jwrite_key_raw(struct jwrite *w, struct sv key)
{
	jwrite_comma(w);
	quoted_raw(w->b, key);
	buf_c(w->b, ':');
	w->comma = false;
}

void
jwrite_str(struct jwrite *w, struct sv s)
{
	jwrite_comma(w);
	quoted(w->b, s);
}

void
jwrite_str_raw(struct jwrite *w, struct sv s)
{
	jwrite_comma(w);
	quoted_raw(w->b, s);
}

enum { DIGITS_MAX = 20, SMALL = 10000, SMALL_MAX = 4 /* digits of those below */ };

/* Digits of @v, right-aligned in the first 20 bytes of @text; how many. */
static size_t
digits(uint64_t v, char text[DIGITS_MAX])
{
	size_t n = 0;

	do
		text[DIGITS_MAX - ++n] = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	return n;
}

void
jwrite_u64(struct jwrite *w, uint64_t v)
{
	char text[2 * DIGITS_MAX];
	size_t n;

	jwrite_comma(w);
	if (v < SMALL && w->b->cap - w->b->n >= SMALL_MAX) {
		w->b->n += num_put_small((uint32_t)v, w->b->p + w->b->n);
		return;
	}
	n = digits(v, text);
	if (w->b->cap - w->b->n < DIGITS_MAX) {
		buf_add(w->b, text + DIGITS_MAX - n, n);
		return;
	}
	/* So many whatever there are, what lies behind them as well: no call. */
	memset(text + DIGITS_MAX, 0, DIGITS_MAX);
	memcpy(w->b->p + w->b->n, text + DIGITS_MAX - n, DIGITS_MAX);
	w->b->n += n;
}

void
jwrite_i64(struct jwrite *w, int64_t v)
{
	char text[DIGITS_MAX + 1];
	size_t n = digits(v < 0 ? 0 - (uint64_t)v : (uint64_t)v, text + 1);

	if (v < 0)
		text[DIGITS_MAX + 1 - ++n] = '-';
	jwrite_raw(w, (struct sv){ text + DIGITS_MAX + 1 - n, n });
}

void
jwrite_double(struct jwrite *w, double d)
{
	char text[NUM_TEXT_MAX];
	size_t n;

	if (d >= 0 && d < (int)SMALL && d == (double)(uint32_t)d) {
		jwrite_u64(w, (uint64_t)d);
		return;
	}
	n = num_text(d, text);
	if (n == 0)
		jwrite_null(w);
	else
		jwrite_raw(w, (struct sv){ text, n });
}

void
jwrite_bool(struct jwrite *w, bool b)
{
	jwrite_raw(w, b ? SV("true") : SV("false"));
}

void
jwrite_null(struct jwrite *w)
{
	jwrite_raw(w, SV("null"));
}

void
jwrite_time(struct jwrite *w, int64_t at_us)
{
	char text[RFC3339_MAX];
	size_t n = rfc3339_text(at_us, 0, text);

	jwrite_str_raw(w, (struct sv){ text, n });
}

void
jwrite_base64(struct jwrite *w, struct sv s)
{
	static const char digit[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i;

	jwrite_comma(w);
	buf_c(w->b, '"');
	for (i = 0; i < s.n; i += 3) {
		size_t left = s.n - i;
		uint32_t v = (uint32_t)(unsigned char)s.p[i] << 16;
		char text[4] = "====";

		if (left > 1)
			v |= (uint32_t)(unsigned char)s.p[i + 1] << 8;
		if (left > 2)
			v |= (unsigned char)s.p[i + 2];
		text[0] = digit[v >> 18];
		text[1] = digit[v >> 12 & 63];
		if (left > 1)
			text[2] = digit[v >> 6 & 63];
		if (left > 2)
			text[3] = digit[v & 63];
		buf_add(w->b, text, 4);
	}
	buf_c(w->b, '"');
}

void
jwrite_val(struct jwrite *w, const struct val *v)
{
	switch ((enum val_kind)v->kind) {
	case VAL_NONE:
	case VAL_NULL:
		jwrite_null(w);
		break;
	case VAL_FALSE:
	case VAL_TRUE:
		jwrite_bool(w, v->kind == VAL_TRUE);
		break;
	case VAL_NUMBER:
		if ((v->flags & VAL_DOUBLE) != 0)
			jwrite_double(w, v->num);
		else
			jwrite_raw(w, v->text);
		break;
	case VAL_STRING:
		if ((v->flags & VAL_ESC) != 0)
			jwrite_str_raw(w, v->text);
		else
			jwrite_str(w, v->text);
		break;
	case VAL_TIME:
		jwrite_time(w, v->at_us);
		break;
	case VAL_OBJECT:
	case VAL_ARRAY:
		jwrite_raw(w, v->text);
		break;
	}
}

void
jwrite_put_text(struct jwrite *w, const char *key, struct sv s)
{
	jwrite_key(w, sv_of(key));
	jwrite_str(w, s);
}

void
jwrite_put_u64(struct jwrite *w, const char *key, uint64_t v)
{
	jwrite_key(w, sv_of(key));
	jwrite_u64(w, v);
}

void
jwrite_put_double(struct jwrite *w, const char *key, double d)
{
	jwrite_key(w, sv_of(key));
	jwrite_double(w, d);
}

void
jwrite_nl(struct jwrite *w)
{
	buf_c(w->b, '\n');
	w->comma = false;
}
