/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * interval - see interval.h
 *
 * Tails are always alpha = (1 - conf) / 2, never 1 - alpha: small
 * probabilities keep their digits.
 */
#include "stats/interval.h"

#include "stats/tails.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <stdbool.h>

#define HUGE_COUNT 1e10	/* beyond, the expansions used instead are good to 1e-9 */
#define HUGE_POISSON 1e8
#define SLACK 1e-12	/* relative: a tail that equals alpha must count as equal */
#define NEAR 1e-6	/* likewise: tails nearer than that are looked at one by one */

#define SHARE_WIDER 1.4	/* alpha of an end of a share, at most, over that of its interval */
#define SURELY_PEARSON 0.42	/* counts: of any confidence and n it takes over between */
#define SURELY_JEFFREYS 0.58	/* ... 0.446 and 0.553 */
#define FARTHEST 2.0		/* of an end of a mean, over Student's */
#define SKEW_MIN 1e-6		/* what is less moves no end by 1e-6 of its distance */

struct tail_z {			/* tails and their normal quantiles */
	double alpha, z;
	double wide, wide_z;
};

static double
alpha_of(double conf)
{
	return (1 - conf) / 2;
}

double
interval_z(double conf)
{
	return gsl_cdf_ugaussian_Qinv(alpha_of(conf));
}

double
interval_t(double conf, double df)
{
	return gsl_cdf_tdist_Qinv(alpha_of(conf), df);
}

/* The bounds are the roots of a quadratic; lo from their product, else it cancels. */
static struct interval
wilson(double k, double n, double z)
{
	double p = k / n, zz = z * z / n;
	double hi = (p + zz / 2 + z * sqrt(p * (1 - p) / n + zz / (4 * n))) / (1 + zz);
	struct interval i = { 0, 1 };

	if (k > 0)
		i.lo = p * p / ((1 + zz) * hi);
	if (k < n)
		i.hi = hi;
	return i;
}

struct interval
interval_wilson(uint64_t k, uint64_t n, double conf)
{
	return wilson((double)k, (double)n, interval_z(conf));
}

/*
 * Beyond HUGE_COUNT: Wilson's bounds half a count further out, and corrected by
 * what the two differ in order 1/n (Brown, Cai, DasGupta, Ann. Statist. 30, 2002).
 */
struct interval
interval_clopper_pearson(uint64_t k, uint64_t n, double conf)
{
	double alpha = alpha_of(conf), in = (double)k, out = (double)(n - k);
	struct interval i = { 0, 1 };

	if (in > HUGE_COUNT && out > HUGE_COUNT) {
		double z = interval_z(conf), all = (double)n;
		double skew = (1 - 2 * in / all) * (z * z - 1) / (6 * all);

		i.lo = wilson(in - 0.5, all, z).lo - skew;
		i.hi = wilson(in + 0.5, all, z).hi - skew;
		return i;
	}
	if (k > 0)
		i.lo = tails_beta_inv(in, out + 1, alpha, false);
	if (k < n)
		i.hi = tails_beta_inv(in + 1, out, alpha, true);
	return i;
}

/*
 * Where @tail of a beta distribution lies, above with @upper; from a guess, and for the side of
 * it that is nearer: next to 1 the digits are in what is left.
 */
static double
beta_end(double a, double b, double tail, bool upper, double guess)
{
	if (guess > 0.5)
		return 1 - tails_beta_inv_near(b, a, tail, !upper, 1 - guess);
	return tails_beta_inv_near(a, b, tail, upper, guess);
}

/*
 * What the end of a beta quantile with @k of @n is next to: Wilson's, less what the two differ by
 * in order 1/n.
 */
static double
near_end(double k, double n, double z, bool upper)
{
	struct interval w = wilson(k, n, z);

	return (upper ? w.hi : w.lo) - (1 - 2 * k / n) * (z * z - 1) / (6 * n);
}

/*
 * An end of Jeffreys' interval, below with @k of @n or above with @upper; and Clopper and
 * Pearson's at a wider tail when that lies further out.  It does where half a count is more than
 * their two normal quantiles are apart, in counts: where that is plain, the other is not asked.
 */
static double
share_end(double k, double n, const struct tail_z *t, bool upper)
{
	const double out = n - k, a = upper ? k + 1 : k, b = upper ? out : out + 1;
	const double apart = (t->z - t->wide_z) * sqrt(k * (out / n));
	double end;

	if (k > HUGE_COUNT && out > HUGE_COUNT)
		return near_end(k, n, t->z, upper);
	if (k == 0)
		return -expm1(log(t->wide) / n);
	if (out == 0)
		return exp(log(t->wide) / n);
	if (apart > SURELY_PEARSON) {
		end = beta_end(k + 0.5, out + 0.5, t->alpha, upper, near_end(k, n, t->z, upper));
		if (apart > SURELY_JEFFREYS || tails_beta(a, b, end, upper) <= t->wide)
			return end;
	} else {
		end = near_end(upper ? k + 0.5 : k - 0.5, n, t->wide_z, upper);
	}
	return beta_end(a, b, t->wide, upper, end);
}

struct interval
interval_share(uint64_t k, uint64_t n, double conf)
{
	struct tail_z t = { .alpha = alpha_of(conf), .wide = SHARE_WIDER * alpha_of(conf) };
	struct interval i = { 0, 1 };

	t.z = gsl_cdf_ugaussian_Qinv(t.alpha);
	t.wide_z = gsl_cdf_ugaussian_Qinv(t.wide);
	if (k > 0)
		i.lo = share_end((double)k, (double)n, &t, false);
	if (k < n)
		i.hi = share_end((double)k, (double)n, &t, true);
	return i;
}

