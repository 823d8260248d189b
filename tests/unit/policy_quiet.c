/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_quiet - worked cases: clocks that jump, weekdays, several windows and clocks; and
 * policy_zone - whose clocks those are
 *
 * The instants of the jumps were worked out with Python's zoneinfo, tzdata 2025b.
 */
#include "policy/policy_quiet.h"
#include "policy/policy_zone.h"

#include "base/rfc3339.h"

#include "../t.h"

enum { ALL = POLICY_QUIET_EVERY_DAY, SUNDAY = 1 << 6, FRIDAY = 1 << 4 };

static int64_t
at(const char *text)
{
	int64_t us = 0;
	int32_t off;

	T_QUIET(rfc3339_parse(sv_of(text), &us, &off), "a time: %s", text);
	return us;
}

static const char *
utc(int64_t us)
{
	static char text[RFC3339_MAX];

	if (us == INT64_MAX)
		return "never";
	rfc3339_text(us, 0, text);
	return text;
}

static const struct tzone *
zone(const char *name, struct arena *a)
{
	const struct tzone *z = NULL;

	T_QUIET(tzone_load(&z, sv_of(name), a, NULL) == RC_OK, "%s loads", name);
	return z;
}

struct row {
	const char         *zone;
	struct policy_quiet window;
	const char         *at;
	const char         *open;	/* the first instant that is not quiet */
};

#define HM(h, m) ((h) * 60 + (m))

static void
test_jumps(struct arena *a)
{
	static const struct row row[] = {
		/* 02:30 does not exist that night: over at the jump from 02:00 to 03:00. */
		{ "Europe/Paris", { HM(22, 0), HM(2, 30), ALL, false, NULL }, "2026-03-28T22:30:00Z",
		    "2026-03-29T01:00:00Z" },
		/* 02:30 is shown twice: the first one ends it, ... */
		{ "Europe/Paris", { HM(22, 0), HM(2, 30), ALL, false, NULL }, "2026-10-24T22:30:00Z",
		    "2026-10-25T00:30:00Z" },
		/* ... and when the clock is back at 02:00 it is quiet again. */
		{ "Europe/Paris", { HM(22, 0), HM(2, 30), ALL, false, NULL }, "2026-10-25T00:59:59Z",
		    "2026-10-25T00:59:59Z" },
		{ "Europe/Paris", { HM(22, 0), HM(2, 30), ALL, false, NULL }, "2026-10-25T01:00:00Z",
		    "2026-10-25T01:30:00Z" },
		/* Clocks jump from midnight to 01:00. */
		{ "Africa/Cairo", { HM(21, 0), HM(0, 30), ALL, false, NULL }, "2026-04-23T21:30:00Z",
		    "2026-04-23T22:00:00Z" },
		/* Daylight time of half an hour. */
		{ "Australia/Lord_Howe", { HM(22, 0), HM(1, 45), ALL, false, NULL }, "2026-04-05T01:00:00+11:00",
		    "2026-04-04T14:45:00Z" },
		{ "Asia/Kathmandu", { HM(22, 0), HM(7, 0), ALL, false, NULL }, "2026-11-22T16:25:00Z",
		    "2026-11-23T01:15:00Z" },
		/* A night of six hours. */
		{ "Europe/Paris", { HM(22, 0), HM(8, 0), ALL, false, NULL }, "2026-03-29T00:00:00Z",
		    "2026-03-29T06:00:00Z" },
		{ "Europe/Paris", { HM(22, 0), HM(8, 0), ALL, false, NULL }, "2026-03-28T20:59:59.999999Z",
		    "2026-03-28T20:59:59.999999Z" },
		{ "Europe/Paris", { HM(22, 0), HM(8, 0), ALL, false, NULL }, "2026-03-28T21:00:00Z",
		    "2026-03-29T06:00:00Z" },
		/* All of Sunday, which begins and ends at midnight. */
		{ "Europe/Paris", { 0, POLICY_QUIET_DAY_MIN, SUNDAY, false, NULL }, "2026-11-29T10:00:00+01:00",
		    "2026-11-29T23:00:00Z" },
		{ "Europe/Paris", { 0, POLICY_QUIET_DAY_MIN, SUNDAY, false, NULL }, "2026-11-28T22:59:59Z",
		    "2026-11-28T22:59:59Z" },
		/* The weekday is that of the begin: Friday's night lasts into Saturday. */
		{ "UTC", { HM(22, 0), HM(8, 0), FRIDAY, false, NULL }, "2026-11-28T03:00:00Z",
		    "2026-11-28T08:00:00Z" },
		{ "UTC", { HM(22, 0), HM(8, 0), FRIDAY, false, NULL }, "2026-11-27T03:00:00Z",
		    "2026-11-27T03:00:00Z" },
		{ "UTC", { HM(22, 0), HM(8, 0), FRIDAY, false, NULL }, "2026-11-28T23:00:00Z",
		    "2026-11-28T23:00:00Z" },
		/* Before 1970. */
		{ "UTC", { HM(22, 0), HM(8, 0), ALL, false, NULL }, "1969-12-31T23:00:00Z",
		    "1970-01-01T08:00:00Z" },
		/* There is no minute left. */
		{ "UTC", { 0, POLICY_QUIET_DAY_MIN, ALL, false, NULL }, "2026-11-28T23:00:00Z", NULL },
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		const struct tzone *z = zone(row[i].zone, a);
		struct policy_quiet_set q = { &row[i].window, 1, NULL, z, NULL, 0 };
		int64_t t = at(row[i].at);

		T_STR(utc(policy_quiet_open(&q, t, NULL)),
		    row[i].open != NULL ? utc(at(row[i].open)) : "never", row[i].at);
	}
}

