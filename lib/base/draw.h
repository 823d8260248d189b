/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * draw - a number for a unit that nobody stores: the same for the same salt and purpose
 *
 * XXH3 64 of `salt \0 purpose \0 unit`: another purpose or another salt is another draw,
 * independent of the first.  cxassign's own way, so that whoever draws by the same words
 * means the same units.
 */
#ifndef CX_BASE_DRAW_H
#define CX_BASE_DRAW_H

#include "base/arena.h"
#include "base/sv.h"

#include <stdint.h>

/** draw_head - what stands before the unit in the text that is hashed; in @a */
struct sv draw_head(struct sv salt, struct sv purpose, struct arena *a);

/** draw_below - a number from 0 to @of - 1 for a unit; @tmp holds the text */
uint64_t draw_below(struct sv head, struct sv unit, uint64_t of, struct arena *tmp);

#endif
