/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_sum - sum(x), mean(x), sd(x), ratio(a, b)
 *
 * All from exact sums (sketch/xsum.h), rounded at the end.  Memory class: some
 * 60 bytes (sum), 100 (sd), 160 (mean), 250 (ratio) a state, more when values are
 * not decimals of at most 9 decimals.
 */
#include "metric/agg.h"

#include "json/jfields.h"
#include "metric/agg_sample.h"
#include "sketch/xsum_state.h"
#include "stats/tails.h"

#include <float.h>
#include <math.h>

#define COUNTS_MAX 1e15		/* of ratios: a sum that doubles have to the unit */
#define DF_MIN 0.5		/* of ratios: records of which one alone counts, tell nothing */

#define MEAN_HEAVY 3.0		/* values */

enum { MEAN_FEW = 29 };		/* 0.9^n < 5 % */

struct sum {
	struct xsum sum;
	uint64_t    bad;
};

static void
sum_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const struct agg_column *x = in->arg[0];

	(void)cfg;
	for (size_t i = 0; i < in->n && in->weight == NULL; i++) {
		struct sum *s = agg_rows_state(in, i);

		s->bad += x->is[i] == AGG_IS_BAD;
		if (x->is[i] >= AGG_IS_NUMBER)
			xsum_add(&s->sum, &x->exact[i]);
	}
	for (size_t i = 0; i < in->n && in->weight != NULL; i++) {
		struct sum *s = agg_rows_state(in, i);

		s->bad += x->is[i] == AGG_IS_BAD ? in->weight[i] : 0;
		if (x->is[i] >= AGG_IS_NUMBER)
			xsum_add_times(&s->sum, &x->exact[i], in->weight[i]);
	}
}

static enum rc
sum_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct sum *d = dst;
	const struct sum *s = src;

	(void)cfg;
	(void)e;
	xsum_merge(&d->sum, &s->sum);
	d->bad += s->bad;
	return RC_OK;
}

/* {"sum":{...},"bad":1}, sketch/xsum_state.h */
static void
sum_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct sum *s = st;

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("sum"));
	xsum_state_save(&s->sum, w);
	agg_save_some(w, "bad", s->bad);
	jwrite_shut(w, '}');
}

static enum rc
sum_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "sum", .need = true }, { .name = "bad" } };
	struct sum *s = st;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	if (rc == RC_OK)
		rc = jfields_within("sum", xsum_state_load(&s->sum, &f[0].v, e), e);
	if (rc == RC_OK)
		rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &s->bad, e);
	return rc;
}

static void
sum_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct sum *s = st;
	char text[XSUM_TEXT_MAX];
	size_t n = xsum_text(&s->sum, text);

	(void)cfg;
	(void)span;
	agg_key(w, out, "");
	if (n != 0)
		jwrite_raw(w, (struct sv){ text, n });
	else
		jwrite_null(w);		/* beyond the range of doubles */
	agg_some(w, out, "_bad", s->bad);
}

static void
sum_free(void *st)
{
	struct sum *s = st;

	xsum_free(&s->sum);
}

static size_t
sum_heap(const void *st)
{
	const struct sum *s = st;

	return xsum_heap(&s->sum);
}

static enum agg_use
sum_use(const void *st)
{
	const struct sum *s = st;

	return agg_use_of(s->sum.n, s->bad);
}

/* What a sum over a sample goes by: the state of a mean, which a sum of all does without. */
static const struct agg_type sampled_sum;

const struct agg_type agg_sum = {
	.name = "sum",
	.args = "x",
	.summary = "exact sum",
	.method = "exact sum",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct sum),
	.init = agg_init_none,
	.rows = sum_rows,
	.merge = sum_merge,
	.save = sum_save,
	.load = sum_load,
	.emit = sum_emit,
	.sampled = &sampled_sum,
	.use = sum_use,
	.heap = sum_heap,
	.free = sum_free
};

struct mean {
	struct agg_moments m;
	struct xsum_cube   cube;
	bool               blind;	/* some came from states that have no cubes */
};

