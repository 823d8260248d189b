/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure - members of a result that are never without their interval
 */
#ifndef CX_USERS_FIGURE_H
#define CX_USERS_FIGURE_H

#include "json/jwrite.h"
#include "sketch/quant.h"

#include <stdint.h>

/**
 * figure_share - NAME, NAME_lo, NAME_hi: @k of @n, Wilson's score interval
 *
 * Nothing when @n is 0: there is no share of nothing.
 */
void figure_share(struct jwrite *w, const char *name, uint64_t k, uint64_t n, double conf);

/** figure_share_or_null - likewise, but of nothing all three are null */
void figure_share_or_null(struct jwrite *w, const char *name, uint64_t k, uint64_t n,
    double conf);

/**
 * figure_quantile - NAME, NAME_lo, NAME_hi: nearest rank, order statistics around it
 * @percent: 1 to 99
 *
 * An end that the values cannot tell is null.  Nothing without values.
 */
void figure_quantile(struct jwrite *w, const char *name, const struct quant *q,
    const struct quant_cfg *c, unsigned percent, double conf);

#endif
