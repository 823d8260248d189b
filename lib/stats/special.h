/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * special - the gamma function and its kin, systems of equations
 *
 * Pure functions over GSL; quiet_gsl has been called (stats/quiet.h).
 */
#ifndef CX_STATS_SPECIAL_H
#define CX_STATS_SPECIAL_H

#include <stdbool.h>
#include <stddef.h>

/** special_lngamma - ln of the gamma function, x > 0; 1e-15 relative */
double special_lngamma(double x);

/** special_digamma - its derivative, x > 0; 1e-15 relative */
double special_digamma(double x);

/**
 * special_solve - solve A x = b, A symmetric and positive definite
 * @a: n * n, by rows; its inverse afterwards with @invert, else its factor
 * @b: x afterwards; NULL: only the inverse is wanted
 *
 * Returns: false when A is not positive definite, to rounding: @a and @b are undefined then.
 * Memory:  none.
 * Cost:    O(n^3).
 */
bool special_solve(double *a, double *b, size_t n, bool invert);

#endif
