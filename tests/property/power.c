/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power_test: sizes, effects and chances are each other's inverses, whatever the monitor, and
 * rise and fall as they should; the share of simulated experiments that find the effect is
 * the power
 */
#include "power/power_test.h"
#include "stats/quiet.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>

enum { ROUNDS = 60, LOOKS = 8, TRIALS = 4000 };

static bool
near(double got, double want, double rel)
{
	return fabs(got - want) <= rel * fabs(want);
}

static void
draw_test(struct power_test *t, double *look, struct rng *g)
{
	const struct monitor_kind *k = registry_row(&monitor_registry, rng_below(g, 6));
	double at = 0;

	*t = (struct power_test){ .type = (enum ab_plan_type)rng_below(g, 3),
		.better = (enum ab_plan_better)rng_below(g, 2), .scale = 0.3 + rng_unit(g),
		.share = 0.05 + 0.5 * rng_unit(g), .monitor = { k, k->usual },
		.alpha = 0.001 + 0.1 * rng_unit(g), .sides = 1 + (unsigned)rng_below(g, 2),
		.look = look, .nlook = k->way == MONITOR_FIXED ? 1 : 1 + rng_below(g, LOOKS),
		.margin = rng_below(g, 3) == 0, .relative = rng_below(g, 2) == 0,
		.n_star = rng_below(g, 3) == 0 ? 500 + 20000 * rng_unit(g) : (double)NAN };
	t->share_control = (1 - t->share) * (0.4 + 0.6 * rng_unit(g));
	t->base = t->type == AB_PROPORTION ? 0.1 + 0.8 * rng_unit(g) : 10 + 90 * rng_unit(g);
	t->var = t->scale * (t->type == AB_PROPORTION ? t->base * (1 - t->base)
	    : t->base * t->base * (0.1 + rng_unit(g)));
	for (size_t i = 0; i < t->nlook; i++)
		look[i] = at += 0.1 + rng_unit(g);
	for (size_t i = 0; i < t->nlook; i++)
		look[i] = i + 1 == t->nlook ? 1 : look[i] / at;
}

static void
check_inverse(const struct power_test *t, double effect, double power)
{
	double units = power_test_units(t, effect, power);
	struct power_at at = power_test_at(t, units, effect);
	struct power_at more = power_test_at(t, 1.1 * units, effect);

	T_QUIET(near(at.power, power, 1e-6), "%s: %g units have power %g, not %g",
	    t->monitor.kind->name, units, at.power, power);
	T_QUIET(near(power_test_effect(t, units, power), effect, 1e-6), "and find the effect");
	T_QUIET(more.power > at.power, "more units, more power");
	T_QUIET(at.wrong <= t->alpha * (1 + 1e-9), "%s: errors of %g, alpha is %g",
	    t->monitor.kind->name, at.wrong, t->alpha);
	T_QUIET(t->monitor.kind->way == MONITOR_ANYTIME || near(at.wrong, t->alpha, 1e-9),
	    "and all alpha is spent");
	T_QUIET(at.units_h1 <= units * (1 + 1e-12) && at.units_h0 <= units * (1 + 1e-12),
	    "stops come before the end");
	T_QUIET(power_test_units(t, effect, power / 2 + 0.5) > units, "more power, more units");
}

/* Of means only: what their estimate's distribution is, there is no doubt about. */
static void
check_simulated(const struct power_test *t, double effect, double power, struct rng *g)
{
	struct group_seq_look look[LOOKS];
	double units = power_test_units(t, effect, power);
	double drift = effect * sqrt(units / power_test_var(t, effect)), share;
	size_t n = power_test_looks(t, units, effect, look, NULL, NULL), found = 0;

	for (int i = 0; i < TRIALS; i++) {
		double score = 0, info = 0;

		for (size_t k = 0; k < n; k++) {
			double step = look[k].info - info, z;

			score += drift * step + sqrt(step) * draw_normal(g);
			info = look[k].info;
			z = score / sqrt(info);
			if (z >= look[k].bound || (t->sides == 2 && z <= -look[k].bound)) {
				found += z > 0;
				break;
			}
		}
	}
	share = (double)found / (double)TRIALS;
	T_QUIET(fabs(share - power) < 5 * sqrt(power * (1 - power) / (double)TRIALS) + 2e-3,
	    "%s: %g of simulated experiments, not %g", t->monitor.kind->name, share, power);
}

int
main(void)
{
	struct rng g;

	quiet_gsl();
	rng_init(&g, t_seed());
	for (int i = 0; i < ROUNDS; i++) {
		struct power_test t;
		double look[LOOKS], power = 0.6 + 0.35 * rng_unit(&g), effect;

		draw_test(&t, look, &g);
		effect = t.base * (0.01 + 0.04 * rng_unit(&g));
		check_inverse(&t, effect, power);
		if (i % 4 == 0)
			check_simulated(&t, effect, power, &g);
	}
	T_OK(t_failed == 0, "%d tests", ROUNDS);
	return t_done();
}