static void
test_sets(struct arena *a)
{
	static const struct policy_quiet night[] = { { HM(21, 0), HM(8, 30), ALL, true, NULL },
		{ HM(8, 0), HM(9, 0), ALL, true, NULL },
		{ 0, POLICY_QUIET_DAY_MIN, SUNDAY, true, NULL } };
	static const struct policy_quiet own = { HM(11, 0), HM(13, 0), ALL, false, NULL };
	const struct tzone *us[] = { zone("America/New_York", a),
		zone("America/Los_Angeles", a), zone("Pacific/Honolulu", a) };
	struct policy_quiet_set q = { night, 3, NULL, us[0], NULL, 0 };
	const struct policy_quiet *last = NULL;

	T_STR(utc(policy_quiet_open(&q, at("2026-11-27T07:00:00-05:00"), &last)),
	    "2026-11-27T14:00:00Z", "windows that overlap are one");
	T_OK(last == &night[1], "... and the last to end is told");
	T_OK(policy_quiet_at(&q, at("2026-11-27T08:15:00-05:00")) == &night[0], "... and the first");
	T_OK(policy_quiet_at(&q, at("2026-11-27T12:00:00-05:00")) == NULL, "not quiet at noon");
	T_STR(utc(policy_quiet_open(&q, at("2026-11-28T22:00:00-05:00"), NULL)),
	    "2026-11-30T14:00:00Z", "over a Sunday");
	q.own = &own;
	T_OK(policy_quiet_at(&q, at("2026-11-27T12:00:00-05:00")) == &own, "his own quiet noon");
	q.own = NULL;
	q.zone = us;
	q.nzone = 3;
	T_STR(utc(policy_quiet_open(&q, at("2026-11-27T12:00:00-05:00"), &last)),
	    "2026-11-27T19:00:00Z", "open when it is nine in Honolulu too");
	T_STR(utc(policy_quiet_shut(&q, at("2026-11-27T19:00:00Z"))), "2026-11-28T02:00:00Z",
	    "... till nine in New York");
	q.nwindow = 0;
	T_OK(policy_quiet_open(&q, 5, NULL) == 5 && policy_quiet_shut(&q, 5) == INT64_MAX,
	    "no windows, no quiet");
}

