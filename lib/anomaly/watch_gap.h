/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * watch_gap - points that should have come and did not
 *
 *     a point ──► steps since the one before ──► those without a point ──► a record of kind gap
 *     end of the input ──► the same for series that had no point when others had,
 *                        or whose step has ended by --now
 *
 * The step is --step, a day with --daily, else from a point to its window_end; without any
 * of these nothing is known to be missing.  Steps that the calendar leaves out are not missed.
 */
#ifndef CX_ANOMALY_WATCH_GAP_H
#define CX_ANOMALY_WATCH_GAP_H

#include "anomaly/watch.h"

enum { WATCH_STEPS = 5 };	/* after so many it is clear how far points lie apart */

/** watch_step - read --step; @text may be NULL.  RC_OK; RC_USAGE */
MUST_USE enum rc watch_step(struct watch_plan *p, const char *text, struct err *e);

/** watch_step_of - where the step of a time by the wall clock begins; with p->calendar_steps */
int64_t watch_step_of(const struct watch_plan *p, int64_t local_us);

/** watch_gap_init - of a new group; its memory is in @a */
void watch_gap_init(struct watch_gap *g, const struct watch_plan *p, struct arena *a);

/** watch_gap_presence - what is known of a group's steps */
struct presence watch_gap_presence(const struct watch_gap *g, const struct watch_plan *p);

/**
 * watch_gap_point - a point of a group has come: write what is missing before it
 * @excluded: by the calendar: it says nothing of whether points come
 *
 * Returns: RC_OK; RC_USAGE when the points of all series lie several steps apart.
 */
MUST_USE enum rc watch_gap_point(struct watch *w, struct watch_group *g,
    const struct watch_point *at, bool excluded, struct buf *o, struct err *e);

/**
 * watch_gap_finish - the input has ended: write which series had no point when others had
 *
 * With --daily up to the latest day of all, of streams up to the step before the latest one,
 * which may not be complete; with --now up to it, as long as --settle says before it, also when
 * no series had a point.  Says how many points are missing where a step was asked for,
 * or watch_say_steps.
 */
void watch_gap_finish(struct watch *w, struct job *j);

#endif
