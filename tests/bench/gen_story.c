/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gen_story - weeks of an invented shop and one bad afternoon, the same bytes for the same options
 *
 *     gen_story [--visits N] [--days N] [--seed S]
 *
 * Events of a shop in Seoul up to the end of Friday, 27 November 2026 (KST), in order of time:
 * requests with status and duration_ms, of which those that succeed are page_view, view_item,
 * add_to_cart, begin_checkout and purchase; exposures to an experiment of the checkout, from
 * the 19th on, with which some 2 of 100 more buy; answers to surveys; deploys.
 *
 * On the last day, at 13:02, version 5.2.0 of the Android app goes out, and from 13:05 until it
 * is taken back at 15:43 two of three requests of it that change something fail, and some others.
 *
 * --visits   a day, on average (3,000)
 * --days     (43)
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
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define END_US INT64_C(1795791600000000)	/* 2026-11-28 in Seoul */
#define MINUTE_US INT64_C(60000000)
#define DAY_US (1440 * MINUTE_US)

enum { LINE_ROOM = 512, NITEMS = 120, EXPERIMENT_DAYS = 9 };

/* Minutes of the last day. */
enum { DEPLOYED = 782, BROKEN = 785, MENDED = 943 };

struct event {
	int64_t  at_us;
	uint64_t seq;
	char    *line;
};

struct story {
	struct rng    rng;
	struct event *event;	/* of the day at hand */
	size_t        n;
	size_t        room;
	uint64_t      seq;
	uint64_t      users;
	uint64_t      orders;
	uint64_t      visits;
	uint64_t      days;
	uint64_t      seed;
};

struct visit {
	uint64_t    user;
	int64_t     at_us;
	int64_t     day;	/* before the last */
	const char *platform;
	const char *version;
	const char *channel;
	const char *country;
	unsigned    item;
	bool        fresh;	/* has bought nothing as far as is known: a new user */
	bool        treated;
};

static const char *const platform[] = { "web", "web", "web", "web", "android", "android",
	"android", "android", "ios", "ios" };
static const char *const channel[] = { "organic_search", "organic_search", "organic_search",
	"direct", "direct", "paid_search", "paid_search", "email", "social", "affiliate" };
static const char *const country[] = { "KR", "KR", "KR", "KR", "KR", "KR", "JP", "US" };
static const char *const category[] = { "shoes", "jackets", "kitchen", "books", "lamps" };

static const unsigned of_hour[24] = { 30, 18, 10, 7, 6, 9, 18, 32, 45, 52, 56, 60, 68, 62, 58, 56,
	58, 62, 66, 72, 80, 84, 74, 52 };
static const unsigned of_weekday[7] = { 100, 98, 101, 104, 112, 90, 85 };	/* from Monday */

static const char *const praise[] = { "Quick and easy.", "Good prices, came the next day.",
	"Found it at once.", "배송이 빨라요." };
static const char *const blame[] = { "Paid twice? The app said error.", "결제가 안 돼요.",
	"Checkout is broken <again> & nobody answers!", "앱이 계속 오류가 나요." };

static bool
chance(struct story *s, unsigned per_mille)
{
	return rng_below(&s->rng, 1000) < per_mille;
}

static void
keep(struct story *s, int64_t at_us, const char *line)
{
	size_t n = strlen(line) + 1;

	if (s->n == s->room) {
		s->room = s->room != 0 ? 2 * s->room : 4096;
		s->event = mem_array(s->event, s->room, sizeof(*s->event));
	}
	s->event[s->n] = (struct event){ at_us, s->seq++, mem_array(NULL, n, 1) };
	memcpy(s->event[s->n++].line, line, n);
}

/* What all events of a visit begin with; returns the length. */
static int
put_head(char *line, const struct visit *v, int64_t at_us)
{
	char at[RFC3339_MAX];

	rfc3339_text(at_us - at_us % 1000, 0, at);
	return snprintf(line, LINE_ROOM, "{\"timestamp\":\"%s\",\"user_id\":\"u%" PRIu64 "\","
	    "\"platform\":\"%s\",\"app_version\":\"%s\",\"channel\":\"%s\",\"country\":\"%s\"",
	    at, v->user, v->platform, v->version, v->channel, v->country);
}

static int64_t
minute_of(int64_t at_us)
{
	return (at_us - (END_US - DAY_US)) / MINUTE_US;
}

static bool
is_broken(const struct visit *v, int64_t at_us)
{
	int64_t m = at_us >= END_US - DAY_US ? minute_of(at_us) : 0;

	return m >= BROKEN && m < MENDED && strcmp(v->platform, "android") == 0;
}

