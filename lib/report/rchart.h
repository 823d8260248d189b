/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rchart - pictures of what records say: a funnel, a survival curve, segments
 *
 * What is drawn depends on the kinds of the records (record/rkind.h), each of which has its
 * drawing or none.  A breakdown is a block for each of its values, all to one scale.
 * Adding one: its function, of the shape in report/rchart_draw.h; a row in rchart.c; an item
 * in the list of drawings in cxview(1).
 */
#ifndef CX_REPORT_RCHART_H
#define CX_REPORT_RCHART_H

#include "base/registry.h"
#include "report/routput.h"

/** rchart_registry - the drawings, by the kind of records that they are of */
extern const struct registry rchart_registry;

/**
 * rchart_write - draw the records that have a drawing, and say how many have none; an output
 *
 * Returns: RC_OK; RC_USAGE none has one, or --fields left out what it is drawn of.
 */
MUST_USE enum rc rchart_write(const struct rtable *t, const struct rcell_style *style,
    struct buf *o, struct err *e);

#endif
