/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/predict_rows.h"

#include "json/jwrite.h"
#include "stats/interval.h"

#include <math.h>
#include <stdio.h>

enum { DIGITS = 6, X_ROWS = 8 };	/* x of 0 to 6, and more */

/* ---- fitting ---- */

/* The scores that part the best tenth of the rows from the next, and so on. */
static void
cut_scores(struct predict_fit *fit, const struct rowset *rows)
{
	struct rowset scored;
	struct ranking r;
	double last = NAN;

	rowset_init(&scored, 2);
	for (size_t i = 0; i < rows->n; i++) {
		const double *row = rowset_row(rows, i);
		double one[2] = { logit_score(&fit->logit.model, row), row[rows->k - 1] };

		for (double n = 0; n < rows->weight[i]; n++)
			rowset_add(&scored, one);
	}
	rowset_settle(&scored);
	ranking_of(&r, &scored, 0.95);
	for (int i = 0; i < RANKING_DECILES - 1; i++) {
		last = isnan(r.decile[i].lowest) ? last : r.decile[i].lowest;
		/* Of a decile that nobody is in the cut is that of the one before, or the top. */
		fit->cut[i] = isnan(last) ? 1 : num_digits(last, DIGITS);
	}
	rowset_free(&scored);
}

static void
say(const struct job *j, const char *what, const char *why)
{
	char msg[ERR_MSG_MAX + 32];

	snprintf(msg, sizeof(msg), "%s: %s", what, why);
	j->say(j->name, msg);
}

enum rc
predict_rows_fit(struct job *j, struct predict_plan *p, const struct rowset *rows,
    const struct rowset *spends, struct err *e)
{
	struct predict_fit *fit = &p->fit;
	struct err why = { 0 };
	struct buf o;
	enum rc rc;

	if (rows->n == 0)
		return rc_err(e, RC_EMPTY, "no record to fit a model to");
	rc = fit->model->logit ? logit_fit(&fit->logit, rows, fit->ridge, &j->arena, e)
	    : lifetime_fit(&fit->lifetime, fit->model->kind, rows, e);
	if (rc != RC_OK)
		return rc;
	if (fit->model->logit) {
		cut_scores(fit, rows);
	} else if (spends->n > 0) {
		fit->spends = gamma_gamma_fit(&fit->spend, spends, &why) == RC_OK;
		if (!fit->spends)
			say(j, "spend is left out", why.msg);
	}
	buf_init(&o, SIZE_MAX);
	predict_model_save(fit, &o);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	return RC_OK;
}

/* ---- judging ---- */

struct of_x {			/* customers of one x */
	double n;
	double actual;
	double squares;		/* of what is actual */
	double expected;
};

static void
put(struct jwrite *w, const char *key, double v)
{
	if (isfinite(v))
		jwrite_put_double(w, key, num_digits(v, DIGITS));
}

static void
begin(struct jwrite *w, const char *kind, const struct predict_plan *p, struct buf *o)
{
	jwrite_init(w, o);
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
	jwrite_put_text(w, "model", sv_of(p->fit.model->name));
}

