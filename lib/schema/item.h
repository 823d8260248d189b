/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * item - a JSON value with all that is in it, laid out for walking
 *
 *     {"a":1,"b":[2,3]}   ──►   {} n=2 next=5 │ a 1 │ b [] n=2 next=3 │ 2 │ 3
 *
 * An item is followed by the items in it, in order; `next` items on stands its
 * next sibling.  A name given twice is there twice.
 *
 * Memory: items keeps its array and an arena from value to value: no
 * allocation in the steady state.  Items are borrowed until the next value.
 */
#ifndef CX_SCHEMA_ITEM_H
#define CX_SCHEMA_ITEM_H

#include "base/arena.h"
#include "base/sv.h"
#include "base/val.h"
#include "json/jread.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ITEM_MAX = 1 << 22 };	/* items of one value */

struct item {
	struct sv  key;		/* as a member: its name, decoded */
	struct val v;		/* VAL_NULL ... VAL_STRING, VAL_OBJECT, VAL_ARRAY; text as read */
	uint32_t   n;		/* values directly in it */
	uint32_t   next;	/* items to the next sibling */
};

struct items {
	struct item  *item;	/* [0] is the value */
	size_t        n;
	size_t        cap;
	struct arena  arena;	/* decoded names */
};

/** item_init - empty; allocates nothing */
void item_init(struct items *t);

/** item_free - give everything back */
void item_free(struct items *t);

/**
 * item_record - a record from its members
 * @line: its text, for messages
 * @deep: also what is in members that are objects or arrays (else their n is 0)
 *
 * Times become strings as they are printed, computed numbers their text.
 * Returns: false when there are more than ITEM_MAX items.
 */
bool item_record(struct items *t, struct sv line, const struct jread_member *m, size_t n,
    bool deep);

/** item_value - a value whose text has been validated; false as above */
bool item_value(struct items *t, const struct val *v);

/** item_node - a value of a specification, in @a */
const struct item *item_node(const struct node *n, struct arena *a);

/** item_text - a string decoded, in @a when it has escapes */
static inline struct sv
item_text(const struct item *x, struct arena *a)
{
	return (x->v.flags & VAL_ESC) == 0 ? x->v.text : val_unescape(x->v.text, a);
}

/**
 * item_eq - the same JSON value: numbers by value, names in any order
 *
 * Memory: may use @tmp.  Cost: linear when names come in the same order.
 */
bool item_eq(const struct item *a, const struct item *b, struct arena *tmp);

/** item_hash - the same for values that are item_eq */
uint64_t item_hash(const struct item *x, uint64_t seed, struct arena *tmp);

#endif
