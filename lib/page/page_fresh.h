/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_fresh - whether the data is there: the first thing that a page says
 */
#ifndef CX_PAGE_PAGE_FRESH_H
#define CX_PAGE_PAGE_FRESH_H

#include "page/page_build.h"

/**
 * page_fresh_write - how far the data reaches, and which windows of the period are missing
 *
 * Windows are missing where a family without keys has some within the period, and not all;
 * those that the calendar says are closed, or no time like others, are not missed.  A period
 * that is none like others is said to be that, and so is the one compared with.
 * The age of the data is judged by --now and the specification's max_age alone.
 */
void page_fresh_write(struct page_build *b);

#endif
