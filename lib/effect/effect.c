/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * effect - see effect.h
 *
 * A ratio of means enters everything by its linear form: what a unit adds to it is
 * (a - R b) / mean(b).  So metric and covariates are some linear forms of the variables, whose
 * covariances follow from those of the variables.
 */
#include "effect/effect.h"

#include "stats/fieller.h"
#include "stats/pvalue.h"
#include "stats/two_shares.h"

#include <math.h>

enum { FORMS_MAX = EFFECT_COVARIATES_MAX + 1 };

#define DEPENDENT 1e-10		/* of its variance left: a covariate is a sum of others */

void
effect_moments_of(struct effect_moments *m, const struct comoment *c)
{
	const uint64_t n = comoment_n(c);

	*m = (struct effect_moments){ .n = (double)n, .df = (double)n - 1, .p = c->p };
	for (unsigned i = 0; i < c->p; i++) {
		m->mean[i] = (double)NAN;
		if (n != 0)
			m->mean[i] = comoment_mean(c, i, &m->rest[i]);
		for (unsigned j = 0; j <= i; j++)
			m->cov[comoment_at(i, j)] = n < 2 ? (double)NAN : comoment_cov(c, i, j);
	}
}

static bool
quantity_fits(const struct effect_quantity *q, unsigned p)
{
	return q->above < p && (!q->ratio || (q->below < p && q->below != q->above));
}

static bool
quantity_same(const struct effect_quantity *a, const struct effect_quantity *b)
{
	return a->above == b->above && a->ratio == b->ratio && (!a->ratio || a->below == b->below);
}

bool
effect_metric_check(const struct effect_metric *m, unsigned p)
{
	bool ok = p <= COMOMENT_VARS_MAX && m->n <= EFFECT_COVARIATES_MAX &&
	    quantity_fits(&m->y, p);

	for (unsigned i = 0; ok && i < m->n; i++) {
		ok = quantity_fits(&m->x[i], p) && !quantity_same(&m->x[i], &m->y);
		for (unsigned j = 0; ok && j < i; j++)
			ok = !quantity_same(&m->x[i], &m->x[j]);
	}
	return ok;
}

struct form {			/* a quantity at its point */
	unsigned at[2];		/* variables */
	double   slope[2];
	double   value;
	double   rest;
};

static void
form_of(struct form *f, const struct effect_quantity *q, const struct effect_moments *m)
{
	double below;

	*f = (struct form){ .at = { q->above, q->above }, .slope = { 1, 0 },
		.value = m->mean[q->above], .rest = m->rest[q->above] };
	if (!q->ratio)
		return;
	below = m->mean[q->below] + m->rest[q->below];
	*f = (struct form){ .at = { q->above, q->below },
		.value = below != 0 ? (f->value + f->rest) / below : (double)NAN };
	f->slope[0] = 1 / below;
	f->slope[1] = -f->value / below;
}

/* Covariance of what a unit adds to two forms. */
static double
form_cov(const struct form *f, const struct form *g, const struct effect_moments *m)
{
	double sum = 0;

	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 2; j++)
			if (f->slope[i] != 0 && g->slope[j] != 0)
				sum += f->slope[i] * g->slope[j]
				    * m->cov[comoment_at(f->at[i], g->at[j])];
	return sum;
}

/*
 * Cholesky's factor, one covariate after the other: a row that has no length left is that of a
 * covariate which those before it make up, and is passed over.
 */
struct factor {
	unsigned n;
	unsigned which[EFFECT_COVARIATES_MAX];
	double   row[EFFECT_COVARIATES_MAX][EFFECT_COVARIATES_MAX];
	double   y[EFFECT_COVARIATES_MAX];	/* factor^-1 cov(x, y) */
};

static void
factor_take(struct factor *f, unsigned i, const struct form *form, const struct effect_moments *m)
{
	double *row = f->row[f->n];
	double var = form_cov(&form[i], &form[i], m), left = var;
	double y = form_cov(&form[i], &form[0], m);

	for (unsigned j = 0; j < f->n; j++) {
		row[j] = form_cov(&form[i], &form[f->which[j]], m);
		for (unsigned k = 0; k < j; k++)
			row[j] -= row[k] * f->row[j][k];
		row[j] /= f->row[j][j];
		left -= row[j] * row[j];
		y -= row[j] * f->y[j];
	}
	if (!(left > DEPENDENT * var) || !isfinite(left) || !isfinite(y))
		return;
	row[f->n] = sqrt(left);
	f->y[f->n] = y / row[f->n];
	f->which[f->n++] = i;
}

