/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_quantile - quantile(x, q), and p95(x), median(x) by agg_type_find
 *
 * Nearest rank.  The interval is a pair of order statistics, free of any
 * distribution; on a sketch its ends are moved outwards by the sketch's error.
 * N_method says which: "nearest-rank", "ddsketch(0.01)", or, for values so near
 * to 0 that their bins were merged, "ddsketch(0.01), collapsed".
 *
 * Memory class: 48 bytes a state, and beyond 4 values 8 a value up to 256, then the bins in use
 * (sketch/quant.h); with --exact 8 bytes a value.  While values are kept, 32 more for each
 * that has more digits than a double (metric/agg_full.h).
 */
#include "metric/agg.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "metric/agg_full.h"
#include "metric/agg_sample.h"
#include "sketch/quant_state.h"

#include <math.h>
#include <string.h>

struct quantile_rare {
	uint64_t        bad;
	struct agg_full full;	/* of the values, as long as they are kept */
};

struct quantile {
	struct quant          q;
	struct quantile_rare *rare;	/* NULL until needed */
};

struct spot {			/* an order statistic, with what is known of it */
	double at;
	double lo, hi;		/* it lies between these */
	bool   lost;		/* nearer to 0 than the collapse border */
	bool   tiny;		/* not 0, but counted as 0 */
	bool   full;		/* it has more digits than at: */
	struct xsum_num num;
};

struct quantile_spots {
	struct spot at;
	struct spot lo, hi;	/* the ends of the interval */
	bool        has_lo, has_hi;
};

static enum rc
quantile_init(void *st, const struct agg_cfg *cfg, struct err *e)
{
	(void)st;
	if (!(cfg->accuracy > 0 && cfg->accuracy <= 0.1))
		return rc_err(e, RC_RANGE, "quantile: the accuracy must be in (0, 0.1]");
	return RC_OK;
}

static struct quant_cfg
cfg_of(const struct agg_cfg *cfg)
{
	struct quant_cfg c;

	quant_cfg_init(&c, cfg->accuracy, cfg->exact);
	return c;
}

static struct quantile_rare *
rare_of(struct quantile *s)
{
	if (s->rare == NULL)
		s->rare = mem_zalloc(sizeof(*s->rare));
	return s->rare;
}

static uint64_t
bad_of(const struct quantile *s)
{
	return s->rare != NULL ? s->rare->bad : 0;
}

/* Not of a sketch. */
static struct agg_full
full_of(const struct quantile *s)
{
	return s->rare != NULL ? s->rare->full : (struct agg_full){ 0 };
}

/* No digits beside a sketch: how many values there are decides about them, not their order. */
static void
settle(struct quantile *s, const struct quant_cfg *c)
{
	if (s->rare != NULL && s->rare->full.n != 0 && quant_sketched(&s->q, c))
		agg_full_free(&s->rare->full);
}

/* A number that may have many digits, or has come after something rare. */
static void
add_any(struct quantile *s, const struct quant_cfg *c, const struct val *v, double x)
{
	struct xsum_num full;

	quant_add(&s->q, c, x);
	if (!quant_sketched(&s->q, c) && agg_full_of(v, x, &full))
		agg_full_add(&rare_of(s)->full, &full);
	settle(s, c);
}

static void
add_times(struct quantile *s, const struct quant_cfg *c, const struct val *v, double x,
    uint64_t n)
{
	struct xsum_num full;

	quant_add_times(&s->q, c, x, n);
	if (!quant_sketched(&s->q, c) && agg_full_of(v, x, &full))
		for (; n > 0; n--)
			agg_full_add(&rare_of(s)->full, &full);
	settle(s, c);
}

static void
quantile_weighed(const struct quant_cfg *c, const struct agg_rows *in)
{
	const struct agg_column *x = in->arg[0];

	for (size_t i = 0; i < in->n; i++) {
		struct quantile *s = agg_rows_state(in, i);

		if (x->is[i] >= AGG_IS_NUMBER)
			add_times(s, c, x->at[i], x->num[i], in->weight[i]);
		else if (x->is[i] == AGG_IS_BAD)
			rare_of(s)->bad += in->weight[i];
	}
}

