/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rfc3339 - worked cases: calendar, printing, reading
 */
#include "base/rfc3339.h"

#include "../t.h"

struct good {
	const char *text;
	const char *utc;
	int32_t off;
};

static const struct good good[] = {
	/* RFC 3339, section 5.8 */
	{ "1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520Z", 0 },
	{ "1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z", -28800 },
	{ "1990-12-31T23:59:60Z", "1990-12-31T23:59:59Z", 0 },
	{ "1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59Z", -28800 },
	{ "1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870Z", 1200 },
	{ "2016-12-31T23:59:60.25Z", "2016-12-31T23:59:59.999999Z", 0 },
	{ "2016-12-31T23:59:60.0Z", "2016-12-31T23:59:59.999999Z", 0 },
	{ "2026-11-22T19:03:05.123456789+01:00", "2026-11-22T18:03:05.123456Z", 3600 },
	{ "2026-11-22t19:03:05z", "2026-11-22T19:03:05Z", 0 },
	{ "2026-11-22 19:03:05,5Z", "2026-11-22T19:03:05.500Z", 0 },
	{ "2026-11-22_19:03:05+0130", "2026-11-22T17:33:05Z", 5400 },
	{ "2026-11-22T19:03:05+05", "2026-11-22T14:03:05Z", 18000 },
	{ "2026-11-22T19:03Z", "2026-11-22T19:03:00Z", 0 },
	{ "2026-11-22T19:03-0030", "2026-11-22T19:33:00Z", -1800 },
	{ "2026-11-22T19:03:05", "2026-11-22T19:03:05Z", INT32_MIN },
	{ "2026-11-22T19:03", "2026-11-22T19:03:00Z", INT32_MIN },
	{ "2026-11-22", "2026-11-22T00:00:00Z", INT32_MIN },
	{ "2024-02-29", "2024-02-29T00:00:00Z", INT32_MIN },
	{ "2000-02-29", "2000-02-29T00:00:00Z", INT32_MIN },
	{ "0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", 0 },
	{ "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z", 0 },
	{ "1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999Z", 0 },
	{ "2026-11-22T00:00:00-00:00", "2026-11-22T00:00:00Z", 0 },
	{ "2026-11-22T00:00:00.00000000000000000000000000000009Z", "2026-11-22T00:00:00Z", 0 },
};

static const char *const bad[] = {
	"",
	"2",
	"2026",
	"2026-11",
	"2026-11-2",
	"2026-1-22",
	"26-11-22",
	"2026-13-01",
	"2026-00-01",
	"2026-11-00",
	"2026-11-31",
	"2026-02-29",
	"1900-02-29",
	"2100-02-29",
	"2026-11-22T",
	"2026-11-22T1",
	"2026-11-22T19",
	"2026-11-22T19:",
	"2026-11-22T19:0",
	"2026-11-22T24:00:00Z",
	"2026-11-22T19:60:00Z",
	"2026-11-22T19:03:61Z",
	"2026-11-22T19:03:5Z",
	"2026-11-22T19:03:05.",
	"2026-11-22T19:03:05.Z",
	"2026-11-22T19:03.5Z",
	"2026-11-22T19:03:05ZZ",
	"2026-11-22T19:03:05Z ",
	" 2026-11-22T19:03:05Z",
	"2026-11-22T19:03:05+1",
	"2026-11-22T19:03:05+24:00",
	"2026-11-22T19:03:05+01:60",
	"2026-11-22T19:03:05+01-00",
	"2026-11-22T19:03:05+010",
	"2026-11-22T19:03:05 +01:00",
	"2026-11-22Z",
	"2026/11/22",
	"2026-11-22x19:03:05Z",
	"2026-11-22T19-03-05Z",
	"+2026-11-22",
	"-2026-11-22",
	"12026-11-22",
	"2026-11-22T19:03:",
	"2026-11-22T19:03:05.1a",
	"2026-1a-22",
	"202:-11-22",
	"2026-11-22T19:03:0:Z",
	"2026-11-22T-1:03:05Z",
	"2026-11-22T19:03:05z+01:00",
};

static void
test_read(void)
{
	char text[RFC3339_MAX];
	int64_t at;
	int32_t off;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		at = 77;
		off = 77;
		T_OK(rfc3339_parse(sv_of(good[i].text), &at, &off), "reads %s", good[i].text);
		T_OK(off == good[i].off, "offset of %s", good[i].text);
		rfc3339_text(at, 0, text);
		T_STR(text, good[i].utc, "instant");
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		T_OK(!rfc3339_parse(sv_of(bad[i]), &at, &off), "refuses '%s'", bad[i]);
	T_OK(!rfc3339_parse((struct sv){ NULL, 0 }, &at, &off), "refuses nothing");
}

static void
test_text(void)
{
	char text[RFC3339_MAX];
	int64_t at = INT64_C(1795374185120000);

	T_OK(rfc3339_text(at, 0, text) == 24, "length");
	T_STR(text, "2026-11-22T19:03:05.120Z", "milliseconds");
	rfc3339_text(at + 1, 3600, text);
	T_STR(text, "2026-11-22T20:03:05.120001+01:00", "microseconds, east");
	rfc3339_text(at - 120000, -12600, text);
	T_STR(text, "2026-11-22T15:33:05-03:30", "seconds, west");
	rfc3339_text(0, 29, text);
	T_STR(text, "1970-01-01T00:00:00Z", "an offset that rounds to none");
	rfc3339_text(0, 3208, text);
	T_STR(text, "1970-01-01T00:53:00+00:53", "local mean time to the nearest minute, down");
	rfc3339_text(0, -3219, text);
	T_STR(text, "1969-12-31T23:06:00-00:54", "local mean time to the nearest minute, up");
	rfc3339_text(-1, 0, text);
	T_STR(text, "1969-12-31T23:59:59.999999Z", "just before 1970");
	T_OK(rfc3339_text(INT64_MAX, 86340, text) < RFC3339_MAX, "the last instant fits");
	T_STR(text, "+294247-01-11T03:59:54.775807+23:59", "the last instant");
	T_OK(rfc3339_text(INT64_MIN, -86340, text) < RFC3339_MAX, "the first instant fits");
	T_STR(text, "-290308-12-20T20:00:05.224192-23:59", "the first instant");
}

static void
test_calendar(void)
{
	static const int64_t ends[] = { INT64_MIN, INT64_MIN + 1, INT64_MIN + 999999, -1, 0, 1,
		INT64_MAX - 1, INT64_MAX };
	struct rfc3339_civil c;

	T_OK(rfc3339_days(1970, 1, 1) == 0, "1970-01-01");
	T_OK(rfc3339_days(2000, 3, 1) == 11017, "2000-03-01");
	T_OK(rfc3339_days(0, 3, 1) == -719468, "0000-03-01");
	T_OK(rfc3339_days(-400, 3, 1) == -719468 - 146097, "-0400-03-01");
	T_OK(rfc3339_month_days(2024, 2) == 29 && rfc3339_month_days(1900, 2) == 28 &&
		 rfc3339_month_days(2000, 2) == 29 && rfc3339_month_days(-4, 2) == 29 &&
		 rfc3339_month_days(2023, 12) == 31 && rfc3339_month_days(2023, 11) == 30,
	    "months");
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		c = rfc3339_civil(ends[i]);
		T_OK(rfc3339_join(&c) == ends[i], "there and back, %" PRId64, ends[i]);
	}
}

int
main(void)
{
	test_calendar();
	test_text();
	test_read();
	return t_done();
}
