/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * table - rows found again by their key, their key and time, or the network they stand for
 *
 *     row    = length of the key, key, line, body
 *
 * Keys are canonical bytes (key/key_bytes.h): which are equal is the caller's business, what
 * is in a body as well.  While it is filled rows come one by one; table_seal builds the index
 * at once, so that its size is known and no miss is waited for.  Then it is constant, and
 * any thread may ask it.
 *
 * Memory: the bytes of key and body and about 4 more for each row, in chunks, also for one
 *         that a later one replaces; 22 to 43 for each row, or 48 for each network; 16 more for
 *         each row with a time.  Meanwhile 16 to 32 more for each row, with a time 28 to 56.
 */
#ifndef CX_JOIN_TABLE_H
#define CX_JOIN_TABLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "join/netset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum table_twice {		/* of rows that are found by the same */
	TABLE_TWICE_ERROR,	/* ... none may be */
	TABLE_TWICE_FIRST,	/* ... the first one counts */
	TABLE_TWICE_LAST	/* ... the last one counts */
};

struct table_cfg {
	enum table_twice twice;
	bool             timed;	/* rows have times */
	uint64_t         max;	/* rows there may be, at most UINT32_MAX */
	uint64_t         seed;
};

struct table_item {		/* a row that is not in the index yet */
	uint64_t    hash;
	const char *row;
};

struct table_moment {		/* a row with a time */
	int64_t     at_us;
	const char *row;
};

struct table_slot {
	uint64_t hash;
	union {
		const char *row;	/* without times; NULL: free */
		struct {		/* with times: of the moments */
			uint32_t first;
			uint32_t n;	/* 0: free */
		};
	};
};

struct table {
	struct table_cfg     cfg;
	struct arena         arena;
	struct buf           scratch;	/* a row before it is kept */
	uint64_t             nrow;	/* added */
	struct netset        nets;
	struct table_slot   *slot;
	size_t               nslot;	/* a power of two, or 0 */
	struct table_moment *moment;

	/* Until it is sealed: */
	struct table_item   *item;
	int64_t             *at_us;	/* of each, with times */
	size_t               cap;	/* of both */
};

struct table_row {
	struct sv key;
	uint64_t  line;
	struct sv body;
};

/** table_init - empty; allocates nothing */
void table_init(struct table *t, const struct table_cfg *cfg);

/**
 * table_add - one more row, whose line is not before that of the last one
 * @at_us: its time, with times
 *
 * Returns: RC_OK; RC_LIMIT more than cfg.max rows.
 */
MUST_USE enum rc table_add(struct table *t, const struct table_row *row, int64_t at_us,
    struct err *e);

/** table_add_network - one more row, of @net; RC_OK, RC_LIMIT */
MUST_USE enum rc table_add_network(struct table *t, const struct network *net,
    const struct table_row *row, struct err *e);

/**
 * table_seal - all rows are there
 *
 * Returns: RC_OK; RC_SYNTAX two rows of one key, of one key and time, or of one network; e->line
 *          is that of the first which repeats another.
 * Cost:    O(n log n) with times or networks, else O(n).
 */
MUST_USE enum rc table_seal(struct table *t, struct err *e);

/** table_hash - what table_find wants of a key */
uint64_t table_hash(const struct table *t, struct sv key);

/** table_find - the row of @key; NULL when there is none */
const char *table_find(const struct table *t, struct sv key, uint64_t hash);

/**
 * table_at - the latest row of @key that is not later than @at_us, nor earlier than @from_us
 *
 * Cost: a search by halves among the rows of the key.
 */
const char *table_at(const struct table *t, struct sv key, uint64_t hash, int64_t from_us,
    int64_t at_us);

/** table_network - the row of the narrowest network that @a is in; NULL when there is none */
const char *table_network(const struct table *t, const struct address *a);

/** table_read - what is in a row; a body's end is what is in it: body.n is 0 */
struct table_row table_read(const char *row);

/** table_free - give everything back */
void table_free(struct table *t);

#endif
