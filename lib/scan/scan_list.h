/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_list - the facts of one key, packed
 *
 *     list ──► last chunk ──► first chunk ──► ... ──► last chunk
 *                             | time | n | fact | time | n | fa   ct | time |     free |
 *
 *     time = difference to the one before, base/vtime.h
 *     n    = varint of the fact's bytes
 *
 * Memory: 5 bytes and its values for a fact whose times are whole milliseconds and hours
 * apart; at most half as much again, in chunks of 32 bytes to 4 KiB in the caller's arena.
 */
#ifndef CX_SCAN_SCAN_LIST_H
#define CX_SCAN_SCAN_LIST_H

#include "base/arena.h"
#include "base/sv.h"
#include "scan/fact.h"

#include <stddef.h>
#include <stdint.h>

struct scan_chunk;

struct scan_list {		/* all zero is empty */
	struct scan_chunk *last;
	int64_t            prev_us;	/* time of the last fact */
	uint16_t           n;		/* bytes used of the last chunk; the others are full */
	uint16_t           cap;		/* bytes it has */
};

struct scan_facts {		/* lists, unpacked; all zero is empty, and n = 0 is so again */
	struct fact *fact;
	size_t       n;
	size_t       cap;
	struct fact *run;	/* of those that are merged */
	size_t       cap_run;
	char        *bytes;
	size_t       nbytes;
	size_t       cap_bytes;
	struct buf   text;	/* of facts that share a time */
	void        *order;
	size_t       cap_order;
};

/** scan_list_add - one more fact, of the bytes that a writer made; copied into @a */
void scan_list_add(struct scan_list *l, struct arena *a, int64_t at_us, struct sv fact);

/** scan_list_head - where the first fact is, for a look ahead; NULL when the list is empty */
const void *scan_list_head(const struct scan_list *l);

/** scan_list_tail - where the next fact goes, for a look ahead; NULL when the list is empty */
const char *scan_list_tail(const struct scan_list *l);

/**
 * scan_list_unpack - the facts of a list behind those in @f, none of them in order yet
 * @part: of the facts
 */
void scan_list_unpack(const struct scan_list *l, uint32_t part, struct scan_facts *f);

/** scan_list_bytes - the facts of a list, packed, behind what is in @o */
void scan_list_bytes(const struct scan_list *l, struct buf *o);

/** scan_list_read - scan_list_unpack of such bytes */
void scan_list_read(struct sv bytes, uint32_t part, struct scan_facts *f);

/**
 * scan_list_sort - f->n facts into the order of (time, JSON text)
 *
 * Cost: one pass when the times are in order and all different.
 */
void scan_list_sort(struct scan_facts *f, const struct fact_frame *frame);

/** scan_list_release - give back what scan_list_unpack and scan_list_sort allocated */
void scan_list_release(struct scan_facts *f);

#endif
