/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone_data - POSIX TZ rules: the offsets after the last change a file lists
 *
 * Pure functions.  POSIX.1-2008, Base Definitions 8.3, with the extension of
 * RFC 8536, section 3.3.1: times of a change from -167 to 167 hours.
 */
#include "time/tzone_data.h"

#include "base/num.h"
#include "base/rfc3339.h"

struct cur {
	const char *p;
	const char *end;
};

static bool
take_char(struct cur *c, char want)
{
	if (c->p == c->end || *c->p != want)
		return false;
	c->p++;
	return true;
}

/* At most three digits, at most @max; -1 when there are none or too many. */
static int
take_number(struct cur *c, int max)
{
	int v = 0, n = 0;

	for (; c->p != c->end && num_is_digit((unsigned char)*c->p); c->p++, n++)
		if (n < 4)
			v = v * 10 + (*c->p - '0');
	return n == 0 || n > 3 || v > max ? -1 : v;
}

static bool
is_alpha(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

/* CET or <+0330>: three characters or more. */
static bool
take_name(struct cur *c)
{
	const char *from;

	if (take_char(c, '<')) {
		from = c->p;
		while (c->p != c->end && (is_alpha(*c->p) || *c->p == '+' || *c->p == '-' ||
					     num_is_digit((unsigned char)*c->p)))
			c->p++;
		return c->p - from >= 3 && take_char(c, '>');
	}
	from = c->p;
	while (c->p != c->end && is_alpha(*c->p))
		c->p++;
	return c->p - from >= 3;
}

/* [+-]hh[:mm[:ss]] */
static bool
take_time(struct cur *c, int max_hour, int32_t *s)
{
	bool neg = take_char(c, '-');
	int hour, min = 0, sec = 0;

	if (!neg)
		(void)take_char(c, '+');
	if ((hour = take_number(c, max_hour)) < 0)
		return false;
	if (take_char(c, ':')) {
		if ((min = take_number(c, 59)) < 0)
			return false;
		if (take_char(c, ':') && (sec = take_number(c, 59)) < 0)
			return false;
	}
	*s = (hour * 3600 + min * 60 + sec) * (neg ? -1 : 1);
	return true;
}

/* ",M3.5.0/2" */
static bool
take_date(struct cur *c, struct tzone_date *d)
{
	int month = 1, week = 1, day;

	if (!take_char(c, ','))
		return false;
	if (take_char(c, 'M')) {
		d->kind = 'M';
		month = take_number(c, 12);
		if (month < 1 || !take_char(c, '.') || (week = take_number(c, 5)) < 1 ||
		    !take_char(c, '.'))
			return false;
		day = take_number(c, 6);
	} else if (take_char(c, 'J')) {
		d->kind = 'J';
		day = take_number(c, 365);
		day = day == 0 ? -1 : day;
	} else {
		d->kind = 'N';
		day = take_number(c, 365);
	}
	if (day < 0)
		return false;
	d->month = (uint8_t)month;
	d->week = (uint8_t)week;
	d->day = (int16_t)day;
	d->time_s = 7200;
	return !take_char(c, '/') || take_time(c, 167, &d->time_s);
}

bool
tzone_data_rule(struct tzone_yearly *r, struct sv s)
{
	struct cur c = { s.p, NULL }, us;
	int32_t west;

	*r = (struct tzone_yearly){ 0 };
	if (s.n == 0)
		return false;
	c.end = s.p + s.n;
	if (!take_name(&c) || !take_time(&c, 24, &west))
		return false;
	r->std_s = -west;
	if (c.p == c.end)
		return true;
	r->dst = true;
	r->dst_s = r->std_s + 3600;
	if (!take_name(&c))
		return false;
	if (c.p != c.end && *c.p != ',') {
		if (!take_time(&c, 24, &west))
			return false;
		r->dst_s = -west;
	}
	us = (struct cur){ ",M3.2.0,M11.1.0", NULL };
	us.end = us.p + sizeof ",M3.2.0,M11.1.0" - 1;
	if (c.p == c.end)
		c = us;
	return take_date(&c, &r->start) && take_date(&c, &r->end) && c.p == c.end;
}

/* The local time of a change in @year, seconds as if UTC. */
static int64_t
date_at(const struct tzone_date *d, int64_t year)
{
	int64_t first = rfc3339_days(year, 1, 1);
	int weekday, day;

	switch (d->kind) {
	case 'N':
		return (first + d->day) * 86400 + d->time_s;
	case 'J':
		first += d->day - 1 + (d->day >= 60 && rfc3339_month_days(year, 2) == 29);
		return first * 86400 + d->time_s;
	default:
		first = rfc3339_days(year, d->month, 1);
		weekday = (int)(((first + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
		day = (d->day - weekday + 7) % 7 + 7 * (d->week - 1);
		if (day >= rfc3339_month_days(year, d->month))
			day -= 7;
		return (first + day) * 86400 + d->time_s;
	}
}

/*
 * The latest change at or before @t and the first one after it.  A time of change
 * a week off its day may put it into a neighbouring year, so five years are asked.
 * Where an end and a start coincide (daylight time all year, "EST5EDT,0/0,J365/25"),
 * the start counts: it is looked at last.
 */
struct tzone_part
tzone_data_part(const struct tzone_yearly *r, int64_t t)
{
	struct tzone_part part = { INT64_MIN, INT64_MAX, r->std_s };
	int64_t year, at;

	if (!r->dst)
		return part;
	/* The second of INT64_MIN us begins before it. */
	year = rfc3339_civil(t < INT64_MIN / RFC3339_SEC_US ? INT64_MIN : t * RFC3339_SEC_US).year;
	for (int64_t y = year - 2; y <= year + 2; y++) {
		for (int start = 0; start <= 1; start++) {
			at = start ? date_at(&r->start, y) - r->std_s
				   : date_at(&r->end, y) - r->dst_s;
			if (at <= t && at >= part.from) {
				part.from = at;
				part.off = start ? r->dst_s : r->std_s;
			} else if (at > t && at < part.to) {
				part.to = at;
			}
		}
	}
	return part;
}

const struct tzone *
tzone_data_fixed(struct sv name, int32_t off, struct arena *a)
{
	struct tzone *z = arena_zalloc(a, sizeof *z);

	z->name = arena_sv(a, name);
	z->ruled = true;
	z->rule_from = INT64_MIN;
	z->rule.std_s = off;
	return z;
}
