/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * reshuffle - who would get another variant by one configuration than by another
 *
 * Other weights move the edges between variants, and users beside them change sides: what
 * they saw before then counts for the wrong variant.  A new salt is a new draw and is meant.
 */
#ifndef CX_ASSIGN_RESHUFFLE_H
#define CX_ASSIGN_RESHUFFLE_H

#include "assign/config.h"
#include "run/job.h"

enum { RESHUFFLE_UNITS = 100000 };	/* invented, that are assigned by both */

/** reshuffle_same_draw - both draw by the same hash, key and salt: users ought to stay */
bool reshuffle_same_draw(const struct experiment *now, const struct experiment *before);

/**
 * reshuffle_differs - a unit is in by both, and with other variants
 * @a: of @now, with arm index in it; @b: of @before
 */
bool reshuffle_differs(const struct experiment *now, const struct flag_result *a,
    const struct experiment *before, const struct flag_result *b);

/**
 * reshuffle_check - look at every experiment that both configurations have and draw alike
 * @allow: say it, and go on
 *
 * The share is that of RESHUFFLE_UNITS invented units, so that it holds for layers, coverage
 * and products' rules as they are.
 * Returns: RC_OK; RC_USAGE some unit moved, and not @allow.
 */
MUST_USE enum rc reshuffle_check(const struct config *c, const struct config *before, bool allow,
    const struct job *j, struct err *e);

#endif
