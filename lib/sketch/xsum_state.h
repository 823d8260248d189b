/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum_state - exact sums, saved and loaded
 *
 * A sum is an object:
 *
 *     {"n":2,				values added
 *      "units":"12500000000",		sum of the decimals (at most 9 places, below 1e18) and
 *					of the integers beyond (at most 38 digits), in 1e-9
 *      "binary":"-0x1f3p-60"}		sum of all others as nearest doubles, m * 2^e: the
 *					integer m in lower-case hex, odd, or 0x0p0; left out
 *					when there was no such value
 *
 * A sum of products of two decimals, of a decimal and another (an integer or a
 * double), of two others, the last two left out when they are 0:
 *
 *     {"units":"156250000000000000000",	in 1e-18
 *      "mixed":"0x3p-70",			m * 2^e, in 1e-9
 *      "binary":"0x9p-120"}			m * 2^e
 *
 * A sum of cubes of decimals, and of all others, which is left out when it is 0:
 *
 *     {"units":"1953125000000000000000000000",	in 1e-27
 *      "binary":"0x1bp-180"}			m * 2^e
 *
 * Sums that are equal save the same bytes.
 */
#ifndef CX_SKETCH_XSUM_STATE_H
#define CX_SKETCH_XSUM_STATE_H

#include "base/rc.h"
#include "base/val.h"
#include "json/jwrite.h"
#include "sketch/xsum.h"

#include <stdint.h>

/** xsum_state_save - write the object of a sum */
void xsum_state_save(const struct xsum *s, struct jwrite *w);

/**
 * xsum_state_load - read it back
 * @s: as zeroed; on failure only fit for xsum_free
 *
 * Checked: no sum is larger than n values can make it.
 * Returns: RC_OK; RC_SYNTAX with what is wrong.
 */
MUST_USE enum rc xsum_state_load(struct xsum *s, const struct val *v, struct err *e);

/** xsum_state_save_prod - write the object of a sum of products */
void xsum_state_save_prod(const struct xsum_prod *p, struct jwrite *w);

/** xsum_state_load_prod - read it back; @n products, else as xsum_state_load */
MUST_USE enum rc xsum_state_load_prod(struct xsum_prod *p, uint64_t n, const struct val *v,
    struct err *e);

/** xsum_state_save_cube - write the object of a sum of cubes */
void xsum_state_save_cube(const struct xsum_cube *c, struct jwrite *w);

/** xsum_state_load_cube - read it back; @n cubes, else as xsum_state_load */
MUST_USE enum rc xsum_state_load_cube(struct xsum_cube *c, uint64_t n, const struct val *v,
    struct err *e);

#endif
