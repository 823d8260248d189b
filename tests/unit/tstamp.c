/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp - worked cases: whatever a log calls a time
 */
#include "time/tstamp.h"

#include "base/rfc3339.h"

#include "../t.h"

static const char *
utc(int64_t at)
{
	static char text[RFC3339_MAX];

	rfc3339_text(at, 0, text);
	return text;
}

struct pair {
	const char *in;
	const char *want; /* NULL: refused */
};

static void
is_time(bool ok, int64_t at, const char *want, const char *name)
{
	if (want == NULL)
		T_OK(!ok, "refuses %s", name);
	else if (T_OK(ok, "reads %s", name))
		T_STR(utc(at), want, name);
}

static const struct pair strings[] = {
	{ "2026-11-22T19:03:05.120Z", "2026-11-22T19:03:05.120Z" },
	{ "10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36Z" },
	{ "1509575121.648", "2017-11-01T22:25:21.648Z" },
	{ "2026-11-22", "2026-11-22T00:00:00Z" },
	{ "99999999999", "5138-11-16T09:46:39Z" },
	{ "100000000000", "1973-03-03T09:46:40Z" },
	{ "99999999999999", "5138-11-16T09:46:39.999Z" },
	{ "100000000000000", "1973-03-03T09:46:40Z" },
	{ "99999999999999999", "5138-11-16T09:46:39.999999Z" },
	{ "100000000000000000", "1973-03-03T09:46:40Z" },
	{ "1509575121648123456", "2017-11-01T22:25:21.648123Z" },
	{ "-1", "1969-12-31T23:59:59Z" },
	{ "-0.0000001", "1969-12-31T23:59:59.999999Z" },
	{ "0", "1970-01-01T00:00:00Z" },
	{ "-0", "1970-01-01T00:00:00Z" },
	{ "1.7e9", "2023-11-14T22:13:20Z" },
	{ "1.7E+12", "2023-11-14T22:13:20Z" },
	{ "17000000000e-1", "2023-11-14T22:13:20Z" },
	{ "1.5e-00007", "1970-01-01T00:00:00Z" },
	{ "9223372036854775807999", "+294247-01-10T04:00:54.775807Z" },
	{ "9223372036854775808000", NULL },
	{ "9223372036854775807", "2262-04-11T23:47:16.854775Z" },
	{ "9999999999999999999999", NULL },
	{ "1e400", NULL },
	{ "0e400", "1970-01-01T00:00:00Z" },
	{ "01", NULL },
	{ "+1", NULL },
	{ "1.", NULL },
	{ ".5", NULL },
	{ "1e", NULL },
	{ "1e+", NULL },
	{ "", NULL },
	{ "-", NULL },
	{ "yesterday", NULL },
	{ "1 ", NULL },
	{ " 1", NULL },
	{ "0x10", NULL },
	{ "inf", NULL },
	{ "nan", NULL },
	{ "1,5", NULL },
};

/* Numbers that are dates; what comes next to one in each way is an epoch. */
static const struct pair compacts[] = {
	{ "20220827", "2022-08-27T00:00:00Z" },
	{ "19900101", "1990-01-01T00:00:00Z" },
	{ "20991231", "2099-12-31T00:00:00Z" },
	{ "20240229", "2024-02-29T00:00:00Z" },
	{ "20240101.0", "2024-01-01T00:00:00Z" },
	{ "2.0240101e7", "2024-01-01T00:00:00Z" },
	{ "20240101.5", "1970-08-23T06:15:01.500Z" },
	{ "20230229", "1970-08-23T03:30:29Z" },
	{ "20241301", "1970-08-23T06:35:01Z" },
	{ "20240100", "1970-08-23T06:15:00Z" },
	{ "19891231", "1970-08-19T05:20:31Z" },
	{ "21000101", "1970-09-01T01:21:41Z" },
	{ "-20220827", "1969-05-11T23:06:13Z" },
	{ "202208271722", "2022-08-27T17:22:00Z" },
	{ "202208272400", "2022-08-28T00:00:00Z" },
	{ "202208272401", "1976-05-29T08:57:52.401Z" },
	{ "202208271760", "1976-05-29T08:57:51.760Z" },
	{ "20140126200624", "2014-01-26T20:06:24Z" },
	{ "20140126200624.123", "2014-01-26T20:06:24.123Z" },
	{ "20140126200624.1234567", "2014-01-26T20:06:24.123456Z" },
	{ "20161231235960", "2016-12-31T23:59:59.999999Z" },
	{ "20140126200661", "2608-03-20T07:30:00.661Z" },
	{ "20140126200624789", "2014-01-26T20:06:24.789Z" },
	{ "20140126200624789.25", "2014-01-26T20:06:24.789250Z" },
	{ "2014012620", "2033-10-27T07:57:00Z" },
};