/* A whole number to a sketch, where its bin can be looked up. */
static inline bool
add_small(struct quant *q, const struct ddmap_small *bins, double x)
{
	const uint32_t at = (uint32_t)x;

	if (bins == NULL || at - 1 >= DDMAP_SMALL - 1 || !quant_sketched(q, NULL))
		return false;
	quant_add_bin(q, x, bins->bin[at]);
	return true;
}

static void
quantile_ready(struct agg_cfg *cfg, struct arena *a)
{
	struct ddmap_small *bins;

	if (cfg->exact)
		return;
	bins = arena_alloc(a, sizeof(*bins));
	ddmap_small_init(bins, cfg->accuracy);
	cfg->bins = bins;
}

static void
quantile_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const struct agg_column *x = in->arg[0];
	const struct quant_cfg c = cfg_of(cfg);
	const struct ddmap_small *bins = cfg->bins;

	if (in->weight != NULL) {
		quantile_weighed(&c, in);
		return;
	}
	for (size_t i = 0; i < in->n; i++) {
		struct quantile *s = agg_rows_state(in, i);

		if (x->is[i] == AGG_IS_SMALL && s->rare == NULL) {
			if (!add_small(&s->q, bins, x->num[i]))
				quant_add(&s->q, &c, x->num[i]);
		} else if (x->is[i] >= AGG_IS_NUMBER) {
			add_any(s, &c, x->at[i], x->num[i]);
		} else if (x->is[i] == AGG_IS_BAD) {
			rare_of(s)->bad++;
		}
	}
}

static enum rc
quantile_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct quantile *d = dst;
	const struct quantile *s = src;
	struct quant_cfg c = cfg_of(cfg);

	(void)e;
	quant_merge(&d->q, &s->q, &c);
	if (s->rare != NULL) {
		rare_of(d)->bad += s->rare->bad;
		if (!quant_sketched(&d->q, &c))
			agg_full_merge(&d->rare->full, &s->rare->full);
	}
	settle(d, &c);
	return RC_OK;
}

/* {"values":[0.25,1,17],"bad":1}, or a sketch there: sketch/quant_state.h */
static void
quantile_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct quantile *s = st;
	struct agg_full full;

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("values"));
	if (quant_sketched(&s->q, NULL)) {
		quant_state_save(&s->q, w);
	} else {
		full = full_of(s);
		agg_full_save(&full, &s->q, w);
	}
	agg_save_some(w, "bad", bad_of(s));
	jwrite_shut(w, '}');
}

static enum rc
load_full(struct quantile *s, const struct val *v, struct err *e)
{
	struct agg_full full = { 0 };
	enum rc rc = agg_full_load(&full, v, e);

	if (full.n != 0)
		rare_of(s)->full = full;
	return rc;
}

static enum rc
quantile_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "values", .need = true }, { .name = "bad" } };
	struct quantile *s = st;
	struct quant_cfg c = cfg_of(cfg);
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);
	uint64_t bad;

	if (rc == RC_OK)
		rc = jfields_within("values", quant_state_load(&s->q, &c, &f[0].v, e), e);
	if (rc == RC_OK && f[0].v.kind == VAL_ARRAY)
		rc = jfields_within("values", load_full(s, &f[0].v, e), e);
	if (rc == RC_OK)
		rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &bad, e);
	if (rc == RC_OK && bad != 0)
		rare_of(s)->bad = bad;
	return rc;
}

struct quantile_room {
	struct quant_room    q;
	struct quantile_rare rare;
};

static bool
quantile_read(void *st, const struct agg_cfg *cfg, struct jspelled *t, void *room)
{
	struct quantile *s = st;
	struct quantile_room *in = room;
	const struct quant_cfg c = cfg_of(cfg);

	if (!JSPELLED_IS(t, "{\"values\":") || !quant_state_read(&s->q, &c, t, &in->q))
		return false;
	if (JSPELLED_IS(t, ",\"bad\":")) {
		s->rare = &in->rare;
		if (!jspelled_u64(t, &in->rare.bad))
			return false;
	}
	return JSPELLED_IS(t, "}");
}

