/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_make - the whole page: sections in triage order, and before them what to know first
 *
 *     freshness ► availability ► functionality ► speed ► sentiment ► business ► all others
 *
 * Each of the first levels censors those below: failed requests are fast, an outage removes
 * slow sessions and answers to surveys.  A section below a level that does not hold, or of
 * which that cannot be told, says so before anything else.  The summary is made last, of what
 * the sections said of themselves.
 * Source: the order is that of daily reports on service levels; see cxreport(1).
 */
#ifndef CX_PAGE_PAGE_MAKE_H
#define CX_PAGE_PAGE_MAKE_H

#include "base/arena.h"
#include "base/rc.h"
#include "page/doc.h"
#include "page/page_build.h"
#include "page/page_set.h"
#include "page/page_spec.h"

#include <stddef.h>
#include <stdint.h>

struct page_asked {		/* what a page is made of */
	const struct page_set     *set;		/* settled */
	const struct page_spec    *spec;
	const struct page_lang    *lang;
	const struct calendar     *calendar;	/* NULL: every day is one like others */
	const char                *against;	/* "1w"; NULL: the specification's, else a week */
	int64_t                    now_us;	/* INT64_MAX: not said */
	const struct page_finding *note;
	size_t                     nnote;
	const struct page_link    *link;
	size_t                     nlink;
	struct sv                  trace;	/* a file that has all records in the order they
						 * were read; empty: those they were read from */
};

/**
 * page_make - the page of some records
 *
 * Returns: RC_OK; RC_USAGE a period to compare with that is none.
 * Memory:  in @a, and what @asked points to.
 */
MUST_USE enum rc page_make(struct page *page, const struct page_asked *asked, struct arena *a,
    struct err *e);

/**
 * page_make_notes - findings from a text
 * @l: struct page_finding, each appended
 *
 * A line "[about] title" begins one: about is a section (cx-page(5)) or a metric, and may be
 * empty.  What stands before the first is about the whole page.
 * Memory:  in @a; @file and @text must live on.
 */
void page_make_notes(struct page_list *l, struct sv file, struct sv text, struct arena *a);

#endif
