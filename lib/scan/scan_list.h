/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_list - the facts of one key, packed
 *
 *     list ──► chunk ──► chunk ──► ...
 *              | time | n | text | time | n | te   xt | time | n | text |     free |
 *               varints, times as differences
 *
 * Memory: some 4 bytes and the text for each fact, and at most half as much again, in
 * chunks of 32 bytes to 4 KiB in the caller's arena.  Two lists join in O(1).
 */
#ifndef CX_SCAN_SCAN_LIST_H
#define CX_SCAN_SCAN_LIST_H

#include "base/arena.h"
#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

struct scan_fact {
	int64_t   at_us;
	struct sv text;		/* one JSON text */
};

struct scan_chunk;

struct scan_list {		/* all zero is empty */
	struct scan_chunk *first;
	struct scan_chunk *last;
	int64_t            prev_us;	/* time of the last fact */
	uint64_t           bytes;
	uint64_t           n;
};

struct scan_facts {		/* a list, unpacked; reused from key to key */
	struct scan_fact *fact;
	size_t            cap;
	char             *bytes;
	size_t            cap_bytes;
};

/** scan_list_add - one more fact; its text is copied into @a */
void scan_list_add(struct scan_list *l, struct arena *a, int64_t at_us, struct sv text);

/** scan_list_join - dst += src; @src and its arena must outlive @dst, and not be added to */
void scan_list_join(struct scan_list *dst, const struct scan_list *src);

/**
 * scan_list_read - all facts in order of (time, bytes)
 *
 * Returns: l->n facts in f->fact, texts in f->bytes, valid until the next call.
 */
void scan_list_read(const struct scan_list *l, struct scan_facts *f);

/** scan_list_release - give back what scan_list_read allocated */
void scan_list_release(struct scan_facts *f);

#endif
