/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calendars: which times are as usual, by hand, in either form and across clock changes.
 */
#include "base/rfc3339.h"
#include "spec/calendar.h"
#include "../t.h"

#include <stdlib.h>
#include <unistd.h>

static const char shop[] =
    "zone: Europe/Berlin\n"
    "open:\n"
    "  - {days: mon-fri, hours: 08:00-20:00}\n"
    "  - {days: [sat], hours: [10:00-14:00, 15:00-18:00], note: short}\n"
    "  - {days: fri, hours: 22:00-02:00}\n"
    "holidays:\n"
    "  - 2026-12-24..2026-12-26 Christmas\n"
    "  - {date: 01-01, note: New Year}\n"
    "  - {date: 02-29}\n"
    "  - {date: 2026-12-26..2026-12-27, note: also}\n"
    "maintenance:\n"
    "  - {days: wed, hours: 12:00-12:30, note: backup}\n"
    "  - {from: 2026-11-30T19:00, to: 2026-12-01T08:30, note: database}\n"
    "  - {from: 2026-12-03T10:00:00Z, to: 2026-12-03T11:00:00Z}\n";

static int64_t
utc(const char *text)
{
	int64_t at_us;
	int32_t offset;

	T_QUIET(rfc3339_parse(sv_of(text), &at_us, &offset), "%s", text);
	return at_us;
}

/* A calendar from text, through a file. */
static enum rc
load(struct calendar *c, const char *text, const struct tzone *zone, struct arena *a, struct err *e)
{
	char dir[4096], path[4200];
	enum rc rc;
	FILE *f;

	if (!T_QUIET(mkdtemp(t_temporary(dir, sizeof(dir), "cx-calendar")) != NULL, "a directory"))
		return RC_IO;
	snprintf(path, sizeof(path), "%s/calendar", dir);
	f = fopen(path, "w");
	T_QUIET(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0, "a file");
	rc = calendar_load(c, path, zone, a, e);
	unlink(path);
	rmdir(dir);
	return rc;
}

static void
expect(const struct calendar *c, const char *from, const char *to, const char *why,
    const char *note)
{
	struct calendar_time t = { utc(from), to != NULL ? utc(to) : utc(from) + 1, 0 };
	struct sv got;
	const char *name = calendar_name(calendar_of(c, &t, &got));

	T_OK(strcmp(name, why) == 0 && sv_is(got, note), "%s%s%s: %s (%.*s)", from,
	    to != NULL ? " to " : "", to != NULL ? to : "", name, SV_SHOW(got));
}

static void
hours(void)
{
	struct calendar c;
	struct arena a;
	struct err e = { 0 };

	arena_init(&a);
	if (!T_OK(load(&c, shop, NULL, &a, &e) == RC_OK, "a shop's calendar: %s", e.msg))
		return;
	/* Monday, in winter: 08:00 is 07:00 UTC */
	expect(&c, "2026-11-23T06:59:59.999999Z", NULL, "closed", "");
	expect(&c, "2026-11-23T07:00:00Z", NULL, "open", "");
	expect(&c, "2026-11-23T18:59:59Z", NULL, "open", "");
	expect(&c, "2026-11-23T19:00:00Z", NULL, "closed", "");
	/* the Monday after the clocks went forward */
	expect(&c, "2026-03-30T06:00:00Z", NULL, "open", "");
	expect(&c, "2026-03-27T06:00:00Z", NULL, "closed", "");
	/* Saturday: a break, and what is left of Friday's night */
	expect(&c, "2026-11-28T13:30:00Z", NULL, "closed", "");
	expect(&c, "2026-11-28T14:30:00Z", NULL, "open", "");
	expect(&c, "2026-11-28T00:59:00Z", NULL, "open", "");
	expect(&c, "2026-11-28T01:00:00Z", NULL, "closed", "");
	/* Sunday, whole, and a stretch over the end of the week */
	expect(&c, "2026-11-28T23:00:00Z", "2026-11-29T23:00:00Z", "closed", "");
	expect(&c, "2026-11-29T12:00:00Z", "2026-11-30T07:00:01Z", "open", "");
	expect(&c, "2026-11-01T00:00:00Z", "2026-11-09T00:00:00Z", "open", "");
	/* weekly maintenance, and that of a date */
	expect(&c, "2026-11-25T11:15:00Z", NULL, "closed", "");
	expect(&c, "2026-11-25T11:30:00Z", NULL, "open", "");
	expect(&c, "2026-11-30T17:00:00Z", "2026-11-30T18:00:00Z", "open", "");
	expect(&c, "2026-11-30T17:00:00Z", "2026-11-30T18:00:01Z", "maintenance", "database");
	expect(&c, "2026-12-01T07:29:59Z", NULL, "maintenance", "database");
	expect(&c, "2026-12-01T07:30:00Z", NULL, "open", "");
	expect(&c, "2026-12-03T10:59:00Z", NULL, "maintenance", "");
	/* holidays begin and end at local midnight */
	expect(&c, "2026-12-23T22:59:59Z", "2026-12-23T23:00:00Z", "closed", "");
	expect(&c, "2026-12-23T23:00:00Z", NULL, "holiday", "Christmas");
	expect(&c, "2026-12-27T22:59:59Z", NULL, "holiday", "Christmas");
	expect(&c, "2027-01-01T09:00:00Z", NULL, "holiday", "New Year");
	expect(&c, "2026-12-30T09:00:00Z", "2027-01-02T00:00:00Z", "holiday", "New Year");
	expect(&c, "2028-02-29T09:00:00Z", NULL, "holiday", "");
	expect(&c, "2027-03-01T09:00:00Z", NULL, "open", "");
	T_OK(!calendar_none(&c) && calendar_check(&c) != 0, "it says something");
	arena_free(&a);
}

