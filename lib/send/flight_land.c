/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flight_land - what came back, told to breakers and to the ledger
 */
#include "send/flight.h"

#include "run/clock.h"
#include "send/outcome.h"
#include "send/report.h"

#include <stdio.h>

static void
say_opened(const struct flights *s, const struct flight *f)
{
	const struct route *r = f->route;
	struct sv where = f->place != NULL && r->provider.n == 0 ? f->m.domain : r->provider;
	char text[2 * ERR_MSG_MAX];

	(void)snprintf(text, sizeof(text), "channel %.*s: %.*s is left alone for a while: %s",
	    SV_SHOW(r->channel->name), SV_SHOW(where), f->result.text);
	s->j->say(s->j->name, text);
}

void
flight_land(struct flights *s, struct flight *f)
{
	int64_t now_us = clock_us();
	struct breaker *b = route_breaker(f->route, f->place);

	f->landed_us = now_us;
	if (f->grounded)
		breaker_untake(b);
	else if (outcome_tell(b, &f->result, now_us))
		say_opened(s, f);
	s->flying--;
	flight_add(&s->landed, f);
}

static enum ledger_state
state_of(const struct outcome *o)
{
	switch (o->then) {
	case OUTCOME_SENT:
		return LEDGER_SENT;
	case OUTCOME_DEAD:
		return LEDGER_DEAD;
	case OUTCOME_UNKNOWN:
		return LEDGER_UNKNOWN;
	case OUTCOME_RETRY:
	case OUTCOME_WAIT:
		break;
	}
	return LEDGER_PLANNED;
}

static struct outcome
outcome(const struct flight *f, int64_t now_us)
{
	if (f->grounded)
		return (struct outcome){ .then = OUTCOME_WAIT, .at_us = now_us };
	return outcome_of(&(struct outcome_ask){ .r = &f->result, .channel = f->route->channel,
		.resend = f->resend, .id = f->m.wire.id, .attempt = f->attempt,
		.now_us = now_us, .expires_us = f->row.expires_us });
}

/* Which receipt is waited for, before the next channel is tried. */
static void
await(const struct flights *s, const struct flight *f, int64_t now_us, struct ledger_outcome *o)
{
	const struct policy *p = &s->rules->policy;
	size_t i = policy_find_scenario(p, f->row.scenario);
	const struct policy_scenario *c = i < p->nscenario ? &p->scenario[i] : NULL;

	if (c == NULL || c->fallback < POLICY_FALL_UNDELIVERED)
		return;
	if (!f->route->channel->receipts)
		return;
	o->await = c->fallback == POLICY_FALL_UNOPENED ? LEDGER_AWAIT_OPENED :
	    LEDGER_AWAIT_DELIVERED;
	o->await_us = now_us + c->fallback_us;
}

static const char *
reason(const struct flight *f, const struct outcome *how)
{
	if (f->grounded)
		return "lease";
	return how->late ? "expires" : wire_verdict_name(f->result.verdict);
}

static void
say(struct flights *s, const struct flight *f, const struct ledger_outcome *o,
    const struct outcome *how, int64_t now_us)
{
	report_delivery(&(struct report){ .at_us = now_us, .row = &f->row, .attempt = f->attempt,
		.state = o->state, .next_us = o->state == LEDGER_PLANNED ? o->due_us : 0,
		.result = f->grounded ? NULL : &f->result,
		.reason = how->late ? "expires" : o->state != state_of(how) ? "receipt" : NULL,
		.channel = f->route->channel,
		.provider = f->route->provider, .domain = f->m.domain }, &s->lines);
	s->uncommitted.sent += o->state == LEDGER_SENT;
	s->uncommitted.retry += o->state == LEDGER_PLANNED;
	s->uncommitted.dead += o->state == LEDGER_DEAD;
	s->uncommitted.unknown += o->state == LEDGER_UNKNOWN;
}

static enum rc
suppress(struct flights *s, const struct flight *f, int64_t now_us, struct err *e)
{
	char hash[PSEUDONYM_LEN];
	struct ledger_block b = { .channel = f->row.channel, .reason = SV("dead"),
		.at_us = now_us };

	if (s->rules->names != NULL) {
		permit_address(s->rules->names, 0, f->payload.address, hash);
		b.address = (struct sv){ hash, sizeof(hash) };
	}
	return ledger_suppress(s->ledger, f->row.ukey, &b, e);
}

/* What goes with the end of a message, in the same transaction. */
static enum rc
follow(struct flights *s, const struct flight *f, const struct ledger_outcome *o,
    const struct outcome *how, int64_t now_us, struct err *e)
{
	bool falls = flight_falls(s, &f->row, o->state);
	enum rc rc = RC_OK;

	if (how->suppress)
		rc = suppress(s, f, now_us, e);
	return rc == RC_OK && falls ? flight_step(s, &f->row, now_us, e) : rc;
}

enum rc
flight_settle(struct flights *s, int64_t now_us, struct err *e)
{
	size_t n = s->landed.n, i = 0;
	struct ledger_outcome *o = arena_zalloc(&s->turn, (n + 1) * sizeof(*o));
	struct outcome *how = arena_alloc(&s->turn, (n + 1) * sizeof(*how));
	struct flight *f;
	enum rc rc;

	for (f = s->landed.first; i < n; f = f->next, i++) {
		how[i] = outcome(f, now_us);
		o[i] = (struct ledger_outcome){ .id = f->row.id, .state = state_of(&how[i]),
			.due_us = how[i].at_us, .code = f->grounded ? 0 : f->result.code,
			.uncounted = how[i].then == OUTCOME_WAIT,
			.reason = sv_of(reason(f, &how[i])),
			.said = f->grounded ? SV("") : sv_of(f->result.text) };
		await(s, f, now_us, &o[i]);
	}
	rc = ledger_settle(s->ledger, o, n, now_us, e);
	for (f = s->landed.first, i = 0; i < n && rc == RC_OK; f = f->next, i++) {
		if (!o[i].settled)
			continue;
		say(s, f, &o[i], &how[i], now_us);
		rc = follow(s, f, &o[i], &how[i], now_us, e);
	}
	return rc;
}

void
flight_settled(struct flights *s)
{
	for (struct flight *f = flight_take(&s->landed); f != NULL; f = flight_take(&s->landed))
		flight_add(&s->spare, f);
}
