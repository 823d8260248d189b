/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_part - the facts that one thread, saved states, or in the end the whole run holds
 *
 * Memory: facts and keys, see scan/scan.h.
 */
#ifndef CX_SCAN_SCAN_PART_H
#define CX_SCAN_SCAN_PART_H

#include "base/arena.h"
#include "base/hmap.h"
#include "base/rc.h"
#include "scan/scan_list.h"

#include <stdint.h>

struct scan_part {
	struct arena arena;
	struct hmap   map;		/* key text -> struct scan_list */
	uint64_t     n;			/* facts */
	uint64_t     max_facts;
};

struct scan_entry {
	struct sv               text;	/* of the key */
	const struct scan_list *list;
};

/** scan_part_new - an empty part; @seed of its hash table */
struct scan_part *scan_part_new(uint64_t max_facts, uint64_t seed);

/** scan_part_add - one fact of a key; RC_LIMIT more than max_facts */
MUST_USE enum rc scan_part_add(struct scan_part *p, struct sv key, int64_t at_us, struct sv text,
    struct err *e);

/** scan_part_limit - the error when there are too many facts */
enum rc scan_part_limit(uint64_t max_facts, struct err *e);

/** scan_part_merge - dst += src, which must outlive @dst and not be added to; RC_LIMIT */
MUST_USE enum rc scan_part_merge(struct scan_part *dst, const struct scan_part *src,
    struct err *e);

/** scan_part_order - the p->map.n keys, of @nkey values each, in output order; to be mem_freed */
struct scan_entry *scan_part_order(const struct scan_part *p, size_t nkey);

/** scan_part_free - give everything back; NULL is fine */
void scan_part_free(struct scan_part *p);

#endif
