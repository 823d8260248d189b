/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/proportion.h"

#include "stats/mover.h"

#include <math.h>

struct proportion_test
proportion_compare(uint64_t ka, uint64_t na, uint64_t kb, uint64_t nb, double conf)
{
	const double a = (double)ka / (double)na, b = (double)kb / (double)nb;
	const double share = (double)(ka + kb) / (double)(na + nb);
	const double var = share * (1 - share) * (1 / (double)na + 1 / (double)nb);
	const struct mover_part of[] = { { a, interval_wilson(ka, na, conf) },
		{ b, interval_wilson(kb, nb, conf) } };

	return (struct proportion_test){ .diff = a - b, .in = mover_difference(&of[0], &of[1]),
		.p = var > 0 ? erfc(fabs(a - b) / sqrt(2 * var)) : 1 };
}
