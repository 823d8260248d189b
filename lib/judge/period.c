/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * period - see period.h
 */
#include "judge/period.h"

#include "base/rfc3339.h"
#include "judge/series.h"

#define FAR_US (INT64_MAX / 4)	/* some 73,000 years: sums of a few do not overflow */

static int64_t
clamp_time(int64_t us)
{
	return us > FAR_US ? FAR_US : us < -FAR_US ? -FAR_US : us;
}

static int64_t
minute_up(int64_t us)
{
	int64_t down = series_floor(us, SLO_MINUTE_US);

	return down < us ? down + SLO_MINUTE_US : down;
}

/* @local moved by whole months; a day that the month lacks is its last. */
static int64_t
add_months(int64_t local, int64_t months)
{
	struct rfc3339_civil c = rfc3339_civil(local);
	int64_t at = c.year * 12 + (c.month - 1) + months;
	int last;

	c.year = at / 12 - (at % 12 < 0);
	c.month = (int)(at - c.year * 12) + 1;
	last = rfc3339_month_days(c.year, c.month);
	if (c.day > last)
		c.day = last;
	return rfc3339_join(&c);
}

/* Length of a unit in us; 0 for those that are counted in months. */
static int64_t
unit_us(char unit)
{
	switch (unit) {
	case 's':
		return RFC3339_SEC_US;
	case 'm':
		return SLO_MINUTE_US;
	case 'h':
		return 60 * SLO_MINUTE_US;
	case 'd':
		return RFC3339_DAY_US;
	case 'w':
		return 7 * RFC3339_DAY_US;
	default:
		return 0;
	}
}

static int64_t
unit_months(char unit)
{
	return unit == 'Y' ? 12 : unit == 'Q' ? 3 : 1;
}

int64_t
period_calendar(const struct slo_window *w, int64_t i)
{
	int64_t steps = i * (int64_t)w->n, unit = unit_us(w->unit), local;

	if (unit != 0 && unit < RFC3339_DAY_US)
		return clamp_time(w->start_us) + steps * unit;
	local = tzone_local(w->zone, clamp_time(w->start_us));
	if (unit != 0)
		local += steps * unit;
	else
		local = add_months(local, steps * unit_months(w->unit));
	return tzone_reach(w->zone, local);
}

/* The window that holds @at: a guess from the mean length, then a few steps. */
static int64_t
calendar_index(const struct slo_window *w, int64_t at)
{
	int64_t unit = unit_us(w->unit), length, i;

	if (unit == 0)
		unit = unit_months(w->unit) * (RFC3339_DAY_US / 10000 * 304369);
	length = unit * (int64_t)w->n;
	i = (at - clamp_time(w->start_us)) / length;
	while (period_calendar(w, i) > at)
		i--;
	while (period_calendar(w, i + 1) <= at)
		i++;
	return i;
}

static void
calendar_period(struct period *p, const struct slo_window *w, int64_t now)
{
	int64_t i = calendar_index(w, now - 1);

	p->from_us = series_floor(period_calendar(w, i < 0 ? 0 : i), SLO_MINUTE_US);
	p->end_us = series_floor(period_calendar(w, i < 0 ? 1 : i + 1), SLO_MINUTE_US);
	p->to_us = now < p->from_us ? p->from_us : now;
}

struct period
period_of(const struct slo_objective *o, const struct slo_clock *clock)
{
	const struct slo_window *w = &o->window;
	bool any = clock->first_us <= clock->last_us;
	int64_t now = clamp_time(clock->now_us);
	struct period p = { 0 };

	if (w->span == SLO_SPAN_ALL && any && clock->last_us >= now)
		now = clamp_time(clock->last_us) + 1;
	now = o->settle_us > 0 ? series_floor(now - clamp_time(o->settle_us), SLO_MINUTE_US)
	    : minute_up(now);
	switch (w->span) {
	case SLO_SPAN_ALL:
		p.from_us = any ? series_floor(clamp_time(clock->first_us), SLO_MINUTE_US) : now;
		p.to_us = p.end_us = now < p.from_us ? p.from_us : now;
		break;
	case SLO_SPAN_ROLLING:
		p.to_us = p.end_us = now;
		p.from_us = series_floor(now - clamp_time(w->length_us), SLO_MINUTE_US);
		break;
	case SLO_SPAN_CALENDAR:
		calendar_period(&p, w, now);
		break;
	}
	p.origin_us = p.from_us;
	if (w->span == SLO_SPAN_ALL && o->slice_us > 0)
		p.origin_us = series_floor(p.from_us, o->slice_us);
	p.seen_us = p.to_us;
	if (any && clock->first_us < p.to_us)
		p.seen_us = clock->first_us > p.from_us
		    ? series_floor(clock->first_us, SLO_MINUTE_US) : p.from_us;
	return p;
}

struct period
period_side(const struct series *s, const struct period *p)
{
	int64_t from, to;

	if (!s->past || s->n == 0)
		return *p;
	from = s->minute[0].minute * SLO_MINUTE_US;
	to = (s->minute[s->n - 1].minute + 1) * SLO_MINUTE_US;
	return (struct period){ from, to, to, from, from };
}

int64_t
period_length(const struct period *p)
{
	return p->end_us - p->from_us;
}
