/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group - states by key and window
 *
 *     key bytes as read ──► slot (one per key value) ──► cells, sorted by window ──► state
 *
 * The canonical form of a key (escapes decoded, 1.0 equal to 1) is found at once when
 * the input spells it so; other spellings are in an index of their own, a cache, which
 * forgets when they are very many.  Memory: keys and states, freed together; at most
 * max keys: a new one beyond them may take the place of the greatest, whose memory is
 * used again.
 */
#ifndef CX_RUN_GROUP_H
#define CX_RUN_GROUP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/val.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct group_cell {
	struct twindow_span span;	/* all zero without windows */
	union {
		struct group_slot *slot;
		struct group_cell *next;	/* in the list of free ones */
	};
	void               *state;	/* zeroed when made */
};

struct group_slot {
	struct val         *key;	/* canonical: no escapes, numbers as decimal text */
	struct group_cell **cell;	/* sorted by span.from_us */
	struct group_cell  *last;	/* used last */
	size_t              n;
	size_t              cap;
	size_t              rank;	/* in output order, set by group_sort */
	uint64_t            serial;	/* of this use of the slot; 0: evicted */
	bool                other;	/* the slot of all keys beyond max; key is NULL */
};

enum { GROUP_RECENT = 1024 };

struct group_recent {
	uint64_t           hash;
	struct group_slot *slot;	/* may since have been put to another use */
};

struct group_table {
	struct arena        arena;	/* slots, cells, states */
	struct arena        keys;	/* of the slots, and their index */
	struct arena        cache;	/* of raw */
	struct map          raw;	/* key as read, when that is not canonical -> the slot */
	struct map          canon;	/* canonical key -> the slot */
	struct group_slot **slot;	/* every slot; other, if there is one, first */
	struct group_slot  *other;	/* NULL until it is needed */
	struct group_slot  *spare;	/* evicted, to be used again */
	struct group_cell  *free_cell;	/* of evicted slots */
	struct group_recent recent[GROUP_RECENT];	/* keys of one plain string, by hash */
	struct buf          scratch;	/* key as read */
	struct buf          bytes;	/* canonical key */
	size_t              nslot;
	size_t              capslot;
	size_t              ncell;
	size_t              nkey;	/* values per key */
	size_t              max;	/* slots, not counting other; at least 1 */
	size_t              state_size;
	uint64_t            nserial;
	bool                heap;	/* slots (but other) are a heap, the greatest key on top */
};

/** group_canonical - the one form of all spellings of a value: same value, same text, in @a */
struct val group_canonical(const struct val *v, struct arena *a);

/** group_init - empty table of keys of @nkey values and states of @state_size bytes; no max yet */
void group_init(struct group_table *t, size_t nkey, size_t state_size, uint64_t seed);

/**
 * group_find - the slot of a key, made when new
 * @key: t->nkey values
 * @tmp: scratch for decoding
 *
 * Returns: the slot; NULL when the key is new and the table is full.
 * Cost: one hash of the key's bytes when they were seen before.
 */
struct group_slot *group_find(struct group_table *t, const struct val *key, struct arena *tmp);

/** group_other - the slot of the keys beyond max, made when there is none */
struct group_slot *group_other(struct group_table *t);

/**
 * group_evict - a full table meets a new key: make room for it, if it comes first
 * @key: for which group_find gave NULL
 *
 * Which keys are in the table in the end depends on all keys, not on their order: the
 * max least.  One that was evicted never gets in again.
 * Returns: the slot of the greatest key, no longer in the table: merge its states into
 *          other, release what they own, group_reuse it; NULL when @key is the greatest.
 * Cost: O(log max) comparisons.
 */
struct group_slot *group_evict(struct group_table *t, const struct val *key, struct arena *tmp);

/** group_reuse - take back an evicted slot and its cells */
void group_reuse(struct group_table *t, struct group_slot *s);

/** group_cell_at - the cell of a window, *fresh when made now; O(1) in order, else O(log n) */
struct group_cell *group_cell_at(struct group_table *t, struct group_slot *s,
    struct twindow_span span, bool *fresh);

/**
 * group_sort - every cell in output order: by window, then by key (val_cmp), other last
 *
 * Returns: t->ncell pointers, in the table's arena.
 */
struct group_cell **group_sort(struct group_table *t);

/** group_free - give back keys, cells and states (what states own is the caller's) */
void group_free(struct group_table *t);

#endif
