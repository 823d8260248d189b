/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group - states by key and window
 *
 *     key as read ──► index ──► slot (one per key value) ──► cells, sorted by window
 *
 *     without windows           | state | slot | key bytes |
 *     with them                 | list  | slot | key bytes |     | head | state |
 *
 * The canonical form of a key (escapes decoded, 1.0 equal to 1) is found at once when the input
 * spells it so; other spellings are in an index of their own, a cache, which forgets when they
 * are very many.  Memory: keys and states, freed together; at most max keys: a new one beyond
 * them may take the place of the greatest, whose memory is used again.  A key costs 12 bytes and
 * its text, 11 to 21 in the index, 8 in the list of slots, and the state; with windows 24 and not
 * the state, but 16 and the state for each cell; all rounded to 16.
 */
#ifndef CX_FOLD_GROUP_H
#define CX_FOLD_GROUP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hmap.h"
#include "base/slab.h"
#include "base/val.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct group_window {
	struct twindow_span  span;	/* all zero without windows */
	size_t               n;		/* cells, unless the table has taken over others */
	size_t               at;	/* of group_sort: where its next cell belongs */
	struct group_window *same;	/* of group_adopt_windows: the same one there */
};

struct group_cell;		/* a state, where it lies: group_state */

struct group_head {		/* of a cell in a table with windows: before its state */
	_Alignas(16) union {
		struct group_slot *slot;
		struct group_cell *next;	/* in the list of free ones */
	};
	struct group_window *window;
};

struct group_list {		/* of a slot in a table with windows: before it */
	union {
		struct group_cell  *one;
		struct group_cell **many;	/* n > 1: sorted by window */
	};
	struct group_cell   *last;	/* used last; NULL: none */
	struct group_window *window;	/* its window: of what is long ago nothing else is read */
};

struct group_slot {
	uint32_t n;		/* cells; without windows at most 1 */
	uint32_t use;		/* how often it was put to another use */
	uint32_t nkey;		/* bytes of the key; GROUP_FAR: a pointer to them is here */
	char     key[];		/* canonical, key/group_key.h */
};

struct group_ref {
	uint32_t hash;		/* low half of the key's */
	uint32_t name;		/* of the block with the slot; 0: free */
};

#define GROUP_FAR (UINT32_C(1) << 31)

enum { GROUP_SIZES = 32, GROUP_LINE = 64 /* bytes of a line of the cache */ };

struct group_table {
	struct slab          slots;	/* ... and what lies before them */
	struct arena         arena;	/* cells */
	struct arena         lists;	/* of cells: close together, few pages to look up */
	struct arena         cache;	/* of raw */
	struct arena         windows_arena;
	struct hmap           raw;	/* key as read, when that is not canonical -> the slot */
	struct hmap           by_from;	/* span.from_us -> struct group_window */
	struct group_window *window;	/* used last */
	struct group_ref    *index;	/* canonical keys by hash, linear probing */
	size_t               nindex;	/* power of two, or 0 */
	struct group_slot  **slot;	/* every slot; other, if there is one, first */
	struct group_slot   *other;	/* all keys beyond max; NULL until it is needed */
	struct group_slot   *spare;	/* evicted, to be used again, */
	uint32_t             spare_name;	/* ... and its name */
	struct group_cell   *free_cell;	/* of evicted slots */
	void                *free_many[GROUP_SIZES];	/* of 2, 4, 8 ... cells */
	struct buf           scratch;	/* key as read */
	struct buf           bytes;	/* canonical key */
	struct buf           batch;	/* keys of fold/group_rows.h, */
	struct group_slot  **front;	/* and slots that it saw lately; NULL: none yet */
	size_t               nslot;
	size_t               capslot;
	size_t               ncell;
	size_t               nfar;	/* keys on the heap */
	size_t               nkey;	/* values per key */
	size_t               max;	/* slots, not counting other; at least 1 */
	size_t               state_size;
	size_t               before;	/* bytes from the begin of a block to its slot */
	bool                 windows;
	uint64_t             seed;
	bool                 heap;	/* slots (but other) are a heap, the greatest key on top */
	bool                 sorted;	/* slots (but other) are in output order */
	bool                 taken;	/* from others: how many cells a window has is not known */
};

/** group_state - of a cell; zeroed when that is made, 16-aligned */
static inline void *
group_state(struct group_cell *c)
{
	return c;
}

/** group_head_of - of a cell in a table with windows */
static inline struct group_head *
group_head_of(struct group_cell *c)
{
	return (struct group_head *)(void *)c - 1;
}

/** group_list_of - of a slot in a table with windows */
static inline struct group_list *
group_list_of(struct group_slot *s)
{
	return (struct group_list *)(void *)s - 1;
}

/** group_at - the slot in a block of that name */
static inline struct group_slot *
group_at(const struct group_table *t, uint32_t name)
{
	return (struct group_slot *)(void *)((char *)slab_at(&t->slots, name) + t->before);
}

/** group_cell_nth - the cell number @i of a slot, sorted by window; @i is less than s->n */
static inline struct group_cell *
group_cell_nth(const struct group_table *t, struct group_slot *s, size_t i)
{
	if (!t->windows)
		return (struct group_cell *)(void *)((char *)s - t->before);
	return s->n > 1 ? group_list_of(s)->many[i] : group_list_of(s)->one;
}

/** group_slot_of - whose cell it is */
static inline struct group_slot *
group_slot_of(const struct group_table *t, struct group_cell *c)
{
	if (!t->windows)
		return (struct group_slot *)(void *)((char *)c + t->before);
	return group_head_of(c)->slot;
}

/** group_window_of - of a cell; without windows the one there is */
static inline struct group_window *
group_window_of(const struct group_table *t, struct group_cell *c)
{
	return t->windows ? group_head_of(c)->window : t->window;
}

