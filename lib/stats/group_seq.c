/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group_seq - see group_seq.h
 *
 *     density of the score among those who go on ──► chance to stop at the next look
 *                          ▲                    └──► density of the score there ──┐
 *                          └──────────────────────────────────────────────────────┘
 *
 * The density is smooth on the scale of a step's standard deviation, so Gauss-Legendre panels
 * of some of these integrate it to rounding with 16 points each, where the grid of Jennison and
 * Turnbull with Simpson's rule needs 400 points for 1e-7.  Tails are kept out to z = 37, where
 * doubles end, since the first looks of an O'Brien-Fleming boundary spend 1e-50.
 */
#include "stats/group_seq.h"

#include "base/mem.h"
#include "stats/root.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_erf.h>

#include <float.h>
#include <math.h>

#define SQRT_HALF     0.707106781186547524
#define LOG10_E       0.434294481903251828
#define INV_SQRT_2_PI 0.398942280401432678

#define Z_END       37.0	/* beyond it densities are not doubles */
#define Z_SMALL     8.5		/* beyond it chances are below 1e-16 */
#define PANEL_WIDTH 4.0		/* in standard deviations of the shorter step beside it */
#define SPEND_MIN   1e-290

enum { HALF_POINTS = 8, PANEL_POINTS = 2 * HALF_POINTS, PANELS_MAX = 4000 };
enum { NEWTON_STEPS = 100, DOUBLINGS = 60 };

/* Abscissas and weights of Gauss-Legendre on [-1, 1], half of them (Abramowitz, Stegun 25.4) */
static const double gauss_x[HALF_POINTS] = {
	0.0950125098376374402, 0.281603550779258913, 0.458016777657227386,
	0.617876244402643748, 0.755404408355003034, 0.865631202387831744,
	0.944575023073232576, 0.989400934991649933
};
static const double gauss_w[HALF_POINTS] = {
	0.189450610455068496, 0.182603415044923589, 0.169156519395002538,
	0.149595988816576732, 0.124628971255533872, 0.0951585116824927848,
	0.0622535239386478929, 0.0271524594117540949
};

struct points {			/* of those who have not stopped */
	double *s;		/* scores, rising */
	double *f;		/* their density times the weight of the point */
	size_t  room;
};

struct walk {
	struct points here;
	size_t        n;
	double        info;
	struct points next;	/* room for those of the next look */
};

static double
upper_tail(double z)
{
	return erfc(z * SQRT_HALF) / 2;
}

static void
points_make(struct points *p, size_t n)
{
	if (n <= p->room)
		return;
	p->s = mem_array(p->s, n, sizeof(*p->s));
	p->f = mem_array(p->f, n, sizeof(*p->f));
	p->room = n;
}

static void
walk_start(struct walk *w)
{
	*w = (struct walk){ .n = 1 };
	points_make(&w->here, 1);
	w->here.s[0] = 0;
	w->here.f[0] = 1;
}

static void
walk_free(struct walk *w)
{
	mem_free(w->here.s);
	mem_free(w->here.f);
	mem_free(w->next.s);
	mem_free(w->next.f);
}

/* Chance to be at or beyond @score, upwards, @step of information later. */
static double
walk_above(const struct walk *w, double score, double step, double effect)
{
	double sum = 0, sd = sqrt(step), at = score - effect * step;

	for (size_t i = 0; i < w->n; i++)
		sum += w->here.f[i] * upper_tail((at - w->here.s[i]) / sd);
	return sum;
}

static double
walk_below(const struct walk *w, double score, double step, double effect)
{
	double sum = 0, sd = sqrt(step), at = score - effect * step;

	for (size_t i = 0; i < w->n; i++)
		sum += w->here.f[i] * upper_tail((w->here.s[i] - at) / sd);
	return sum;
}

/* The first point at or above @score. */
static size_t
walk_find(const struct walk *w, double score)
{
	size_t lo = 0, hi = w->n;

	while (lo < hi) {
		size_t middle = lo + (hi - lo) / 2;

		if (w->here.s[middle] < score)
			lo = middle + 1;
		else
			hi = middle;
	}
	return lo;
}

/*
 * The density at @score, @step of information later.  Far out those who get there come from
 * up to Z_END step / sqrt(info) below it; what is Z_SMALL away from these adds nothing.
 */
static double
walk_density(const struct walk *w, double score, double step, double effect)
{
	double sum = 0, half = 0.5 / step, at = score - effect * step;
	double reach = Z_SMALL * sqrt(step) + Z_END * step / sqrt(w->info + step);

	for (size_t i = walk_find(w, at - reach); i < w->n && w->here.s[i] <= at + reach; i++) {
		double d = at - w->here.s[i];

		sum += w->here.f[i] * exp(-d * d * half);
	}
	return sum * INV_SQRT_2_PI / sqrt(step);
}

struct region {			/* of scores, where the trial goes on */
	double lo;
	double hi;
};

