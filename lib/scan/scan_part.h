/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_part - the facts that one thread, or saved states, hold by key
 *
 *     index ──► | list | key bytes |  ──► chunks of facts
 *
 * What is added waits with others, so that their ways into memory are gone at once: the
 * index, the key, the end of its list.  Parts do not merge: who reads them goes through
 * their sorted keys side by side (scan_writer).
 *
 * Memory: 24 bytes and the key's, rounded to 16, for each key, 21 to 43 in the index, and
 * its facts; a dictionary.
 */
#ifndef CX_SCAN_SCAN_PART_H
#define CX_SCAN_SCAN_PART_H

#include "base/arena.h"
#include "base/ksort.h"
#include "base/rc.h"
#include "scan/scan_list.h"

#include <stdint.h>

enum { SCAN_PART_WAIT = 32 };	/* facts that wait at most */

struct scan_entry {		/* a key */
	struct scan_list list;
	uint32_t         nkey;
	char             key[];		/* key/group_key.h */
};

struct scan_waiting {
	uint64_t           hash;
	int64_t            at_us;
	size_t             key;		/* where its bytes are, the fact's behind them */
	size_t             nkey;
	size_t             nfact;
	struct scan_entry *entry;
};

struct scan_part {
	struct arena        arena;
	struct scan_dict   *dict;
	/* Entries by their hash, linear probing, item NULL where free; NULL once sorted. */
	struct ksort_item  *index;
	size_t              nindex;	/* power of two, or 0 */
	struct ksort_item  *order;	/* once sorted: the keys in output order, where index was */
	size_t              nkey;
	uint64_t            n;		/* facts */
	uint64_t            max_facts;
	uint64_t            seed;
	struct scan_waiting wait[SCAN_PART_WAIT];
	size_t              nwait;
	struct buf          bytes;	/* of those that wait */
};

/** scan_part_new - an empty part; @seed of its hash tables */
struct scan_part *scan_part_new(uint64_t max_facts, uint64_t seed);

/**
 * scan_part_add - one fact of a key
 * @key:  as scan_key_put made it
 * @fact: as a writer with the part's dictionary made it
 *
 * Returns: RC_OK; RC_LIMIT more than max_facts, or one of more than 4 GiB.
 */
MUST_USE enum rc scan_part_add(struct scan_part *p, struct sv key, int64_t at_us, struct sv fact,
    struct err *e);

/** scan_part_limit - the error when there are too many facts */
enum rc scan_part_limit(uint64_t max_facts, struct err *e);

/**
 * scan_part_sort - the keys, of @nkey values each, into output order, if they are not in it
 *
 * Nothing is added after it.
 */
void scan_part_sort(struct scan_part *p, size_t nkey);

/** scan_part_key - the bytes of the i-th key in order */
struct sv scan_part_key(const struct scan_part *p, size_t i);

/** scan_part_ahead - for who goes through the keys in order, at the @i-th: the next ones and their
 * lists are on their way into the cache */
void scan_part_ahead(const struct scan_part *p, size_t i);

/** scan_part_heap - bytes that it takes to fill and to sort, without its dictionary */
size_t scan_part_heap(const struct scan_part *p);

/** scan_part_clear - of a sorted part: empty again, in the same memory; its dictionary stays */
void scan_part_clear(struct scan_part *p);

/** scan_part_shut - of a sorted part: empty, and no more is added; its dictionary stays */
void scan_part_shut(struct scan_part *p);

/** scan_part_free - give everything back; NULL is fine */
void scan_part_free(struct scan_part *p);

#endif
