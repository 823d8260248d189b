/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * median - the middle of some numbers
 *
 * Pure functions; none of the values is NaN.
 */
#ifndef CX_STATS_MEDIAN_H
#define CX_STATS_MEDIAN_H

#include <stddef.h>

/**
 * median_of - the middle value, or the mean of the middle two; n >= 1
 * @v: put in order
 *
 * Cost: O(n^2), for n of some dozens.
 */
double median_of(double *v, size_t n);

#endif
