/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group_seq: what must hold for every boundary, at looks drawn at random
 *
 * The second method is a random walk that is simulated, and for two looks one integral by the
 * trapezoidal rule, which is exact to rounding for normal densities.
 */
#include "stats/group_seq.h"
#include "stats/quiet.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>

enum { LOOKS = 12, ROUNDS = 24, WALKS = 10000, POINTS = 4000 };

struct trial {
	struct group_seq_rule rule;
	struct group_seq      g;
	struct group_seq_look look[LOOKS];
	double                info_max;
};

/* Rules and looks drawn: uneven, over-run, under-run, repeated, going back. */
static void
draw_trial(struct trial *t, struct rng *g)
{
	static const double most[] = { 0, 0, 4, 12 };
	double at = 0;

	memset(t, 0, sizeof *t);
	t->rule.spend = (enum group_seq_spend)rng_below(g, 4);
	t->rule.param = most[t->rule.spend] * rng_unit(g);
	if (t->rule.spend == GROUP_SEQ_HSD)
		t->rule.param -= 6;
	else
		t->rule.param += 0.3;
	t->rule.alpha = exp(log(1e-4) * rng_unit(g)) * 0.2;
	t->rule.sides = 1 + (unsigned)rng_below(g, 2);
	t->info_max = exp(8 * rng_unit(g) - 4);
	t->g = (struct group_seq){ t->look, 1 + rng_below(g, LOOKS), t->rule.sides };
	for (size_t k = 0; k < t->g.n; k++) {
		double step = t->info_max * rng_unit(g) * 2 / (double)t->g.n;

		at += rng_below(g, 8) == 0 ? -step / 2 : step;
		at = fmax(at, t->info_max * 1e-3);
		t->look[k].info = at;
	}
	group_seq_bounds(&t->g, &t->rule, t->info_max, rng_below(g, 2) == 0);
}

static bool
near(double got, double want, double tol)
{
	return fabs(got - want) <= tol;
}

static void
check_spending(struct trial *t)
{
	double up[LOOKS], down[LOOKS], spent = 0;
	struct group_seq_cross c = group_seq_cross(&t->g, 0, up, down);

	for (size_t k = 0; k < t->g.n; k++) {
		T_QUIET(near(up[k], (t->look[k].spent - spent) / t->rule.sides, 1e-11),
		    "look %zu spends what it may: %.12g, not %.12g", k, up[k],
		    (t->look[k].spent - spent) / t->rule.sides);
		T_QUIET(t->rule.sides == 1 || near(down[k], up[k], 1e-13), "alike on both sides");
		spent = t->look[k].spent;
	}
	T_QUIET(near(c.up + c.down, spent, 1e-10), "errors by recursion are the alpha spent");
	T_QUIET(spent <= t->rule.alpha * (1 + 1e-15), "which is at most alpha");
}

static void
check_power(struct trial *t)
{
	double unit = 1 / sqrt(t->info_max), before = 0, most = t->info_max;

	for (size_t k = 0; k < t->g.n; k++)
		most = fmax(most, t->look[k].info);
	for (int i = -4; i <= 8; i++) {
		struct group_seq_cross c = group_seq_cross(&t->g, i * unit, NULL, NULL);
		struct group_seq_cross m = group_seq_cross(&t->g, -i * unit, NULL, NULL);

		T_QUIET(c.up >= before - 1e-14, "power rises with the effect");
		T_QUIET(c.info > 0 && c.info <= most * (1 + 1e-12), "expected information");
		T_QUIET(t->rule.sides == 1 || near(c.up, m.down, 1e-12), "both sides alike");
		before = c.up;
	}
}

/* P(|Z1| < b1, Z2 >= b2) */
static double
second_look(double b1, double b2, double t)
{
	double sum = 0, low = -9, high = fmin(b1, 9), lowest = fmax(low, -b1);
	double h = (high - lowest) / (double)POINTS;

	for (int i = 0; i <= POINTS; i++) {
		double z = lowest + h * i, weight = i == 0 || i == POINTS ? 1 : i % 2 == 1 ? 4 : 2;

		sum += weight * exp(-z * z / 2) * erfc((b2 - z * sqrt(t)) / sqrt(2 * (1 - t)));
	}
	return sum * h / 3 / 2 / sqrt(2 * 3.14159265358979323846);
}