static struct region
go_on(const struct group_seq *g, const struct group_seq_look *l, double effect)
{
	double root = sqrt(l->info), mean = effect * l->info;
	struct region r = { mean - (g->sides == 2 ? Z_END : Z_SMALL) * root, mean + Z_END * root };

	if (isfinite(l->bound)) {
		r.hi = fmin(r.hi, l->bound * root);
		if (g->sides == 2)
			r.lo = fmax(r.lo, -l->bound * root);
	}
	return r;
}

/* Go to information @info, within @r; @next_step: what comes after, 0 for nothing. */
static void
walk_on(struct walk *w, double info, struct region r, double effect, double next_step)
{
	double step = info - w->info, scale = sqrt(next_step > 0 ? fmin(step, next_step) : step);
	double panels = r.hi > r.lo ? ceil((r.hi - r.lo) / (PANEL_WIDTH * scale)) : 0;
	size_t n = panels < (double)PANELS_MAX ? (size_t)panels : PANELS_MAX, k = 0;
	double half = n > 0 ? (r.hi - r.lo) / (double)n / 2 : 0;
	struct points *to = &w->next, was = w->here;

	points_make(to, n * PANEL_POINTS);
	for (size_t p = 0; p < n; p++) {
		double middle = r.lo + half * (double)(2 * p + 1);

		for (int i = -HALF_POINTS; i < HALF_POINTS; i++, k++) {
			int j = i < 0 ? -1 - i : i;

			to->s[k] = middle + (i < 0 ? -1 : 1) * half * gauss_x[j];
			to->f[k] = half * gauss_w[j] * walk_density(w, to->s[k], step, effect);
		}
	}
	w->here = *to;
	w->next = was;
	w->n = n * PANEL_POINTS;
	w->info = info;
}

static bool
has_news(double info, double before)
{
	return info > before * (1 + GROUP_SEQ_NEWS_MIN);
}

/* What the look after @k that sees anything new adds; 0 for none. */
static double
next_step(const struct group_seq *g, size_t k)
{
	for (size_t j = k + 1; j < g->n; j++)
		if (has_news(g->look[j].info, g->look[k].info))
			return g->look[j].info - g->look[k].info;
	return 0;
}

double
group_seq_spent(const struct group_seq_rule *r, double t)
{
	double part = r->alpha / r->sides, all = r->alpha;

	t = fmin(t, 1);
	if (!(t > 0))
		return 0;
	if (t >= 1)
		return all;
	switch (r->spend) {
	case GROUP_SEQ_OBF:
		return r->sides * 2 * upper_tail(gsl_cdf_ugaussian_Qinv(part / 2) / sqrt(t));
	case GROUP_SEQ_POCOCK:
		return all * log1p(expm1(1) * t);
	case GROUP_SEQ_POWER:
		return all * pow(t, r->param);
	case GROUP_SEQ_HSD:
		return r->param == 0 ? all * t : all * expm1(-r->param * t) / expm1(-r->param);
	}
	return NAN;
}

/*
 * The bound with @spend beyond it.  The logarithm of a normal tail is concave, hence Newton
 * comes down to the root from the right, where the tail of all who started puts it; where that
 * tail is 0 in doubles, halves of what is left come first.
 */
static double
bound_for(const struct walk *w, double info, double spend)
{
	double root = sqrt(info), step = info - w->info;
	double hi = gsl_cdf_ugaussian_Qinv(spend), lo = -Z_SMALL, z = hi;

	for (int k = 0; k < NEWTON_STEPS; k++) {
		double p = walk_above(w, z * root, step, 0);
		double slope = walk_density(w, z * root, step, 0) * root;
		double to = z + log(p / spend) * p / slope;

		if (p < spend)
			hi = z;
		else
			lo = z;
		if (!(to >= lo && to <= hi))
			to = (lo + hi) / 2;
		if (fabs(to - z) <= 1e-13 * (1 + fabs(z)))
			return to;
		z = to;
	}
	return z;
}

void
group_seq_bounds(struct group_seq *g, const struct group_seq_rule *r, double info_max,
    bool final)
{
	struct walk w;
	double spent = 0;

	g->sides = r->sides;
	walk_start(&w);
	for (size_t k = 0; k < g->n; k++) {
		struct group_seq_look *l = &g->look[k];
		double most = fmax(l->info, w.info), spend;

		l->t = final && k == g->n - 1 ? 1 : fmin(most / info_max, 1);
		spend = (group_seq_spent(r, l->t) - spent) / r->sides;
		l->bound = HUGE_VAL;
		l->spent = spent;
		if (!has_news(l->info, w.info))
			continue;
		if (spend > SPEND_MIN) {
			l->bound = bound_for(&w, l->info, spend);
			l->spent = spent = group_seq_spent(r, l->t);
		}
		if (k + 1 < g->n)
			walk_on(&w, l->info, go_on(g, l, 0), 0, next_step(g, k));
	}
	walk_free(&w);
}

