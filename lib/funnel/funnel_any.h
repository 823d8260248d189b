/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_any - steps in any order: as many of them as there are within one window
 *
 * Each event serves one step.  A path's k-th event is the one by which the window had k steps.
 */
#ifndef CX_FUNNEL_FUNNEL_ANY_H
#define CX_FUNNEL_FUNNEL_ANY_H

#include "funnel/funnel.h"

/**
 * funnel_any_run - the path with the most steps: the first of these, begun last
 * @p: p->far is 0 when there is none
 *
 * Cost: O(events * kinds) to tell which steps an event may be (a kind is a set of them), and
 *       O(steps^2 * kinds) each time that one comes into the window or leaves it and there are
 *       fewer of its kind in it than steps.
 */
void funnel_any_run(const struct funnel_rule *r, const struct funnel_event *ev, size_t n,
    struct funnel_path *p, struct arena *tmp);

#endif
