/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line/lput.h"

#include "base/rfc3339.h"
#include "json/jscan.h"
#include "json/jwrite.h"

#include <string.h>

enum { PLAIN_TIME = 20 };	/* yyyy-mm-ddThh:mm:ssZ */

static size_t
new_minute(struct lput *c, int64_t at_us, char *to)
{
	size_t n = rfc3339_text(at_us, 0, to);

	if (to[0] >= '0' && to[0] <= '9') {	/* a year of four digits */
		int64_t in_sec = at_us % RFC3339_SEC_US;

		memcpy(c->text, to, sizeof(c->text));
		c->at_us = at_us - ((to[17] - '0') * 10 + (to[18] - '0')) * RFC3339_SEC_US -
		    (in_sec < 0 ? in_sec + RFC3339_SEC_US : in_sec);
		c->set = true;
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
lput_time(struct lput *c, int64_t at_us, char *to)
{
	uint64_t in = (uint64_t)at_us - (uint64_t)c->at_us;
	char *at = to + PLAIN_TIME - 1;
	unsigned sec, us;

	if (!c->set || in >= LPUT_MINUTE_US)
		return new_minute(c, at_us, to);
	sec = (unsigned)in / 1000000;
	us = (unsigned)in % 1000000;
	memcpy(to, c->text, sizeof(c->text));
	to[17] = (char)('0' + sec / 10);
	to[18] = (char)('0' + sec % 10);
	if (us != 0)
		at = put_fraction(at, us);
	*at++ = 'Z';
	return (size_t)(at - to);
}

/* @s at @to in quotes: behind them; NULL when it is not all plain ASCII. */
static char *
put_ascii(char *to, struct sv s)
{
	size_t i = 0;

	*to++ = '"';
	for (; s.n - i >= 8; i += 8) {
		uint64_t w = word_load(s.p + i);

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
put_value(struct lput *c, const struct val *v, char *to)
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
	to += 1 + lput_time(c, v->at_us, to + 1);
	*to = '"';
	return to + 1;
}

void
lput_member(struct lput *c, const struct jread_member *m, struct buf *o)
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
	end = put_value(c, &m->val, to);
	o->n = (size_t)((end != NULL ? end : to) - o->p);
	if (end != NULL)
		return;
	jwrite_init(&j, o);
	jwrite_val(&j, &m->val);
}
