/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtext - a table for people: aligned text or Markdown
 */
#ifndef CX_REPORT_RTEXT_H
#define CX_REPORT_RTEXT_H

#include "report/routput.h"

/**
 * rtext_table - write an aligned table, with bars and sparklines when style asks
 *
 * Numbers right, text left, widths by display columns.  To fit style->width, bars go
 * first, then wide text is cut, then columns follow in blocks of their own, each with
 * the keys.  Without a width text longer than 400 columns does not push others aside.
 * An output.
 */
MUST_USE enum rc rtext_table(const struct rtable *t, const struct rcell_style *style,
    struct buf *o, struct err *e);

/** rtext_markdown - write a Markdown table; text is escaped; an output, @style stays plain */
MUST_USE enum rc rtext_markdown(const struct rtable *t, const struct rcell_style *style,
    struct buf *o, struct err *e);

#endif
