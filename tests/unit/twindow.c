/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * twindow - worked cases: where windows begin and end around clock changes
 */
#include "time/twindow.h"

#include "base/rfc3339.h"

#include "../t.h"

struct bad {
	const char *text;
	enum rc rc;
	uint64_t col;
};

static void
test_parse(void)
{
	static const struct bad bad[] = { { "", RC_SYNTAX, 1 }, { "5", RC_SYNTAX, 2 },
		{ "m", RC_SYNTAX, 1 }, { "0m", RC_RANGE, 1 }, { "1001m", RC_RANGE, 1 },
		{ "99999999999999999999m", RC_RANGE, 1 }, { "5min", RC_SYNTAX, 2 },
		{ "-5m", RC_SYNTAX, 1 }, { "1.5h", RC_SYNTAX, 2 }, { "5M", RC_SYNTAX, 2 },
		{ "5 m", RC_SYNTAX, 2 }, { "1h30m", RC_SYNTAX, 2 }, { "1y", RC_SYNTAX, 2 } };
	struct twindow w;
	struct err e = { 0 };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		T_OK(twindow_parse(&w, sv_of(bad[i].text), NULL, &e) == bad[i].rc &&
			 e.col == bad[i].col,
		    "'%s': %s", bad[i].text, e.msg);
	T_OK(twindow_parse(&w, (struct sv){ NULL, 0 }, NULL, &e) == RC_SYNTAX, "nothing");
	T_OK(twindow_parse(&w, SV("500ms"), NULL, &e) == RC_OK && w.unit == TWINDOW_FIXED &&
		 w.n_us == 500000,
	    "500ms");
	T_OK(
	    twindow_parse(&w, SV("5m"), NULL, &e) == RC_OK && w.n_us == 300 * RFC3339_SEC_US, "5m");
	T_OK(
	    twindow_parse(&w, SV("1000h"), NULL, &e) == RC_OK && w.n_us == 3600000 * RFC3339_SEC_US,
	    "1000h");
	T_OK(twindow_parse(&w, SV("3mo"), NULL, &e) == RC_OK && w.unit == TWINDOW_MONTH &&
		 w.n_us == 3,
	    "3mo");
	T_OK(
	    twindow_parse(&w, SV("2w"), NULL, &e) == RC_OK && w.unit == TWINDOW_WEEK && w.n_us == 2,
	    "2w");
	T_OK(twindow_parse(&w, SV("1d"), NULL, &e) == RC_OK && w.unit == TWINDOW_DAY && w.n_us == 1,
	    "1d");
}

struct span {
	const char *zone;
	const char *window;
	const char *at;
	const char *from;
	const char *to;
};

