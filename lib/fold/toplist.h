/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * toplist - of each window the groups with the most of something, and one for all others
 *
 *     group ──► heap of the window's best, the least of them at its root
 *                  └─ who has to leave it, or does not get in ──► rest
 *
 * The rest is the states of its groups merged: as exact as they are.  Nothing hangs on which
 * list a group was added to, if all are joined.
 *
 * Memory: of each window that was not yet taken p->top states and their keys, and the rest.
 */
#ifndef CX_FOLD_TOPLIST_H
#define CX_FOLD_TOPLIST_H

#include "fold/fold.h"

#include <stdint.h>

struct toplist;

/** toplist_new - nothing was added; @p, with p->top, as long as the list */
struct toplist *toplist_new(const struct fold_plan *p);

/**
 * toplist_add - a whole group, which the caller keeps
 * @window: not before that of the last one
 * @key:    canonical; NULL: those that --overflow has put together, which are of the rest
 *
 * Returns: RC_OK; what init and merge return.
 * Cost:    its result once more, without its other metrics; O(log p->top).
 */
MUST_USE enum rc toplist_add(struct toplist *l, struct twindow_span window, const struct sv *key,
    const void *st, struct err *e);

/** toplist_join - what was added to @src, too, which is freed; as toplist_add */
MUST_USE enum rc toplist_join(struct toplist *l, struct toplist *src, struct err *e);

struct toplist_one {
	struct twindow_span window;
	const struct sv    *key;	/* NULL: the rest */
	const void         *st;
};

/**
 * toplist_next - take the next one, in the order of results: windows in theirs, of each the
 * greatest first, equal ones by key, those without a number behind them, the rest last
 * @before_us: of windows that begin before it, whose groups were all added; INT64_MAX: of all
 * @one:       until the next call
 *
 * Until some group has had a number there is none, so that nothing is written of a metric that
 * is none.
 * Returns: RC_OK; RC_END; RC_USAGE no group had a number and some have something else, of all.
 */
MUST_USE enum rc toplist_next(struct toplist *l, int64_t before_us, struct toplist_one *one,
    struct err *e);

/** toplist_free - release; NULL is fine */
void toplist_free(struct toplist *l);

#endif
