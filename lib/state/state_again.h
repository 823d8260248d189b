/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * state_again - lines of states that came as they are spelled, read as any JSON
 */
#ifndef CX_STATE_STATE_AGAIN_H
#define CX_STATE_STATE_AGAIN_H

#include "base/rc.h"
#include "base/val.h"

struct state_again;

/** state_again_new - of one thread; state_again_free */
struct state_again *state_again_new(void);

/**
 * state_again_read - the state of an item that came spelled, and could not be read so
 * @line: of the item
 *
 * Returns: RC_OK, @state raw JSON and valid until the next call; RC_SYNTAX, without file and
 *          line: it is no JSON, or has members twice.
 */
MUST_USE enum rc state_again_read(struct state_again *a, struct sv line, struct val *state,
    struct err *e);

/** state_again_free - NULL is fine */
void state_again_free(struct state_again *a);

#endif
