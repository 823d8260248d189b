/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * audit_users - what an audit keeps of each user, and what is counted of it
 *
 * Bits that are or-ed together: the order of records and the threads that saw them are nothing.
 */
#ifndef CX_ASSIGN_AUDIT_USERS_H
#define CX_ASSIGN_AUDIT_USERS_H

#include "assign/config.h"

#include <stdint.h>

enum audit_mark {
	AUDIT_DIFFERS = 1,	/* was given another variant than the configuration gives */
	AUDIT_BOTH = 2,		/* is in by the previous configuration, too */
	AUDIT_MOVED = 4,	/* ... with another variant */
	AUDIT_SEEN = 8		/* was looked at, in or not */
};

struct audit_seen {		/* of a user and experiment */
	uint64_t arms;		/* given: a bit each */
	uint64_t marks;
};

struct audit_counts {		/* of an experiment */
	uint64_t *users;	/* of each arm, who were given no other */
	uint64_t  n;		/* their sum */
	uint64_t  two_arms;
	uint64_t  seen;		/* users, in or not */
	uint64_t  differs;
	uint64_t  both;
	uint64_t  moved;
	uint64_t  unknown;	/* records whose variant is none of the experiment's */
	uint64_t  no_unit;	/* records without a user */
};

struct audit_part {		/* of one thread, then of all */
	struct arena         arena;
	struct hmap          users;	/* set of units and text to struct audit_seen[n] */
	struct audit_counts *count;	/* of each experiment; here unknown and no_unit alone */
};

/** audit_users_new - nobody yet; audit_users_free */
struct audit_part *audit_users_new(size_t experiments, uint64_t seed);

/** audit_users_free - NULL is fine */
void audit_users_free(struct audit_part *p);

/** audit_users_at - what is known of a user of a set of units, by experiment */
struct audit_seen *audit_users_at(struct audit_part *p, size_t set, struct sv unit,
    struct arena *tmp);

/** audit_users_merge - all that @from knows into @to */
void audit_users_merge(struct audit_part *to, const struct audit_part *from, size_t experiments);

/** audit_users_count - the users into the counts, whose users and sums are filled; in @a */
void audit_users_count(struct audit_part *p, const struct config *c, struct arena *a);

/** audit_users_cross - users of one variant each of experiments @a and @b: cell[i * nb + k] */
void audit_users_cross(const struct audit_part *p, const struct config *c, size_t a, size_t b,
    uint64_t *cell);

#endif
