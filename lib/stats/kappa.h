/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kappa - how far two who label the same things agree, beyond chance
 *
 * Pure; quiet_gsl has been called (stats/quiet.h).
 */
#ifndef CX_STATS_KAPPA_H
#define CX_STATS_KAPPA_H

#include <stddef.h>
#include <stdint.h>

enum { KAPPA_MIN = 10 };

struct kappa {
	uint64_t n;
	uint64_t agreed;
	double   x;	/* Cohen's kappa; NAN when both have but one label, the same */
	double   lo;	/* NAN: it cannot be told, as of a few that all agree */
	double   hi;
};

/**
 * kappa_of - from a table of counts
 * @count: k x k, the first's label by row, the second's by column
 *
 * The interval is the normal one with the variance of Fleiss, Cohen and Everitt, within -1
 * and 1: for some dozens of things and more, and below KAPPA_MIN there is none.
 * Source: Cohen, Educational and Psychological Measurement 20:37-46, 1960; Fleiss, Cohen,
 *         Everitt, Psychological Bulletin 72:323-327, 1969.  Oracle: statsmodels,
 *         tests/unit/kappa.c.
 */
struct kappa kappa_of(const uint64_t *count, size_t k, double conf);

#endif
