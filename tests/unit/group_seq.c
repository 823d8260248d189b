/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group_seq, anytime, root: published values
 *
 * Bounds are those of gsDesign's gsbound, rpact and ldbounds; constants those of Jennison,
 * Turnbull (2000), tables 2.1 and 2.3, to more places; gbstats' and confseq's values are from
 * their own tests.  Fractions drawn at random: mvtnorm of R, in tests/oracle/group_seq.R.
 */
#include "stats/anytime.h"
#include "stats/group_seq.h"
#include "stats/quiet.h"
#include "../t.h"

#include <math.h>

enum { LOOKS = 100 };

#define NEAR(got, want, tol, ...) \
	do { \
		double got_ = (got), want_ = (want); \
		if (!T_OK(fabs(got_ - want_) <= (tol), __VA_ARGS__)) \
			printf("# got %.12g, want %.12g\n", got_, want_); \
	} while (0)

struct trial {
	struct group_seq      g;
	struct group_seq_look look[LOOKS];
};

static void
equal_looks(struct trial *t, size_t n)
{
	memset(t, 0, sizeof *t);
	t->g = (struct group_seq){ t->look, n, 2 };
	for (size_t k = 0; k < n; k++)
		t->look[k].info = (double)(k + 1) / (double)n;
}

static void
bounds(struct trial *t, enum group_seq_spend spend, double param, double alpha)
{
	group_seq_bounds(&t->g, &(struct group_seq_rule){ spend, param, alpha, 2 }, 1, false);
}

static void
constants(void)
{
	static const double alpha[] = { 0.05, 0.01, 0.1 };
	static const size_t n[] = { 2, 3, 4, 5, 10 };
	static const double pocock[][5] = {
		{ 2.17827209, 2.28947806, 2.36129789, 2.41317622, 2.55501277 },
		{ 2.77180864, 2.87295957, 2.93866384, 2.98627183, 3.11685018 },
		{ 1.87542300, 1.99218588, 2.06741153, 2.12168250, 2.26988811 }
	};
	static const double obf[][5] = {
		{ 1.97743096, 2.00403558, 2.02429550, 2.04007318, 2.08650219 },
		{ 2.57956960, 2.59491966, 2.60909670, 2.62117055, 2.65990184 },
		{ 1.67795271, 1.70960598, 1.73309985, 1.75086576, 1.80121070 }
	};
	struct trial t;

	for (size_t a = 0; a < 3; a++)
		for (size_t i = 0; i < 5; i++) {
			struct group_seq_cross c;

			equal_looks(&t, n[i]);
			for (size_t k = 0; k < n[i]; k++)
				t.look[k].bound = pocock[a][i];
			c = group_seq_cross(&t.g, 0, NULL, NULL);
			NEAR(c.up + c.down, alpha[a], 4e-9, "Pocock's constant spends %g in %zu looks",
			    alpha[a], n[i]);
			for (size_t k = 0; k < n[i]; k++)
				t.look[k].bound = obf[a][i] * sqrt((double)n[i] / (double)(k + 1));
			c = group_seq_cross(&t.g, 0, NULL, NULL);
			NEAR(c.up + c.down, alpha[a], 4e-9, "O'Brien and Fleming's likewise");
		}
}

static void
spending_bounds(void)
{
	static const double obf[][5] = {
		{ 2.96258804, 1.96859564 }, { 3.71030287, 2.51142747, 1.99304748 },
		{ 4.33263365, 2.96313158, 2.35904429, 2.01409015 },
		{ 4.87688495, 3.35701191, 2.68028005, 2.28981677, 2.03103205 }
	};
	static const double pocock[][5] = {
		{ 2.15699922, 2.20097696 }, { 2.27942824, 2.29491113, 2.29593836 },
		{ 2.36832770, 2.36752429, 2.35816774, 2.35002954 },
		{ 2.43797669, 2.42681386, 2.41019384, 2.39664540, 2.38598457 }
	};
	struct trial t;

	for (size_t n = 2; n <= 5; n++) {
		equal_looks(&t, n);
		bounds(&t, GROUP_SEQ_OBF, 0, 0.05);
		for (size_t k = 0; k < n; k++)
			NEAR(t.look[k].bound, obf[n - 2][k], 3e-8, "obf, look %zu of %zu", k + 1, n);
		bounds(&t, GROUP_SEQ_POCOCK, 0, 0.05);
		for (size_t k = 0; k < n; k++)
			NEAR(t.look[k].bound, pocock[n - 2][k], 3e-8, "pocock, look %zu of %zu", k + 1,
			    n);
	}
}

