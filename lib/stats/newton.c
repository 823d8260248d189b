/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/newton.h"

#include "stats/special.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define COARSE 1e-5		/* step of the differences that show the way: one-sided */
#define FINE 1e-4		/* of those for standard errors: two-sided, error O(step^2) */
#define STRIDE 2.0		/* no parameter goes further at once */
#define NEAR 1e-5		/* expected gain below which values no longer tell steps apart */
#define SAME_VALUE 1e-3		/* of ends that are one maximum */
#define SAME_PLACE 1e-3		/* likewise, of each parameter */
#define ROUNDING 1e-9		/* of a parameter on its way to a bound */
#define DONE 1e-17		/* expected gain of a step that is none */

enum { STEPS_MAX = 200, TRIES_MAX = 40, LAST_STEPS = 8 };

struct climb {
	const struct newton *f;
	struct newton_end   *end;
	double   gradient[NEWTON_MAX];
	double   hessian[NEWTON_MAX * NEWTON_MAX];	/* of the value, by rows */
	unsigned free[NEWTON_MAX];			/* parameters that may move */
	unsigned nfree;
	double   lambda;
};

static double
call(struct climb *c, const double *at, double *gradient)
{
	double v = c->f->fn(c->f->ctx, at, gradient);

	c->end->calls++;
	for (unsigned i = 0; i < c->f->n; i++)
		if (!isfinite(gradient[i]))
			return -INFINITY;
	return isfinite(v) ? v : -INFINITY;
}

static void
choose_free(struct climb *c)
{
	const struct newton *f = c->f;
	const double *at = c->end->at;

	c->nfree = 0;
	for (unsigned i = 0; i < f->n; i++) {
		bool low = at[i] <= f->lo[i] && c->gradient[i] <= 0;
		bool high = at[i] >= f->hi[i] && c->gradient[i] >= 0;

		if (f->lo[i] < f->hi[i] && !low && !high)
			c->free[c->nfree++] = i;
	}
}

/* Row @i of the Hessian: how the gradient changes with parameter i. */
static void
difference(struct climb *c, unsigned i, double step, bool both)
{
	double at[NEWTON_MAX], up[NEWTON_MAX], down[NEWTON_MAX];
	double h = c->end->at[i] + step > c->f->hi[i] && !both ? -step : step;

	memcpy(at, c->end->at, sizeof(at));
	memcpy(down, c->gradient, sizeof(down));
	at[i] = c->end->at[i] + h;
	(void)call(c, at, up);
	if (both) {
		at[i] = c->end->at[i] - h;
		(void)call(c, at, down);
		h *= 2;
	}
	for (unsigned k = 0; k < c->f->n; k++)
		c->hessian[i * NEWTON_MAX + k] = (up[k] - down[k]) / h;
}

static void
second(struct climb *c, double step, bool both)
{
	for (unsigned i = 0; i < c->nfree; i++)
		difference(c, c->free[i], step, both);
	for (unsigned i = 0; i < c->nfree; i++)
		for (unsigned k = 0; k < i; k++) {
			double *a = &c->hessian[c->free[i] * NEWTON_MAX + c->free[k]];
			double *b = &c->hessian[c->free[k] * NEWTON_MAX + c->free[i]];

			*a = *b = (*a + *b) / 2;
		}
}

/* Minus the Hessian of the free parameters, n * n, with lambda times the identity added. */
static void
curvature(const struct climb *c, double lambda, double *a)
{
	unsigned n = c->nfree;

	for (unsigned i = 0; i < n; i++)
		for (unsigned k = 0; k < n; k++)
			a[i * n + k] = -c->hessian[c->free[i] * NEWTON_MAX + c->free[k]] +
			    (i == k ? lambda : 0);
}

/* Minus the Hessian times the step is the gradient; lambda grows until that can be solved. */
static bool
solve(struct climb *c, double *d)
{
	double a[NEWTON_MAX * NEWTON_MAX];

	for (int i = 0; i < TRIES_MAX; i++) {
		curvature(c, c->lambda, a);
		for (unsigned k = 0; k < c->nfree; k++)
			d[k] = c->gradient[c->free[k]];
		if (special_solve(a, d, c->nfree, false))
			return true;
		c->lambda = c->lambda > 0 ? 10 * c->lambda : 1e-3;
	}
	return false;
}

/* How far a parameter may go in the direction of @d. */
static double
room(const struct climb *c, unsigned k, double d)
{
	double at = c->end->at[c->free[k]];

	return d < 0 ? at - c->f->lo[c->free[k]] : c->f->hi[c->free[k]] - at;
}

/* Parameters at a bound that the step would push beyond it stand still. */
static bool
drop_blocked(struct climb *c, const double *d)
{
	unsigned n = 0;

	for (unsigned k = 0; k < c->nfree; k++)
		if (room(c, k, d[k]) > 0)
			c->free[n++] = c->free[k];
	if (n == c->nfree)
		return false;
	c->nfree = n;
	return n > 0;
}

/*
 * The step to try, in @d; returns what it would gain if the function were a parabola and had
 * no bounds, or NAN.  A step that would cross a bound ends there, as a whole: cut in one
 * parameter alone it would leave the ridge that it goes along.
 */
