/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_order - min(x), max(x), largest(x, k), first(x), last(x)
 *
 * Numbers keep every digit of a decimal below 1e18 (see agg_num_cmp).  first and
 * last are the least and greatest by (time, bytes of the value as JSON); null
 * values and records without a time do not take part.
 *
 * Memory class: 80 bytes a state; largest 48 bytes a number kept, first and last
 * twice the longest value seen, at most 2 AGG_TEXT_MAX and what escapes add.
 */
#include "metric/agg.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct extreme {
	struct xsum_num best;
	uint64_t        bad;
	bool            any;
};

static void
extreme_offer(struct extreme *x, const struct xsum_num *v, int sign)
{
	if (!x->any || sign * agg_num_cmp(v, &x->best) > 0)
		x->best = *v;
	x->any = true;
}

static enum rc
extreme_step(struct extreme *x, const struct fold_in *in, int sign)
{
	struct xsum_num v;

	if (agg_number(&in->arg[0], &v, &x->bad))
		extreme_offer(x, &v, sign);
	return RC_OK;
}

static enum rc
extreme_merge(struct extreme *d, const struct extreme *s, int sign)
{
	if (s->any)
		extreme_offer(d, &s->best, sign);
	d->bad += s->bad;
	return RC_OK;
}

static void
extreme_emit(const void *st, const struct fold_cfg *cfg, const struct fold_out *out,
    const struct fold_span *span, struct jwrite *w)
{
	const struct extreme *x = st;

	(void)cfg;
	(void)span;
	agg_key(w, out, "");
	if (x->any)
		agg_num_write(w, &x->best);
	else
		jwrite_null(w);
	agg_some(w, out, "_bad", x->bad);
}

static enum rc
min_step(void *st, const struct fold_cfg *cfg, const struct fold_in *in, struct err *e)
{
	(void)cfg;
	(void)e;
	return extreme_step(st, in, -1);
}

static enum rc
min_merge(void *dst, const void *src, const struct fold_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return extreme_merge(dst, src, -1);
}

const struct fold_type agg_min = {
	.name = "min",
	.args = "x",
	.summary = "least number",
	.version = 1,
	.size = sizeof(struct extreme),
	.init = agg_init_none,
	.step = min_step,
	.merge = min_merge,
	.emit = extreme_emit
};

static enum rc
max_step(void *st, const struct fold_cfg *cfg, const struct fold_in *in, struct err *e)
{
	(void)cfg;
	(void)e;
	return extreme_step(st, in, 1);
}

static enum rc
max_merge(void *dst, const void *src, const struct fold_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return extreme_merge(dst, src, 1);
}

const struct fold_type agg_max = {
	.name = "max",
	.args = "x",
	.summary = "greatest number",
	.version = 1,
	.size = sizeof(struct extreme),
	.init = agg_init_none,
	.step = max_step,
	.merge = max_merge,
	.emit = extreme_emit
};

struct largest {
	struct xsum_num *heap;	/* the least of those kept on top */
	size_t           n;
	size_t           cap;
	uint64_t         bad;
};

static enum rc
largest_init(void *st, const struct fold_cfg *cfg, struct err *e)
{
	(void)st;
	if (cfg->k == 0 || cfg->k > AGG_K_MAX)
		return rc_err(e, RC_RANGE, "largest: k must be from 1 to %d", AGG_K_MAX);
	return RC_OK;
}

static void
largest_swap(struct largest *l, size_t i, size_t j)
{
	struct xsum_num t = l->heap[i];

	l->heap[i] = l->heap[j];
	l->heap[j] = t;
}

static void
largest_up(struct largest *l, size_t i)
{
	while (i != 0 && agg_num_cmp(&l->heap[i], &l->heap[(i - 1) / 2]) < 0) {
		largest_swap(l, i, (i - 1) / 2);
		i = (i - 1) / 2;
	}
}

static void
largest_down(struct largest *l)
{
	size_t i = 0, least;

	for (;;) {
		least = i;
		for (size_t c = 2 * i + 1; c <= 2 * i + 2 && c < l->n; c++)
			if (agg_num_cmp(&l->heap[c], &l->heap[least]) < 0)
				least = c;
		if (least == i)
			return;
		largest_swap(l, i, least);
		i = least;
	}
}

static void
largest_offer(struct largest *l, const struct xsum_num *x, uint64_t k)
{
	if (l->n < k) {
		if (l->n == l->cap) {
			l->cap = l->cap != 0 ? 2 * l->cap : 8;
			l->heap = mem_array(l->heap, l->cap, sizeof(*l->heap));
		}
		l->heap[l->n++] = *x;
		largest_up(l, l->n - 1);
	} else if (agg_num_cmp(x, &l->heap[0]) > 0) {
		l->heap[0] = *x;
		largest_down(l);
	}
}

static enum rc
largest_step(void *st, const struct fold_cfg *cfg, const struct fold_in *in, struct err *e)
{
	struct largest *l = st;
	struct xsum_num x;

	(void)e;
	if (agg_number(&in->arg[0], &x, &l->bad))
		largest_offer(l, &x, cfg->k);
	return RC_OK;
}

static enum rc
largest_merge(void *dst, const void *src, const struct fold_cfg *cfg, struct err *e)
{
	struct largest *d = dst;
	const struct largest *s = src;

	(void)e;
	for (size_t i = 0; i < s->n; i++)
		largest_offer(d, &s->heap[i], cfg->k);
	d->bad += s->bad;
	return RC_OK;
}

