/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * columns - what aggregates ask of the records of a batch; private to lib/metric
 */
#ifndef CX_METRIC_COLUMNS_H
#define CX_METRIC_COLUMNS_H

#include "metric/metric.h"
#include "sketch/xsum.h"

/** columns_step - see metric_step_rows */
MUST_USE enum rc columns_step(const struct metric_set *m, void *const *st,
    const struct rows *rows, struct expr_eval *ev, size_t *done, struct err *e);

/**
 * columns_numbers - a column of @n values as numbers
 * @is:    an enum agg_is each
 * @num:   the nearest doubles, where it is a number
 * @exact: likewise the numbers; NULL: not wanted
 */
void columns_numbers(const struct val *const *at, size_t n, uint8_t *is, double *num,
    struct xsum_num *exact);

#endif
