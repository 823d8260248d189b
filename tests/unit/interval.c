/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * interval - against R (tests/oracle/interval.tsv, made by interval.R), and worked cases
 *
 * Runs in the top directory.
 */
#include "stats/deviate.h"
#include "stats/interval.h"
#include "stats/mover.h"
#include "stats/quiet.h"
#include "stats/tails.h"

#include "../t.h"

#include <math.h>

#define GOLDEN "tests/oracle/interval.tsv"

struct row {
	char   kind[16];
	double k, n, q, conf, lo, hi;
};

static bool
near(double got, double want, double rel)
{
	return got == want || fabs(got - want) <= rel * fabs(want);
}

/* Both bounds of one row as the library has them. */
static struct interval
of(const struct row *r)
{
	struct interval i = { 0, 0 };
	struct interval_ranks ranks;
	uint64_t k = (uint64_t)r->k, n = r->n > 0 ? (uint64_t)r->n : 0;	/* a skewness may be below */

	switch (r->kind[0]) {
	case 'z':
		i.hi = interval_z(r->conf);
		break;
	case 't':
		i.hi = interval_t(r->conf, r->k);
		break;
	case 'w':
		i = interval_wilson(k, n, r->conf);
		break;
	case 'e':
		i = interval_clopper_pearson(k, n, r->conf);
		break;
	case 'p':
		i = interval_poisson(k, r->conf);
		break;
	case 's':
		i = interval_share(k, n, r->conf);
		break;
	case 'm':
		i = interval_mean(&(struct interval_mean_of){ .n = r->k, .se = 1, .skew = r->n },
		    interval_t(r->conf, r->k - 1));
		break;
	case 'a':
		i = interval_weighted(r->k, r->n, r->q, r->conf);
		break;
	default:
		ranks = interval_quantile(n, r->q, r->conf);
		i = (struct interval){ (double)ranks.lo, (double)ranks.hi };
	}
	return i;
}

/*
 * R's own Wilson lower bound is a difference that cancels for small k / n, so
 * it is held to what a difference can keep.
 */
static bool
agrees(const struct row *r, struct interval i)
{
	double rel = r->kind[0] == 'r' ? 0 : 1e-9;
	bool lo = near(i.lo, r->lo, rel);

	if (r->kind[0] == 'w')
		lo = fabs(i.lo - r->lo) <= rel * r->lo + 4e-16 * r->hi;
	return lo && near(i.hi, r->hi, rel);
}

static void
golden(void)
{
	FILE *f = fopen(GOLDEN, "r");
	unsigned rows = 0, good = 0;
	struct row r;

	if (!T_OK(f != NULL, "%s is there", GOLDEN))
		return;
	while (fscanf(f, "%15s %lf %lf %lf %lf %lf %lf", r.kind, &r.k, &r.n, &r.q, &r.conf, &r.lo,
	    &r.hi) == 7) {
		struct interval i = of(&r);

		rows++;
		good += T_QUIET(agrees(&r, i), "%s k %.17g n %.17g q %g conf %g: [%.17g, %.17g], "
		    "R has [%.17g, %.17g]", r.kind, r.k, r.n, r.q, r.conf, i.lo, i.hi, r.lo, r.hi);
	}
	fclose(f);
	T_OK(rows > 1000 && good == rows, "%u of %u rows as R has them", good, rows);
}

/* Textbook values of the one-sided 95 % bounds of a quantile. */
static void
ranks(void)
{
	static const struct {
		uint64_t n;
		double   q;
		uint64_t lo, hi;
	} c[] = {
		{ 100, 0.5, 42, 59 }, { 1000, 0.5, 474, 527 }, { 10000, 0.5, 4918, 5083 },
		{ 100, 0.95, 91, 99 }, { 1000, 0.95, 938, 962 }, { 10000, 0.95, 9464, 9537 },
		{ 100, 0.99, 97, 101 }, { 1000, 0.99, 985, 996 }, { 10000, 0.99, 9883, 9917 },
		{ 100, 0.999, 99, 101 }, { 1000, 0.999, 997, 1001 }, { 10000, 0.999, 9985, 9996 },
		{ 4, 0.5, 0, 5 }, { 5, 0.5, 1, 5 }, { 58, 0.95, 52, 59 }, { 59, 0.95, 53, 59 },
		{ 298, 0.99, 292, 299 }, { 299, 0.99, 293, 299 }, { 2994, 0.999, 2988, 2995 },
		{ 2995, 0.999, 2989, 2995 }, { 1, 0.5, 0, 2 }
	};

	for (size_t i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct interval_ranks r = interval_quantile(c[i].n, c[i].q, 0.9);

		T_OK(r.lo == c[i].lo && r.hi == c[i].hi,
		    "n %" PRIu64 " q %g: ranks %" PRIu64 ", %" PRIu64, c[i].n, c[i].q, r.lo, r.hi);
	}
}