static const struct pair forms[] = {
	/* Time first of what logs write: HAProxy, nginx and Apache's errors, uWSGI, Tomcat, Redis. */
	{ "15/Jul/2021:20:12:59.403", "2021-07-15T20:12:59.403Z" },
	{ "29/Nov/2026:19:22:31", "2026-11-29T19:22:31Z" },
	{ "29/nov/2026:19:22:31.926 +0130", "2026-11-29T17:52:31.926Z" },
	{ "10/Oct/2000:13:55:36 -07:00", "2000-10-10T20:55:36Z" },
	{ "2026/11/29 19:18:07", "2026-11-29T19:18:07Z" },
	{ "2026/11/29 19:27:57.382", "2026-11-29T19:27:57.382Z" },
	{ "2026/11/29", "2026-11-29T00:00:00Z" },
	{ "Sun Nov 29 19:20:58.202042 2026", "2026-11-29T19:20:58.202042Z" },
	{ "Thu Jan  1 00:00:00 2026", "2026-01-01T00:00:00Z" },
	{ "Sunday November 29 19:28:59 2026", "2026-11-29T19:28:59Z" },
	{ "29-Nov-2026 19:22:31.926", "2026-11-29T19:22:31.926Z" },
	{ "29 Nov 2026 19:22:31.926", "2026-11-29T19:22:31.926Z" },
	{ "1 Nov 2026", "2026-11-01T00:00:00Z" },
	/* date(1), git, the mail, HTTP, Go, JavaScript, Cisco. */
	{ "Sun Nov 29 19:28:59 UTC 2026", "2026-11-29T19:28:59Z" },
	{ "Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z" },
	{ "Sun Nov 29 19:28:59 2026 +0100", "2026-11-29T18:28:59Z" },
	{ "Sat, 27 Aug 2022 17:22:01 GMT", "2022-08-27T17:22:01Z" },
	{ "27 Aug 2022 17:22 -0300 (BRT)", "2022-08-27T20:22:00Z" },
	{ "2009-11-10 23:00:00.5 +0200 EET", "2009-11-10T21:00:00.500Z" },
	{ "Sat Aug 27 2022 17:22:01 GMT+0300 (Moscow Standard Time)", "2022-08-27T14:22:01Z" },
	{ "Nov 29 2026 19:22:41", "2026-11-29T19:22:41Z" },
	/* RFC 3339, almost. */
	{ "2024-06-25 14:54:28 UTC", "2024-06-25T14:54:28Z" },
	{ "2024-06-25 14:54:28 gmt", "2024-06-25T14:54:28Z" },
	{ "2022-08-27 17:22:01 +0300", "2022-08-27T14:22:01Z" },
	{ "2022-08-27T17:22:01 Z", "2022-08-27T17:22:01Z" },
	{ "2022-08-27 17:22:01 ", "2022-08-27T17:22:01Z" },
	{ "\t 2022-08-27\t", "2022-08-27T00:00:00Z" },
	{ "2016-12-31 23:59:60.5 UTC", "2016-12-31T23:59:59.999999Z" },
	{ "20220827T172201Z", "2022-08-27T17:22:01Z" },
	{ "20220827T1722+02", "2022-08-27T15:22:00Z" },
	{ "20220827172201.25Z", "2022-08-27T17:22:01.250Z" },
	{ "20220827-17:22:01.123", "2022-08-27T17:22:01.123Z" },
	{ "19010203T040506", "1901-02-03T04:05:06Z" },
	{ "20220827 ", "2022-08-27T00:00:00Z" },
	/* Halves of a day, and the end of one. */
	{ "2024-06-25 02:54:28 PM", "2024-06-25T14:54:28Z" },
	{ "2024-06-25 2:54 am +0200", "2024-06-25T00:54:00Z" },
	{ "2024/06/25 12:00:00 AM", "2024-06-25T00:00:00Z" },
	{ "2024/06/25 12:00:00.5PM", "2024-06-25T12:00:00.500Z" },
	{ "Jun 25, 2024 2:54:28 PM", "2024-06-25T14:54:28Z" },
	{ "Jun 25, 2024, 2:54:28 PM", "2024-06-25T14:54:28Z" },
	{ "Tuesday, June 25, 2024 2:54:28 PM", "2024-06-25T14:54:28Z" },
	{ "2024-06-25T24:00:00Z", "2024-06-26T00:00:00Z" },
	{ "2024/02/28 24:00", "2024-02-29T00:00:00Z" },
	{ "31/Dec/2024:24:00:00 +0100", "2024-12-31T23:00:00Z" },
	/* In brackets; a comma before decimals. */
	{ "[22/Nov/2026:19:03:05 +0100]", "2026-11-22T18:03:05Z" },
	{ "[22/Nov/2026:19:03:05.250 +0100]", "2026-11-22T18:03:05.250Z" },
	{ "[22/Nov/2026:19:03:05]", "2026-11-22T19:03:05Z" },
	{ "2026-11-22 19:03:05,250", "2026-11-22T19:03:05.250Z" },
	/* None of these is all there, or all right. */
	{ "Nov 29 19:22:41", NULL },
	{ "Nov 29 2026", NULL },
	{ "Sun Nov 29 19:28:592026", NULL },
	{ "Sun Nov 29 19:28:59 UTC 2026 Z", NULL },
	{ "Sun Nov 29 19:28:59 CET 2026", NULL },
	{ "2024-06-25 14:54:28 CEST", NULL },
	{ "2024-06-25 14:54:28 UTC PM", NULL },
	{ "2024-06-25 14:54:28 +0300 (MSK", NULL },
	{ "2024-06-25 14:54:28 +03000", NULL },
	{ "2024-06-25 14:54:28 7", NULL },
	{ "2024-06/25 14:54:28", NULL },
	{ "2024/6/25 14:54:28", NULL },
	{ "2024/06/25T14:54:28", NULL },
	{ "2024/06/25 14", NULL },
	{ "2024/06/25 14:54:", NULL },
	{ "2024/06/25 14:54:28.", NULL },
	{ "2024/06/25 24:00:00.000001", NULL },
	{ "2024/06/25 24:01", NULL },
	{ "2024/06/25 25:00", NULL },
	{ "2024-06-25 0:54:28 PM", NULL },
	{ "2024-06-25 13:54:28 PM", NULL },
	{ "2024-06-25 2:54:28", NULL },
	{ "2024-06-25 2:54:28 PMT", NULL },
	{ "20240625T0254PM", NULL },
	{ "Jun 25, 2:54:28 PM", NULL },
	{ "[25/Jun/2024:14:54:28", NULL },
	{ "2024/06/31", NULL },
	{ "06/25/2024 14:54:28", NULL },
	{ "25/06/2024 14:54:28", NULL },
	{ "31/Jun/2024:14:54:28", NULL },
	{ "25/Jun/24:14:54:28", NULL },
	{ "25/Jun-2024:14:54:28", NULL },
	{ "25-Jun-2024:14:54:28", NULL },
	{ "25 Jun2024 14:54:28", NULL },
	{ "025/Jun/2024:14:54:28", NULL },
	{ "0/Jun/2024:14:54:28", NULL },
	{ "Sun, ", NULL },
	{ "Sun", NULL },
	{ "Sunny 29 Nov 2026 10:00:00", NULL },
	{ "Novem 29 19:22:41 2026", NULL },
	{ "Nov 29 19:22:41 2026 2026", NULL },
	{ "Nov 29 19:22:41 20260", NULL },
	{ "20220827T", NULL },
	{ "20220827T17", NULL },
	{ "20220827T172", NULL },
	{ "2022082717Z", NULL },
	{ "20220832T172201Z", NULL },
	{ "1700000000 ", NULL },
	{ " ", NULL },
};

