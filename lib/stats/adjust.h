/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * adjust - p-values of several tests at once
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Holm, Scandinavian Journal of Statistics 6:65-70, 1979; Benjamini, Hochberg, JRSS B
 *         57:289-300, 1995; Dunnett, JASA 50:1096-1121, 1955.
 *         Oracle: p.adjust and mvtnorm of R, in tests/oracle/slo.R and tests/unit/effect.c.
 */
#ifndef CX_STATS_ADJUST_H
#define CX_STATS_ADJUST_H

#include "base/arena.h"
#include "stats/pvalue.h"

#include <stddef.h>

/**
 * adjust_holm - the smallest alpha for the family at which each is rejected
 * @p:   NAN: not of the family
 * @out: n of them, may be @p; NAN where p is
 *
 * The chance of any false rejection is at most alpha, however the tests depend on
 * each other.
 * Memory: scratch of 16 n bytes in @a.
 */
void adjust_holm(const double *p, size_t n, double *out, struct arena *a);

/**
 * adjust_bh - the smallest false discovery rate at which each is rejected
 * @p:   NAN: not of the family
 * @out: n of them, may be @p; NAN where p is
 *
 * Of those rejected at q a share of q is false on average, for tests that are independent or
 * go together.
 * Memory: scratch of 16 n bytes in @a.
 */
void adjust_bh(const double *p, size_t n, double *out, struct arena *a);

/**
 * adjust_dunnett - P that the greatest of |Z_1| ... |Z_n| is |@z| or more
 * @lambda: of each comparison with the one control sqrt(v0 / (v0 + v_i)), in [0, 1), v0 the
 *          variance of the control's estimate: Z_i and Z_j correlate by their product
 *
 * Normal: for arms of hundreds of units.
 * Accuracy: 1e-9 relative; beyond 1e-300 Bonferroni's, which it tends to.
 * Cost:     20 us an arm.
 */
struct pvalue adjust_dunnett(double z, const double *lambda, size_t n);

/** adjust_dunnett_p - adjust_dunnett of the |z| that has the two-sided @p when it is alone */
struct pvalue adjust_dunnett_p(double p, const double *lambda, size_t n);

/** adjust_dunnett_crit - the |z| that has adjust_dunnett @alpha, in (0, 1): simultaneous bounds */
double adjust_dunnett_crit(double alpha, const double *lambda, size_t n);

#endif
