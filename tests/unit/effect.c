/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * effect - comparisons of two arms against figures that others published or computed
 *
 * gbstats: GrowthBook's tests, packages/stats/tests at 8f1db44, and gbstats 0.8.0; R 4.2:
 * tests/oracle/effect.R.
 */
#include "effect/bayes.h"
#include "effect/effect.h"
#include "effect/health.h"
#include "effect/mix.h"
#include "effect/portfolio.h"
#include "effect/quantile.h"
#include "stats/adjust.h"
#include "stats/anytime.h"
#include "stats/fieller.h"
#include "stats/mismatch.h"
#include "stats/proportion.h"
#include "stats/pvalue.h"
#include "stats/quiet.h"
#include "stats/two_shares.h"

#include "../t.h"

#include <math.h>

static const struct effect_rule fixed = { .conf = 0.95, .crit = (double)NAN };
static const struct effect_metric mean = { .n = 0 };
static const struct effect_metric share = { .share = true };

static struct xsum_num
num(const char *text)
{
	struct val v = { .kind = VAL_NUMBER, .text = sv_of(text) };
	struct xsum_num x;

	if (!xsum_num_of(&v, &x))
		T_OK(false, "%s is a number", text);
	return x;
}

static struct xsum_num
num_of(double d)
{
	struct val v = val_of_double(d);
	struct xsum_num x = { 0 };

	T_QUIET(xsum_num_of(&v, &x), "%g is a number", d);
	return x;
}

/* Moments of what @n units sum up to: @sum of p variables, @prod of 1 1, 2 1, 2 2 ... */
static struct effect_moments
summed(uint64_t n, unsigned p, const double *sum, const double *prod)
{
	struct xsum_num s[COMOMENT_VARS_MAX], q[COMOMENT_PRODS_MAX];
	struct effect_moments m;
	struct comoment c;
	struct err e = { 0 };

	for (unsigned i = 0; i < p; i++)
		s[i] = num_of(sum[i]);
	for (unsigned i = 0; i < p * (p + 1) / 2; i++)
		q[i] = num_of(prod[i]);
	comoment_init(&c, p);
	if (comoment_give(&c, n, s, q, &e) != RC_OK)
		T_OK(false, "%s", e.msg);
	effect_moments_of(&m, &c);
	comoment_free(&c);
	return m;
}

static struct effect_moments
summed_one(uint64_t n, double sum, double square)
{
	return summed(n, 1, &sum, &square);
}

static struct effect
compared(const struct effect_metric *m, struct effect_moments one, struct effect_moments zero,
    const struct effect_theta *t)
{
	struct effect_arm a, b;
	struct effect e = { 0 };

	if (!effect_arm_of(&a, m, &one, t) || !effect_arm_of(&b, m, &zero, t) ||
	    !effect_compare(&e, &a, &b, &fixed))
		T_OK(false, "there is something to compare");
	return e;
}

static void
is(double got, double want, double within, const char *what)
{
	if (!T_OK(fabs(got - want) <= within, "%s: %.10g", what, want))
		printf("# got %.15g\n", got);
}

/* Last digit of what was printed with @digits decimals. */
static void
prints(double got, double want, int digits, const char *what)
{
	is(got, want, 0.500001 * pow(10, -digits), what);
}

static void
rel(double got, double want, double within, const char *what)
{
	is(got, want, within * fabs(want), what);
}

static void
large_and_alike(void)
{
	static const char *const text[] = { "1000000004", "1000000007", "1000000013", "1000000016" };
	struct comoment c;
	double rest;

	comoment_init(&c, 1);
	for (int i = 0; i < 4; i++) {
		struct xsum_num x = num(text[i]);
		const struct xsum_num *v[] = { &x };

		comoment_add(&c, v);
	}
	T_OK(comoment_cov(&c, 0, 0) == 30, "variance of {1e9 + 4, + 7, + 13, + 16} is 30");
	T_OK(comoment_mean(&c, 0, &rest) == 1e9 + 10 && rest == 0, "their mean is 1e9 + 10");
	comoment_free(&c);
	comoment_init(&c, 1);
	for (int i = 0; i < 3; i++) {
		struct xsum_num x = num(i == 0 ? "0.1" : "0");
		const struct xsum_num *v[] = { &x };

		comoment_add(&c, v);
	}
	rel(comoment_mean(&c, 0, &rest), 0.1 / 3, 1e-15, "mean of 0.1, 0 and 0");
	rel(rest, 1.0 / 30 - comoment_mean(&c, 0, NULL) + rest, 1e-9, "its rest is small");
	T_OK(rest != 0 && fabs(rest) < 1e-17, "a third of a tenth has a rest");
	comoment_free(&c);
}

static void
welch(void)
{
	struct effect e = compared(&mean, summed_one(3461, 2422.7, 134698.29),
	    summed_one(3407, 1396.87, 52377.9767), NULL);
	const struct fieller f = { .d = e.diff, .b = e.mean_control, .var_d = e.se * e.se,
		.var_b = (52377.9767 - 1396.87 * 1396.87 / 3407) / 3406 / 3407 };

	prints(e.diff, 0.29, 10, "gbstats two-sided: difference");
	prints(e.se, 0.1247836316, 10, "standard error");
	prints(e.df, 5841.742032, 6, "degrees of freedom");
	prints(e.p, 0.0201584026, 10, "p");
	prints(e.lo, 0.0453778926, 10, "lower bound");
	prints(e.hi, 0.5346221074, 10, "upper bound");
	prints(e.lift, 0.70732, 5, "lift");
	prints(e.lift_se, 0.3787943617, 10, "its error by the delta method");
	prints(e.lift - e.crit * e.lift_se, -0.03526, 5, "the delta method's lower bound");
	prints(e.lift + e.crit * e.lift_se, 1.44989, 5, "and upper one");
	prints(pvalue_t(e.lift / e.lift_se, 5594.24).p, 0.06191, 4, "and p, which disagrees");
	prints(fieller_g(&f, e.crit), 0.1020623426, 7, "g");
	prints(e.lift_lo, 0.0940619708, 10, "Fieller's lower bound");
	prints(e.lift_hi, 1.708689944, 9, "Fieller's upper bound");
	T_OK(e.variance_reduction == 0, "no covariates");
	T_STR(e.method, "welch", "method");
	T_STR(e.lift_method, "fieller", "method of the lift");
}

