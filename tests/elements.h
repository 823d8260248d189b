/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * elements - what `-f json` makes of a text, beside jansson
 *
 * elements_read gives the text to decoders in blocks, cut anywhere, and prints each record
 * as LINE:POS TEXT and each reject as "! LINE:COLUMN CODE MESSAGE RAW".  With two decoders,
 * each takes every other block, as threads do.  elements_check holds the borders of a
 * text against those that jansson finds.
 */
#ifndef CX_TESTS_ELEMENTS_H
#define CX_TESTS_ELEMENTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rng.h"
#include "json/jcut.h"
#include "log/log.h"
#include "neutral.h"

#include <jansson.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ELEMENTS_DECODERS = 2 };

struct elements {
	struct arena         arena;
	struct proj          proj;
	const struct source *source;
	struct decoder      *d[ELEMENTS_DECODERS];
	struct source_tail   tail;	/* of the block before */
	struct buf           out;
	struct buf           line;	/* texts of the records, each with a newline */
	size_t               records;
	size_t               rejects;
	size_t               deep;	/* rejects for their depth alone */
};

static inline void
elements_init(struct elements *x, size_t max_line)
{
	struct source_cfg cfg = { .format = SV("json"), .max_line = max_line };
	size_t slot;

	memset(x, 0, sizeof(*x));
	arena_init(&x->arena);
	proj_init(&x->proj, &x->arena);
	if (proj_add(&x->proj, SV("a"), &slot, NULL) != RC_OK ||
	    log_open(&x->source, &cfg, &x->proj, &x->arena, NULL) != RC_OK)
		abort();
	for (int i = 0; i < ELEMENTS_DECODERS; i++)
		x->d[i] = x->source->ops->decoder_new(x->source);
	buf_init(&x->tail.text, SIZE_MAX);
	buf_init(&x->out, SIZE_MAX);
	buf_init(&x->line, SIZE_MAX);
}

static inline void
elements_free(struct elements *x)
{
	for (int i = 0; i < ELEMENTS_DECODERS; i++)
		x->source->ops->decoder_free(x->d[i]);
	buf_free(&x->tail.text);
	buf_free(&x->out);
	buf_free(&x->line);
	arena_free(&x->arena);
}

static inline void
elements_block(struct elements *x, struct decoder *d, const struct block *b, uint64_t *base)
{
	const struct source_ops *ops = x->source->ops;
	struct record r = { 0 };
	struct reject rej;
	enum rc rc;

	ops->begin(d, b);
	while ((rc = ops->next(d, &r, &rej)) != RC_END) {
		if (rc == RC_OK) {
			x->records++;
			buf_printf(&x->out, "%" PRIu64 ":%" PRIu64 " ", *base + r.line_no, r.pos);
			buf_sv(&x->out, r.line);
			buf_c(&x->out, '\n');
			buf_sv(&x->line, r.line);
			buf_c(&x->line, '\n');
			continue;
		}
		x->rejects++;
		x->deep += strncmp(rej.msg, "nesting", 7) == 0;
		buf_printf(&x->out, "! %" PRIu64 ":%" PRIu64 " %s %s: ", *base + rej.line_no,
		    rej.col, rej.code, rej.msg);
		buf_sv(&x->out, rej.raw);
		buf_c(&x->out, '\n');
	}
	*base += ops->lines(d);
}

static inline bool
elements_border(struct sv s, size_t at)
{
	const char *p;

	if (at < 2 || at >= s.n)
		return false;
	p = s.p + at;
	return (*p == '{' || *p == JCUT_RS) && p[-1] == '\n' &&
	    (p[-2] == '}' || (at > 2 && p[-2] == '\r' && p[-3] == '}'));
}

/* @cut bounds the bytes of a block; 0: all is one block. */
static inline void
elements_read(struct elements *x, struct sv s, size_t cut, struct rng *r)
{
	bool two = cut != 0 && rng_below(r, 2) == 0, border = false;
	uint64_t base = 0;
	size_t at = 0, turn = 0;

	buf_clear(&x->out);
	buf_clear(&x->line);
	x->records = x->rejects = x->deep = 0;
	do {
		size_t n = cut != 0 ? (size_t)rng_below(r, cut + 1) : s.n;
		struct block b = { .off = at };
		struct decoder *d = x->d[two ? turn++ % ELEMENTS_DECODERS : 0];

		b.n = n < s.n - at ? n : s.n - at;
		b.p = calloc(b.n + IN_PAD, 1);
		if (b.n > 0)
			memcpy(b.p, s.p + at, b.n);
		b.flags = (at == 0 && turn < 2 ? BLOCK_FIRST : 0U) | (border ? BLOCK_BORDER : 0U);
		at += b.n;
		border = two && elements_border(s, at);
		b.flags |= (at == s.n ? BLOCK_LAST : 0U) | (border ? BLOCK_BEFORE : 0U);
		if (two)
			x->source->ops->join(d, (b.flags & (BLOCK_FIRST | BLOCK_BORDER)) != 0 ?
			    NULL : &x->tail);
		elements_block(x, d, &b, &base);
		if (two)
			x->source->ops->leave(d, &x->tail);
		free(b.p);
	} while (at < s.n);
}

/* jansson's value at @p, and how long it is; NULL when there is none. */
static inline json_t *
elements_value(const char *p, size_t n, size_t *len)
{
	json_error_t e;
	json_t *v = json_loadb(p, n, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL |
	    JSON_DECODE_INT_AS_REAL, &e);

	*len = v != NULL ? (size_t)e.position : 0;
	return v;
}

/* The next record is @want. */
static inline bool
elements_same(struct sv *left, const json_t *want)
{
	size_t n = sv_find(*left, '\n'), len;
	json_t *got = n < left->n ? elements_value(left->p, n, &len) : NULL;
	bool same = got != NULL && json_equal(got, want);

	json_decref(got);
	if (n < left->n)
		*left = (struct sv){ left->p + n + 1, left->n - n - 1 };
	return same;
}

/*
 * Whether the records and rejects of the text, read by elements_read, are what jansson
 * finds in it: each object a record, each other element of an array a reject; and where
 * it finds a fault, there is a reject.  The text is one of neutral.h.
 */
static inline bool
elements_check(const struct elements *x, struct sv s)
{
	struct sv left = buf_view(&x->line);
	size_t at = 0, others = 0, objects = 0, len;

	if (x->deep > 0)
		return true;
	for (;; at += len) {
		json_t *v;
		bool ok = true;

		while (at < s.n && memchr(" \t\r\n\x1e", s.p[at], 5) != NULL)
			at++;
		if (at == s.n)
			break;
		v = s.p[at] == '{' || s.p[at] == '[' ?
		    elements_value(s.p + at, s.n - at, &len) : NULL;
		if (v == NULL)
			return x->rejects > 0;
		if (json_is_object(v)) {
			objects++;
			ok = elements_same(&left, v);
		}
		for (size_t i = 0; ok && json_is_array(v) && i < json_array_size(v); i++) {
			const json_t *element = json_array_get(v, i);

			objects += json_is_object(element);
			others += !json_is_object(element);
			ok = !json_is_object(element) || elements_same(&left, element);
		}
		json_decref(v);
		if (!ok)
			return false;
	}
	return objects == x->records && others == x->rejects;
}

#endif
