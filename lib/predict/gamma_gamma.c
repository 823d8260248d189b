/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters are sought by their logarithms, in a unit of money that is the mean of the rows:
 * what is spent in yen is thousands, and v with it.
 */
#include "predict/gamma_gamma.h"

#include "stats/newton.h"
#include "stats/special.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BOX 10.0	/* of the logarithms of parameters, either way */

enum { PARAMS = 3, STARTS = 5, ROUGH_ROWS = 4096 };

double
gamma_gamma_mean(const struct gamma_gamma *g)
{
	return g->q > 1 ? g->p * g->v / (g->q - 1) : NAN;
}

double
gamma_gamma_of(const struct gamma_gamma *g, double x, double m)
{
	if (!(g->q > 1))
		return NAN;
	if (!(x > 0))
		return gamma_gamma_mean(g);
	return g->p * (g->v + x * m) / (g->p * x + g->q - 1);
}

struct sample {
	const struct rowset *rows;
	double               unit;	/* money is divided by it */
};

struct of_x {			/* what all with one x share: rows are in its order */
	double x;
	double same;		/* of the ln likelihood */
	double by_p, by_q;	/* differences of digamma */
};

static void
begin_x(struct of_x *o, double x, const double *at)
{
	double p = at[0], q = at[1], v = at[2], px = p * x;
	double ln_v = log(v), ln_x = log(x);

	o->x = x;
	o->same = special_lngamma(px + q) - special_lngamma(px) - special_lngamma(q) +
	    q * ln_v + px * ln_x;
	o->by_p = special_digamma(px + q) - special_digamma(px) + ln_x;
	o->by_q = special_digamma(px + q) - special_digamma(q) + ln_v;
}

/* A function of struct newton: @theta are logarithms. */
static double
value_at(void *ctx, const double *theta, double *gradient)
{
	const struct sample *s = ctx;
	double at[PARAMS] = { exp(theta[0]), exp(theta[1]), exp(theta[2]) };
	double p = at[0], q = at[1], v = at[2], sum = 0, g[PARAMS] = { 0 };
	struct of_x o = { .x = 0 };

	for (size_t i = 0; i < s->rows->n; i++) {
		const double *row = rowset_row(s->rows, i);
		double x = row[0], m = row[1] / s->unit, n = s->rows->weight[i];
		double all = x * m + v, ln_m = log(m), ln_all = log(all);

		if (x > o.x)
			begin_x(&o, x, at);
		sum += n * (o.same + (p * x - 1) * ln_m - (p * x + q) * ln_all);
		g[0] += n * x * (o.by_p + ln_m - ln_all);
		g[1] += n * (o.by_q - ln_all);
		g[2] += n * (q / v - (p * x + q) / all);
	}
	for (int k = 0; k < PARAMS; k++)
		gradient[k] = g[k] * at[k];
	return sum;
}

double
gamma_gamma_ll(const struct gamma_gamma *g, const struct rowset *rows, double *gradient)
{
	struct sample s = { rows, 1 };
	double theta[PARAMS] = { log(g->p), log(g->q), log(g->v) }, by[PARAMS];
	double ll = value_at(&s, theta, by);

	if (gradient != NULL)
		memcpy(gradient, by, sizeof(by));
	return ll;
}

struct moments {		/* of the rows */
	double n, mean_x, mean_m;
	double xx, mm, xm;	/* sums of squares and products about the means */
};

static struct moments
moments_of(const struct rowset *rows)
{
	struct moments t = { .n = 0 };

	for (size_t i = 0; i < rows->n; i++) {
		t.n += rows->weight[i];
		t.mean_x += rows->weight[i] * rowset_row(rows, i)[0];
		t.mean_m += rows->weight[i] * rowset_row(rows, i)[1];
	}
	t.mean_x /= t.n;
	t.mean_m /= t.n;
	for (size_t i = 0; i < rows->n; i++) {
		double x = rowset_row(rows, i)[0] - t.mean_x;
		double m = rowset_row(rows, i)[1] - t.mean_m;

		t.xx += rows->weight[i] * x * x;
		t.mm += rows->weight[i] * m * m;
		t.xm += rows->weight[i] * x * m;
	}
	return t;
}

static void
climb(struct sample *all, struct newton_end *best)
{
	static const double starts[STARTS][PARAMS] = {
		{ 1, 1, 1 }, { 6, 4, 0.5 }, { 2, 3, 3 }, { 0.5, 2, 0.2 }, { 20, 20, 1 },
	};
	struct newton f = { .fn = value_at, .ctx = all, .n = PARAMS,
		.lo = { -BOX, -BOX, -BOX }, .hi = { BOX, BOX, BOX } }, rough = f;
	struct rowset few;
	struct sample part = { &few, all->unit };
	double theta[STARTS][PARAMS];

	rowset_thin(&few, all->rows, ROUGH_ROWS);
	rough.ctx = &part;
	for (int i = 0; i < STARTS; i++)
		for (int k = 0; k < PARAMS; k++)
			theta[i][k] = log(starts[i][k]);
	(void)newton_best(&f, few.n < all->rows->n ? &rough : &f, theta[0], STARTS, best);
	rowset_free(&few);
}

static void
name_degenerate(struct gamma_gamma_fit *fit, const struct newton_end *end)
{
	static const char *const name[] = { "p", "q", "v" };
	char *to = fit->degenerate;
	size_t room = sizeof(fit->degenerate);

	for (int k = 0; k < PARAMS; k++) {
		bool infinite = k == 1 && !(fit->model.q > 1);
		const char *how = infinite ? "<=1" : end->at[k] < 0 ? "->0" : "->inf";
		int n;

		if (!end->bound[k] && !infinite)
			continue;
		n = snprintf(to, room, "%s%s%s", to == fit->degenerate ? "" : ", ", name[k], how);
		to += n;
		room -= (size_t)n;
	}
}

enum rc
gamma_gamma_fit(struct gamma_gamma_fit *fit, const struct rowset *rows, struct err *e)
{
	struct moments t;
	struct sample s = { rows, 1 };
	struct newton_end end;

	*fit = (struct gamma_gamma_fit){ .n = 0 };
	if (rows->n < 2)
		return rc_err(e, RC_EMPTY, "fewer than two customers spent something");
	t = moments_of(rows);
	if (!(t.mm > 1e-12 * t.n * t.mean_m * t.mean_m))
		return rc_err(e, RC_EMPTY, "every customer spends the same");
	s.unit = t.mean_m;
	climb(&s, &end);
	fit->n = (uint64_t)t.n;
	fit->corr = t.xx > 0 ? t.xm / sqrt(t.xx * t.mm) : NAN;
	fit->ll = end.value - t.n * log(s.unit);
	fit->model = (struct gamma_gamma){ exp(end.at[0]), exp(end.at[1]),
		exp(end.at[2]) * s.unit };
	fit->se[0] = end.se[0] * fit->model.p;
	fit->se[1] = end.se[1] * fit->model.q;
	fit->se[2] = end.se[2] * fit->model.v;
	name_degenerate(fit, &end);
	return end.found ? RC_OK : rc_err(e, RC_RANGE, "no start led to a maximum");
}
