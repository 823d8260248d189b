/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html - a page as one file of HTML: inline SVG and CSS, no script, nothing fetched
 *
 * HTML 5 that is well-formed XML.  Readable in light and dark, on a phone and on paper, and
 * by a screen reader: landmarks, headings in order, a sentence and a table for each chart.
 */
#ifndef CX_PAGE_PAGE_HTML_H
#define CX_PAGE_PAGE_HTML_H

#include "base/buf.h"
#include "page/doc.h"

/** page_html_write - append @p; a form of pages */
void page_html_write(const struct page *p, struct buf *o);

#endif