static void
mean_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const struct agg_column *x = in->arg[0];

	(void)cfg;
	for (size_t i = 0; i < in->n && in->weight == NULL; i++) {
		struct mean *s = agg_rows_state(in, i);

		s->m.bad += x->is[i] == AGG_IS_BAD;
		if (x->is[i] < AGG_IS_NUMBER)
			continue;
		agg_moments_add(&s->m, &x->exact[i]);
		xsum_cube_add(&s->cube, &x->exact[i]);
	}
	for (size_t i = 0; i < in->n && in->weight != NULL; i++) {
		struct mean *s = agg_rows_state(in, i);

		s->m.bad += x->is[i] == AGG_IS_BAD ? in->weight[i] : 0;
		if (x->is[i] < AGG_IS_NUMBER)
			continue;
		agg_moments_add_times(&s->m, &x->exact[i], in->weight[i]);
		xsum_cube_add_times(&s->cube, &x->exact[i], in->weight[i]);
	}
}

static enum rc
mean_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct mean *d = dst;
	const struct mean *s = src;

	xsum_cube_merge(&d->cube, &s->cube);
	d->blind = d->blind || s->blind;
	return agg_moments_merge(&d->m, &s->m, cfg, e);
}

/*
 * {"sum":{...},"squares":{...},"cubes":{...},"bad":n}, sketch/xsum_state.h; cubes are left out
 * where they are not known of all values
 */
static void
mean_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct mean *s = st;

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("sum"));
	xsum_state_save(&s->m.sum, w);
	jwrite_key(w, SV("squares"));
	xsum_state_save_prod(&s->m.square, w);
	if (!s->blind) {
		jwrite_key(w, SV("cubes"));
		xsum_state_save_cube(&s->cube, w);
	}
	agg_save_some(w, "bad", s->m.bad);
	jwrite_shut(w, '}');
}

static enum rc
mean_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "sum", .need = true }, { .name = "squares", .need = true },
		{ .name = "bad" }, { .name = "cubes" }
	};
	struct mean *s = st;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	if (rc == RC_OK)
		rc = agg_moments_read(&s->m, f, e);
	s->blind = rc == RC_OK && f[3].v.kind == VAL_NONE && s->m.sum.n != 0;
	if (rc == RC_OK && f[3].v.kind != VAL_NONE)
		rc = jfields_within("cubes",
		    xsum_state_load_cube(&s->cube, s->m.sum.n, &f[3].v, e), e);
	if (rc == RC_OK && !s->blind && !xsum_skew_fits(&s->m.sum, &s->m.square, &s->cube))
		rc = rc_err(e, RC_SYNTAX, "'cubes' are not those of values of such sums");
	return rc;
}

/*
 * What the interval cannot know.  Fewer than MEAN_FEW values may all lie beside a tenth of those
 * that there are, with a chance of 5 % and more.  And where the skewness is that of fewer than
 * MEAN_HEAVY values among so many (a value of its own kind among n makes it sqrt(n), k of them
 * about sqrt(n / k)), these values are the interval, and other ones would make another.
 */
static void
mean_method(struct jwrite *w, const struct agg_out *out, uint64_t n, double skew)
{
	const bool heavy = MEAN_HEAVY * skew * skew > (double)n;

	if (!heavy && n >= MEAN_FEW)
		return;
	agg_key(w, out, "_method");
	jwrite_str_raw(w, heavy ? SV("heavy tail") : SV("few values"));
}

static void
mean_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct mean *s = st;
	const uint64_t n = s->m.sum.n;
	const double mean = n != 0 ? xsum_mean(&s->m.sum) : (double)NAN;
	struct interval i = agg_no_bounds();
	double skew = 0;

	(void)cfg;
	agg_double(w, out, "", mean);
	if (out->ci && n >= 2) {
		skew = s->blind || out->plain ? 0 : xsum_skew(&s->m.sum, &s->m.square, &s->cube);
		i = interval_mean(&(struct interval_mean_of){ .n = (double)n, .mean = mean,
		    .se = xsum_sd(&s->m.sum, &s->m.square, (double)n), .skew = skew },
		    agg_memo_t(span->memo, out->conf, n - 1));
	}
	agg_bounds(w, out, span, i);
	agg_u64(w, out, "_n", n);
	if (out->ci && n >= 2)
		mean_method(w, out, n, skew);
	agg_some(w, out, "_bad", s->m.bad);
}

static enum agg_use
mean_use(const void *st)
{
	const struct mean *s = st;

	return agg_moments_use(&s->m);
}

static void
mean_free(void *st)
{
	struct mean *s = st;

	agg_moments_free(&s->m);
	xsum_cube_free(&s->cube);
}

static size_t
mean_heap(const void *st)
{
	const struct mean *s = st;

	return agg_moments_heap(&s->m) + xsum_cube_heap(&s->cube);
}