static void
lines(void)
{
	struct calendar c, again, other;
	struct calendar_time t = { utc("2026-12-24T00:30:00Z"), utc("2026-12-24T00:30:01Z"), 0 };
	struct arena a;
	struct err e = { 0 };

	arena_init(&a);
	T_OK(load(&c, "# days\r\n\r\n2026-12-25,  Christmas\r\n2026-12-24\n 2026-12-24..2026-12-25 x",
	    NULL, &a, &e) == RC_OK, "lines: %s", e.msg);
	T_OK(c.nholiday == 1 && calendar_of(&c, &t, NULL) == CALENDAR_HOLIDAY, "a day, in UTC");
	t.ahead_us = -60 * 60 * RFC3339_SEC_US;
	T_OK(calendar_of(&c, &t, NULL) == CALENDAR_OPEN, "... still the day before, an hour west");
	T_OK(load(&again, "holidays: [2026-12-24..2026-12-25]\nopen:\n  - {}\n", NULL, &a, &e) ==
	    RC_OK && calendar_check(&again) == calendar_check(&c), "both forms say the same");
	T_OK(load(&other, "2026-12-24..2026-12-26\n", NULL, &a, &e) == RC_OK &&
	    calendar_check(&other) != calendar_check(&c), "a day more is another");
	T_OK(load(&other, "# nothing\n", NULL, &a, &e) == RC_OK && calendar_none(&other) &&
	    calendar_check(&other) == 0, "nothing is nothing");
	arena_free(&a);
}

static void
faults(void)
{
	static const struct {
		const char *text, *msg;
	} row[] = {
		{ "Christmas\n", "1:1: expected a date such as 2026-12-25, or a map" },
		{ "2026-12-25\n2026-12-24..26\n", "2:13: expected the range's last date" },
		{ "2026-12-25x\n", "1:11: expected a space" },
		{ "2026-02-30\n", "1:1: expected a date" },
		{ "opening: []\n", "1:1: unknown key 'opening'" },
		{ "open: mon\n", "1:7: expected a list" },
		{ "open:\n  - {days: mo}\n", "2:12: expected days such as" },
		{ "open:\n  - {hours: 8-20}\n", "2:13: expected hours such as" },
		{ "open:\n  - {hours: 24:00-25:00}\n", "2:13: expected hours such as" },
		{ "open:\n  - {hours: 08:00-08:00}\n", "2:13: expected hours such as" },
		{ "zone: Berlin\n", "1:7: " },
		{ "holidays:\n  - {note: x}\n", "2:5: " },
		{ "holidays: [2026-13-01]\n", "1:12: expected a date such as" },
		{ "holidays: [13-01]\n", "1:12: expected a date such as" },
		{ "maintenance:\n  - {from: 2026-01-01}\n", "2:5: " },
		{ "maintenance:\n  - {from: 2026-01-02, to: 2026-01-01}\n", "2:28: expected a time" },
		{ "maintenance:\n  - {from: 2026-01-02T00:00Z, to: 2026-01-03}\n", "2:5: one of" },
		{ "maintenance:\n  - {from: soon, to: 2026-01-03}\n", "2:12: expected a time" },
		{ "a: 1\n---\nb: 1\n", "3:1: a calendar is one document" },
	};
	struct calendar c;
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct err e = { 0 };
		enum rc rc = load(&c, row[i].text, NULL, &a, &e);

		T_OK(rc == RC_SYNTAX && strstr(e.msg, row[i].msg) != NULL, "%s", e.msg);
	}
	arena_free(&a);
}

int
main(void)
{
	hours();
	lines();
	faults();
	return t_done();
}
