/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_text - a page as plain text for mail, and what it shares with Markdown
 *
 * Lines of at most 78 columns where words allow it; wide tables become a block a row.  Charts
 * are a sentence and a line of blocks.  UTF-8, no control characters but line feeds.
 */
#ifndef CX_PAGE_PAGE_TEXT_H
#define CX_PAGE_PAGE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "page/doc.h"

/** page_text_write - append @p; a form of pages */
void page_text_write(const struct page *p, struct buf *o);

/** page_text_num - append a number as it reads: "1.73% [0.98–2.83]" */
void page_text_num(struct buf *o, const struct page_num *n);

/** page_text_mark - append what flags and status say in words, each with a space before it */
void page_text_mark(struct buf *o, const struct page_lang *l, enum page_status s, unsigned flags);

/** page_text_cell - append a cell, without its marks */
void page_text_cell(struct buf *o, const struct page_cell *c);

/** page_text_spark - the first line of a chart as blocks, in @a; empty where there is none */
struct sv page_text_spark(const struct page_chart *c, struct arena *a);

/** page_text_short - a chart over time of a few days, where deploys are told one by one */
bool page_text_short(const struct page_chart *c);

/**
 * page_text_figures - key figures as a table: value, count, the one before, change
 * @cell: set to cells in the arena, 5 a figure
 */
const struct page_table *page_text_figures(const struct page *p, const struct page_figures *f,
    struct arena *a);

#endif
