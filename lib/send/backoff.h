/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * backoff - when a message that was not taken is tried again
 *
 * A pure function: the jitter is drawn from the delivery's id and the number of the attempt, so
 * that a run can be repeated, and two runs agree.
 */
#ifndef CX_SEND_BACKOFF_H
#define CX_SEND_BACKOFF_H

#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

enum backoff {
	BACKOFF_AGAIN,	/* there is an instant */
	BACKOFF_SPENT,	/* that was the last attempt of the schedule */
	BACKOFF_LATE	/* the next one would come when the message is worth nothing */
};

#define BACKOFF_AFTER_MAX_US INT64_C(86400000000)	/* of a Retry-After: a day */

struct backoff_ask {
	const int64_t *wait_us;		/* before each attempt behind the first, at most 366 days */
	size_t         n;		/* of these: so many attempts and one */
	struct sv      id;		/* of the delivery */
	uint64_t       attempt;		/* how many were made, from 1 */
	int64_t        now_us;
	int64_t        retry_after_us;	/* what the receiver asked for; 0: nothing */
	int64_t        expires_us;
};

/**
 * backoff_next - when attempt a->attempt + 1 is due
 * @at_us: the instant; unchanged unless BACKOFF_AGAIN
 *
 * The wait is that of the schedule times a number of [0.8, 1.2], or what the receiver asked for
 * when that is longer, which counts up to BACKOFF_AFTER_MAX_US.
 * Source: the schedules of Standard Webhooks and of RFC 5321, 4.5.4.1, are the policy's.
 */
enum backoff backoff_next(const struct backoff_ask *a, int64_t *at_us);

#endif