static void
test_forms(void)
{
	struct val v = { .kind = VAL_STRING };
	int64_t at = 0;
	bool ok;

	for (size_t i = 0; i < sizeof compacts / sizeof compacts[0]; i++) {
		for (int kind = 0; kind < 2; kind++) {
			v.kind = kind == 0 ? VAL_STRING : VAL_NUMBER;
			v.text = sv_of(compacts[i].in);
			ok = tstamp_auto(&v, NULL, &at);
			is_time(ok, at, compacts[i].want, compacts[i].in);
		}
	}
	v = (struct val){ .kind = VAL_NUMBER, .flags = VAL_DOUBLE, .num = 20240101 };
	ok = tstamp_auto(&v, NULL, &at);
	is_time(ok, at, "2024-01-01T00:00:00Z", "a computed number that is a date");
	v = (struct val){ .kind = VAL_STRING };
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		v.text = sv_of(forms[i].in);
		ok = tstamp_auto(&v, NULL, &at);
		is_time(ok, at, forms[i].want, forms[i].in);
	}
	v.flags = VAL_ESC;
	v.text = SV("29\\/Nov\\/2026:19:22:31.926123 +0000 (the longest that is read)");
	ok = tstamp_auto(&v, NULL, &at);
	is_time(ok, at, "2026-11-29T19:22:31.926123Z", "escaped slashes");
}

