/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power/power_test.h"

#include "stats/noncentral.h"
#include "stats/root.h"

#include <math.h>

enum { STEPS_MAX = 200, DOUBLINGS = 60 };

#define UNITS_MAX 1e15

static const double once[] = { 1 };

void
power_test_init(struct power_test *t, const struct ab_plan *p, const struct ab_plan_metric *m,
    size_t arm)
{
	const struct ab_plan_baseline *b = &m->base;
	double scale = isnan(b->r2) ? 1 : 1 - b->r2;
	bool fixed = m->monitor.kind->way == MONITOR_FIXED;

	if (isfinite(b->cluster)) {
		double cv = isnan(b->cv) ? 0 : b->cv, icc = isnan(b->icc) ? 0 : b->icc;

		scale *= (1 + ((1 + cv * cv) * b->cluster - 1) * icc) / b->cluster;
	}
	if (b->type == AB_PROPORTION && isfinite(b->sd))
		scale *= b->sd * b->sd / (b->mean * (1 - b->mean));
	*t = (struct power_test){ .type = b->type, .better = m->better, .base = b->mean,
		.scale = scale, .share = ab_plan_share(p, arm),
		.share_control = ab_plan_share(p, p->control), .margin = m->role == AB_GUARDRAIL,
		.relative = m->margin.percent, .monitor = m->monitor, .alpha = m->alpha,
		.sides = m->sides, .look = fixed || p->nlook == 0 ? once : p->look,
		.nlook = fixed || p->nlook == 0 ? 1 : p->nlook, .n_star = m->n_star };
	t->var = scale * (b->type == AB_PROPORTION ? b->mean * (1 - b->mean) : b->sd * b->sd);
}

/* What the arm's value is when @effect is true. */
static double
moved(const struct power_test *t, double effect)
{
	return t->margin ? t->base : t->base + (t->better == AB_UP ? effect : -effect);
}

double
power_test_var(const struct power_test *t, double effect)
{
	double p = moved(t, effect), keep = 1, var = t->var;

	if (t->type == AB_PROPORTION && !t->margin)
		var = fmax(t->scale * p * (1 - p), 0);
	if (t->margin && t->relative)
		keep = 1 + (t->better == AB_UP ? -1 : 1) * effect / fabs(t->base);
	return var / t->share + keep * keep * t->var / t->share_control;
}

/* ---- bounds ---- */

struct boundary {
	struct group_seq      g;
	struct group_seq_look look[GROUP_SEQ_LOOKS_MAX];
};

/* In units of the information that is planned. */
static void
bounds(const struct power_test *t, double units, struct group_seq *g)
{
	double both = units * (t->share + t->share_control);
	struct monitor_design d = { .alpha = t->alpha, .sides = t->sides, .info_max = 1,
		.units = both, .n_star = isnan(t->n_star) ? both : t->n_star };

	for (size_t k = 0; k < t->nlook; k++)
		g->look[k].info = t->look[k];
	g->n = t->nlook;
	monitor_bounds(&t->monitor, &d, g);
}

static bool
by_student(const struct power_test *t)
{
	return t->monitor.kind->way == MONITOR_FIXED && t->type == AB_MEAN;
}

/* Welch's test, with the degrees of freedom that the planned variances give. */
static double
student_power(const struct power_test *t, double units, double drift)
{
	double v1 = t->var / (units * t->share), v0 = t->var / (units * t->share_control);
	double df = (v1 + v0) * (v1 + v0) / (v1 * v1 / (units * t->share - 1) +
	    v0 * v0 / (units * t->share_control - 1));

	if (!(df >= 1))
		return 0;
	return noncentral_t_upper(noncentral_t_critical(t->alpha / t->sides, df), df, drift);
}

static double
power_of(const struct power_test *t, const struct group_seq *g, double units, double effect)
{
	double drift = effect * sqrt(units / power_test_var(t, effect));

	return by_student(t) ? student_power(t, units, drift)
	    : group_seq_cross(g, drift, NULL, NULL).up;
}

