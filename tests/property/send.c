/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * send - limits are never passed and nothing waits for no reason; breakers let one probe through;
 * jitter keeps to its fifth and fills it
 */
#include "base/rng.h"
#include "send/backoff.h"
#include "send/breaker.h"
#include "send/limit.h"
#include "../t.h"

#include <stdlib.h>
#include <string.h>

enum { SENT = 600, RULES = 3 };

/* How many of @sent lie in [@from, @from + @period). */
static size_t
within(const int64_t *sent, size_t n, int64_t from, int64_t period)
{
	size_t in = 0;

	for (size_t i = 0; i < n; i++)
		in += sent[i] >= from && sent[i] - from < period;
	return in;
}

/* Greedy sending under drawn limits against a count over every span that matters. */
static void
limits(struct rng *g)
{
	struct limit l[RULES];
	size_t nl = 1 + (size_t)(rng_u64(g) % RULES);
	static int64_t sent[SENT];
	int64_t now = (int64_t)(rng_u64(g) % 1000);

	for (size_t i = 0; i < nl; i++)
		limit_init(&l[i], 1 + rng_u64(g) % 40, 1 + (int64_t)(rng_u64(g) % 500));
	for (size_t k = 0; k < SENT; k++) {
		int64_t at;
		bool due = false, full = false;
		size_t room;

		if (rng_u64(g) % 4 == 0)
			now += (int64_t)(rng_u64(g) % 100);
		at = limit_all_at(l, nl, now);
		/* It waits only when some limit is used up just before: at - 1 would be too many. */
		for (size_t i = 0; i < nl && at > now; i++)
			due |= within(sent, k, at - l[i].period_us, l[i].period_us) >= l[i].n;
		T_QUIET(at == now || due, "message %zu waits for no reason", k);
		now = at;
		room = limit_all_room(l, nl, now, 5);
		for (size_t i = 0; i < nl; i++)
			full |= within(sent, k, now - l[i].period_us + 1, l[i].period_us) + room >=
			    l[i].n;
		T_QUIET(room > 0 && (room == 5 || full), "room for %zu", room);
		limit_all_take(l, nl, now);
		sent[k] = now;
	}
	for (size_t i = 0; i < nl; i++) {
		size_t most = 0;

		for (size_t k = 0; k < SENT; k++) {
			size_t in = within(sent, SENT, sent[k], l[i].period_us);

			most = in > most ? in : most;
		}
		T_QUIET(most <= l[i].n, "%zu in a span of %lld, allowed %llu", most,
		    (long long)l[i].period_us, (unsigned long long)l[i].n);
		limit_free(&l[i]);
	}
}

/* Whatever comes in whatever order: at most one message on its way in the state of a probe. */
static void
breakers(struct rng *g)
{
	struct policy_breaker cfg = { .failures = 1 + (uint32_t)(rng_u64(g) % 6), .share = 50,
		.least = 1 + (uint32_t)(rng_u64(g) % 20), .window_us = 6000,
		.open_us = 3000, .open_max_us = 90000 };
	struct breaker b = { .cfg = &cfg };
	unsigned flying = 0, row = 0;
	int64_t now = 0, opened_us = INT64_MIN, bad = (int64_t)(rng_u64(g) % 100);

	for (int i = 0; i < 2000; i++) {
		now += (int64_t)(rng_u64(g) % 300);
		if (flying < 4 && breaker_at(&b, now) == now) {
			bool probe = b.state == BREAKER_OPEN;

			T_QUIET(opened_us == INT64_MIN || now - opened_us >= cfg.open_us,
			    "something left while it was open");
			breaker_take(&b, now);
			T_QUIET(!probe || breaker_at(&b, now) == INT64_MAX, "two probes");
			flying++;
		} else if (flying > 0) {
			bool failed = (int64_t)(rng_u64(g) % 100) < bad;

			flying--;
			row = failed ? row + 1 : 0;
			if (breaker_result(&b, failed, now))
				opened_us = now;
			else if (b.state == BREAKER_CLOSED)
				opened_us = INT64_MIN;
			T_QUIET(b.state != BREAKER_CLOSED || row < cfg.failures || !failed,
			    "closed with %u failures in a row", row);
			if (b.state != BREAKER_CLOSED)
				row = 0;
			T_QUIET(b.state != BREAKER_OPEN || b.until_us - opened_us <= cfg.open_max_us,
			    "open for too long");
		}
	}
}

static void
jitter(struct rng *g)
{
	const int64_t wait = 1 + (int64_t)(rng_u64(g) % 31622400000000);
	int64_t least = INT64_MAX, most = 0;

	for (int i = 0; i < 400; i++) {
		char id[17];
		int64_t at = 0;
		struct backoff_ask a = { .wait_us = &wait, .n = 1, .attempt = 1,
			.now_us = 1, .expires_us = INT64_MAX };

		(void)snprintf(id, sizeof(id), "%016llx", (unsigned long long)rng_u64(g));
		a.id = (struct sv){ id, 16 };
		T_QUIET(backoff_next(&a, &at) == BACKOFF_AGAIN, "there is another attempt");
		least = at - 1 < least ? at - 1 : least;
		most = at - 1 > most ? at - 1 : most;
	}
	T_QUIET(least >= wait - wait / 5 - 1 && most <= wait + wait / 5 + 1, "jitter beyond a fifth");
	T_QUIET(wait < 100 || (least < wait - wait / 7 && most > wait + wait / 7),
	    "jitter does not fill its fifth");
}

int
main(void)
{
	struct rng g;

	rng_init(&g, t_seed());
	for (int i = 0; i < T_ROUNDS(60); i++) {
		limits(&g);
		breakers(&g);
		jitter(&g);
	}
	T_OK(t_failed == 0, "no limit is passed, one probe at a time, jitter within a fifth");
	return t_done();
}
