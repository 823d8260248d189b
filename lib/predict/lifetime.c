/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The published formulas hold a hypergeometric function that overflows for many purchases
 * and a division by a - 1.  By Euler's transformation
 *
 *     q^(r + x) 2F1(r + x, b + x; c; z) = q^(a - 1) 2F1(a + b - 1 - r, a - 1; c; z)
 *
 * with c = a + b + x - 1, q = (alpha + T) / (alpha + T + t), z = 1 - q: no parameter of the
 * right side but c grows with x, and each term behind the first has the factor a - 1, which
 * therefore cancels.  The same for mbgnbd with b + 1 in the place of b.
 */
#include "predict/lifetime.h"

#include "predict/pareto.h"

#include <math.h>

enum { TERMS_MAX = 1000000 };

const char *const *
lifetime_names(enum lifetime_kind kind)
{
	static const char *const geometric[] = { "r", "alpha", "a", "b" };
	static const char *const pareto[] = { "r", "alpha", "s", "beta" };

	return kind == LIFETIME_PNBD ? pareto : geometric;
}

static double
alive_pareto(const double *at, const struct customer *c)
{
	struct pareto_at p = { at[0] + c->x, at[1], at[2], at[3] };
	struct pareto_mean m;

	pareto_integral(&p, c->t_x, c->T, &m);
	return 1 / (1 + exp(log(p.s) + m.ln_g - log(p.beta + c->t_x) +
	    p.k * log((p.alpha + c->T) / (p.alpha + c->t_x)) +
	    p.s * log((p.beta + c->T) / (p.beta + c->t_x))));
}

double
lifetime_alive(const struct lifetime *m, const struct customer *c)
{
	const double *at = m->at;
	double left = m->kind == LIFETIME_MBGNBD ? at[3] + c->x : at[3] + c->x - 1;

	if (m->kind == LIFETIME_PNBD)
		return alive_pareto(at, c);
	if (m->kind == LIFETIME_BGNBD && c->x <= 0)
		return 1;
	return 1 / (1 + at[2] / left *
	    exp((at[0] + c->x) * log((at[1] + c->T) / (at[1] + c->t_x))));
}

/* (1 - q^(d)) / d, for d about 0 too, with ln q. */
static double
power_loss(double d, double ln_q)
{
	return fabs(d * ln_q) < 1e-300 ? -ln_q : -expm1(d * ln_q) / d;
}

/* c times the sum of the terms behind the first of 2F1(u, v; c; z), each divided by v. */
static double
tail_series(double u, double v, double c, double z)
{
	double term = u * z, sum = term;

	for (int n = 1; n < TERMS_MAX; n++) {
		double next = term * (u + n) * (v + n) / ((c + n) * (n + 1)) * z;

		sum += next;
		/* Terms may grow at first; once they shrink, they do by less than z at a time. */
		if (fabs(next) <= fabs(term) &&
		    fabs(next) * z <= 1e-17 * (1 - z) * fabs(sum))
			break;
		term = next;
	}
	return sum;
}

double
lifetime_if_alive(const struct lifetime *m, const struct customer *c, double t)
{
	double r = m->at[0], alpha = m->at[1], a = m->at[2];
	double b = m->kind == LIFETIME_MBGNBD ? m->at[3] + 1 : m->at[3];
	double rest = alpha + c->T + t, z = t / rest, ln_q = log1p(-z), top = a + b + c->x - 1;

	if (t <= 0)
		return 0;
	if (m->kind == LIFETIME_PNBD) {
		double s = m->at[2], beta = m->at[3];

		return (r + c->x) * (beta + c->T) / (alpha + c->T) *
		    power_loss(s - 1, -log1p(t / (beta + c->T)));
	}
	return top * power_loss(a - 1, ln_q) -
	    exp((a - 1) * ln_q) * tail_series(a + b - 1 - r, a - 1, top, z);
}
