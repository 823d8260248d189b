/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * draw - seeded draws from distributions, for tests that simulate
 */
#ifndef CX_TESTS_DRAW_H
#define CX_TESTS_DRAW_H

#include "base/rng.h"

#include <math.h>

/* Standard normal (Box, Muller 1958). */
static inline double
draw_normal(struct rng *g)
{
	double u = 1 - rng_unit(g);

	return sqrt(-2 * log(u)) * cos(2 * 3.14159265358979323846 * rng_unit(g));
}

/* Heavy tails: Student's t with 3 degrees of freedom, scaled to variance 1. */
static inline double
draw_heavy(struct rng *g)
{
	double z = draw_normal(g), s = 0;

	for (int i = 0; i < 3; i++) {
		double x = draw_normal(g);

		s += x * x;
	}
	return z / sqrt(s / 3) / sqrt(3);
}

#endif