static void
put_survey(struct story *s, struct visit *v, bool failed)
{
	static const char *const metric[] = { "nps", "csat", "ces" };
	const unsigned which = (unsigned)rng_below(&s->rng, 3);
	const unsigned most[] = { 10, 5, 7 };
	unsigned low = failed ? 0 : most[which] * 6 / 10;
	unsigned score = low + (unsigned)rng_below(&s->rng, failed ? most[which] / 2 + 1
	    : most[which] - low + 1);
	int64_t at_us = v->at_us + 20000000;
	char line[LINE_ROOM];
	int n = put_head(line, v, at_us);

	if (which > 0 && score == 0)
		score = 1;
	n += snprintf(line + n, LINE_ROOM - (size_t)n, ",\"event_name\":\"survey\",\"metric\":\"%s\","
	    "\"score\":%u", metric[which], score);
	if (chance(s, 400))
		n += snprintf(line + n, LINE_ROOM - (size_t)n, ",\"comment\":\"%s\"",
		    failed ? blame[rng_below(&s->rng, 4)] : praise[rng_below(&s->rng, 4)]);
	snprintf(line + n, LINE_ROOM - (size_t)n, "}");
	if (at_us < END_US)
		keep(s, at_us, line);
}

/* A request; false: it failed, and the visit ends as often as not. */
static bool
request(struct story *s, struct visit *v, const char *name, const char *method, const char *path)
{
	bool broken = is_broken(v, v->at_us), post = method[0] == 'P';
	bool failed = chance(s, broken ? (post ? 680 : 300) : 2);
	unsigned ms = 35 + (unsigned)(rng_below(&s->rng, 400) * rng_below(&s->rng, 400) / 500);
	char line[LINE_ROOM];
	int n = put_head(line, v, v->at_us);

	if (post)
		ms += 60;
	if (broken)
		ms = failed ? 1900 + ms : 3 * ms;
	n += snprintf(line + n, LINE_ROOM - (size_t)n,
	    ",\"method\":\"%s\",\"path\":\"%s\",\"status\":%d,\"duration_ms\":%u", method, path,
	    failed ? 502 : 200, ms);
	if (!failed)
		n += snprintf(line + n, LINE_ROOM - (size_t)n, ",\"event_name\":\"%s\"", name);
	if (!failed && strncmp(path, "/item/", 6) != 0 && post)
		n += snprintf(line + n, LINE_ROOM - (size_t)n, ",\"item_id\":\"i%u\"", v->item);
	if (!failed && strcmp(name, "purchase") == 0)
		n += snprintf(line + n, LINE_ROOM - (size_t)n, ",\"transaction_id\":\"t%" PRIu64 "\","
		    "\"value\":%u,\"currency\":\"KRW\"", ++s->orders, 9000 + v->item * 731 % 89 * 1000);
	snprintf(line + n, LINE_ROOM - (size_t)n, "}");
	if (v->at_us < END_US)
		keep(s, v->at_us, line);
	if (failed && chance(s, 120))
		put_survey(s, v, true);
	v->at_us += (int64_t)(4 + rng_below(&s->rng, 70)) * 1000000 + (int64_t)ms * 1000;
	return !failed;
}

static void
expose(struct story *s, const struct visit *v)
{
	char line[LINE_ROOM];
	int n = put_head(line, v, v->at_us);

	snprintf(line + n, LINE_ROOM - (size_t)n, ",\"event_name\":\"exposure\",\"experiment\":"
	    "\"short checkout\",\"variant\":\"%s\"}", v->treated ? "short" : "control");
	if (v->day < EXPERIMENT_DAYS && v->at_us < END_US)
		keep(s, v->at_us, line);
}

/* Who fails tries again once. */
static bool
try(struct story *s, struct visit *v, const char *name, const char *method, const char *path)
{
	return request(s, v, name, method, path) ||
	    (chance(s, 500) && request(s, v, name, method, path));
}

static void
walk(struct story *s, struct visit *v)
{
	bool in = v->day < EXPERIMENT_DAYS && v->treated;
	char path[32];

	snprintf(path, sizeof(path), "/%s", category[v->item % COUNT(category)]);
	if (!try(s, v, "page_view", "GET", chance(s, 500) ? "/" : path) || chance(s, 260))
		return;
	snprintf(path, sizeof(path), "/item/%u", v->item);
	for (unsigned i = 0; i == 0 || (i < 4 && chance(s, 420)); i++)
		if (!try(s, v, "view_item", "GET", path))
			return;
	if (chance(s, v->fresh ? 700 : 600) || !try(s, v, "add_to_cart", "POST", "/api/cart"))
		return;
	if (chance(s, 330) || !try(s, v, "begin_checkout", "POST", "/api/checkout"))
		return;
	expose(s, v);
	v->at_us += (int64_t)(20 + rng_below(&s->rng, 160)) * 1000000;
	if (chance(s, in ? 350 : 370) || !try(s, v, "purchase", "POST", "/api/pay"))
		return;
	if (chance(s, 220))
		put_survey(s, v, false);
}