static void
test_release(struct arena *a)
{
	struct policy_quiet_rule rule[] = {
		{ 1, ALL, HM(22, 0), HM(8, 0), false, POLICY_HOLD, 900 * RFC3339_SEC_US, 12 },
		{ 2, ALL, HM(9, 0), HM(10, 0), false, POLICY_HOLD, 0, 13 },
		{ 3, ALL, HM(8, 10), HM(12, 0), false, POLICY_HOLD, 0, 14 } };
	struct policy p = { .quiet = rule, .nquiet = 3 };
	struct policy_quiet_set q = { NULL, 0, NULL, NULL, NULL, 0 };
	const struct policy_quiet *last = NULL;
	int64_t noon = at("2026-11-27T12:00:00.25Z"), late = at("2026-11-27T23:00:00Z"),
		eight = at("2026-11-28T08:00:00Z");

	q.window = policy_quiet_windows(&p, 0, &q.nwindow, a);
	T_OK(q.nwindow == 2 && q.window[1].rule == &rule[2], "windows of a channel");
	T_OK(policy_quiet_release(&q, noon, 12345, NULL) == noon, "what need not wait");
	T_OK(policy_quiet_release(&q, late, 1799, &last) == eight + 1799 % 600 * RFC3339_SEC_US &&
		 last->rule->line == 12,
	    "spread till it is quiet again");
	q.nwindow = 1;
	T_OK(policy_quiet_release(&q, late, 900, NULL) == eight, "spread by the hash");
	T_OK(policy_quiet_release(&q, late, 1799, NULL) == eight + 899 * RFC3339_SEC_US,
	    "... within the time given");
	rule[0].spread_us = 0;
	T_OK(policy_quiet_release(&q, late, 12345, NULL) == eight, "no spread");
}

static void
test_clock(struct arena *a)
{
	const struct tzone *paris = zone("Europe/Paris", a), *cairo = zone("Africa/Cairo", a);

	T_STR(utc(policy_quiet_clock(paris, HM(18, 0), at("2026-11-27T17:00:00Z"))),
	    "2026-11-27T17:00:00Z", "18:00 it is");
	T_STR(utc(policy_quiet_clock(paris, HM(18, 0), at("2026-11-27T17:00:00.000001Z"))),
	    "2026-11-28T17:00:00Z", "18:00 tomorrow");
	T_STR(utc(policy_quiet_clock(paris, HM(2, 30), at("2026-03-28T12:00:00Z"))),
	    "2026-03-29T01:00:00Z", "02:30 is skipped");
	T_STR(utc(policy_quiet_clock(paris, HM(2, 30), at("2026-10-24T12:00:00Z"))),
	    "2026-10-25T00:30:00Z", "02:30 comes twice: the first");
	T_STR(utc(policy_quiet_clock(paris, HM(2, 30), at("2026-10-25T00:45:00Z"))),
	    "2026-10-26T01:30:00Z", "... once a day");
	T_STR(utc(policy_quiet_clock(cairo, 0, at("2026-04-23T12:00:00Z"))),
	    "2026-04-23T22:00:00Z", "a day that begins at one");
	T_STR(utc(policy_quiet_hour(paris, 19, at("2026-11-27T18:59:59Z"))),
	    "2026-11-27T18:59:59Z", "the best hour is now");
	T_STR(utc(policy_quiet_hour(paris, 19, at("2026-11-27T19:00:00Z"))),
	    "2026-11-28T18:00:00Z", "the best hour is over");
}

