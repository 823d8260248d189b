/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_top - top(x, k): the most frequent values, counted exactly
 *
 * By decoded text, whatever the JSON kind: 1 and "1" are one value, printed as
 * a string.  Null is no value; a text over AGG_TEXT_MAX is bad.  More different
 * values than cfg->max_values is an error, never a guess.
 *
 * Memory class: the different values and some 70 bytes for each.
 */
#include "metric/agg.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "sketch/topk_state.h"

struct top {
	struct topk t;
	uint64_t    n;
	uint64_t    bad;
};

static enum rc
top_init(void *st, const struct agg_cfg *cfg, struct err *e)
{
	(void)st;
	if (cfg->k == 0 || cfg->k > AGG_K_MAX)
		return rc_err(e, RC_RANGE, "top: k must be from 1 to %d", AGG_K_MAX);
	return RC_OK;
}

static enum rc
top_add(struct top *t, const struct agg_cfg *cfg, struct sv text, uint64_t n, struct err *e)
{
	enum rc rc = topk_add(&t->t, text, n, cfg->max_values, e);

	if (rc == RC_OK)
		t->n += n;
	return rc;
}

static enum rc
top_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct top *t = st;
	const struct val *v = &in->arg[0];
	struct arena own;
	enum rc rc;

	if (val_null(v))
		return RC_OK;
	if (agg_too_long(v)) {
		t->bad += agg_times(in);
		return RC_OK;
	}
	if (in->tmp != NULL)
		return top_add(t, cfg, val_text(v, in->tmp), agg_times(in), e);
	arena_init(&own);
	rc = top_add(t, cfg, val_text(v, &own), agg_times(in), e);
	arena_free(&own);
	return rc;
}

static enum rc
top_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct top *d = dst;
	const struct top *s = src;
	enum rc rc = topk_merge(&d->t, &s->t, cfg->max_values, e);

	d->n += s->n;
	d->bad += s->bad;
	return rc;
}

/* {"values":["GET",120,"POST",7],"bad":1}, sketch/topk_state.h */
static void
top_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct top *t = st;

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("values"));
	topk_state_save(&t->t, w);
	agg_save_some(w, "bad", t->bad);
	jwrite_shut(w, '}');
}

static enum rc
top_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "values", .need = true }, { .name = "bad" } };
	struct top *t = st;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	if (rc == RC_OK)
		rc = jfields_within("values", topk_state_load(&t->t, cfg->max_values,
		    AGG_TEXT_MAX, &t->n, &f[0].v, e), e);
	if (rc == RC_OK)
		rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &t->bad, e);
	return rc;
}

static void
top_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct top *t = st;
	size_t k = t->t.map.n < cfg->k ? t->t.map.n : (size_t)cfg->k;
	struct topk_item *item = mem_array(NULL, k + 1, sizeof(*item));

	(void)span;
	k = topk_list(&t->t, k, item);
	agg_key(w, out, "");
	jwrite_open(w, '[');
	for (size_t i = 0; i < k; i++) {
		jwrite_open(w, '{');
		jwrite_key(w, SV("value"));
		jwrite_str(w, item[i].key);
		jwrite_key(w, SV("n"));
		jwrite_u64(w, item[i].n);
		jwrite_key(w, SV("share"));
		jwrite_double(w, (double)item[i].n / (double)t->n);
		jwrite_shut(w, '}');
	}
	jwrite_shut(w, ']');
	agg_u64(w, out, "_n", t->n);
	agg_some(w, out, "_bad", t->bad);
	mem_free(item);
}

static void
top_free(void *st)
{
	struct top *t = st;

	topk_free(&t->t);
}

static size_t
top_heap(const void *st)
{
	const struct top *t = st;

	return topk_heap(&t->t);
}

static enum agg_use
top_use(const void *st)
{
	const struct top *s = st;

	return agg_use_of(s->n, s->bad);
}

const struct agg_type agg_top = {
	.name = "top",
	.args = "xk",
	.summary = "the k most frequent values",
	.method = "exact",
	.grows = "the different values, some 70 bytes each",
	.version = 1,
	AGG_STATE(struct top),
	.init = top_init,
	.step = top_step,
	.merge = top_merge,
	.save = top_save,
	.load = top_load,
	.emit = top_emit,
	.use = top_use,
	.heap = top_heap,
	.free = top_free
};