static void
quantile_near(const void *st, unsigned step)
{
	const struct quantile *s = st;

	quant_near(&s->q, step);
}

/*
 * The sketch promises |at - x| <= a |x|, hence x in [at/(1+a), at/(1-a)] above 0
 * and the mirror image below; ranks 1 and n are exact, and no value is outside
 * [min, max].
 */
static struct spot
quantile_spot(const struct quantile *s, const struct quant_cfg *c, uint64_t rank, double at)
{
	const struct quant *q = &s->q;
	double a = c->accuracy, border;
	struct spot p = { .at = at, .lo = at, .hi = at };

	if (!quant_sketched(q, c)) {
		p.full = s->rare != NULL && agg_full_at(&s->rare->full, q, rank, at, &p.num);
		return p;
	}
	if (rank == 1 || rank == q->n)
		return p;
	p.lo = fmax(p.at / (p.at > 0 ? 1 + a : 1 - a), q->many.min);
	p.hi = fmin(p.at / (p.at > 0 ? 1 - a : 1 + a), q->many.max);
	if (quant_collapsed(q, c, &border) && fabs(p.at) < border) {
		p.lost = true;
		p.lo = fmax(p.at - border, q->many.min);
		p.hi = fmin(p.at + border, q->many.max);
	} else if (quant_tiny(q, c, rank, &p.lo, &p.hi)) {
		p.tiny = true;
	}
	return p;
}

static void
quantile_method(struct jwrite *w, const struct quant *q, const struct quant_cfg *c,
    const struct agg_out *out, struct sv fault)
{
	char text[NUM_TEXT_MAX + 32] = "ddsketch(";
	size_t n;

	agg_key(w, out, "_method");
	if (!quant_sketched(q, c)) {
		jwrite_raw(w, SV("\"nearest-rank\""));
		return;
	}
	n = strlen(text);
	n += num_text(c->accuracy, text + n);
	text[n++] = ')';
	memcpy(text + n, fault.p, fault.n);
	jwrite_str(w, (struct sv){ text, n + fault.n });
}

/* The quantile and, where they are wanted and exist, the ends of its interval: at these ranks. */
static struct quantile_spots
quantile_spots(const struct quantile *s, const struct quant_cfg *c, const struct agg_out *out,
    struct fold_memo_rank r)
{
	const struct quant *q = &s->q;
	struct quantile_spots p = { .at.at = (double)NAN };
	uint64_t rank[3];
	double at[3];
	size_t k = 1;

	if (q->n == 0)
		return p;
	rank[0] = r.at;
	p.has_lo = out->ci && r.lo >= 1;
	p.has_hi = out->ci && r.hi <= q->n;
	if (p.has_lo)
		rank[k++] = r.lo;
	if (p.has_hi)
		rank[k++] = r.hi;
	if (quant_ranks(q, c, rank, k, at) != RC_OK)
		return (struct quantile_spots){ .at.at = (double)NAN };
	p.at = quantile_spot(s, c, rank[0], at[0]);
	if (p.has_lo)
		p.lo = quantile_spot(s, c, rank[1], at[1]);
	if (p.has_hi)
		p.hi = quantile_spot(s, c, rank[k - 1], at[k - 1]);
	return p;
}

/* What the relative error does not hold for. */
static struct sv
quantile_fault(const struct quantile_spots *p)
{
	if (p->at.lost || p->lo.lost || p->hi.lost)
		return SV(", collapsed");
	return p->at.tiny || p->lo.tiny || p->hi.tiny ? SV(", zeroed") : SV("");
}

/* The number of a spot: all its digits, or @d, which is its double or an end of where it lies. */
static void
write_spot(struct jwrite *w, const struct agg_span *span, const struct spot *p, double d)
{
	if (p->full)
		agg_num_write(w, &p->num);
	else
		agg_memo_double(span->memo, w, d);
}

