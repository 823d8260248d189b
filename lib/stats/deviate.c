/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/deviate.h"

#include "stats/interval.h"
#include "stats/tails.h"

#include <math.h>

#define TAIL_LEAST 1e-15	/* below, 1 less a tail is 1 */

static double
half_root(double k, double expected)
{
	return k > 0 ? k * log(k / expected) : 0;
}

/* P(X <= k) and P(X >= k) are I_{1-q}(n - k, k + 1) and I_q(k, n - k + 1). */
double
deviate_binomial(double k, double n, double q)
{
	double few = n > k ? tails_beta(k + 1, n - k, q, true) : 1;
	double many = k > 0 ? tails_beta(k, n - k + 1, q, false) : 1;
	double tail = few < many ? few : many, z;

	if (!(tail < 0.5))
		return 0;
	z = tail > TAIL_LEAST ? interval_z(1 - 2 * tail) :
	    sqrt(2 * (half_root(k, n * q) + half_root(n - k, n * (1 - q))));
	return few < many ? -z : z;
}
