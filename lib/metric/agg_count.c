/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_count - count() and throughput()
 *
 * Memory class: 8 and 32 bytes a state.
 */
#include "metric/agg.h"

#include "json/jfields.h"
#include "metric/agg_sample.h"

#include <math.h>

static void
count_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	(void)cfg;
	for (size_t i = 0; i < in->n && in->weight == NULL; i++)
		++*(uint64_t *)agg_rows_state(in, i);
	for (size_t i = 0; i < in->n && in->weight != NULL; i++)
		*(uint64_t *)agg_rows_state(in, i) += in->weight[i];
}

static enum rc
count_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	uint64_t *d = dst;
	const uint64_t *s = src;

	(void)cfg;
	(void)e;
	*d += *s;
	return RC_OK;
}

static void
count_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const uint64_t *n = st;

	(void)cfg;
	(void)span;
	agg_u64(w, out, "", *n);
}

/* 12 */
static void
count_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const uint64_t *n = st;

	(void)cfg;
	jwrite_u64(w, *n);
}

static enum rc
count_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	const struct jfield f = { .name = "count", .v = *v };

	(void)cfg;
	return jfields_count(&f, JFIELDS_COUNT_MAX, st, e);
}

static bool
count_read(void *st, const struct agg_cfg *cfg, struct jspelled *t, void *room)
{
	(void)cfg;
	(void)room;
	return jspelled_u64(t, st);
}

static void
count_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const uint64_t *n = st, *squares = span->square;
	const struct agg_sample a = { *n, *squares };

	count_emit(st, cfg, out, span, w);
	agg_bounds(w, out, span, agg_sample_count(span->memo, a, false, out->conf));
	agg_sample_put(w, out, agg_sample_rows(a));
}

const struct agg_type agg_count = {
	.name = "count",
	.args = "",
	.summary = "records",
	.method = "counted",
	.version = 1,
	AGG_STATE(uint64_t),
	.init = agg_init_none,
	.rows = count_rows,
	.merge = count_merge,
	.save = count_save,
	.load = count_load,
	.read = count_read,
	.emit = count_emit,
	.drawn = count_drawn
};

struct throughput {
	uint64_t n;		/* records with a time */
	uint64_t null;		/* records without */
	int64_t  first_us;
	int64_t  last_us;
};

static enum rc
throughput_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct throughput *t = st;

	(void)cfg;
	(void)e;
	if (!in->timed) {
		t->null += agg_times(in);
		return RC_OK;
	}
	if (t->n == 0 || in->at_us < t->first_us)
		t->first_us = in->at_us;
	if (t->n == 0 || in->at_us > t->last_us)
		t->last_us = in->at_us;
	t->n += agg_times(in);
	return RC_OK;
}

static enum rc
throughput_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct throughput *d = dst;
	const struct throughput *s = src;

	(void)cfg;
	(void)e;
	if (s->n != 0) {
		if (d->n == 0 || s->first_us < d->first_us)
			d->first_us = s->first_us;
		if (d->n == 0 || s->last_us > d->last_us)
			d->last_us = s->last_us;
	}
	d->n += s->n;
	d->null += s->null;
	return RC_OK;
}

/* {"n":12,"first_us":1700000000000000,"last_us":1700000060000000,"null":1}; times with n only */
static void
throughput_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct throughput *t = st;

	(void)cfg;
	jwrite_open(w, '{');
	agg_save_some(w, "n", t->n);
	if (t->n != 0) {
		jwrite_key(w, SV("first_us"));
		jwrite_i64(w, t->first_us);
		jwrite_key(w, SV("last_us"));
		jwrite_i64(w, t->last_us);
	}
	agg_save_some(w, "null", t->null);
	jwrite_shut(w, '}');
}

