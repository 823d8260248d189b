/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * part - the states that one thread, one saved file, or in the end the whole run holds
 *
 * Parts merge: that is what makes threads, saved states and shards one thing.
 * Memory: keys and states, of at most p->max_groups keys.
 */
#ifndef CX_FOLD_PART_H
#define CX_FOLD_PART_H

#include "fold/fold.h"
#include "fold/group.h"

enum { PART_STATES_MAX = 100000000 };	/* groups times windows */

struct state_sum;
struct state_writer;

struct part {
	const struct fold_plan *p;
	struct group_table      table;
	struct val             *key;	/* p->nkey values, scratch of the record at hand */
	struct twindow_span     span;	/* of the last record: most fall into it again */
	bool                    spent;	/* its states are written and freed */
};

/** part_new - an empty part; @seed of its hash tables */
struct part *part_new(const struct fold_plan *p, uint64_t seed);

/**
 * part_slot - the slot of a key, made when new
 * @tmp: scratch for decoding
 *
 * Beyond p->max_groups keys, with p->overflow, the greatest of them are one slot, `other`:
 * which ones depends on all keys alone, so that threads, splits and order cannot show.
 * Returns: RC_OK; RC_LIMIT more than p->max_groups without p->overflow; what merge returns.
 */
MUST_USE enum rc part_slot(struct part *t, const struct val *key, struct arena *tmp,
    struct group_slot **slot, struct err *e);

/**
 * part_cell - the state of (slot, window), made and initialised when new
 *
 * Returns: RC_OK; RC_LIMIT more than PART_STATES_MAX.
 */
MUST_USE enum rc part_cell(struct part *t, struct group_slot *s, struct twindow_span span,
    struct group_cell **cell, struct err *e);

/** part_step - fold one record in; RC_BAD when it cannot be judged */
MUST_USE enum rc part_step(struct part *t, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e);

/**
 * part_rows - part_step for many records
 * @done: how many were folded in, or looked at: on RC_BAD the last one cannot be judged
 */
MUST_USE enum rc part_rows(struct part *t, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e);

struct part_keys {
	const struct val *const *key;	/* p->nkey columns, BATCH_ROWS apart */
	size_t                   n;	/* rows that have one, from the first on */
};

/** part_keys - the keys of @rows, in @ev's scratch; RC_OK; RC_BAD: row keys->n has none */
MUST_USE enum rc part_keys(const struct fold_plan *p, const struct rows *rows,
    struct expr_eval *ev, struct part_keys *keys, struct err *e);

/** part_apply - @rows into the states @st of each, as fold_ops.rows, whether @p has that or not */
MUST_USE enum rc part_apply(const struct fold_plan *p, void *const *st, const struct rows *rows,
    struct expr_eval *ev, size_t *done, struct err *e);

/** part_merge - dst += src; src stays as it is */
MUST_USE enum rc part_merge(struct part *dst, const struct part *src, struct err *e);

/**
 * part_join - part[0] += the other @n - 1, on as many threads; @part is used up
 *
 * The others are only fit for part_free, after part[0], which may hold memory of theirs.
 * Part 0 is for writing: with keys, no more can be looked up in it.  With p->unordered its
 * slots are in any order.
 * Cost: many keys O(keys) on all threads together; few, or more than p->max_groups, as
 *       part_merge.
 */
MUST_USE enum rc part_join(struct part **part, unsigned n, struct err *e);

/**
 * part_pool - part_join for keys in any order; a plan without windows, parts of one seed
 *
 * To be called by part_join alone.  Cost: O(keys) on all threads together.
 */
MUST_USE enum rc part_pool(struct part **part, unsigned n, struct err *e);

/** part_answer - without keys and windows there is an answer even to nothing: its state */
MUST_USE enum rc part_answer(struct part *t, struct err *e);

/**
 * part_settle - every state goes through @settle, as of fold_ops, and those without anything go
 *
 * Of a plan without windows and without `other`.  Part @t is for writing from then on: no key
 * can be looked up any more.
 */
void part_settle(struct part *t, bool (*settle)(void *st));

/** part_save - write @t as one run of saved states to the job's output; write errors latch */
void part_save(struct job *j, const struct state_head *h, struct part *t);

struct part_cells {		/* some of a part's, sorted */
	struct group_cell **cell;
	size_t              n;
};

/** part_sort - all cells of @t, as group_sort: no key can be looked up any more */
struct part_cells part_sort(struct part *t);

/**
 * part_save_cells - the same of some cells, to @to
 * @sum: what they are made of; NULL: what the job has read
 */
void part_save_cells(struct out *to, const struct job *j, const struct state_head *h,
    const struct state_sum *sum, struct part *t, struct part_cells cells);

/**
 * part_save_one - a state of a run of them, which is begun and not ended
 * @tmp: room for p->nkey values
 * @key: canonical bytes
 */
void part_save_one(struct state_writer *s, const struct fold_plan *p, struct val *tmp,
    struct sv key, struct twindow_span span, const void *st);

/** part_heap - bytes of heap that it takes to fill and to sort, without what its states own */
size_t part_heap(const struct part *t);

/** part_forget - leave out all windows that end at or before @end_us; @t is for writing only */
void part_forget(struct part *t, int64_t end_us);

/** part_clear - an empty part again, in the same memory; not where keys were evicted */
void part_clear(struct part *t);

/** part_drop - the same where no state owns anything */
void part_drop(struct part *t);

/** part_free - give everything back; NULL is fine */
void part_free(struct part *t);

#endif
