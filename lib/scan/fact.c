/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/fact.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/varint.h"
#include "json/jwrite.h"

#include <string.h>

enum {
	SHORT_MAX = 63,		/* bytes of a string behind its tag */
	DICT_MIN = 3,		/* bytes of a text that is worth looking up */
	DICT_MAX = 255,
	SHAPE_MAX = 4096,	/* bytes of a shape */
	PIECES_MAX = 1024,
	NUMBERS_MAX = 4,	/* in a text that is a pattern */
	DIGITS_MAX = 15,	/* of one of them */
	UINT_DIGITS_MAX = 18
};

void
fact_writer_init(struct fact_writer *w, struct scan_dict *dict)
{
	*w = (struct fact_writer){ .dict = dict };
	buf_init(&w->b, SIZE_MAX);
	buf_init(&w->tmp, SIZE_MAX);
}

void
fact_writer_begin(struct fact_writer *w, int64_t at_us, struct sv key)
{
	buf_clear(&w->b);
	w->at_us = at_us;
	w->key = key;
}

void
fact_writer_free(struct fact_writer *w)
{
	buf_free(&w->b);
	buf_free(&w->tmp);
}

static void
put_tag(struct fact_writer *w, unsigned tag)
{
	buf_c(&w->b, (char)tag);
}

static void
put_varint(struct fact_writer *w, uint64_t v)
{
	if (buf_room(&w->b, VARINT_MAX))
		w->b.n += varint_put(w->b.p + w->b.n, v);
}

/* A tag, a length and as many bytes. */
static void
put_bytes(struct fact_writer *w, enum fact_tag tag, struct sv s)
{
	put_tag(w, tag);
	put_varint(w, s.n);
	buf_sv(&w->b, s);
}

static void
put_u64(struct fact_writer *w, uint64_t u)
{
	char p[8];
	size_t n = 0;

	if (u < FACT_SHORT - FACT_SMALL) {
		put_tag(w, FACT_SMALL + (unsigned)u);
		return;
	}
	for (; u != 0; u >>= 8)
		p[n++] = (char)u;
	put_tag(w, FACT_BYTES + (unsigned)n - 1);
	buf_add(&w->b, p, n);
}

void
fact_put_i64(struct fact_writer *w, int64_t i)
{
	if (i >= 0) {
		put_u64(w, (uint64_t)i);
		return;
	}
	put_tag(w, FACT_NEGATIVE);
	put_varint(w, (uint64_t)(-(i + 1)));
}

/* The text is that of an integer of few digits, so that these say it all. */
static bool
is_uint(struct sv s, uint64_t *u)
{
	uint32_t small;

	if (s.n == 0 || s.n > UINT_DIGITS_MAX || !num_is_digit((unsigned char)s.p[0]) ||
	    (s.p[0] == '0' && s.n > 1))
		return false;
	if (num_small(s, &small)) {
		*u = small;
		return true;
	}
	*u = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!num_is_digit((unsigned char)s.p[i]))
			return false;
		*u = *u * 10 + (uint64_t)(s.p[i] - '0');
	}
	return true;
}

/* ---- strings ---- */

static void
put_known(struct fact_writer *w, uint32_t id)
{
	if (id < FACT_TEXT_2 - FACT_TEXT) {
		put_tag(w, FACT_TEXT + id);
		return;
	}
	id -= FACT_TEXT_2 - FACT_TEXT;
	put_tag(w, FACT_TEXT_2 + (id >> 8));
	put_tag(w, id & 0xff);
}

static bool
put_time(struct fact_writer *w, struct sv s)
{
	unsigned decimals = s.n == 20 ? 0 : s.n == 24 ? 3 : 6;
	char text[RFC3339_MAX];

	if ((s.n != 20 && s.n != 24 && s.n != 27) || s.p[10] != 'T' || s.p[s.n - 1] != 'Z' ||
	    fact_clock_text(&w->clock, w->at_us, decimals, text) != s.n ||
	    memcmp(text, s.p, s.n) != 0)
		return false;
	put_tag(w, FACT_TIME_0 + decimals / 3);
	return true;
}

/* A run of digits at @p that a number says in full: its length; 0 when there is none. */
static size_t
number_at(const char *p, const char *end, uint64_t *u)
{
	size_t n = 0;

	for (*u = 0; p + n < end && num_is_digit((unsigned char)p[n]); n++)
		if (n < DIGITS_MAX)
			*u = *u * 10 + (uint64_t)(p[n] - '0');
	return n > DIGITS_MAX || (n > 1 && *p == '0') ? 0 : n;
}

/* A text whose numbers alone are new: /products/8783/reviews, 86.81.69.20, u17. */
static bool
put_pattern(struct fact_writer *w, struct sv s)
{
	char pattern[DICT_MAX], number[NUMBERS_MAX * VARINT_MAX];
	size_t n = 0, nnumber = 0, count = 0;
	uint32_t id;

	for (size_t i = 0; i < s.n;) {
		uint64_t u;
		size_t len;

		if (!num_is_digit((unsigned char)s.p[i])) {
			pattern[n++] = s.p[i++];
			continue;
		}
		len = number_at(s.p + i, s.p + s.n, &u);
		if (len == 0 || count++ == NUMBERS_MAX)
			return false;
		pattern[n++] = FACT_PATTERN_MARK;
		nnumber += varint_put(number + nnumber, u);
		i += len;
	}
	if (count == 0 || nnumber + 2 > s.n)
		return false;
	id = scan_dict_put(w->dict, (struct sv){ pattern, n });
	if (id == SCAN_DICT_NONE)
		return false;
	put_tag(w, FACT_PATTERN);
	put_varint(w, id);
	buf_add(&w->b, number, nnumber);
	return true;
}

