/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/root.h"

#include "base/mem.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include <math.h>

enum { STEPS_MAX = 200 };

#define ROOT_TOL 1e-12

struct call {			/* GSL's function, with the ends already known */
	const struct root_fn *f;
	double lo, at_lo;
	double hi, at_hi;
};

static double
call_at(double x, void *ctx)
{
	const struct call *c = ctx;

	if (x <= c->lo && x >= c->lo)
		return c->at_lo;
	if (x <= c->hi && x >= c->hi)
		return c->at_hi;
	return c->f->at(c->f->ctx, x);
}

static bool
brent(struct call *c, double tol, double *x)
{
	gsl_function fn = { call_at, c };
	gsl_root_fsolver *s;
	bool ok;

	if (c->at_lo == 0 || c->at_hi == 0) {
		*x = c->at_lo == 0 ? c->lo : c->hi;
		return true;
	}
	if (!isfinite(c->at_lo) || !isfinite(c->at_hi) || (c->at_lo < 0) == (c->at_hi < 0))
		return false;
	s = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	if (s == NULL)
		mem_oom(sizeof(*s));
	ok = gsl_root_fsolver_set(s, &fn, c->lo, c->hi) == GSL_SUCCESS;
	for (int k = 0; ok && k < STEPS_MAX; k++) {
		ok = gsl_root_fsolver_iterate(s) == GSL_SUCCESS;
		if (ok && gsl_root_test_interval(gsl_root_fsolver_x_lower(s),
		    gsl_root_fsolver_x_upper(s), tol, tol) == GSL_SUCCESS)
			break;
	}
	if (ok)
		*x = gsl_root_fsolver_root(s);
	gsl_root_fsolver_free(s);
	return ok;
}

bool
root_between(const struct root_fn *f, double lo, double hi, double tol, double *x)
{
	struct call c = { f, lo, f->at(f->ctx, lo), hi, f->at(f->ctx, hi) };

	return brent(&c, tol, x);
}

bool
root_above(const struct root_fn *f, double lo, double hi, unsigned doublings, double *x)
{
	struct call c = { f, lo, f->at(f->ctx, lo), hi, f->at(f->ctx, hi) };

	for (unsigned k = 0; k < doublings && (c.at_lo < 0) == (c.at_hi < 0); k++) {
		c.lo = c.hi;
		c.at_lo = c.at_hi;
		c.hi *= 2;
		c.at_hi = f->at(f->ctx, c.hi);
	}
	return brent(&c, ROOT_TOL, x);
}
