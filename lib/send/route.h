/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route - channels of a policy on their way out: how fast, and whether at all
 *
 * A channel has limits of all it sends, and a breaker; a domain of addresses, or a host that
 * push services have, has limits of its own, and such a host a breaker.  All of them must
 * allow a message.  Times are of the clock that only advances.
 */
#ifndef CX_SEND_ROUTE_H
#define CX_SEND_ROUTE_H

#include "base/arena.h"
#include "base/hmap.h"
#include "base/rc.h"
#include "policy/policy.h"
#include "send/breaker.h"
#include "send/limit.h"
#include "wire/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct route_place {		/* a domain, a host */
	struct limit  *limit;
	struct breaker breaker;	/* of a host; else that of the channel counts */
};

struct route {
	const struct policy_channel *channel;
	struct sv      provider;	/* host, program; empty: the endpoint's host */
	struct wire_channel *wire;
	unsigned       concurrency;
	struct limit  *limit;
	struct breaker breaker;
	struct hmap    place;	/* struct route_place by name */
};

struct routes {
	const struct policy *policy;
	struct wire         *wire;
	struct route        *route;	/* as the policy's channels */
	size_t               n;
	struct arena         arena;
	struct buf          *secret;	/* what was read of files, wiped by route_close */
	size_t               nsecret;
};

/**
 * route_open - read the secrets of a policy's channels, make them ready
 * @concurrency: messages in flight by each channel at most; 0: as the policy says
 *
 * Nothing is connected to.  Returns: RC_OK, route_close it; RC_USAGE what cannot be used, with
 * FILE:LINE:COL of the channel; RC_IO.  After a failure there is nothing to close.
 */
MUST_USE enum rc route_open(struct routes *rs, const struct policy *p, uint64_t concurrency,
    struct err *e);

/**
 * route_carry - what channels of the same name have sent counts in limits of @to, which are new,
 *               and a receiver that wants to be left alone still is
 *
 * Breakers are closed: what a new policy has mended is tried at once.
 */
void route_carry(struct routes *to, const struct routes *from);

/** route_close - waits for what is in flight; one of zeros is fine */
void route_close(struct routes *rs);

/** route_room - how many messages of a channel may go @now_us, whatever their domains; of @max */
size_t route_room(struct route *r, int64_t now_us, size_t max);

/** route_at - when the channel may be asked again: @now_us, later, INT64_MAX by a result */
int64_t route_at(const struct route *r, int64_t now_us);

/**
 * route_place - the domain or host of a message
 *
 * Returns: NULL when the channel knows none of them.  Memory: what it remembers of each.
 */
struct route_place *route_place(struct route *r, struct sv name);

/** route_place_at - when a message may go to it; @place NULL: @now_us */
int64_t route_place_at(const struct route *r, const struct route_place *place, int64_t now_us);

/** route_take - a message goes, which all of them allowed */
void route_take(struct route *r, struct route_place *place, int64_t now_us);

/** route_breaker - which one hears of a message's result */
struct breaker *route_breaker(struct route *r, struct route_place *place);

#endif
