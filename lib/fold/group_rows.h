/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group_rows - the keys of a batch on their way to their slots
 *
 *     values ──► kind and text ──► candidate ──► slot
 *                                  few slots:  by some bytes of the text, from a small table
 *                                  many:       by its hash, from the index, what is looked at
 *                                              next being on its way into the cache
 *
 * A candidate whose key has the same bytes is the slot; else, and for keys that are not
 * canonical as they were read, group_find is asked.
 */
#ifndef CX_FOLD_GROUP_ROWS_H
#define CX_FOLD_GROUP_ROWS_H

#include "fold/group.h"
#include "record/record.h"

struct group_rows {
	const struct val *const *key;	/* t->nkey columns, BATCH_ROWS apart */
	size_t             n;		/* at most BATCH_ROWS */
	struct group_slot *slot[BATCH_ROWS];
	bool               hashed;
	uint64_t           hash[BATCH_ROWS];
	struct sv          text[BATCH_ROWS];	/* bytes of the key behind the first kind, */
	uint8_t            kind[BATCH_ROWS];	/* which is this; or GROUP_ROWS_ODD */
};

enum { GROUP_ROWS_ODD = 255 };	/* not canonical as far as can be seen: group_find knows */

/**
 * group_rows_read - keys and candidates of @r, whose key and n are set
 *
 * Text lies where the values have it, or in @t, until the next call.
 */
void group_rows_read(struct group_table *t, struct group_rows *r);

/**
 * group_rows_find - slots of the rows from @from on, made when new
 * @tmp: scratch for decoding
 *
 * Returns: r->n; or the index of the first whose key is new while the table is full.
 * Cost: some fifty instructions a row when the key is one text that was seen before.
 */
size_t group_rows_find(struct group_table *t, struct group_rows *r, size_t from,
    struct arena *tmp);

#endif
