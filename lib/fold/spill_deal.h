/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_deal - states on disk of who takes them in any order: dealt out by hash, never sorted
 *
 *     state ──► | pile 0 | pile 1 | ... |    by the hash of its key, in memory
 *                        ↓                   when they are full, to disk, one behind the other
 *     pile 0 of all threads ──► part ──► whole->write, and so on
 *
 * A pile is small enough for the cache, mostly.  One of more groups than memory holds is dealt
 * again, by the next bits of the hash.
 *
 * Memory: the piles, and for each time they went to disk 8 bytes for each.
 */
#ifndef CX_FOLD_SPILL_DEAL_H
#define CX_FOLD_SPILL_DEAL_H

#include "fold/fold.h"
#include "state/spill_file.h"

struct spill_deal;

/** spill_deal_will_do - for such plans it is */
bool spill_deal_will_do(const struct fold_plan *p);

/**
 * spill_deal_new - of one thread, no state yet; @p is alive as long
 * @memory: bytes of the thread, of which the piles are a small part
 * @seed: all that are written together have one
 */
struct spill_deal *spill_deal_new(const struct fold_plan *p, uint64_t memory, uint64_t seed);

/** spill_deal_seed - as given */
uint64_t spill_deal_seed(const struct spill_deal *d);

/** spill_deal_room - bytes that the piles take, about */
uint64_t spill_deal_room(const struct spill_deal *d);

/** spill_deal_add - one more state; @hash: that of group_key_hashed of its key, under the seed */
void spill_deal_add(struct spill_deal *d, const struct spill_one *one, uint64_t hash);

/** spill_deal_full - it is time for spill_deal_put */
bool spill_deal_full(const struct spill_deal *d);

/** spill_deal_n - states in memory */
size_t spill_deal_n(const struct spill_deal *d);

/** spill_deal_again - of a group of those in memory there are @few or more, or much is of one */
bool spill_deal_again(const struct spill_deal *d, size_t few);

/** spill_deal_put - what is in memory goes to disk; RC_OK; RC_IO */
MUST_USE enum rc spill_deal_put(struct spill_deal *d, struct err *e);

/** spill_deal_part - all states of @t, the last ones stay in memory; RC_OK; RC_IO */
MUST_USE enum rc spill_deal_part(struct spill_deal *d, struct part *t, bool *plain,
    struct err *e);

/** spill_deal_rest - no more comes for a while: room is given back; nothing is in memory */
void spill_deal_rest(struct spill_deal *d);

/** spill_deal_any - something is on disk */
bool spill_deal_any(const struct spill_deal *d);

/**
 * spill_deal_write - whole groups, one part of them after the other, to p->whole->write
 * @d: of @n threads, all on disk, of one memory and seed
 *
 * Returns: RC_OK; RC_IO; what load, merge and write return: then not all were written.
 */
MUST_USE enum rc spill_deal_write(struct job *j, const struct fold_plan *p,
    struct spill_deal *const *d, unsigned n, struct err *e);

/** spill_deal_free - NULL is fine */
void spill_deal_free(struct spill_deal *d);

#endif
