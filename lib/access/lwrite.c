/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lwrite - see lwrite.h
 */
#include "access/lwrite.h"

#include "base/rfc3339.h"
#include "json/jwrite.h"

#include <string.h>

enum {
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

/* A time as lput_time puts it, of which the CLF text @clf has the seconds. */
static inline size_t
put_clf(struct lput *c, int64_t at_us, const char *clf, char *to)
{
	uint64_t in = (uint64_t)at_us - (uint64_t)c->at_us;

	if (!c->set || in >= LPUT_MINUTE_US)
		return lput_time(c, at_us, to);
	memcpy(to, c->text, sizeof(c->text));
	memcpy(to + sizeof(c->text), clf + CLF_SECONDS, 2);
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
	to += clf ? put_clf(&w->clock, v->at_us, v->text.p, to) :
	    lput_time(&w->clock, v->at_us, to);
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
