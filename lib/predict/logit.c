/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/logit.h"

#include "base/mem.h"
#include "stats/special.h"

#include <math.h>
#include <string.h>

#define SURE 30.0	/* log odds: 1e-13 is a class of its own */
#define DONE 1e-13	/* relative gain of the likelihood that ends the search */

enum { STEPS_MAX = 100, HALVES_MAX = 30 };

struct irls {
	const struct rowset *rows;
	const struct logit  *m;		/* mean and sd of the features */
	double   ridge;
	size_t   n;			/* coefficients, the intercept first */
	double  *z;			/* a row: 1, then its features standardised */
	double  *score;			/* the gradient */
	double  *info;			/* n * n, minus the Hessian */
	double   goal;			/* what is maximised */
	double   ll;
	double   farthest;		/* greatest |log odds| */
};

static double
chance(double odds)
{
	double small = exp(-fabs(odds));

	return (odds >= 0 ? 1 : small) / (1 + small);
}

static double
standard(const struct logit *m, const double *x, size_t i)
{
	return m->sd[i] > 0 ? (x[i] - m->mean[i]) / m->sd[i] : 0;
}

double
logit_score(const struct logit *m, const double *x)
{
	double odds = m->intercept;

	for (size_t i = 0; i < m->k; i++)
		odds += m->coef[i] * standard(m, x, i);
	return chance(odds);
}

/* One row into the sums: @y of weight @w. */
static void
add_row(struct irls *s, const double *b, double y, double w)
{
	double odds = 0, p, curve;

	for (size_t i = 0; i < s->n; i++)
		odds += b[i] * s->z[i];
	p = chance(odds);
	curve = w * p * (1 - p);
	s->ll -= w * (log1p(exp(-fabs(odds))) + (odds > 0 ? odds : 0) - y * odds);
	s->farthest = fabs(odds) > s->farthest ? fabs(odds) : s->farthest;
	for (size_t i = 0; i < s->n; i++) {
		double *row = s->info + i * s->n, c = curve * s->z[i];

		s->score[i] += w * (y - p) * s->z[i];
		for (size_t k = 0; k <= i; k++)
			row[k] += c * s->z[k];
	}
}

/* The sums at the coefficients @b. */
static void
pass(struct irls *s, const double *b)
{
	s->ll = s->farthest = 0;
	memset(s->score, 0, s->n * sizeof(double));
	memset(s->info, 0, s->n * s->n * sizeof(double));
	s->z[0] = 1;
	for (size_t r = 0; r < s->rows->n; r++) {
		const double *x = rowset_row(s->rows, r);

		for (size_t i = 1; i < s->n; i++)
			s->z[i] = standard(s->m, x, i - 1);
		add_row(s, b, x[s->n - 1], s->rows->weight[r]);
	}
	s->goal = s->ll;
	for (size_t i = 1; i < s->n; i++) {
		s->goal -= s->ridge / 2 * b[i] * b[i];
		s->score[i] -= s->ridge * b[i];
		s->info[i * s->n + i] += s->ridge;
	}
	/* Of a constant feature nothing is known, and its coefficient stays 0. */
	for (size_t i = 1; i < s->n; i++)
		if (!(s->info[i * s->n + i] > 0))
			s->info[i * s->n + i] = 1;
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = i + 1; k < s->n; k++)
			s->info[i * s->n + k] = s->info[k * s->n + i];
}

static enum rc
depend(struct err *e)
{
	return rc_err(e, RC_RANGE, "the features depend on each other: leave one out, or give a "
	    "ridge above 0");
}

/* From the sums at @b to a better @b, and the sums there; *better is false at the end. */
static enum rc
improve(struct irls *s, double *b, double *next, bool *better, struct err *e)
{
	double goal = s->goal, *d = s->score;

	if (!special_solve(s->info, d, s->n, false))
		return depend(e);
	memcpy(next, d, s->n * sizeof(double));
	for (int half = 0; half < HALVES_MAX; half++) {
		for (size_t i = 0; i < s->n; i++)
			next[i + s->n] = b[i] + ldexp(next[i], -half);
		pass(s, next + s->n);
		if (s->goal >= goal)
			break;
	}
	*better = s->goal > goal + DONE * (1 + fabs(goal));
	if (s->goal >= goal)
		memcpy(b, next + s->n, s->n * sizeof(double));
	else
		pass(s, b);
	return RC_OK;
}

