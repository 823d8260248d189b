/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rank: scipy 1.17 (rankdata, spearmanr, theilslopes, stats.t), R 4 (wilcox.test, cor.test)
 */
#include "stats/rank.h"
#include "../t.h"
#include "stats/quiet.h"

#include <math.h>

static const double xs[] = { 3.1, 2.0, 5.5, 4.4, 8.0, 7.5, 7.5, 1.0, 6.0, 9.9 };
static const double ys[] = { 2, 3, 5, 4, 9, 7, 8, 2, 6, 10 };

static bool
near(double got, double want)
{
	bool ok = fabs(got - want) <= 1e-12 * fmax(1, fabs(want));

	if (!ok)
		printf("# got %.17g, want %.17g\n", got, want);
	return ok;
}

static void
correlations(struct arena *a)
{
	static const double tied[] = { 2, 3, 5, 4, 9, 7, 8, 2, 6, 10 };
	double r[10], x[40], y[40], flat[4] = { 1, 1, 1, 1 }, some[4] = { 1, 2, 3, 4 }, rho, n;
	struct rank_estimate e;

	rank_mid(tied, 10, r, a);
	T_OK(near(r[0], 1.5) && near(r[7], 1.5) && near(r[1], 3) && near(r[9], 10),
	    "ties have the mean of their ranks");
	T_OK(near(rank_rho(xs, ys, 10, a), 0.9756097560975612), "spearmanr with ties");
	T_OK(isnan(rank_rho(flat, some, 4, a)), "what never changes goes with nothing");
	for (int i = 0; i < 40; i++) {
		x[i] = sin(i / 5.0) + 0.1 * (i * 7 % 11);
		y[i] = sin(i / 5.0 + 0.6) + 0.1 * (i * 5 % 13);
	}
	rho = rank_rho(x, y, 40, a);
	n = rank_effective(x, y, 40, a);
	T_OK(near(rho, 0.6628517823639776), "spearmanr of waves");
	T_OK(near(n, 9.187496644075193), "forty that follow each other are %.3g", n);
	e = rank_rho_interval(rho, 40, n, 0.95);
	T_OK(near(e.x, rho) && near(e.lo, -0.07218205119385512) &&
	    near(e.hi, 0.9312966552008446), "interval");
	T_OK(near(rank_rho_p(rho, n), 0.04844582520194443), "p");
	e = rank_rho_interval(1, 10, 10, 0.95);
	T_OK(near(e.lo, 0.9278415836230861) && e.hi >= 1, "a perfect one is not certain");
	T_OK(rank_rho_p(1, 10) <= 0 && isnan(rank_rho_p(0.5, 4)), "p at the ends");
	T_OK(isnan(rank_rho_interval(0.5, 5, 4, 0.95).lo), "four say nothing");
}

static void
slopes(struct arena *a)
{
	static const double t[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
	static const double y[] = { 1.0, 2.5, 2.0, 4.0, 3.5, 6.0, 5.0, 7.5 };
	static const double same[] = { 2, 2, 2, 3, 3, 4, 5, 6 };
	struct rank_estimate e = rank_slope(t, y, 8, 0.95, a);

	T_OK(near(e.x, 0.7916666666666667) && near(e.lo, 0.5) && near(e.hi, 4.0 / 3),
	    "theilslopes, with Kendall's exact distribution");
	e = rank_slope(t, y, 4, 0.95, a);
	T_OK(near(e.x, 0.875) && isnan(e.lo) && isnan(e.hi), "four points have no interval");
	e = rank_slope(t, y, 5, 0.95, a);
	T_OK(!isnan(e.lo), "five have");
	e = rank_slope(same, y, 8, 0.95, a);
	T_OK(e.x > 1 && e.lo < e.x && e.hi > e.x, "pairs at one time have no slope");
	T_OK(isnan(rank_slope(same, y, 3, 0.95, a).x), "all at one time");
	T_OK(isnan(rank_slope(t, y, 1, 0.95, a).x), "one point");
	T_OK(near(rank_level(t, y, 8, 0.7916666666666667, a), 1.3125),
	    "level");
}

static void
shifts(struct arena *a)
{
	static const double before[] = { 12.1, 13.4, 11.2, 12.9, 13.8, 12.5 };
	static const double after[] = { 14.2, 13.9, 15.1, 12.7, 14.8, 15.6, 14.1 };
	struct rank_estimate e = rank_shift(before, 6, after, 7, 0.95, a);

	T_OK(near(e.x, 1.7) && near(e.lo, 0.4) && near(e.hi, 3), "wilcox.test");
	e = rank_shift(before, 6, after, 7, 0.8, a);
	T_OK(near(e.lo, 1) && near(e.hi, 2.6), "at another confidence");
	e = rank_shift(before, 3, after, 3, 0.95, a);
	T_OK(isnan(e.lo) && !isnan(e.x), "three of each have no interval");
	T_OK(!isnan(rank_shift(before, 4, after, 4, 0.95, a).lo), "four have");
	T_OK(isnan(rank_shift(before, 0, after, 4, 0.95, a).x), "none before");
}

int
main(void)
{
	struct arena a;

	quiet_gsl();
	arena_init(&a);
	correlations(&a);
	slopes(&a);
	shifts(&a);
	arena_free(&a);
	return t_done();
}
