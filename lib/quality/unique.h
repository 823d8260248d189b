/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unique - the first of records with the same key, for ever or within a time
 *
 * For collectors that deliver at least once.  Which record is the first is a matter of the
 * input order, so that one thread takes them.  What is remembered is a qset; it may be
 * saved and gone on from.
 */
#ifndef CX_QUALITY_UNIQUE_H
#define CX_QUALITY_UNIQUE_H

#include "base/buf.h"
#include "key/key_list.h"
#include "quality/qset.h"
#include "run/map.h"

#define UNIQUE_KEYS UINT64_C(100000000)	/* at most, and unless less is asked for */

struct unique_query {		/* option values */
	const char *keys;	/* --unique */
	const char *within;	/* --within; NULL: for ever */
	uint64_t    max_keys;	/* --max-keys */
	const char *state;	/* --state; NULL: none */
};

struct unique {
	const struct unique_query *q;
	const struct key_expr     *key;
	size_t                     nkey;
	struct sv                  texts;	/* of the keys, canonical */
	int64_t                    within_us;	/* 0: for ever */
	struct sv                  time;	/* field */
	struct qset                seen;
	struct buf                 bytes;	/* of a key */
	uint64_t                   n;		/* records, */
	uint64_t                   again;	/* ... of which so many are doubles */
};

/** unique_compile - of RC_OK, RC_USAGE, RC_SYNTAX; adds to job->proj what it reads */
MUST_USE enum rc unique_compile(struct unique *u, const struct unique_query *q, struct job *j,
    struct err *e);

/**
 * unique_take - note the key of a record, in input order
 * @first: it has not been seen, or the record has no key
 *
 * Returns: RC_OK; RC_BAD; RC_LIMIT more keys than there may be.
 */
MUST_USE enum rc unique_take(struct unique *u, const struct map_in *in, const struct record *r,
    bool *first, struct err *e);

/**
 * unique_run - map_run of @p, which is serial and calls unique_take, with the memory that was
 * asked for before and after it
 *
 * Says how many doubles there were, and closes the job.
 * Returns: as map_run, memory_open and memory_close.
 */
MUST_USE enum rc unique_run(struct unique *u, struct job *j, const struct map_plan *p,
    struct err *e);

#endif
