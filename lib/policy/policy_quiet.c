/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_quiet - quiet hours: whether an instant is quiet, and when it is over
 *
 * A window on a clock is a state with an end: while the zone's offset stays, it lasts up to
 * the window's end or its next begin, whichever the clock shows first; at a change of the
 * offset it is looked at anew.  What is asked of many windows and clocks goes from the end of
 * one state to the next until all agree.
 */
#include "policy/policy_quiet.h"

#include "base/rfc3339.h"

#include <assert.h>

enum { DAY_MIN = POLICY_QUIET_DAY_MIN, WEEK_DAYS = 7, THURSDAY = 3 }; /* 1970-01-01, from Monday */

#define MINUTE_US (60 * RFC3339_SEC_US)

struct state {
	bool    quiet;
	int64_t to_us;		/* until then at least; exclusive */
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
add_clamped(int64_t a, int64_t b)
{
	if (b > 0)
		return a > INT64_MAX - b ? INT64_MAX : a + b;
	return a < INT64_MIN - b ? INT64_MIN : a + b;
}

/* Does @w begin on the day with number @day since 1970? */
static bool
begins_on(const struct policy_quiet *w, int64_t day)
{
	int64_t weekday = (day + THURSDAY) % WEEK_DAYS;

	return (w->days >> (weekday < 0 ? weekday + WEEK_DAYS : weekday) & 1) != 0;
}

/* The state of @w on minute @min of @day; *until: the minute of that day at which to look anew. */
static bool
is_quiet(const struct policy_quiet *w, int64_t day, int min, int *until)
{
	const bool wraps = w->from_min > w->to_min;

	assert(w->from_min != w->to_min && w->from_min < DAY_MIN && w->to_min <= DAY_MIN);
	*until = DAY_MIN;
	if (wraps && min < w->to_min) {
		*until = w->to_min;
		return begins_on(w, day - 1);
	}
	if (min < w->from_min) {
		*until = w->from_min;
		return false;
	}
	if (wraps || min < w->to_min) {
		*until = wraps ? DAY_MIN : w->to_min;
		return begins_on(w, day);
	}
	return false;
}

static struct state
state_at(const struct policy_quiet *w, const struct tzone *z, int64_t at_us)
{
	struct tzone_span span = tzone_span(z, at_us);
	int64_t off = span.offset_s * RFC3339_SEC_US;
	int64_t minute = floor_div(add_clamped(at_us, off), MINUTE_US);
	int64_t day = floor_div(minute, DAY_MIN);
	int until;
	struct state s;

	s.quiet = is_quiet(w, day, (int)(minute - day * DAY_MIN), &until);
	minute = day * DAY_MIN + until;
	s.to_us = minute < INT64_MAX / MINUTE_US ? add_clamped(minute * MINUTE_US, -off) : INT64_MAX;
	if (s.to_us > span.to_us)
		s.to_us = span.to_us;
	return s;
}

/* All windows on all clocks at @at_us: the first that is quiet; *to_us is of the last to end. */
static size_t
look(const struct policy_quiet_set *q, int64_t at_us, struct state *all, size_t *last)
{
	static const struct tzone *const utc;
	const struct tzone *const *zone = q->nzone != 0 ? q->zone : &utc;
	size_t nzone = q->nzone != 0 ? q->nzone : 1, first = q->nwindow;
	int64_t open_us = INT64_MAX, quiet_us = INT64_MIN;

	for (size_t i = 0; i < q->nwindow; i++)
		for (size_t k = 0; k < nzone; k++) {
			struct state s = state_at(&q->window[i], zone[k], at_us);

			if (!s.quiet) {
				open_us = s.to_us < open_us ? s.to_us : open_us;
				continue;
			}
			first = first == q->nwindow ? i : first;
			if (s.to_us > quiet_us) {
				quiet_us = s.to_us;
				*last = i;
			}
		}
	*all = (struct state){ first != q->nwindow, first != q->nwindow ? quiet_us : open_us };
	return first;
}

size_t
policy_quiet_at(const struct policy_quiet_set *q, int64_t at_us)
{
	struct state s;
	size_t last;

	return look(q, at_us, &s, &last);
}

/* The first instant from @at_us on that is quiet, or is not. */
static int64_t
seek(const struct policy_quiet_set *q, int64_t at_us, bool quiet, size_t *last)
{
	int64_t end_us = add_clamped(at_us, POLICY_QUIET_HORIZON_US);
	struct state s;

	while (at_us < end_us) {
		(void)look(q, at_us, &s, last);
		if (s.quiet == quiet)
			return at_us;
		at_us = s.to_us;
	}
	return INT64_MAX;
}

int64_t
policy_quiet_open(const struct policy_quiet_set *q, int64_t at_us, size_t *last)
{
	size_t unwanted;

	return seek(q, at_us, false, last != NULL ? last : &unwanted);
}

int64_t
policy_quiet_shut(const struct policy_quiet_set *q, int64_t at_us)
{
	size_t unwanted;

	return seek(q, at_us, true, &unwanted);
}

int64_t
policy_quiet_release(const struct policy_quiet_set *q, int64_t at_us, uint64_t hash,
    int64_t spread_us, size_t *last)
{
	int64_t open_us = policy_quiet_open(q, at_us, last), shut_us;
	uint64_t seconds;

	if (open_us == at_us || open_us == INT64_MAX || spread_us < RFC3339_SEC_US)
		return open_us;
	shut_us = policy_quiet_shut(q, open_us);
	if (shut_us - open_us < spread_us)
		spread_us = shut_us - open_us;
	seconds = (uint64_t)(spread_us / RFC3339_SEC_US);
	return open_us + (int64_t)(seconds != 0 ? hash % seconds : 0) * RFC3339_SEC_US;
}

int64_t
policy_quiet_clock(const struct tzone *zone, unsigned min, int64_t at_us)
{
	int64_t day = floor_div(tzone_local(zone, at_us), RFC3339_DAY_US), us = INT64_MIN;

	/* A clock may have been set back over midnight: the day before is looked at too. */
	for (int64_t i = day - 1; us < at_us && i <= day + 2; i++)
		us = tzone_reach(zone, i * RFC3339_DAY_US + (int64_t)min * MINUTE_US);
	return us;
}

int64_t
policy_quiet_hour(const struct tzone *zone, unsigned hour, int64_t at_us)
{
	int64_t local = tzone_local(zone, at_us);
	int64_t min = floor_div(local, MINUTE_US) - floor_div(local, RFC3339_DAY_US) * DAY_MIN;

	return min / 60 == (int64_t)hour ? at_us : policy_quiet_clock(zone, hour * 60, at_us);
}