struct power_at
power_test_at(const struct power_test *t, double units, double effect)
{
	double drift = effect * sqrt(units / power_test_var(t, effect));
	struct boundary b = { .g.look = b.look };
	struct group_seq_cross h0, h1;

	bounds(t, units, &b.g);
	h0 = group_seq_cross(&b.g, 0, NULL, NULL);
	h1 = group_seq_cross(&b.g, drift, NULL, NULL);
	return (struct power_at){ .power = by_student(t) ? student_power(t, units, drift) : h1.up,
		.wrong = h0.up + h0.down, .units_h1 = units * h1.info,
		.units_h0 = units * h0.info };
}

/* ---- solving ---- */

struct wanted {
	const struct power_test *t;
	struct group_seq        *g;
	double                   effect;	/* of the two the one that is given */
	double                   units;
	double                   power;
};

static double
short_of(void *ctx, double units)
{
	const struct wanted *w = ctx;

	if (!(units > 0))
		return -w->power;
	if (!isnan(w->t->n_star))
		bounds(w->t, units, w->g);
	return power_of(w->t, w->g, units, w->effect) - w->power;
}

/* The bounds depend on fractions alone unless anytime's n_star is a number of its own. */
double
power_test_units(const struct power_test *t, double effect, double power)
{
	struct boundary b = { .g.look = b.look };
	struct wanted w = { t, &b.g, effect, 0, power };
	double drift, units;

	if (t->type == AB_PROPORTION && !(moved(t, effect) >= 0 && moved(t, effect) <= 1))
		return NAN;
	bounds(t, 1, &b.g);
	drift = group_seq_effect(&b.g, power);
	units = drift * drift * power_test_var(t, effect) / (effect * effect);
	if ((by_student(t) || !isnan(t->n_star)) &&
	    !root_above(&(struct root_fn){ short_of, &w }, 0, units, DOUBLINGS, &units))
		return NAN;
	return units > 0 && units < UNITS_MAX ? units : NAN;
}

static double
short_of_effect(void *ctx, double effect)
{
	const struct wanted *w = ctx;

	return power_of(w->t, w->g, w->units, effect) - w->power;
}

/* The variance depends on the effect, though little: each step takes it at the one before. */
double
power_test_effect(const struct power_test *t, double units, double power)
{
	struct boundary b = { .g.look = b.look };
	struct wanted w = { t, &b.g, 0, units, power };
	double drift, effect = 0, before = -1;

	bounds(t, units, &b.g);
	drift = group_seq_effect(&b.g, power);
	for (int k = 0; k < STEPS_MAX && fabs(effect - before) > 1e-14 * fabs(effect); k++) {
		before = effect;
		effect = drift * sqrt(power_test_var(t, effect) / units);
	}
	if (by_student(t) && !root_above(&(struct root_fn){ short_of_effect, &w }, 0, effect,
	    DOUBLINGS, &effect))
		return NAN;
	if (t->type == AB_PROPORTION && !(moved(t, effect) >= 0 && moved(t, effect) <= 1))
		return NAN;
	return effect > 0 ? effect : NAN;
}

/* ---- looks ---- */

size_t
power_test_looks(const struct power_test *t, double units, double effect,
    struct group_seq_look *look, double *h0, double *h1)
{
	double *chance[] = { h0, h1 }, down[GROUP_SEQ_LOOKS_MAX];
	struct group_seq g = { .look = look };

	bounds(t, units, &g);
	for (int i = 0; i < 2; i++) {
		double drift = i * effect * sqrt(units / power_test_var(t, effect)), so_far = 0;

		if (chance[i] == NULL)
			continue;
		(void)group_seq_cross(&g, drift, chance[i], down);
		for (size_t k = 0; k < g.n; k++)
			chance[i][k] = so_far += chance[i][k] + down[k];
	}
	return g.n;
}
