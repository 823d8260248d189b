/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp_form - the forms of times that programs write and no standard of logs has
 *
 *     [Www[,] ]Mmm d hh:mm:ss                      syslog; the year is not named
 *     [Www[,] ]Mmm d hh:mm:ss [ZONE ]yyyy          asctime, Apache's errors, date(1), git
 *     [Www[,] ]Mmm d[,] yyyy[,] hh:mm:ss           Cisco, JavaScript, Java
 *     [Www[,] ]d/Mmm/yyyy[:hh:mm:ss]               HAProxy; also d-Mmm-yyyy, d Mmm yyyy (mail)
 *     yyyy/mm/dd[ hh:mm:ss]                        nginx's errors, Go; also yyyy-mm-dd
 *     yyyymmdd[Thh[:]mm[[:]ss]], yyyymmddhhmm[ss]  ISO 8601 basic, LDAP, FIX
 *
 *     [...]                                        any of these, as in a log of Apache
 *
 * Seconds may be missing, or have a fraction behind a point or comma.  24:00 is the end of the
 * day.  Of AM or PM behind it the hour is one to twelve, of one digit or two, and there may be
 * commas around the year, as JavaScript and Java write them.  Behind the time may stand a
 * zone: Z, UTC, GMT, an offset, UTC and an offset; behind an offset a name or a comment, which
 * say nothing more.  A name alone (CET, EST) is not one offset everywhere.
 */
#include "time/tstamp_part.h"

#include "base/num.h"
#include "base/rfc3339.h"

enum { COLONS = 1, BARE = 2 };	/* how a time of day may be written */

struct form {
	struct tstamp_cur   c;
	struct tstamp_civil at;
	int64_t             year;	/* -1: not named */
	enum tstamp_fault   fault;
};

static bool
is_next(const struct form *f, char x)
{
	return f->c.p != f->c.end && *f->c.p == x;
}

static bool
is_digit_next(const struct form *f)
{
	return f->c.p != f->c.end && num_is_digit((unsigned char)*f->c.p);
}

static bool
accept(struct form *f, char x)
{
	if (!is_next(f, x))
		return false;
	f->c.p++;
	return true;
}

/* Any number of blanks: whether there were some. */
static bool
skip_blanks(struct form *f)
{
	const char *from = f->c.p;

	while (is_next(f, ' ') || is_next(f, '\t'))
		f->c.p++;
	return f->c.p != from;
}

/* @n digits that are a number from @lo to @hi. */
static bool
take_number(struct form *f, int n, int lo, int hi, int *out)
{
	int64_t v = tstamp_part_digits(&f->c, n, n);

	*out = (int)v;
	return v >= lo && v <= hi;
}

/* AM or PM in any case, a blank before it or none: the half of the day, 0 none. */
static int
take_half(struct form *f)
{
	struct tstamp_cur back = f->c;
	int half = 0;

	(void)skip_blanks(f);
	if (tstamp_part_word(&f->c, SV("am")))
		half = 1;
	else if (tstamp_part_word(&f->c, SV("pm")))
		half = 2;
	if (half == 0 || (f->c.p != f->c.end && *f->c.p != ' ' && *f->c.p != '\t')) {
		f->c = back;
		return 0;
	}
	return half;
}

/* hh:mm[:ss[.f]][ AM], hhmm[ss[.f]] */
static bool
take_clock(struct form *f, int how)
{
	const char *from = f->c.p;
	int hour = (int)tstamp_part_digits(&f->c, 1, 2), min, sec = 0, us = 0, half = 0;
	bool colon, short_hour = f->c.p - from == 1, fraction = false;

	if (hour < 0 || hour > 24)
		return false;
	colon = accept(f, ':');
	if ((how & (colon ? COLONS : BARE)) == 0 || !take_number(f, 2, 0, 59, &min))
		return false;
	if (colon ? accept(f, ':') : is_digit_next(f)) {
		if (!take_number(f, 2, 0, 60, &sec))
			return false;
		fraction = accept(f, '.') || accept(f, ',');
		if (fraction && !tstamp_part_fraction(&f->c, &us))
			return false;
	}
	if (colon)
		half = take_half(f);
	if (half != 0 ? hour < 1 || hour > 12 : short_hour)
		return false;
	if (half != 0)
		hour = hour % 12 + (half == 2 ? 12 : 0);
	f->at.us = tstamp_part_day_us(hour, min, sec, us, fraction);
	return f->at.us <= RFC3339_DAY_US;
}