static double
mean_skew(const struct mean *s, const struct agg_out *out)
{
	return s->blind || out->plain || s->m.sum.n < 2 ? 0 :
	    xsum_skew(&s->m.sum, &s->m.square, &s->cube);
}

static void
sum_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct mean *s = st, *square = span->square;
	const struct sum sum = { .sum = s->m.sum };
	const struct agg_sample a = { s->m.sum.n, square->m.sum.n };

	sum_emit(&sum, cfg, out, span, w);
	agg_bounds(w, out, span, agg_sample_total(&s->m, &square->m, mean_skew(s, out), out->conf,
	    span->memo));
	agg_sample_put(w, out, agg_sample_rows(a));
	agg_some(w, out, "_bad", s->m.bad);
}

static const struct agg_type sampled_sum = {
	.name = "sum",
	.args = "x",
	.summary = "sum over a sample",
	.method = "exact sums",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct mean),
	.init = agg_init_none,
	.rows = mean_rows,
	.merge = mean_merge,
	.save = mean_save,
	.load = mean_load,
	.emit = sum_drawn,
	.drawn = sum_drawn,
	.use = mean_use,
	.heap = mean_heap,
	.free = mean_free
};

static void
mean_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct mean *s = st, *square = span->square;
	const struct agg_sample a = { s->m.sum.n, square->m.sum.n };
	const uint64_t rows = agg_sample_whole(agg_sample_rows(a));
	const double skew = mean_skew(s, out);

	(void)cfg;
	agg_double(w, out, "", a.n != 0 ? xsum_mean(&s->m.sum) : (double)NAN);
	agg_bounds(w, out, span, agg_sample_mean(&s->m, &square->m, skew, out->conf, span->memo));
	agg_u64(w, out, "_n", a.n);
	agg_sample_put(w, out, agg_sample_rows(a));
	if (out->ci && rows >= 2)
		mean_method(w, out, rows, skew);
	agg_some(w, out, "_bad", s->m.bad);
}

const struct agg_type agg_mean = {
	.name = "mean",
	.args = "x",
	.summary = "arithmetic mean",
	.method = "exact sums",
	.interval = "Student's t, Hall's on the side of the tail",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct mean),
	.init = agg_init_none,
	.rows = mean_rows,
	.merge = mean_merge,
	.save = mean_save,
	.load = mean_load,
	.emit = mean_emit,
	.drawn = mean_drawn,
	.use = mean_use,
	.heap = mean_heap,
	.free = mean_free
};

static void
moments_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const struct agg_column *x = in->arg[0];

	(void)cfg;
	for (size_t i = 0; i < in->n && in->weight == NULL; i++) {
		struct agg_moments *m = agg_rows_state(in, i);

		m->bad += x->is[i] == AGG_IS_BAD;
		if (x->is[i] >= AGG_IS_NUMBER)
			agg_moments_add(m, &x->exact[i]);
	}
	for (size_t i = 0; i < in->n && in->weight != NULL; i++) {
		struct agg_moments *m = agg_rows_state(in, i);

		m->bad += x->is[i] == AGG_IS_BAD ? in->weight[i] : 0;
		if (x->is[i] >= AGG_IS_NUMBER)
			agg_moments_add_times(m, &x->exact[i], in->weight[i]);
	}
}

static void
sd_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct agg_moments *m = st;

	(void)cfg;
	(void)span;
	agg_double(w, out, "", m->sum.n >= 2
	    ? xsum_sd(&m->sum, &m->square, 1) : (double)NAN);
	agg_u64(w, out, "_n", m->sum.n);
	agg_some(w, out, "_bad", m->bad);
}

const struct agg_type agg_sd = {
	.name = "sd",
	.args = "x",
	.summary = "sample standard deviation",
	.method = "exact sums",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct agg_moments),
	.init = agg_init_none,
	.rows = moments_rows,
	.merge = agg_moments_merge,
	.save = agg_moments_save,
	.load = agg_moments_load,
	.emit = sd_emit,
	.use = agg_moments_use,
	.heap = agg_moments_heap,
	.free = agg_moments_free
};

struct ratio {
	struct xsum      a, b;
	struct xsum_prod aa, ab, bb;
	uint64_t         bad;
	uint64_t         below;		/* records with a value below 0 */
	uint64_t         counts;	/* records where a is a count of events out of b */
};

/* Whole numbers, 0 <= a <= b. */
static bool
ratio_counts(const struct xsum_num *a, const struct xsum_num *b)
{
	const int64_t one = 1000000000, x = (int64_t)a->units, y = (int64_t)b->units;

	return a->dec && b->dec && x == a->units && y == b->units && x >= 0 && x <= y &&
	    x % one == 0 && y % one == 0;
}

