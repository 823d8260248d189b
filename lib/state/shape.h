/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shape - a line with a state as state/state.h writes it: what stands before the state
 *
 *     {"kind":"state","key":{"route":"/a"},"window":"...","window_end":"...","state":[...],...}
 *                            ^ text, but for these values
 *
 * Of a head all lines are alike but for values and times, and most times are those of the line
 * before.  A line of another shape need not be wrong: json/jread.h tells.
 */
#ifndef CX_STATE_SHAPE_H
#define CX_STATE_SHAPE_H

#include "base/buf.h"
#include "base/val.h"
#include "state/head.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>

enum { SHAPE_TAIL_MAX = 160 };

struct shape {
	const struct state_head *of;	/* NULL: of none yet */
	struct buf               text;	/* what stands before each key, one behind the other */
	size_t                   to[STATE_KEYS_MAX];	/* ... where that ends */
	char                     tail[SHAPE_TAIL_MAX];	/* of the line before, behind keys */
	size_t                   ntail;	/* ... and up to its state; 0: none */
	struct twindow_span      span;	/* ... what it says */
};

/** shape_init - of no head */
void shape_init(struct shape *s);

/** shape_of - from now on of lines under @h */
void shape_of(struct shape *s, const struct state_head *h);

/**
 * shape_read - what stands before the state of the line that begins at @p
 * @end:  of the text, IN_PAD readable bytes behind it
 * @key:  a value for each key of the head; its text in the line
 * @span: set when the head has windows
 *
 * Returns: where the state begins; NULL: the line is of another shape.
 */
const char *shape_read(struct shape *s, const char *p, const char *end, struct val *key,
    struct twindow_span *span);

/** shape_free - release */
void shape_free(struct shape *s);

#endif
