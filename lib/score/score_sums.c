/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_sums.h"

#include <inttypes.h>
#include <math.h>

enum field {
	METRIC, USERS, MAIN, MAIN_2, BELOW, BELOW_2, MAIN_BELOW, COVARIATE, COVARIATE_2,
	MAIN_COVARIATE, N, SUCCESSES, MEAN, VARIANCE, FIELDS
};

static const char *const names[FIELDS] = {
	[METRIC] = "metric", [USERS] = "users", [MAIN] = "main_sum",
	[MAIN_2] = "main_sum_squares", [BELOW] = "denominator_sum",
	[BELOW_2] = "denominator_sum_squares", [MAIN_BELOW] = "main_denominator_sum_product",
	[COVARIATE] = "covariate_sum", [COVARIATE_2] = "covariate_sum_squares",
	[MAIN_COVARIATE] = "main_covariate_sum_product", [N] = "n",
	[SUCCESSES] = "successes", [MEAN] = "mean", [VARIANCE] = "variance"
};

enum { VARS = 4, PRODS = VARS * (VARS + 1) / 2 };	/* value, divisor, covariate, missing */

struct score_sums {
	size_t slot[FIELDS];
};

const struct score_sums *
score_sums_new(struct job *j)
{
	struct score_sums *s = arena_zalloc(&j->arena, sizeof(*s));
	struct err e;

	for (unsigned i = 0; i < FIELDS; i++) {
		const size_t n = j->query.proj.n;

		/* Plain names: they cannot be wrong. */
		(void)!proj_add(&j->query.proj, sv_of(names[i]), &s->slot[i], &e);
		if (s->slot[i] == n)
			j->query.proj.field[n].derived = true;
	}
	return s;
}

static const struct val *
at(const struct score_sums *s, const struct record *r, enum field f)
{
	return &r->slot[s->slot[f]];
}

static bool
has(const struct score_sums *s, const struct record *r, enum field f)
{
	return at(s, r, f)->kind != VAL_NONE;
}

bool
score_sums_is(const struct score_sums *s, const struct record *r)
{
	if (has(s, r, USERS) && has(s, r, MAIN))
		return true;
	return has(s, r, N) && (has(s, r, SUCCESSES) || (has(s, r, MEAN) && has(s, r, VARIANCE)));
}

struct sums {			/* what a record says of the variables of a metric */
	uint64_t        n;
	struct xsum_num sum[VARS];
	struct xsum_num prod[PRODS];
};

static enum rc
number(const struct score_sums *s, const struct record *r, enum field f, struct xsum_num *x,
    struct err *e)
{
	if (has(s, r, f) && xsum_num_of(at(s, r, f), x))
		return RC_OK;
	return rc_err(e, RC_BAD, "expected a number as %s", names[f]);
}

static enum rc
count(const struct score_sums *s, const struct record *r, enum field f, uint64_t *n,
    struct err *e)
{
	const num_i128 unit = 1000000000;
	struct xsum_num x;
	enum rc rc = number(s, r, f, &x, e);

	if (rc != RC_OK)
		return rc;
	if (!x.dec || x.units < 0 || x.units % unit != 0 || x.units / unit > INT64_MAX / 2)
		return rc_err(e, RC_BAD, "expected a count as %s", names[f]);
	*n = (uint64_t)(x.units / unit);
	return RC_OK;
}

static struct xsum_num
num_of_units(num_i128 units)
{
	return (struct xsum_num){ .units = units, .d = (double)units / 1e9, .dec = true };
}

/*
 * (n - 1) variance + n mean^2 in units of 1e-9, so that a large mean does not take the variance
 * with it; false where these do not hold it.
 */
static bool
squares_of(uint64_t n, const struct xsum_num *mean, const struct xsum_num *variance,
    struct xsum_num *x)
{
	const num_i128 unit = 1000000000;
	num_i128 m2, spread, all;

	if (n < 1 || !mean->dec || !variance->dec ||
	    __builtin_mul_overflow(mean->units, mean->units, &m2) ||
	    __builtin_mul_overflow((num_i128)(n - 1), variance->units, &spread) ||
	    __builtin_mul_overflow((m2 + unit / 2) / unit, (num_i128)n, &all) ||
	    __builtin_add_overflow(all, spread, &all))
		return false;
	*x = num_of_units(all);
	return true;
}