static int
largest_order(const void *a, const void *b)
{
	return agg_num_cmp(b, a);
}

static void
largest_emit(const void *st, const struct fold_cfg *cfg, const struct fold_out *out,
    const struct fold_span *span, struct jwrite *w)
{
	const struct largest *l = st;
	struct xsum_num *v = mem_array(NULL, l->n + 1, sizeof(*v));

	(void)cfg;
	(void)span;
	if (l->n != 0) {
		memcpy(v, l->heap, l->n * sizeof(*v));
		qsort(v, l->n, sizeof(*v), largest_order);
	}
	agg_key(w, out, "");
	jwrite_open(w, '[');
	for (size_t i = 0; i < l->n; i++)
		agg_num_write(w, &v[i]);
	jwrite_shut(w, ']');
	agg_some(w, out, "_bad", l->bad);
	mem_free(v);
}

static void
largest_free(void *st)
{
	struct largest *l = st;

	mem_free(l->heap);
	memset(l, 0, sizeof(*l));
}

const struct fold_type agg_largest = {
	.name = "largest",
	.args = "xk",
	.summary = "the k largest numbers",
	.version = 1,
	.size = sizeof(struct largest),
	.init = largest_init,
	.step = largest_step,
	.merge = largest_merge,
	.emit = largest_emit,
	.free = largest_free
};

struct pick {
	struct buf b;		/* the value as JSON, then for a moment a candidate */
	int64_t    at_us;
	uint64_t   bad;
	bool       any;
};

static enum rc
pick_init(void *st, const struct fold_cfg *cfg, struct err *e)
{
	struct pick *p = st;

	(void)cfg;
	(void)e;
	buf_init(&p->b, SIZE_MAX);
	return RC_OK;
}

/* Whether a value at @at_us can win: only then is it worth its text. */
static bool
pick_open(const struct pick *p, int64_t at_us, int sign)
{
	return !p->any || at_us == p->at_us || (at_us > p->at_us) == (sign > 0);
}

/* The bytes behind @old are a candidate of time @at_us: keep them or what was before. */
static void
pick_settle(struct pick *p, size_t old, int64_t at_us, int sign)
{
	struct sv was = { p->b.p, old };
	struct sv is = { p->b.p + old, p->b.n - old };

	if (p->any && at_us == p->at_us && sign * sv_cmp(is, was) <= 0) {
		p->b.n = old;
		return;
	}
	memmove(p->b.p, is.p, is.n);
	p->b.n = is.n;
	p->at_us = at_us;
	p->any = true;
}

static enum rc
pick_step(struct pick *p, const struct fold_in *in, int sign)
{
	const struct val *v = &in->arg[0];
	size_t old = p->b.n;
	struct jwrite w;

	if (!in->timed || val_null(v))
		return RC_OK;
	if (agg_too_long(v)) {
		p->bad++;
		return RC_OK;
	}
	if (pick_open(p, in->at_us, sign)) {
		jwrite_init(&w, &p->b);
		jwrite_val(&w, v);
		pick_settle(p, old, in->at_us, sign);
	}
	return RC_OK;
}

static enum rc
pick_merge(struct pick *d, const struct pick *s, int sign)
{
	size_t old = d->b.n;

	if (s->any && pick_open(d, s->at_us, sign)) {
		buf_sv(&d->b, buf_view(&s->b));
		pick_settle(d, old, s->at_us, sign);
	}
	d->bad += s->bad;
	return RC_OK;
}

static void
pick_emit(const void *st, const struct fold_cfg *cfg, const struct fold_out *out,
    const struct fold_span *span, struct jwrite *w)
{
	const struct pick *p = st;

	(void)cfg;
	(void)span;
	agg_key(w, out, "");
	if (p->any)
		jwrite_raw(w, buf_view(&p->b));
	else
		jwrite_null(w);
	agg_some(w, out, "_bad", p->bad);
}

static void
pick_free(void *st)
{
	struct pick *p = st;

	buf_free(&p->b);
}

static enum rc
first_step(void *st, const struct fold_cfg *cfg, const struct fold_in *in, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_step(st, in, -1);
}

static enum rc
first_merge(void *dst, const void *src, const struct fold_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_merge(dst, src, -1);
}

const struct fold_type agg_first = {
	.name = "first",
	.args = "x",
	.summary = "value of the earliest record that has one",
	.flags = FOLD_TIMED,
	.version = 1,
	.size = sizeof(struct pick),
	.init = pick_init,
	.step = first_step,
	.merge = first_merge,
	.emit = pick_emit,
	.free = pick_free
};

static enum rc
last_step(void *st, const struct fold_cfg *cfg, const struct fold_in *in, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_step(st, in, 1);
}

static enum rc
last_merge(void *dst, const void *src, const struct fold_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_merge(dst, src, 1);
}

const struct fold_type agg_last = {
	.name = "last",
	.args = "x",
	.summary = "value of the latest record that has one",
	.flags = FOLD_TIMED,
	.version = 1,
	.size = sizeof(struct pick),
	.init = pick_init,
	.step = last_step,
	.merge = last_merge,
	.emit = pick_emit,
	.free = pick_free
};