/* Zone and year of texts that name none; what is said where neither is known. */
static void
test_told(struct arena *a)
{
	static const struct {
		const char *in;
		int64_t     year;
		const char *want;
		const char *wall;	/* or why not */
	} told[] = {
		{ "Nov 29 19:22:41", 2026, "2026-11-29T18:22:41Z", "2026-11-29T19:22:41Z" },
		{ "Nov 29 19:22:41 Z", 2025, "2025-11-29T19:22:41Z", "2025-11-29T19:22:41Z" },
		{ "Sun Nov  9 19:22:41 -0200", 2025, "2025-11-09T21:22:41Z", "2025-11-09T19:22:41Z" },
		{ "29/Nov/2026:00:22:31.926", 0, "2026-11-28T23:22:31.926Z",
		    "2026-11-29T00:22:31.926Z" },
		{ "29/Nov/2026:00:22:31 +0300", 0, "2026-11-28T21:22:31Z", "2026-11-29T00:22:31Z" },
		{ "2026-11-29", 0, "2026-11-28T23:00:00Z", "2026-11-29T00:00:00Z" },
		{ "20261129", 0, "2026-11-28T23:00:00Z", "2026-11-29T00:00:00Z" },
		{ "1764370800", 0, "2025-11-28T23:00:00Z", "2025-11-28T23:00:00Z" },
		{ "2026-11-29T01:00:00 UTC", 0, "2026-11-29T01:00:00Z", "2026-11-29T01:00:00Z" },
		{ "Nov 29 19:22:41", 0, NULL,
		    ", whose year is not told: give it by --year or --now" },
		{ "Feb 29 19:22:41", 2025, NULL, ", a day that there is not" },
		{ "30/Feb/2024:19:22:41", 0, NULL, ", a day that there is not" },
		{ "2024-02-30T19:22:41Z", 0, NULL, ", a day that there is not" },
		{ "2024-02-20 19:22:41 CET", 0, NULL,
		    ", whose zone is a name; UTC, GMT, Z and offsets are read" },
		{ "yesterday", 0, NULL, "" },
		{ "2024", 0, NULL, ", which counted from 1970 is no time from 1990 to 2099" },
	};
	struct tstamp_cfg cfg = { .now_us = INT64_MIN };

	if (!T_OK(tzone_load(&cfg.zone, SV("+01"), a, NULL) == RC_OK, "a zone"))
		return;
	for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
		struct val v = val_of_text(sv_of(told[i].in));
		int64_t at = 0, wall = 0;
		bool ok;

		cfg.year = told[i].year;
		if (told[i].want == NULL) {
			T_STR(tstamp_why(&v, &cfg), told[i].wall, told[i].in);
			continue;
		}
		ok = tstamp_auto(&v, &cfg, &at);
		is_time(ok, at, told[i].want, told[i].in);
		ok = tstamp_wall(&v, &cfg, &wall);
		is_time(ok, wall, told[i].wall, told[i].in);
	}
	T_OK(tstamp_plausible(INT64_C(631152000000000)) && !tstamp_plausible(0) &&
	    !tstamp_plausible(INT64_MAX), "1990 is plausible, 1970 and the end of time are not");
}

static void
test_auto(void)
{
	struct val v;
	int64_t at = 0;
	bool ok;

	for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
		v = (struct val){ .kind = VAL_STRING, .text = sv_of(strings[i].in) };
		ok = tstamp_auto(&v, NULL, &at);
		is_time(ok, at, strings[i].want, strings[i].in);
	}
	v = (struct val){ .kind = VAL_STRING, .text = { NULL, 0 } };
	T_OK(!tstamp_auto(&v, NULL, &at) && !tstamp_duration(v.text, &at) &&
		 !tstamp_clf(v.text, &at) && !tstamp_epoch(v.text, TSTAMP_S, &at),
	    "refuses nothing");
	v = (struct val){
		.kind = VAL_STRING, .flags = VAL_ESC, .text = SV("10\\/Oct\\/2000:13:55:36 -0700")
	};
	ok = tstamp_auto(&v, NULL, &at);
	is_time(ok, at, "2000-10-10T20:55:36Z", "CLF with escaped slashes");
	v.text = SV("10\\u002fOct/2000:13:55:36 -0700");
	T_OK(!tstamp_auto(&v, NULL, &at), "refuses other escapes");
	v.text = SV("1\\");
	T_OK(!tstamp_auto(&v, NULL, &at), "refuses half an escape");
	v = (struct val){ .kind = VAL_NUMBER, .text = SV("1700000000.25") };
	ok = tstamp_auto(&v, NULL, &at);
	is_time(ok, at, "2023-11-14T22:13:20.250Z", "a number");
	v = (struct val){ .kind = VAL_NUMBER, .flags = VAL_DOUBLE, .num = 1700000000.123 };
	ok = tstamp_auto(&v, NULL, &at);
	is_time(ok, at, "2023-11-14T22:13:20.123Z", "a computed number, by its shortest decimal");
	v = (struct val){ .kind = VAL_TIME, .at_us = 5 };
	T_OK(tstamp_auto(&v, NULL, &at) && at == 5, "a time");
	v.kind = VAL_NULL;
	T_OK(!tstamp_auto(&v, NULL, &at), "refuses null");
	v.kind = VAL_TRUE;
	T_OK(!tstamp_auto(&v, NULL, &at), "refuses true");
}

static void
test_zone(struct arena *a)
{
	const struct tzone *z;
	struct tstamp_cfg cfg = { .now_us = INT64_MIN };
	struct val v = { .kind = VAL_STRING, .text = SV("2026-11-22T19:03:05") };
	int64_t at = 0;
	bool ok;

	if (tzone_load(&z, SV("+03:30"), a, NULL) != RC_OK)
		return;
	cfg.zone = z;
	ok = tstamp_auto(&v, &cfg, &at);
	is_time(ok, at, "2026-11-22T15:33:05Z", "RFC 3339 without an offset, in the zone");
	v.text = SV("2026-11-22T19:03:05Z");
	ok = tstamp_auto(&v, &cfg, &at);
	is_time(ok, at, "2026-11-22T19:03:05Z", "RFC 3339 with an offset, whatever the zone");
}