/* Figures of 4.1 with counts of 14 of 28 and 16 of 30: the delta method again. */
static void
small_counts(void)
{
	struct effect e = compared(&share, summed_one(30, 16, 16), summed_one(28, 14, 14), NULL);
	const struct proportion_test newcombe = proportion_compare(56, 70, 48, 80, 0.95);

	prints(e.lift, 0.06667, 5, "gbstats binomial: lift");
	T_STR(e.method, "score", "few failures: by scores");
	rel(e.lift_se, (0.61101 + 0.47767) / 2 / 2.003240, 0.02, "its error, n - 1 for n aside");
	prints(newcombe.in.lo, 0.0524314724, 10, "Newcombe, 56 of 70 and 48 of 80");
	prints(newcombe.in.hi, 0.333872654, 9, "upper bound");
	e = compared(&share, summed_one(70, 56, 56), summed_one(80, 48, 48), NULL);
	prints(e.lo, 0.052830, 6, "Miettinen and Nurminen");
	prints(e.hi, 0.338173, 6, "upper bound");
	is(e.p, 0.008045081368, 0.0003, "p is near that of prop.test, which has no N / (N - 1)");
	T_OK((e.lift_lo > 0) == (e.p < 0.05), "the lift's interval agrees");
	e = compared(&share, summed_one(10, 0, 0), summed_one(20, 0, 0), NULL);
	prints(e.lo, -0.165760, 6, "nobody in 10 against nobody in 20");
	prints(e.hi, 0.284381, 6, "upper bound");
	T_OK(e.p == 1 && isnan(e.lift) && e.lift_note != NULL, "no difference, no lift");
}

static void
scores(void)
{
	static const struct {
		double k1, n1, k0, n0, mn_lo, mn_hi, mee_lo, mee_hi, p;
	} c[] = {
		{ 56, 70, 48, 80, .052830, .338173, .053334, .337729, .008045081368 },
		{ 9, 10, 3, 10, .170025, .840650, .182126, .836950, .006169899321 },
		{ 6, 7, 2, 7, .034176, .853405, .054448, .847809, .03075356 },
		{ 5, 56, 0, 29, -.032597, .193331, -.031327, .192560, -1 },
		{ 0, 10, 0, 20, -.165760, .284381, -.161125, .277533, -1 },
		{ 10, 10, 0, 20, .715619, 1, .722467, 1, -1 },
		{ 60, 2000, 20, 1000, -.002465460, .021097279, -.002463159, .021095440,
		  .1090115259 }
	};
	const double z = interval_z(0.95);

	for (size_t i = 0; i < sizeof(c) / sizeof(*c); i++) {
		struct two_shares s = { c[i].k1, c[i].n1, c[i].k0, c[i].n0, true };
		struct interval in = two_shares_diff(&s, z);

		prints(in.lo, c[i].mn_lo, 6, "Miettinen and Nurminen, lower");
		prints(in.hi, c[i].mn_hi, 6, "upper");
		s.unbiased = false;
		in = two_shares_diff(&s, z);
		prints(in.lo, c[i].mee_lo, 6, "Mee, lower");
		prints(in.hi, c[i].mee_hi, 6, "upper");
		if (c[i].p > 0)
			rel(pvalue_t(two_shares_diff_z(&s, 0), (double)INFINITY).p, c[i].p, 1e-7,
			    "prop.test without correction");
	}
}

static void
ratios_of_shares(void)
{
	struct two_shares s = { 56, 70, 48, 80, false };
	struct interval in = two_shares_ratio(&s, interval_z(0.95));
	const struct fieller f = { .d = 0.2, .b = 0.6, .var_d = .8 * .2 / 70 + .6 * .4 / 80,
		.var_b = .6 * .4 / 80, .cov = -.6 * .4 / 80 };
	const struct fieller none = { .d = 4.0 / 7, .b = 2.0 / 7, .var_d = 1, .var_b = 10.0 / 343 };

	prints(in.lo - 1, .0798215064, 10, "Koopman, 56 of 70 and 48 of 80");
	prints(in.hi - 1, .6708055780, 10, "upper bound");
	in = fieller_interval(&f, interval_z(0.95));
	prints(in.lo, .0842832351, 10, "Fieller");
	prints(in.hi, .6705722990, 10, "upper bound");
	prints(fieller_g(&f, interval_z(0.95)), .0320121568, 10, "g");
	prints(f.d / f.b - interval_z(0.95) * fieller_delta(&f), .0482005296, 10, "delta");
	prints(fieller_g(&none, interval_z(0.95)), 1.372, 3, "6 of 7 and 2 of 7: g");
	in = fieller_interval(&none, interval_z(0.95));
	T_OK(isnan(in.lo) && isnan(in.hi), "no end");
	s = (struct two_shares){ 10, 10, 0, 20, true };
	in = two_shares_ratio(&s, interval_z(0.95));
	T_OK(in.lo > 5 && isinf(in.hi), "nobody in the control: from some ratio on");
	s = (struct two_shares){ 20, 1e9, 35, 1e9, true };
	in = two_shares_diff(&s, interval_z(0.95));
	rel(in.lo, -3.05021241481e-08, 1e-9, "20 and 35 of 1e9 each");
	rel(two_shares_ratio_z(&s, 1), two_shares_diff_z(&s, 0), 1e-12, "both statistics are one");
	s = (struct two_shares){ 1e9 - 20, 1e9, 1e9 - 35, 1e9, true };
	rel(two_shares_diff(&s, interval_z(0.95)).hi, 3.05021241481e-08, 1e-9, "all but these");
	rel(two_shares_ratio_z(&s, 1), two_shares_diff_z(&s, 0), 1e-9, "both statistics are one");
}

