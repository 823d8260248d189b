/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/fact.h"

#include "base/varint.h"

#include <string.h>

enum {
	U64_DIGITS = 20,
	ROOM = 32		/* bytes copied at once, whether they are wanted or not */
};

_Static_assert((int)ROOM <= (int)SCAN_DICT_PAD, "what is read has a pad behind it");

void
fact_read_begin(struct fact_reader *r, const struct fact_frame *f, const struct fact *x)
{
	*r = (struct fact_reader){ .f = f, .dict = f->dict[x->part], .p = x->p, .end = x->p + x->n,
		.at_us = x->at_us };
}

/* A text that has a pad behind it. */
static void
add_padded(struct buf *o, struct sv s)
{
	size_t n = s.n < ROOM ? ROOM : s.n;

	if (o->cap - o->n < n && !buf_room(o, n))
		return;
	memcpy(o->p + o->n, s.p, ROOM);
	if (s.n > ROOM)
		memcpy(o->p + o->n, s.p, s.n);
	o->n += s.n;
}

static void
add_u64(struct buf *o, uint64_t u)
{
	char text[U64_DIGITS];
	size_t n = 0;

	do
		text[U64_DIGITS - ++n] = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	buf_add(o, text + U64_DIGITS - n, n);
}

static uint64_t
take_bytes(struct fact_reader *r, size_t n)
{
	uint64_t u = 0;

	for (size_t i = 0; i < n; i++)
		u |= (uint64_t)(unsigned char)*r->p++ << (8 * i);
	return u;
}

/* n bytes behind their length. */
static struct sv
take_long(struct fact_reader *r)
{
	size_t n = (size_t)varint_get(&r->p);
	struct sv s = { r->p, n };

	r->p += n;
	return s;
}

/* The text of the dictionary that a tag names, one of 80-ff. */
static struct sv
take_known(struct fact_reader *r, unsigned tag)
{
	uint32_t id = tag - FACT_TEXT;

	if (tag >= FACT_TEXT_2)
		id = FACT_TEXT_2 - FACT_TEXT + ((tag - FACT_TEXT_2) << 8 | (unsigned char)*r->p++);
	return scan_dict_get(r->dict, id);
}

static void
add_time(const struct fact_reader *r, unsigned decimals, struct buf *o)
{
	if (buf_room(o, RFC3339_MAX))
		o->n += fact_clock_text(r->f->clock, r->at_us, decimals, o->p + o->n);
}

static void
add_pattern(struct fact_reader *r, struct buf *o)
{
	struct sv s = scan_dict_get(r->dict, (uint32_t)varint_get(&r->p));

	for (size_t n; s.n > 0; s = (struct sv){ s.p + n, s.n - n }) {
		n = sv_find(s, FACT_PATTERN_MARK);
		buf_add(o, s.p, n);
		if (n < s.n) {
			add_u64(o, varint_get(&r->p));
			n++;
		}
	}
}

/* The text of a string or a number, without quotes. */
static void
add_text(struct fact_reader *r, unsigned tag, struct buf *o)
{
	if (tag >= FACT_TEXT) {
		add_padded(o, take_known(r, tag));
	} else if (tag >= FACT_SHORT) {
		add_padded(o, (struct sv){ r->p, tag - FACT_SHORT });
		r->p += tag - FACT_SHORT;
	} else if (tag >= FACT_SMALL) {
		add_u64(o, tag - FACT_SMALL);
	} else if (tag >= FACT_BYTES) {
		add_u64(o, take_bytes(r, tag - FACT_BYTES + 1));
	} else if (tag == FACT_KEY) {
		buf_sv(o, r->f->key);
	} else if (tag == FACT_PATTERN) {
		add_pattern(r, o);
	} else if (tag >= FACT_TIME_0 && tag <= FACT_TIME_6) {
		add_time(r, 3 * (tag - FACT_TIME_0), o);
	} else if (tag == FACT_NEGATIVE) {
		buf_c(o, '-');
		add_u64(o, varint_get(&r->p) + 1);
	} else {
		buf_sv(o, take_long(r));
	}
}

static void
add_object(struct fact_reader *r, struct buf *o)
{
	struct sv shape = scan_dict_get(r->dict, (uint32_t)varint_get(&r->p));
	const char *len = shape.p, *lit;
	size_t n = (size_t)varint_get(&len);

	lit = len;
	for (size_t i = 0; i <= n; i++)
		varint_get(&lit);
	for (size_t i = 0; i <= n; i++) {
		size_t k = (size_t)varint_get(&len);

		add_padded(o, (struct sv){ lit, k });
		lit += k;
		if (i < n)
			add_text(r, (unsigned char)*r->p++, o);
	}
}

static bool
is_string(unsigned tag)
{
	return tag >= FACT_SHORT || tag == FACT_KEY || tag == FACT_ESC || tag == FACT_LONG ||
	    (tag >= FACT_TIME_0 && tag <= FACT_TIME_6) || tag == FACT_PATTERN;
}

void
fact_read_json(struct fact_reader *r, struct buf *o)
{
	unsigned tag = (unsigned char)*r->p++;

	if (tag <= FACT_TRUE) {
		buf_sv(o, tag == FACT_NULL ? SV("null") :
		    tag == FACT_TRUE ? SV("true") : SV("false"));
	} else if (tag == FACT_SHAPE) {
		add_object(r, o);
	} else if (is_string(tag)) {
		buf_c(o, '"');
		add_text(r, tag, o);
		buf_c(o, '"');
	} else {
		add_text(r, tag, o);
	}
}

static enum val_kind
kind_of(unsigned tag, const char *text)
{
	if (tag == FACT_RAW || tag == FACT_SHAPE)
		return *text == '[' ? VAL_ARRAY : VAL_OBJECT;
	return is_string(tag) ? VAL_STRING : VAL_NUMBER;
}

struct val
fact_read_val(struct fact_reader *r)
{
	unsigned tag = (unsigned char)*r->p++;
	struct val v = { .flags = tag == FACT_ESC ? VAL_ESC : 0 };
	struct buf own, *o = r->f->scratch != NULL ? r->f->scratch : &own;

	if (tag <= FACT_TRUE)
		return tag == FACT_NULL ? (struct val){ .kind = VAL_NULL } :
		    val_of_bool(tag == FACT_TRUE);
	if (tag >= FACT_TEXT) {
		v.text = take_known(r, tag);
	} else if (tag >= FACT_SHORT) {
		v.text = (struct sv){ r->p, tag - FACT_SHORT };
		r->p += tag - FACT_SHORT;
	} else if (tag == FACT_KEY) {
		v.text = r->f->key;
	} else if (tag >= FACT_NUMBER && tag <= FACT_LONG) {
		v.text = take_long(r);
	} else {
		buf_init(&own, SIZE_MAX);
		buf_clear(o);
		if (tag == FACT_SHAPE)
			add_object(r, o);
		else
			add_text(r, tag, o);
		v.text = arena_sv(r->f->tmp, buf_view(o));
		buf_free(&own);
	}
	v.kind = (uint8_t)kind_of(tag, v.text.p);
	return v;
}

void
fact_read_all(const struct fact_frame *f, const struct fact *x, struct buf *o)
{
	struct fact_reader r;

	fact_read_begin(&r, f, x);
	buf_c(o, '[');
	for (bool first = true; fact_read_more(&r); first = false) {
		if (!first)
			buf_c(o, ',');
		fact_read_json(&r, o);
	}
	buf_c(o, ']');
}