static const struct pair clfs[] = {
	{ "10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36Z" },
	{ "06/Sep/2015:05:58:05 +0900", "2015-09-05T20:58:05Z" },
	{ " 6/Sep/2015:05:58:05 +0000", "2015-09-06T05:58:05Z" },
	{ "31/Dec/2016:23:59:60 +0000", "2016-12-31T23:59:59Z" },
	{ "29/Feb/2024:00:00:00 +0530", "2024-02-28T18:30:00Z" },
	{ "29/Feb/2023:00:00:00 +0530", NULL },
	{ "31/Nov/2023:00:00:00 +0530", NULL },
	{ "00/Oct/2000:13:55:36 -0700", NULL },
	{ "32/Oct/2000:13:55:36 -0700", NULL },
	{ " 0/Oct/2000:13:55:36 -0700", NULL },
	{ "6 /Oct/2000:13:55:36 -0700", NULL },
	{ "10/oct/2000:13:55:36 -0700", NULL },
	{ "10/Okt/2000:13:55:36 -0700", NULL },
	{ "10/Oct/2000:24:55:36 -0700", NULL },
	{ "10/Oct/2000:13:60:36 -0700", NULL },
	{ "10/Oct/2000:13:55:61 -0700", NULL },
	{ "10/Oct/2000:13:55:36 -2400", NULL },
	{ "10/Oct/2000:13:55:36 -0760", NULL },
	{ "10/Oct/2000:13:55:36 0700", NULL },
	{ "10/Oct/2000:13:55:36 -07:00", NULL },
	{ "10/Oct/2000:13:55:36", NULL },
	{ "10/Oct/20x0:13:55:36 -0700", NULL },
	{ "10/Oct/x000:13:55:36 -0700", NULL },
	{ " :/Oct/2000:13:55:36 -0700", NULL },
	{ "10-Oct-2000:13:55:36 -0700", NULL },
	{ "", NULL },
};

static void
test_clf(void)
{
	int64_t at = 0;
	bool ok;

	for (size_t i = 0; i < sizeof clfs / sizeof clfs[0]; i++) {
		ok = tstamp_clf(sv_of(clfs[i].in), &at);
		is_time(ok, at, clfs[i].want, clfs[i].in);
	}
}

static void
test_epoch(void)
{
	int64_t at = 0;

	T_OK(tstamp_epoch(SV("1.9999999"), TSTAMP_S, &at) && at == 1999999, "cut, not rounded");
	T_OK(tstamp_epoch(SV("-1.9999999"), TSTAMP_S, &at) && at == -2000000, "floor below zero");
	T_OK(tstamp_epoch(SV("1.5"), TSTAMP_MS, &at) && at == 1500, "ms");
	T_OK(tstamp_epoch(SV("1.5"), TSTAMP_US, &at) && at == 1, "us");
	T_OK(tstamp_epoch(SV("1999"), TSTAMP_NS, &at) && at == 1, "ns");
	T_OK(tstamp_epoch(SV("-1"), TSTAMP_NS, &at) && at == -1, "-1 ns");
	T_OK(tstamp_epoch(SV("-1000"), TSTAMP_NS, &at) && at == -1, "-1000 ns");
	T_OK(tstamp_epoch(SV("9223372036854775807"), TSTAMP_US, &at) && at == INT64_MAX,
	    "the largest");
	T_OK(tstamp_epoch(SV("-9223372036854775808"), TSTAMP_US, &at) && at == INT64_MIN,
	    "the least");
	T_OK(!tstamp_epoch(SV("9223372036854775808"), TSTAMP_US, &at), "one over");
	T_OK(!tstamp_epoch(SV("-9223372036854775809"), TSTAMP_US, &at), "one under");
	T_OK(!tstamp_epoch(SV("-9223372036854775808.1"), TSTAMP_US, &at), "a tenth under");
	T_OK(!tstamp_epoch(SV("9223372036855"), TSTAMP_S, &at), "seconds out of range");
	T_OK(tstamp_epoch(SV("0.000000000000000000000000000001e36"), TSTAMP_S, &at) &&
		 at == 1000000 * INT64_C(1000000),
	    "exponents");
}

struct layout {
	const char *layout;
	const char *in;
	const char *want;
	size_t used; /* when the text goes on; 0: wants the whole */
};

