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
 * x are the points that residual_load needs; with a period that they found also
 * "period":288,"left":{"n":..,"x":[...]}; with --daily "day":[[x,n,slot],...], and a fourth
 * number where a new level begins, enum daily_move.  The settings that decide what is
 * remembered are in the first line and must be the same.
 */
#ifndef CX_ANOMALY_WATCH_STATE_H
#define CX_ANOMALY_WATCH_STATE_H

#include "anomaly/watch.h"
#include "state/memory.h"

/*
 * Of a struct watch.  load: also RC_SYNTAX for the memory of other settings, what differs is
 * named.  save: groups by their keys; RC_SYNTAX for settings that are not UTF-8.
 */
extern const struct memory_ops watch_state_ops;

#endif
