/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_order - min(x), max(x), largest(x, k), first(x), last(x)
 *
 * Decimals below 1e18 and whole numbers of up to 38 digits keep every digit (see
 * agg_num_cmp).  first and last are the least and greatest by (time, bytes of the
 * value as JSON); null values and records without a time do not take part.
 *
 * Memory class: 80 bytes a state; largest 48 bytes a number kept, first and last
 * twice the longest value seen, at most 2 AGG_TEXT_MAX and what escapes add.
 */
#include "metric/agg.h"

#include "base/buf.h"
#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"

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

/* Most numbers are not beyond the one at hand, which their doubles tell. */
static inline void
extreme_rows(const struct agg_rows *in, int sign)
{
	const struct agg_column *v = in->arg[0];

	for (size_t i = 0; i < in->n; i++) {
		struct extreme *x = agg_rows_state(in, i);

		if (v->is[i] == AGG_IS_BAD)
			x->bad += in->weight != NULL ? in->weight[i] : 1;
		if (v->is[i] >= AGG_IS_NUMBER && (!x->any || sign * v->num[i] >= sign * x->best.d))
			extreme_offer(x, &v->exact[i], sign);
	}
}

static enum rc
extreme_merge(struct extreme *d, const struct extreme *s, int sign)
{
	if (s->any)
		extreme_offer(d, &s->best, sign);
	d->bad += s->bad;
	return RC_OK;
}

/* {"value":12.5,"bad":1}, the value as agg_num_save; left out when there is none */
static void
extreme_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct extreme *x = st;

	(void)cfg;
	jwrite_open(w, '{');
	if (x->any) {
		jwrite_key(w, SV("value"));
		agg_num_save(w, &x->best);
	}
	agg_save_some(w, "bad", x->bad);
	jwrite_shut(w, '}');
}

static enum rc
extreme_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "value" }, { .name = "bad" } };
	struct extreme *x = st;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	x->any = rc == RC_OK && f[0].v.kind != VAL_NONE;
	if (x->any)
		rc = agg_num_load(&x->best, &f[0].v, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &x->bad, e);
	return rc;
}

static void
extreme_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
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

static void
min_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	(void)cfg;
	extreme_rows(in, -1);
}

static enum rc
min_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return extreme_merge(dst, src, -1);
}

static enum agg_use
extreme_use(const void *st)
{
	const struct extreme *s = st;

	return agg_use_of(s->any, s->bad);
}

const struct agg_type agg_min = {
	.name = "min",
	.args = "x",
	.summary = "least number",
	.method = "exact, all digits",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct extreme),
	.init = agg_init_none,
	.rows = min_rows,
	.merge = min_merge,
	.save = extreme_save,
	.load = extreme_load,
	.emit = extreme_emit,
	.use = extreme_use
};

static void
max_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	(void)cfg;
	extreme_rows(in, 1);
}

static enum rc
max_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return extreme_merge(dst, src, 1);
}

const struct agg_type agg_max = {
	.name = "max",
	.args = "x",
	.summary = "greatest number",
	.method = "exact, all digits",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct extreme),
	.init = agg_init_none,
	.rows = max_rows,
	.merge = max_merge,
	.save = extreme_save,
	.load = extreme_load,
	.emit = extreme_emit,
	.use = extreme_use
};

struct largest {
	struct xsum_num *heap;	/* the least of those kept on top */
	size_t           n;
	size_t           cap;
	uint64_t         bad;
};

static enum rc
largest_init(void *st, const struct agg_cfg *cfg, struct err *e)
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
largest_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct largest *l = st;
	struct xsum_num x;

	uint64_t n = agg_times(in);

	(void)e;
	if (!agg_number(&in->arg[0], &x, n, &l->bad))
		return RC_OK;
	for (n = n < cfg->k ? n : cfg->k; n > 0; n--)
		largest_offer(l, &x, cfg->k);
	return RC_OK;
}

static enum rc
largest_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
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

/* The numbers kept, the largest first; the caller's to free. */
static struct xsum_num *
largest_list(const struct largest *l)
{
	struct xsum_num *v = mem_array(NULL, l->n + 1, sizeof(*v));

	if (l->n != 0) {
		memcpy(v, l->heap, l->n * sizeof(*v));
		qsort(v, l->n, sizeof(*v), largest_order);
	}
	return v;
}

/* {"values":[17,12.5,12.5],"bad":1}, the largest first, as agg_num_save */
static void
largest_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct largest *l = st;
	struct xsum_num *v = largest_list(l);

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("values"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < l->n; i++)
		agg_num_save(w, &v[i]);
	jwrite_shut(w, ']');
	agg_save_some(w, "bad", l->bad);
	jwrite_shut(w, '}');
	mem_free(v);
}

struct largest_loading {
	struct largest  *l;
	uint64_t         k;
	struct xsum_num  last;
	struct err      *e;
	enum rc          rc;
};

static bool
largest_load_value(void *ctx, struct sv key, const struct val *v)
{
	struct largest_loading *to = ctx;
	struct xsum_num x;

	(void)key;
	to->rc = agg_num_load(&x, v, to->e);
	if (to->rc == RC_OK && to->l->n == to->k)
		to->rc = rc_err(to->e, RC_SYNTAX, "there are more values than asked for");
	if (to->rc == RC_OK && to->l->n != 0 && agg_num_cmp(&x, &to->last) > 0)
		to->rc = rc_err(to->e, RC_SYNTAX, "the values are not in descending order");
	if (to->rc != RC_OK)
		return false;
	to->last = x;
	largest_offer(to->l, &x, to->k);
	return true;
}