static void
ratio_weighed(const struct agg_rows *in)
{
	const struct agg_column *a = in->arg[0], *b = in->arg[1];

	for (size_t i = 0; i < in->n; i++) {
		struct ratio *r = agg_rows_state(in, i);
		const uint64_t n = in->weight[i];

		r->bad += a->is[i] == AGG_IS_BAD || b->is[i] == AGG_IS_BAD ? n : 0;
		if (a->is[i] < AGG_IS_NUMBER || b->is[i] < AGG_IS_NUMBER)
			continue;
		xsum_add_times(&r->a, &a->exact[i], n);
		xsum_add_times(&r->b, &b->exact[i], n);
		xsum_prod_add_times(&r->aa, &a->exact[i], &a->exact[i], n);
		xsum_prod_add_times(&r->ab, &a->exact[i], &b->exact[i], n);
		xsum_prod_add_times(&r->bb, &b->exact[i], &b->exact[i], n);
		r->below += a->exact[i].d < 0 || b->exact[i].d < 0 ? n : 0;
		r->counts += ratio_counts(&a->exact[i], &b->exact[i]) ? n : 0;
	}
}

/* A record counts when both its values are numbers; bad is per record. */
static void
ratio_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const struct agg_column *a = in->arg[0], *b = in->arg[1];

	(void)cfg;
	if (in->weight != NULL) {
		ratio_weighed(in);
		return;
	}
	for (size_t i = 0; i < in->n; i++) {
		struct ratio *r = agg_rows_state(in, i);

		r->bad += a->is[i] == AGG_IS_BAD || b->is[i] == AGG_IS_BAD;
		if (a->is[i] < AGG_IS_NUMBER || b->is[i] < AGG_IS_NUMBER)
			continue;
		xsum_add(&r->a, &a->exact[i]);
		xsum_add(&r->b, &b->exact[i]);
		xsum_prod_add(&r->aa, &a->exact[i], &a->exact[i]);
		xsum_prod_add(&r->ab, &a->exact[i], &b->exact[i]);
		xsum_prod_add(&r->bb, &b->exact[i], &b->exact[i]);
		r->below += a->exact[i].d < 0 || b->exact[i].d < 0;
		r->counts += ratio_counts(&a->exact[i], &b->exact[i]);
	}
}

static enum rc
ratio_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct ratio *d = dst;
	const struct ratio *s = src;

	(void)cfg;
	(void)e;
	xsum_merge(&d->a, &s->a);
	xsum_merge(&d->b, &s->b);
	xsum_prod_merge(&d->aa, &s->aa);
	xsum_prod_merge(&d->ab, &s->ab);
	xsum_prod_merge(&d->bb, &s->bb);
	d->bad += s->bad;
	d->below += s->below;
	d->counts += s->counts;
	return RC_OK;
}

/*
 * {"a":{...},"b":{...},"aa":{...},"ab":{...},"bb":{...},"bad":1,"below":1,"counts":1}: sums of
 * the two values and of their products, sketch/xsum_state.h
 */
static void
ratio_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct ratio *r = st;

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("a"));
	xsum_state_save(&r->a, w);
	jwrite_key(w, SV("b"));
	xsum_state_save(&r->b, w);
	jwrite_key(w, SV("aa"));
	xsum_state_save_prod(&r->aa, w);
	jwrite_key(w, SV("ab"));
	xsum_state_save_prod(&r->ab, w);
	jwrite_key(w, SV("bb"));
	xsum_state_save_prod(&r->bb, w);
	agg_save_some(w, "bad", r->bad);
	agg_save_some(w, "below", r->below);
	agg_save_some(w, "counts", r->counts);
	jwrite_shut(w, '}');
}

