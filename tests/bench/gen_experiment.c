/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gen_experiment - an invented experiment, the same bytes for the same options
 *
 *     gen_experiment [--users N] [--seed S] [--lines N]
 *
 * Rows, one a user, of ten metrics, some 233 bytes a line.  With --lines exposures and events
 * instead, so many together, in order of time over 28 days, some 220 bytes a line: whoever is
 * met first is exposed, then looks around and buys.  Who is treated buys a little more often.
 *
 * --users    (1,000,000)
 *
 * Only +, -, *, / and integers are used, so that every machine agrees.
 */
#include "base/mem.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "base/rng.h"
#include "base/sv.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define START_US INT64_C(1793491200000000)	/* 2026-11-01 */
#define SPAN_US  INT64_C(2419200000000)		/* 28 days */

struct options {
	uint64_t users;
	uint64_t seed;
	uint64_t lines;		/* 0: rows */
};

static const char *const country[] = { "de", "de", "de", "at", "ch", "fr", "nl", "pl" };
static const char *const arm[] = { "control", "treatment" };

static bool
chance(struct rng *r, unsigned permille)
{
	return rng_below(r, 1000) < permille;
}

static const char *
truth(struct rng *r, unsigned permille)
{
	return chance(r, permille) ? "true" : "false";
}

/* Few are large: the product of two draws. */
static uint64_t
amount(struct rng *r, uint64_t most)
{
	return 1 + rng_below(r, most) * rng_below(r, most) / most;
}

static void
put_row(struct rng *r, uint64_t user)
{
	const unsigned v = (unsigned)rng_below(r, 2);
	const unsigned pre = (unsigned)rng_below(r, 20);
	const bool buys = chance(r, 90 + 5 * pre + 6 * v);
	const uint64_t orders = buys ? 1 + rng_below(r, 3) : 0;
	const uint64_t cents = buys ? amount(r, 30000) * orders : 0;
	const uint64_t minutes = amount(r, 6000), wait = amount(r, 40000);

	printf("{\"user_id\":\"u%08" PRIu64 "\",\"experiment\":\"checkout\",\"variant\":\"%s\","
	    "\"country\":\"%s\",\"pre\":%u,\"bought\":%s,\"signed_up\":%s,\"returned\":%s,"
	    "\"orders\":%" PRIu64 ",\"items\":%" PRIu64 ",\"revenue\":%" PRIu64 ".%02" PRIu64
	    ",\"minutes\":%" PRIu64 ".%02" PRIu64 ",\"pages\":%" PRIu64 ",\"wait_ms\":%" PRIu64
	    ".%" PRIu64 ",\"refunds\":%u}\n", user, arm[v], country[rng_below(r, 8)], pre,
	    buys ? "true" : "false", truth(r, 200), truth(r, 350), orders,
	    orders * (1 + rng_below(r, 4)), cents / 100, cents % 100, minutes / 100,
	    minutes % 100, 1 + rng_below(r, 60), wait / 10, wait % 10, chance(r, 15));
}

struct stream {
	struct rng rng;
	uint8_t   *arm;		/* of each user, and 1; 0: not met yet */
	int64_t    at_us;
};

static void
put_event(struct stream *s, uint64_t users)
{
	struct rng *r = &s->rng;
	const uint64_t user = rng_below(r, users);
	char at[RFC3339_MAX];
	const size_t n = rfc3339_text(s->at_us, 0, at);

	printf("{\"timestamp\":\"%.*s\",\"user_id\":\"u%08" PRIu64 "\",\"anonymous_id\":\"a%" PRIx64
	    "\",\"country\":\"%s\",\"source\":\"newsletter\",\"medium\":\"email\",", (int)n, at,
	    user, user * 2654435761 % 4294967296, country[user % 8]);
	if (s->arm[user] == 0) {
		s->arm[user] = (uint8_t)(1 + rng_below(r, 2));
		printf("\"event_name\":\"exposure\",\"experiment\":\"checkout\",\"variant\":\"%s\"}\n",
		    arm[s->arm[user] - 1]);
	} else if (chance(r, 100 + 6U * s->arm[user])) {
		const uint64_t cents = amount(r, 30000);

		printf("\"event_name\":\"purchase\",\"transaction_id\":\"t%" PRIu64
		    "\",\"value\":%" PRIu64 ".%02" PRIu64 "}\n", rng_u64(r) >> 24, cents / 100,
		    cents % 100);
	} else {
		printf("\"event_name\":\"%s\",\"page\":\"/shop/item/%" PRIu64 "\",\"duration_ms\":%"
		    PRIu64 "}\n", chance(r, 300) ? "add_to_cart" : "view_item",
		    rng_below(r, 5000), amount(r, 4000));
	}
}

static void
put_stream(const struct options *o)
{
	struct stream s = { .arm = mem_zalloc(o->users), .at_us = START_US };
	const uint64_t gap_us = (uint64_t)SPAN_US / o->lines + 1;

	rng_init(&s.rng, o->seed);
	for (uint64_t i = 0; i < o->lines; i++) {
		s.at_us += (int64_t)(rng_below(&s.rng, 2 * gap_us) / 1000 * 1000);
		put_event(&s, o->users);
	}
	mem_free(s.arm);
}

int
main(int argc, char **argv)
{
	struct options o = { .users = 1000000, .seed = 1 };
	const struct {
		const char *name;
		uint64_t   *to;
		uint64_t    least;
	} known[] = { { "--users", &o.users, 1 }, { "--seed", &o.seed, 0 }, { "--lines", &o.lines, 0 } };
	enum { KNOWN = sizeof(known) / sizeof(known[0]) };
	struct rng rng;

	for (int i = 1; i < argc; i += 2) {
		size_t k = 0;

		while (k < KNOWN && strcmp(argv[i], known[k].name) != 0)
			k++;
		if (k == KNOWN || i + 1 == argc || num_u64(sv_of(argv[i + 1]), known[k].to) != RC_OK ||
		    *known[k].to < known[k].least || *known[k].to > UINT64_C(1) << 32) {
			fputs("usage: gen_experiment [--users N] [--seed S] [--lines N]\n", stderr);
			return 2;
		}
	}
	if (o.lines > 0) {
		put_stream(&o);
	} else {
		rng_init(&rng, o.seed);
		for (uint64_t i = 0; i < o.users; i++)
			put_row(&rng, i);
	}
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