/* R: 2 * pt(-t, df), pt(-t, df, log.p = TRUE), pchisq(x, df, lower.tail = FALSE). */
static void
tails(void)
{
	static const struct {
		double t, df, p, log10_p;
	} c[] = {
		{ 2.324, 5841.742, 0.02015962341408, -1.69551758486116 },
		{ 1.5, 3, 0.230583865244823, -0.637171085073821 },
		{ 0.1, 1, 0.936548965138893, -0.0284695116857372 },
		{ 8, 50, 1.66329660283213e-10, -9.77903029949514 },
		{ 40, 1e5, 0, -346.382342562464 },
		{ 45, 1e9, 0, -441.474203922897 },
		{ 300, 1e7, 0, -19458.4044249989 },
		{ 1e10, 4.5, 1.04983902472869e-44, -43.9788772876268 },
		{ 22, (double)INFINITY, 2.87978487029016e-107, -106.540639954302 },
		{ 60, (double)INFINITY, 0, -783.606399168447 },
		{ 20, 1e12, 5.5072484586024e-89, -88.2590653299531 }
	};
	static const struct {
		double x, df, p, log10_p;
	} chisq[] = {
		{ 18.18, 1, 2.00978342140874e-05, -4.69685074056702 },
		{ 5000, 1, 0, -1087.68383651432 },
		{ 3.2, 2, 0.201896517994655, -0.694871171045203 },
		{ 1e5, 7, 0, -21703.4982246453 },
		{ 100, 100, 0.481191684527957, -0.317681886308973 },
		{ 0.01, 3, 0.999734834941344, -0.000115174992634465 },
		{ 1e5, 99990, 0.490485399796334, -0.309373915668861 }
	};

	for (size_t i = 0; i < sizeof(c) / sizeof(*c); i++) {
		struct pvalue p = pvalue_t(c[i].t, c[i].df), up = pvalue_t_above(-c[i].t, c[i].df);

		T_OK(fabs(p.p - c[i].p) <= 1e-11 * c[i].p &&
		    fabs(p.log10_p - c[i].log10_p) <= 1e-11 * -c[i].log10_p,
		    "t %g, df %g: p %.14g, log10 %.14g", c[i].t, c[i].df, p.p, p.log10_p);
		T_QUIET(fabs(up.p - (1 - p.p / 2)) < 1e-15, "one side of it");
		T_QUIET(fabs(pvalue_t_above(c[i].t, c[i].df).p - p.p / 2) <= 1e-12 * p.p,
		    "the other");
	}
	for (size_t i = 0; i < sizeof(chisq) / sizeof(*chisq); i++) {
		struct pvalue p = pvalue_chisq(chisq[i].x, chisq[i].df);

		T_OK(fabs(p.p - chisq[i].p) <= 1e-11 * chisq[i].p &&
		    fabs(p.log10_p - chisq[i].log10_p) <= 1e-10 * -chisq[i].log10_p,
		    "chi-squared %g, df %g: p %.14g, log10 %.14g", chisq[i].x, chisq[i].df, p.p,
		    p.log10_p);
	}
	T_OK(isnan(pvalue_t((double)NAN, 3).p) && isnan(pvalue_chisq((double)NAN, 1).p),
	    "nothing to test");
}

static void
guard(void)
{
	const struct effect_arm one = effect_arm_given(1000, -0.003, 0.0012 * 0.0012, (double)INFINITY);
	const struct effect_arm zero = effect_arm_given(1000, 0, 0, (double)INFINITY);
	struct effect_margin m = { .margin = 0.005, .crit = interval_z(0.9) };
	const struct effect_arm base = effect_arm_given(1000, 10, 0.04, 999);
	const struct effect_arm worse = effect_arm_given(1000, 9, 0.05, 999);
	struct effect_guard g, h;

	effect_guard_of(&g, &one, &zero, &m);
	prints(g.stat, 1.6667, 4, "margin 0.005, difference -0.003, error 0.0012: z");
	prints(g.p, .0477903523, 10, "p");
	T_OK(g.slack_lo > 0 && g.good_hi < 0, "within the margin, and worse");
	m = (struct effect_margin){ .margin = 0.02, .relative = true, .crit = interval_z(0.9) };
	effect_guard_of(&g, &worse, &base, &m);
	rel(g.stat, (9 - 0.98 * 10) / sqrt(0.05 + 0.98 * 0.98 * 0.04), 1e-13, "relative margin");
	rel(g.limit, -0.2, 1e-13, "limit");
	T_OK(g.slack_hi < 0, "worse by more than 2 %%");
	m.down = true;
	effect_guard_of(&h, &worse, &base, &m);
	rel(h.stat, (1.02 * 10 - 9) / sqrt(0.05 + 1.02 * 1.02 * 0.04), 1e-13, "less is better");
	rel(h.limit, 0.2, 1e-13, "limit");
	T_OK(h.slack_lo > 0 && h.good_hi > 0, "within it");
}

static void
nothing(void)
{
	struct effect_moments one = summed_one(1, 3, 9), same = summed_one(2, 6, 18);
	struct effect_arm a, b;
	struct effect e;

	T_OK(!effect_arm_of(&a, &mean, &one, NULL) && isnan(a.at) && a.n == 1, "one unit");
	T_OK(effect_arm_of(&b, &mean, &same, NULL), "two units without spread");
	T_OK(!effect_compare(&e, &a, &b, &fixed) && isnan(e.p) && e.n == 1 && e.n_control == 2,
	    "no estimate, no comparison");
	T_OK(!effect_compare(&e, &b, &b, &fixed) && isnan(e.lo), "no spread, no comparison");
}

