/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp_part - see tstamp_part.h
 */
#include "time/tstamp_part.h"

#include "base/num.h"
#include "base/rfc3339.h"

enum { YEAR_MAX = 9999 };	/* four digits; far from where microseconds end */

int64_t
tstamp_part_digits(struct tstamp_cur *c, int min, int max)
{
	int64_t v = 0;
	int n = 0;

	for (; n < max && c->p != c->end && num_is_digit((unsigned char)*c->p); n++)
		v = v * 10 + (*c->p++ - '0');
	return n < min ? -1 : v;
}

/* Does the text go on with lower-case @name, in whatever case? */
static inline bool
goes_on(const struct tstamp_cur *c, const char *name, size_t n)
{
	if ((size_t)(c->end - c->p) < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((c->p[i] | 0x20) != name[i])
			return false;
	return true;
}

bool
tstamp_part_word(struct tstamp_cur *c, struct sv name)
{
	if (!goes_on(c, name.p, name.n))
		return false;
	c->p += name.n;
	return true;
}

/* One of @n names in full or by three letters: its number, or -1. */
static int
take_name(struct tstamp_cur *c, const struct sv *names, int n)
{
	for (int i = 0; i < n; i++) {
		if (!goes_on(c, names[i].p, 3))
			continue;
		c->p += goes_on(c, names[i].p, names[i].n) ? names[i].n : 3;
		return i;
	}
	return -1;
}

int
tstamp_part_month(struct tstamp_cur *c)
{
	static const struct sv months[] = { { "january", 7 }, { "february", 8 },
		{ "march", 5 }, { "april", 5 }, { "may", 3 }, { "june", 4 },
		{ "july", 4 }, { "august", 6 }, { "september", 9 }, { "october", 7 },
		{ "november", 8 }, { "december", 8 } };

	return take_name(c, months, 12) + 1;
}

bool
tstamp_part_weekday(struct tstamp_cur *c)
{
	static const struct sv weekdays[] = { { "sunday", 6 }, { "monday", 6 },
		{ "tuesday", 7 }, { "wednesday", 9 }, { "thursday", 8 }, { "friday", 6 },
		{ "saturday", 8 } };

	return take_name(c, weekdays, 7) >= 0;
}

bool
tstamp_part_offset(struct tstamp_cur *c, int32_t *offset_s)
{
	int64_t hour, min = 0;
	bool neg;

	*offset_s = 0;
	if (c->p == c->end)
		return false;
	if (*c->p == 'Z') {
		c->p++;
		return true;
	}
	if (*c->p != '+' && *c->p != '-')
		return false;
	neg = *c->p++ == '-';
	hour = tstamp_part_digits(c, 2, 2);
	if (hour < 0 || hour > 23)
		return false;
	if (c->end - c->p >= 3 && *c->p == ':' && num_is_digit((unsigned char)c->p[1])) {
		c->p++;
		min = tstamp_part_digits(c, 2, 2);
	} else if (c->p != c->end && num_is_digit((unsigned char)*c->p)) {
		min = tstamp_part_digits(c, 2, 2);
	}
	if (min < 0 || min > 59)
		return false;
	*offset_s = (int32_t)(hour * 3600 + min * 60) * (neg ? -1 : 1);
	return true;
}

bool
tstamp_part_utc(struct tstamp_cur *c)
{
	if (tstamp_part_word(c, SV("utc")) || tstamp_part_word(c, SV("gmt")))
		return true;
	if (c->p == c->end || *c->p != 'Z')
		return false;
	c->p++;
	return true;
}

bool
tstamp_part_fraction(struct tstamp_cur *c, int *us)
{
	const char *from = c->p;
	int64_t v = tstamp_part_digits(c, 1, 9);

	if (v < 0)
		return false;
	for (int n = (int)(c->p - from); n != 6; n < 6 ? n++ : n--)
		v = n < 6 ? v * 10 : v / 10;
	*us = (int)v;
	return true;
}

int64_t
tstamp_part_day_us(int hour, int min, int sec, int us, bool fraction)
{
	if (sec == 60) {
		sec = 59;
		us = fraction ? 999999 : us;
	}
	return (hour * 3600 + min * 60 + sec) * RFC3339_SEC_US + us;
}

bool
tstamp_part_at(const struct tstamp_civil *t, int64_t year, const struct tstamp_cfg *cfg,
    int64_t *at_us)
{
	int64_t day, local;

	if (t->yday != 0) {
		if (t->yday == 366 && rfc3339_month_days(year, 2) != 29)
			return false;
		day = rfc3339_days(year, 1, 1) + t->yday - 1;
	} else {
		if (t->day > rfc3339_month_days(year, t->month))
			return false;
		day = rfc3339_days(year, t->month, t->day);
	}
	local = day * RFC3339_DAY_US + t->us;
	if (t->offset_s != INT32_MIN)
		*at_us = local - t->offset_s * RFC3339_SEC_US;
	else
		*at_us = cfg != NULL && cfg->zone != NULL ? tzone_utc(cfg->zone, local) : local;
	return true;
}

bool
tstamp_part_year(const struct tstamp_civil *t, const struct tstamp_cfg *cfg, int64_t *at_us)
{
	int64_t year, at;

	if (cfg == NULL || (cfg->year == 0 && cfg->now_us == INT64_MIN))
		return false;
	if (cfg->year != 0)
		return tstamp_part_at(t, cfg->year, cfg, at_us);
	/* One up for clocks ahead of UTC; eight years lie between 29 Feb 1896 and 1904. */
	year = rfc3339_civil(cfg->now_us).year;
	year = year > YEAR_MAX ? YEAR_MAX : year < 0 ? 0 : year;
	for (int64_t y = year + 1; y >= year - 8; y--) {
		if (tstamp_part_at(t, y, cfg, &at) && at <= cfg->now_us) {
			*at_us = at;
			return true;
		}
	}
	return false;
}
