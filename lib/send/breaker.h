/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * breaker - a destination that keeps failing is left alone for a while
 *
 *     closed ──failures in a row, or a share of the last──► open ──wait──► one probe
 *        ▲                                                   ▲               │
 *        └────────────────────── it was taken ───────────────┼───────────────┤
 *                                                            └── wait × 2 ◄──┘
 *
 * How many and how long, the policy says (struct policy_breaker).  What a receiver asks for
 * (Retry-After, 421, 429) is a pause of its own, beside the state.  A state machine over a clock
 * that only advances.
 */
#ifndef CX_SEND_BREAKER_H
#define CX_SEND_BREAKER_H

#include "policy/policy_channel.h"

#include <stdbool.h>
#include <stdint.h>

enum { BREAKER_BINS = 12 };	/* of the window in which a share is counted */

/* Of a throttle: the first that names no time, the longest of such, the longest of others. */
#define BREAKER_PAUSE_US INT64_C(1000000)
#define BREAKER_PAUSE_MAX_US INT64_C(900000000)
#define BREAKER_ASKED_MAX_US INT64_C(86400000000)

enum breaker_state { BREAKER_CLOSED, BREAKER_OPEN, BREAKER_PROBING };

struct breaker_bin {
	int64_t  at_us;		/* where it begins */
	uint32_t n, failed;
};

struct breaker {		/* zero but for cfg: closed, nothing known */
	const struct policy_breaker *cfg;
	enum breaker_state state;
	uint32_t           row;		/* failures since the last success */
	int64_t            until_us;	/* open until then */
	int64_t            wait_us;	/* of the opening before; 0: none since the last success */
	int64_t            pause_until_us;
	int64_t            pause_us;	/* of the throttle before; 0 likewise */
	struct breaker_bin bin[BREAKER_BINS];
};

/**
 * breaker_at - when a message may go there
 *
 * Returns: @now_us or a later instant; INT64_MAX while a probe is on its way.
 */
int64_t breaker_at(const struct breaker *b, int64_t now_us);

/** breaker_take - a message goes there @now_us, which breaker_at allowed: perhaps the probe */
void breaker_take(struct breaker *b, int64_t now_us);

/** breaker_untake - it did not go after all */
void breaker_untake(struct breaker *b);

/**
 * breaker_result - how it ended there
 * @failed: the destination did not do its work; a message that it refused is no failure
 *
 * Returns: true when this opened the breaker.
 */
bool breaker_result(struct breaker *b, bool failed, int64_t now_us);

/**
 * breaker_trip - open it at once: no message can be taken, as it is set up
 *
 * Returns: true when it was not open.
 */
bool breaker_trip(struct breaker *b, int64_t now_us);

/**
 * breaker_throttle - the receiver wants to be left alone
 * @after_us: for so long, of which a day counts; 0: it did not say, then 1 s, doubled each time
 *            up to 15 minutes
 */
void breaker_throttle(struct breaker *b, int64_t after_us, int64_t now_us);

#endif