/* gbstats takes rho^2 by the formula of its paper, next to the one that is narrowest. */
static double
rho2_of(double n_star, double alpha)
{
	return (-2 * log(alpha) + log(-2 * log(alpha) + 1)) / n_star;
}

static void
sequential(void)
{
	struct effect e = compared(&mean, summed_one(3461, 2422.7, 134698.29),
	    summed_one(3000, 1396.87, 52377.9767), NULL);
	double n = 6461, b = anytime_bound(n, rho2_of(1000, 0.05), 0.05);

	prints(e.lift, 0.50336, 5, "gbstats sequential: lift");
	prints(e.lift - b * e.lift_se, -0.55844, 5, "lower bound by the delta method");
	prints(e.lift + b * e.lift_se, 1.56516, 5, "upper bound");
	prints(e.diff - interval_t(0.9, e.df) * e.se, 0.0207914801, 10, "one side, fixed");
	prints(pvalue_t_above(e.stat, e.df).p, 0.0355427249, 10, "p");
	prints(e.lift - interval_t(0.9, e.df) * e.lift_se, -0.0451366759, 10, "lift, one side");
	prints(pvalue_t_above(e.lift / e.lift_se, e.df).p, 0.0655826287, 10, "p");
	b = anytime_bound_one(n, rho2_of(5000, 0.1), 0.05);
	prints(e.lift - b * e.lift_se, -0.4235645460, 10, "one side, at any time");
	e = compared(&share, summed_one(3461, 2422, 2422), summed_one(3000, 1396, 1396), NULL);
	b = anytime_bound(n, rho2_of(5000, 0.05), 0.05);
	prints(e.lift, 0.50386, 5, "gbstats sequential, shares: lift");
	is(e.lift - b * e.lift_se, 0.40098, 4e-5, "lower bound, n - 1 for n aside");
	is(e.lift + b * e.lift_se, 0.60675, 4e-5, "upper bound");
}

/* Cookie Cats, as published: two designs of a gate, who came back after a day and a week. */
static void
cookie_cats(void)
{
	const double none = (double)INFINITY;
	struct effect e = compared(&share, summed_one(45489, 20119, 20119),
	    summed_one(44700, 20034, 20034), NULL);
	struct two_shares c = { 20119, 45489, 20034, 44700, false };
	struct proportion_test newcombe;

	prints(pvalue_t(two_shares_diff_z(&c, 0), none).p, .0744096553, 10, "after a day: p");
	T_OK(e.p > 0.05 && e.lift_hi > 0, "not told from 0");
	c = (struct two_shares){ 8279, 45489, 8502, 44700, false };
	prints(two_shares_diff_z(&c, 0) * two_shares_diff_z(&c, 0), 10.0131673287, 10,
	    "after a week: chi-squared");
	prints(pvalue_t(two_shares_diff_z(&c, 0), none).p, .00155424998, 11, "p");
	newcombe = proportion_compare(8279, 45489, 8502, 44700, 0.95);
	prints(newcombe.diff, -.00820129831521, 14, "difference");
	prints(newcombe.in.lo, -.0132819408719, 12, "Newcombe, lower");
	prints(newcombe.in.hi, -.00312130268876, 12, "upper");
	e = compared(&share, summed_one(45489, 8279, 8279), summed_one(44700, 8502, 8502), NULL);
	prints(e.lift, -.0431190348965, 12, "lift");
	is(e.lift_lo, -.0689014624, 1e-6, "Fieller, n - 1 for n aside");
	is(e.lift_hi, -.0166361221, 1e-6, "upper bound");
	is(e.diff + anytime_bound(90189, rho2_of(5000, 0.05), 0.05) * e.se, .0004106280, 2e-6,
	    "at any time it is not told from 0");
}

/* Metric and covariate: gbstats, test_gbstats.py. */
static void
one_covariate(void)
{
	static const struct effect_metric m = { .n = 1, .x = { { 1, 0, false } } };
	static const double zero_sum[] = { 300, 210 }, zero_prod[] = { 600, -20, 415 };
	static const double one_sum[] = { 222, 120 }, one_prod[] = { 555, -10, 405 };
	static const double pool_sum[] = { 522, 330 }, pool_prod[] = { 1155, -30, 820 };
	struct effect_moments zero = summed(3001, 2, zero_sum, zero_prod);
	struct effect_moments one = summed(3000, 2, one_sum, one_prod);
	struct effect_moments pool = summed(6001, 2, pool_sum, pool_prod);
	struct effect_theta t;
	struct effect_arm c;
	struct fieller f;
	struct effect e;

	effect_theta_of(&t, &m, &pool);
	rel(t.theta[0], (-30 - 522.0 * 330 / 6001) / (820 - 330.0 * 330 / 6001), 1e-12, "theta");
	e = compared(&m, one, zero, &t);
	prints(e.lift, -0.281707154, 9, "gbstats with a covariate: lift");
	effect_arm_of(&c, &m, &zero, &t);
	f = (struct fieller){ .d = 222.0 / 3000 - 300.0 / 3001, .b = 300.0 / 3001,
		.var_d = e.se * e.se, .var_b = c.raw_var, .cov = -c.cov };
	prints(pvalue_t(e.lift / fieller_delta(&f), e.df).p, 0.003732549, 9,
	    "p by the delta method at the means as they were");
	T_OK(e.variance_reduction > 0 && e.variance_reduction < 0.02, "it helps little");
	T_OK((e.lift_hi < 0) == (e.p < 0.05), "the lift's interval agrees with p");
}

