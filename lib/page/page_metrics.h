/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_metrics - what cxstat measured: key figures, series, and for whom
 *
 * Of each metric of a topic: its value in the period against that of the week before, its
 * series in the period and through the days, and the groups that it differs in.
 */
#ifndef CX_PAGE_PAGE_METRICS_H
#define CX_PAGE_PAGE_METRICS_H

#include "page/page_build.h"

/** page_metrics_figures - key figures of a topic, and which are unusual, into the section */
void page_metrics_figures(struct page_build *b, enum page_topic t);

/** page_metrics_write - series and groups of the metrics of a topic, into the section at hand */
void page_metrics_write(struct page_build *b, enum page_topic t);

/**
 * page_metrics_onset - when it was that requests failed, as far as series tell
 *
 * The worst stretch of windows whose interval lies wholly on the bad side of what was usual:
 * the value of the whole period compared with, else the median window.
 * Sets b->onset, and b->dropped unless a verdict has.
 */
void page_metrics_onset(struct page_build *b);

/**
 * page_metrics_hardest - the group that fared worst of all, by shares with intervals
 * @family: set to where it is
 * @worst:  set to its row
 * @next:   set to the row of the worst of the others of its key
 *
 * Only a group whose interval excludes the next one's value, and that has more than its share.
 * Returns: false when there is none.
 */
bool page_metrics_hardest(struct page_build *b, const struct page_family **family,
    size_t *col, const struct page_row **worst, const struct page_row **next);

/** page_metrics_title - what a metric is called */
struct sv page_metrics_title(struct page_build *b, struct sv name);

#endif