static enum rc
ratio_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "a", .need = true }, { .name = "b", .need = true },
		{ .name = "aa", .need = true }, { .name = "ab", .need = true },
		{ .name = "bb", .need = true }, { .name = "bad" }, { .name = "below" },
		{ .name = "counts" }
	};
	struct ratio *r = st;
	struct xsum *sum[] = { &r->a, &r->b };
	struct xsum_prod *prod[] = { &r->aa, &r->ab, &r->bb };
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	for (int i = 0; i < 2 && rc == RC_OK; i++)
		rc = jfields_within(f[i].name, xsum_state_load(sum[i], &f[i].v, e), e);
	if (rc == RC_OK && r->a.n != r->b.n)
		rc = rc_err(e, RC_SYNTAX, "'a' and 'b' are sums of as many values");
	for (int i = 0; i < 3 && rc == RC_OK; i++)
		rc = jfields_within(f[i + 2].name,
		    xsum_state_load_prod(prod[i], r->a.n, &f[i + 2].v, e), e);
	if (rc == RC_OK)
		rc = jfields_count(&f[5], JFIELDS_COUNT_MAX, &r->bad, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[6], r->a.n, &r->below, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[7], r->a.n, &r->counts, e);
	if (rc == RC_OK && r->counts == r->a.n &&
	    !(xsum_total(&r->a) >= 0 && xsum_total(&r->a) <= xsum_total(&r->b)))
		rc = rc_err(e, RC_SYNTAX, "'a' and 'b' are no sums of counts");
	if (rc == RC_OK && (!agg_spread(&r->a, &r->aa) || !agg_spread(&r->b, &r->bb) ||
	    (r->a.n == 1 && xsum_cov_sign(&r->a, &r->b, &r->ab) != 0)))
		rc = rc_err(e, RC_SYNTAX, "'aa', 'ab' and 'bb' are not those of such sums");
	return rc;
}

/*
 * Whether all records are counts a_i out of b_i that differ no more than binomial ones of one
 * share do, at 5 %.  @var and @of_b are the sample variances of a_i - R b_i and of b_i.
 * The sum of (a_i - R b_i)^2 has the mean R (1 - R) (B - sum of b_i^2 / B), B the sum of b_i, and
 * nearly the shape of a chi squared (Satterthwaite) of so many degrees of freedom as there are
 * records, of which a large one has more weight.
 */
static bool
ratio_by_chance(const struct ratio *r, double ratio, double var, double of_b)
{
	double n = (double)r->a.n, total = xsum_total(&r->b), squares, df, phi;

	if (r->counts != r->a.n || !(ratio > 0 && ratio < 1) || total > COUNTS_MAX)
		return false;
	squares = (n - 1) * of_b + total * total / n;
	df = total * total / squares - 1;
	phi = (n - 1) * var / (ratio * (1 - ratio) * (total - squares / total));
	return df >= DF_MIN && tails_gamma(df / 2, df * phi / 2, true) > 0.05;
}

/*
 * Delta method: the ratio R of two means has about the variance of the mean of
 * (a_i - R b_i) / mean(b).  Source: Deng, Knoblich, Lu, KDD 2018, section 2.
 * Student's quantile, so that ratio(x, 1) has the interval of mean(x), but for the cut.
 * a and R b are taken by a power of two that makes the greater spread about 1, and b
 * by another: squares of ordinary values may leave the doubles.
 *
 * Records that all have one ratio say nothing of its spread, though the formula makes it 0:
 * no errors in two requests are no proof that there are none.
 *
 * Where a counts events out of b the formula may be far too wide, for few records, or too
 * narrow: then the interval is that of the share, as long as the records do not differ by more
 * than counts do by chance.
 */
static struct interval
ratio_interval(const struct ratio *r, double ratio, const struct agg_out *out,
    struct agg_memo *memo)
{
	struct xsum_scaled aa = xsum_cov_scaled(&r->a, &r->a, &r->aa);
	struct xsum_scaled ab = xsum_cov_scaled(&r->a, &r->b, &r->ab);
	struct xsum_scaled bb = xsum_cov_scaled(&r->b, &r->b, &r->bb);
	double n = (double)r->a.n, t = agg_memo_t(memo, out->conf, r->a.n - 1);
	double scaled, var, half, all;
	int of_ratio, of_b = bb.half, of_a;

	(void)frexp(ratio, &of_ratio);
	of_a = of_b + of_ratio;
	if (bb.m == 0 || ratio == 0 || (aa.m != 0 && aa.half > of_a))
		of_a = aa.half;
	scaled = ldexp(ratio, of_b - of_a);
	all = ldexp(aa.m, 2 * (aa.half - of_a))
	    + scaled * scaled * ldexp(bb.m, 2 * (bb.half - of_b));
	var = all - 2 * scaled * ldexp(ab.m, 2 * ab.half - of_a - of_b);
	if (var <= 8 * DBL_EPSILON * all)	/* rounding alone */
		return agg_no_bounds();
	if (!out->plain &&
	    ratio_by_chance(r, ratio, ldexp(var, 2 * of_a), ldexp(bb.m, 2 * bb.half)))
		return agg_memo_share(memo, (uint64_t)xsum_total(&r->a),
		    (uint64_t)xsum_total(&r->b), out->conf);
	half = t * sqrt(var / n) / fabs(ldexp(xsum_mean(&r->b), -of_b));
	half = ldexp(half, of_a - of_b);
	return (struct interval){ r->below == 0 && half > ratio ? 0 : ratio - half,
		r->counts == r->a.n && !out->plain ? fmin(ratio + half, 1) : ratio + half };
}

