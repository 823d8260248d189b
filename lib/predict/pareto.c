/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/pareto.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#define NOTHING 45.0	/* e^-45 of the integrand's start is beyond what a double adds */
#define PANEL 6.0	/* of u: within it 24 points reach the accuracy */

struct point {
	double at;	/* of [-1, 1]; the rule is symmetric */
	double weight;
};

static const struct point rule8[] = {
	{ 0.1834346424956498, 0.36268378337836198 },
	{ 0.52553240991632899, 0.31370664587788729 },
	{ 0.79666647741362674, 0.22238103445337447 },
	{ 0.96028985649753623, 0.10122853629037626 },
};

static const struct point rule12[] = {
	{ 0.12523340851146892, 0.24914704581340279 },
	{ 0.36783149899818019, 0.23349253653835481 },
	{ 0.58731795428661745, 0.20316742672306592 },
	{ 0.76990267419430469, 0.16007832854334623 },
	{ 0.90411725637047486, 0.10693932599531843 },
	{ 0.98156063424671925, 0.047175336386511827 },
};

static const struct point rule24[] = {
	{ 0.064056892862605626, 0.12793819534675216 },
	{ 0.19111886747361631, 0.1258374563468283 },
	{ 0.31504267969616337, 0.12167047292780339 },
	{ 0.43379350762604514, 0.1155056680537256 },
	{ 0.54542147138883954, 0.10744427011596563 },
	{ 0.64809365193697557, 0.097618652104113888 },
	{ 0.74012419157855436, 0.086190161531953276 },
	{ 0.82000198597390292, 0.073346481411080306 },
	{ 0.88641552700440103, 0.059298584915436781 },
	{ 0.93827455200273276, 0.044277438817419806 },
	{ 0.9747285559713095, 0.028531388628933663 },
	{ 0.99518721999702136, 0.0123412297999872 },
};

struct integrand {
	double least;		/* min(alpha, beta) */
	double apart;		/* |alpha - beta| */
	double pow_u;		/* exponent of the factor that is e^u */
	double pow_v;		/* of the other one, e^u + apart */
	double start;		/* ln of both factors at t_x */
};

/* ln of the integrand by y, relative to its start. */
static double
height(const struct integrand *f, double u, double ln_v)
{
	return -f->pow_u * u - f->pow_v * ln_v - f->start;
}

/* Where the integrand is nothing any more, or @to. */
static double
last_u(const struct integrand *f, double from, double to)
{
	double lo = from, hi = to;

	if (height(f, to, log(exp(to) + f->apart)) > -NOTHING)
		return to;
	for (int i = 0; i < 40 && hi - lo > 1e-3 * (hi - from); i++) {
		double mid = lo + (hi - lo) / 2;

		if (height(f, mid, log(exp(mid) + f->apart)) > -NOTHING)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

static void
add_point(const struct integrand *f, double u, double weight, struct pareto_mean *m)
{
	double e = exp(u), v = e + f->apart, ln_v = log(v);
	double g = weight * e * exp(height(f, u, ln_v));

	m->ln_g += g;		/* its logarithm is taken in the end */
	m->ln_alpha += g * u;	/* of the lesser one, as yet */
	m->inv_alpha += g / e;
	m->ln_beta += g * ln_v;
	m->inv_beta += g / v;
}

static void
add_panel(const struct integrand *f, double from, double to, struct pareto_mean *m)
{
	double half = (to - from) / 2, mid = from + half;
	double steep = -height(f, to, log(exp(to) + f->apart)) +
	    height(f, from, log(exp(from) + f->apart));
	const struct point *rule = rule24;
	size_t n = 12;

	if (steep < 4 && half < 0.8) {
		rule = rule8;
		n = 4;
	} else if (steep < 10 && half < 1.5) {
		rule = rule12;
		n = 6;
	}
	for (size_t i = 0; i < n; i++) {
		add_point(f, mid - half * rule[i].at, half * rule[i].weight, m);
		add_point(f, mid + half * rule[i].at, half * rule[i].weight, m);
	}
}

void
pareto_integral(const struct pareto_at *p, double t_x, double T, struct pareto_mean *m)
{
	bool by_alpha = p->alpha <= p->beta;
	struct integrand f = { .apart = fabs(p->alpha - p->beta) };
	double from, to, panels, width;

	f.least = by_alpha ? p->alpha : p->beta;
	f.pow_u = by_alpha ? p->k : p->s + 1;
	f.pow_v = by_alpha ? p->s + 1 : p->k;
	from = log(f.least + t_x);
	f.start = -f.pow_u * from - f.pow_v * log(f.least + t_x + f.apart);
	to = last_u(&f, from, log(f.least + T));
	*m = (struct pareto_mean){ .ln_g = 0 };
	panels = ceil((to - from) / PANEL);
	width = (to - from) / panels;
	for (double i = 0; i < panels; i++)
		add_panel(&f, from + i * width, from + (i + 1) * width, m);
	if (!(m->ln_g > 0)) {
		*m = (struct pareto_mean){ .ln_g = -INFINITY };
		return;
	}
	m->ln_alpha /= m->ln_g;
	m->inv_alpha /= m->ln_g;
	m->ln_beta /= m->ln_g;
	m->inv_beta /= m->ln_g;
	m->ln_g = log(m->ln_g);
	if (!by_alpha) {
		struct pareto_mean other = *m;

		m->ln_alpha = other.ln_beta;
		m->inv_alpha = other.inv_beta;
		m->ln_beta = other.ln_alpha;
		m->inv_beta = other.inv_alpha;
	}
}
