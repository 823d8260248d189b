/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * effect - comparisons of two arms against figures that others published or computed
 *
 * gbstats: GrowthBook's tests, packages/stats/tests at 8f1db44, and gbstats 0.8.0; R 4.2:
 * tests/oracle/effect.R.
 */
#include "effect/effect.h"
#include "stats/fieller.h"
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
	return t_done();
}
