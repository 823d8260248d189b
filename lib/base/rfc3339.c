/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rfc3339 - civil dates and the one way times are printed
 *
 * Pure functions, no memory.  Calendar: Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms" (years counted from 1 March, eras of 400 years = 146,097
 * days).  Digits are checked eight bytes at a time.
 */
#include "base/rfc3339.h"

#include <string.h>

enum { ERA_DAYS = 146097, EPOCH_DAYS = 719468 }; /* 0000-03-01 to 1970-01-01 */

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
rfc3339_month_days(int64_t year, int month)
{
	static const unsigned char len[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : len[month - 1];
}

int64_t
rfc3339_days(int64_t year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	uint32_t yoe = (uint32_t)(y - era * 400);
	uint32_t doy = (153U * ((uint32_t)month + (month > 2 ? 0U : 12U) - 3U) + 2U) / 5U;
	uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * ERA_DAYS + (int64_t)doe + (day - 1) - EPOCH_DAYS;
}

/* The date and time of day of @sec seconds; us is left 0. */
static struct rfc3339_civil
civil_of_sec(int64_t sec)
{
	int64_t days = sec / 86400 - (sec % 86400 < 0);
	uint32_t tod = (uint32_t)(sec - days * 86400);
	int64_t z = days + EPOCH_DAYS;
	int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
	uint32_t doe = (uint32_t)(z - era * ERA_DAYS);
	uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint32_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct rfc3339_civil){
		.year = (int64_t)yoe + era * 400 + (month <= 2),
		.month = month,
		.day = (int)(doy - (153 * mp + 2) / 5) + 1,
		.hour = (int)(tod / 3600),
		.min = (int)(tod / 60 % 60),
		.sec = (int)(tod % 60),
	};
}

struct rfc3339_civil
rfc3339_civil(int64_t at_us)
{
	int64_t sec = at_us / RFC3339_SEC_US - (at_us % RFC3339_SEC_US < 0);
	struct rfc3339_civil c = civil_of_sec(sec);
	int64_t us = at_us % RFC3339_SEC_US;

	c.us = (int)(us < 0 ? us + RFC3339_SEC_US : us);
	return c;
}

int64_t
rfc3339_join(const struct rfc3339_civil *c)
{
	int64_t sec = rfc3339_days(c->year, c->month, c->day) * 86400 +
		      (c->hour * 3600 + c->min * 60 + c->sec);

	/* One second up before the product, so that the first second of int64 does not overflow. */
	if (sec < 0)
		return (sec + 1) * RFC3339_SEC_US + (c->us - RFC3339_SEC_US);
	return sec * RFC3339_SEC_US + c->us;
}

/* Two digits of @v < 100; the byte after them. */
static char *
put2(char *p, unsigned v)
{
	p[0] = (char)('0' + v / 10);
	p[1] = (char)('0' + v % 10);
	return p + 2;
}

/* Four digits; ISO 8601's expanded form, with a sign, where four do not do. */
static char *
put_year(char *p, int64_t year)
{
	uint64_t y = year < 0 ? 0U - (uint64_t)year : (uint64_t)year;
	char *end = p + 5, *at;

	if (year >= 0 && year <= 9999)
		return put2(put2(p, (unsigned)y / 100), (unsigned)y % 100);
	*p = year < 0 ? '-' : '+';
	for (uint64_t rest = y / 10000; rest != 0; rest /= 10)
		end++;
	for (at = end; at != p + 1; y /= 10)
		*--at = (char)('0' + y % 10);
	return end;
}

/* .mmm or .mmmuuu */
static char *
put_fraction(char *p, unsigned us)
{
	unsigned ms = us / 1000, low = us % 1000;

	*p++ = '.';
	*p++ = (char)('0' + ms / 100);
	p = put2(p, ms % 100);
	if (low == 0)
		return p;
	*p++ = (char)('0' + low / 100);
	return put2(p, low % 100);
}

/* Half a minute rounds away from zero; the instant stays exact either way. */
static int
whole_minutes(int offset_s)
{
	return (offset_s + (offset_s < 0 ? -30 : 30)) / 60;
}

size_t
rfc3339_text(int64_t at_us, int offset_s, char *text)
{
	int off = whole_minutes(offset_s);
	unsigned mag = (unsigned)(off < 0 ? -off : off);
	int64_t us = at_us % RFC3339_SEC_US;
	int64_t sec = at_us / RFC3339_SEC_US - (us < 0);
	struct rfc3339_civil c = civil_of_sec(sec + off * 60);
	char *p = put_year(text, c.year);

	us += us < 0 ? RFC3339_SEC_US : 0;
	*p++ = '-';
	p = put2(p, (unsigned)c.month);
	*p++ = '-';
	p = put2(p, (unsigned)c.day);
	*p++ = 'T';
	p = put2(p, (unsigned)c.hour);
	*p++ = ':';
	p = put2(p, (unsigned)c.min);
	*p++ = ':';
	p = put2(p, (unsigned)c.sec);
	if (us != 0)
		p = put_fraction(p, (unsigned)us);
	if (off == 0) {
		*p++ = 'Z';
	} else {
		*p++ = off < 0 ? '-' : '+';
		p = put2(p, mag / 60);
		*p++ = ':';
		p = put2(p, mag % 60);
	}
	*p = '\0';
	return (size_t)(p - text);
}

