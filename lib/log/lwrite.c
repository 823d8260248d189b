/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lwrite - see lwrite.h
 */
#include "log/lwrite.h"

#include "base/rfc3339.h"
#include "json/jscan.h"
#include "json/jwrite.h"

#include <string.h>

enum {
	MINUTE_US = 60000000,
	PLAIN_TIME = 20,	/* yyyy-mm-ddThh:mm:ssZ */
	CLF_SECONDS = 18	/* where they stand in a CLF time */
};

void
lwrite_init(struct lwrite *w, const struct lformat *f)
{
	memset(w, 0, sizeof(*w));
	for (size_t i = 0; i < f->nout; i++) {
		w->fixed += f->out[i].head.n + RFC3339_MAX + LSCAN_NUMBER;
		w->long_names |= f->out[i].head_n == 0;
	}
	w->fixed += 4 * LFORMAT_COPY;
}

static size_t
new_minute(struct lwrite *w, int64_t at_us, char *to)
{
	size_t n = rfc3339_text(at_us, 0, to);

	if (to[0] >= '0' && to[0] <= '9') {	/* a year of four digits */
		int64_t in_sec = at_us % RFC3339_SEC_US;

		memcpy(w->text, to, sizeof(w->text));
		w->at_us = at_us - ((to[17] - '0') * 10 + (to[18] - '0')) * RFC3339_SEC_US -
		    (in_sec < 0 ? in_sec + RFC3339_SEC_US : in_sec);
		w->set = true;
	}
	return n;
}

/* .mmm or .mmmuuu at @to; behind it. */
static inline char *
put_fraction(char *to, unsigned us)
{
	unsigned ms = us / 1000, low = us % 1000;

	*to++ = '.';
	*to++ = (char)('0' + ms / 100);
	*to++ = (char)('0' + ms / 10 % 10);
	*to++ = (char)('0' + ms % 10);
	if (low == 0)
		return to;
	*to++ = (char)('0' + low / 100);
	*to++ = (char)('0' + low / 10 % 10);
	*to++ = (char)('0' + low % 10);
	return to;
}

__attribute__((noinline)) size_t
lwrite_time(struct lwrite *w, int64_t at_us, char *to)
{
	uint64_t in = (uint64_t)at_us - (uint64_t)w->at_us;
	char *at = to + PLAIN_TIME - 1;
	unsigned sec, us;

	if (!w->set || in >= MINUTE_US)
		return new_minute(w, at_us, to);
	sec = (unsigned)in / 1000000;
	us = (unsigned)in % 1000000;
	memcpy(to, w->text, sizeof(w->text));
	to[17] = (char)('0' + sec / 10);
	to[18] = (char)('0' + sec % 10);
	if (us != 0)
		at = put_fraction(at, us);
	*at++ = 'Z';
	return (size_t)(at - to);
}

/* Likewise of a CLF time, whose text @clf has the seconds. */
static inline size_t
put_clf(struct lwrite *w, int64_t at_us, const char *clf, char *to)
{
	uint64_t in = (uint64_t)at_us - (uint64_t)w->at_us;

	if (!w->set || in >= MINUTE_US)
		return new_minute(w, at_us, to);
	memcpy(to, w->text, sizeof(w->text));
	memcpy(to + sizeof(w->text), clf + CLF_SECONDS, 2);
	to[19] = 'Z';
	return PLAIN_TIME;
}

/* What is not plain, or has a long name. */
static __attribute__((noinline)) void
put_any(const struct lformat_out *out, const struct val *v, struct buf *o)
{
	struct jwrite w;

	buf_add(o, out->head.p, out->head.n - 1);	/* the quote comes with the value */
	jwrite_init(&w, o);
	jwrite_val(&w, v);
}

/* Bytes from 64 on. */
static inline void
copy_more(char *to, const char *p, size_t n)
{
	for (size_t i = 2 * LFORMAT_COPY; i < n; i += 2 * LFORMAT_COPY)
		memcpy(to + i, p + i, 2 * LFORMAT_COPY);
}

/*
 * The key and @n bytes at @p, plain, at @to, or nothing when @n is 0; the end.  Texts whose
 * length is not foretold are copied in larger steps: a branch that fails costs more.
 */
static inline char *
put_plain(const struct lformat_out *out, const char *p, size_t n, char *to)
{
	size_t mask = 0 - (size_t)(n != 0);
	size_t head = out->head_n & mask, all = head + n + (out->quote & mask);
	char *text = to + head;

	memcpy(to, out->head.p, LFORMAT_COPY);
	memcpy(text, p, LFORMAT_COPY);
	if (out->text || __builtin_expect(n > LFORMAT_COPY, 0)) {
		memcpy(text + LFORMAT_COPY, p + LFORMAT_COPY, LFORMAT_COPY);
		copy_more(text, p, n);
	}
	text[n] = '"';
	return to + all;
}

