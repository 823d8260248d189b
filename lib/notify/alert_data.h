/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * alert_data - what is known of a group that fires; for lib/notify/alert*.c only
 */
#ifndef CX_NOTIFY_ALERT_DATA_H
#define CX_NOTIFY_ALERT_DATA_H

#include "base/buf.h"
#include "base/rfc3339.h"
#include "json/jread.h"
#include "notify/alert.h"

struct alert_group {
	uint64_t   hash;	/* of the key */
	size_t     alert;
	struct buf key;
	bool       firing;
	bool       said;	/* a first word was */
	int64_t    since_us;
	int64_t    fired_us;	/* the last time */
	int64_t    said_us;	/* the last word, also of the time before; INT64_MIN: none */
	int64_t    over_us;	/* INT64_MIN: it is not */
	uint32_t   turn;
	size_t     steps;	/* that were told */
	uint64_t  *member;	/* hashes of their texts; room for a power of two */
	uint32_t   nmember;
	uint32_t   said_members;	/* of these, with the last word */
	uint64_t   records;
	struct buf record;	/* the last one */
};

struct alert {
	const struct policy *policy;
	uint64_t             seed;
	int64_t              clock_us;
	bool                 live;
	int64_t              next_us;	/* nothing is due before it; INT64_MIN: not known */
	struct alert_group **group;
	size_t               n;
	size_t               cap;
	struct alert_word    word;	/* that is being said, */
	size_t               cursor;	/* ... to this step next */
	size_t               cursor_end;
};

/** alert_data_group - the group of a key, made when there is none */
struct alert_group *alert_data_group(struct alert *a, size_t i, struct sv key);

/** alert_data_join - a member, by its hash; nothing when it is one */
void alert_data_join(struct alert_group *g, uint64_t member);

#endif
