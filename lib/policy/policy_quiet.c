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

#include "base/num.h"
#include "base/rfc3339.h"
#include "json/jread.h"

#include <assert.h>

enum { DAY_MIN = POLICY_QUIET_DAY_MIN, WEEK_DAYS = 7, THURSDAY = 3 }; /* 1970-01-01, from Monday */

#define MINUTE_US (60 * RFC3339_SEC_US)

struct state {
	bool    quiet;
	int64_t to_us;		/* until then at least; exclusive */
};

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
	int64_t minute = num_floor_div(num_add_clamped(at_us, off), MINUTE_US);
	int64_t day = num_floor_div(minute, DAY_MIN);
	int until;
	struct state s;

	s.quiet = is_quiet(w, day, (int)(minute - day * DAY_MIN), &until);
	minute = day * DAY_MIN + until;
	s.to_us = INT64_MAX;
	if (minute < INT64_MAX / MINUTE_US)
		s.to_us = num_add_clamped(minute * MINUTE_US, -off);
	if (s.to_us > span.to_us)
		s.to_us = span.to_us;
	return s;
}

struct view {			/* all windows on all their clocks, at one instant */
	const struct policy_quiet *first;	/* that is quiet; NULL: none is */
	const struct policy_quiet *last;	/* of those that are, to end */
	int64_t open_us;	/* none is quiet until then, if none is now */
	int64_t quiet_us;	/* the end of the last */
};

static void
add_state(struct view *v, const struct policy_quiet *w, struct state s)
{
	if (!s.quiet) {
		v->open_us = s.to_us < v->open_us ? s.to_us : v->open_us;
		return;
	}
	v->first = v->first == NULL ? w : v->first;
	if (s.to_us > v->quiet_us) {
		v->quiet_us = s.to_us;
		v->last = w;
	}
}

static struct view
look(const struct policy_quiet_set *q, int64_t at_us)
{
	struct view v = { NULL, NULL, INT64_MAX, INT64_MIN };

	for (size_t i = 0; i < q->nwindow; i++) {
		const struct policy_quiet *w = &q->window[i];

		if (!w->strict || q->nzone == 0)
			add_state(&v, w, state_at(w, q->home, at_us));
		for (size_t k = 0; w->strict && k < q->nzone; k++)
			add_state(&v, w, state_at(w, q->zone[k], at_us));
	}
	if (q->own != NULL)
		add_state(&v, q->own, state_at(q->own, q->home, at_us));
	return v;
}

struct policy_quiet *
policy_quiet_windows(const struct policy *p, size_t channel, size_t *n, struct arena *a)
{
	struct policy_quiet *w = arena_alloc(a, (p->nquiet + 1) * sizeof(*w));

	*n = 0;
	for (size_t i = 0; i < p->nquiet; i++) {
		const struct policy_quiet_rule *r = &p->quiet[i];

		if ((r->channels >> channel & 1) != 0)
			w[(*n)++] = (struct policy_quiet){ (uint16_t)r->from_min,
				(uint16_t)r->to_min, (uint8_t)r->days, r->strict, r };
	}
	return w;
}

int
policy_quiet_minute(struct sv s)
{
	const char *p = s.p;
	int min;

	if (s.n != 5 || p[2] != ':')
		return -1;
	for (size_t i = 0; i < s.n; i++)
		if (i != 2 && (p[i] < '0' || p[i] > '9'))
			return -1;
	min = ((p[0] - '0') * 10 + p[1] - '0') * 60 + (p[3] - '0') * 10 + p[4] - '0';
	return p[3] > '5' || min > DAY_MIN ? -1 : min;
}

struct hours {
	int from_min, to_min;
};

static bool
take_hour(void *ctx, struct sv key, const struct val *v)
{
	struct hours *h = ctx;
	const int min = v->kind == VAL_STRING ? policy_quiet_minute(v->text) : -1;

	if (sv_is(key, "quiet_from"))
		h->from_min = min;
	else if (sv_is(key, "quiet_to"))
		h->to_min = min;
	return true;
}

bool
policy_quiet_own(struct sv wish, struct policy_quiet *own)
{
	struct hours h = { -1, -1 };
	struct val v;

	if (jread_value(wish, &v, NULL) != RC_OK)
		return false;
	jread_each(&v, take_hour, &h);
	if (h.from_min < 0 || h.from_min == DAY_MIN || h.to_min < 0 || h.from_min == h.to_min)
		return false;
	*own = (struct policy_quiet){ (uint16_t)h.from_min, (uint16_t)h.to_min,
		POLICY_QUIET_EVERY_DAY, false, NULL };
	return true;
}

const struct policy_quiet *
policy_quiet_at(const struct policy_quiet_set *q, int64_t at_us)
{
	return look(q, at_us).first;
}

/* The first instant from @at_us on that is quiet, or is not. */
static int64_t
seek(const struct policy_quiet_set *q, int64_t at_us, bool quiet, const struct policy_quiet **last)
{
	int64_t end_us = num_add_clamped(at_us, POLICY_QUIET_HORIZON_US);

	while (at_us < end_us) {
		struct view v = look(q, at_us);

		if ((v.first != NULL) == quiet)
			return at_us;
		if (v.first != NULL && last != NULL)
			*last = v.last;
		at_us = quiet ? v.open_us : v.quiet_us;
	}
	return INT64_MAX;
}

int64_t
policy_quiet_open(const struct policy_quiet_set *q, int64_t at_us, const struct policy_quiet **last)
{
	return seek(q, at_us, false, last);
}

int64_t
policy_quiet_shut(const struct policy_quiet_set *q, int64_t at_us)
{
	return seek(q, at_us, true, NULL);
}

int64_t
policy_quiet_release(const struct policy_quiet_set *q, int64_t at_us, uint64_t hash,
    const struct policy_quiet **last)
{
	const struct policy_quiet *held = NULL;
	int64_t open_us = policy_quiet_open(q, at_us, &held), shut_us, spread_us;
	uint64_t seconds;

	if (held == NULL)
		return open_us;
	if (last != NULL)
		*last = held;
	spread_us = held->rule != NULL ? held->rule->spread_us : 0;
	if (open_us == INT64_MAX || spread_us < RFC3339_SEC_US)
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
	int64_t day = num_floor_div(tzone_local(zone, at_us), RFC3339_DAY_US), us = INT64_MIN;

	/* A clock may have been set back over midnight: the day before is looked at too. */
	for (int64_t i = day - 1; us < at_us && i <= day + 2; i++)
		us = tzone_reach(zone, i * RFC3339_DAY_US + (int64_t)min * MINUTE_US);
	return us;
}

int64_t
policy_quiet_hour(const struct tzone *zone, unsigned hour, int64_t at_us)
{
	int64_t local = tzone_local(zone, at_us);
	int64_t day = num_floor_div(local, RFC3339_DAY_US);
	int64_t min = num_floor_div(local, MINUTE_US) - day * DAY_MIN;

	return min / 60 == (int64_t)hour ? at_us : policy_quiet_clock(zone, hour * 60, at_us);
}
