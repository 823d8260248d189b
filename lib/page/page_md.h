/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_md - a page as GitHub's Markdown, for chats, tickets and jobs' summaries
 *
 * Text makes no markup: no link, no mention, no HTML, no column (as report/gate.h).
 */
#ifndef CX_PAGE_PAGE_MD_H
#define CX_PAGE_PAGE_MD_H

#include "base/buf.h"
#include "page/doc.h"

/** page_md_write - append @p; a form of pages */
void page_md_write(const struct page *p, struct buf *o);

#endif
