/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mover - see mover.h
 */
#include "stats/mover.h"

#include <math.h>

static double
squared(double x)
{
	return x * x;
}

struct interval
mover_sum(const struct mover_part *part, const double *weight, size_t n)
{
	double sum = 0, below = 0, above = 0;

	for (size_t i = 0; i < n; i++) {
		double w = weight != NULL ? weight[i] : 1, at = part[i].at;
		double lo = w < 0 ? part[i].in.hi : part[i].in.lo;
		double hi = w < 0 ? part[i].in.lo : part[i].in.hi;

		sum += w * at;
		below += squared(w * (at - lo));
		above += squared(w * (hi - at));
	}
	return (struct interval){ sum - sqrt(below), sum + sqrt(above) };
}

struct interval
mover_difference(const struct mover_part *a, const struct mover_part *b)
{
	const struct mover_part part[2] = { *a, *b };

	return mover_sum(part, (const double[2]){ 1, -1 }, 2);
}
