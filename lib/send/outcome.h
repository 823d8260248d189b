/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outcome - what becomes of a message, and of where it went, by how a try ended
 *
 *     verdict     message                                  destination
 *     sent        sent                                     works
 *     transient   tried again by its schedule, else dead   failed; a throttle is a pause
 *     permanent   dead; a dead address is suppressed       works
 *     config      waits, the try does not count            closed at once
 *     ambiguous   tried again, or unknown: by its row      failed
 *
 * What one address alone was refused for says nothing about the destination.  A pure function.
 */
#ifndef CX_SEND_OUTCOME_H
#define CX_SEND_OUTCOME_H

#include "base/sv.h"
#include "policy/policy_channel.h"
#include "send/breaker.h"
#include "wire/wire.h"

#include <stdbool.h>
#include <stdint.h>

enum outcome_then {
	OUTCOME_SENT,
	OUTCOME_RETRY,		/* planned again, at at_us */
	OUTCOME_WAIT,		/* likewise, and the try does not count */
	OUTCOME_DEAD,
	OUTCOME_UNKNOWN
};

struct outcome_ask {
	const struct wire_result    *r;
	const struct policy_channel *channel;
	bool                         resend;	/* of an ambiguous one: send it again */
	struct sv                    id;	/* of the delivery */
	uint64_t                     attempt;	/* this one, from 1 */
	int64_t                      now_us;	/* of day */
	int64_t                      expires_us;
};

struct outcome {
	enum outcome_then then;
	int64_t           at_us;	/* OUTCOME_RETRY, OUTCOME_WAIT */
	bool              suppress;	/* nobody has this address */
	bool              late;		/* OUTCOME_DEAD: before the next try it would expire */
};

/** outcome_of - what becomes of the message */
struct outcome outcome_of(const struct outcome_ask *a);

/**
 * outcome_tell - tell the destination's breaker
 * @now_us: of the clock that only advances
 *
 * Returns: true when that opened it.
 */
bool outcome_tell(struct breaker *b, const struct wire_result *r, int64_t now_us);

#endif
