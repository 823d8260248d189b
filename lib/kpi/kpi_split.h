/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_split - what each driver gave to a change, exactly
 *
 * Of what is computed from drivers x, the change from before to after is the sum of
 * weight_i (after_i - before_i), without a rest:
 *
 *     sum       1, or -1 of what is taken off
 *     product   the mean, over all orders in which factors can change one after the other, of
 *               the product of the others
 *     ratio     of n / d: (1/d0 + 1/d1) / 2 for n, -(n0 + n1) / (2 d0 d1) for d
 *
 * These are Shapley values: exact, the same for drivers that play the same part, the negative
 * for the way back, and by nothing but + - * /, so that zeros and losses, where logarithmic
 * means (LMDI) are not defined, are as good as other numbers.  Weights multiply from level to
 * level: what the drivers of a driver gave to the top is, together, what it gave.
 *
 * Numbers are then rounded on one decimal grid, such that what is written adds up digit for
 * digit.  Pure.
 * Accuracy: some 1e-15 of the greatest number of its sum, divided by what a driver loses that is
 *           itself a difference of greater numbers.
 * Source: Shapley 1953; Ang, Liu, Chew, Energy Policy 31:1561-1566, 2003 (additive
 *         decomposition).  Oracle: Python's fractions, tests/oracle/kpi.py.
 */
#ifndef CX_KPI_KPI_SPLIT_H
#define CX_KPI_KPI_SPLIT_H

#include "kpi/kpi_tree.h"

#include <stddef.h>
#include <stdint.h>

enum { KPI_DIGITS = 15 };	/* of the greatest number on a grid */

/** kpi_split_value - what @n, which is computed, comes to; NAN where it is not defined */
double kpi_split_value(const struct kpi_node *n, const double *x);

/** kpi_split_weights - the weight of each driver of @n, which is computed */
void kpi_split_weights(const struct kpi_node *n, const double *before, const double *after,
    double *weight);

/** kpi_split_grid - the power of ten of the last digit of numbers up to @most, which is finite */
int kpi_split_grid(double most);

/** kpi_split_units - @x in units of 10^@grid, @x at most the grid's @most in magnitude */
int64_t kpi_split_units(double x, int grid);

/** kpi_split_double - the inverse: its shortest text is the decimal itself */
double kpi_split_double(int64_t units, int grid);

/**
 * kpi_split_round - parts in units of 10^@grid that add up to @total
 *
 * Each is the nearest; what rounding leaves goes to the greatest in magnitude, the first of
 * these.
 */
void kpi_split_round(const double *part, size_t n, int grid, int64_t total, int64_t *units);

#endif
