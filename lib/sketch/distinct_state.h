/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * distinct_state - different values, saved and loaded
 *
 * A value is known by its hash, XXH3 of 64 bits under seed 0 of its bytes, with
 * 1 for 0.  While hashes are kept, 8 bytes each, little-endian, ascending:
 *
 *     {"hashes":"<base64>"}
 *
 * Then the 2^DISTINCT_P registers, in order, as in sketch/runs.h, the symbol being
 * the register and the digits how many in a row hold the same:
 *
 *     {"registers":".3b.aa12"}	three of 0, one of 2, one of 0, ...
 *     symbol = '.' (0) | 'a' ... 'z' (1 to 26) | 'A' ... 'Z' (27 to 52) | '+' (53)
 *
 * The register of a hash is the number in its top DISTINCT_P bits; it holds the
 * greatest of 1 + the zeros that lead the other bits.  At most 4,112 bytes, some
 * 3,200 of 2,000 values.
 */
#ifndef CX_SKETCH_DISTINCT_STATE_H
#define CX_SKETCH_DISTINCT_STATE_H

#include "base/rc.h"
#include "base/val.h"
#include "json/jwrite.h"
#include "sketch/distinct.h"

/** distinct_state_save - write the object; equal states, equal bytes */
void distinct_state_save(const struct distinct *d, struct jwrite *w);

/**
 * distinct_state_load - read it back
 * @d: as zeroed; on failure only fit for distinct_free
 *
 * Checked: order and number of the hashes; number and range of the registers.
 * Returns: RC_OK; RC_SYNTAX with what is wrong.
 */
MUST_USE enum rc distinct_state_load(struct distinct *d, const struct val *v, struct err *e);

#endif