static void
uneven_looks(void)
{
	static const double at[] = { 0.2, 0.35, 0.6, 0.9, 1 };
	static const struct {
		enum group_seq_spend spend;
		double               param;
		double               bound[5];
	} row[] = {
		{ GROUP_SEQ_OBF, 0, { 4.87688495, 3.61313326, 2.67324278, 2.12138762, 2.06264791 } },
		{ GROUP_SEQ_POCOCK, 0, { 2.43797669, 2.48543989, 2.37708153, 2.33118434, 2.42168585 } },
		{ GROUP_SEQ_POWER, 2, { 3.09023231, 2.81959006, 2.45104994, 2.15512849, 2.14524486 } },
		{ GROUP_SEQ_HSD, -4, { 3.25266849, 3.08913957, 2.67487170, 2.18168777, 2.04766603 } },
	};
	struct trial t;

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		equal_looks(&t, 5);
		for (size_t k = 0; k < 5; k++)
			t.look[k].info = at[k];
		bounds(&t, row[i].spend, row[i].param, 0.05);
		for (size_t k = 0; k < 5; k++)
			NEAR(t.look[k].bound, row[i].bound[k], 3e-8, "rule %zu, uneven look %zu", i,
			    k + 1);
	}
}

static void
random_looks(void)
{
	static const struct {
		enum group_seq_spend spend;
		double param, at[4], bound[4], power;
	} row[] = {
		{ GROUP_SEQ_OBF, 0, { 0.198, 0.438, 0.941, 1 },
		    { 4.902782, 3.191743, 2.041160, 2.064108 }, 0.6962351 },
		{ GROUP_SEQ_POCOCK, 0, { 0.159, 0.307, 0.773, 1 },
		    { 2.509888, 2.505669, 2.236785, 2.337016 }, 0.6240769 },
		{ GROUP_SEQ_POWER, 1.4, { 0.241, 0.389, 0.926, 1 },
		    { 2.705501, 2.615935, 2.099028, 2.194200 }, 0.6704548 },
		{ GROUP_SEQ_HSD, -2.5, { 0.246, 0.297, 0.490, 1 },
		    { 2.894383, 3.007898, 2.682486, 2.014915 }, 0.6924657 },
		{ GROUP_SEQ_HSD, 3, { 0.182, 0.485, 0.757, 1 },
		    { 2.287972, 2.277467, 2.462223, 2.641877 }, 0.5487363 },
	};
	struct trial t;

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct group_seq_cross c;

		equal_looks(&t, 4);
		for (size_t k = 0; k < 4; k++)
			t.look[k].info = row[i].at[k];
		bounds(&t, row[i].spend, row[i].param, 0.05);
		for (size_t k = 0; k < 4; k++)
			NEAR(t.look[k].bound, row[i].bound[k], 2e-6, "row %zu, look %zu", i, k + 1);
		c = group_seq_cross(&t.g, 2.5, NULL, NULL);
		NEAR(c.up + c.down, row[i].power, 1e-6, "power of row %zu", i);
	}
}

static void
after_stop(void)
{
	static const struct {
		size_t k;
		double z, p, estimate, lo, hi;
	} row[] = {
		{ 2, 3.2, 0.0013815512, 4.5248278, 1.7524758, 7.2968519 },
		{ 3, 2.6, 0.0107590222, 2.9772038, 0.6937932, 5.2487346 },
		{ 4, 2.2, 0.0361974399, 2.1416572, 0.1393929, 4.1204637 },
	};
	struct trial t;

	equal_looks(&t, 4);
	bounds(&t, GROUP_SEQ_OBF, 0, 0.05);
	for (size_t i = 0; i < 3; i++) {
		struct group_seq_after r, m;

		t.g.n = row[i].k;
		r = group_seq_after(&t.g, row[i].z, 0.95);
		m = group_seq_after(&t.g, -row[i].z, 0.95);
		NEAR(r.p, row[i].p, 2e-10, "p after a stop at look %zu", row[i].k);
		NEAR(r.log10_p, log10(row[i].p), 1e-7, "its logarithm");
		NEAR(r.estimate, row[i].estimate, 1e-6, "the median unbiased estimate");
		NEAR(r.lo, row[i].lo, 1e-6, "lower end");
		NEAR(r.hi, row[i].hi, 1e-6, "upper end");
		NEAR(m.p, r.p, 1e-15, "a stop on the other side has the same p");
		NEAR(m.estimate, -r.estimate, 1e-9, "and the estimate's sign changed");
		T_OK(fabs(m.lo + r.hi) < 1e-9 && fabs(m.hi + r.lo) < 1e-9, "and the interval's");
	}
}