/* R: lm(y ~ arm + x1 + x2), the slopes over all arms: tests/oracle/effect.R. */
static void
covariates(void)
{
	static const struct effect_metric m = { .n = 4, .x = { { 1, 0, false }, { 2, 0, false },
		{ 3, 0, false }, { 4, 0, false } } };
	static const struct effect_metric ratio = { .y = { 0, 1, true }, .n = 1,
		.x = { { 2, 3, true } } };
	struct effect_metric bad = m;
	struct comoment c[3];
	struct effect_moments of[3];
	struct effect_theta t;
	struct effect e;

	for (int i = 0; i < 3; i++)
		comoment_init(&c[i], 5);
	for (int i = 0; i < 60; i++) {
		double x1 = i * 37 % 101, x2 = i * i * 13 % 97, arm = i % 2;
		double v[] = { 5 + 2 * arm + x1 / 10 - x2 / 20 + i * 59 % 7, x1, x1 + x2, x2, 1 };
		struct xsum_num x[5];
		const struct xsum_num *at[5];

		for (int k = 0; k < 5; k++) {
			x[k] = num_of(v[k]);
			at[k] = &x[k];
		}
		comoment_add(&c[i % 2], at);
	}
	comoment_merge(&c[2], &c[0]);
	comoment_merge(&c[2], &c[1]);
	for (int i = 0; i < 3; i++) {
		effect_moments_of(&of[i], &c[i]);
		comoment_free(&c[i]);
	}
	effect_theta_of(&t, &m, &of[2]);
	T_OK(t.used == 2 && t.theta[2] == 0 && t.theta[3] == 0,
	    "a sum of others and a constant are left out");
	prints(t.theta[0] + t.theta[1], 0.0977907042203055, 13, "slope of the first covariate");
	prints(t.theta[1], -0.0214415473713318, 13, "and of the second, in the sum of both");
	e = compared(&m, of[1], of[0], &t);
	prints(e.diff, 1.85426310980125, 12, "adjusted difference");
	prints(e.se, 0.501154172752519, 12, "its error");
	effect_theta_of(&t, &ratio, &of[2]);
	e = compared(&ratio, of[1], of[0], &t);
	prints(e.diff, 0.0303057584881402, 12, "ratio with a ratio for a covariate");
	prints(e.se, 0.0202475308007157, 12, "its error");
	T_OK(effect_metric_check(&m, 5) && !effect_metric_check(&m, 4), "variables that are there");
	bad.x[3] = bad.x[0];
	T_OK(!effect_metric_check(&bad, 5), "a covariate twice");
	bad = m;
	bad.y = (struct effect_quantity){ 2, 2, true };
	T_OK(!effect_metric_check(&bad, 5), "a ratio of one variable");
}

/* gbstats, test_gbstats.py: m over d, 100 and 120 units. */
static void
ratio(void)
{
	static const struct effect_metric m = { .y = { 0, 1, true } };
	static const double zero_sum[] = { 270, 510 }, zero_prod[] = { 848.79, -900, 810 };
	static const double one_sum[] = { 300, 500 }, one_prod[] = { 869, -905, 800 };
	struct effect_moments one = { .n = 120, .df = 119, .p = 2 };
	struct effect_moments zero = { .n = 100, .df = 99, .p = 2 };
	struct effect e;

	/* No units have these sums: 510^2 / 100 is beyond 810.  The formula does not mind. */
	for (unsigned i = 0; i < 2; i++) {
		one.mean[i] = one_sum[i] / 120;
		zero.mean[i] = zero_sum[i] / 100;
		for (unsigned j = 0; j <= i; j++) {
			unsigned k = comoment_at(i, j);

			one.cov[k] = (one_prod[k] - one_sum[i] * one_sum[j] / 120) / 119;
			zero.cov[k] = (zero_prod[k] - zero_sum[i] * zero_sum[j] / 100) / 99;
		}
	}
	e = compared(&m, one, zero, NULL);
	prints(e.lift, 0.133333333, 9, "gbstats ratio: lift");
	prints(pvalue_t(e.lift / e.lift_se, e.df).p, 0.610663339, 9, "p by the delta method");
	T_OK((e.lift_lo > 0) == (e.p < 0.05), "the lift's interval agrees with p");
}

/* gbstats, frequentist/test_post_strat.py: five strata of a count. */
static void
strata(void)
{
	static const struct {
		double n[2], sum[2], square[2];
	} c[] = {
		{ { 21, 42 }, { 330.0696210595999, 708.1220000911836 },
		  { 5377.811252605509, 12249.255519049513 } },
		{ { 65, 75 }, { 1391.96628040659, 1807.4703052657744 },
		  { 30546.63404187155, 45000.287664918586 } },
		{ { 102, 101 }, { 2916.824124651419, 3104.5399914554023 },
		  { 86396.06886690554, 98365.40553530994 } },
		{ { 151, 121 }, { 5172.587929941052, 4613.696610070716 },
		  { 182453.04528037464, 180520.64781229294 } },
		{ { 160, 162 }, { 6539.348445231273, 7431.953259880505 },
		  { 274981.98909352464, 349244.6690736718 } }
	};
	struct effect_moments of[2][5], arm[2];
	double part[5], some[5] = { 0.5, 0.5 };
	struct effect e;

	for (int s = 0; s < 5; s++) {
		part[s] = (c[s].n[0] + c[s].n[1]) / 1000;
		for (int a = 0; a < 2; a++)
			of[a][s] = summed_one((uint64_t)c[s].n[a], c[s].sum[a], c[s].square[a]);
	}
	T_OK(mix_strata(&arm[0], of[0], part, 5) && mix_strata(&arm[1], of[1], part, 5),
	    "every stratum has units");
	e = compared(&mean, arm[1], arm[0], NULL);
	rel(e.diff, 3.548094377986586, 1e-12, "gbstats, strata: difference");
	rel(e.lift, 0.10994584851937338, 1e-12, "lift");
	is(e.se, 0.37391, 0.003, "error: theirs has how many units a stratum has for random");
	of[0][1].n = 1;
	T_OK(!mix_strata(&arm[0], of[0], some, 5), "a stratum with one unit");
}

