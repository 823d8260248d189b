/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * holm - p-values of several tests at once
 *
 * Source: Holm, Scandinavian Journal of Statistics 6:65-70, 1979.  Oracle: p.adjust of R in
 *         tests/oracle/slo.R.
 */
#ifndef CX_STATS_HOLM_H
#define CX_STATS_HOLM_H

#include "base/arena.h"

#include <stddef.h>

/**
 * holm_adjust - the smallest alpha for the family at which each is rejected
 * @p:   NAN: not of the family
 * @out: n of them, may be @p; NAN where p is
 *
 * The chance of any false rejection is at most alpha, however the tests depend on
 * each other.
 * Memory: scratch of 16 n bytes in @a.
 */
void holm_adjust(const double *p, size_t n, double *out, struct arena *a);

#endif