static void
end(struct jwrite *w)
{
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

/* An interval of the mean by Student's t, from two customers on. */
static void
put_x(const struct predict_plan *p, int x, const struct of_x *t, struct buf *o)
{
	char label[16];
	double mean = t->actual / t->n, var, half;
	struct jwrite w;

	snprintf(label, sizeof(label), "%d%s", x, x == X_ROWS - 1 ? "+" : "");
	begin(&w, "calibration", p, o);
	jwrite_put_text(&w, "x", sv_of(label));
	jwrite_put_u64(&w, "n", (uint64_t)t->n);
	put(&w, "actual", mean);
	if (t->n > 1) {
		var = fmax(0, t->squares - t->actual * mean) / (t->n - 1);
		half = interval_t(p->conf, t->n - 1) * sqrt(var / t->n);
		put(&w, "actual_lo", fmax(0, mean - half));
		put(&w, "actual_hi", mean + half);
	}
	put(&w, "expected", t->expected / t->n);
	end(&w);
}

static void
judge_customers(const struct predict_plan *p, const struct rowset *rows, struct buf *o)
{
	const struct lifetime *m = &p->fit.lifetime.model;
	struct of_x of[X_ROWS] = { { 0 } }, all = { 0 };
	double off = 0, off2 = 0;
	struct jwrite w;

	for (size_t i = 0; i < rows->n; i++) {
		const double *row = rowset_row(rows, i);
		struct customer c = { row[0], row[1], row[2] };
		struct of_x *t = &of[c.x < (double)X_ROWS ? (int)c.x : X_ROWS - 1];
		double n = rows->weight[i];
		double expected = lifetime_alive(m, &c) * lifetime_if_alive(m, &c, p->horizon);

		t->n += n;
		t->actual += n * row[3];
		t->squares += n * row[3] * row[3];
		t->expected += n * expected;
		off += n * fabs(row[3] - expected);
		off2 += n * (row[3] - expected) * (row[3] - expected);
	}
	for (int x = 0; x < X_ROWS; x++) {
		all.n += of[x].n;
		all.actual += of[x].actual;
		all.expected += of[x].expected;
		if (of[x].n > 0)
			put_x(p, x, &of[x], o);
	}
	begin(&w, "evaluation", p, o);
	jwrite_put_u64(&w, "n", (uint64_t)all.n);
	put(&w, "actual", all.actual);
	put(&w, "expected", all.expected);
	put(&w, "mae", off / all.n);
	put(&w, "rmse", sqrt(off2 / all.n));
	end(&w);
}

static void
put_decile(const struct predict_plan *p, const struct ranking *r, int i, struct buf *o)
{
	const struct ranking_decile *d = &r->decile[i];
	struct interval in = interval_wilson(d->positives, d->n, p->conf);
	struct jwrite w;

	begin(&w, "calibration", p, o);
	jwrite_put_u64(&w, "decile", (uint64_t)i + 1);
	jwrite_put_u64(&w, "n", d->n);
	put(&w, "actual", (double)d->positives / (double)d->n);
	put(&w, "actual_lo", in.lo);
	put(&w, "actual_hi", in.hi);
	put(&w, "expected", d->scores / (double)d->n);
	end(&w);
}

static void
put_lift(const struct predict_plan *p, const struct ranking *r, int i, uint64_t so_far,
    struct buf *o)
{
	const struct ranking_decile *d = &r->decile[i];
	struct interval in = interval_wilson(d->positives, d->n, p->conf);
	double rate = (double)d->positives / (double)d->n;
	double all = (double)r->positives / (double)r->n;
	struct jwrite w;

	begin(&w, "lift", p, o);
	jwrite_put_u64(&w, "decile", (uint64_t)i + 1);
	jwrite_put_u64(&w, "n", d->n);
	jwrite_put_u64(&w, "positives", d->positives);
	put(&w, "rate", rate);
	put(&w, "rate_lo", in.lo);
	put(&w, "rate_hi", in.hi);
	put(&w, "lift", rate / all);
	put(&w, "gain", (double)so_far / (double)r->positives);
	end(&w);
}

static void
judge_scores(const struct predict_plan *p, const struct rowset *rows, struct buf *o)
{
	struct ranking r;
	struct jwrite w;
	uint64_t so_far = 0;

	ranking_of(&r, rows, p->conf);
	for (int i = 0; i < RANKING_DECILES; i++)
		if (r.decile[i].n > 0)
			put_decile(p, &r, i, o);
	for (int i = 0; i < RANKING_DECILES; i++) {
		so_far += r.decile[i].positives;
		if (r.decile[i].n > 0)
			put_lift(p, &r, i, so_far, o);
	}
	begin(&w, "evaluation", p, o);
	jwrite_put_u64(&w, "n", r.n);
	jwrite_put_u64(&w, "positives", r.positives);
	put(&w, "auc", r.auc);
	put(&w, "auc_lo", r.auc_in.lo);
	put(&w, "auc_hi", r.auc_in.hi);
	put(&w, "log_loss", r.log_loss);
	put(&w, "brier", r.brier);
	end(&w);
}

enum rc
predict_rows_judge(struct job *j, const struct predict_plan *p, const struct rowset *rows,
    struct err *e)
{
	struct buf o;

	if (rows->n == 0) {
		say(j, "--evaluate", "no record to judge by");
		return rc_err(e, RC_NOVERDICT, "no record to judge by");
	}
	buf_init(&o, SIZE_MAX);
	if (p->fit.model->logit)
		judge_scores(p, rows, &o);
	else
		judge_customers(p, rows, &o);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	return RC_OK;
}