static const struct layout layouts[] = {
	{ "%Y-%m-%d %H:%M:%S", "2026-11-22 19:03:05", "2026-11-22T19:03:05Z", 0 },
	{ "%F %T", "2026-11-22 19:03:05", "2026-11-22T19:03:05Z", 0 },
	{ "%F %T.%f", "2026-11-22 19:03:05.123456789", "2026-11-22T19:03:05.123456Z", 0 },
	{ "%F %T.%f", "2026-11-22 19:03:05.5", "2026-11-22T19:03:05.500Z", 0 },
	{ "%F %T,%L", "2026-11-22 19:03:05,042", "2026-11-22T19:03:05.042Z", 0 },
	{ "%F %T,%L", "2026-11-22 19:03:05,42", NULL, 0 },
	{ "%F %T.%N", "2026-11-22 19:03:05.000000001", "2026-11-22T19:03:05Z", 0 },
	{ "%d/%b/%Y:%H:%M:%S %z", "10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36Z", 0 },
	{ "%d/%b/%Y:%T.%L", "06/Feb/2009:12:14:14.655", "2009-02-06T12:14:14.655Z", 0 },
	{ "%a %b %d %T.%f %Y", "Fri Jul 23 00:28:19.615325 2021", "2021-07-23T00:28:19.615325Z",
	    0 },
	{ "%A, %d-%B-%y %T GMT", "Sunday, 06-November-94 08:49:37 GMT", "1994-11-06T08:49:37Z", 0 },
	{ "%a, %d %b %Y %T %Z", "sun, 06 NOV 1994 08:49:37 gmt", "1994-11-06T08:49:37Z", 0 },
	{ "%m/%d/%Y %I:%M:%S %p", "11/22/2026 12:03:05 AM", "2026-11-22T00:03:05Z", 0 },
	{ "%m/%d/%Y %I:%M:%S %p", "11/22/2026 12:03:05 pm", "2026-11-22T12:03:05Z", 0 },
	{ "%m/%d/%Y %I:%M %p", "1/2/2026 1:03 PM", "2026-01-02T13:03:00Z", 0 },
	{ "%D %R", "11/22/68 19:03", "2068-11-22T19:03:00Z", 0 },
	{ "%D %R", "11/22/69 19:03", "1969-11-22T19:03:00Z", 0 },
	{ "%Y%m%dT%H%M%S%z", "20261122T190305+01:00", "2026-11-22T18:03:05Z", 0 },
	{ "%Y%m%dT%H%M%S%z", "20261122T190305Z", "2026-11-22T19:03:05Z", 0 },
	{ "%Y%m%dT%H%M%S%z", "20261122T190305+02", "2026-11-22T17:03:05Z", 0 },
	{ "%s.%L", "1509575121.648", "2017-11-01T22:25:21.648Z", 0 },
	{ "%s", "-5", "1969-12-31T23:59:55Z", 0 },
	{ "%s", "1509575121648", NULL, 0 },
	{ "%Y-%j", "2024-366", "2024-12-31T00:00:00Z", 0 },
	{ "%Y-%j", "2023-366", NULL, 0 },
	{ "%Y-%j", "2023-060", "2023-03-01T00:00:00Z", 0 },
	{ "%Y-%m", "2023-07", "2023-07-01T00:00:00Z", 0 },
	{ "%Y", "2023", "2023-01-01T00:00:00Z", 0 },
	{ "100%% %F", "100% 2023-01-02", "2023-01-02T00:00:00Z", 0 },
	{ "%F%n%T", "2023-01-02\t \t03:04:05", "2023-01-02T03:04:05Z", 0 },
	{ "%F %T", "2023-01-0203:04:05", NULL, 0 },
	{ "%F %T", "2023-02-30 03:04:05", NULL, 0 },
	{ "%F %T", "2023-02-28 24:04:05", NULL, 0 },
	{ "%F %T", "2023-02-28 23:59:60", "2023-02-28T23:59:59Z", 0 },
	{ "%F %T", "2023-02-28 23:59:59 x", NULL, 0 },
	{ "%F %T", "2023-02-28 23:59:59 x", "2023-02-28T23:59:59Z", 19 },
	{ "[%F]", "[2023-02-28] rest", "2023-02-28T00:00:00Z", 12 },
	{ "%b %e %T %Y", "Jan  5 03:04:05 2023", "2023-01-05T03:04:05Z", 0 },
	{ "%e/%b/%Y", " 5/May/2023", "2023-05-05T00:00:00Z", 0 },
	{ "%e/%b/%Y", "5/May/2023", "2023-05-05T00:00:00Z", 0 },
	{ "%B %d %Y", "May 5 2023", "2023-05-05T00:00:00Z", 0 },
	{ "%b %d %Y", "September 5 2023", "2023-09-05T00:00:00Z", 0 },
	{ "%b %d %Y", "Sept 5 2023", NULL, 0 },
	{ "%y", "5", NULL, 0 },
	{ "%Y", "023", NULL, 0 },
	{ "%F", "", NULL, 0 },
};

