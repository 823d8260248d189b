/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_gather - records that follow one another made one event: struct lschema_gather
 *
 *     http_reqs  http_req_duration  http_req_failed  checks   http_reqs  ...
 *     └───────────── one request of k6 ───────────────────┘
 *
 * An event is complete when the first record of another one comes, or the file ends.  Until
 * then what is known of it is kept as a copy: it may outlive the block.  Records are taken in
 * the order of the file.
 *
 * Memory: two events.  Nothing is allocated for one once their arenas have grown.
 */
#ifndef CX_LOG_LSCHEMA_GATHER_H
#define CX_LOG_LSCHEMA_GATHER_H

#include "base/arena.h"
#include "base/rc.h"
#include "log/lschema_plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LSCHEMA_GATHER_ONCE = 64 };	/* records of an event; what follows begins another */

enum lschema_role {		/* of a record */
	LSCHEMA_PASS,		/* it is of no event */
	LSCHEMA_MAKE,		/* it begins an event, or is one more of that at hand */
	LSCHEMA_ADD		/* it adds to the event before it */
};

struct lschema_event {
	struct arena  own;
	struct val   *value;	/* of each field of the plan */
	struct record rec;	/* its first one */
	bool          some;	/* there is an event */
	uint64_t      same;
	uint64_t      adds_same;
	uint64_t      once[LSCHEMA_GATHER_ONCE];
	size_t        nonce;
	struct sv     label;	/* of the request that hops belong to */
	struct sv     sender;
};

struct lschema_events {		/* of one decoder */
	struct lschema_event one[2];
	size_t               at;	/* the one at hand; the other was given last */
};

/** lschema_gather_init - no event */
void lschema_gather_init(struct lschema_events *g, const struct lschema_plan *pl);

/** lschema_gather_role - what the record that has been found is to be taken for */
enum lschema_role lschema_gather_role(const struct lschema_events *g,
    const struct lschema_maker *m);

/**
 * lschema_gather_take - one more record, whose values are m->value
 * @r: the record; on RC_OK the event that it has completed, alive until the next call
 *
 * Returns: RC_OK; RC_EMPTY no event is complete.
 */
enum rc lschema_gather_take(struct lschema_events *g, struct lschema_maker *m,
    enum lschema_role role, struct record *r);

/** lschema_gather_end - no record follows: likewise */
enum rc lschema_gather_end(struct lschema_events *g, struct lschema_maker *m, struct record *r);

/** lschema_gather_drop - forget what has been begun: another file begins */
void lschema_gather_drop(struct lschema_events *g);

/** lschema_gather_cut - a block ends: lines of the next one are counted anew */
void lschema_gather_cut(struct lschema_events *g);

/** lschema_gather_free - give everything back */
void lschema_gather_free(struct lschema_events *g);

#endif