/* Beyond HUGE_POISSON: Cornish and Fisher's expansion of the gamma quantile. */
struct interval
interval_poisson(uint64_t k, double conf)
{
	double alpha = alpha_of(conf), x = (double)k;
	struct interval i = { 0, 0 };

	if (x > HUGE_POISSON) {
		double z = interval_z(conf), skew = (z * z - 1) / 3;

		i.lo = x - z * sqrt(x) + skew;
		i.hi = x + 1 + z * sqrt(x + 1) + skew;
		return i;
	}
	if (k > 0)
		i.lo = tails_gamma_inv(x, alpha, false);
	i.hi = tails_gamma_inv(x + 1, alpha, true);
	return i;
}

/* How far out, in standard errors, the end on the side of a tail of skewness @skew > 0 is. */
static double
mean_end(double n, double skew, double t)
{
	const double root = sqrt(n), part = skew / root;
	const double hall = 3 / part * (1 - cbrt(1 - part * (t + skew / (6 * root))));

	return fmin(fmax(hall, t), FARTHEST * t);
}

struct interval
interval_mean(const struct interval_mean_of *m, double t)
{
	const double more = m->n > 2 ? sqrt(m->n * (m->n - 1)) / (m->n - 2) : 0;
	const double skew = fabs(m->skew) * more;
	double far = skew > SKEW_MIN ? mean_end(m->n, skew, t) : t;

	return (struct interval){ m->mean - (m->skew < 0 ? far : t) * m->se,
	    m->mean + (m->skew > 0 ? far : t) * m->se };
}

struct interval
interval_weighted(double sum, double squares, double most, double conf)
{
	double alpha = alpha_of(conf), all = sum + most, spread = squares + most * most;
	struct interval i = { 0, 0 };

	if (sum > 0)
		i.lo = squares / sum * tails_gamma_inv(sum * sum / squares, alpha, false);
	i.hi = spread / all * tails_gamma_inv(all * all / spread, alpha, true);
	return i;
}

struct search {			/* ranks of Bin(n, q) */
	double n;
	double q;
	double alpha;
	bool   upper;
};

/*
 * Lower: P(X < r) <= alpha, true up to some rank.  Upper: P(X >= r) > alpha,
 * the same shape.  Both are tails, so neither loses digits.
 */
static bool
holds(const struct search *s, double r)
{
	if (r < 1)
		return true;
	if (r > s->n)
		return false;
	if (s->upper)
		return tails_beta(r, s->n - r + 1, s->q, false) > s->alpha * (1 + SLACK);
	return tails_beta(r, s->n - r + 1, s->q, true) <= s->alpha * (1 + SLACK);
}

/*
 * The greatest rank in [0, n] that holds, when it is @r or the one before and the tail at
 * @r with the probabilities beside it says so beyond doubt; else -1.
 */
static double
last_near(const struct search *s, double r)
{
	double factor, tail, there, here, before;
	struct tails_beta t;
	bool holds;

	if (!(r >= 1 && r <= s->n && s->q > 0 && s->q < 1))
		return -1;
	t = tails_beta_of(r, s->n - r + 1);
	tail = tails_beta_at(&t, s->q, !s->upper, &factor);
	here = factor / (r * (1 - s->q));		/* P(X = r) */
	before = factor / ((s->n - r + 1) * s->q);
	holds = s->upper ? tail > s->alpha : tail <= s->alpha;
	if (holds)
		there = s->upper ? tail - here : tail + here;
	else
		there = s->upper ? tail + before : tail - before;
	if (fabs(tail - s->alpha) < NEAR * s->alpha ||
	    fabs(there - s->alpha) < NEAR * fmax(tail, s->alpha) ||
	    (tail < s->alpha) == (there < s->alpha))
		return -1;
	return holds ? r : r - 1;
}

/* The greatest rank in [0, n] that holds, galloping from @guess: few and near evaluations. */
static double
last(const struct search *s, double guess)
{
	double lo = fmin(fmax(floor(guess), 0), s->n), hi = lo + 1, step = 1, near;

	near = last_near(s, fmax(lo, 1));
	if (near >= 0)
		return near;
	for (; !holds(s, lo); step *= 2) {
		hi = lo;
		lo = fmax(lo - step, 0);
	}
	for (step = 1; holds(s, hi); step *= 2) {
		lo = hi;
		hi = fmin(hi + step, s->n + 1);
	}
	while (hi - lo > 1) {
		double mid = floor(lo + (hi - lo) / 2);

		if (holds(s, mid))
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* The guess is the normal approximation, corrected for skewness, and within one rank. */
struct interval_ranks
interval_quantile(uint64_t n, double q, double conf)
{
	struct search s = { (double)n, q, alpha_of(conf), false };
	double z = interval_z(conf), sd = sqrt(s.n * q * (1 - q));
	double mid = s.n * q + (1 - 2 * q) * (z * z - 1) / 6 + 0.5;
	double lo = mid - z * sd, hi = mid + z * sd;

	if (s.n * fmin(q, 1 - q) > HUGE_COUNT) {
		lo = floor(lo);
		hi = ceil(hi);
	} else {
		lo = last(&s, lo);
		s.upper = true;
		hi = last(&s, hi) + 1;
	}
	return (struct interval_ranks){ (uint64_t)lo, (uint64_t)hi };
}
