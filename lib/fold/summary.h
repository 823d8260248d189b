/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * summary - what is written of all groups: of each window the first ones (fold/toplist.h), and
 * a last record over everything
 *
 * Each thread may have one of its own, joined in the end: which group went to which means
 * nothing.
 */
#ifndef CX_FOLD_SUMMARY_H
#define CX_FOLD_SUMMARY_H

#include "fold/fold.h"
#include "io/out.h"

#define SUMMARY_ALL INT64_MAX

struct summary;

/** summary_wanted - p->top or p->totals: there is something to say of all */
bool summary_wanted(const struct fold_plan *p);

/** summary_new - of no group yet; RC_OK; what init returns, and it is to be freed as well */
MUST_USE enum rc summary_new(struct summary **s, const struct fold_plan *p, struct err *e);

/** summary_add - a whole group: as toplist_add */
MUST_USE enum rc summary_add(struct summary *s, struct twindow_span window, const struct sv *key,
    const void *st, struct err *e);

/** summary_join - what was added to @src, too, which is freed; RC_OK; what merge returns */
MUST_USE enum rc summary_join(struct summary *s, struct summary *src, struct err *e);

/**
 * summary_write - the first groups of windows that begin before @before_us, which are whole
 * @before_us: SUMMARY_ALL: of all, and the record over everything
 *
 * Returns: RC_OK; as toplist_next; what merge returns.  Write errors latch.
 */
MUST_USE enum rc summary_write(struct summary *s, int64_t before_us, struct out *out,
    struct err *e);

/** summary_free - release; NULL is fine */
void summary_free(struct summary *s);

#endif