void
effect_theta_of(struct effect_theta *t, const struct effect_metric *m,
    const struct effect_moments *pool)
{
	struct form form[FORMS_MAX];
	struct factor f = { 0 };

	*t = (struct effect_theta){ .n = m->n };
	form_of(&form[0], &m->y, pool);
	for (unsigned i = 0; i < m->n; i++) {
		form_of(&form[i + 1], &m->x[i], pool);
		t->centre[i] = form[i + 1].value;
		t->rest[i] = form[i + 1].rest;
		factor_take(&f, i + 1, form, pool);
	}
	for (unsigned i = f.n; i-- > 0;) {
		double slope = f.y[i];

		for (unsigned j = i + 1; j < f.n; j++)
			slope -= f.row[j][i] * t->theta[f.which[j] - 1];
		t->theta[f.which[i] - 1] = slope / f.row[i][i];
	}
	t->used = f.n;
}

static void
arm_none(struct effect_arm *arm, double n)
{
	const double none = (double)NAN;

	*arm = (struct effect_arm){ .n = n, .df = none, .at = none, .var = none, .raw = none,
		.raw_var = none, .cov = none, .k = none };
}

/* The arm's estimate less slope times how far its covariates are from all arms'. */
static void
adjust(struct effect_arm *arm, const struct effect_metric *m, const struct effect_moments *of,
    const struct effect_theta *t)
{
	struct form form[FORMS_MAX];
	double slope[FORMS_MAX] = { 1 }, var = 0, cov = 0;

	form_of(&form[0], &m->y, of);
	for (unsigned i = 0; i < t->n; i++) {
		form_of(&form[i + 1], &m->x[i], of);
		slope[i + 1] = -t->theta[i];
		if (slope[i + 1] != 0)
			arm->rest += slope[i + 1] * ((form[i + 1].value - t->centre[i])
			    + (form[i + 1].rest - t->rest[i]));
	}
	for (unsigned i = 0; i <= t->n; i++) {
		if (slope[i] == 0)
			continue;
		cov += slope[i] * form_cov(&form[i], &form[0], of);
		for (unsigned j = 0; j <= t->n; j++)
			if (slope[j] != 0)
				var += slope[i] * slope[j] * form_cov(&form[i], &form[j], of);
	}
	arm->var = fmax(0, var) / of->n;
	arm->cov = cov / of->n;
	arm->k = (double)NAN;
}

bool
effect_arm_of(struct effect_arm *arm, const struct effect_metric *m,
    const struct effect_moments *of, const struct effect_theta *t)
{
	struct form y;
	double var;

	arm_none(arm, of->n);
	if (!(of->n >= 2))
		return false;
	form_of(&y, &m->y, of);
	var = fmax(0, form_cov(&y, &y, of)) / of->n;
	if (!isfinite(y.value) || !isfinite(var))
		return false;
	*arm = (struct effect_arm){ .n = of->n, .df = of->df, .at = y.value, .rest = y.rest,
		.var = var, .raw = y.value, .raw_rest = y.rest, .raw_var = var, .cov = var,
		.k = m->share ? nearbyint(of->n * y.value) : (double)NAN };
	if (t != NULL && t->used != 0)
		adjust(arm, m, of, t);
	if (isfinite(arm->rest) && isfinite(arm->var) && isfinite(arm->cov))
		return true;
	arm_none(arm, of->n);
	return false;
}

struct effect_arm
effect_arm_given(double n, double at, double var, double df)
{
	return (struct effect_arm){ .n = n, .df = df, .at = at, .var = var, .raw = at,
		.raw_var = var, .cov = var, .k = (double)NAN };
}

static struct fieller
parts_of(const struct effect_arm *arm, const struct effect_arm *control)
{
	return (struct fieller){
		.d = (arm->at - control->at) + (arm->rest - control->rest),
		.b = control->raw + control->raw_rest,
		.var_d = arm->var + control->var,
		.var_b = control->raw_var,
		.cov = -control->cov
	};
}

/* Welch and Satterthwaite. */
static double
df_of(const struct effect_arm *arm, const struct effect_arm *control)
{
	const double all = arm->var + control->var;
	const double a = arm->var / all, b = control->var / all;
	const double below = a * a / arm->df + b * b / control->df;

	return below > 0 ? 1 / below : (double)INFINITY;
}

static bool
few(const struct effect_arm *a)
{
	return a->k < (double)EFFECT_FEW || a->n - a->k < (double)EFFECT_FEW;
}

