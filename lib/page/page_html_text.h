/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_text - text and numbers of the page as HTML that is XML too
 */
#ifndef CX_PAGE_PAGE_HTML_TEXT_H
#define CX_PAGE_PAGE_HTML_TEXT_H

#include "base/buf.h"
#include "base/sv.h"
#include "page/doc.h"

enum { PAGE_HTML_TEXT_COLS = 400 };	/* of a text; what is longer is cut, and says so */

/**
 * page_html_text_put - append @s as text, fit for elements and for quoted attributes
 *
 * & < > " ' become references, which no text can be ended or left by.  Bytes that are no UTF-8,
 * control characters but line ends and tabs, and what XML forbids become U+FFFD, so that the
 * page is well-formed whatever a text is.
 */
void page_html_text_put(struct buf *o, struct sv s);

/** page_html_text_short - likewise, at most PAGE_HTML_TEXT_COLS columns of it, then an ellipsis */
void page_html_text_short(struct buf *o, struct sv s);

/** page_html_text_attr - append ` name="s"`, with a space before it */
void page_html_text_attr(struct buf *o, const char *name, struct sv s);

/**
 * page_html_text_trace - append ` data-trace="..."`; nothing when there is none
 *
 * Each trace is FILE:LINE MEMBER, one a line; % and white space within a file's or a member's
 * name are %25, %20, %09, %0A and %0D, so that the first space ends the line's number.
 */
void page_html_text_trace(struct buf *o, const struct page_trace *t, size_t n);

/**
 * page_html_text_num - append a number as it reads, its unit and its interval
 *
 *     <data value="0.9872" data-trace="day.ndjson:12 errors">98.72</data>%
 *     <span class="ci" data-lo="0.981" data-hi="0.992">98.1–99.2</span>
 *
 * value, data-lo and data-hi have all digits of what is known; data-op is there where the
 * number is not simply the member its trace names: left, diff, change, share, count, sum.
 */
void page_html_text_num(struct buf *o, const struct page_num *n);

/** page_html_text_value - likewise without the interval */
void page_html_text_value(struct buf *o, const struct page_num *n);

/** page_html_text_plain - number, unit and interval as text alone, for titles and descriptions */
void page_html_text_plain(struct buf *o, const struct page_num *n);

#endif