/* A text that needs no escapes, or that goes where its escapes are known. */
static void
put_clean(struct fact_writer *w, struct sv s)
{
	if (s.n == w->key.n && s.n > 0 && memcmp(s.p, w->key.p, s.n) == 0) {
		put_tag(w, FACT_KEY);
		return;
	}
	if (put_time(w, s))
		return;
	if (w->dict != NULL && s.n >= DICT_MIN && s.n <= DICT_MAX) {
		uint32_t id = scan_dict_put(w->dict, s);

		if (id != SCAN_DICT_NONE) {
			put_known(w, id);
			return;
		}
		if (put_pattern(w, s))
			return;
	}
	if (s.n > SHORT_MAX) {
		put_bytes(w, FACT_LONG, s);
		return;
	}
	put_tag(w, FACT_SHORT + (unsigned)s.n);
	buf_sv(&w->b, s);
}

static bool
is_clean(struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c > 0x7f || c == '"' || c == '\\')
			return false;
	}
	return true;
}

void
fact_put_text(struct fact_writer *w, struct sv s)
{
	struct jwrite jw;

	if (is_clean(s)) {
		put_clean(w, s);
		return;
	}
	buf_clear(&w->tmp);
	jwrite_init(&jw, &w->tmp);
	jwrite_str(&jw, s);
	s = (struct sv){ w->tmp.p + 1, w->tmp.n - 2 };	/* without quotes */
	if (sv_find(s, '\\') < s.n)
		put_bytes(w, FACT_ESC, s);
	else
		put_clean(w, s);
}

/* ---- objects ---- */

/* A member's value, or what is between its quotes. */
static void
put_piece(struct fact_writer *w, struct sv s)
{
	uint64_t u;

	if (is_uint(s, &u))
		put_u64(w, u);
	else
		put_clean(w, s);
}

/* The shape of an object into w->tmp: what stands between the pieces. */
static bool
make_shape(struct fact_writer *w, struct sv text, const struct jread_member *member, size_t n)
{
	const char *at = text.p, *end = text.p + text.n;
	size_t head;
	char *p;

	buf_clear(&w->tmp);
	if (n > PIECES_MAX || !buf_room(&w->tmp, (n + 2) * VARINT_MAX + text.n + SCAN_DICT_PAD))
		return false;
	p = w->tmp.p + varint_put(w->tmp.p, n);
	for (size_t i = 0; i <= n; i++) {
		const char *to = i < n ? member[i].val.text.p : end;

		p += varint_put(p, (size_t)(to - at));
		at = i < n ? to + member[i].val.text.n : to;
	}
	head = (size_t)(p - w->tmp.p);
	at = text.p;
	for (size_t i = 0; i <= n; i++) {
		const char *to = i < n ? member[i].val.text.p : end;
		size_t len = (size_t)(to - at);

		memcpy(p, at, SCAN_DICT_PAD);
		if (len > SCAN_DICT_PAD)
			memcpy(p, at, len);
		p += len;
		at = i < n ? to + member[i].val.text.n : to;
	}
	w->tmp.n = (size_t)(p - w->tmp.p);
	return w->tmp.n - head <= SHAPE_MAX;
}

void
fact_put_object(struct fact_writer *w, struct sv text, const struct jread_member *member,
    size_t n)
{
	uint32_t shape = SCAN_DICT_NONE;

	if (w->dict != NULL && make_shape(w, text, member, n))
		shape = scan_dict_put(w->dict, buf_view(&w->tmp));
	if (shape == SCAN_DICT_NONE) {
		put_bytes(w, FACT_RAW, text);
		return;
	}
	put_tag(w, FACT_SHAPE);
	put_varint(w, shape);
	for (size_t i = 0; i < n; i++)
		put_piece(w, member[i].val.text);
}

/* ---- any value ---- */

static void
put_number(struct fact_writer *w, const struct val *v)
{
	char text[NUM_TEXT_MAX];
	struct sv s = v->text;
	uint64_t u;

	if ((v->flags & VAL_DOUBLE) != 0)
		s = (struct sv){ text, num_text(v->num, text) };
	if (s.n == 0)
		put_tag(w, FACT_NULL);	/* no number is one that is infinite */
	else if (is_uint(s, &u))
		put_u64(w, u);
	else if (s.p[0] == '-' && is_uint((struct sv){ s.p + 1, s.n - 1 }, &u) && u > 0)
		fact_put_i64(w, -(int64_t)u);
	else
		put_bytes(w, FACT_NUMBER, s);
}

void
fact_put_val(struct fact_writer *w, const struct val *v)
{
	char text[RFC3339_MAX];

	switch ((enum val_kind)v->kind) {
	case VAL_NONE:
	case VAL_NULL:
		put_tag(w, FACT_NULL);
		break;
	case VAL_FALSE:
	case VAL_TRUE:
		put_tag(w, v->kind == VAL_TRUE ? FACT_TRUE : FACT_FALSE);
		break;
	case VAL_NUMBER:
		put_number(w, v);
		break;
	case VAL_STRING:
		if ((v->flags & VAL_ESC) != 0)
			put_bytes(w, FACT_ESC, v->text);
		else
			fact_put_text(w, v->text);
		break;
	case VAL_TIME:
		put_clean(w, (struct sv){ text, rfc3339_text(v->at_us, 0, text) });
		break;
	case VAL_OBJECT:
	case VAL_ARRAY:
		put_bytes(w, FACT_RAW, v->text);
		break;
	}
}
