/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rforest - under a table of an experiment: its effects, or its looks, on one axis
 *
 * Of "ab" records a forest plot: each lift a point in its interval, with a mark at 0.  Of
 * "ab_look" records the statistic of each look between the bounds it had then, look below
 * look: the plot of a sequential test, turned by a quarter.
 */
#ifndef CX_REPORT_RFOREST_H
#define CX_REPORT_RFOREST_H

#include "base/buf.h"
#include "report/rplan.h"

/**
 * rforest_write - one line a row
 *
 * Nothing without style->plots, or when no row has what is drawn: a lift with its interval, or
 * a statistic.  Effects without a lift are in units of their own, and share no axis.
 */
void rforest_write(const struct rplan *p, struct buf *o);

#endif