static enum rc
largest_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "values", .need = true }, { .name = "bad" } };
	struct largest *l = st;
	struct largest_loading to = { .l = l, .k = cfg->k, .e = e };

	to.rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);
	if (to.rc == RC_OK && f[0].v.kind != VAL_ARRAY)
		to.rc = rc_err(e, RC_SYNTAX, "'values' must be an array");
	if (to.rc == RC_OK)
		jread_each(&f[0].v, largest_load_value, &to);
	if (to.rc == RC_OK)
		to.rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &l->bad, e);
	return to.rc;
}

static void
largest_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct largest *l = st;
	struct xsum_num *v = largest_list(l);

	(void)cfg;
	(void)span;
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

static size_t
largest_heap(const void *st)
{
	const struct largest *l = st;

	return l->cap * sizeof(*l->heap);
}

static enum agg_use
largest_use(const void *st)
{
	const struct largest *s = st;

	return agg_use_of(s->n, s->bad);
}

const struct agg_type agg_largest = {
	.name = "largest",
	.args = "xk",
	.summary = "the k largest numbers",
	.method = "exact, all digits",
	.grows = "k numbers",
	.version = 1,
	AGG_STATE(struct largest),
	.init = largest_init,
	.step = largest_step,
	.merge = largest_merge,
	.save = largest_save,
	.load = largest_load,
	.emit = largest_emit,
	.use = largest_use,
	.heap = largest_heap,
	.free = largest_free
};

struct pick {
	struct buf b;		/* the value as JSON, then for a moment a candidate */
	int64_t    at_us;
	uint64_t   bad;
	bool       any;
};

static enum rc
pick_init(void *st, const struct agg_cfg *cfg, struct err *e)
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
pick_step(struct pick *p, const struct agg_in *in, int sign)
{
	const struct val *v = &in->arg[0];
	size_t old = p->b.n;
	struct jwrite w;

	if (!in->timed || val_null(v))
		return RC_OK;
	if (agg_too_long(v)) {
		p->bad += agg_times(in);
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

/* {"at_us":1700000000000000,"value":"x","bad":1}; without value and its time when there is none */
static void
pick_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct pick *p = st;

	(void)cfg;
	jwrite_open(w, '{');
	if (p->any) {
		jwrite_key(w, SV("at_us"));
		jwrite_i64(w, p->at_us);
		jwrite_key(w, SV("value"));
		jwrite_raw(w, buf_view(&p->b));
	}
	agg_save_some(w, "bad", p->bad);
	jwrite_shut(w, '}');
}

/* A string that was not written as JSON may have grown six times by escapes. */
static enum rc
pick_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "at_us" }, { .name = "value" }, { .name = "bad" } };
	struct pick *p = st;
	struct jwrite w;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	if (rc == RC_OK)
		rc = jfields_count(&f[2], JFIELDS_COUNT_MAX, &p->bad, e);
	if (rc == RC_OK && (f[0].v.kind == VAL_NONE) != (f[1].v.kind == VAL_NONE))
		rc = rc_err(e, RC_SYNTAX, "'at_us' and 'value' go together");
	if (rc != RC_OK || f[0].v.kind == VAL_NONE)
		return rc;
	rc = jfields_i64(&f[0], &p->at_us, e);
	if (rc == RC_OK && (f[1].v.kind == VAL_NULL || f[1].v.text.n > 6 * AGG_TEXT_MAX))
		rc = rc_err(e, RC_SYNTAX, "'value' is null or longer than %d bytes",
		    6 * AGG_TEXT_MAX);
	if (rc != RC_OK)
		return rc;
	jwrite_init(&w, &p->b);
	jwrite_val(&w, &f[1].v);
	p->any = true;
	return RC_OK;
}

static void
pick_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
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

static size_t
pick_heap(const void *st)
{
	const struct pick *p = st;

	return p->b.cap;
}

static enum rc
first_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_step(st, in, -1);
}

static enum rc
first_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_merge(dst, src, -1);
}

static enum agg_use
pick_use(const void *st)
{
	const struct pick *s = st;

	return agg_use_of(s->any, s->bad);
}

const struct agg_type agg_first = {
	.name = "first",
	.args = "x",
	.summary = "value of the earliest record that has one",
	.method = "by time",
	.grows = "the value",
	.flags = FOLD_TIMED,
	.version = 1,
	AGG_STATE(struct pick),
	.init = pick_init,
	.step = first_step,
	.merge = first_merge,
	.save = pick_save,
	.load = pick_load,
	.emit = pick_emit,
	.use = pick_use,
	.heap = pick_heap,
	.free = pick_free
};

static enum rc
last_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_step(st, in, 1);
}

static enum rc
last_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	return pick_merge(dst, src, 1);
}

const struct agg_type agg_last = {
	.name = "last",
	.args = "x",
	.summary = "value of the latest record that has one",
	.method = "by time",
	.grows = "the value",
	.flags = FOLD_TIMED,
	.version = 1,
	AGG_STATE(struct pick),
	.init = pick_init,
	.step = last_step,
	.merge = last_merge,
	.save = pick_save,
	.load = pick_load,
	.emit = pick_emit,
	.use = pick_use,
	.heap = pick_heap,
	.free = pick_free
};
