/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_hist - hist(x): counts in a 1-2-5 series of buckets
 *
 * Edges 1e-9, 2e-9, 5e-9, 1e-8 ... 5e17, 1e18.  A positive bucket holds
 * lo <= x < hi; below 0 the picture is mirrored (lo < x <= hi); 0 has a bucket
 * of its own, lo = hi = 0; from 1e18 on hi is null.  Decimals are compared
 * exactly, so 0.3 never slips.  Only buckets that hold something are printed.
 *
 * Memory class: 32 bytes a state and 8 for each bucket between the outermost
 * two, at most 167.
 */
#include "metric/agg.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "sketch/runs.h"

#include <math.h>
#include <string.h>

enum {
	HIST_EDGES = 27 * 3 + 1	/* edge i is {1, 2, 5}[i % 3] * 10^(i / 3) units */
};

struct hist {
	uint64_t *count;	/* of buckets at to at + n - 1: 0 is zero, b > 0 below edge b - 1 */
	int16_t   at;
	int16_t   n;
	uint64_t  total;
	uint64_t  bad;
};

#define DECADE(p) UINT64_C(p), 2 * UINT64_C(p), 5 * UINT64_C(p)

static num_i128
hist_edge(int i)
{
	static const uint64_t low[] = {
		DECADE(1), DECADE(10), DECADE(100), DECADE(1000), DECADE(10000), DECADE(100000),
		DECADE(1000000), DECADE(10000000), DECADE(100000000), DECADE(1000000000),
		DECADE(10000000000), DECADE(100000000000), DECADE(1000000000000),
		DECADE(10000000000000), DECADE(100000000000000), DECADE(1000000000000000),
		DECADE(10000000000000000), DECADE(100000000000000000), DECADE(1000000000000000000)
	};

	return i < 54 ? (num_i128)low[i] : (num_i128)low[i - 54] * (num_i128)low[54];
}

/* Whether |x| is below edge @i; units of a decimal, else its double. */
static bool
hist_below(const struct xsum_num *x, int i)
{
	num_i128 e = hist_edge(i), units;

	if (x->dec) {
		units = x->units < 0 ? -x->units : x->units;
		return units < e;
	}
	if (e % 1000000000 == 0)
		return fabs(x->d) < (double)(e / 1000000000);
	return fabs(x->d) < (double)e / 1e9;
}

static int
hist_bucket(const struct xsum_num *x)
{
	int lo = 0, hi = HIST_EDGES, mid;

	if (x->dec ? x->units == 0 : x->d == 0)
		return 0;
	while (lo < hi) {	/* number of edges at or below |x| */
		mid = (lo + hi) / 2;
		if (hist_below(x, mid))
			hi = mid;
		else
			lo = mid + 1;
	}
	return x->d < 0 ? -(lo + 1) : lo + 1;
}

/* Make room for buckets @from .. @to. */
static void
hist_cover(struct hist *h, int from, int to)
{
	int at = h->n != 0 && h->at < from ? h->at : from;
	int end = h->n != 0 && h->at + h->n - 1 > to ? h->at + h->n - 1 : to;
	uint64_t *count;

	if (h->n != 0 && at == h->at && end == h->at + h->n - 1)
		return;
	count = mem_zalloc((size_t)(end - at + 1) * sizeof(*count));
	if (h->n != 0)
		memcpy(count + (h->at - at), h->count, (size_t)h->n * sizeof(*count));
	mem_free(h->count);
	h->count = count;
	h->at = (int16_t)at;
	h->n = (int16_t)(end - at + 1);
}

static enum rc
hist_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct hist *h = st;
	struct xsum_num x;
	int b;

	(void)cfg;
	(void)e;
	if (!agg_number(&in->arg[0], &x, agg_times(in), &h->bad))
		return RC_OK;
	b = hist_bucket(&x);
	hist_cover(h, b, b);
	h->count[b - h->at] += agg_times(in);
	h->total += agg_times(in);
	return RC_OK;
}

