/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group - states by key and window
 *
 *     key bytes as read ──► slot (one per key value) ──► cells, sorted by window ──► state
 *
 * Two look-ups: the bytes as they stand in the input find a slot at once; only
 * bytes never seen before are brought to their canonical form (escapes decoded,
 * 1.0 equal to 1) and looked up again.  Memory: keys and states, freed together.
 */
#ifndef CX_RUN_GROUP_H
#define CX_RUN_GROUP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/val.h"
#include "time/twindow.h"

#include <stddef.h>
#include <stdint.h>

struct group_cell {
	struct twindow_span span;	/* all zero without windows */
	struct group_slot  *slot;
	void               *state;	/* zeroed when made */
};

struct group_slot {
	struct val         *key;	/* canonical: no escapes, numbers as decimal text */
	struct group_cell **cell;	/* sorted by span.from_us */
	struct group_cell  *last;	/* used last */
	size_t              n;
	size_t              cap;
	size_t              rank;	/* in output order, set by group_sort */
};

struct group_table {
	struct arena        arena;
	struct map          raw;	/* key as read -> struct group_slot * */
	struct map          canon;	/* canonical key -> struct group_slot * */
	struct group_slot **slot;	/* every slot, in order of appearance */
	struct buf          scratch;
	size_t              nslot;
	size_t              capslot;
	size_t              ncell;
	size_t              nkey;	/* values per key */
	size_t              state_size;
};

/** group_init - empty table of keys of @nkey values and states of @state_size bytes */
void group_init(struct group_table *t, size_t nkey, size_t state_size, uint64_t seed);

/**
 * group_find - the slot of a key, made when new
 * @key: t->nkey values
 * @tmp: scratch for decoding
 *
 * Cost: one hash of the key's bytes when they were seen before.
 */
struct group_slot *group_find(struct group_table *t, const struct val *key, struct arena *tmp);

/** group_cell_at - the cell of a window; *fresh when it was made now.  O(1) in order, else O(log windows) */
struct group_cell *group_cell_at(struct group_table *t, struct group_slot *s,
    struct twindow_span span, bool *fresh);

/**
 * group_sort - every cell in output order: by window, then by key (val_cmp)
 *
 * Returns: t->ncell pointers, in the table's arena.
 */
struct group_cell **group_sort(struct group_table *t);

/** group_free - give back keys, cells and states (what states own is the caller's) */
void group_free(struct group_table *t);

#endif
