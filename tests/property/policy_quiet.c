/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_quiet - every zone there is, minute for minute, by the C library's clock
 *
 * Windows, weekdays and zones at random, most of them around a change of clocks.  Whether a
 * minute is quiet is read off the fields that localtime_r fills, and the end of the quiet is
 * the first minute for which that says no.
 */
#define _DEFAULT_SOURCE
#include "zones.h"

#include "base/rfc3339.h"
#include "base/rng.h"
#include "policy/policy_quiet.h"

#include "../t.h"

#include <time.h>

enum { WINDOWS = 3, ROUNDS = 8, REACH_MIN = 9 * 1440 };

/* What the clock shows at a minute: the minute of the day, and the day of the week from Monday. */
struct shown {
	int min, weekday;
};

static bool
is_quiet(const struct policy_quiet *w, struct shown s)
{
	int yesterday = (s.weekday + 6) % 7;

	if (w->from_min < w->to_min)
		return s.min >= w->from_min && s.min < w->to_min && (w->days >> s.weekday & 1);
	return (s.min >= w->from_min && (w->days >> s.weekday & 1)) ||
	    (s.min < w->to_min && (w->days >> yesterday & 1));
}

static const struct policy_quiet *
first_quiet(const struct policy_quiet_set *q, struct shown s)
{
	for (size_t i = 0; i < q->nwindow; i++)
		if (is_quiet(&q->window[i], s))
			return &q->window[i];
	return NULL;
}

static struct shown
show(int64_t sec)
{
	struct tm tm;

	(void)zones_offset(sec, &tm);
	return (struct shown){ tm.tm_hour * 60 + tm.tm_min, (tm.tm_wday + 6) % 7 };
}

/* The first minute from @sec on of which the clock says so; -1: none within reach. */
static int64_t
walk(const struct policy_quiet_set *q, int64_t sec, bool quiet)
{
	for (int i = 0; i < REACH_MIN; i++, sec += 60)
		if ((first_quiet(q, show(sec)) != NULL) == quiet)
			return sec * RFC3339_SEC_US;
	return -1;
}

static void
draw_windows(struct rng *r, struct policy_quiet *w)
{
	static const struct policy_quiet_rule rule = { .spread_us = 900 * RFC3339_SEC_US };

	for (int i = 0; i < WINDOWS; i++) {
		const unsigned step = rng_below(r, 2) ? 30 : 1;

		w[i].rule = &rule;
		w[i].strict = true;
		do {
			w[i].from_min = (uint16_t)(rng_below(r, 1440 / step) * step);
			w[i].to_min = (uint16_t)(rng_below(r, 1440 / step + 1) * step);
		} while (w[i].from_min == w[i].to_min);
		w[i].days = rng_below(r, 3) ? POLICY_QUIET_EVERY_DAY
					    : (uint8_t)(1 + rng_below(r, POLICY_QUIET_EVERY_DAY));
	}
}

/* A whole minute from 1990 to 2037, within a day of a change when there is one. */
static int64_t
draw_minute(struct rng *r, const struct tzone *z)
{
	int64_t lo = rfc3339_days(1990, 1, 1), hi = rfc3339_days(2037, 1, 1);
	int64_t us = (lo + (int64_t)rng_below(r, (uint64_t)(hi - lo))) * RFC3339_DAY_US;
	struct tzone_span s = tzone_span(z, us);

	if (s.to_us < hi * RFC3339_DAY_US && rng_below(r, 8) != 0)
		us = s.to_us - RFC3339_DAY_US;
	us += (int64_t)rng_below(r, 2 * 1440) * 60 * RFC3339_SEC_US;
	return us / (60 * RFC3339_SEC_US) * 60;
}

static void
check_set(struct rng *r, const struct policy_quiet_set *q, int64_t sec, const char *what)
{
	int64_t us = sec * RFC3339_SEC_US, inside = us + (int64_t)rng_below(r, 60 * 1000000);
	int64_t open = walk(q, sec, false), shut = walk(q, sec, true), got;

	T_QUIET(policy_quiet_at(q, inside) == first_quiet(q, show(sec)),
	    "%s %" PRId64 ": the first that is quiet", what, sec);
	got = policy_quiet_open(q, us, NULL);
	T_QUIET(got == open || (open == -1 && got >= us + REACH_MIN * INT64_C(60000000)),
	    "%s %" PRId64 ": open at %" PRId64 ", not %" PRId64, what, sec, open, got);
	got = policy_quiet_shut(q, us);
	T_QUIET(got == shut || (shut == -1 && got >= us + REACH_MIN * INT64_C(60000000)),
	    "%s %" PRId64 ": quiet at %" PRId64 ", not %" PRId64, what, sec, shut, got);
	got = policy_quiet_release(q, us, rng_u64(r), NULL);
	T_QUIET(open == -1 || (got >= open && got < open + 900 * RFC3339_SEC_US &&
		    policy_quiet_at(q, got) == NULL),
	    "%s %" PRId64 ": let go at %" PRId64, what, sec, got);
}

