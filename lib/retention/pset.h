/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pset - a set of period numbers: when somebody was active
 *
 *     64 periods a word, words at multiples of 64: one in place, more in a list by number
 *
 * So a union is an OR of words, without shifts, and depends on nothing but what is in it.
 * Memory: 16 bytes while all lie within one word, 16 more a word beyond; a set that spans
 * centuries costs what it holds, not what it spans.
 */
#ifndef CX_RETENTION_PSET_H
#define CX_RETENTION_PSET_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pset_words;

struct pset {
	int32_t word;		/* number of the one word; PSET_EMPTY, PSET_MANY */
	int32_t last;		/* latest period heard of, in the set or not; PSET_EMPTY: none */
	union {
		uint64_t           bits;
		struct pset_words *many;
	};
};

#define PSET_EMPTY INT32_MIN
#define PSET_MANY (INT32_MIN + 1)	/* neither is the word of any period */

/** pset_init - an empty set; allocates nothing */
void pset_init(struct pset *s);

/** pset_add_word - the set has @bits of word @w, too; not for callers outside pset_add */
void pset_add_word(struct pset *s, int32_t w, uint64_t bits);

/** pset_add - period @n is in it */
static inline void
pset_add(struct pset *s, int32_t n)
{
	int32_t w = n >> 6;

	if (s->word == w)
		s->bits |= UINT64_C(1) << (n & 63);
	else
		pset_add_word(s, w, UINT64_C(1) << (n & 63));
}

/** pset_hear - period @n was heard of */
static inline void
pset_hear(struct pset *s, int32_t n)
{
	if (n > s->last)
		s->last = n;
}

/** pset_merge - dst |= src; src stays as it is */
void pset_merge(struct pset *dst, const struct pset *src);

/** pset_count - how many are in it */
size_t pset_count(const struct pset *s);

/** pset_first - the least in it; PSET_EMPTY when there is none */
int32_t pset_first(const struct pset *s);

/** pset_list - all of them, ascending; @to has room for pset_count */
void pset_list(const struct pset *s, int32_t *to);

/** pset_heap - bytes that the set owns beside its own */
size_t pset_heap(const struct pset *s);

/** pset_pack - what a copy of the bytes of @s leaves out, behind what is in @b */
void pset_pack(const struct pset *s, struct buf *b);

/** pset_unpack - into such a copy, from *@at, which moves behind it */
void pset_unpack(struct pset *s, const char **at);

/** pset_free - give back; the set is empty */
void pset_free(struct pset *s);

#endif
