/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * twindow - windows of every zone: they cover time once, and start where they must
 *
 * Random windows and instants, many close to a change of clocks.  What the clock
 * shows is asked of the C library: a fixed window must start exactly when it shows
 * a multiple of the length or jumps over one, a calendar window when its first
 * day is shown for the first time.
 */
#define _DEFAULT_SOURCE
#include "zones.h"

#include "base/rfc3339.h"
#include "base/rng.h"
#include "time/twindow.h"

#include "../t.h"

#include <time.h>

enum { WINDOWS = 40, ENDLESS = 5000 };

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
wall(int64_t sec)
{
	return sec + zones_offset(sec, NULL);
}

static const char *
print_window(struct rng *r, char *text, size_t n)
{
	static const char *const fixed[] = { "1s", "15s", "1m", "5m", "10m", "15m", "30m", "60m",
		"1h", "2h", "3h", "4h", "6h", "8h", "12h", "24h", "90m", "7m", "500ms", "48h", "7h",
		"100m" };
	static const char *const cal[] = { "d", "w", "mo" };

	if (rng_below(r, 2))
		return fixed[rng_below(r, sizeof fixed / sizeof fixed[0])];
	snprintf(
	    text, n, "%d%s", rng_below(r, 2) ? 1 : (int)rng_below(r, 30) + 1, cal[rng_below(r, 3)]);
	return text;
}

/* An instant from 1850 to 2300, mostly within hours of a change. */
static int64_t
draw(struct rng *r, const struct tzone *z)
{
	int64_t lo = rfc3339_days(1850, 1, 1),
		hi = rfc3339_days(rng_below(r, 4) ? 2050 : 2300, 1, 1);
	int64_t at = (lo + (int64_t)rng_below(r, (uint64_t)(hi - lo))) * RFC3339_DAY_US +
		     (int64_t)rng_below(r, (uint64_t)RFC3339_DAY_US);
	struct tzone_span s = tzone_span(z, at);

	if (rng_below(r, 4) == 0 || s.to_us == INT64_MAX)
		return at;
	at = s.to_us + (int64_t)rng_below(r, 2 * (uint64_t)RFC3339_DAY_US) - RFC3339_DAY_US;
	return rng_below(r, 3) ? at : s.to_us + (int64_t)rng_below(r, 3) - 1;
}

/* The windows before and after meet this one, and every instant in it says the same. */
static void
check_cover(struct rng *r, const struct twindow *w, int64_t at, const char *what)
{
	struct twindow_span s = twindow_at(w, at), o;

	T_QUIET(s.from_us <= at && at < s.to_us, "%s %" PRId64 ": holds it", what, at);
	for (int i = 0; i < 6; i++) {
		at = i == 0   ? s.from_us
		     : i == 1 ? s.to_us - 1
			      : s.from_us + (int64_t)rng_below(r, (uint64_t)(s.to_us - s.from_us));
		o = twindow_at(w, at);
		T_QUIET(o.from_us == s.from_us && o.to_us == s.to_us,
		    "%s %" PRId64 ": [%" PRId64 ", %" PRId64 ") and [%" PRId64 ", %" PRId64 ")",
		    what, at, s.from_us, s.to_us, o.from_us, o.to_us);
	}
	T_QUIET(twindow_at(w, s.to_us).from_us == s.to_us, "%s %" PRId64 ": the next", what, at);
	T_QUIET(twindow_at(w, s.from_us - 1).to_us == s.from_us, "%s %" PRId64 ": the one before",
	    what, at);
}

/* Does the C library's clock show a multiple of @n seconds at @sec, or jump over one? */
static bool
is_start(int64_t sec, int64_t n)
{
	int64_t now = wall(sec);

	return floor_div(now, n) * n == now || floor_div(now, n) > floor_div(wall(sec - 1), n);
}

static void
check_fixed(struct rng *r, const struct twindow *w, int64_t at, const char *what)
{
	struct twindow_span s = twindow_at(w, at);
	int64_t n = w->n_us / RFC3339_SEC_US, from = s.from_us / RFC3339_SEC_US;
	int64_t len = (s.to_us - s.from_us) / RFC3339_SEC_US, t;

	if (w->n_us % RFC3339_SEC_US != 0)
		return;
	if (86400 % n != 0) {
		T_QUIET(s.from_us % w->n_us == 0 && s.to_us == s.from_us + w->n_us, "%s: from 1970",
		    what);
		return;
	}
	T_QUIET(s.from_us == from * RFC3339_SEC_US && is_start(from, n) && is_start(from + len, n),
	    "%s: [%" PRId64 ", +%" PRId64 ") starts on the grid", what, from, len);
	for (int i = 0; i < 20 && len > 1; i++) {
		t = 1 + (int64_t)rng_below(r, (uint64_t)(len - 1));
		t = i < 10 || 2 * t > len ? t : n - floor_div(wall(from + t), n) % n;
		if (t > 0 && t < len)
			T_QUIET(!is_start(from + t, n),
			    "%s: [%" PRId64 ", +%" PRId64 ") has no start inside, %" PRId64, what,
			    from, len, t);
	}
}