static enum rc
throughput_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "n" }, { .name = "null" }, { .name = "first_us" }, { .name = "last_us" }
	};
	struct throughput *t = st;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	if (rc == RC_OK)
		rc = jfields_count(&f[0], JFIELDS_COUNT_MAX, &t->n, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &t->null, e);
	if (rc == RC_OK && t->n == 0 &&
	    (f[2].v.kind != VAL_NONE || f[3].v.kind != VAL_NONE))
		rc = rc_err(e, RC_SYNTAX, "times without records");
	if (rc != RC_OK || t->n == 0)
		return rc;
	rc = jfields_i64(&f[2], &t->first_us, e);
	if (rc == RC_OK)
		rc = jfields_i64(&f[3], &t->last_us, e);
	if (rc == RC_OK && (t->first_us > t->last_us || (t->n == 1 && t->first_us != t->last_us)))
		rc = rc_err(e, RC_SYNTAX, "'first_us' and 'last_us' do not fit 'n' records");
	return rc;
}

/*
 * Over a window its records are counted.  Without one the time begins and ends with a record,
 * so that n of them are n - 1 gaps.  Of a Poisson process that was looked at for some time, given
 * the first and the last record, the n - 2 between them are Poisson's with its rate times the
 * time between the two (the density of all is rate^n exp(-rate T)): theirs is the interval.  It
 * also holds where one waited for the n-th record, whose time is a gamma of n - 1.
 */
static void
throughput_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct throughput *t = st;
	struct interval i = agg_no_bounds();
	uint64_t n = t->n, between = t->n;
	double s = 0;

	(void)cfg;
	if (span->windowed) {
		s = ((double)span->window.to_us - (double)span->window.from_us) / 1e6;
	} else if (n != 0) {
		s = ((double)t->last_us - (double)t->first_us) / 1e6;
		n--;
		between = n > 0 ? n - 1 : 0;
	}
	if (out->ci && s > 0) {
		i = agg_memo_poisson(span->memo, between, out->conf);
		i.lo /= s;
		i.hi /= s;
	}
	agg_double(w, out, "", s > 0 ? (double)n / s : (double)NAN);
	agg_bounds(w, out, span, i);
	agg_u64(w, out, "_n", t->n);
	agg_some(w, out, "_null", t->null);
}

/*
 * Without a window the time begins and ends with a record, so that there is one gap less than
 * records, and one record less between them.
 */
static void
throughput_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct throughput *t = st, *square = span->square;
	struct agg_sample a = { t->n, square->n };
	const double rows = agg_sample_rows(a);
	struct interval i = agg_no_bounds();
	double s, n = (double)t->n, less = 1;

	(void)cfg;
	if (span->windowed) {
		s = ((double)span->window.to_us - (double)span->window.from_us) / 1e6;
	} else {
		s = t->n != 0 ? ((double)t->last_us - (double)t->first_us) / 1e6 : 0;
		n = rows > 1 ? n * (1 - 1 / rows) : 0;
		less = rows > 2 ? 1 - 2 / rows : 0;
	}
	a.n = (uint64_t)((double)a.n * less);
	a.s = (uint64_t)((double)a.s * less);
	if (out->ci && s > 0) {
		i = agg_sample_count(span->memo, a, true, out->conf);
		i.lo = fmin(i.lo, n) / s;
		i.hi = fmax(i.hi, n) / s;
	}
	agg_double(w, out, "", s > 0 ? n / s : (double)NAN);
	agg_bounds(w, out, span, i);
	agg_u64(w, out, "_n", t->n);
	agg_sample_put(w, out, rows);
	agg_some(w, out, "_null", t->null);
}

/* Records a second over the window, or over the time from the first to the last record. */
const struct agg_type agg_throughput = {
	.name = "throughput",
	.args = "",
	.summary = "records a second",
	.method = "counted over the span",
	.interval = "exact Poisson",
	.flags = FOLD_TIMED,
	.version = 1,
	AGG_STATE(struct throughput),
	.init = agg_init_none,
	.step = throughput_step,
	.merge = throughput_merge,
	.save = throughput_save,
	.load = throughput_load,
	.emit = throughput_emit,
	.drawn = throughput_drawn
};