static void
test_layouts(struct arena *a)
{
	const struct tstamp_layout *l;
	struct err e;
	int64_t at = 0;
	size_t used;
	bool ok;

	for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
		if (!T_OK(tstamp_layout_new(&l, sv_of(layouts[i].layout), a, &e) == RC_OK,
			"layout %s", layouts[i].layout))
			continue;
		ok = tstamp_layout_parse(
		    l, sv_of(layouts[i].in), NULL, &at, layouts[i].used != 0 ? &used : NULL);
		is_time(ok, at, layouts[i].want, layouts[i].in);
		if (layouts[i].used != 0)
			T_OK(used == layouts[i].used, "used");
	}
}

struct fault {
	const char *layout;
	const char *in; /* NULL: the layout itself is at fault */
	size_t col;
};

static const struct fault faults[] = {
	{ "%F %q", NULL, 4 },
	{ "%F %", NULL, 4 },
	{ "%H:%M", NULL, 1 },
	{ "", NULL, 1 },
	{ "%F %I:%M", NULL, 1 },
	{ "%d %T", NULL, 1 },
	{ "%F %\x01", NULL, 4 },
	{ "%%F", NULL, 1 },
	{ "%F %T", "2023-02-28 24:04:05", 12 },
	{ "%F %T", "2023-02-30 03:04:05", 9 },
	{ "%F %T", "2023-2x-28 24:04:05", 7 },
	{ "%F %T", "2023", 5 },
	{ "%b %e %T", "Jan  5 03:04:05", 6 },
	{ "%F", "x", 1 },
	{ "%a %F", "Xyz 2023-01-01", 1 },
	{ "%F %z", "2023-01-01 +0160", 17 },
};

static void
test_faults(struct arena *a)
{
	const struct tstamp_layout *l;
	struct err e = { 0 };
	int64_t at;
	size_t used = 0;
	enum rc rc;

	if (T_OK(tstamp_layout_new(&l, SV("%F"), a, &e) == RC_OK, "a layout"))
		T_OK(!tstamp_layout_parse(l, (struct sv){ NULL, 0 }, NULL, &at, &used) && used == 1,
		    "refuses nothing");
	T_OK(tstamp_layout_new(&l, (struct sv){ NULL, 0 }, a, &e) == RC_SYNTAX, "no layout");

	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		rc = tstamp_layout_new(&l, sv_of(faults[i].layout), a, &e);
		if (faults[i].in == NULL) {
			T_OK(rc == RC_SYNTAX && e.col == faults[i].col, "'%s': %s",
			    faults[i].layout, e.msg);
			continue;
		}
		T_OK(rc == RC_OK &&
			 !tstamp_layout_parse(l, sv_of(faults[i].in), NULL, &at, &used) &&
			 used == faults[i].col,
		    "'%s' fails in column %zu, got %zu", faults[i].in, faults[i].col, used);
	}
}

/* Several layouts before the forms that are known: the first that fits counts. */
static void
test_list(struct arena *a)
{
	static const struct pair list[] = {
		{ "03.02.2026 04:05", "2026-02-03T03:05:00Z" },
		{ " 03.02.2026 04:05\t", "2026-02-03T03:05:00Z" },
		{ "03.02.2026 24:00", "2026-02-03T23:00:00Z" },
		{ "2/3/26", "2026-03-01T23:00:00Z" },
		{ "20260203", "2026-03-01T23:00:00Z" },	/* year, day, month */
		{ "20261302", "2026-02-12T23:00:00Z" },
		{ "2026-02-03T04:05:06Z", "2026-02-03T04:05:06Z" },
		{ "1700000000", "2023-11-14T22:13:20Z" },
		{ "03.02.2026 24:01", NULL },
		{ "03.02.2026", NULL },
		{ "3/2/26/", NULL },
		{ "", NULL },
	};
	struct tstamp_cfg cfg = { .now_us = INT64_MIN };
	struct tstamp_minute near = { .set = false };
	struct err e = { 0 };
	int64_t at = 0, wall = 0;

	T_OK(tstamp_layout_list(&cfg.layout, SV("%d.%m.%Y %H:%M | %d/%m/%y|%Y%d%m"), a, &e) ==
	    RC_OK, "a list of layouts: %s", e.msg);
	T_OK(tzone_load(&cfg.zone, SV("+01:00"), a, NULL) == RC_OK, "a zone");
	for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
		struct val v = val_of_text(sv_of(list[i].in));
		bool ok = tstamp_auto(&v, &cfg, &at);

		is_time(ok, at, list[i].want, list[i].in);
		T_OK(tstamp_near(&v, &cfg, &near, &wall) == ok && (!ok || wall == at), "likewise near");
	}
	T_OK(tstamp_wall(&(struct val){ .kind = VAL_NUMBER, .text = SV("20260203") }, &cfg, &wall),
	    "a number");
	T_STR(utc(wall), "2026-03-02T00:00:00Z", "and its wall clock");
	T_OK(tstamp_layout_list(&cfg.layout, SV("%F|%d.%m.%Y %Q"), a, &e) == RC_SYNTAX &&
	    e.col == 13, "a fault in the second: column %llu", (unsigned long long)e.col);
	T_OK(tstamp_layout_list(&cfg.layout, SV("%F|"), a, &e) == RC_SYNTAX, "an empty one: %s",
	    e.msg);
}

