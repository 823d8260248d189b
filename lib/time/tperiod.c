/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/tperiod.h"

#include "base/num.h"
#include "base/rfc3339.h"

enum { MONDAY = 4, WEEK = 7, MONTH = 30, YEAR = 12 };	/* 1970-01-05 is a Monday */

static int64_t
first_day(const struct tperiod *p, int64_t n)
{
	int64_t year;

	if (p->unit == TPERIOD_WEEK)
		return n * WEEK + MONDAY - p->sunday;
	if (p->unit == TPERIOD_DAY)
		return n;
	year = num_floor_div(n, YEAR);
	return rfc3339_days(1970 + year, (int)(n - year * YEAR) + 1, 1);
}

/* Of the day that a wall clock shows. */
static int64_t
number(const struct tperiod *p, int64_t local_us)
{
	int64_t day = num_floor_div(local_us, RFC3339_DAY_US);
	struct rfc3339_civil c;

	if (p->unit == TPERIOD_WEEK)
		return num_floor_div(day - MONDAY + p->sunday, WEEK);
	if (p->unit == TPERIOD_DAY)
		return day;
	c = rfc3339_civil(local_us);
	return (c.year - 1970) * YEAR + c.month - 1;
}

int64_t
tperiod_start(const struct tperiod *p, int64_t n)
{
	const int64_t last = INT64_MAX / RFC3339_DAY_US;
	int64_t day = first_day(p, n);

	if (day > last || day < -last)
		return day > last ? INT64_MAX : INT64_MIN;
	return tzone_reach(p->zone, day * RFC3339_DAY_US);
}

/* A clock that was set back across midnight shows yesterday; today goes on (time/twindow.c). */
int64_t
tperiod_at(const struct tperiod *p, int64_t at_us, struct twindow_span *span)
{
	int64_t n = number(p, tzone_local(p->zone, at_us));

	*span = (struct twindow_span){ tperiod_start(p, n), tperiod_start(p, n + 1) };
	while (span->to_us <= at_us && span->to_us != INT64_MAX) {
		n++;
		*span = (struct twindow_span){ span->to_us, tperiod_start(p, n + 1) };
	}
	return n;
}

int64_t
tperiod_length(const struct tperiod *p)
{
	static const int64_t days[] = { 1, WEEK, MONTH };

	return days[p->unit] * RFC3339_DAY_US;
}

const char *
tperiod_name(const struct tperiod *p)
{
	static const char *const name[] = { "day", "week", "month" };

	return name[p->unit];
}