static enum rc
hist_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct hist *d = dst;
	const struct hist *s = src;

	(void)cfg;
	(void)e;
	if (s->n != 0) {
		hist_cover(d, s->at, s->at + s->n - 1);
		for (int i = 0; i < s->n; i++)
			d->count[s->at + i - d->at] += s->count[i];
	}
	d->total += s->total;
	d->bad += s->bad;
	return RC_OK;
}

/*
 * {"buckets":[0,"3ab12"],"bad":1}, counts as in sketch/runs.h.  Bucket 0 is zero;
 * bucket b > 0 holds values from edge b - 1 to edge b, counted from 1 for 1e-9:
 * 1 is all below 1e-9, 2 is 1e-9 to 2e-9, 83 is from 1e18 on; -b is its mirror image.
 */
static void
hist_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct hist *h = st;
	struct runs_bins text = { 0 };

	(void)cfg;
	for (int i = 0; i < h->n; i++)
		if (h->count[i] != 0)
			runs_bins_add(&text, h->at + i, h->count[i]);
	jwrite_open(w, '{');
	jwrite_key(w, SV("buckets"));
	runs_bins_save(&text, w);
	agg_save_some(w, "bad", h->bad);
	jwrite_shut(w, '}');
}

static enum rc
hist_load_bucket(void *ctx, int32_t b, uint64_t k, struct err *e)
{
	struct hist *h = ctx;

	(void)e;
	hist_cover(h, b, b);
	h->count[b - h->at] = k;
	return RC_OK;
}

static enum rc
hist_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "buckets", .need = true }, { .name = "bad" } };
	struct hist *h = st;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	if (rc == RC_OK)
		rc = jfields_within("buckets", runs_bins_load(&f[0].v, -(HIST_EDGES + 1),
		    HIST_EDGES + 1, JFIELDS_COUNT_MAX, &h->total, hist_load_bucket, h, e), e);
	if (rc == RC_OK)
		rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &h->bad, e);
	return rc;
}

/* The edge @i steps from 0 on the side of @sign: -1 is 0 itself, HIST_EDGES infinity. */
static void
hist_write_edge(struct jwrite *w, int i, int sign)
{
	char text[64];

	if (i < 0)
		jwrite_u64(w, 0);
	else if (i >= HIST_EDGES)
		jwrite_null(w);
	else
		jwrite_raw(w, (struct sv){ text, num_units_text(sign * hist_edge(i), text) });
}

static void
hist_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct hist *h = st;

	(void)cfg;
	(void)span;
	agg_key(w, out, "");
	jwrite_open(w, '[');
	for (int i = 0; i < h->n; i++) {
		int b = h->at + i, sign = b < 0 ? -1 : 1, far = sign * b - 1;
		int near = far - (b != 0);

		if (h->count[i] == 0)
			continue;
		jwrite_open(w, '{');
		jwrite_key(w, SV("lo"));
		hist_write_edge(w, b < 0 ? far : near, sign);
		jwrite_key(w, SV("hi"));
		hist_write_edge(w, b < 0 ? near : far, sign);
		jwrite_key(w, SV("n"));
		jwrite_u64(w, h->count[i]);
		jwrite_shut(w, '}');
	}
	jwrite_shut(w, ']');
	agg_u64(w, out, "_n", h->total);
	agg_some(w, out, "_bad", h->bad);
}

static void
hist_free(void *st)
{
	struct hist *h = st;

	mem_free(h->count);
	memset(h, 0, sizeof(*h));
}

static size_t
hist_heap(const void *st)
{
	const struct hist *h = st;

	return (size_t)h->n * sizeof(*h->count);
}

static enum agg_use
hist_use(const void *st)
{
	const struct hist *s = st;

	return agg_use_of(s->total, s->bad);
}

const struct agg_type agg_hist = {
	.name = "hist",
	.args = "x",
	.summary = "counts in buckets of a 1-2-5 series",
	.method = "counted",
	.grows = "the buckets in use, 8 bytes each",
	.version = 1,
	AGG_STATE(struct hist),
	.init = agg_init_none,
	.step = hist_step,
	.merge = hist_merge,
	.save = hist_save,
	.load = hist_load,
	.emit = hist_emit,
	.use = hist_use,
	.heap = hist_heap,
	.free = hist_free
};