/* The greatest rank with P(X < rank) <= alpha, and the least with P(X >= rank) <= alpha. */
static struct interval_ranks
ranks_plainly(uint64_t n, double q, double conf)
{
	double alpha = (1 - conf) / 2 * (1 + 1e-12);
	struct interval_ranks r = { 0, n + 1 };

	for (uint64_t k = 1; k <= n; k++) {
		double a = (double)k, b = (double)(n - k + 1);

		if (tails_beta(a, b, q, true) <= alpha)
			r.lo = k;
		if (tails_beta(a, b, q, false) <= alpha && r.hi > k)
			r.hi = k;
	}
	return r;
}

static void
all_ranks(void)
{
	static const double q[] = { 0.001, 0.25, 0.5, 0.9, 0.95, 0.99 };
	static const double conf[] = { 0.5, 0.9, 0.95, 0.999999 };

	for (uint64_t n = 1; n < 110; n++)
		for (size_t i = 0; i < 24; i++) {
			struct interval_ranks got = interval_quantile(n, q[i / 4], conf[i % 4]);
			struct interval_ranks want = ranks_plainly(n, q[i / 4], conf[i % 4]);

			T_QUIET(got.lo == want.lo && got.hi == want.hi,
			    "n %" PRIu64 " q %g conf %g: %" PRIu64 " to %" PRIu64, n, q[i / 4],
			    conf[i % 4], got.lo, got.hi);
		}
	T_OK(true, "ranks of intervals for up to 109 values, against all tails");
}

static void
edges(void)
{
	struct interval i = interval_wilson(0, 10, 0.95);
	struct interval_ranks r = interval_quantile(2, 0.5, 0.5);

	T_OK(i.lo == 0 && i.hi > 0.27 && i.hi < 0.28, "no event: Wilson starts at 0 exactly");
	i = interval_wilson(10, 10, 0.95);
	T_OK(i.hi == 1 && i.lo > 0.72, "all events: Wilson ends at 1 exactly");
	i = interval_clopper_pearson(0, 2995, 0.9);
	T_OK(i.lo == 0 && near(i.hi, 1 - pow(0.05, 1.0 / 2995), 1e-12),
	    "0 of 2995: 1 - alpha^(1/n)");
	i = interval_clopper_pearson(2995, 2995, 0.9);
	T_OK(i.hi == 1 && near(i.lo, pow(0.05, 1.0 / 2995), 1e-12), "2995 of 2995: alpha^(1/n)");
	i = interval_poisson(0, 0.95);
	T_OK(i.lo == 0 && near(i.hi, -log(0.025), 1e-12), "no arrivals: -ln alpha");
	T_OK(r.lo == 1 && r.hi == 2, "a tail equal to alpha counts: ranks %" PRIu64 ", %" PRIu64,
	    r.lo, r.hi);
	r = interval_quantile(UINT64_C(1000000000000), 0.5, 0.95);
	T_OK(r.lo == UINT64_C(499999020018) && r.hi == UINT64_C(500000979983),
	    "a median of 1e12: %" PRIu64 ", %" PRIu64, r.lo, r.hi);
}

/* P(X >= k) or P(X <= k) at the end of a share's interval, over alpha. */
static double
wrong(uint64_t k, uint64_t n, double conf, bool upper)
{
	struct interval i = interval_share(k, n, conf);
	double x = (double)k, all = (double)n, alpha = (1 - conf) / 2;

	return tails_beta(upper ? x + 1 : x, upper ? all - x : all - x + 1, upper ? i.hi : i.lo,
	    upper) / alpha;
}

/*
 * An end is wrong at a true share p when the count is one whose end lies beyond p: most often
 * for p beside that end, and then as often as the tail there.  So the worst is over all counts.
 */
static void
shares(void)
{
	static const double confs[] = { 0.5, 0.8, 0.95, 0.99, 0.999999 };
	static const uint64_t ns[] = { 1, 2, 3, 5, 10, 20, 50, 100, 299, 1000, 20000 };
	double most = 0;
	bool inside = true, rising = true;

	for (size_t c = 0; c < 5; c++)
		for (size_t j = 0; j < 11; j++)
			for (uint64_t k = 0, n = ns[j]; k <= n; k += n > 1000 ? n / 200 : 1) {
				struct interval i = interval_share(k, n, confs[c]), next = i;

				most = k > 0 ? fmax(most, wrong(k, n, confs[c], false)) : most;
				most = k < n ? fmax(most, wrong(k, n, confs[c], true)) : most;
				inside = inside && i.lo < i.hi && i.lo <= (double)k / (double)n &&
				    i.hi >= (double)k / (double)n && i.lo >= 0 && i.hi <= 1;
				if (k < n)
					next = interval_share(k + 1, n, confs[c]);
				rising = rising && next.lo >= i.lo && next.hi >= i.hi;
			}
	T_OK(most <= 1.4 * (1 + 1e-5), "an end of a share is wrong at most %.4f alpha", most);
	T_OK(inside, "no interval of a share is without its share, or of no width");
	T_OK(rising, "more of as many never have a lower end");
	T_OK(near(interval_share(1, 1, 0.95).lo, 0.035, 1e-9), "1 of 1: at least 3.5 %%");
}