static uint64_t
draw_user(struct story *s, bool *fresh)
{
	*fresh = s->users < 50 || chance(s, 380);
	if (*fresh)
		return ++s->users;
	if (chance(s, 500))	/* who was here lately */
		return s->users - rng_below(&s->rng, s->users / 8 + 1);
	return 1 + rng_below(&s->rng, s->users);
}

static void
draw_visit(struct story *s, int64_t day, struct visit *v)
{
	int64_t from_us = END_US - (day + 1) * DAY_US;
	uint64_t at, hash;
	unsigned hour = 0;

	*v = (struct visit){ .day = day };
	v->user = draw_user(s, &v->fresh);
	hash = v->user * UINT64_C(0x9e3779b97f4a7c15) >> 32;
	at = rng_below(&s->rng, 1135);	/* of all hours */
	while (at >= of_hour[hour])
		at -= of_hour[hour++];
	v->at_us = from_us + hour * 60 * MINUTE_US + (int64_t)rng_below(&s->rng, 3600000000);
	v->platform = platform[hash % COUNT(platform)];
	v->country = country[hash / 16 % COUNT(country)];
	v->channel = channel[rng_below(&s->rng, COUNT(channel))];
	v->treated = hash / 256 % 2 == 1;
	v->item = (unsigned)rng_below(&s->rng, NITEMS);
	v->version = strcmp(v->platform, "web") == 0 ? "web" : "5.1.4";
	if (strcmp(v->platform, "android") == 0 && day == 0 && minute_of(v->at_us) >= DEPLOYED &&
	    minute_of(v->at_us) < MENDED)
		v->version = "5.2.0";
}

static int
cmp_events(const void *pa, const void *pb)
{
	const struct event *a = pa, *b = pb;

	if (a->at_us != b->at_us)
		return a->at_us < b->at_us ? -1 : 1;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

static void
deploy(struct story *s, int64_t minute, const char *version, const char *what)
{
	int64_t at_us = END_US - DAY_US + minute * MINUTE_US;
	char at[RFC3339_MAX], line[LINE_ROOM];

	rfc3339_text(at_us, 0, at);
	snprintf(line, LINE_ROOM, "{\"timestamp\":\"%s\",\"event_name\":\"deploy\",\"service\":"
	    "\"Android app\",\"version\":\"%s\",\"message\":\"%s\"}", at, version, what);
	keep(s, at_us, line);
}

static void
write_day(struct story *s, int64_t day)
{
	uint64_t n = s->visits * of_weekday[(4 + 7000 - (uint64_t)day) % 7] / 100;

	n += n * (s->days - (uint64_t)day) / (s->days * 12);	/* it grows */
	n += rng_below(&s->rng, n / 25 + 1);
	for (uint64_t i = 0; i < n; i++) {
		struct visit v;

		draw_visit(s, day, &v);
		walk(s, &v);
	}
	if (day == 0) {
		deploy(s, DEPLOYED, "5.2.0", "payment library 3");
		deploy(s, MENDED, "5.1.4", "taken back");
	}
	qsort(s->event, s->n, sizeof(*s->event), cmp_events);
	for (size_t i = 0; i < s->n; i++) {
		puts(s->event[i].line);
		mem_free(s->event[i].line);
	}
	s->n = 0;
}

int
main(int argc, char **argv)
{
	static struct story s = { .visits = 3000, .days = 43, .seed = 1 };
	const struct {
		const char *name;
		uint64_t   *to;
	} known[] = { { "--visits", &s.visits }, { "--days", &s.days }, { "--seed", &s.seed } };

	for (int i = 1; i < argc; i += 2) {
		size_t k = 0;

		while (k < COUNT(known) && strcmp(argv[i], known[k].name) != 0)
			k++;
		if (k == COUNT(known) || i + 1 == argc ||
		    num_u64(sv_of(argv[i + 1]), known[k].to) != RC_OK || *known[k].to == 0 ||
		    *known[k].to > 10000000) {
			fputs("usage: gen_story [--visits N] [--days N] [--seed S]\n", stderr);
			return 2;
		}
	}
	rng_init(&s.rng, s.seed);
	for (uint64_t d = s.days; d > 0 && !ferror(stdout); d--)
		write_day(&s, (int64_t)d - 1);
	mem_free(s.event);
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
