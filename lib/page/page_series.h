/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_series - a metric over time: in the period beside the week before, and through the days
 */
#ifndef CX_PAGE_PAGE_SERIES_H
#define CX_PAGE_PAGE_SERIES_H

#include "page/page_build.h"

/**
 * page_series_write - the chart of a metric of a family without keys, into the section at hand
 *
 * Windows within the period: that, beside those of the period compared with.  Windows as long as
 * it or longer: the last ones up to it.  Nothing of fewer than three.
 */
void page_series_write(struct page_build *b, const struct page_family *f, size_t col,
    const struct page_metric *m);

/**
 * page_series_onset - the stretch of windows in which a share was surely worse than usual
 *
 * @o: usual: what was usual, with value NAN: the median window is; the rest is filled
 *
 * As page_metrics_onset; @o is left as it is where the family has no windows within the
 * period, or none was.
 */
void page_series_onset(struct page_build *b, const struct page_family *f, size_t col, int better,
    struct page_onset *o);

#endif