/* R: lm with effect coding and vcovHC(type = "HC2"), tests/oracle/effect.R. */
static void
factors(void)
{
	static const struct mix_factors f = { 3, { 2, 2, 2 } }, three = { 2, { 3, 2 } };
	static const struct {
		unsigned level[3];
		double   diff;
	} c[] = {
		{ { 1, 0, 0 }, 1.75 }, { { 0, 1, 0 }, -1.17857142857143 },
		{ { 0, 0, 1 }, 0.535714285714286 }, { { 1, 1, 0 }, -0.642857142857144 },
		{ { 1, 0, 1 }, -1.21428571428571 }, { { 0, 1, 1 }, 1.21428571428572 },
		{ { 1, 1, 1 }, 2.42857142857143 }
	};
	struct effect_arm cell[8], six[6];
	struct effect e;

	for (int i = 0; i < 8; i++) {
		int a = i >> 2, b = i >> 1 & 1, k = i & 1;
		double sum = 0, square = 0;
		struct effect_moments m;

		for (int r = 1; r <= 7; r++) {
			double y = (r * 37 + a * 11 + b * 5 + k * 23 + a * b * 3) % 17 + 2 * a - b;

			sum += y;
			square += y * y;
		}
		m = summed_one(7, sum, square);
		T_QUIET(effect_arm_of(&cell[i], &mean, &m, NULL), "a cell");
	}
	for (size_t i = 0; i < sizeof(c) / sizeof(*c); i++) {
		int order = 0;

		for (int k = 0; k < 3; k++)
			order += c[i].level[k] != 0;
		T_QUIET(mix_contrast(&e, &f, cell, c[i].level, &fixed), "contrast");
		rel(e.diff, c[i].diff, 1e-12, "contrast of three factors");
		rel(e.se, 0.684187287881001 * (1 << order), 1e-12, "its error");
		T_OK(isnan(e.lift) == (order > 1), "a lift of main effects alone");
	}
	for (int i = 0; i < 6; i++)
		six[i] = effect_arm_given(100, i * i, 1, (double)INFINITY);
	T_OK(mix_cells(&three) == 6 &&
	    mix_contrast(&e, &three, six, (const unsigned[]){ 2, 0 }, &fixed), "three levels");
	rel(e.diff, (16 + 25) / 2.0 - (0 + 1) / 2.0, 1e-13, "the third against the first");
	rel(e.se, 1, 1e-13, "its error");
}

static void
segments(void)
{
	static const double diff[] = { .041, .012, -.008, .023, .031, -.015, .005, .018 };
	static const double se[] = { .012, .009, .011, .02, .013, .008, .006, .015 };
	struct mix_spread s;

	T_OK(mix_heterogeneity(&s, diff, se, 8), "eight segments");
	rel(s.q, 22.4552401233622, 1e-12, "metafor: Q");
	rel(s.p, 0.00211952317502633, 1e-10, "p");
	rel(s.i2, (22.4552401233622 - 7) / 22.4552401233622, 1e-12, "I^2");
	T_OK(!mix_heterogeneity(&s, diff, se, 1) && isnan(s.p), "one segment");
}

/* R: metafor::rma and blup, tests/oracle/effect.R. */
static void
portfolio(void)
{
	static const double effect[] = { .041, .012, -.008, .023, .031, -.015, .005, .018 };
	static const double se[] = { .012, .009, .011, .02, .013, .008, .006, .015 };
	static const double blup[] = { 0.0303521406565894, 0.0118290677881049,
		-0.00184083930349402, 0.0158768726886284, 0.023194554143121, -0.00977343553835734,
		0.00576994112498092, 0.0148709593393965 };
	const struct portfolio_ask ask = { 0.95, 1.96, false }, lifts = { 0.95, 1.96, true };
	struct portfolio_item item[8];
	struct portfolio p;
	struct portfolio_gap gap;
	double naive = 0, bias = 0;

	for (int i = 0; i < 8; i++) {
		item[i] = (struct portfolio_item){ .effect = effect[i], .se = se[i],
			.coverage = 1, .shipped = effect[i] / se[i] > 1.96 };
		naive += item[i].shipped ? effect[i] : 0;
		bias += se[i] * exp(-pow(1.96 - effect[i] / se[i], 2) / 2) / sqrt(2 * acos(-1));
	}
	T_OK(portfolio_sum(&p, item, 8, &ask) && p.shipped == 2, "two of eight were shipped");
	rel(p.tau * p.tau, 0.000257862305447018, 1e-8, "metafor: tau^2 by REML");
	rel(p.mean, 0.0112849076123712, 1e-8, "mean");
	rel(p.mean_se, 0.0069804639819285, 1e-8, "its error");
	for (int i = 0; i < 8; i++)
		rel(item[i].shrunk, blup[i], 1e-7, "blup");
	rel(item[0].shrunk_se, 0.00993261523510958, 1e-7, "its error");
	rel(p.total, blup[0] + blup[4], 1e-7, "total of the shipped");
	rel(p.naive, naive, 1e-13, "as measured");
	rel(p.selected, naive - bias, 1e-12, "Lee and Shen");
	portfolio_against(&gap, &p, 0.02, 0.01);
	rel(gap.ratio, 0.02 / p.total, 1e-13, "the holdout saw so much of it");
	T_OK(gap.p > 0.05, "which is no contradiction");
	T_OK(portfolio_sum(&p, item, 8, &lifts), "lifts");
	rel(p.total, (1 + blup[0]) * (1 + blup[4]) - 1, 1e-7, "multiply");
	for (int i = 0; i < 8; i++)
		item[i].se *= 5;
	T_OK(portfolio_sum(&p, item, 8, &ask) && p.tau == 0, "no spread beyond the errors");
	rel(item[3].shrunk, 0.0070652326292121, 1e-9, "then all are the mean");
	T_OK(!portfolio_sum(&p, item, 4, &ask) && isnan(p.total) && p.n == 4, "four are too few");
}

