/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtext - a table for people: aligned text or Markdown
 */
#ifndef CX_REPORT_RTEXT_H
#define CX_REPORT_RTEXT_H

#include "base/buf.h"
#include "report/rcell.h"
#include "report/rtable.h"

/**
 * rtext_table - write an aligned table, with bars and sparklines when style asks
 *
 * Numbers right, text left, widths by display columns.  kind, window_end, methods
 * and equal counts are folded away; wide text is cut to fit style->width.
 */
void rtext_table(struct rtable *t, const struct rcell_style *style, struct buf *o);

/** rtext_markdown - write a Markdown table; text is escaped */
void rtext_markdown(struct rtable *t, struct buf *o);

#endif
