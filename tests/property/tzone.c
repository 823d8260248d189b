/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone - every zone against the C library, 1850 to 2600
 *
 * Offsets and calendar fields of random instants, half of them close to a change
 * of clocks; instants of random wall clocks, checked by what the C library says
 * the clock shows; random POSIX rules.
 */
#define _DEFAULT_SOURCE
#include "zones.h"

#include "base/rfc3339.h"
#include "base/rng.h"
#include "time/tzone.h"

#include "../t.h"

#include <time.h>

enum { INSTANTS = 1500, WALLS = 80, RULES = 5000 };

static int64_t
between(struct rng *r, int from_year, int to_year)
{
	int64_t lo = rfc3339_days(from_year, 1, 1) * 86400,
		hi = rfc3339_days(to_year, 1, 1) * 86400;

	return lo + (int64_t)rng_below(r, (uint64_t)(hi - lo));
}

/* A second from @year to 2600, often a moment or a few hours from a change. */
static int64_t
draw(struct rng *r, const struct tzone *z, int year)
{
	static const int reach[] = { 2, 7200, 200000 };
	int64_t t = between(r, year + 50, 2060);
	struct tzone_span s;

	switch (rng_below(r, 4)) {
	case 0:
		return t;
	case 1:
		return between(r, year, 2600);
	default:
		s = tzone_span(z, t * RFC3339_SEC_US);
		if (s.from_us == INT64_MIN || (s.to_us != INT64_MAX && rng_below(r, 2)))
			s.from_us = s.to_us;
		if (s.from_us == INT64_MAX)
			return t;
		t = (int64_t)rng_below(r, 2 * (uint64_t)reach[rng_below(r, 3)]);
		return s.from_us / RFC3339_SEC_US + t - reach[0];
	}
}

static void
check_instant(struct rng *r, const struct tzone *z, const char *name, int64_t t)
{
	int64_t at = t * RFC3339_SEC_US + (int64_t)rng_below(r, 1000000);
	struct rfc3339_civil c = rfc3339_civil(tzone_local(z, at));
	struct tzone_span s = tzone_span(z, at);
	struct tm tm;
	int64_t off = zones_offset(t, &tm);

	T_QUIET(tzone_offset(z, at) == off, "%s %" PRId64 ": %d, not %" PRId64, name, t,
	    tzone_offset(z, at), off);
	T_QUIET(c.year == tm.tm_year + 1900 && c.month == tm.tm_mon + 1 && c.day == tm.tm_mday &&
		    c.hour == tm.tm_hour && c.min == tm.tm_min && c.sec == tm.tm_sec,
	    "%s %" PRId64 ": the clock", name, t);
	T_QUIET(s.from_us <= at && at < s.to_us && s.offset_s == off, "%s %" PRId64 ": the span",
	    name, t);
}

/* The wall clock @l, seconds: tzone_utc and tzone_reach by what the clock shows around them. */
static void
check_wall(const struct tzone *z, const char *name, int64_t l)
{
	int64_t u = tzone_utc(z, l * RFC3339_SEC_US) / RFC3339_SEC_US;
	int64_t first = tzone_reach(z, l * RFC3339_SEC_US) / RFC3339_SEC_US;
	int64_t gap = u + zones_offset(u, NULL) - l, off, m;
	struct rfc3339_civil c = rfc3339_civil(l * RFC3339_SEC_US);
	struct tm tm = { .tm_year = (int)c.year - 1900,
		.tm_mon = c.month - 1,
		.tm_mday = c.day,
		.tm_hour = c.hour,
		.tm_min = c.min,
		.tm_sec = c.sec,
		.tm_isdst = -1 };

	T_QUIET(gap >= 0, "%s: wall %" PRId64 " is shown after %" PRId64, name, l, u);
	for (int64_t t = l - 26 * 3600; t <= l + 26 * 3600; t += 3600) {
		off = zones_offset(t, NULL);
		if (l - off < u || gap != 0)
			T_QUIET(l - off + zones_offset(l - off, NULL) != l,
			    "%s: wall %" PRId64 " at %" PRId64 ", not first at %" PRId64, name, l,
			    l - off, u);
	}
	if (gap != 0)
		T_QUIET(zones_offset(u - gap, NULL) == l - u,
		    "%s: wall %" PRId64 " shifted by the gap", name, l);
	T_QUIET(first <= u && first + zones_offset(first, NULL) >= l && (gap != 0 || first == u),
	    "%s: wall %" PRId64 " is reached at %" PRId64, name, l, first);
	T_QUIET(first - 1 + zones_offset(first - 1, NULL) < l,
	    "%s: wall %" PRId64 " is reached before %" PRId64, name, l, first);
	m = mktime(&tm);
	if (gap == 0)
		T_QUIET(m >= u && m + zones_offset(m, NULL) == l, "%s: wall %" PRId64 ", mktime",
		    name, l);
}