/* A time and its key at @to, by its text if that is CLF; the end. */
static inline char *
put_stamp(struct lwrite *w, const struct lformat_out *out, const struct val *v, bool clf, char *to)
{
	memcpy(to, out->head.p, LFORMAT_COPY);
	to += out->head_n;
	to += clf ? put_clf(w, v->at_us, v->text.p, to) : lwrite_time(w, v->at_us, to);
	*to = '"';
	return to + 1;
}

/* Members of a row of which all fields are plain, at @to; the end. */
static inline char *
put_row(struct lwrite *w, const struct lformat *f, const struct val *v, char *to)
{
	const struct lformat_out *out = f->out, *end = out + f->nout;

	for (; out < end; out++, v++) {
		if (out->rare)
			continue;
		to = out->time ? put_stamp(w, out, v, out->clf, to) :
		    put_plain(out, v->text.p, v->text.n, to);
	}
	return to;
}

/* Members of any row, likewise; NULL when there is no room. */
static char *
put_odd(struct lwrite *w, const struct lscan *s, size_t i, size_t room, struct buf *o)
{
	const struct lformat_out *out = s->f->out, *end = out + s->f->nout;
	const struct val *v = s->val + i * s->f->nval;
	char *to = o->p + o->n;

	for (; out < end; out++, v++) {
		bool plain = lscan_is_plain(s, out->op, i);

		if (v->kind == VAL_NONE)
			continue;
		if (v->kind == VAL_TIME && out->head_n != 0) {
			to = put_stamp(w, out, v, false, to);
		} else if (plain && out->head_n != 0) {
			to = put_plain(out, v->text.p, v->text.n, to);
		} else {
			o->n = (size_t)(to - o->p);
			put_any(out, v, o);
			if (o->cap - o->n < room && !buf_room(o, room))
				return NULL;
			to = o->p + o->n;
		}
	}
	return to;
}

void
lwrite_record(struct lwrite *w, const struct lscan *s, size_t i, size_t n, struct buf *o)
{
	size_t room = w->fixed + n, from = o->n;
	char *to;

	if (o->cap - o->n < room && !buf_room(o, room))
		return;
	if (s->odd[i] == 0 && !w->long_names)
		to = put_row(w, s->f, s->val + i * s->f->nval, o->p + o->n);
	else
		to = put_odd(w, s, i, room, o);
	if (to == NULL)
		return;
	if (to == o->p + from)
		to++;
	o->p[from] = '{';
	memcpy(to, "}\n", 2);
	o->n = (size_t)(to + 2 - o->p);
}

/* @s at @to in quotes: behind them; NULL when it is not all plain ASCII. */
static char *
put_ascii(char *to, struct sv s)
{
	size_t i = 0;

	*to++ = '"';
	for (; s.n - i >= 8; i += 8) {
		uint64_t w = jscan_load(s.p + i);

		memcpy(to + i, s.p + i, 8);
		if ((jscan_stops(w) | (w & JSCAN_ALL(0x80))) != 0)
			return NULL;
	}
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\')
			return NULL;
		to[i] = s.p[i];
	}
	to[i] = '"';
	return to + i + 1;
}

/* A value at @to, where there is room for it: behind it; NULL when it takes more. */
static char *
put_value(struct lwrite *w, const struct val *v, char *to)
{
	bool number = v->kind == VAL_NUMBER && (v->flags & VAL_DOUBLE) == 0;

	if (number || v->kind == VAL_OBJECT || v->kind == VAL_ARRAY) {
		memcpy(to, v->text.p, v->text.n);
		return to + v->text.n;
	}
	if (v->kind == VAL_STRING && (v->flags & VAL_ESC) == 0)
		return put_ascii(to, v->text);
	if (v->kind == VAL_STRING) {
		*to = '"';
		memcpy(to + 1, v->text.p, v->text.n);
		to[v->text.n + 1] = '"';
		return to + v->text.n + 2;
	}
	if (v->kind != VAL_TIME)
		return NULL;
	*to = '"';
	to += 1 + lwrite_time(w, v->at_us, to + 1);
	*to = '"';
	return to + 1;
}

void
lwrite_member(struct lwrite *w, const struct jread_member *m, struct buf *o)
{
	size_t text = m->val.kind == VAL_TIME ? RFC3339_MAX : m->val.text.n;
	size_t need = m->key.n + text + 16;	/* quotes, colon, comma */
	struct jwrite j;
	char *to, *end;

	if (o->cap - o->n < need && !buf_room(o, need))
		return;
	to = o->p + o->n;
	memcpy(to, ",\"", 2);
	if (m->key.n > 0)
		memcpy(to + 2, m->key.p, m->key.n);
	to += 2 + m->key.n;
	memcpy(to, "\":", 2);
	to += 2;
	end = put_value(w, &m->val, to);
	o->n = (size_t)((end != NULL ? end : to) - o->p);
	if (end != NULL)
		return;
	jwrite_init(&j, o);
	jwrite_val(&j, &m->val);
}