/* The number of the window of @w that the wall clock at @sec is in. */
static int64_t
number(const struct twindow *w, int64_t sec)
{
	struct tm tm;
	int64_t day;

	(void)zones_offset(sec, &tm);
	day = floor_div(wall(sec), 86400);
	if (w->unit == TWINDOW_MONTH)
		return floor_div((tm.tm_year - 70) * INT64_C(12) + tm.tm_mon, w->n_us);
	return w->unit == TWINDOW_WEEK ? floor_div(day - 4, 7 * w->n_us) : floor_div(day, w->n_us);
}

static void
check_calendar(struct rng *r, const struct twindow *w, int64_t at, const char *what)
{
	struct twindow_span s = twindow_at(w, at);
	int64_t from = s.from_us / RFC3339_SEC_US, to = s.to_us / RFC3339_SEC_US, no, t;

	no = number(w, from);
	T_QUIET(s.from_us == from * RFC3339_SEC_US && number(w, from - 1) < no,
	    "%s: %" PRId64 " shows a new one", what, from);
	T_QUIET(number(w, to) > no, "%s: %" PRId64 " is shown at its end", what, to);
	for (int i = 0; i < 8; i++) {
		t = i < 4 ? from + (int64_t)rng_below(r, (uint64_t)(to - from))
			  : from + (int64_t)rng_below(r, 90000);
		if (t < to)
			T_QUIET(number(w, t) == no || (number(w, t) < no && t < from + 90000),
			    "%s: %" PRId64 " is in window %" PRId64 ", not %" PRId64, what, t, no,
			    number(w, t));
		t = from - 1 - (int64_t)rng_below(r, 90000);
		T_QUIET(number(w, t) < no, "%s: %" PRId64 " is before it", what, t);
	}
}

/* When @o is said to nest @i, its boundaries are boundaries of @i. */
static void
check_nests(const struct twindow *o, const struct twindow *i, int64_t at, const char *what)
{
	struct twindow_span s = twindow_at(o, at);

	if (twindow_nests(o, i))
		T_QUIET(twindow_at(i, s.from_us).from_us == s.from_us &&
			    twindow_at(i, s.to_us - 1).to_us == s.to_us,
		    "%s: %" PRId64 " nests", what, at);
}

static bool
check_zone(struct rng *r, struct arena *a, const char *name)
{
	char text[2][16], what[128];
	const char *w_text, *i_text;
	const struct tzone *z;
	struct twindow w, inner;
	int64_t at;

	if (!T_QUIET(tzone_load(&z, sv_of(name), a, NULL) == RC_OK, "%s loads", name))
		return false;
	zones_set(name);
	for (int i = 0; i < WINDOWS; i++) {
		w_text = print_window(r, text[0], sizeof text[0]);
		i_text = print_window(r, text[1], sizeof text[1]);
		snprintf(what, sizeof what, "%s %s (%s)", name, w_text, i_text);
		if (!T_QUIET(twindow_parse(&w, sv_of(w_text), z, NULL) == RC_OK &&
				 twindow_parse(&inner, sv_of(i_text), z, NULL) == RC_OK,
			"%s", what))
			return false;
		for (int k = 0; k < 4; k++) {
			at = draw(r, z);
			check_cover(r, &w, at, what);
			if (w.unit == TWINDOW_FIXED)
				check_fixed(r, &w, at, what);
			else
				check_calendar(r, &w, at, what);
			check_nests(&w, &inner, at, what);
		}
	}
	return true;
}

/* Anywhere in int64, where the C library does not follow. */
static void
check_far(struct rng *r, struct arena *a)
{
	static const char *const rules[] = { "CET-1CEST,M3.5.0,M10.5.0/3", "<+14>-14", "<-12>12",
		"AAA0BBB,M1.1.0/-160,M12.5.0/160" };
	char text[16];
	const struct tzone *z;
	struct twindow w;
	int64_t at;

	for (int i = 0; i < ENDLESS; i++) {
		if (tzone_rule(&z, sv_of(rules[rng_below(r, 4)]), a, NULL) != RC_OK ||
		    twindow_parse(&w, sv_of(print_window(r, text, sizeof text)), z, NULL) != RC_OK)
			continue;
		at = (int64_t)(rng_u64(r) >> 1) - (INT64_MAX >> 1) * (int64_t)rng_below(r, 3) / 2;
		if (at > INT64_MIN / 100 * 99 && at < INT64_MAX / 100 * 99)
			check_cover(r, &w, at, rules[0]);
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
	T_OK(done == zones.n, "windows in %zu zones%s", zones.n,
	    zones.n == 0 ? " # SKIP no time zone database" : "");
	check_far(&r, &a);
	T_OK(true, "windows far away");
	arena_free(&a);
	return t_done();
}