static void
families(void)
{
	static const double p[] = { .898, .138, .007, .964, .538, .006, .138, (double)NAN };
	static const double bh[] = { .964, .2415, .0245, .964, .7532, .0245, .2415 };
	static const double crit[] = { 2.21212775, 2.34897059, 2.44177077, 2.51146305 };
	const double half = sqrt(0.5), even[] = { half, half, half, half, half };
	static const double uneven[] = { .3, .8, .6 };
	struct arena a;
	double out[8];

	arena_init(&a);
	adjust_bh(p, 8, out, &a);
	arena_free(&a);
	for (int i = 0; i < 7; i++)
		is(out[i], bh[i], 1e-12, "p.adjust, BH");
	T_OK(isnan(out[7]), "not of the family");
	for (size_t k = 2; k <= 5; k++)
		prints(adjust_dunnett_crit(0.05, even, k), crit[k - 2], 8, "Dunnett, even arms");
	rel(adjust_dunnett(2.2, even, 5).p, 0.108195005515697, 1e-11, "R: five arms at 2.2");
	rel(adjust_dunnett(1, uneven, 3).p, 0.655983652955302, 1e-11, "uneven arms at 1");
	rel(adjust_dunnett(-4, uneven, 3).p, 0.000189114353275563, 1e-11, "at -4");
	rel(adjust_dunnett(35, uneven, 3).log10_p, pvalue_t(35, (double)INFINITY).log10_p + log10(3),
	    1e-13, "far out it is Bonferroni's");
	rel(adjust_dunnett(29.9, even, 3).log10_p,
	    pvalue_t(29.9, (double)INFINITY).log10_p + log10(3), 1e-9, "which it comes to");
	rel(adjust_dunnett_crit(0.05, even, 1), interval_z(0.95), 1e-11, "one arm");
	rel(adjust_dunnett_p(0.027806895026997212, even, 5).p, 0.108195005515697, 1e-8, "by p: of 2.2");
	rel(adjust_dunnett_p(1e-40, even, 3).p, 3e-40, 1e-9, "of one next to nothing");
	T_OK(adjust_dunnett_p(0, even, 3).p == 0, "of nothing");
}

static void
shares_of_units(void)
{
	static const double even[] = { 1, 1, 0 };
	static const struct {
		double n[3], weight[3], stat, p;
		size_t k;
	} c[] = {
		{ { 1000, 1200 }, { 1, 1 }, 18.181818, 2.00786561e-5, 2 },
		{ { 821588, 815482 }, { .5, .5 }, 22.77436884, 1.82179287e-6, 2 },
		{ { 310, 98, 122 }, { 60, 20, 20 }, 3.22012579, .19987504, 3 },
		{ { 44700, 45489, 0 }, { 1, 1, 0 }, 6.90240494961, .00860798781, 3 }
	};
	static const double evidence[] = { 7.140301876, 5.674285460, 1.540122158 };
	static const double cats[] = { .042164586, 1.156721405, 1.954537238 };
	struct mismatch m;
	struct health h;
	double log_e = 0;

	for (size_t i = 0; i < sizeof(c) / sizeof(*c); i++) {
		T_QUIET(mismatch_fixed(&m, c[i].n, c[i].weight, c[i].k), "test");
		rel(m.stat, c[i].stat, 3e-8, "SRM: chi-squared");
		rel(m.p, c[i].p, 3e-8, "p");
		T_QUIET(m.df == (c[i].k == 3 && c[i].weight[2] > 0 ? 2 : 1), "df");
	}
	for (int i = 0; i < 3; i++) {
		double prior = pow(10, i + 2);

		prints(mismatch_log_evidence(c[0].n, even, 2, prior), evidence[i], 9, "ssrm");
		prints(mismatch_log_evidence(c[3].n, even, 3, prior), cats[i], 8, "ssrm, Cookie Cats");
	}
	h = health_srm(c[3].n, even, 3, 1);
	T_OK(h.status == HEALTH_PASS && h.n == 90189, "Cookie Cats pass at 0.001");
	h = health_srm(c[0].n, even, 2, 40);
	T_OK(h.status == HEALTH_FAIL && h.limit == 0.001 / 40, "1,000 and 1,200 fail among 40");
	h = health_srm(c[0].n, even, 2, 60);
	T_OK(h.status == HEALTH_PASS, "but not among 60");
	h = health_srm((const double[]){ 5, 9 }, even, 2, 1);
	T_OK(h.status == HEALTH_UNKNOWN && isnan(h.p), "too few units");
	h = health_srm_anytime(c[0].n, even, 2, &log_e);
	prints(h.value, 1.540122158, 9, "anytime: evidence");
	h = health_srm_anytime(cats, even, 2, &log_e);
	prints(h.value, 1.540122158, 9, "stays the greatest");
	h = health_srm_anytime((const double[]){ 1000, 1500 }, even, 2, &log_e);
	T_OK(h.status == HEALTH_FAIL && log_e > log(1000), "1,000 and 1,500 at any time");
	h = health_leak((const double[]){ 10, 9, 1 }, even, 3);
	T_OK(h.status == HEALTH_FAIL && h.value == 1 && h.n == 20, "a leak");
	T_OK(health_leak(c[0].n, even, 2).status == HEALTH_PASS, "no leak");
}

static void
trust(void)
{
	struct effect_arm arm[3] = { effect_arm_given(1000, 1e9, 4e-4, 999),
		effect_arm_given(1000, 1e9, 4e-4, 999), effect_arm_given(1, 0, (double)NAN, 0) };
	struct health h;

	arm[1].rest = 0.09;
	h = health_aa(arm, 3);
	rel(h.value, 0.09 * 0.09 / 8e-4, 1e-12, "AA: chi-squared of what is beyond doubles");
	T_OK(h.status == HEALTH_PASS, "p 0.0015 passes");
	arm[1].rest = 0.1;
	T_OK(health_aa(arm, 3).status == HEALTH_FAIL, "p 0.0004 fails");
	T_OK(health_aa(arm, 1).status == HEALTH_UNKNOWN, "one arm");
	T_OK(health_crossover(0, 50).status == HEALTH_PASS, "nobody in two arms");
	T_OK(health_crossover(9, 50).status == HEALTH_WARN, "nine are few");
	T_OK(health_crossover(11, 5000).status == HEALTH_WARN, "one in 500 is little");
	T_OK(health_crossover(51, 5000).status == HEALTH_FAIL, "one in 98 is much");
	h = health_units(&arm[2]);
	T_OK(h.status == HEALTH_WARN && h.limit == 100 && h.value == 1, "one unit");
	arm[0].k = 993;
	h = health_units(&arm[0]);
	T_OK(h.status == HEALTH_WARN && h.value == 7, "seven failures");
	T_STR(health_status_name(h.status), "warn", "status");
}

