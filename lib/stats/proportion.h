/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * proportion - do two groups have the same share?
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: the score test with the pooled share, which is the chi-squared test of a table of
 *         two by two (Pearson 1900), two-sided and without a correction; the interval of the
 *         difference is Newcombe's tenth (Statistics in Medicine 17:873-890, 1998).
 *         Oracle: R, prop.test(correct = FALSE), in tests/unit/funnel.c.
 */
#ifndef CX_STATS_PROPORTION_H
#define CX_STATS_PROPORTION_H

#include "stats/interval.h"

struct proportion_test {
	double          diff;	/* of the shares, a - b */
	struct interval in;
	double          p;	/* that they differ so much when they are the same; 1 where both
				 * are 0, or both are 1 */
};

/** proportion_compare - @ka of @na against @kb of @nb; na and nb at least 1 */
struct proportion_test proportion_compare(uint64_t ka, uint64_t na, uint64_t kb, uint64_t nb,
    double conf);

#endif
