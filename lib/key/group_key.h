/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group_key - the key of a group as one string of bytes
 *
 *     value     = kind [ length ] [ bytes ]
 *     length    7 bits a byte, the low ones first; the last value has none: the
 *               string's end is its end
 *     bytes     text of numbers, strings and raw JSON; the 8 bytes of a time
 *
 * Values are canonical (group_key_canonical): no escapes, numbers as decimal text.  Two
 * keys are equal when their bytes are.  Values as they were read have their flags above
 * the kind: such bytes are those of no canonical key.
 */
#ifndef CX_KEY_GROUP_KEY_H
#define CX_KEY_GROUP_KEY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/ksort.h"
#include "base/val.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** group_key_canonical - the one form of all spellings of a value: same value, same text, in @a */
struct val group_key_canonical(const struct val *v, struct arena *a);

/** group_key_add - the bytes of one more value of a key, the @last one; false when it has flags */
bool group_key_add(struct buf *b, const struct val *v, bool last);

/** group_key_put - the bytes of @n values into @b; false when a value has flags */
bool group_key_put(struct buf *b, const struct val *key, size_t n);

/** group_key_read - the @n values of canonical @bytes; their text lies in there */
void group_key_read(struct sv bytes, size_t n, struct val *key);

/** group_key_hashed - what a table of groups hashes: all but the kind of the first value */
static inline struct sv
group_key_hashed(struct sv key)
{
	return (struct sv){ key.p + 1, key.n - 1 };
}

/** group_key_cmp - output order of two canonical keys of @n values: <0, 0 or >0 */
int group_key_cmp(struct sv a, struct sv b, size_t n);

struct group_key_place {	/* from where on keys differ: all agree in what lies before */
	size_t at;		/* byte where a value begins, */
	size_t value;		/* its number, */
	size_t skip;		/* and how many bytes of its text agree */
};

/** group_key_place - of one key: its end */
struct group_key_place group_key_place(struct sv key, size_t nkey);

/** group_key_meet - @key, too, agrees with @sample in what lies before *p */
void group_key_meet(struct group_key_place *p, struct sv sample, struct sv key, size_t nkey);

/**
 * group_key_number - output order as a number: where one is less, its key comes first
 *
 * Of keys that differ at @p or soon behind; those that do not agree with @sample before it are
 * all 0 when they come first, else UINT64_MAX.
 */
uint64_t group_key_number(struct sv key, size_t nkey, struct group_key_place p,
    struct sv sample);

/** group_key_of - the canonical bytes of a ksort_item's item */
typedef struct sv group_key_of(const void *item);

/**
 * group_key_sort - @s by output order of the keys of its items; the same ones in any order
 *
 * The first bytes of what decides, as a number, sort them; then those that agree, by
 * the next ones.  What all have in common is not looked at.
 * Cost: O(n) for each 8 bytes of the order up to where no two agree.
 */
void group_key_sort(struct ksort_item *s, size_t n, size_t nkey, group_key_of *of);

#endif