/* gbstats, bayesian/test_tests.py: differences relative to the control by the delta method. */
static void
beliefs(void)
{
	const struct bayes_prior flat = { 0, (double)INFINITY }, some = { .1, sqrt(.1) };
	struct effect e = compared(&mean, summed_one(10, 105, 1111.5), summed_one(10, 100, 1002.25),
	    NULL);
	struct bayes_beta a = { 52, 50 }, b = { 50, 52 };
	struct bayes x;

	bayes_normal(&x, e.lift, e.lift_se, &flat, 0.95, false);
	prints(x.chance, 0.91923, 5, "gbstats, means: chance to win");
	prints(x.loss_keep, 0.05131, 5, "loss when it is not shipped");
	prints(x.loss_ship, 0.00131, 5, "loss when it is");
	bayes_normal(&x, e.lift, e.lift_se, &some, 0.95, false);
	prints(x.mean, 0.05063, 5, "with a prior: mean");
	prints(x.lo, -0.01893, 5, "lower bound");
	prints(x.hi, 0.12019, 5, "upper bound");
	prints(x.chance, 0.92315, 5, "chance");
	bayes_normal(&x, 0.04082, 0.14725, &flat, 0.95, false);
	prints(x.lo, -0.24779, 4, "49 and 51 of 100: lower bound");
	prints(x.chance, 0.60918, 4, "chance");
	bayes_normal(&x, 0.1, 0.05, &flat, 0.95, false);
	prints(x.loss_keep, 0.1004245351308, 13, "loss of 0.1 with 0.05");
	prints(x.loss_ship, 0.0004245351308, 13, "and the other");
	bayes_normal(&x, 0.1, 0.05, &flat, 0.95, true);
	prints(x.loss_ship, 0.1004245351308, 13, "less is better: they change places");
	prints(x.chance, 0.0227501319, 9, "and so do the chances");
	bayes_normal(&x, 45, 1, &flat, 0.95, false);
	T_OK(x.chance == 1 && x.log10_worse < -400 && x.loss_ship >= 0, "beyond doubt");
	bayes_normal(&x, 25, 1, &flat, 0.95, false);
	rel(x.loss_ship, 1.2187970462990369e-139, 1e-10, "a loss where both terms are alike");
	bayes_normal(&x, 35, 1, &flat, 0.95, false);
	rel(x.loss_ship, 3.2088044826024768e-270, 1e-9, "and more alike");
	prints(bayes_beta_above(&a, &b), .6107705227, 10, "Beta(1, 1): 51 against 49 of 100");
	a = (struct bayes_beta){ 3, 1000 };
	b = (struct bayes_beta){ 1, 900 };
	prints(bayes_beta_above(&a, &b), 0.853999088012871, 9, "few of many");
}

static void
quantiles(void)
{
	static const double sum[] = { 900, 1000 }, prod[] = { 9200, 10000, 11000 };
	const struct quantile_values a = { 7.098780136176828, 7.157987489967789, 7.217194843758751 };
	const struct quantile_values b = { 7.64180598628119, 7.694499927525767, 7.747193868770344 };
	struct effect_moments users = summed(100, 2, sum, prod);
	struct quantile_ranks r;
	struct effect_arm one, zero;
	struct effect e;
	double cluster;

	T_OK(quantile_arm(&zero, 0.9, 11054, &a, NULL) && quantile_arm(&one, 0.9, 10861, &b, NULL) &&
	    effect_compare(&e, &one, &zero, &fixed), "gbstats, quantiles of 11,054 and 10,861");
	rel(e.diff, 0.5365124375579775, 1e-12, "difference");
	is(e.lo, 0.4572559589115422, 1e-5, "lower bound, n - 1 for n aside");
	is(e.hi, 0.6157689162044128, 1e-5, "upper bound");
	T_OK(quantile_ranks(&r, 1000, 0.9) && r.at == 900 && r.lo == 882 && r.hi == 919, "ranks");
	T_OK(!quantile_ranks(&r, 30, 0.9) && quantile_ranks(&r, 40, 0.9), "30 are too few");
	T_OK(quantile_rank(90189, 0.999) == 90099 && quantile_rank(1000, 0.95) == 950,
	    "the rank of a cap");
	T_OK(!quantile_arm(&one, 0.9, 1000, &(const struct quantile_values){ 5, 5, 5 }, NULL) &&
	    isnan(one.var), "ties have no error");
	cluster = (users.cov[0] - 2 * .9 * users.cov[1] + .81 * users.cov[2]) / 100 / 100;
	T_OK(quantile_arm(&zero, 0.9, 1000, &a, NULL) && quantile_arm(&one, 0.9, 1000, &a, &users),
	    "with users");
	rel(one.var / zero.var, cluster / (.9 * .1 / 1000), 1e-12, "so much more it varies");
	T_OK(one.n == 100 && zero.n == 1000, "users are the units");
}

int
main(void)
{
	quiet_gsl();
	large_and_alike();
	welch();
	small_counts();
	scores();
	ratios_of_shares();
	tails();
	guard();
	nothing();
	sequential();
	cookie_cats();
	one_covariate();
	covariates();
	ratio();
	strata();
	factors();
	segments();
	portfolio();
	families();
	shares_of_units();
	trust();
	beliefs();
	quantiles();
	return t_done();
}
