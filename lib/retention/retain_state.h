/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_state - the state of a user, saved and loaded; drawn in retention/retain_fold.h
 */
#ifndef CX_RETENTION_RETAIN_STATE_H
#define CX_RETENTION_RETAIN_STATE_H

#include "retention/retain_fold.h"

/** retain_state_save - write a state, canonical: fold_ops.save */
void retain_state_save(const void *ctx, const void *st, struct jwrite *w);

/**
 * retain_state_load - read it back: fold_ops.load
 *
 * Returns: RC_OK; RC_SYNTAX with what is wrong.
 */
MUST_USE enum rc retain_state_load(const void *ctx, void *st, const struct val *v,
    struct err *e);

#endif
