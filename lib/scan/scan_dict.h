/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_dict - the texts that facts say again and again, each kept once
 *
 * A text gets in when it is met a second time while the first is remembered, so that
 * texts that are all different do not fill it; when it is full it stays as it is.  What
 * is in it never leaves and never gets another number.  One for each thread that writes.
 *
 * Memory: at most SCAN_DICT_MAX texts and SCAN_DICT_BYTES, and 200 KB beside them.
 */
#ifndef CX_SCAN_SCAN_DICT_H
#define CX_SCAN_SCAN_DICT_H

#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

enum {
	SCAN_DICT_MAX = 16000,
	SCAN_DICT_BYTES = 4 << 20,
	SCAN_DICT_PAD = 32,	/* bytes that may be read behind any text */
	SCAN_DICT_SLOTS = 1 << 15,
	SCAN_DICT_SEEN = 1 << 14
};

#define SCAN_DICT_NONE UINT32_MAX

struct scan_dict_text {
	uint32_t at;
	uint32_t n;
};

struct scan_dict {
	uint64_t               seed;
	char                  *bytes;	/* of all texts */
	size_t                 nbytes;
	size_t                 cap;
	struct scan_dict_text *text;
	uint32_t               n;
	uint32_t               captext;
	uint32_t              *slot;	/* number + 1, and bits of the hash above; 0 free */
	uint32_t              *seen;	/* hashes of texts met once */
};

/** scan_dict_new - an empty one; @seed of its hash table */
struct scan_dict *scan_dict_new(uint64_t seed);

/**
 * scan_dict_put - the number of a text
 *
 * Returns: SCAN_DICT_NONE when it is met for the first time, or there is no more room.
 */
uint32_t scan_dict_put(struct scan_dict *d, struct sv s);

/** scan_dict_get - the text with a number, and SCAN_DICT_PAD bytes; until the next put */
static inline struct sv
scan_dict_get(const struct scan_dict *d, uint32_t id)
{
	return (struct sv){ d->bytes + d->text[id].at, d->text[id].n };
}

/** scan_dict_free - give everything back; NULL is fine */
void scan_dict_free(struct scan_dict *d);

#endif