struct group_seq_cross
group_seq_cross(const struct group_seq *g, double effect, double *up, double *down)
{
	struct group_seq_cross c = { 0, 0, 0 };
	struct walk w;

	walk_start(&w);
	for (size_t k = 0; k < g->n; k++) {
		const struct group_seq_look *l = &g->look[k];
		double step = l->info - w.info, above = 0, below = 0;

		if (has_news(l->info, w.info)) {
			double score = l->bound * sqrt(l->info);

			c.info += step * fmax(1 - c.up - c.down, 0);
			if (isfinite(score))
				above = walk_above(&w, score, step, effect);
			if (isfinite(score) && g->sides == 2)
				below = walk_below(&w, -score, step, effect);
			if (k + 1 < g->n)
				walk_on(&w, l->info, go_on(g, l, effect), effect, next_step(g, k));
		}
		c.up += above;
		c.down += below;
		if (up != NULL)
			up[k] = above;
		if (down != NULL)
			down[k] = below;
	}
	walk_free(&w);
	return c;
}

struct wanted {			/* the effect under which a chance is as wanted */
	struct group_seq g;
	double           chance;
};

/* As normal quantiles chances are next to linear in the effect: few steps lead to the root. */
static double
quantile(double chance)
{
	return gsl_cdf_ugaussian_Pinv(fmin(fmax(chance, SPEND_MIN), 1 - DBL_EPSILON));
}

static double
wanted_at(void *ctx, double effect)
{
	const struct wanted *w = ctx;

	return quantile(group_seq_cross(&w->g, effect, NULL, NULL).up) - quantile(w->chance);
}

double
group_seq_effect(const struct group_seq *g, double power)
{
	struct wanted w = { *g, power };
	double most = 0, x = NAN;

	for (size_t k = 0; k < g->n; k++)
		most = isfinite(g->look[k].bound) ? fmax(most, g->look[k].info) : most;
	if (!(most > 0) || !root_above(&(struct root_fn){ wanted_at, &w }, 0, 4 / sqrt(most),
	    DOUBLINGS, &x))
		return NAN;
	return x;
}

/* The effect under which a result as extreme, upwards, has the chance w->chance. */
static double
after_effect(struct wanted *w, double middle, double sd)
{
	const struct root_fn f = { wanted_at, w };
	double x, lo = middle - 4 * sd, hi = middle + 4 * sd;

	for (int k = 0; k < DOUBLINGS && wanted_at(w, lo) > 0; k++)
		lo = middle - 2 * (middle - lo);
	for (int k = 0; k < DOUBLINGS && wanted_at(w, hi) < 0; k++)
		hi = middle + 2 * (hi - middle);
	return root_between(&f, lo, hi, 1e-12, &x) ? x : NAN;
}

/*
 * log10 p where p is no double: stops before were as unlikely, so that next to nobody is
 * missing from the tail of all who started.
 */
static double
tail_log10(double z, unsigned sides)
{
	gsl_sf_result r;

	if (gsl_sf_log_erfc_e(z * SQRT_HALF, &r) != 0)
		return NAN;
	return (r.val + log(sides / 2.0)) * LOG10_E;
}

struct group_seq_after
group_seq_after(const struct group_seq *g, double z, double conf)
{
	size_t last = g->n - 1;
	double sign = z < 0 && g->sides == 2 ? -1 : 1, sd = 1 / sqrt(g->look[last].info);
	struct group_seq_after r;
	struct wanted w = { *g, 0.5 };
	double lo, hi;

	w.g.look = mem_array(NULL, g->n, sizeof *w.g.look);
	for (size_t k = 0; k < g->n; k++)
		w.g.look[k] = g->look[k];
	w.g.look[last].bound = sign * z;
	r.p = fmin(group_seq_cross(&w.g, 0, NULL, NULL).up, 1);
	if (g->sides == 2)
		r.p = fmin(2 * r.p, 1);
	r.log10_p = r.p > SPEND_MIN ? log10(r.p) : tail_log10(sign * z, g->sides);
	r.estimate = sign * after_effect(&w, sign * z * sd, sd);
	w.chance = (1 - conf) / 2;
	lo = sign * after_effect(&w, sign * z * sd, sd);
	w.chance = (1 + conf) / 2;
	hi = sign * after_effect(&w, sign * z * sd, sd);
	r.lo = fmin(lo, hi);
	r.hi = fmax(lo, hi);
	mem_free(w.g.look);
	return r;
}

/* From z the score ends at z sqrt(t) + drift (1 - t), give or take sqrt(1 - t). */
double
group_seq_futile(double t, double drift, double z_final, double chance)
{
	return (z_final - drift * (1 - t) - gsl_cdf_ugaussian_Qinv(chance) * sqrt(1 - t)) /
	    sqrt(t);
}
