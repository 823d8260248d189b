/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outcome - see outcome.h
 */
#include "send/outcome.h"

#include "send/backoff.h"

#define DAY_US INT64_C(86400000000)

enum { HTTP_TOO_MANY = 429, SMTP_CLOSING = 421 };

/* A full mailbox: three tries in three days. */
static const int64_t full_us[] = { DAY_US, 2 * DAY_US };

static void
again(const struct outcome_ask *a, enum outcome_then spent, struct outcome *o)
{
	bool full = a->r->mailbox_full;
	struct backoff_ask b = {
		.wait_us = full ? full_us : a->channel->retry_us,
		.n = full ? sizeof(full_us) / sizeof(full_us[0]) : a->channel->nretry,
		.id = a->id, .attempt = a->attempt, .now_us = a->now_us,
		.retry_after_us = a->r->retry_after_us, .expires_us = a->expires_us,
	};
	enum backoff next = backoff_next(&b, &o->at_us);

	o->then = next == BACKOFF_AGAIN ? OUTCOME_RETRY : spent;
	o->late = next == BACKOFF_LATE && spent == OUTCOME_DEAD;
}

struct outcome
outcome_of(const struct outcome_ask *a)
{
	struct outcome o = { .then = OUTCOME_SENT };

	switch (a->r->verdict) {
	case WIRE_SENT:
		break;
	case WIRE_TRANSIENT:
		again(a, OUTCOME_DEAD, &o);
		break;
	case WIRE_PERMANENT:
		o.then = OUTCOME_DEAD;
		o.suppress = a->r->dead_address;
		break;
	case WIRE_CONFIG:
		o.then = OUTCOME_WAIT;
		o.at_us = a->now_us;
		break;
	case WIRE_AMBIGUOUS:
		o.then = OUTCOME_UNKNOWN;
		if (a->resend)
			again(a, OUTCOME_UNKNOWN, &o);
		break;
	}
	return o;
}

/* It did not do its work.  That it is busy is no failure. */
static bool
is_failure(const struct wire_result *r)
{
	if (r->verdict == WIRE_AMBIGUOUS)
		return true;
	return r->verdict == WIRE_TRANSIENT && r->stage != WIRE_RECIPIENT && !r->mailbox_full &&
	    r->code != HTTP_TOO_MANY && r->code != SMTP_CLOSING;
}

bool
outcome_tell(struct breaker *b, const struct wire_result *r, int64_t now_us)
{
	bool opened;

	if (r->verdict == WIRE_CONFIG)
		return breaker_trip(b, now_us);
	opened = r->stage != WIRE_NOWHERE && breaker_result(b, is_failure(r), now_us);
	if (r->throttle)
		breaker_throttle(b, r->retry_after_us, now_us);
	return opened;
}
