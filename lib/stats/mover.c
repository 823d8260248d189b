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

struct interval
mover_ratio(const struct mover_part *a, const struct mover_part *b)
{
	const double ab = a->at * b->at, low = a->in.lo * (2 * a->at - a->in.lo);
	const double least = b->in.lo * (2 * b->at - b->in.lo);
	struct interval r = { (double)NAN, (double)NAN };
	double under;

	if (!(a->in.lo >= 0 && b->in.lo >= 0 && b->at > 0 && isfinite(a->in.hi) &&
	    isfinite(b->in.hi) && a->at >= a->in.lo && b->at >= b->in.lo))
		return r;
	/* Brought to a form whose denominator cannot vanish. */
	under = ab * ab - low * b->in.hi * (2 * b->at - b->in.hi);
	r.lo = low > 0 ? low / (ab + sqrt(fmax(under, 0))) : 0;
	under = ab * ab - a->in.hi * (2 * a->at - a->in.hi) * least;
	r.hi = least > 0 ? (ab + sqrt(fmax(under, 0))) / least : (double)INFINITY;
	return r;
}