/* Where one method takes over from another, the bounds must not jump. */
static void
seams(void)
{
	uint64_t k = UINT64_C(10000000000);
	struct interval a = interval_clopper_pearson(k, 5 * k, 0.95);
	struct interval b = interval_clopper_pearson(k + 1, 5 * k, 0.95);
	struct interval c = interval_poisson(k / 100, 0.95);
	struct interval d = interval_poisson(k / 100 + 1, 0.95);

	T_OK(near(a.lo + 0.2 / (double)k, b.lo, 1e-12) && near(a.hi + 0.2 / (double)k, b.hi, 1e-12),
	    "Clopper-Pearson at 1e10 joins");
	a = interval_share(k, 5 * k, 0.95);
	b = interval_share(k + 1, 5 * k, 0.95);
	T_OK(near(a.lo + 0.2 / (double)k, b.lo, 1e-12) && near(a.hi + 0.2 / (double)k, b.hi, 1e-12),
	    "shares at 1e10 join");
	T_OK(near(c.lo + 1, d.lo, 1e-11) && near(c.hi + 1, d.hi, 1e-11), "Poisson at 1e8 joins");
}

/* I_x(a, b) for whole a, b is a binomial sum: here in long double, term by term. */
static bool
is_sum(int n, int a, double x)
{
	const long double odds = x / (1 - (long double)x);
	long double term = powl(1 - (long double)x, n), below = 0, above = 0;

	for (int k = 0; k <= n; k++) {
		*(k < a ? &below : &above) += term;
		term *= (long double)(n - k) / (k + 1) * odds;
	}
	return near(tails_beta(a, n - a + 1, x, false), (double)above, 1e-12)
	    && near(tails_beta(a, n - a + 1, x, true), (double)below, 1e-12);
}

static void
sums(void)
{
	bool ok = true;

	for (int n = 1; n <= 60; n += 7)
		for (int a = 1; a <= n; a++)
			for (double x = 0.01; x < 1; x += 0.09)
				ok = ok && is_sum(n, a, x);
	T_OK(ok, "tails of the beta distribution are binomial sums");
}

/* Of ratios: by hand where one side is exact, and upside down. */
static void
ratios(void)
{
	static const double inf = INFINITY;
	const struct mover_part a = { 30, { 20, 42 } }, b = { 10, { 7, 14 } }, two = { 2, { 2, 2 } };
	const struct mover_part none = { 0, { 0, 3 } }, least = { 5, { 0, 9 } }, low = { 1, { -1, 3 } };
	const struct mover_part endless = { 5, { 1, inf } };
	struct interval r = mover_ratio(&a, &two), t;

	T_OK(near(r.lo, 10, 1e-14) && near(r.hi, 21, 1e-14), "by what is exact: %g to %g", r.lo, r.hi);
	r = mover_ratio(&two, &a);
	T_OK(near(r.lo, 2.0 / 42, 1e-14) && near(r.hi, 0.1, 1e-14), "... of it: %g to %g", r.lo, r.hi);
	r = mover_ratio(&a, &b);
	t = mover_ratio(&b, &a);
	T_OK(near(r.lo, 1 / t.hi, 1e-14) && near(r.hi, 1 / t.lo, 1e-14) && r.lo < 3 && r.hi > 3,
	    "upside down: %g to %g", r.lo, r.hi);
	/* (300 + sqrt(90000 - 42 * 18 * 7 * 13)) / 91 by hand */
	T_OK(near(r.hi, 4.896878387, 1e-9), "a value: %.10g", r.hi);
	r = mover_ratio(&none, &b);
	T_OK(r.lo == 0 && r.hi > 0, "of nothing: %g to %g", r.lo, r.hi);
	r = mover_ratio(&a, &least);
	T_OK(r.lo > 0 && r.hi == inf, "by what may be 0: %g to %g", r.lo, r.hi);
	T_OK(isnan(mover_ratio(&a, &none).lo) && isnan(mover_ratio(&low, &b).hi) &&
	    isnan(mover_ratio(&a, &low).lo) && isnan(mover_ratio(&endless, &b).lo),
	    "not known");
}

/* Exact sums of binomial probabilities and the normal quantile of Python's statistics. */
static void
deviates(void)
{
	T_OK(near(deviate_binomial(0, 84, 1 / 7.0), -4.575148452284744, 1e-9) &&
	    near(deviate_binomial(20, 84, 1 / 7.0), 2.2110313924671305, 1e-9) &&
	    near(deviate_binomial(3, 3, 0.1), 3.090232306167813, 1e-9) &&
	    near(deviate_binomial(40, 100, 0.25), 3.200228988981005, 1e-9), "deviates of counts");
	T_OK(deviate_binomial(12, 84, 1 / 7.0) == 0, "neither few nor many");
	T_OK(deviate_binomial(500, 1000, 0.05) > 30 && deviate_binomial(0, 2000, 0.5) < -30 &&
	    isfinite(deviate_binomial(1e9, 1e9, 1e-9)), "far beyond a double's tail");
}

int
main(void)
{
	quiet_gsl();
	golden();
	ranks();
	all_ranks();
	edges();
	shares();
	seams();
	sums();
	ratios();
	deviates();
	return t_done();
}