/* Values that are kept, and of which a double is all: most groups have nothing else. */
static void
emit_kept(const struct quant *q, const struct quant_cfg *c, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	double at[3] = { (double)NAN }, lo = (double)NAN, hi = (double)NAN;
	struct fold_memo_rank r = { .lo = 0 };
	const double *sorted = agg_memo_sorted(span->memo, q);
	uint64_t rank[3];
	size_t k = 1;

	if (q->n != 0) {
		r = agg_memo_ranks(span->memo, q->n, out);
		rank[0] = r.at;
		if (out->ci && r.lo >= 1)
			rank[k++] = r.lo;
		if (out->ci && r.hi <= q->n)
			rank[k++] = r.hi;
	}
	for (size_t i = 0; i < k && sorted != NULL && q->n != 0; i++)
		at[i] = sorted[rank[i] - 1];
	if (q->n != 0 && (sorted != NULL || quant_ranks(q, c, rank, k, at) == RC_OK) && k > 1) {
		lo = r.lo >= 1 ? at[1] : lo;
		hi = r.hi <= q->n ? at[k - 1] : hi;
	}
	agg_key(w, out, "");
	agg_memo_double(span->memo, w, at[0]);
	if (out->ci) {
		agg_key(w, out, "_lo");
		agg_memo_double(span->memo, w, lo);
		agg_key(w, out, "_hi");
		agg_memo_double(span->memo, w, hi);
	}
	agg_u64(w, out, "_n", q->n);
	agg_key(w, out, "_method");
	jwrite_raw(w, SV("\"nearest-rank\""));
}

static void
form_number(struct agg_former *f, const struct agg_out *out, const char *suffix, bool there,
    uint64_t rank)
{
	agg_key_of(&f->w, out, sv_of(suffix));
	if (there)
		agg_form_number(f, rank);
	else
		jwrite_null(&f->w);
}

static void
make_form(struct agg_form *form, const struct agg_out *out, const struct agg_span *span)
{
	struct fold_memo_rank r = { .lo = 0 };
	struct agg_former f;

	if (form->n != 0)
		r = agg_memo_ranks(span->memo, form->n, out);
	agg_form_begin(&f, form);
	form_number(&f, out, "", form->n != 0, r.at);
	if (out->ci) {
		form_number(&f, out, "_lo", r.lo >= 1, r.lo);
		form_number(&f, out, "_hi", form->n != 0 && r.hi <= form->n, r.hi);
	}
	agg_u64(&f.w, out, "_n", form->n);
	agg_key(&f.w, out, "_method");
	jwrite_raw(&f.w, SV("\"nearest-rank\""));
	agg_form_end(&f);
}

/* As emit_kept, of few values; false when there is no form for it. */
static bool
emit_few(const struct quant *q, const struct agg_out *out, const struct agg_span *span,
    struct jwrite *w)
{
	struct agg_form *form = agg_memo_form(span->memo, w, out, q->n, 0);
	const double *sorted = form != NULL ? agg_memo_sorted(span->memo, q) : NULL;
	double at[AGG_FORM_NUMBERS];

	if (sorted == NULL)
		return false;
	if (form->fresh)
		make_form(form, out, span);
	if (form->none)
		return false;
	for (unsigned i = 0; i < form->numbers; i++)
		at[i] = sorted[form->rank[i] - 1];
	agg_memo_put(span->memo, w, form, at);
	return true;
}

static void
put_spots(const struct quantile *s, const struct quantile_spots *at, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct quantile_spots p = *at;

	agg_key(w, out, "");
	write_spot(w, span, &p.at, p.at.at);
	if (out->ci) {
		agg_key(w, out, "_lo");
		write_spot(w, span, &p.lo, p.has_lo ? p.lo.lo : (double)NAN);
		agg_key(w, out, "_hi");
		write_spot(w, span, &p.hi, p.has_hi ? p.hi.hi : (double)NAN);
	}
	agg_u64(w, out, "_n", s->q.n);
}