static void
test_years(struct arena *a)
{
	const struct tstamp_layout *l;
	struct tstamp_cfg cfg = { .now_us = INT64_MIN };
	int64_t at = 0;
	int32_t off;
	bool ok;

	if (!T_OK(tstamp_layout_new(&l, SV("%b %e %T"), a, NULL) == RC_OK, "no year"))
		return;
	T_OK(!tstamp_layout_parse(l, SV("Dec 31 23:59:59"), &cfg, &at, NULL), "no year, no clock");
	T_OK(rfc3339_parse(SV("2026-03-01T00:00:00Z"), &cfg.now_us, &off), "now");
	ok = tstamp_layout_parse(l, SV("Dec 31 23:59:59"), &cfg, &at, NULL);
	is_time(ok, at, "2025-12-31T23:59:59Z", "last December");
	ok = tstamp_layout_parse(l, SV("Mar  1 00:00:00"), &cfg, &at, NULL);
	is_time(ok, at, "2026-03-01T00:00:00Z", "now");
	ok = tstamp_layout_parse(l, SV("Mar  1 00:00:01"), &cfg, &at, NULL);
	is_time(ok, at, "2025-03-01T00:00:01Z", "a second later is a year ago");
	ok = tstamp_layout_parse(l, SV("Feb 29 00:00:01"), &cfg, &at, NULL);
	is_time(ok, at, "2024-02-29T00:00:01Z", "the last leap year");
	cfg.now_us = INT64_MAX;
	ok = tstamp_layout_parse(l, SV("Dec 31 23:59:59"), &cfg, &at, NULL);
	T_OK(ok && at < cfg.now_us, "a year at the end of time");
	cfg.now_us = INT64_MIN + 1;
	T_OK(!tstamp_layout_parse(l, SV("Dec 31 23:59:59"), &cfg, &at, NULL), "nor at its start");
	cfg.year = 1999;
	ok = tstamp_layout_parse(l, SV("Dec 31 23:59:59"), &cfg, &at, NULL);
	is_time(ok, at, "1999-12-31T23:59:59Z", "a given year");
	T_OK(!tstamp_layout_parse(l, SV("Feb 29 23:59:59"), &cfg, &at, NULL),
	    "1999 had no 29 February");
}

struct duration {
	const char *in;
	int64_t us; /* -1: refused */
};

static const struct duration durations[] = {
	{ "250ms", 250000 },
	{ "1.5s", 1500000 },
	{ "10m", 600000000 },
	{ "1h30m", 5400000000 },
	{ "1d", 86400000000 },
	{ "2w", 1209600000000 },
	{ "250us", 250 },
	{ "250\xc2\xb5s", 250 },
	{ "250\xce\xbcs", 250 },
	{ "10ns", 0 },
	{ "1999ns", 1 },
	{ "0s", 0 },
	{ "1h15m30.918273645s", 4530918273 },
	{ "1.0000009s", 1000000 },
	{ "0.5w", 302400000000 },
	{ "1m500ms", 60500000 },
	{ "1s999us999ns", 1000999 },
	{ "106751991d", 9223372022400000000 },
	{ "9223372036854775807us", INT64_MAX },
	{ "9223372036854775808us", -1 },
	{ "106751992d", -1 },
	{ "99999999999999999999999999999999w", -1 },
	{ "9223372036854775807us999ns", INT64_MAX },
	{ "9223372036854775807us1000ns", -1 },
	{ "10", -1 },
	{ "", -1 },
	{ "s", -1 },
	{ "-5m", -1 },
	{ "+5m", -1 },
	{ "5 m", -1 },
	{ "5m ", -1 },
	{ "1mo", -1 },
	{ "30m1h", -1 },
	{ "1h1h", -1 },
	{ "1.s", -1 },
	{ ".5s", -1 },
	{ "1h30", -1 },
	{ "1us1\xc2\xb5s", -1 },
	{ "1e3s", -1 },
	{ "1y", -1 },
	{ "1M", -1 },
};

static void
test_durations(void)
{
	int64_t us;
	bool ok;

	for (size_t i = 0; i < sizeof durations / sizeof durations[0]; i++) {
		us = -1;
		ok = tstamp_duration(sv_of(durations[i].in), &us);
		T_OK(ok == (durations[i].us >= 0) && us == durations[i].us, "%s: %" PRId64,
		    durations[i].in, us);
	}
}

int
main(void)
{
	struct arena a;

	arena_init(&a);
	test_auto();
	test_forms();
	test_told(&a);
	test_zone(&a);
	test_clf();
	test_epoch();
	test_layouts(&a);
	test_list(&a);
	test_faults(&a);
	test_years(&a);
	test_durations();
	arena_free(&a);
	return t_done();
}