/* The first minute from @sec on at which the clock shows @min, or jumps over it. */
static void
check_clock(struct rng *r, const struct tzone *z, int64_t sec, const char *what)
{
	int64_t min = (int64_t)rng_below(r, 1440);
	int64_t got = policy_quiet_clock(z, (unsigned)min, sec * RFC3339_SEC_US) / RFC3339_SEC_US;
	int64_t is = got + zones_offset(got, NULL), was = got - 1 + zones_offset(got - 1, NULL);
	int64_t day = (is - min * 60) / 86400;

	T_QUIET(got >= sec && got < sec + 2 * 86400 + 7200, "%s %" PRId64 ": soon", what, sec);
	T_QUIET(was < day * 86400 + min * 60 && day * 86400 + min * 60 <= is,
	    "%s %" PRId64 ": minute %" PRId64 " at %" PRId64, what, sec, min, got);
}

static bool
check_zone(struct rng *r, struct arena *a, const char *name)
{
	struct policy_quiet w[WINDOWS];
	const struct tzone *z;
	struct policy_quiet_set q = { w, 1, NULL, NULL, NULL, 0 };

	if (!T_QUIET(tzone_load(&z, sv_of(name), a, NULL) == RC_OK, "%s loads", name))
		return false;
	q.home = z;
	zones_set(name);
	for (int i = 0; i < T_ROUNDS(ROUNDS); i++) {
		int64_t sec = draw_minute(r, z);

		draw_windows(r, w);
		q.nwindow = 1 + rng_below(r, WINDOWS);
		check_set(r, &q, sec, name);
		check_clock(r, z, sec, name);
	}
	return true;
}

/* Several clocks are open when each of them is, and so on at every instant. */
static void
check_clocks(struct rng *r, struct arena *a, const struct zones *zones)
{
	struct policy_quiet w[WINDOWS];
	const struct tzone *z[3];
	struct policy_quiet_set all = { w, WINDOWS, NULL, NULL, z, 3 }, one[3];

	for (int i = 0; i < 3; i++) {
		if (tzone_load(&z[i], sv_of(zones->name[rng_below(r, zones->n)]), a, NULL) != RC_OK)
			return;
		one[i] = (struct policy_quiet_set){ w, WINDOWS, NULL, z[i], NULL, 0 };
	}
	draw_windows(r, w);
	for (int i = 0; i < 200; i++) {
		int64_t us = draw_minute(r, z[0]) * RFC3339_SEC_US, open, each = us, last;
		bool quiet = false;

		for (int k = 0; k < 3; k++)
			quiet |= policy_quiet_at(&one[k], us) != NULL;
		T_QUIET(quiet == (policy_quiet_at(&all, us) != NULL), "quiet on any clock");
		open = policy_quiet_open(&all, us, NULL);
		do {
			last = each;
			for (int k = 0; k < 3 && each != INT64_MAX; k++)
				each = policy_quiet_open(&one[k], each, NULL);
		} while (each != last && each < us + POLICY_QUIET_HORIZON_US);
		T_QUIET(open == each || open == INT64_MAX, "open on all clocks");
	}
}

int
main(void)
{
	static struct zones zones;
	struct arena a;
	struct rng r;
	size_t done = 0;

	rng_init(&r, t_seed());
	arena_init(&a);
	zones_walk(&zones, "");
	for (size_t i = 0; i < zones.n; i++) {
		done += check_zone(&r, &a, zones.name[i]);
		arena_reset(&a);
	}
	T_OK(done == zones.n, "quiet hours in %zu zones%s", zones.n,
	    zones.n == 0 ? " # SKIP no time zone database" : "");
	for (int i = 0; i < T_ROUNDS(20) && zones.n != 0; i++) {
		check_clocks(&r, &a, &zones);
		arena_reset(&a);
	}
	T_OK(true, "several clocks");
	arena_free(&a);
	return t_done();
}