static enum rc
search(struct irls *s, double *b, bool *separated, struct err *e)
{
	double *next = mem_array(NULL, 2 * s->n, sizeof(double));
	bool better = true;
	enum rc rc = RC_OK;

	pass(s, b);
	for (int i = 0; rc == RC_OK && better; i++) {
		rc = improve(s, b, next, &better, e);
		*separated = s->ridge <= 0 && (s->farthest > SURE || i == STEPS_MAX);
		better &= !*separated && i < STEPS_MAX;
	}
	mem_free(next);
	return rc;
}

static void
standardise(struct logit_fit *fit, const struct rowset *rows)
{
	struct logit *m = &fit->model;
	double n = (double)fit->n;

	for (size_t i = 0; i < m->k; i++) {
		double sum = 0, squares = 0;

		for (size_t r = 0; r < rows->n; r++)
			sum += rows->weight[r] * rowset_row(rows, r)[i];
		m->mean[i] = sum / n;
		for (size_t r = 0; r < rows->n; r++) {
			double d = rowset_row(rows, r)[i] - m->mean[i];

			squares += rows->weight[r] * d * d;
		}
		m->sd[i] = sqrt(squares / n);
		if (!(m->sd[i] > 1e-12 * fabs(m->mean[i]))) {
			m->sd[i] = 0;
			fit->constant++;
		}
	}
}

static enum rc
result(struct logit_fit *fit, struct irls *s, const double *b, struct err *e)
{
	fit->ll = s->ll;
	fit->model.intercept = b[0];
	memcpy(fit->model.coef, b + 1, fit->model.k * sizeof(double));
	if (!special_solve(s->info, NULL, s->n, true))
		return depend(e);
	fit->intercept_se = sqrt(s->info[0]);
	for (size_t i = 0; i < fit->model.k; i++)
		fit->coef_se[i] = fit->model.sd[i] > 0
		    ? sqrt(s->info[(i + 1) * s->n + i + 1]) : NAN;
	return RC_OK;
}

static void
count_classes(struct logit_fit *fit, const struct rowset *rows)
{
	double n = 0, positives = 0;

	for (size_t r = 0; r < rows->n; r++) {
		n += rows->weight[r];
		positives += rows->weight[r] * rowset_row(rows, r)[rows->k - 1];
	}
	fit->n = (uint64_t)n;
	fit->positives = (uint64_t)positives;
	fit->ll_null = positives * log(positives / n) + (n - positives) * log1p(-positives / n);
}

enum rc
logit_fit(struct logit_fit *fit, const struct rowset *rows, double ridge, struct arena *a,
    struct err *e)
{
	size_t n = rows->k;
	struct irls s = { .rows = rows, .m = &fit->model, .ridge = ridge, .n = n };
	double *b;
	enum rc rc;

	*fit = (struct logit_fit){ .model.k = n - 1 };
	count_classes(fit, rows);
	if (fit->positives == 0 || fit->positives == fit->n)
		return rc_err(e, RC_EMPTY, "the target is %s of every record: there is nothing to "
		    "tell apart", fit->positives == 0 ? "false" : "true");
	fit->model.coef = arena_zalloc(a, n * sizeof(double));
	fit->model.mean = arena_zalloc(a, n * sizeof(double));
	fit->model.sd = arena_zalloc(a, n * sizeof(double));
	fit->coef_se = arena_zalloc(a, n * sizeof(double));
	standardise(fit, rows);
	b = mem_zalloc(n * sizeof(double));
	s.z = mem_zalloc(n * sizeof(double));
	s.score = mem_zalloc(n * sizeof(double));
	s.info = mem_zalloc(n * n * sizeof(double));
	b[0] = log((double)fit->positives / (double)(fit->n - fit->positives));
	rc = search(&s, b, &fit->separated, e);
	if (rc == RC_OK)
		rc = result(fit, &s, b, e);
	mem_free(b);
	mem_free(s.z);
	mem_free(s.score);
	mem_free(s.info);
	return rc;
}
