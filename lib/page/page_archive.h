/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_archive - pages kept by date, with their records, and a page that lists them
 *
 *     DIR/2026-11-27.html      the page; links to those before it and to the list
 *     DIR/2026-11-27.ndjson    the records that it is made of, byte for byte: its traces are
 *                              of this file
 *     DIR/index.ndjson         a line a page: its date, its status, what it says first
 *     DIR/index.html           the same for people, the latest first
 *
 * A page that is made again takes the place of the old one.  Each file appears whole or not at
 * all, the list last.  Of two runs at the same time one may miss in the list until the next.
 */
#ifndef CX_PAGE_PAGE_ARCHIVE_H
#define CX_PAGE_PAGE_ARCHIVE_H

#include "page/page_make.h"

/**
 * page_archive_keep - make the page once more, as HTML of the archive, and keep it
 * @dir:     is made where it is not there
 * @asked:   as for page_make; its link and trace members are the archive's
 * @records: lines of the records, in the order in which they were read
 *
 * Returns: RC_OK; RC_USAGE the records have no window, and the page no date; RC_IO; what
 *          page_make returns; RC_SYNTAX a damaged list.
 */
MUST_USE enum rc page_archive_keep(const char *dir, const struct page_asked *asked,
    struct sv records, struct err *e);

#endif
