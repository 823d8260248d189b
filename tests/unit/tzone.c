/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone - worked cases: names, the local zone, rules, damaged files
 */
#include "time/tzone.h"

#include "base/rfc3339.h"

#include "../t.h"

#include <unistd.h>

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

	rfc3339_text(us, 0, text);
	return text;
}

struct fixed {
	const char *name;
	int off;
};

static void
test_fixed(struct arena *a)
{
	static const struct fixed good[] = { { "UTC", 0 }, { "Z", 0 }, { "+03:30", 12600 },
		{ "-0800", -28800 }, { "+01", 3600 }, { "-00:00", 0 }, { "+23:59", 86340 } };
	static const char *const bad[] = { "", "+", "+1", "+24:00", "+01:60", "+1:00", "+010",
		"01:00", "+01:0x", "+01-00", "../etc/passwd", "/usr/share/zoneinfo/UTC",
		"/Europe/Berlin", "Europe/../UTC", "Europe/..", "Europe", "utc+1", "+0a:00" };
	const struct tzone *z;
	struct err e;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		if (!T_OK(tzone_load(&z, sv_of(good[i].name), a, &e) == RC_OK, "%s", good[i].name))
			continue;
		T_OK(tzone_offset(z, 0) == good[i].off &&
			 tzone_offset(z, INT64_MIN) == good[i].off &&
			 tzone_offset(z, INT64_MAX) == good[i].off,
		    "offset");
		T_OK(sv_is(tzone_name(z), good[i].name), "name");
		T_OK(tzone_utc(z, 0) == -good[i].off * RFC3339_SEC_US, "wall clock");
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		T_OK(tzone_load(&z, sv_of(bad[i]), a, &e) == RC_RANGE, "'%s': %s", bad[i], e.msg);
	T_OK(tzone_load(&z, (struct sv){ "UTC\0x", 5 }, a, &e) == RC_RANGE, "a NUL in a name");
	T_OK(
	    tzone_offset(NULL, 5) == 0 && tzone_utc(NULL, 5) == 5 && sv_is(tzone_name(NULL), "UTC"),
	    "NULL is UTC");
}

