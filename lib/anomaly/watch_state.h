/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * watch_state - what the series remember, saved between runs
 *
 * In the form of saved states (cx-state(5)), a line a group:
 *
 *     {"kind":"state","key":{"series":["route","/a"]},"state":
 *      {"last":<us>,"metric":[{"n":812,"since":5,"alarm":<us>,"x":[...],
 *                              "slot":[[<us>,3,1.5,1.25,1.5],...]}]}}
 *
 * x are the points that residual_load needs; with --daily "day":[[x,n,slot],...].  The
 * settings that decide what is remembered are in the first line and must be the same.
 */
#ifndef CX_ANOMALY_WATCH_STATE_H
#define CX_ANOMALY_WATCH_STATE_H

#include "anomaly/watch.h"
#include "io/out.h"

/**
 * watch_state_load - remember what the last run saved
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX with file and line: damaged, or of other settings (what
 *          differs is named).
 */
MUST_USE enum rc watch_state_load(struct watch *w, const char *path, const struct job *j,
    struct err *e);

/**
 * watch_state_save - write everything to @o, which the caller closes; groups by their keys
 *
 * Returns: RC_OK; RC_SYNTAX for settings that are not UTF-8.  Write errors latch.
 */
MUST_USE enum rc watch_state_save(const struct watch *w, const struct job *j, struct out *o,
    struct err *e);

#endif