static bool
check_zone(struct rng *r, struct arena *a, const char *name)
{
	const struct tzone *z;
	struct err e = { 0 };
	int64_t t;

	if (!T_QUIET(tzone_load(&z, sv_of(name), a, &e) == RC_OK, "%s loads: %s", name, e.msg))
		return false;
	zones_set(name);
	for (int i = 0; i < INSTANTS; i++)
		check_instant(r, z, name, draw(r, z, 1850));
	for (int i = 0; i < WALLS; i++) {
		t = draw(r, z, 1850);
		check_wall(z, name, t + zones_offset(t, NULL) + (int64_t)rng_below(r, 7200) - 3600);
	}
	return true;
}

static int
print_time(char *p, size_t n, struct rng *r, int lo_h, int hi_h)
{
	int h = lo_h + (int)rng_below(r, (uint64_t)(hi_h - lo_h + 1));
	int m = rng_below(r, 3) ? 0 : (int)rng_below(r, 60);

	return rng_below(r, 4) ? snprintf(p, n, "%d:%02d", h, m) : snprintf(p, n, "%d", h);
}

static int
print_date(char *p, size_t n, struct rng *r, bool spring)
{
	int len;

	switch (rng_below(r, 3)) {
	case 0:
		len = snprintf(p, n, ",J%d", (int)rng_below(r, 100) + (spring ? 50 : 200));
		break;
	case 1:
		len = snprintf(p, n, ",%d", (int)rng_below(r, 100) + (spring ? 50 : 200));
		break;
	default:
		len = snprintf(p, n, ",M%d.%d.%d", (int)rng_below(r, 4) + (spring ? 2 : 8),
		    (int)rng_below(r, 5) + 1, (int)rng_below(r, 7));
	}
	if (rng_below(r, 2)) {
		p[len++] = '/';
		len += print_time(p + len, n - (size_t)len, r, -20, 60);
	}
	return len;
}

static void
check_rule(struct rng *r, struct arena *a)
{
	char tz[128];
	const struct tzone *z;
	bool north = rng_below(r, 2);
	int n = 3;

	memcpy(tz, "AAA", 3);
	n += print_time(tz + n, sizeof tz - (size_t)n, r, -14, 12);
	if (rng_below(r, 8) != 0) {
		n += snprintf(tz + n, sizeof tz - (size_t)n, "<-%02d>", (int)rng_below(r, 100));
		if (rng_below(r, 2))
			n += print_time(tz + n, sizeof tz - (size_t)n, r, -14, 12);
		n += print_date(tz + n, sizeof tz - (size_t)n, r, north);
		n += print_date(tz + n, sizeof tz - (size_t)n, r, !north);
	}
	tz[n] = '\0';
	if (!T_QUIET(tzone_rule(&z, sv_of(tz), a, NULL) == RC_OK, "reads %s", tz))
		return;
	/* Before 1970 the C library applies the dates of 1970. */
	zones_set_rule(tz);
	for (int i = 0; i < 50; i++)
		check_instant(r, z, tz, draw(r, z, 1971));
}

int
main(void)
{
	static struct zones zones;
	struct arena a;
	struct rng r;
	size_t loaded = 0;

	rng_init(&r, t_seed());
	arena_init(&a);
	zones_walk(&zones, "");
	for (size_t i = 0; i < zones.n; i++) {
		loaded += check_zone(&r, &a, zones.name[i]);
		arena_reset(&a);
	}
	T_OK(loaded == zones.n, "%zu zones as the C library has them, without %zu that it misreads%s",
	    zones.n, zones.unseen, zones.n == 0 ? " # SKIP no time zone database" : "");
	for (int i = 0; i < RULES; i++) {
		check_rule(&r, &a);
		arena_reset(&a);
	}
	T_OK(true, "%d rules as the C library reads them", (int)RULES);
	arena_free(&a);
	return t_done();
}