static const struct span spans[] = {
	{ "UTC", "1m", "2026-11-22T19:03:05.5Z", "2026-11-22T19:03:00Z", "2026-11-22T19:04:00Z" },
	{ "UTC", "1m", "2026-11-22T19:03:00Z", "2026-11-22T19:03:00Z", "2026-11-22T19:04:00Z" },
	{ "UTC", "1m", "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:00Z",
	    "1970-01-01T00:00:00Z" },
	{ "UTC", "7h", "1970-01-02T00:00:00Z", "1970-01-01T21:00:00Z", "1970-01-02T04:00:00Z" },
	{ "+03:30", "7h", "1970-01-02T00:00:00Z", "1970-01-01T21:00:00Z", "1970-01-02T04:00:00Z" },
	{ "+03:30", "1h", "2026-11-22T19:03:05Z", "2026-11-22T18:30:00Z", "2026-11-22T19:30:00Z" },
	{ "UTC", "1d", "2026-11-22T19:03:05Z", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z" },
	{ "UTC", "1w", "2026-11-22T19:03:05Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z" },
	{ "UTC", "2w", "1970-01-04T19:03:05Z", "1969-12-22T00:00:00Z", "1970-01-05T00:00:00Z" },
	{ "UTC", "1mo", "2024-02-29T19:03:05Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z" },
	{ "UTC", "3mo", "1969-12-31T19:03:05Z", "1969-10-01T00:00:00Z", "1970-01-01T00:00:00Z" },
	{ "UTC", "12mo", "2024-12-31T19:03:05Z", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z" },
	{ "UTC", "7d", "1970-01-09T00:00:00Z", "1970-01-08T00:00:00Z", "1970-01-15T00:00:00Z" },
	/* Berlin, 2026-03-29 02:00 -> 03:00 and 2026-10-25 03:00 -> 02:00 */
	{ "Europe/Berlin", "1d", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z",
	    "2026-03-29T22:00:00Z" },
	{ "Europe/Berlin", "1d", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z",
	    "2026-10-25T23:00:00Z" },
	{ "Europe/Berlin", "1w", "2026-10-25T12:00:00Z", "2026-10-18T22:00:00Z",
	    "2026-10-25T23:00:00Z" },
	{ "Europe/Berlin", "1mo", "2026-10-25T12:00:00Z", "2026-09-30T22:00:00Z",
	    "2026-10-31T23:00:00Z" },
	{ "Europe/Berlin", "1h", "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z",
	    "2026-10-25T01:00:00Z" },
	{ "Europe/Berlin", "1h", "2026-10-25T01:30:00Z", "2026-10-25T01:00:00Z",
	    "2026-10-25T02:00:00Z" },
	{ "Europe/Berlin", "6h", "2026-03-29T02:00:00Z", "2026-03-28T23:00:00Z",
	    "2026-03-29T04:00:00Z" },
	{ "Europe/Berlin", "6h", "2026-10-25T04:59:59Z", "2026-10-24T22:00:00Z",
	    "2026-10-25T05:00:00Z" },
	{ "Europe/Berlin", "2h", "2026-03-29T00:59:59Z", "2026-03-28T23:00:00Z",
	    "2026-03-29T01:00:00Z" },
	{ "Europe/Berlin", "2h", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z",
	    "2026-03-29T02:00:00Z" },
	{ "Europe/Berlin", "3h", "2026-10-25T01:30:00Z", "2026-10-24T22:00:00Z",
	    "2026-10-25T02:00:00Z" },
	/* Sao Paulo, 2018-11-04 00:00 -> 01:00, 2018-02-18 00:00 -> 23:00 the day before */
	{ "America/Sao_Paulo", "1d", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z",
	    "2018-11-05T02:00:00Z" },
	{ "America/Sao_Paulo", "1d", "2018-02-18T02:30:00Z", "2018-02-17T02:00:00Z",
	    "2018-02-18T03:00:00Z" },
	/* St John's, 2006-10-29 00:01 -> 23:01 the day before: the new day has begun */
	{ "America/St_Johns", "1d", "2006-10-29T02:31:00Z", "2006-10-29T02:30:00Z",
	    "2006-10-30T03:30:00Z" },
	{ "America/St_Johns", "1d", "2006-10-29T02:29:59Z", "2006-10-28T02:30:00Z",
	    "2006-10-29T02:30:00Z" },
	{ "America/St_Johns", "1h", "2006-10-29T02:31:00Z", "2006-10-29T02:30:00Z",
	    "2006-10-29T03:30:00Z" },
	/* Lord Howe, 2026-04-05 02:00 -> 01:30, 2026-10-04 02:00 -> 02:30 */
	{ "Australia/Lord_Howe", "1h", "2026-04-04T15:10:00Z", "2026-04-04T14:00:00Z",
	    "2026-04-04T15:30:00Z" },
	{ "Australia/Lord_Howe", "1h", "2026-10-03T15:45:00Z", "2026-10-03T15:30:00Z",
	    "2026-10-03T16:00:00Z" },
	/* Apia had no 2011-12-30 */
	{ "Pacific/Apia", "1d", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z",
	    "2011-12-31T10:00:00Z" },
	{ "Pacific/Apia", "1d", "2011-12-30T09:59:59Z", "2011-12-29T10:00:00Z",
	    "2011-12-30T10:00:00Z" },
};

static void
test_spans(struct arena *a)
{
	char from[RFC3339_MAX], to[RFC3339_MAX];
	const struct tzone *z;
	struct twindow w;
	struct twindow_span s;
	int64_t at = 0;
	int32_t off;

	for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
		if (tzone_load(&z, sv_of(spans[i].zone), a, NULL) != RC_OK)
			continue;
		T_OK(twindow_parse(&w, sv_of(spans[i].window), z, NULL) == RC_OK &&
			 rfc3339_parse(sv_of(spans[i].at), &at, &off),
		    "%s %s %s", spans[i].zone, spans[i].window, spans[i].at);
		s = twindow_at(&w, at);
		rfc3339_text(s.from_us, 0, from);
		rfc3339_text(s.to_us, 0, to);
		T_STR(from, spans[i].from, "from");
		T_STR(to, spans[i].to, "to");
	}
}

static void
test_ends(struct arena *a)
{
	static const char *const windows[] = { "1ms", "1h", "7h", "1d", "1000w", "1000mo" };
	static const char *const zones[] = { "UTC", "+14:00", "-12:00", "Europe/Berlin" };
	const struct tzone *z;
	struct twindow w;
	struct twindow_span lo, hi;

	for (size_t j = 0; j < sizeof zones / sizeof zones[0]; j++) {
		if (tzone_load(&z, sv_of(zones[j]), a, NULL) != RC_OK)
			continue;
		for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
			if (twindow_parse(&w, sv_of(windows[i]), z, NULL) != RC_OK)
				continue;
			lo = twindow_at(&w, INT64_MIN);
			hi = twindow_at(&w, INT64_MAX);
			T_OK(lo.from_us == INT64_MIN && lo.to_us > INT64_MIN &&
				 hi.to_us == INT64_MAX && hi.from_us < INT64_MAX,
			    "the ends of time, %s %s", windows[i], zones[j]);
		}
	}
}

