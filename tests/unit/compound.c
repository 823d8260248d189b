/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * compound - tails of bad events that come several at a time, beside the sums that define them
 */
#include "../t.h"

#include "stats/binomial.h"
#include "stats/compound.h"
#include "stats/quiet.h"

#include <math.h>

static double
ln_choose(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* P(K <= k): of j incidents, each of one bad event or more, geometric. */
static double
sum_to(unsigned k, unsigned trials, double p, double q)
{
	double sum = 0;

	for (unsigned j = 0; j <= k && j <= trials; j++) {
		double at = exp(ln_choose(trials, j) + j * log(p) + (trials - j) * log1p(-p));

		if (j == 0) {
			sum += at;
			continue;
		}
		for (unsigned i = j; i <= k; i++)
			sum += at * exp(ln_choose(i - 1, j - 1) + j * log(q) + (i - j) * log1p(-q));
	}
	return sum;
}

static bool
near(double got, double want, double far)
{
	return fabs(got - want) <= far * fmax(want, 1e-12);
}

static void
sums(void)
{
	static const double size[] = { 1.25, 2, 3, 10, 40 };
	unsigned wrong = 0, cases = 0;

	for (size_t i = 0; i < sizeof(size) / sizeof(*size); i++)
		for (unsigned trials = 1; trials <= 400; trials *= 7)
			for (unsigned k = 0; k <= 60; k += 1 + k / 7) {
				double p = 0.01 + 0.2 * k / 60, m = size[i], n = trials * m;
				double most = sum_to(k, trials, p, 1 / m);
				double least = k > 0 ? 1 - sum_to(k - 1, trials, p, 1 / m) : 1;

				if ((double)k >= n)
					continue;
				cases++;
				wrong += !near(compound_at_most(k, n, p, m), most, 1e-8);
				wrong += fabs(compound_at_least(k, n, p, m) - least) > 1e-8;
			}
	T_OK(wrong == 0 && cases > 200, "%u sums, %u differ", cases, wrong);
}

static void
edges(void)
{
	T_OK(compound_at_most(4, 1000, 0.01, 1) == binomial_at_most(4, 1000, 0.01) &&
	    compound_at_least(4, 1000, 0.01, 1) == binomial_at_least(4, 1000, 0.01),
	    "one at a time: the binomial tails");
	T_OK(near(compound_at_most(0, 30000, 0.001, 10), exp(3000 * log1p(-0.001)), 1e-9),
	    "nothing bad: no incident in a tenth of the trials");
	T_OK(compound_at_least(0, 100, 0.1, 5) == 1 && compound_at_least(101, 100, 0.1, 5) == 0 &&
	    compound_at_most(100, 100, 0.1, 5) == 1, "none, and more than there are");
	T_OK(near(compound_at_most(2.5, 1000, 0.01, 3), (compound_at_most(2, 1000, 0.01, 3) +
	    compound_at_most(3, 1000, 0.01, 3)) / 2, 1e-9), "half a bad event lies between");
	T_OK(compound_at_least(5, 1e6, 0.5, 1000) > 0.999999, "far below the mean");
}

/* Where B is taken for normal: the sums on both sides of the border. */
static void
border(void)
{
	static const double size[] = { 3, 10, 100 };

	for (size_t i = 0; i < sizeof(size) / sizeof(*size); i++) {
		double m = size[i], k = (COMPOUND_EXACT + 8) * m, n = k / 0.0008;
		double before = compound_at_most(COMPOUND_EXACT * m, n, 0.001, m);
		double after = compound_at_most(COMPOUND_EXACT * m + 1, n, 0.001, m);

		T_OK(after > before * 0.98 && after < before * (1 + 2 / m), "%g at a time: %g, %g",
		    m, before, after);
	}
}

static void
bounds(void)
{
	unsigned wrong = 0;

	for (double k = 0; k < 3000; k = k * 1.7 + 1)
		for (double m = 1.5; m < 60; m *= 3) {
			double n = 1e5, hi = compound_upper(k, n, 0.05, m);
			double lo = compound_lower(k, n, 0.05, m);

			wrong += !near(compound_at_most(k, n, hi, m), 0.05, 1e-6);
			wrong += k > 0 && !near(compound_at_least(k, n, lo, m), 0.05, 1e-6);
			wrong += !((lo <= k / n || k < m) && k / n < hi);
		}
	T_OK(wrong == 0, "bounds have the tail that was asked for (%u have not)", wrong);
	T_OK(near(compound_upper(0, 30000, 0.05, 10), 1 - pow(0.05, 1.0 / 3000), 1e-9),
	    "the upper bound of none");
	T_OK(compound_lower(0, 100, 0.05, 3) == 0 && compound_upper(100, 100, 0.05, 3) == 1,
	    "of none and of all");
}

int
main(void)
{
	quiet_gsl();
	sums();
	edges();
	border();
	bounds();
	return t_done();
}