static void
test_rule(struct arena *a)
{
	static const char *const good[] = { "CET-1CEST,M3.5.0,M10.5.0/3", "<-03>3", "EST5EDT",
		"EST5EDT4,M3.2.0/-167,M11.1.0/167:59:59", "IST-1GMT0,M10.5.0,M3.5.0/1", "A1B2C3",
		"XXX3EDT4,0/0,J365/23", "AAA24:59:59", "<+0330>-3:30<+0430>,J79/24,J263/24" };
	static const char *const bad[] = { "", "CET", "CE-1", "CET-1CEST,M3.5.0",
		"CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
		"CET-1CEST,J0,J5", "CET-1CEST,J366,J5", "CET-1CEST,366,J5", "CET-25", "CET-1:60",
		"CET-1:00:60", "CET-1CEST,M3.5.0/168,M10.5.0", "<+3>-3", "<+03-3", "CET-1 ",
		"CET-1CEST,M3.5.0,M10.5.0 ", "CET-1CEST,M3,M10", "CET-0001" };
	const struct tzone *z;
	struct err e;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		T_OK((tzone_rule(&z, sv_of(good[i]), a, &e) == RC_OK) ==
			 (strcmp(good[i], "A1B2C3") != 0),
		    "%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		T_OK(tzone_rule(&z, sv_of(bad[i]), a, &e) == RC_SYNTAX, "refuses '%s'", bad[i]);
	/* RFC 8536, section 3.3.1: daylight time all year. */
	if (!T_OK(tzone_rule(&z, SV("EST5EDT,0/0,J365/25"), a, &e) == RC_OK, "all year"))
		return;
	T_OK(tzone_offset(z, at("2024-01-01T00:00:00Z")) == -14400 &&
		 tzone_offset(z, at("2024-01-01T04:00:00Z")) == -14400 &&
		 tzone_offset(z, at("2024-01-01T05:00:00Z")) == -14400 &&
		 tzone_offset(z, at("2024-12-31T23:59:59Z")) == -14400 &&
		 tzone_offset(z, at("2024-07-01T00:00:00Z")) == -14400,
	    "never standard time");
}

static void
test_names(struct arena *a)
{
	const struct tzone *z;
	struct err e = { 0 };

	T_OK(tzone_load(&z, SV("Europe/Berln"), a, &e) == RC_RANGE, "a typing error");
	T_STR(e.msg, "unknown time zone 'Europe/Berln' (did you mean 'Europe/Berlin'?)",
	    "its message");
	T_OK(tzone_load(&z, SV("tokyo"), a, &e) == RC_RANGE, "a city");
	T_STR(e.msg, "unknown time zone 'tokyo' (did you mean 'Asia/Tokyo'?)", "its message");
	T_OK(tzone_load(&z, SV("new york"), a, &e) == RC_RANGE, "a city of two words");
	T_STR(
	    e.msg, "unknown time zone 'new york' (did you mean 'America/New_York'?)", "its message");
	T_OK(tzone_load(&z, SV("xyzzyxyzzyxyzzyxyzzy"), a, &e) == RC_RANGE, "nothing like it");
	T_STR(e.msg,
	    "unknown time zone 'xyzzyxyzzyxyzzyxyzzy', expected a name like Europe/Berlin, an "
	    "offset like "
	    "+03:30, UTC or local",
	    "its message");
	T_OK(tzone_load(&z, SV("Europe"), a, &e) == RC_RANGE && strstr(e.msg, "'Europe'?") == NULL,
	    "a directory: %s", e.msg);
	T_OK(tzone_load(&z, SV("zone.tab"), a, &e) == RC_SYNTAX, "not a zone: %s", e.msg);
	T_OK(tzone_load(&z, SV("Europe/Berlin"), a, &e) == RC_OK && tzone_offset(z, 0) == 3600,
	    "a zone");
}

static void
test_wall(struct arena *a)
{
	const struct tzone *z;
	struct err e;

	if (!T_OK(tzone_load(&z, SV("Europe/Berlin"), a, &e) == RC_OK, "Europe/Berlin"))
		return;
	T_STR(utc(tzone_utc(z, at("2026-03-29T01:59:59.999999Z"))), "2026-03-29T00:59:59.999999Z",
	    "before the gap");
	T_STR(utc(tzone_utc(z, at("2026-03-29T02:30:00Z"))), "2026-03-29T01:30:00Z",
	    "in the gap: shifted");
	T_STR(utc(tzone_reach(z, at("2026-03-29T02:30:00Z"))), "2026-03-29T01:00:00Z",
	    "in the gap: reached");
	T_STR(
	    utc(tzone_utc(z, at("2026-03-29T03:00:00Z"))), "2026-03-29T01:00:00Z", "after the gap");
	T_STR(utc(tzone_utc(z, at("2026-10-25T02:30:00Z"))), "2026-10-25T00:30:00Z",
	    "twice: the first");
	T_STR(utc(tzone_utc(z, at("2026-10-25T03:00:00Z"))), "2026-10-25T02:00:00Z",
	    "after the second");
	T_STR(utc(tzone_utc(z, at("2726-10-28T02:30:00Z"))), "2726-10-28T00:30:00Z", "by rule");
	T_OK(tzone_load(&z, SV("America/Sao_Paulo"), a, &e) == RC_OK, "America/Sao_Paulo");
	T_STR(utc(tzone_reach(z, at("2018-11-04T00:00:00Z"))), "2018-11-04T03:00:00Z",
	    "a day without midnight");
	T_OK(tzone_load(&z, SV("Pacific/Apia"), a, &e) == RC_OK, "Pacific/Apia");
	T_STR(utc(tzone_reach(z, at("2011-12-30T00:00:00Z"))), "2011-12-30T10:00:00Z",
	    "a day that was skipped");
	T_STR(utc(tzone_reach(z, at("2011-12-31T00:00:00Z"))), "2011-12-30T10:00:00Z",
	    "the day after it");
}

static void
test_local(struct arena *a)
{
	const struct tzone *z;
	struct err e = { 0 };

	setenv("TZ", "Asia/Tehran", 1);
	T_OK(tzone_load(&z, SV("local"), a, &e) == RC_OK &&
		 tzone_offset(z, at("2026-01-01")) == 12600,
	    "TZ, a name");
	T_OK(sv_is(tzone_name(z), "local"), "keeps its name");
	setenv("TZ", ":/usr/share/zoneinfo/Asia/Tokyo", 1);
	T_OK(tzone_load(&z, SV("local"), a, &e) == RC_OK && tzone_offset(z, 0) == 32400,
	    "TZ, a path");
	setenv("TZ", "XYZ-9:30", 1);
	T_OK(tzone_load(&z, SV("local"), a, &e) == RC_OK && tzone_offset(z, 0) == 34200,
	    "TZ, a rule");
	setenv("TZ", "", 1);
	T_OK(tzone_load(&z, SV("local"), a, &e) == RC_OK && tzone_offset(z, 0) == 0, "TZ, empty");
	setenv("TZ", "Asia/Tokio", 1);
	T_OK(tzone_load(&z, SV("local"), a, &e) == RC_RANGE, "TZ, unknown: %s", e.msg);
	setenv("TZ", "/nonexistent", 1);
	T_OK(tzone_load(&z, SV("local"), a, &e) == RC_RANGE, "TZ, no file: %s", e.msg);
	unsetenv("TZ");
	T_OK(tzone_load(&z, SV("local"), a, &e) == RC_OK, "/etc/localtime");
}

/* A file of version 2: an empty first block, then the bytes of @body and @rule. */
static struct sv
file(char *p, char version, const char *counts, const char *body, size_t n, const char *rule)
{
	static const char empty[] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0"
				    "\0\0\0\0\0\0";
	char *at = p;

	for (int i = 0; i < 2; i++) {
		memcpy(at, "TZif\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
		at[4] = version;
		memcpy(at + 20, i == 0 ? empty : counts, 24);
		if (i == 0)
			memcpy(at + 44, empty + 24, 6);
		at += i == 0 ? 50 : 44;
	}
	memcpy(at, body, n);
	at += n;
	memcpy(at, rule, strlen(rule));
	return (struct sv){ p, (size_t)(at - p) + strlen(rule) };
}

#define COUNTS(leap, time, type, chars)                                                            \
	"\0\0\0\0\0\0\0\0\0\0\0" leap "\0\0\0" time "\0\0\0" type "\0\0\0" chars

static void
test_file(struct arena *a)
{
	/* At 0 from offset 3600 to -3600. */
	static const char body[] = "\0\0\0\0\0\0\0\0"
				   "\1"
				   "\0\0\16\20\0\0"
				   "\377\377\361\360\0\0"
				   "A";
	/* The same, and at 1000 to another type with the same offset. */
	static const char twice[] = "\0\0\0\0\0\0\0\0"
				    "\0\0\0\0\0\0\3\350"
				    "\1\2"
				    "\0\0\16\20\0\0"
				    "\377\377\361\360\0\0"
				    "\377\377\361\360\1\0"
				    "A";
	char p[256];
	const struct tzone *z;
	struct err e;
	struct sv f =
	    file(p, '2', COUNTS("\0", "\1", "\2", "\1"), body, sizeof body - 1, "\n<-02>2\n");

	if (T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_OK, "a small file"))
		T_OK(tzone_offset(z, -1) == 3600 && tzone_offset(z, 0) == -7200,
		    "its offsets, the rule counts");
	f = file(p, '2', COUNTS("\0", "\2", "\3", "\1"), twice, sizeof twice - 1, "\n<-02>2\n");
	if (T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_OK, "a change of nothing"))
		T_OK(tzone_offset(z, 999999999) == -3600 && tzone_offset(z, 1000000000) == -7200,
		    "the rule counts from it on");
	T_OK(tzone_read(&z, SV("x"), (struct sv){ NULL, 0 }, a, &e) == RC_SYNTAX, "no file");
	T_OK(tzone_rule(&z, (struct sv){ NULL, 0 }, a, &e) == RC_SYNTAX, "no rule");
	f = file(p, '2', COUNTS("\0", "\1", "\2", "\1"), body, sizeof body - 1, "\n\n");
	if (T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_OK, "no rule"))
		T_OK(tzone_offset(z, -1) == 3600 && tzone_offset(z, 0) == -3600, "its offsets");
	for (size_t n = 0; n < f.n; n++)
		T_QUIET(tzone_read(&z, SV("x"), (struct sv){ p, n }, a, &e) == RC_SYNTAX,
		    "cut at %zu", n);
	f = file(p, '2', COUNTS("\0", "\1", "\2", "\1"), body, sizeof body - 1, "\nCET\n");
	T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_SYNTAX, "a bad rule: %s", e.msg);
	f = file(p, '2', COUNTS("\0", "\1", "\1", "\1"), body, sizeof body - 1, "\n\n");
	T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_SYNTAX, "a type too many: %s", e.msg);
	f = file(p, '2', COUNTS("\0", "\0", "\0", "\0"), "", 0, "\n\n");
	T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_SYNTAX, "no types: %s", e.msg);
	f = file(p, '2', COUNTS("\1", "\0", "\1", "\0"),
	    "\0\0\0\0\0\0"
	    "123456789012",
	    18, "\n\n");
	T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_RANGE, "leap seconds: %s", e.msg);
	f = file(p, '2', COUNTS("\0", "\0", "\1", "\0"), "\0\1\177\240\0\0", 6, "\n\n");
	T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_SYNTAX, "27 hours: %s", e.msg);
	f = file(p, '2',
	    "\377\377\377\377\377\377\377\377\377\377\377\377"
	    "\377\377\377\377\377\377\377\377\377\377\377\377",
	    body, sizeof body - 1, "\n\n");
	T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_SYNTAX, "counts over 4e9");
	f = file(p, '\0', COUNTS("\0", "\1", "\2", "\1"), body, sizeof body - 1, "\n\n");
	T_OK(tzone_read(&z, SV("x"), f, a, &e) == RC_OK && tzone_offset(z, 0) == 0,
	    "version 1: the first block");
}

int
main(void)
{
	struct arena a;

	arena_init(&a);
	test_fixed(&a);
	test_rule(&a);
	test_file(&a);
	if (access("/usr/share/zoneinfo/Europe/Berlin", R_OK) == 0) {
		test_names(&a);
		test_wall(&a);
		test_local(&a);
	}
	arena_free(&a);
	return t_done();
}
