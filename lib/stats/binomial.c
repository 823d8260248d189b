/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * binomial - see binomial.h
 *
 * P(X >= k) = I_p(k, n - k + 1), P(X <= k) = 1 - I_p(k + 1, n - k), each taken as
 * the tail it is and never as 1 minus the other.
 */
#include "stats/binomial.h"

#include "stats/tails.h"

#include <math.h>

double
binomial_at_least(double k, double n, double p)
{
	if (k <= 0)
		return 1;
	if (k > n)
		return 0;
	return tails_beta(k, n - k + 1, p, false);
}

double
binomial_at_most(double k, double n, double p)
{
	if (k >= n)
		return 1;
	return tails_beta(fmax(k, 0) + 1, n - fmax(k, 0), p, true);
}

double
binomial_lower(double k, double n, double alpha)
{
	if (k <= 0 || !(n > 0))
		return 0;
	return tails_beta_inv(fmin(k, n), n - fmin(k, n) + 1, alpha, false);
}

double
binomial_upper(double k, double n, double alpha)
{
	if (k >= n || !(n > 0))
		return 1;
	return tails_beta_inv(fmax(k, 0) + 1, n - fmax(k, 0), alpha, true);
}

bool
binomial_rejects(double tail, double alpha)
{
	return tail <= alpha * (1 + BINOMIAL_SLACK);
}

bool
binomial_share_within(double k, double n, double e)
{
	return k <= e * n * (1 + BINOMIAL_SLACK);
}
