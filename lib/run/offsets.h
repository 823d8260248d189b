/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * offsets - which of the records of a log that numbers them were read (--offsets)
 *
 * A log, as Kafka has it: partitions of a topic, and in each a number for every record, which
 * rises.  A slice is what was read of one partition: from the least number to the greatest, all
 * records of which are taken to be in it.
 */
#ifndef CX_RUN_OFFSETS_H
#define CX_RUN_OFFSETS_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct offsets_slice {
	struct sv topic;
	int64_t   partition;
	int64_t   from;
	int64_t   to;		/* behind the last one */
	uint64_t  records;	/* read of these; fewer where numbers have none, as when a topic is
				 * compacted */
};

struct offsets {		/* zeroed: none */
	struct offsets_slice *slice;
	size_t                n;
	size_t                cap;
	size_t                last;	/* used last */
	uint64_t              lost;	/* records that had no number */
};

/** offsets_same - two slices are of one partition */
bool offsets_same(const struct offsets_slice *a, const struct offsets_slice *b);

/**
 * offsets_add - what @s says was read, too: one slice for each partition
 * @a: for memory, also of the topic's name
 */
void offsets_add(struct offsets *o, const struct offsets_slice *s, struct arena *a);

/** offsets_put - likewise, as a slice of its own */
void offsets_put(struct offsets *o, const struct offsets_slice *s, struct arena *a);

/** offsets_join - all that @more has, by offsets_add */
void offsets_join(struct offsets *o, const struct offsets *more, struct arena *a);

/** offsets_settle - by topic, partition and number; slices that touch are one */
void offsets_settle(struct offsets *o);

/**
 * offsets_check - each record had a number, and none of them was read twice
 *
 * Returns: RC_OK; RC_SYNTAX.
 */
MUST_USE enum rc offsets_check(const struct offsets *o, struct err *e);

#endif
