/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * caret - point at the place in a text where an error is
 *
 *       errors = rate(status >== 500)
 *                             ^
 */
#ifndef CX_TOOL_CARET_H
#define CX_TOOL_CARET_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/sv.h"

#include <stdint.h>

/**
 * caret_draw - append two lines: the line of @text that holds @col, and a caret below it
 * @col: 1-based byte column within all of @text, line feeds counted; one past the end is fine
 * @tmp: scratch
 *
 * At most 76 columns: of a long line the part around the column is shown, with
 * "..." where it was cut.  Wide characters count twice, controls are escaped.
 */
void caret_draw(struct buf *b, struct sv text, uint64_t col, struct arena *tmp);

#endif
