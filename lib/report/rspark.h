/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rspark - under a table with windows: every group's values as lines of their own
 *
 * All lines share one axis of time, so that they can be compared; a window that a
 * group has no record of leaves a gap.
 */
#ifndef CX_REPORT_RSPARK_H
#define CX_REPORT_RSPARK_H

#include "base/buf.h"
#include "report/rplan.h"

/**
 * rspark_write - sparklines of the first groups and measurements, with their ranges
 *
 * Nothing without style->plots, without windows, or when rows of one window cannot be
 * told apart by their keys.
 */
void rspark_write(const struct rplan *p, struct buf *o);

#endif
