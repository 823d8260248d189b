/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cap - frequency caps: whether one more message fits where it is planned, and from when on
 *
 * A rolling window of length W holds at most max messages wherever it is laid, also over those
 * that are planned already: messages are not planned in order of time.  Two that are W apart
 * are never in one.  Calendar windows are the user's local days, ISO weeks and months.
 *
 * With messages at a1 <= ... <= an, one more at t breaks a rolling rule when for some i
 *
 *     a[i+max-1] - a[i] < W   and   a[i+max-1] - W < t < a[i] + W
 *
 * for then these and t lie in one window; so t may be a[i] + W at the earliest.
 */
#ifndef CX_NOTIFY_CAP_H
#define CX_NOTIFY_CAP_H

#include "notify/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cap_ask {
	const struct policy     *policy;
	const struct store_user *user;
	const struct store_row  *row;	/* to place; of its user's rows those with its dkey are
					 * not counted.  STORE_SHADOW counts real ones, too */
	const struct tzone      *zone;	/* of calendar windows; NULL: UTC */
	uint32_t max_per_day, max_per_week;	/* of marketing, any channel; 0: no limit */
	bool     guards;		/* only the policy's guards against loops hold it */
};

struct cap_work {		/* scratch, kept from call to call; zeroed at first */
	const struct store_row **row;
	size_t                   cap;
};

struct cap_verdict {
	bool             fits;	/* the rest is set when it does not */
	const struct policy_cap *rule;	/* NULL: the user's own limit, or the policy's for people */
	enum policy_over over;
	int64_t          free_us;	/* from when on this rule has room */
	const struct store_row *weakest;	/* held, of lower priority, in its place; NULL */
};

/**
 * cap_check - the first rule, in the policy's order, that one more at @at_us would break
 *
 * A limit of the user himself stands before them, and is deferred.
 * Cost: O(rules * rows log rows).
 */
void cap_check(const struct cap_ask *ask, struct cap_work *w, int64_t at_us,
    struct cap_verdict *v);

/** cap_work_free - give the scratch back */
void cap_work_free(struct cap_work *w);

#endif