static void
by_score(struct effect *e, const struct effect_arm *arm, const struct effect_arm *control,
    const struct effect_rule *rule)
{
	const struct two_shares c = { arm->k, arm->n, control->k, control->n, true };
	struct interval in;

	e->method = e->lift_method = "score";
	e->crit = isnan(rule->crit) ? interval_z(rule->conf) : rule->crit;
	e->df = (double)INFINITY;
	e->stat = two_shares_diff_z(&c, 0);
	in = two_shares_diff(&c, e->crit);
	e->lo = in.lo;
	e->hi = in.hi;
	if (control->k > 0) {
		in = two_shares_ratio(&c, e->crit);
		e->lift_lo = in.lo - 1;
		e->lift_hi = in.hi - 1;
	}
}

static void
by_error(struct effect *e, const struct fieller *f, const struct effect_rule *rule)
{
	struct interval in;

	e->method = "welch";
	e->lift_method = "fieller";
	e->crit = rule->crit;
	if (isnan(rule->crit))
		e->crit = isinf(e->df) ? interval_z(rule->conf) : interval_t(rule->conf, e->df);
	e->stat = e->diff / e->se;
	e->lo = e->diff - e->crit * e->se;
	e->hi = e->diff + e->crit * e->se;
	in = fieller_interval(f, e->crit);
	e->lift_lo = in.lo;
	e->lift_hi = in.hi;
}

static void
effect_none(struct effect *e, const struct effect_arm *arm, const struct effect_arm *control)
{
	const double none = (double)NAN;

	*e = (struct effect){ .n = arm->n, .n_control = control->n, .mean = arm->at + arm->rest,
		.mean_control = control->at + control->rest, .diff = none, .se = none, .lo = none,
		.hi = none, .lift = none, .lift_se = none, .lift_lo = none, .lift_hi = none,
		.stat = none, .df = none, .p = none, .log10_p = none, .crit = none,
		.variance_reduction = none };
}

bool
effect_compare(struct effect *e, const struct effect_arm *arm, const struct effect_arm *control,
    const struct effect_rule *rule)
{
	const struct fieller f = parts_of(arm, control);
	const double raw = arm->raw_var + control->raw_var;
	const bool counts = !isnan(arm->k) && !isnan(control->k) && (few(arm) || few(control));
	struct pvalue p;

	effect_none(e, arm, control);
	if (!isfinite(f.d) || !isfinite(f.var_d) || (!(f.var_d > 0) && !counts))
		return false;
	e->diff = f.d;
	e->se = sqrt(f.var_d);
	e->variance_reduction = raw > 0 ? 1 - f.var_d / raw : 0;
	if (counts) {
		by_score(e, arm, control, rule);
	} else {
		e->df = df_of(arm, control);
		by_error(e, &f, rule);
	}
	p = pvalue_t(e->stat, e->df);
	e->p = p.p;
	e->log10_p = p.log10_p;
	if (f.b != 0) {
		e->lift = f.d / fabs(f.b);
		e->lift_se = fieller_delta(&f);
	} else {
		e->lift_note = "control mean is 0";
	}
	if (f.b != 0 && isnan(e->lift_lo))
		e->lift_note = "control mean not separated from 0";
	return true;
}

bool
effect_guard_of(struct effect_guard *g, const struct effect_arm *arm,
    const struct effect_arm *control, const struct effect_margin *m)
{
	const double none = (double)NAN, turn = m->down ? -1 : 1;
	const struct fieller f = parts_of(arm, control);
	const double share = m->relative ? m->margin : 0;
	const double by = m->relative ? m->margin * fabs(f.b) : m->margin;
	/* turn d + share |b|: cov of d and b counts as b does */
	const double cov = f.b < 0 ? -f.cov : f.cov;
	const double var = f.var_d + 2 * turn * share * cov + share * share * f.var_b;
	struct pvalue p;

	*g = (struct effect_guard){ none, none, none, none, none, none, none, none, none };
	if (!isfinite(f.d) || !(var > 0) || !(f.var_d > 0))
		return false;
	g->slack = turn * f.d + by;
	g->slack_se = sqrt(var);
	g->slack_lo = g->slack - m->crit * g->slack_se;
	g->slack_hi = g->slack + m->crit * g->slack_se;
	g->good_hi = turn * f.d + m->crit * sqrt(f.var_d);
	g->limit = -turn * by;
	g->stat = g->slack / g->slack_se;
	p = pvalue_t_above(g->stat, (double)INFINITY);
	g->p = p.p;
	g->log10_p = p.log10_p;
	return true;
}
