/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_factors - variants that are combinations of levels: main effects and interactions
 *
 * A variant x/old is level x of the first factor and old of the second.  Levels that the
 * control has are what the others are held against.
 */
#ifndef CX_SCORE_SCORE_FACTORS_H
#define CX_SCORE_SCORE_FACTORS_H

#include "score/score_compare.h"

/**
 * score_factors_write - of each metric the main effects and the interactions of two factors
 * @c: of everybody
 *
 * Limits are those of one look where the metric's monitor has a fixed horizon, else they hold
 * at any time: nobody counts looks at contrasts.  p is corrected (Holm) over a metric's.
 * Returns: NULL; why there is nothing to write, in words.
 */
const char *score_factors_write(struct buf *b, const struct score_ask *ask,
    const struct score_comparison *c);

#endif