/* Two to five capitals: whether they are there. */
static bool
skip_name(struct form *f)
{
	const char *from = f->c.p;

	while (f->c.p != f->c.end && *f->c.p >= 'A' && *f->c.p <= 'Z')
		f->c.p++;
	return f->c.p - from >= 2 && f->c.p - from <= 5;
}

/* "(UTC)", "(Moscow Standard Time)", if there is one: no more than the zone says. */
static bool
take_comment(struct form *f)
{
	if (!accept(f, '('))
		return true;
	while (f->c.p != f->c.end && *f->c.p != ')')
		f->c.p++;
	return accept(f, ')');
}

/* A zone, if there is one: false for what cannot be one, or can be one of several. */
static bool
take_zone(struct form *f)
{
	bool z, utc, offset;

	skip_blanks(f);
	if (f->c.p == f->c.end || is_digit_next(f))
		return true;
	z = is_next(f, 'Z');
	utc = tstamp_part_utc(&f->c);
	offset = !z && (is_next(f, '+') || is_next(f, '-'));
	if (utc)
		f->at.offset_s = 0;
	if (offset && !tstamp_part_offset(&f->c, &f->at.offset_s))
		return false;
	if (!utc && !offset) {
		if (skip_name(f) && (f->c.p == f->c.end || is_next(f, ' ')))
			f->fault = TSTAMP_NO_ZONE;
		return false;
	}
	skip_blanks(f);
	if (offset && f->c.p != f->c.end && *f->c.p >= 'A' && *f->c.p <= 'Z' && !skip_name(f))
		return false;
	if (!take_comment(f))
		return false;
	skip_blanks(f);
	return f->c.p == f->c.end || is_digit_next(f);
}

/* Behind a date that names its year: the end, or a time and perhaps a zone. */
static bool
take_rest(struct form *f, int how)
{
	return f->c.p == f->c.end || (take_clock(f, how) && take_zone(f));
}

/* What parts a date from a time: one of @marks or blanks, or it is the end. */
static bool
take_gap(struct form *f, const char *marks)
{
	if (f->c.p == f->c.end || skip_blanks(f))
		return true;
	for (; *marks != '\0'; marks++)
		if (accept(f, *marks))
			return f->c.p != f->c.end;
	return false;
}

static bool
take_year(struct form *f)
{
	f->year = tstamp_part_digits(&f->c, 4, 4);
	return f->year >= 0;
}

static bool
take_month_day(struct form *f)
{
	return take_number(f, 2, 1, 12, &f->at.month) && take_number(f, 2, 1, 31, &f->at.day);
}

/* yyyymmdd... */
static bool
take_compact(struct form *f)
{
	if (!take_year(f) || !take_month_day(f))
		return false;
	return is_digit_next(f) ? take_rest(f, BARE)
	                        : take_gap(f, "T-") && take_rest(f, COLONS | BARE);
}

/* yyyy/mm/dd..., yyyy-mm-dd... */
static bool
take_numbers(struct form *f)
{
	char mark;

	if (!take_year(f) || f->c.p == f->c.end)
		return false;
	mark = *f->c.p++;
	return (mark == '/' || mark == '-') && take_number(f, 2, 1, 12, &f->at.month) &&
	    accept(f, mark) && take_number(f, 2, 1, 31, &f->at.day) &&
	    take_gap(f, mark == '/' ? "" : "Tt_") && take_rest(f, COLONS);
}

