/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fieller - see fieller.h
 *
 * (d - r b)^2 <= q^2 (var_d - 2 r cov + r^2 var_b), divided by b^2, is
 *
 *     (1 - g) r^2 - 2 (d - c) r + (d^2 - v) <= 0
 *
 * The root nearer to 0 comes from the product of both, d^2 - v, whose sign is that of
 * |d| against q standard errors; the discriminant is written so that nothing cancels.
 */
#include "stats/fieller.h"

#include <math.h>

double
fieller_g(const struct fieller *f, double q)
{
	double se = q * sqrt(f->var_b) / f->b;

	return se * se;
}

struct interval
fieller_interval(const struct fieller *f, double q)
{
	const double below = fabs(f->b), g = fieller_g(f, q);
	const double d = f->d / below, sd = q * sqrt(f->var_d) / below, v = sd * sd;
	const double c = q * q * (f->b < 0 ? -f->cov : f->cov) / below / below;
	double root, far, near;

	if (!(g < 1))
		return (struct interval){ (double)NAN, (double)NAN };
	root = sqrt(fmax(0, v * (1 - g) + g * d * d - 2 * d * c + c * c));
	far = d - c >= 0 ? d - c + root : d - c - root;
	near = far != 0 ? (d - sd) * (d + sd) / far : 0;
	far /= 1 - g;
	return (struct interval){ fmin(near, far), fmax(near, far) };
}

double
fieller_delta(const struct fieller *f)
{
	const double below = fabs(f->b), r = f->d / below;
	const double cov = f->b < 0 ? -f->cov : f->cov;

	return sqrt(fmax(0, f->var_d - 2 * r * cov + r * r * f->var_b)) / below;
}
