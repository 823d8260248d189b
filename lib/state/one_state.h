/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * one_state - a line with a state, whichever way it is spelled
 */
#ifndef CX_STATE_ONE_STATE_H
#define CX_STATE_ONE_STATE_H

#include "base/arena.h"
#include "state/state.h"

#include <stdbool.h>
#include <stddef.h>

enum one_state_slot {		/* members of such a line, by number */
	ONE_STATE_KIND, ONE_STATE_WINDOW, ONE_STATE_WINDOW_END, ONE_STATE_KEY, ONE_STATE_STATE,
	ONE_STATE_N
};

#define ONE_STATE_NONE "expected a key and a state"

extern const char *const one_state_name[ONE_STATE_N];

struct one_state_reader {
	struct arena        tmp;	/* of one item */
	char                window[128];	/* text of the last one and its end, */
	size_t              from_n;	/* ... of the first, */
	size_t              window_n;	/* ... of both; 0: none yet */
	struct twindow_span span;	/* ... and what they say */
};

/** one_state_init - none read */
void one_state_init(struct one_state_reader *r);

/**
 * one_state_read - key, window and state of a line under @h
 * @slot: its members, ONE_STATE_N at least
 *
 * Returns: RC_OK and the item's head, event, key, span and state, slices of the line or valid
 *          until the next call; RC_SYNTAX with the reason.
 */
MUST_USE enum rc one_state_read(struct one_state_reader *r, const struct state_head *h,
    const struct val *slot, struct state_item *item, struct err *e);

/** one_state_free - release */
void one_state_free(struct one_state_reader *r);

#endif