#define APPROXIMATE 7.9361546	/* rho^2 n_star as GrowthBook has it: 2 ln(20) + ln(2 ln(20) + 1) */

/* 14 equal looks; the drift has power 0.8 in a fixed test.  The power is of both sides. */
static void
compared(void)
{
	static const struct {
		double n_star;		/* 0: the rule's */
		enum group_seq_spend spend;
		double power, info, drift;
	} row[] = {
		{ 0, GROUP_SEQ_OBF, 0.7834, 0.764, 2.8604 },
		{ 0, GROUP_SEQ_POCOCK, 0.6976, 0.685, 3.1417 },
		{ 0, GROUP_SEQ_POWER, 0.7657, 0.717, 2.9210 },
		{ 0.25, GROUP_SEQ_OBF, 0.4636, 0.814, 3.7816 },
		{ 1, GROUP_SEQ_OBF, 0.4838, 0.827, 3.7169 },
	};
	struct trial t;

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct group_seq_cross c;

		equal_looks(&t, 14);
		bounds(&t, row[i].spend, 2, 0.05);
		for (size_t k = 0; row[i].n_star > 0 && k < 14; k++)
			t.look[k].bound = anytime_bound(t.look[k].info * 20000,
			    APPROXIMATE / (row[i].n_star * 20000), 0.05);
		c = group_seq_cross(&t.g, 2.801585218, NULL, NULL);
		NEAR(c.up + c.down, row[i].power, 5.1e-5, "boundary %zu: power", i);
		NEAR(c.info, row[i].info, 5.1e-4, "boundary %zu: expected information", i);
		c = group_seq_cross(&t.g, row[i].drift, NULL, NULL);
		NEAR(c.up + c.down, 0.8, 2e-5, "boundary %zu: drift", i);
		c = group_seq_cross(&t.g, group_seq_effect(&t.g, 0.8), NULL, NULL);
		NEAR(c.up, 0.8, 1e-11, "boundary %zu: the effect that has this power", i);
	}
}

/* Looks that did not go as planned. */
static void
odd_looks(void)
{
	const struct group_seq_rule rule = { GROUP_SEQ_POCOCK, 0, 0.05, 2 };
	struct group_seq_cross c;
	struct trial t, u;

	equal_looks(&t, 4);
	t.look[3].info = 1.2;
	group_seq_bounds(&t.g, &rule, 1, false);
	c = group_seq_cross(&t.g, 0, NULL, NULL);
	NEAR(c.up + c.down, 0.05, 1e-9, "over-run: all alpha at the actual information");
	equal_looks(&t, 4);
	t.g.n = 3;
	group_seq_bounds(&t.g, &rule, 1, true);
	c = group_seq_cross(&t.g, 0, NULL, NULL);
	NEAR(c.up + c.down, 0.05, 1e-9, "under-run: the last look spends all that is left");
	T_OK(t.look[2].t >= 1, "and its fraction is 1");

	equal_looks(&t, 4);
	t.look[2].info = 0.3;
	group_seq_bounds(&t.g, &rule, 1, false);
	T_OK(isinf(t.look[2].bound), "information that goes down: no bound there");
	NEAR(t.look[2].spent, t.look[1].spent, 0, "and nothing spent");
	equal_looks(&u, 4);
	u.look[2] = u.look[3];
	u.g.n = 3;
	group_seq_bounds(&u.g, &rule, 1, false);
	NEAR(t.look[3].bound, u.look[2].bound, 1e-12, "the rest as if it had been skipped");
	c = group_seq_cross(&t.g, 0, NULL, NULL);
	NEAR(c.up + c.down, 0.05, 1e-9, "and alpha is alpha");
	t.look[3].info = 0.5;
	group_seq_bounds(&t.g, &rule, 1, false);
	c = group_seq_cross(&t.g, 0, NULL, NULL);
	NEAR(c.up + c.down, t.look[1].spent, 1e-9, "a repeated last look counts once");

	equal_looks(&t, 5);
	t.look[4].info = 1.5;
	t.look[3].info = 1;
	group_seq_bounds(&t.g, &rule, 1, false);
	T_OK(isinf(t.look[4].bound), "nothing is left behind the planned information");

	equal_looks(&t, 2);
	t.look[0].info = 0.001;
	group_seq_bounds(&t.g, &(struct group_seq_rule){ GROUP_SEQ_OBF, 0, 0.05, 1 }, 1, false);
	T_OK(isinf(t.look[0].bound), "a first look whose spend is no double: no bound");
	NEAR(t.look[1].bound, 1.6448536269514727, 1e-9, "and a fixed test, one-sided, is left");
}

