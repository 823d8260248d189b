/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_survey - how content users are: apdex(x, T[, failed]), nps(x), csat(x), ces(x)
 *
 * apdex: satisfied x <= T, tolerating T < x <= 4T, frustrated beyond or where
 *        failed is true (whatever x is, even null); N = (S + Tol/2) / n.
 * nps:   whole scores 0 to 10; 100 (promoters 9-10 minus detractors 0-6) / n.
 * csat:  whole scores 1 to 5; share of 4 and 5.
 * ces:   scores 1 to 7; mean.  No interval goes beyond the scale.
 * A score outside its scale is bad, never clamped.  Memory class: at most 100
 * bytes a state.
 */
#include "metric/agg.h"

#include "expr/expr.h"
#include "metric/agg_sample.h"

#include <math.h>
#include <stddef.h>

struct apdex {
	double   t;		/* nearest to T; ties go to exact units */
	uint64_t satisfied;
	uint64_t tolerating;
	uint64_t frustrated;
	uint64_t null;
	uint64_t bad;
};

static enum rc
apdex_init(void *st, const struct agg_cfg *cfg, struct err *e)
{
	struct apdex *a = st;
	double t;

	if (!val_number(&cfg->threshold, &t) || !(t > 0) || t > 1e300)
		return rc_err(e, RC_RANGE, "apdex: the threshold must be a number greater than 0");
	a->t = t;
	return RC_OK;
}

/*
 * x <= @times * T.  Rounding to double is monotone and scaling by 4 exact, so
 * only equal doubles leave the question open.
 */
static bool
apdex_within(const struct apdex *a, const struct agg_cfg *cfg, const struct xsum_num *x, int times)
{
	double t = a->t * times;
	num_i128 units;

	if (x->d != t || !x->dec || !val_units(&cfg->threshold, &units))
		return x->d <= t;
	return x->units <= units * times;
}

static void
apdex_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const struct agg_column *x = in->arg[0], *failed = in->arg[1];

	for (size_t i = 0; i < in->n; i++) {
		struct apdex *a = agg_rows_state(in, i);
		const uint64_t n = in->weight != NULL ? in->weight[i] : 1;

		if (failed != NULL && failed->tri[i] == EXPR_TRUE)
			a->frustrated += n;
		else if (x->is[i] == AGG_IS_NULL)
			a->null += n;
		else if (x->is[i] == AGG_IS_BAD)
			a->bad += n;
		else if (apdex_within(a, cfg, &x->exact[i], 1))
			a->satisfied += n;
		else if (apdex_within(a, cfg, &x->exact[i], 4))
			a->tolerating += n;
		else
			a->frustrated += n;
	}
}

static enum rc
apdex_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct apdex *d = dst;
	const struct apdex *s = src;

	(void)cfg;
	(void)e;
	d->satisfied += s->satisfied;
	d->tolerating += s->tolerating;
	d->frustrated += s->frustrated;
	d->null += s->null;
	d->bad += s->bad;
	return RC_OK;
}

static const struct agg_member apdex_members[] = {
	{ "satisfied", offsetof(struct apdex, satisfied) },
	{ "tolerating", offsetof(struct apdex, tolerating) },
	{ "frustrated", offsetof(struct apdex, frustrated) },
	{ "null", offsetof(struct apdex, null) },
	{ "bad", offsetof(struct apdex, bad) }
};

/* {"satisfied":7,"tolerating":2,"frustrated":1,"null":1,"bad":1} */
static void
apdex_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	(void)cfg;
	agg_save_counts(w, st, apdex_members, sizeof(apdex_members) / sizeof(*apdex_members));
}

static enum rc
apdex_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	(void)cfg;
	return agg_load_counts(st, apdex_members,
	    sizeof(apdex_members) / sizeof(*apdex_members), v, e);
}

/* Scores of 1, 1/2 and 0. */
static struct interval
apdex_interval(const struct apdex *a, double conf)
{
	struct interval i = agg_net_interval((double)a->satisfied, (double)a->tolerating,
	    (double)a->frustrated, conf);

	return (struct interval){ (1 + i.lo) / 2, (1 + i.hi) / 2 };
}

