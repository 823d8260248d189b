/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * send - when a message is tried again, how fast a destination is served, when it is left alone,
 * what becomes of it, and whether it may go
 */
#include "send/backoff.h"
#include "send/breaker.h"
#include "send/limit.h"
#include "send/outcome.h"
#include "send/permit.h"
#include "../t.h"

#include <string.h>

#define S INT64_C(1000000)
#define H (3600 * S)

/* ---- retry schedules ---- */

/* Standard Webhooks: 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h behind the first try. */
static const int64_t webhooks[] = { 5 * S, 300 * S, 1800 * S, 2 * H, 5 * H, 10 * H, 14 * H, 20 * H,
	24 * H };

static struct backoff_ask
ask(uint64_t attempt)
{
	return (struct backoff_ask){ .wait_us = webhooks, .n = 9, .id = SV("KRSXG5CTMVRXEZLU"),
		.attempt = attempt, .now_us = 1000 * H, .expires_us = 2000 * H };
}

static void
schedule(void)
{
	int64_t at_us = 0, total = 0;
	bool within = true, same = true;

	for (uint64_t i = 1; i <= 9; i++) {
		struct backoff_ask a = ask(i);
		int64_t wait = webhooks[i - 1], again = 0;

		within &= backoff_next(&a, &at_us) == BACKOFF_AGAIN;
		within &= at_us - a.now_us >= wait * 4 / 5 && at_us - a.now_us <= wait * 6 / 5;
		within &= backoff_next(&a, &again) == BACKOFF_AGAIN;
		same &= again == at_us;
		total += wait;
	}
	T_OK(within, "each wait is that of the schedule, a fifth less or more");
	T_OK(same, "the same delivery and attempt give the same instant");
	T_OK(total == 75 * H + 35 * 60 * S + 5 * S, "the schedule of Standard Webhooks takes 75:35:05");
}

static void
schedule_ends(void)
{
	struct backoff_ask a = ask(10);
	int64_t at_us = 7;

	T_OK(backoff_next(&a, &at_us) == BACKOFF_SPENT && at_us == 7, "the tenth attempt is the last");
	a = ask(1);
	a.expires_us = a.now_us + 4 * S;
	T_OK(backoff_next(&a, &at_us) == BACKOFF_LATE, "what expires within the wait is late");
	a = ask(1);
	a.retry_after_us = 600 * S;
	T_OK(backoff_next(&a, &at_us) == BACKOFF_AGAIN && at_us == a.now_us + 600 * S,
	    "a longer Retry-After is kept");
	a = ask(9);
	a.retry_after_us = 600 * S;
	T_OK(backoff_next(&a, &at_us) == BACKOFF_AGAIN && at_us >= a.now_us + 19 * H,
	    "a shorter one does not hurry");
	a.retry_after_us = 100000 * H;
	T_OK(backoff_next(&a, &at_us) == BACKOFF_AGAIN && at_us <= a.now_us + 29 * H,
	    "of a Retry-After a day counts");
	a.retry_after_us = 600 * S;
	a.attempt = 1;
	a.expires_us = a.now_us + 600 * S;
	T_OK(backoff_next(&a, &at_us) == BACKOFF_LATE, "at the instant it expires it is late");
}

/* ---- limits ---- */

static void
limits(void)
{
	struct limit l[2], other[2];
	int64_t at = 0;
	unsigned n = 0;

	limit_init(&l[0], 3, S);
	limit_init(&l[1], 5, 10 * S);
	while (limit_all_at(l, 2, at) == at && n < 100) {
		limit_all_take(l, 2, at);
		n++;
	}
	T_OK(n == 3, "three go at once");
	T_OK(limit_all_at(l, 2, at) == S, "the fourth a second later");
	at = S;
	for (n = 0; limit_all_at(l, 2, at) == at && n < 100; n++)
		limit_all_take(l, 2, at);
	T_OK(n == 2 && limit_all_at(l, 2, at) == 10 * S, "the sixth waits for the other limit");
	limit_init(&other[0], 6, 10 * S);
	limit_init(&other[1], 2, 20 * S);
	limit_all_carry(other, 2, l, 2);
	T_OK(limit_at(&other[0], at) == at && limit_room(&other[0], at, 9) == 1 &&
	    limit_at(&other[1], at) == 21 * S, "what has gone counts in limits that come after");
	for (n = 0; n < 2; n++) {
		limit_free(&l[n]);
		limit_free(&other[n]);
	}
}

/* ---- breakers ---- */

static const struct policy_breaker rule = { .failures = 5, .share = 50, .least = 20,
	.window_us = 60 * S, .open_us = 30 * S, .open_max_us = 900 * S };

