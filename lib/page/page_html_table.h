/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_table - tables and key figures of a page as HTML
 */
#ifndef CX_PAGE_PAGE_HTML_TABLE_H
#define CX_PAGE_PAGE_HTML_TABLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "page/doc.h"

/**
 * page_html_table_put - append a table, in a frame that scrolls where it is wider than the page
 *
 * Titles are th with their scope, numbers stand right with figures of the same width; a status
 * or a flag is a sign and a word, never a colour alone.
 * @a: for the time of the call
 */
void page_html_table_put(const struct page_lang *lang, const struct page_table *t, struct arena *a,
    struct buf *o);

/** page_html_table_figures - append key figures: what, how much, against when, and a small curve */
void page_html_table_figures(const struct page_lang *lang, const struct page_figures *f,
    struct buf *o);

/** page_html_table_status - append a status as a sign; with @word hidden text for who cannot see */
void page_html_table_status(const struct page_lang *lang, enum page_status s, bool word,
    struct buf *o);

/** page_html_table_flags - likewise PAGE_ANOMALY, and which way */
void page_html_table_flags(const struct page_lang *lang, unsigned flags, struct buf *o);

#endif