/* The day of a month, of one digit or two. */
static bool
take_day(struct form *f)
{
	f->at.day = (int)tstamp_part_digits(&f->c, 1, 2);
	return f->at.day >= 1 && f->at.day <= 31;
}

/* d/Mmm/yyyy..., d-Mmm-yyyy..., d Mmm yyyy... */
static bool
take_day_first(struct form *f)
{
	char mark;

	if (!take_day(f) || f->c.p == f->c.end)
		return false;
	mark = *f->c.p;
	if (mark == ' ' ? !skip_blanks(f) : mark != '/' && mark != '-')
		return false;
	f->c.p += mark != ' ';
	f->at.month = tstamp_part_month(&f->c);
	return f->at.month != 0 && (mark == ' ' ? skip_blanks(f) : accept(f, mark)) &&
	    take_year(f) && take_gap(f, mark == '/' ? ":" : "") && take_rest(f, COLONS);
}

/* Mmm d, a time and, anywhere behind the day, the year. */
static bool
take_month_first(struct form *f)
{
	bool comma;

	f->at.month = tstamp_part_month(&f->c);
	if (f->at.month == 0 || !skip_blanks(f) || !take_day(f))
		return false;
	comma = accept(f, ',');
	if (!skip_blanks(f))
		return false;
	if (comma || (f->c.end - f->c.p > 4 && f->c.p[2] != ':' && f->c.p[1] != ':'))
		return take_year(f) && ((void)accept(f, ','), skip_blanks(f)) &&
		    take_rest(f, COLONS);
	if (!take_clock(f, COLONS) || !take_zone(f))
		return false;
	if (f->c.p == f->c.end)
		return true;
	if (f->c.p[-1] != ' ' || !take_year(f) || (f->c.p != f->c.end && !skip_blanks(f)))
		return false;
	return f->c.p == f->c.end || (f->at.offset_s == INT32_MIN && take_zone(f));
}

static bool
take_form(struct form *f)
{
	size_t n = 0, max = (size_t)(f->c.end - f->c.p);

	if (!is_digit_next(f) && tstamp_part_weekday(&f->c)) {
		(void)accept(f, ',');
		if (!skip_blanks(f))
			return false;
		return is_digit_next(f) ? take_day_first(f) : take_month_first(f);
	}
	while (n < max && num_is_digit((unsigned char)f->c.p[n]))
		n++;
	return n == 0 ? take_month_first(f) : n < 3 ? take_day_first(f) :
	    n == 4 ? take_numbers(f) : n >= 8 && take_compact(f);
}

enum tstamp_fault
tstamp_form(struct sv s, const struct tstamp_cfg *cfg, int64_t *at_us, int32_t *offset_s)
{
	struct form f = { .at = { .offset_s = INT32_MIN }, .year = -1, .fault = TSTAMP_NO_TIME };

	if (s.n == 0)	/* s.p may be NULL, which has no end */
		return TSTAMP_NO_TIME;
	f.c = (struct tstamp_cur){ s.p, s.p + s.n };
	skip_blanks(&f);
	while (f.c.end != f.c.p && (f.c.end[-1] == ' ' || f.c.end[-1] == '\t'))
		f.c.end--;
	if (f.c.end - f.c.p > 2 && *f.c.p == '[' && f.c.end[-1] == ']') {
		f.c.p++;
		f.c.end--;
	}
	if (!take_form(&f) || f.c.p != f.c.end)
		return f.fault;
	*offset_s = f.at.offset_s;
	if (f.year >= 0)
		return tstamp_part_at(&f.at, f.year, cfg, at_us) ? TSTAMP_FINE : TSTAMP_NO_DAY;
	if (cfg == NULL || (cfg->year == 0 && cfg->now_us == INT64_MIN))
		return TSTAMP_NO_YEAR;
	return tstamp_part_year(&f.at, cfg, at_us) ? TSTAMP_FINE : TSTAMP_NO_DAY;
}
