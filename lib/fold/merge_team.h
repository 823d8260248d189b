/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * merge_team - saved states put together by several threads, while another one reads them
 *
 *     reader ──► states, in batches ──► thread 0 ──► part 0 ──┐
 *                  by their keys    ──► thread 1 ──► part 1 ──┴─► part_join
 *
 * A group is one thread's, so that each is held once.
 *
 * Memory: the groups, and MERGE_TEAM_AHEAD batches a thread.
 */
#ifndef CX_FOLD_MERGE_TEAM_H
#define CX_FOLD_MERGE_TEAM_H

#include "fold/merge_load.h"
#include "fold/part.h"

#include <stdint.h>

enum { MERGE_TEAM_AHEAD = 4 };

struct merge_team;

/**
 * merge_team_new - @n threads that wait for states
 *
 * Returns: the team, of as many as could be had; NULL: none.
 */
struct merge_team *merge_team_new(const struct fold_plan *p, uint64_t seed, unsigned n);

/** merge_team_put - a state for one of them, copied; false: one has failed, there is no point */
bool merge_team_put(struct merge_team *t, const struct merge_one *one);

/**
 * merge_team_end - wait until all is done; their parts, then the caller's, to @part
 *
 * The team is released.
 * Returns: RC_OK; what the first state that failed gave, of those that were put.
 */
MUST_USE enum rc merge_team_end(struct merge_team *t, struct part **part, unsigned *n,
    struct err *e);

#endif
