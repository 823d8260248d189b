/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lbag_write - the record of a bag as a line of NDJSON
 *
 * Keys come with what stands around them; plain values are copied while they are looked over.
 * Bytes are the same as from json/jwrite.h.
 */
#include "json/jscan.h"
#include "json/jwrite.h"
#include "log/lbag.h"

#include <string.h>

enum { AROUND = 64 };	/* bytes for a time, quotes, and what a copy by eights goes beyond */

/* @s at @to in quotes: behind them; NULL when it is not all plain ASCII. */
static char *
put_plain(char *to, struct sv s)
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
put_value(struct lbag *b, const struct val *v, char *to)
{
	bool raw = v->kind == VAL_NUMBER && (v->flags & VAL_DOUBLE) == 0;

	if (raw || (v->kind == VAL_STRING && (v->flags & VAL_ESC) != 0)) {
		if (!raw)
			*to++ = '"';
		memcpy(to, v->text.p, v->text.n);
		to += v->text.n;
		if (!raw)
			*to++ = '"';
		return to;
	}
	if (v->kind == VAL_STRING)
		return put_plain(to, v->text);
	if (v->kind != VAL_TIME)
		return NULL;
	*to++ = '"';
	to += lwrite_time(&b->stamp, v->at_us, to);
	*to++ = '"';
	return to;
}

static void
put_member(struct lbag *b, const struct lbag_field *f, const struct val *v, struct buf *o)
{
	size_t need = f->head.n + v->text.n + AROUND;
	struct jwrite w;
	char *to, *end;

	if (o->cap - o->n < need && !buf_room(o, need))
		return;
	to = o->p + o->n;
	memcpy(to, f->head.p, f->head.n);
	to += f->head.n;
	end = put_value(b, v, to);
	o->n = (size_t)((end != NULL ? end : to) - o->p);
	if (end != NULL)
		return;
	jwrite_init(&w, o);
	jwrite_val(&w, v);
}

void
lbag_write(void *bag, struct buf *o)
{
	struct lbag *b = bag;
	size_t begun = o->n;

	for (size_t i = 0; i < b->nmember; i++) {
		size_t k = b->order[i];

		put_member(b, b->of[k], &b->member[k].val, o);
	}
	if (o->n > begun)
		o->p[begun] = '{';	/* the comma of the first */
	else
		buf_c(o, '{');
	buf_sv(o, SV("}\n"));
}
