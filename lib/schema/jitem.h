/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jitem - a JSON value with all that is in it, laid out for walking
 *
 *     {"a":1,"b":[2,3]}   ──►   {} n=2 next=5 │ a 1 │ b [] n=2 next=3 │ 2 │ 3
 *
 * An item is followed by the items in it, in order; `next` items on stands its
 * next sibling.  A name given twice is there twice.
 *
 * Memory: jitems keeps its array and an arena from value to value: no
 * allocation in the steady state.  Items are borrowed until the next value.
 */
#ifndef CX_QUALITY_JITEM_H
#define CX_QUALITY_JITEM_H

#include "base/arena.h"
#include "base/sv.h"
#include "base/val.h"
#include "json/jread.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JITEM_MAX = 1 << 22 };	/* items of one value */

struct jitem {
	struct sv  key;		/* as a member: its name, decoded */
	struct val v;		/* VAL_NULL ... VAL_STRING, VAL_OBJECT, VAL_ARRAY; text as read */
	uint32_t   n;		/* values directly in it */
	uint32_t   next;	/* items to the next sibling */
};

struct jitems {
	struct jitem *item;	/* [0] is the value */
	size_t        n;
	size_t        cap;
	struct arena  arena;	/* decoded names */
};

/** jitem_init - empty; allocates nothing */
void jitem_init(struct jitems *t);

/** jitem_free - give everything back */
void jitem_free(struct jitems *t);

/**
 * jitem_record - a record from its members
 * @line: its text, for messages
 * @deep: also what is in members that are objects or arrays (else their n is 0)
 *
 * Times become strings as they are printed, computed numbers their text.
 * Returns: false when there are more than JITEM_MAX items.
 */
bool jitem_record(struct jitems *t, struct sv line, const struct jread_member *m, size_t n,
    bool deep);

/** jitem_value - a value whose text has been validated; false as above */
bool jitem_value(struct jitems *t, const struct val *v);

/** jitem_node - a value of a specification, in @a */
const struct jitem *jitem_node(const struct node *n, struct arena *a);

/** jitem_text - a string decoded, in @a when it has escapes */
static inline struct sv
jitem_text(const struct jitem *x, struct arena *a)
{
	return (x->v.flags & VAL_ESC) == 0 ? x->v.text : val_unescape(x->v.text, a);
}

/**
 * jitem_eq - the same JSON value: numbers by value, names in any order
 *
 * Memory: may use @tmp.  Cost: linear when names come in the same order.
 */
bool jitem_eq(const struct jitem *a, const struct jitem *b, struct arena *tmp);

/** jitem_hash - the same for values that are jitem_eq */
uint64_t jitem_hash(const struct jitem *x, uint64_t seed, struct arena *tmp);

#endif