static void
test_own(void)
{
	static const char *const none[] = { "", "[]", "{}", "{\"quiet_from\":\"22:00\"}",
		"{\"quiet_from\":\"22:00\",\"quiet_to\":\"22:00\"}",
		"{\"quiet_from\":\"24:00\",\"quiet_to\":\"08:00\"}",
		"{\"quiet_from\":\"22:00\",\"quiet_to\":null}",
		"{\"quiet_from\":\"2:00\",\"quiet_to\":\"08:60\"}" };
	struct policy_quiet own;

	T_OK(policy_quiet_own(SV("{\"at\":1,\"quiet_from\":\"22:05\",\"quiet_to\":\"24:00\"}"),
		 &own) && own.from_min == HM(22, 5) && own.to_min == HM(24, 0) && own.days == ALL,
	    "hours that somebody named himself");
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		T_OK(!policy_quiet_own(sv_of(none[i]), &own), "no hours: %s", none[i]);
}

static bool
is_zone(const struct tzone *z, const char *name)
{
	return sv_is(tzone_name(z), name);
}

static void
test_zones(struct arena *a)
{
	const struct tzone *brazil[] = { zone("America/Sao_Paulo", a), zone("America/Manaus", a) };
	struct policy_country own[] = { { SV("BR"), brazil, 2 } };
	const struct policy_zones of = { zone("Europe/Paris", a), own, 1 };
	struct policy_zone *z = policy_zone_new(&of);
	struct policy_clocks c;
	char data[POLICY_ZONE_DATA];
	uint16_t seoul = policy_zone_number(z, SV("Asia/Seoul"));

	T_OK(seoul != 0 && policy_zone_number(z, SV("Asia/Seoul")) == seoul &&
		 policy_zone_number(z, SV("+05:30")) != seoul &&
		 sv_is(policy_zone_name(z, seoul), "Asia/Seoul") && policy_zone_name(z, 0).n == 0,
	    "a zone has one number");
	T_OK(policy_zone_number(z, SV("Mars/Phobos")) == 0 && policy_zone_number(z, SV("")) == 0 &&
		 policy_zone_number(z, SV("local")) == 0 &&
		 policy_zone_number(z, SV("../../etc/passwd")) == 0,
	    "and what is none has no number");
	c = policy_zone_clocks(z, seoul, SV("US"));
	T_OK(c.nzone == 1 && is_zone(c.home, "Asia/Seoul") && c.zone[0] == c.home, "his zone");
	c = policy_zone_clocks(z, 0, SV("br"));
	T_OK(c.nzone == 2 && is_zone(c.home, "America/Sao_Paulo") &&
		 is_zone(c.zone[1], "America/Manaus"),
	    "his country, as the policy has it");
	c = policy_zone_clocks(z, 0, SV("KR"));
	T_OK(c.nzone == 1 && is_zone(c.home, "Asia/Seoul"), "... as tzdata has it");
	c = policy_zone_clocks(z, 0, SV("GG"));
	T_OK(c.nzone == 1 && is_zone(c.home, "Europe/London"), "... of a line of several");
	c = policy_zone_clocks(z, 0, SV("US"));
	T_OK(c.nzone > 20 && c.home == of.fallback, "of many zones the policy's own stands for them");
	for (size_t i = 0; i < 4; i++) {
		static const char *const none[] = { "", "ZZ", "USA", "#\t" };

		c = policy_zone_clocks(z, 0, sv_of(none[i]));
		T_OK(c.nzone == 1 && c.home == of.fallback && c.zone[0] == c.home,
		    "nothing known: '%s'", none[i]);
	}
	T_QUIET(policy_zone_data(data, NULL) == RC_OK, "read");
	T_OK(strcmp(data, "unknown") == 0 || (strlen(data) >= 5 && strncmp(data, "20", 2) == 0),
	    "tzdata %s", data);
	policy_zone_free(z);
}

int
main(void)
{
	struct arena a;

	arena_init(&a);
	test_jumps(&a);
	test_sets(&a);
	test_release(&a);
	test_clock(&a);
	test_own();
	test_zones(&a);
	arena_free(&a);
	return t_done();
}