static void
breaker_row(void)
{
	struct breaker b = { .cfg = &rule };
	int64_t now = 100 * S, wait = 30 * S;
	bool opened = false, doubled = true;

	for (int i = 0; i < 4; i++)
		opened |= breaker_result(&b, true, now);
	T_OK(!opened && breaker_at(&b, now) == now, "four failures leave it closed");
	T_OK(breaker_result(&b, true, now) && breaker_at(&b, now) == now + wait, "the fifth opens it");
	T_OK(!breaker_result(&b, false, now) && breaker_at(&b, now) == now + wait,
	    "what left before changes nothing");
	for (int i = 0; i < 8; i++) {
		now += wait;
		doubled &= breaker_at(&b, now) == now;
		breaker_take(&b, now);
		doubled &= breaker_at(&b, now) == INT64_MAX && breaker_result(&b, true, now);
		wait = wait < 450 * S ? 2 * wait : 900 * S;
		doubled &= breaker_at(&b, now) == now + wait;
	}
	T_OK(doubled && wait == 900 * S, "one probe; each that fails doubles the wait, to 15 minutes");
	now += wait;
	breaker_take(&b, now);
	T_OK(!breaker_result(&b, false, now) && breaker_at(&b, now) == now, "one that is taken closes it");
	for (int i = 0; i < 5; i++)
		opened = breaker_result(&b, true, now);
	T_OK(opened && breaker_at(&b, now) == now + 30 * S, "and the wait begins anew");
}

static void
breaker_share(void)
{
	struct breaker b = { .cfg = &rule };
	bool opened = false;

	for (int i = 0; i < 19; i++)
		opened |= breaker_result(&b, i % 2 == 1, 100 * S + i * S);
	T_OK(!opened, "nineteen results are too few to judge a share");
	T_OK(breaker_result(&b, true, 120 * S), "half of twenty within a minute opens it");
	memset(&b, 0, sizeof(b));
	b.cfg = &rule;
	for (int i = 0; i < 400; i++)
		opened |= breaker_result(&b, i % 2 == 1, 100 * S + i * 4 * S);
	T_OK(!opened, "half of fifteen a minute does not");
}

static void
breaker_other(void)
{
	struct breaker b = { .cfg = &rule };

	breaker_throttle(&b, 7 * S, 100 * S);
	T_OK(breaker_at(&b, 100 * S) == 107 * S, "a Retry-After is kept by the destination");
	breaker_throttle(&b, 2 * S, 100 * S);
	T_OK(breaker_at(&b, 100 * S) == 107 * S, "a shorter one does not shorten it");
	breaker_throttle(&b, 0, 107 * S);
	T_OK(breaker_at(&b, 107 * S) == 108 * S, "a throttle without a time is a second");
	breaker_throttle(&b, 0, 107 * S + 1);
	T_OK(breaker_at(&b, 107 * S) == 108 * S, "of those on their way likewise: the same second");
	breaker_throttle(&b, 0, 108 * S);
	T_OK(breaker_at(&b, 108 * S) == 110 * S, "the next twice as long");
	(void)breaker_result(&b, false, 110 * S);
	breaker_throttle(&b, 0, 110 * S);
	T_OK(breaker_at(&b, 110 * S) == 111 * S, "a success begins anew");
	T_OK(breaker_trip(&b, 120 * S) && breaker_at(&b, 120 * S) == 150 * S, "tripped it is open");
	T_OK(!breaker_trip(&b, 121 * S) && breaker_at(&b, 121 * S) == 150 * S, "... once");
}

/* ---- outcomes ---- */

static int64_t minutes[] = { 60 * S, 600 * S };
static const struct policy_channel channel = { .retry_us = minutes, .nretry = 2,
	.breaker = { .failures = 1, .share = 100, .least = 1000, .window_us = 60 * S,
	    .open_us = 30 * S, .open_max_us = 900 * S } };