static void
apdex_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct apdex *a = st;
	uint64_t n = a->satisfied + a->tolerating + a->frustrated;
	double score = (2 * (double)a->satisfied + (double)a->tolerating) / (2 * (double)n);

	(void)cfg;
	agg_double(w, out, "", n != 0 ? score : (double)NAN);
	if (out->ci)
		agg_bounds(w, out, span, n != 0
		    ? apdex_interval(a, out->conf) : agg_no_bounds());
	agg_u64(w, out, "_n", n);
	agg_some(w, out, "_null", a->null);
	agg_some(w, out, "_bad", a->bad);
}

static void
apdex_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	static const double value[3] = { 1, 0, -1 };
	const struct apdex *a = st, *q = span->square;
	double c[3] = { (double)a->satisfied, (double)a->tolerating, (double)a->frustrated };
	const double s[3] = { (double)q->satisfied, (double)q->tolerating, (double)q->frustrated };
	const uint64_t n = a->satisfied + a->tolerating + a->frustrated;
	const double score = (2 * c[0] + c[1]) / (2 * (double)n);
	const double rows = agg_sample_classes(value, c, s, 3);
	struct interval i = agg_no_bounds();

	(void)cfg;
	if (n != 0)
		i = agg_net_interval(c[0], c[1], c[2], out->conf);
	agg_double(w, out, "", n != 0 ? score : (double)NAN);
	agg_bounds(w, out, span, (struct interval){ (1 + i.lo) / 2, (1 + i.hi) / 2 });
	agg_u64(w, out, "_n", n);
	agg_sample_put(w, out, rows);
	agg_some(w, out, "_null", a->null);
	agg_some(w, out, "_bad", a->bad);
}

static enum agg_use
apdex_use(const void *st)
{
	const struct apdex *s = st;

	return agg_use_of(s->satisfied + s->tolerating + s->frustrated, s->bad);
}

const struct agg_type agg_apdex = {
	.name = "apdex",
	.args = "xtP",
	.summary = "Apdex score: within T counts 1, within 4T a half",
	.method = "counted",
	.interval = "adjusted Wald",
	.flags = FOLD_EXACT,
	.version = 1,
	AGG_STATE(struct apdex),
	.init = apdex_init,
	.rows = apdex_rows,
	.merge = apdex_merge,
	.save = apdex_save,
	.load = apdex_load,
	.emit = apdex_emit,
	.drawn = apdex_drawn,
	.use = apdex_use
};

/* A whole score from @lo to @hi, else -1 with *bad counted, or -1 for null. */
static int
survey_score(const struct agg_in *in, int lo, int hi, uint64_t *bad)
{
	const num_i128 one = 1000000000;
	struct xsum_num x;

	if (!agg_number(&in->arg[0], &x, agg_times(in), bad))
		return -1;
	if (!x.dec || x.units % one != 0 || x.units < lo * one || x.units > hi * one) {
		*bad += agg_times(in);
		return -1;
	}
	return (int)(x.units / one);
}

struct nps {
	uint64_t promoters;
	uint64_t passives;
	uint64_t detractors;
	uint64_t bad;
};

static enum rc
nps_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct nps *s = st;
	int score = survey_score(in, 0, 10, &s->bad);

	(void)cfg;
	(void)e;
	if (score >= 9)
		s->promoters += agg_times(in);
	else if (score >= 7)
		s->passives += agg_times(in);
	else if (score >= 0)
		s->detractors += agg_times(in);
	return RC_OK;
}

static enum rc
nps_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct nps *d = dst;
	const struct nps *s = src;

	(void)cfg;
	(void)e;
	d->promoters += s->promoters;
	d->passives += s->passives;
	d->detractors += s->detractors;
	d->bad += s->bad;
	return RC_OK;
}

static const struct agg_member nps_members[] = {
	{ "promoters", offsetof(struct nps, promoters) },
	{ "passives", offsetof(struct nps, passives) },
	{ "detractors", offsetof(struct nps, detractors) },
	{ "bad", offsetof(struct nps, bad) }
};

/* {"promoters":7,"passives":2,"detractors":1,"bad":1} */
static void
nps_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	(void)cfg;
	agg_save_counts(w, st, nps_members, sizeof(nps_members) / sizeof(*nps_members));
}

static enum rc
nps_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	(void)cfg;
	return agg_load_counts(st, nps_members,
	    sizeof(nps_members) / sizeof(*nps_members), v, e);
}

static struct interval
nps_interval(const struct nps *s, double conf)
{
	struct interval i = agg_net_interval((double)s->promoters, (double)s->passives,
	    (double)s->detractors, conf);

	return (struct interval){ 100 * i.lo, 100 * i.hi };
}