static void
sequences(void)
{
	static const double n[] = { 100, 500, 1000, 2000, 5000, 10000, 20000, 50000, 1e6 };
	static const double b[] = { 6.694389, 3.855055, 3.363888, 3.123779, 3.035209, 3.061477,
		3.127114, 3.241723, 3.656536 };
	const double rho = 0.03984006677137368, rho2 = rho * rho;
	const double v = 100, confseq = v / 12.60056;

	for (size_t i = 0; i < sizeof n / sizeof n[0]; i++)
		NEAR(anytime_bound(n[i], rho2, 0.05), b[i], 5.1e-7, "B(%g)", n[i]);
	NEAR(sqrt(anytime_rho2(5000, 0.05)), 0.04052645570998839, 1e-14, "rho");
	NEAR(anytime_bound(5000, anytime_rho2(5000, 0.05), 0.05), 3.0351, 5e-5, "B there");
	NEAR(exp(anytime_log_e(2, 5000, rho2)), 1.9761241058, 1e-9, "e-value of z 2");
	NEAR(exp(anytime_log_e(3, 5000, rho2)), 18.199152197, 1e-8, "of z 3");
	NEAR(exp(anytime_log_e(4, 5000, rho2)), 407.36421381, 1e-6, "of z 4");
	NEAR(pow(10, anytime_log10_p(3, 5000, rho2)), 0.05494761, 5e-9, "p of z 3");
	NEAR(anytime_log10_p(0, 5000, rho2), 0, 0, "p of z 0 is 1");
	NEAR(anytime_log_e(10 / sqrt(v), 1, confseq), -0.6510052, 1e-6, "confseq's log mixture");
	NEAR(anytime_bound(1, confseq, 0.05) * sqrt(v), 30.35209, 1e-4, "confseq's bound");
	NEAR(pow(10, anytime_log10_p_one(anytime_bound_one(3000, rho2, 0.03), 3000, rho2)), 0.03,
	    1e-12, "one side: p at the bound is alpha");
	T_OK(anytime_log10_p_one(-3, 3000, rho2) >= 0, "and 1 on the other side");
}

/* The share of streams without effect that K looks reject. */
static void
peeking(void)
{
	static const size_t n[] = { 14, 28, 100 };
	static const double used[] = { 0.013015, 0.016575, 0.022348 };
	/* Alpha spent so far taken for a level of each look, as ep-stats does */
	static const double wrong[] = { 0.0721, 0.0787 };
	struct group_seq_cross c;
	struct trial t;

	for (size_t i = 0; i < 3; i++) {
		equal_looks(&t, n[i]);
		for (size_t k = 0; k < n[i]; k++)
			t.look[k].bound = anytime_bound(t.look[k].info * 20000, APPROXIMATE / 5000,
			    0.05);
		c = group_seq_cross(&t.g, 0, NULL, NULL);
		NEAR(c.up + c.down, used[i], 1e-6, "%zu looks use less than alpha", n[i]);
	}
	for (size_t i = 0; i < 2; i++) {
		equal_looks(&t, n[i]);
		for (size_t k = 0; k < n[i]; k++)
			t.look[k].bound = 1.959963984540054 / sqrt(t.look[k].info);
		c = group_seq_cross(&t.g, 0, NULL, NULL);
		NEAR(c.up + c.down, wrong[i], 5.1e-5, "%zu looks, spent alpha as a level", n[i]);
	}
	equal_looks(&t, 14);
	for (size_t k = 0; k < 14; k++)
		t.look[k].bound = 3.5845;
	c = group_seq_cross(&t.g, 0, NULL, NULL);
	NEAR(c.up + c.down, 0.0025, 5e-5, "a rho that follows n is a constant bound, as Statsig's");
	NEAR(pow(group_seq_effect(&t.g, 0.8) / 2.801585218, 2), 2.35, 0.01, "and its price");
}

int
main(void)
{
	quiet_gsl();
	constants();
	spending_bounds();
	uneven_looks();
	random_looks();
	after_stop();
	compared();
	odd_looks();
	sequences();
	peeking();
	NEAR(group_seq_futile(0.5, 2.8, 1.96, 0.58240), 1, 2e-5,
	    "z 1 at half the information has conditional power 0.5824");
	return t_done();
}