static void
emit_spots(const struct quantile *s, const struct quant_cfg *c, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	struct fold_memo_rank r = { .lo = 0 };
	struct quantile_spots p;

	if (s->q.n != 0)
		r = agg_memo_ranks(span->memo, s->q.n, out);
	p = quantile_spots(s, c, out, r);
	put_spots(s, &p, out, span, w);
	quantile_method(w, &s->q, c, out, quantile_fault(&p));
	agg_some(w, out, "_bad", bad_of(s));
}

static void
quantile_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct quantile *s = st;
	const bool kept = s->rare == NULL && !quant_sketched(&s->q, NULL);
	struct quant_cfg c;

	if (kept && emit_few(&s->q, out, span, w))
		return;
	c = cfg_of(cfg);
	if (kept)
		emit_kept(&s->q, &c, out, span, w);
	else
		emit_spots(s, &c, out, span, w);
}

/*
 * The ranks of the interval are those of as many records of one weight as would say as much;
 * each is worth so many ranks here, of which the ends are taken that lie farther out.
 */
static struct fold_memo_rank
ranks_of_sample(const struct quant *q, struct agg_sample a, const struct agg_out *out,
    struct agg_memo *memo)
{
	const uint64_t rows = agg_sample_whole(agg_sample_rows(a));
	const double each = (double)q->n / (double)rows;
	struct fold_memo_rank r = agg_memo_ranks(memo, rows, out);

	r.at = quant_rank_of(out->q.num, out->q.dec, q->n);
	r.lo = r.lo >= 1 ? 1 + (uint64_t)floor((double)(r.lo - 1) * each) : 0;
	r.hi = r.hi <= rows ? (uint64_t)ceil((double)r.hi * each) : q->n + 1;
	if (r.hi > q->n && r.hi != q->n + 1)
		r.hi = q->n;
	return r;
}

static void
quantile_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct quantile *s = st, *square = span->square;
	const struct agg_sample a = { s->q.n, square->q.n };
	struct quant_cfg c = cfg_of(cfg);
	struct fold_memo_rank r = { .lo = 0 };
	struct quantile_spots p;

	if (s->q.n != 0)
		r = ranks_of_sample(&s->q, a, out, span->memo);
	p = quantile_spots(s, &c, out, r);
	put_spots(s, &p, out, span, w);
	agg_sample_put(w, out, agg_sample_rows(a));
	quantile_method(w, &s->q, &c, out, quantile_fault(&p));
	agg_some(w, out, "_bad", bad_of(s));
}

static void
quantile_free(void *st)
{
	struct quantile *s = st;

	quant_free(&s->q);
	if (s->rare != NULL)
		agg_full_free(&s->rare->full);
	mem_free(s->rare);
}

static size_t
quantile_heap(const void *st)
{
	const struct quantile *s = st;

	return quant_heap(&s->q) + (s->rare != NULL ? sizeof(*s->rare) +
	    agg_full_heap(&s->rare->full) : 0);
}

static enum agg_use
quantile_use(const void *st)
{
	const struct quantile *s = st;

	return agg_use_of(s->q.n, bad_of(s));
}

const struct agg_type agg_quantile = {
	.name = "quantile",
	.args = "xq",
	.summary = "quantile by nearest rank; also p1 to p99.99, median",
	.method = "exact to 256 values, then a DDSketch",
	.exactly = "exact, every value is kept",
	.interval = "two of the values",
	.grows = "256 values of 8 bytes, then the bins in use",
	.flags = FOLD_DOUBLE,
	.version = 1,
	AGG_STATE(struct quantile),
	.ready = quantile_ready,
	.init = quantile_init,
	.rows = quantile_rows,
	.merge = quantile_merge,
	.save = quantile_save,
	.load = quantile_load,
	.read = quantile_read,
	.room = sizeof(struct quantile_room),
	.near = quantile_near,
	.emit = quantile_emit,
	.drawn = quantile_drawn,
	.use = quantile_use,
	.heap = quantile_heap,
	.free = quantile_free
};