static void
nps_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct nps *s = st;
	uint64_t n = s->promoters + s->passives + s->detractors;
	double net = (double)s->promoters - (double)s->detractors;

	(void)cfg;
	agg_double(w, out, "", n != 0 ? 100 * net / (double)n : (double)NAN);
	if (out->ci)
		agg_bounds(w, out, span, n != 0
		    ? nps_interval(s, out->conf) : agg_no_bounds());
	agg_u64(w, out, "_n", n);
	agg_u64(w, out, "_promoters", s->promoters);
	agg_u64(w, out, "_passives", s->passives);
	agg_u64(w, out, "_detractors", s->detractors);
	agg_some(w, out, "_bad", s->bad);
}

static void
nps_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	static const double value[3] = { 1, 0, -1 };
	const struct nps *a = st, *q = span->square;
	double c[3] = { (double)a->promoters, (double)a->passives, (double)a->detractors };
	const double s[3] = { (double)q->promoters, (double)q->passives, (double)q->detractors };
	const uint64_t n = a->promoters + a->passives + a->detractors;
	const double net = c[0] - c[2], rows = agg_sample_classes(value, c, s, 3);
	struct interval i = agg_no_bounds();

	(void)cfg;
	if (n != 0)
		i = agg_net_interval(c[0], c[1], c[2], out->conf);
	agg_double(w, out, "", n != 0 ? 100 * net / (double)n : (double)NAN);
	agg_bounds(w, out, span, (struct interval){ 100 * i.lo, 100 * i.hi });
	agg_u64(w, out, "_n", n);
	agg_sample_put(w, out, rows);
	agg_u64(w, out, "_promoters", a->promoters);
	agg_u64(w, out, "_passives", a->passives);
	agg_u64(w, out, "_detractors", a->detractors);
	agg_some(w, out, "_bad", a->bad);
}

static enum agg_use
nps_use(const void *st)
{
	const struct nps *s = st;

	return agg_use_of(s->promoters + s->passives + s->detractors, s->bad);
}

const struct agg_type agg_nps = {
	.name = "nps",
	.args = "x",
	.summary = "net promoter score of answers 0 to 10",
	.method = "counted",
	.interval = "adjusted Wald",
	.version = 1,
	AGG_STATE(struct nps),
	.init = agg_init_none,
	.step = nps_step,
	.merge = nps_merge,
	.save = nps_save,
	.load = nps_load,
	.emit = nps_emit,
	.drawn = nps_drawn,
	.use = nps_use
};

struct csat {
	uint64_t content;
	uint64_t n;
	uint64_t bad;
};

static enum rc
csat_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct csat *s = st;
	int score = survey_score(in, 1, 5, &s->bad);

	(void)cfg;
	(void)e;
	s->content += score >= 4 ? agg_times(in) : 0;
	s->n += score >= 1 ? agg_times(in) : 0;
	return RC_OK;
}

static enum rc
csat_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct csat *d = dst;
	const struct csat *s = src;

	(void)cfg;
	(void)e;
	d->content += s->content;
	d->n += s->n;
	d->bad += s->bad;
	return RC_OK;
}

static const struct agg_member csat_members[] = {
	{ "content", offsetof(struct csat, content) },
	{ "n", offsetof(struct csat, n) },
	{ "bad", offsetof(struct csat, bad) }
};

/* {"content":7,"n":9,"bad":1} */
static void
csat_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	(void)cfg;
	agg_save_counts(w, st, csat_members, sizeof(csat_members) / sizeof(*csat_members));
}

static enum rc
csat_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	const struct csat *s = st;
	enum rc rc = agg_load_counts(st, csat_members,
	    sizeof(csat_members) / sizeof(*csat_members), v, e);

	(void)cfg;
	if (rc == RC_OK && s->content > s->n)
		rc = rc_err(e, RC_SYNTAX, "'content' is more than 'n'");
	return rc;
}

static void
csat_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct csat *s = st;

	(void)cfg;
	agg_share(w, out, span, s->content, s->n);
	agg_some(w, out, "_bad", s->bad);
}

static void
csat_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct csat *s = st, *square = span->square;

	(void)cfg;
	agg_sample_put_share(w, out, span, (struct agg_sample){ s->content, square->content },
	    (struct agg_sample){ s->n, square->n });
	agg_some(w, out, "_bad", s->bad);
}

static enum agg_use
csat_use(const void *st)
{
	const struct csat *s = st;

	return agg_use_of(s->n, s->bad);
}