static void
ratio_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct ratio *r = st;
	double below = xsum_total(&r->b);
	bool ok = r->b.n != 0 && below != 0;
	double ratio = ok ? xsum_total(&r->a) / below : (double)NAN;

	(void)cfg;
	agg_double(w, out, "", ratio);
	if (out->ci)
		agg_bounds(w, out, span, ok && r->a.n >= 2
		    ? ratio_interval(r, ratio, out, span->memo) : agg_no_bounds());
	agg_u64(w, out, "_n", r->a.n);
	agg_some(w, out, "_bad", r->bad);
}

/* n sum xy of the records, as moments of weights and as doubles. */
static double
product(const struct xsum *x, const struct xsum *y, const struct xsum_prod *xy)
{
	const double n = (double)x->n;
	struct xsum_scaled cov = { 0 };

	if (x->n > 1)
		cov = xsum_cov_scaled(x, y, xy);
	return (n - 1) / n * ldexp(cov.m, 2 * cov.half) + xsum_mean(x) * xsum_mean(y);
}

/*
 * As agg_sample_mean of a_i - R b_i, over the mean of b.  What of it is rounding alone, as
 * where all records have one ratio, says nothing.
 */
static struct interval
ratio_sample(const struct ratio *r, const struct ratio *square, double ratio, double conf,
    struct agg_memo *memo)
{
	const double rows = agg_sample_rows((struct agg_sample){ r->a.n, square->a.n });
	double all, var, half;

	if (agg_sample_whole(rows) < 2)
		return agg_no_bounds();
	all = product(&square->a, &square->a, &square->aa) +
	    ratio * ratio * product(&square->b, &square->b, &square->bb);
	var = all - 2 * ratio * product(&square->a, &square->b, &square->ab);
	if (!(var > 8 * DBL_EPSILON * all))
		return agg_no_bounds();
	half = agg_memo_t(memo, conf, agg_sample_whole(rows) - 1) * sqrt(var / (rows - 1)) /
	    fabs(xsum_mean(&r->b));
	return (struct interval){ r->below == 0 && half > ratio ? 0 : ratio - half, ratio + half };
}

static void
ratio_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct ratio *r = st, *square = span->square;
	const double below = xsum_total(&r->b);
	const bool ok = r->b.n != 0 && below != 0;
	const double ratio = ok ? xsum_total(&r->a) / below : (double)NAN;

	(void)cfg;
	agg_double(w, out, "", ratio);
	if (out->ci)
		agg_bounds(w, out, span, ok
		    ? ratio_sample(r, square, ratio, out->conf, span->memo) : agg_no_bounds());
	agg_u64(w, out, "_n", r->a.n);
	agg_sample_put(w, out, agg_sample_rows((struct agg_sample){ r->a.n, square->a.n }));
	agg_some(w, out, "_bad", r->bad);
}

static void
ratio_free(void *st)
{
	struct ratio *r = st;

	xsum_free(&r->a);
	xsum_free(&r->b);
	xsum_prod_free(&r->aa);
	xsum_prod_free(&r->ab);
	xsum_prod_free(&r->bb);
}

static size_t
ratio_heap(const void *st)
{
	const struct ratio *r = st;

	return xsum_heap(&r->a) + xsum_heap(&r->b) + xsum_prod_heap(&r->aa) +
	    xsum_prod_heap(&r->ab) + xsum_prod_heap(&r->bb);
}

static enum agg_use
ratio_use(const void *st)
{
	const struct ratio *s = st;

	return agg_use_of(s->a.n, s->bad);
}

const struct agg_type agg_ratio = {
	.name = "ratio",
	.args = "xx",
	.summary = "sum of one value over sum of another",
	.method = "exact sums",
	.interval = "of a share where all are counts, else delta method",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct ratio),
	.init = agg_init_none,
	.rows = ratio_rows,
	.merge = ratio_merge,
	.save = ratio_save,
	.load = ratio_load,
	.emit = ratio_emit,
	.drawn = ratio_drawn,
	.use = ratio_use,
	.heap = ratio_heap,
	.free = ratio_free
};
