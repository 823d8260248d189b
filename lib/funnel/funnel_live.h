/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_live - entries told as soon as they are decided, and who is stuck in one
 *
 * A user, or a user and a held value, is kept while an entry is under way: with the events
 * that its paths have, which are as many as there are steps, or a few times that where
 * several paths are open.  It is over when it converted, when its window or all of its limits
 * are, or an exclusion ended it.
 *
 * Who has reached a step and no later one for longer than --stuck is told once for that step.
 */
#ifndef CX_FUNNEL_FUNNEL_LIVE_H
#define CX_FUNNEL_FUNNEL_LIVE_H

#include "funnel/funnel_scan.h"

/**
 * funnel_live_compile - the live part of @f and of the scan @s, which asks for it then
 * @q: with a lateness
 *
 * Returns: RC_OK; RC_USAGE with the option.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc funnel_live_compile(struct funnel_plan *f, struct scan_plan *s,
    const struct funnel_query *q, struct job *j, struct err *e);

#endif
