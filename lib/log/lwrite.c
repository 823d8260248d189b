/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lwrite - see lwrite.h
 */
#include "log/lwrite.h"

#include "base/rfc3339.h"
#include "json/jwrite.h"

#include <string.h>

enum { MINUTE_US = 60000000, PLAIN_TIME = 20 };	/* yyyy-mm-ddThh:mm:ssZ */

void
lwrite_init(struct lwrite *w, const struct lformat *f)
{
	memset(w, 0, sizeof(*w));
	for (size_t i = 0; i < f->nout; i++)
		w->fixed += f->out[i].head.n + RFC3339_MAX + LSCAN_NUMBER;
	w->fixed += 4 * LFORMAT_COPY;
}

static size_t
new_minute(struct lwrite *w, int64_t at_us, char *to)
{
	size_t n = rfc3339_text(at_us, 0, to);

	if (n == PLAIN_TIME) {
		memcpy(w->text, to, sizeof(w->text));
		w->at_us = at_us - ((to[17] - '0') * 10 + (to[18] - '0')) * RFC3339_SEC_US;
		w->set = true;
	}
	return n;
}

/* The text of a time at @to, which has RFC3339_MAX bytes; its length. */
static inline size_t
put_time(struct lwrite *w, int64_t at_us, char *to)
{
	uint64_t in = (uint64_t)at_us - (uint64_t)w->at_us;
	uint32_t sec;

	if (!w->set || in >= MINUTE_US || in % 1000000 != 0)
		return new_minute(w, at_us, to);
	sec = (uint32_t)in / 1000000;
	memcpy(to, w->text, sizeof(w->text));
	to[17] = (char)('0' + sec / 10);
	to[18] = (char)('0' + sec % 10);
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

/* The plain value @v and its key at @to; the end. */
static inline char *
put_plain(const struct lformat_out *out, const struct val *v, char *to)
{
	size_t n = v->text.n, head = out->head.n - 1, quote = v->kind == VAL_STRING;
	const char *p = v->text.p;

	head += quote;
	head = v->kind != VAL_NONE ? head : 0;
	memcpy(to, out->head.p, LFORMAT_COPY);
	to += head;
	memcpy(to, p, LFORMAT_COPY);
	for (; __builtin_expect(n > LFORMAT_COPY, 0); n -= LFORMAT_COPY) {
		p += LFORMAT_COPY;
		to += LFORMAT_COPY;
		memcpy(to, p, LFORMAT_COPY);
	}
	to += n;
	*to = '"';
	return to + quote;
}

void
lwrite_record(struct lwrite *w, const struct lscan *s, size_t n, struct buf *o)
{
	const struct lformat_out *out = s->f->out, *end = out + s->f->nout;
	const struct val *v = s->val;
	const bool *plain = s->plain;
	size_t room = w->fixed + n, from = o->n;
	char *to;

	if (o->cap - o->n < room && !buf_room(o, room))
		return;
	to = o->p + o->n;
	for (; out < end; out++, v++, plain++) {
		if (*plain && out->head.n <= LFORMAT_COPY && v->kind != VAL_TIME) {
			to = put_plain(out, v, to);
		} else if (v->kind == VAL_TIME && out->head.n <= LFORMAT_COPY) {
			memcpy(to, out->head.p, LFORMAT_COPY);
			to += out->head.n;
			to += put_time(w, v->at_us, to);
			*to++ = '"';
		} else if (v->kind != VAL_NONE) {
			o->n = (size_t)(to - o->p);
			put_any(out, v, o);
			if (o->cap - o->n < room && !buf_room(o, room))
				return;
			to = o->p + o->n;
		}
	}
	if (to == o->p + from)
		to++;
	o->p[from] = '{';
	memcpy(to, "}\n", 2);
	o->n = (size_t)(to + 2 - o->p);
}
