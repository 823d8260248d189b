/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_stage - users by rules: a map, each record as it comes
 *
 * Memory: some blocks.  That a user comes twice is not seen.
 */
#ifndef CX_SEGMENT_SEGMENT_STAGE_H
#define CX_SEGMENT_SEGMENT_STAGE_H

#include "segment/segment_rules.h"
#include "segment/segment_sink.h"
#include "users/user_key.h"

/**
 * segment_stage_run - read the input, write the users; with --resume what is new, and close @j
 *
 * Returns: as map_run.
 */
MUST_USE enum rc segment_stage_run(const struct segment_rules *rules,
    const struct user_key *user, struct segment_sink *sink, struct job *j, struct err *e);

#endif