struct group_shape {		/* of a table */
	size_t nkey;		/* values per key */
	size_t state_size;
	bool   windows;		/* states of a key for different spans; else there is one span */
};

/** group_init - empty table; no max yet */
void group_init(struct group_table *t, const struct group_shape *shape, uint64_t seed);

/**
 * group_find - the slot of a key, made when new
 * @key: t->nkey values
 * @tmp: scratch for decoding
 *
 * Returns: the slot; NULL when the key is new and the table is full.
 * Cost: one hash of the key's bytes when they were seen before, and two or three cache
 *       misses when the table is large.
 */
struct group_slot *group_find(struct group_table *t, const struct val *key, struct arena *tmp);

/** group_new_text - group_find of a plain text, a whole key, that is not there; @hash of it */
struct group_slot *group_new_text(struct group_table *t, const struct val *key, uint32_t hash);

/** group_slot_for - the slot of canonical bytes, made when new; of a table without a max */
struct group_slot *group_slot_for(struct group_table *t, struct sv key);

/** group_slot_hashed - the same of a table with keys; @hash: low half of that of group_key_hashed,
 * under the table's seed */
struct group_slot *group_slot_hashed(struct group_table *t, struct sv key, uint32_t hash);

/** group_bytes - the key of a slot, which is not other */
struct sv group_bytes(const struct group_slot *s);

/** group_values - the same as t->nkey canonical values; their text lies in the slot */
void group_values(const struct group_table *t, const struct group_slot *s, struct val *key);

/** group_other - the slot of the keys beyond max, made when there is none */
struct group_slot *group_other(struct group_table *t);

/**
 * group_evict - a full table meets a new key: make room for it, if it comes first
 * @key: for which group_find gave NULL
 *
 * Which keys are in the table in the end depends on all keys, not on their order: the max least.
 * One that was evicted never gets in again.
 * Returns: the slot of the greatest key, no longer in the table: merge its states into other,
 *          release what they own, group_reuse it; NULL when @key is the greatest.
 * Cost: O(log max) comparisons.
 */
struct group_slot *group_evict(struct group_table *t, const struct val *key, struct arena *tmp);

/** group_reuse - take back an evicted slot and its cells */
void group_reuse(struct group_table *t, struct group_slot *s);

/** group_window_at - the window of this span, made when new; it stays where it is */
struct group_window *group_window_at(struct group_table *t, struct twindow_span span);

/** group_cell_known - the cell of a window where it is the one used last; else NULL */
static inline struct group_cell *
group_cell_known(const struct group_table *t, struct group_slot *s, const struct group_window *w)
{
	if (t->windows)
		return group_list_of(s)->window == w ? group_list_of(s)->last : NULL;
	return s->n != 0 && t->window == w ? group_cell_nth(t, s, 0) : NULL;
}

/** group_cell_in - the cell of a window, *fresh when made now; O(1) in order, else O(log n) */
struct group_cell *group_cell_in(struct group_table *t, struct group_slot *s,
    struct group_window *w, bool *fresh);

/** group_cell_at - group_cell_in of group_window_at */
struct group_cell *group_cell_at(struct group_table *t, struct group_slot *s,
    struct twindow_span span, bool *fresh);

/** group_near - a cell and its state are on their way into the cache */
static inline __attribute__((always_inline)) void	/* else gcc sees no effect in it */
group_near(const struct group_table *t, struct group_cell *c)
{
	const char *p = group_state(c), *end = p + t->state_size;

	for (p -= t->windows ? sizeof(struct group_head) : 0; p < end; p += GROUP_LINE)
		__builtin_prefetch(p);
	__builtin_prefetch(end - 1);
}

/** group_ahead - for who goes through @n slots of @t and their cells, at slot @i: the next ones
 * are on their way into the cache: the slot, then its list, then its cells */
void group_ahead(const struct group_table *t, struct group_slot *const *slot, size_t n, size_t i);

/**
 * group_order - t->slot into output order: by key (val_cmp), other first
 *
 * Cost: O(keys) for each 8 bytes of the order that it takes to tell them apart.
 * Memory: 16 bytes a key while it sorts.
 */
void group_order(struct group_table *t);

/**
 * group_sort - every cell in output order: by window, then by key (val_cmp), other last
 *
 * Returns: t->ncell pointers, in the table's arena.
 * Cost: group_order, and one pass over the cells.
 */
struct group_cell **group_sort(struct group_table *t);

/** group_adopt_windows - @from's windows get their ->same in @t: two tables become one without a
 * look-up, slots and cells of one go over to the other, which may hold memory of the first */
void group_adopt_windows(struct group_table *t, struct group_table *from);

/**
 * group_adopt - a cell of another table, its window a window of this one, goes over to @s
 * @t: whose arena is for the list of cells: no other thread works on it
 * @s: without windows it has a cell
 *
 * Returns: NULL; the cell of that window which @s has already, and nothing has changed.
 */
struct group_cell *group_adopt(struct group_table *t, struct group_slot *s, struct group_cell *c);

/** group_hand_over - @t holds no slot any more; their memory stays */
void group_hand_over(struct group_table *t);

/** group_take_over - the slots of @t, whose array it is now; no key can be looked up any more */
void group_take_over(struct group_table *t, struct group_slot **slot, size_t n, size_t ncell,
    bool sorted);

/** group_end - no key will be looked up any more: what that needs is given back */
void group_end(struct group_table *t);

/** group_clear - as after init, but the memory stays for what comes next; nothing was evicted */
void group_clear(struct group_table *t);

/** group_free - give back keys, cells and states (not what states own) */
void group_free(struct group_table *t);

#endif