struct nest {
	const char *outer;
	const char *inner;
	bool nests;
};

static void
test_nests(void)
{
	static const struct nest nests[] = { { "1h", "1m", true }, { "1h", "7m", false },
		{ "1h", "1h", true }, { "1m", "1h", false }, { "1d", "1h", true },
		{ "1d", "7m", false }, { "1d", "1000ms", true }, { "1w", "1d", true },
		{ "1mo", "1d", true }, { "1mo", "1w", false }, { "3mo", "1mo", true },
		{ "1d", "1w", false }, { "7d", "1w", false }, { "1w", "2d", false },
		{ "2w", "2d", true }, { "2w", "4d", false }, { "4w", "4d", true },
		{ "2w", "1w", true }, { "3w", "2w", false }, { "48h", "1h", true },
		{ "48h", "24h", true }, { "36h", "24h", false }, { "14m", "7m", true },
		{ "24h", "1d", false }, { "1mo", "2d", false }, { "1mo", "1h", true } };
	struct twindow o, i;

	for (size_t k = 0; k < sizeof nests / sizeof nests[0]; k++)
		T_OK(twindow_parse(&o, sv_of(nests[k].outer), NULL, NULL) == RC_OK &&
			 twindow_parse(&i, sv_of(nests[k].inner), NULL, NULL) == RC_OK &&
			 twindow_nests(&o, &i) == nests[k].nests,
		    "%s of %s", nests[k].outer, nests[k].inner);
}

struct name {
	const char *window;
	const char *zone;
	const char *at;
	const char *name;
};

static void
test_names(struct arena *a)
{
	static const struct name names[] = {
		{ "1d", "UTC", "2026-11-28T13:00:00Z", "2026-11-28" },
		{ "1d", "Asia/Tokyo", "2026-11-28T15:00:00Z", "2026-11-29" },
		{ "1w", "UTC", "2026-11-28T13:00:00Z", "2026-11-23" },
		{ "1mo", "Europe/Berlin", "2026-11-30T23:30:00Z", "2026-12" },
		{ "6h", "UTC", "2026-11-28T13:00:00Z", "2026-11-28T120000Z" },
		/* the hour that comes twice */
		{ "1h", "Europe/Berlin", "2026-10-25T00:10:00Z", "2026-10-25T020000+0200" },
		{ "1h", "Europe/Berlin", "2026-10-25T01:10:00Z", "2026-10-25T020000+0100" },
		/* local mean time, 53 minutes and 28 seconds: not the evening before */
		{ "1d", "Europe/Berlin", "1890-01-01T12:00:00Z", "1890-01-01" },
	};

	for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
		char name[TWINDOW_NAME_MAX] = "";
		const struct tzone *z;
		struct twindow w;
		int32_t offset;
		int64_t at_us;

		if (tzone_load(&z, sv_of(names[k].zone), a, NULL) == RC_OK &&
		    twindow_parse(&w, sv_of(names[k].window), z, NULL) == RC_OK &&
		    rfc3339_parse(sv_of(names[k].at), &at_us, &offset))
			twindow_name(&w, twindow_at(&w, at_us).from_us, name);
		T_STR(name, names[k].name, names[k].window);
	}
}

int
main(void)
{
	struct arena a;

	arena_init(&a);
	test_parse();
	test_spans(&a);
	test_ends(&a);
	test_nests();
	test_names(&a);
	arena_free(&a);
	return t_done();
}