static enum rc
read_looks(const struct score_sums *s, const struct record *r, struct sums *out, struct err *e)
{
	struct xsum_num mean, variance;
	enum rc rc = count(s, r, N, &out->n, e);
	double n;

	if (rc == RC_OK)
		rc = number(s, r, MEAN, &mean, e);
	if (rc == RC_OK)
		rc = number(s, r, VARIANCE, &variance, e);
	if (rc != RC_OK)
		return rc;
	n = (double)out->n;
	out->sum[0] = (struct xsum_num){ .d = n * mean.d };
	if (mean.dec && !__builtin_mul_overflow(mean.units, (num_i128)out->n,
	    &out->sum[0].units))
		out->sum[0] = num_of_units(out->sum[0].units);
	if (!squares_of(out->n, &mean, &variance, &out->prod[0]))
		out->prod[0] = (struct xsum_num){ .d = (n - 1) * variance.d + n * mean.d * mean.d };
	return RC_OK;
}

/* The divisor, and the covariate, stand behind the value where the metric has them. */
static enum rc
read_more(const struct score_plan *p, const struct score_metric *m, const struct record *r,
    struct sums *out, struct err *e)
{
	const struct score_sums *s = p->sums;
	const unsigned x = m->base;
	enum rc rc = RC_OK;

	if (m->kind == SCORE_QUOTIENT) {
		rc = number(s, r, BELOW, &out->sum[1], e);
		if (rc == RC_OK)
			rc = number(s, r, MAIN_BELOW, &out->prod[comoment_at(1, 0)], e);
		if (rc == RC_OK)
			rc = number(s, r, BELOW_2, &out->prod[comoment_at(1, 1)], e);
	}
	if (rc != RC_OK || p->ncovariate == 0)
		return rc;
	if (p->ncovariate > 1 || m->kind == SCORE_QUOTIENT)
		return rc_err(e, RC_BAD, "sums have one covariate at most, and of no ratio");
	rc = number(s, r, COVARIATE, &out->sum[x], e);
	if (rc == RC_OK)
		rc = number(s, r, COVARIATE_2, &out->prod[comoment_at(x, x)], e);
	return rc == RC_OK ? number(s, r, MAIN_COVARIATE, &out->prod[comoment_at(x, 0)], e) : rc;
}

static enum rc
read_sums(const struct score_plan *p, const struct score_metric *m, const struct record *r,
    struct sums *out, struct err *e)
{
	const struct score_sums *s = p->sums;
	enum rc rc;

	if (!has(s, r, USERS)) {
		if (m->kind == SCORE_QUOTIENT || p->ncovariate > 0)
			return rc_err(e, RC_BAD, "counts and variances tell of no ratio, and of no "
			    "covariate");
		if (!has(s, r, SUCCESSES))
			return read_looks(s, r, out, e);
		rc = count(s, r, N, &out->n, e);
		if (rc == RC_OK)
			rc = number(s, r, SUCCESSES, &out->sum[0], e);
		out->prod[0] = out->sum[0];
		return rc;
	}
	rc = count(s, r, USERS, &out->n, e);
	if (rc == RC_OK)
		rc = number(s, r, MAIN, &out->sum[0], e);
	out->prod[0] = out->sum[0];
	if (rc == RC_OK && (m->kind != SCORE_SHARE || has(s, r, MAIN_2)))
		rc = number(s, r, MAIN_2, &out->prod[0], e);
	return rc == RC_OK ? read_more(p, m, r, out, e) : rc;
}

static const struct score_metric *
metric_of(const struct score_plan *p, const struct record *r, struct arena *tmp, struct err *e)
{
	const struct val *v = at(p->sums, r, METRIC);
	struct sv name;

	if (val_null(v) && p->nmetric == 1)
		return &p->metric[0];
	name = val_text(v, tmp);
	for (unsigned i = 0; i < p->nmetric; i++)
		if (v->kind == VAL_STRING && sv_eq(p->metric[i].name, name))
			return &p->metric[i];
	rc_err(e, RC_BAD, "sums are of one of the metrics, which metric names");
	return NULL;
}

enum rc
score_sums_add(const struct score_plan *p, struct score_arm *a, const struct record *r,
    struct arena *tmp, struct err *e)
{
	const struct score_metric *m = metric_of(p, r, tmp, e);
	struct sums s = { 0 };
	enum rc rc;

	if (m == NULL)
		return RC_BAD;
	if (m->keeps || m->cap.on)
		return rc_err(e, RC_BAD, "sums cannot be capped or ranked");
	for (unsigned i = 0; i < VARS; i++)
		s.sum[i] = num_of_units(0);
	for (unsigned i = 0; i < PRODS; i++)
		s.prod[i] = num_of_units(0);
	rc = read_sums(p, m, r, &s, e);
	if (rc == RC_OK && comoment_give(&a->cell[m - p->metric].m, s.n, s.sum, s.prod, e)
	    != RC_OK)
		rc = RC_BAD;
	if (rc != RC_OK)
		return rc;
	a->given = true;
	return RC_OK;
}
