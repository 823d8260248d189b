/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_chart - charts of a page as HTML: title, sentence, legend, picture, table
 */
#ifndef CX_PAGE_PAGE_HTML_CHART_H
#define CX_PAGE_PAGE_HTML_CHART_H

#include "base/arena.h"
#include "base/buf.h"
#include "page/doc.h"

/**
 * page_html_chart_put - append a figure with all of them
 * @p: whose language and zone hold
 * @a: for the time of the call
 */
void page_html_chart_put(const struct page *p, const struct page_chart *c, struct arena *a,
    struct buf *o);

#endif