const struct agg_type agg_csat = {
	.name = "csat",
	.args = "x",
	.summary = "share of answers 4 and 5 on a scale of 1 to 5",
	.method = "counted",
	.interval = "Jeffreys, no end wrong too often",
	.version = 1,
	AGG_STATE(struct csat),
	.init = agg_init_none,
	.step = csat_step,
	.merge = csat_merge,
	.save = csat_save,
	.load = csat_load,
	.emit = csat_emit,
	.drawn = csat_drawn,
	.use = csat_use
};

static enum rc
ces_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct agg_moments *m = st;
	struct xsum_num x;

	(void)cfg;
	(void)e;
	if (!agg_number(&in->arg[0], &x, agg_times(in), &m->bad))
		return RC_OK;
	if (x.d >= 1 && x.d <= 7)
		agg_moments_add_times(m, &x, agg_times(in));
	else
		m->bad += agg_times(in);
	return RC_OK;
}

/* As agg_moments_load; no mean of answers is outside their scale. */
static enum rc
ces_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	const struct agg_moments *m = st;
	enum rc rc = agg_moments_load(st, cfg, v, e);

	if (rc == RC_OK && m->sum.n != 0 && !(xsum_mean(&m->sum) >= 1 && xsum_mean(&m->sum) <= 7))
		rc = rc_err(e, RC_SYNTAX, "the mean is not from 1 to 7");
	return rc;
}

/* All answers alike have no variance, but are not certain: as a share of the scale. */
static struct interval
ces_interval(const struct agg_moments *m, const struct agg_out *out, const struct agg_span *span)
{
	const double lo = 1, wide = 6;
	struct interval i = agg_moments_interval(m, out, span);
	double n = (double)m->sum.n, z, share, mid, half;

	if (i.lo < i.hi)
		return (struct interval){ fmax(i.lo, lo), fmin(i.hi, lo + wide) };
	z = interval_z(out->conf);
	share = (i.lo - lo) / wide;
	mid = (share + z * z / (2 * n)) / (1 + z * z / n);
	half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
	return (struct interval){ lo + wide * fmax(fmin(mid - half, share), 0),
	    lo + wide * fmin(fmax(mid + half, share), 1) };
}

static void
ces_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct agg_moments *m = st;

	(void)cfg;
	agg_double(w, out, "", m->sum.n != 0 ? xsum_mean(&m->sum) : (double)NAN);
	agg_bounds(w, out, span, out->ci && m->sum.n >= 2
	    ? ces_interval(m, out, span) : agg_no_bounds());
	agg_u64(w, out, "_n", m->sum.n);
	agg_some(w, out, "_bad", m->bad);
}

/* As the mean, within the scale; answers that are all alike as a share of it. */
static void
ces_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const double lo = 1, wide = 6;
	const struct agg_moments *m = st, *square = span->square;
	const double rows = agg_sample_rows((struct agg_sample){ m->sum.n, square->sum.n });
	const double mean = m->sum.n != 0 ? xsum_mean(&m->sum) : (double)NAN;
	const double share = (mean - lo) / wide;
	struct interval i = agg_sample_mean(m, square, 0, out->conf, span->memo);

	(void)cfg;
	if (i.lo < i.hi) {
		i = (struct interval){ fmax(i.lo, lo), fmin(i.hi, lo + wide) };
	} else if (i.lo == i.hi) {
		i = agg_net_interval(share * rows, 0, (1 - share) * rows, out->conf);
		i = (struct interval){ lo + wide * (1 + i.lo) / 2, lo + wide * (1 + i.hi) / 2 };
	}
	agg_double(w, out, "", mean);
	agg_bounds(w, out, span, i);
	agg_u64(w, out, "_n", m->sum.n);
	agg_sample_put(w, out, rows);
	agg_some(w, out, "_bad", m->bad);
}

const struct agg_type agg_ces = {
	.name = "ces",
	.args = "x",
	.summary = "customer effort: mean of answers 1 to 7",
	.method = "exact sums",
	.interval = "Student's t",
	.version = 1,
	AGG_STATE(struct agg_moments),
	.init = agg_init_none,
	.step = ces_step,
	.merge = agg_moments_merge,
	.save = agg_moments_save,
	.load = ces_load,
	.emit = ces_emit,
	.drawn = ces_drawn,
	.use = agg_moments_use,
	.heap = agg_moments_heap,
	.free = agg_moments_free
};