/*
 * Eight bytes against a shape: '0' stands for any digit, other bytes for
 * themselves.  After the xor a digit is 0..9 and a match 0, so adding 6 (15)
 * leaves the high nibble clear exactly for those; a carry into the neighbour
 * can only come from a byte that has failed already.
 */
static bool
shape8(const char *p, const char *shape, const char *slack)
{
	uint64_t w, x, add;

	memcpy(&w, p, 8);
	memcpy(&x, shape, 8);
	memcpy(&add, slack, 8);
	w ^= x;
	return ((w | (w + add)) & UINT64_C(0xf0f0f0f0f0f0f0f0)) == 0;
}

/* Two digits as a number; 100 or more when they are not digits. */
static unsigned
two(const char *p)
{
	unsigned hi = (unsigned char)p[0] - (unsigned)'0';
	unsigned lo = (unsigned char)p[1] - (unsigned)'0';

	return hi > 9 || lo > 9 ? 100 : hi * 10 + lo;
}

/* yyyy-mm-dd in ten bytes. */
static bool
take_date(const char *p, int64_t *days)
{
	unsigned month, day, year;

	if (!shape8(p, "0000-00-", "\6\6\6\6\17\6\6\17"))
		return false;
	year = two(p) * 100 + two(p + 2);
	month = two(p + 5);
	day = two(p + 8);
	if (month - 1 > 11 || day - 1 > 30)
		return false;
	if (day > 28 && (int)day > rfc3339_month_days(year, (int)month))
		return false;
	*days = rfc3339_days(year, (int)month, (int)day);
	return true;
}

/* [.,]digits at @p: microseconds, the rest cut; NULL when no digit follows the point. */
static const char *
take_fraction(const char *p, const char *end, unsigned *us)
{
	unsigned v = 0, n = 0;

	for (p++; p != end && (unsigned char)(*p - '0') <= 9; p++, n++)
		if (n < 6)
			v = v * 10 + (unsigned char)(*p - '0');
	if (n == 0)
		return NULL;
	for (; n < 6; n++)
		v *= 10;
	*us = v;
	return p;
}

/* Z, +hh:mm, +hhmm, +hh, all of [p, end). */
static bool
take_offset(const char *p, const char *end, int32_t *offset_s)
{
	size_t n = (size_t)(end - p);
	unsigned hour, min = 0;

	if (n == 1 && (*p == 'Z' || *p == 'z')) {
		*offset_s = 0;
		return true;
	}
	if ((n != 3 && n != 5 && n != 6) || (*p != '+' && *p != '-') || (n == 6 && p[3] != ':'))
		return false;
	hour = two(p + 1);
	if (n > 3)
		min = two(end - 2);
	if (hour > 23 || min > 59)
		return false;
	*offset_s = (int32_t)(hour * 3600 + min * 60) * (*p == '-' ? -1 : 1);
	return true;
}

bool
rfc3339_parse(struct sv s, int64_t *at_us, int32_t *offset_s)
{
	const char *p = s.p, *end;
	unsigned hour, min, sec = 0, us = 0;
	int64_t days, at;
	int32_t off = INT32_MIN;

	if (s.n < 10 || !take_date(p, &days))
		return false;
	end = p + s.n;
	if (s.n == 10) {
		*at_us = days * RFC3339_DAY_US;
		*offset_s = off;
		return true;
	}
	if (s.n < 16 || (p[10] != 'T' && p[10] != ' ' && p[10] != 't' && p[10] != '_'))
		return false;
	hour = two(p + 11);
	min = two(p + 14);
	if (p[13] != ':' || hour > 23 || min > 59)
		return false;
	p += 16;
	if (end - p >= 3 && *p == ':') {
		sec = two(p + 1);
		p += 3;
		if (sec > 60)
			return false;
		if (p != end && (*p == '.' || *p == ',') &&
		    (p = take_fraction(p, end, &us)) == NULL)
			return false;
		if (sec == 60) {
			us = s.n > 19 && (s.p[19] == '.' || s.p[19] == ',') ? 999999 : 0;
			sec = 59;
		}
	}
	if (p != end && !take_offset(p, end, &off))
		return false;
	at = days * 86400 + (int64_t)(hour * 3600 + min * 60 + sec);
	*at_us = (at - (off == INT32_MIN ? 0 : off)) * RFC3339_SEC_US + us;
	*offset_s = off;
	return true;
}