static void
check_two_looks(struct rng *g)
{
	double t = 0.02 + 0.96 * rng_unit(g), got;
	struct group_seq_look look[] = { { .info = t }, { .info = 1 } };
	struct group_seq s = { look, 2, 2 };

	group_seq_bounds(&s, &(struct group_seq_rule){ GROUP_SEQ_HSD, 8 * rng_unit(g) - 6, 0.05, 2 },
	    1, false);
	got = 2 * second_look(look[0].bound, look[1].bound, t);
	T_QUIET(near(got, look[1].spent - look[0].spent, 1e-9), "two looks, t %g: %.12g, not %.12g",
	    t, got, look[1].spent - look[0].spent);
}

/* The share of simulated walks that stop, against the recursion. */
static void
check_simulated(struct trial *t, struct rng *g)
{
	double effect = 2.5 * rng_unit(g) / sqrt(t->info_max), share, sum = 0;
	struct group_seq_cross c = group_seq_cross(&t->g, effect, NULL, NULL);
	size_t up = 0;

	for (int i = 0; i < WALKS; i++) {
		double score = 0, info = 0;

		for (size_t k = 0; k < t->g.n; k++) {
			double step = t->look[k].info - info, z;

			if (!(t->look[k].info > info * (1 + GROUP_SEQ_NEWS_MIN)))
				continue;
			score += effect * step + sqrt(step) * draw_normal(g);
			info = t->look[k].info;
			z = score / sqrt(info);
			if (z >= t->look[k].bound || (t->rule.sides == 2 && z <= -t->look[k].bound)) {
				up += z > 0;
				break;
			}
		}
		sum += info;
	}
	share = (double)up / (double)WALKS;
	T_QUIET(near(share, c.up, 5 * sqrt(c.up * (1 - c.up) / (double)WALKS) + 1e-3),
	    "simulated power %g, by recursion %g", share, c.up);
	T_QUIET(near(sum / (double)WALKS, c.info, 0.03 * c.info),
	    "simulated information %g, not %g",
	    sum / (double)WALKS, c.info);
}

/* Stops at each look, just beyond its bound and far: p, interval and decision agree. */
static void
check_after(struct trial *t)
{
	struct group_seq part = t->g;
	double last = 0;

	for (size_t k = 0; k < t->g.n; k++) {
		struct group_seq_after a, b;
		double bound = t->look[k].bound;

		part.n = k + 1;
		if (!isfinite(bound))
			continue;
		a = group_seq_after(&part, bound, 1 - t->look[k].spent / t->rule.sides);
		T_QUIET(near(a.p, t->look[k].spent, 1e-10 + 1e-7 * a.p),
		    "p at the bound is what was spent: %g, not %g", a.p, t->look[k].spent);
		b = group_seq_after(&part, bound + 0.5, 0.95);
		T_QUIET(b.p <= a.p * (1 + 1e-9) && b.p >= last * (1 - 1e-9),
		    "p rises from stage to stage");
		T_QUIET(isfinite(b.log10_p) && b.log10_p <= a.log10_p + 1e-8, "and its logarithm");
		T_QUIET(b.lo < b.estimate && b.estimate < b.hi, "the estimate is inside");
		T_QUIET((b.lo > 0) == (b.p * (t->rule.sides == 2 ? 1 : 2) < 0.05),
		    "the interval excludes 0 just when p is below 0.05");
		last = a.p;
	}
}

int
main(void)
{
	struct rng g;

	quiet_gsl();
	rng_init(&g, t_seed());
	for (int i = 0; i < T_ROUNDS(ROUNDS); i++) {
		struct trial t;

		draw_trial(&t, &g);
		check_spending(&t);
		check_power(&t);
		check_after(&t);
		check_two_looks(&g);
		if (i % 6 == 0)
			check_simulated(&t, &g);
	}
	T_OK(t_failed == 0, "%d trials", T_ROUNDS(ROUNDS));
	return t_done();
}
