/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quantile - see quantile.h
 */
#include "effect/quantile.h"

#include "stats/interval.h"

#include <math.h>

#define CONF 0.95	/* of the two order statistics: any would do */

uint64_t
quantile_rank(uint64_t n, double q)
{
	double at = (double)n * q, near = nearbyint(at);

	return (uint64_t)fmax(1, fabs(at - near) <= 1e-12 * (double)n ? near : ceil(at));
}

bool
quantile_ranks(struct quantile_ranks *r, uint64_t n, double q)
{
	const double all = (double)n, z = interval_z(CONF), half = z * sqrt(q * (1 - q) / all);

	*r = (struct quantile_ranks){ 0 };
	if (n == 0 || all <= z * z * q / (1 - q) || all <= z * z * (1 - q) / q)
		return false;
	*r = (struct quantile_ranks){ quantile_rank(n, q - half), quantile_rank(n, q),
		quantile_rank(n, q + half) };
	return r->hi <= n;
}

bool
quantile_arm(struct effect_arm *arm, double q, uint64_t n, const struct quantile_values *v,
    const struct effect_moments *by_user)
{
	static const struct effect_metric share = { .y = { 0, 1, true } };
	const double sd = (v->hi - v->lo) / (2 * interval_z(CONF)), iid = q * (1 - q) / (double)n;
	struct quantile_ranks r;
	struct effect_arm below = { 0 };
	double var = sd * sd;

	*arm = effect_arm_given(by_user != NULL ? by_user->n : (double)n, (double)NAN, (double)NAN,
	    (double)NAN);
	if (!quantile_ranks(&r, n, q) || !(var > 0))
		return false;
	if (by_user != NULL) {
		if (!effect_arm_of(&below, &share, by_user, NULL))
			return false;
		var *= below.var / iid;
	}
	if (!isfinite(var) || !(var > 0))
		return false;
	*arm = effect_arm_given(arm->n, v->at, var, (double)INFINITY);
	return true;
}