static const struct outcome_row {
	const char        *what;
	struct wire_result r;
	bool               resend;
	uint64_t           attempt;
	enum outcome_then  then;
	bool               suppress, fails;	/* the address; the destination */
} outcomes[] = {
	{ "accepted", { .verdict = WIRE_SENT, .code = 250 }, false, 1, OUTCOME_SENT, false, false },
	{ "busy", { .verdict = WIRE_TRANSIENT, .stage = WIRE_CONTENT, .code = 503 }, false, 1,
	    OUTCOME_RETRY, false, true },
	{ "busy once too often", { .verdict = WIRE_TRANSIENT, .stage = WIRE_CONTENT, .code = 503 },
	    false, 3, OUTCOME_DEAD, false, true },
	{ "too many", { .verdict = WIRE_TRANSIENT, .stage = WIRE_CONTENT, .code = 429 }, false, 1,
	    OUTCOME_RETRY, false, false },
	{ "this recipient not now", { .verdict = WIRE_TRANSIENT, .stage = WIRE_RECIPIENT,
	    .code = 450 }, false, 1, OUTCOME_RETRY, false, false },
	{ "no connection", { .verdict = WIRE_TRANSIENT, .stage = WIRE_CONNECT }, false, 1,
	    OUTCOME_RETRY, false, true },
	{ "nobody has the address", { .verdict = WIRE_PERMANENT, .stage = WIRE_RECIPIENT,
	    .code = 550, .dead_address = true }, false, 1, OUTCOME_DEAD, true, false },
	{ "refused", { .verdict = WIRE_PERMANENT, .stage = WIRE_CONTENT, .code = 554 }, false, 1,
	    OUTCOME_DEAD, false, false },
	{ "refused by our own guard", { .verdict = WIRE_PERMANENT, .stage = WIRE_NOWHERE }, false, 1,
	    OUTCOME_DEAD, false, false },
	{ "wrong credentials", { .verdict = WIRE_CONFIG, .stage = WIRE_CONNECT, .code = 535 }, false,
	    3, OUTCOME_WAIT, false, true },
	{ "nobody knows, hold", { .verdict = WIRE_AMBIGUOUS, .stage = WIRE_CONTENT }, false, 1,
	    OUTCOME_UNKNOWN, false, true },
	{ "nobody knows, again", { .verdict = WIRE_AMBIGUOUS, .stage = WIRE_CONTENT }, true, 1,
	    OUTCOME_RETRY, false, true },
	{ "nobody knows, and no try is left", { .verdict = WIRE_AMBIGUOUS, .stage = WIRE_CONTENT },
	    true, 3, OUTCOME_UNKNOWN, false, true },
};

static void
outcome(void)
{
	struct wire_result full = { .verdict = WIRE_TRANSIENT, .stage = WIRE_RECIPIENT, .code = 552,
		.mailbox_full = true };
	struct outcome_ask ask = { .channel = &channel, .id = SV("KRSXG5CTMVRXEZLU"),
		.now_us = 1000 * H, .expires_us = 2000 * H };
	struct outcome o;

	for (size_t i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
		const struct outcome_row *row = &outcomes[i];
		struct breaker b = { .cfg = &channel.breaker };

		ask.r = &row->r;
		ask.resend = row->resend;
		ask.attempt = row->attempt;
		o = outcome_of(&ask);
		T_OK(o.then == row->then && o.suppress == row->suppress &&
		    outcome_tell(&b, &row->r, S) == row->fails, "%s", row->what);
	}
	ask.r = &full;
	ask.attempt = 1;
	o = outcome_of(&ask);
	T_OK(o.then == OUTCOME_RETRY && o.at_us - ask.now_us > 19 * H, "a full mailbox: a day later");
	ask.attempt = 3;
	T_OK(outcome_of(&ask).then == OUTCOME_DEAD, "three tries, no more");
	ask.attempt = 1;
	ask.expires_us = ask.now_us + H;
	o = outcome_of(&ask);
	T_OK(o.then == OUTCOME_DEAD && o.late, "it would have expired by then: dead in time");
}

/* ---- consent ---- */

static void
consent(void)
{
	const struct ledger_consent word[] = {
		{ .channel = SV("mail"), .category = SV("promo"), .granted = true, .at_us = 5 },
		{ .channel = SV("mail"), .category = SV(""), .granted = false, .at_us = 4 },
		{ .channel = SV(""), .category = SV("news"), .granted = true, .at_us = 3 },
		{ .channel = SV("push"), .category = SV("news"), .granted = false, .at_us = 3 },
		{ .channel = SV("sms"), .category = SV("promo"), .granted = true, .at_us = 7 },
		{ .channel = SV("sms"), .category = SV(""), .granted = false, .at_us = 7 },
	};
	const size_t n = sizeof(word) / sizeof(word[0]);

	T_OK(permit_consent(word, n, SV("mail"), SV("promo")) == 1, "the latest word counts");
	T_OK(permit_consent(word, n, SV("mail"), SV("other")) == 0, "one on a channel is on all of it");
	T_OK(permit_consent(word, n, SV("mail"), SV("news")) == 0, "the later of two that are about it");
	T_OK(permit_consent(word, n, SV("letter"), SV("news")) == 1, "one on a category is on any channel");
	T_OK(permit_consent(word, n, SV("push"), SV("news")) == 0, "of two at a time the withdrawal");
	T_OK(permit_consent(word, n, SV("sms"), SV("promo")) == 0, "... also the wider one");
	T_OK(permit_consent(word, n, SV("push"), SV("promo")) == -1, "nothing was said");
	T_OK(permit_consent(word, n, SV("mail"), SV("")) == 0 &&
	    permit_consent(word, n, SV("letter"), SV("")) == -1, "words on all of a channel alone");
}

int
main(void)
{
	schedule();
	schedule_ends();
	limits();
	breaker_row();
	breaker_share();
	breaker_other();
	outcome();
	consent();
	return t_done();
}