static double
step(struct climb *c, double *d)
{
	double gain = 0, part = 1;
	bool ok;

	do {
		ok = solve(c, d);
	} while (ok && drop_blocked(c, d));
	for (unsigned k = 0; k < c->nfree; k++) {
		gain += d[k] * c->gradient[c->free[k]] / 2;
		part = fmin(part, STRIDE / fabs(d[k]));
		part = fmin(part, room(c, k, d[k]) / fabs(d[k]));
	}
	for (unsigned k = 0; k < c->nfree; k++)
		d[k] *= part;
	return ok && isfinite(gain) ? gain : NAN;
}

/* What ends within rounding of a bound is at it. */
static double
landed(const struct newton *f, unsigned i, double x)
{
	return x < f->lo[i] + ROUNDING ? f->lo[i] : x > f->hi[i] - ROUNDING ? f->hi[i] : x;
}

static void
add_step(const struct climb *c, const double *d, double *at)
{
	memcpy(at, c->end->at, sizeof(c->end->at));
	for (unsigned k = 0; k < c->nfree; k++)
		at[c->free[k]] = landed(c->f, c->free[k], at[c->free[k]] + d[k]);
}

static void
move(struct climb *c, const double *at, double value, const double *gradient)
{
	memcpy(c->end->at, at, sizeof(c->end->at));
	memcpy(c->gradient, gradient, sizeof(c->gradient));
	c->end->value = value;
	choose_free(c);
}

/* One step uphill; false when there is none, or only one too small to be seen. */
static bool
climb_once(struct climb *c)
{
	double d[NEWTON_MAX], at[NEWTON_MAX], gradient[NEWTON_MAX] = { 0 }, value;

	second(c, COARSE, false);
	for (int i = 0; i < TRIES_MAX; i++) {
		if (!(step(c, d) >= NEAR)) {
			if (i > 0 || c->lambda <= 0)
				return false;
			c->lambda = 0;	/* of the last step: it may be what keeps this one short */
			continue;
		}
		add_step(c, d, at);
		value = call(c, at, gradient);
		if (value > c->end->value) {
			c->lambda = c->lambda > 1e-8 ? c->lambda / 10 : 0;
			move(c, at, value, gradient);
			return true;
		}
		c->lambda = c->lambda > 0 ? 10 * c->lambda : 1e-3;
	}
	return false;
}

/* Near the top values differ by rounding alone: go by the gradient, as long as that shrinks. */
static void
last_steps(struct climb *c)
{
	double d[NEWTON_MAX], at[NEWTON_MAX], gradient[NEWTON_MAX] = { 0 }, last = INFINITY;

	c->lambda = 0;
	for (int i = 0; i < LAST_STEPS && c->nfree > 0; i++) {
		double gain, value;

		second(c, COARSE, false);
		gain = step(c, d);
		c->end->found = gain < NEAR;
		if (!(gain >= DONE && gain < last && gain < NEAR))
			break;
		last = gain;
		add_step(c, d, at);
		value = call(c, at, gradient);
		if (!(value >= c->end->value - NEAR))
			break;
		move(c, at, value, gradient);
	}
	c->end->found |= c->nfree == 0 && isfinite(c->end->value);
}

static void
errors(struct climb *c)
{
	double a[NEWTON_MAX * NEWTON_MAX];

	for (unsigned i = 0; i < c->f->n; i++) {
		c->end->se[i] = NAN;
		c->end->bound[i] = c->end->at[i] <= c->f->lo[i] || c->end->at[i] >= c->f->hi[i];
	}
	if (c->nfree == 0)
		return;
	second(c, FINE, true);
	curvature(c, 0, a);
	if (!special_solve(a, NULL, c->nfree, true))
		return;
	for (unsigned k = 0; k < c->nfree; k++)
		c->end->se[c->free[k]] = sqrt(a[k * c->nfree + k]);
}

void
newton_max(const struct newton *f, const double *start, struct newton_end *end)
{
	struct climb c = { .f = f, .end = end };

	*end = (struct newton_end){ .value = -INFINITY };
	memcpy(end->at, start, f->n * sizeof(*start));
	end->value = call(&c, end->at, c.gradient);
	choose_free(&c);
	for (int i = 0; i < STEPS_MAX && c.nfree > 0 && climb_once(&c); i++)
		continue;
	last_steps(&c);
	errors(&c);
}

static bool
same_place(const struct newton *f, const struct newton_end *a, const struct newton_end *b)
{
	for (unsigned i = 0; i < f->n; i++)
		if (!(fabs(a->at[i] - b->at[i]) <= SAME_PLACE))
			return false;
	return true;
}

static bool
better(const struct newton_end *a, const struct newton_end *b)
{
	if (a->found != b->found)
		return a->found;
	return a->value > b->value + SAME_VALUE;
}

unsigned
newton_best(const struct newton *f, const struct newton *rough, const double *start, unsigned n,
    struct newton_end *best)
{
	struct newton_end end[NEWTON_STARTS_MAX], refined[NEWTON_STARTS_MAX];
	unsigned agree = 0;

	for (unsigned i = 0; i < n; i++) {
		unsigned k = 0;

		newton_max(rough, start + i * f->n, &end[i]);
		while (k < i && !same_place(f, &end[i], &end[k]))
			k++;
		if (k < i || f == rough)
			refined[i] = k < i ? refined[k] : end[i];
		else
			newton_max(f, end[i].at, &refined[i]);
		if (i == 0 || better(&refined[i], best))
			*best = refined[i];
	}
	for (unsigned i = 0; i < n; i++)
		agree += fabs(refined[i].value - best->value) < SAME_VALUE;
	return agree;
}
