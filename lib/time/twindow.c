/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * twindow - tumbling windows: half-open, labelled by their start
 *
 * Pure functions, no memory.  A window is found from its boundaries: the set of
 * boundaries depends on the zone and the length alone, the window of an instant
 * lies between the last boundary at or before it and the first one after it.
 * That windows cover time exactly once follows.
 */
#include "time/twindow.h"

#include "base/num.h"
#include "base/rfc3339.h"

enum { COUNT_MAX = 1000, MONDAY = 4 }; /* 1970-01-05, days from 1970-01-01 */

/* Boundary @i of the grid of @n us, @off behind; the ends of time beyond int64. */
static int64_t
boundary(int64_t i, int64_t n, int64_t off)
{
	if (i > INT64_MAX / n)
		return INT64_MAX;
	return i < INT64_MIN / n ? INT64_MIN : num_add_clamped(i * n, -off);
}

struct unit {
	const char *name;
	enum twindow_unit unit;
	int64_t us; /* TWINDOW_FIXED: length; else 1 */
};

static const struct unit units[] = {
	{ "ms", TWINDOW_FIXED, 1000 },
	{ "s", TWINDOW_FIXED, RFC3339_SEC_US },
	{ "m", TWINDOW_FIXED, 60 * RFC3339_SEC_US },
	{ "h", TWINDOW_FIXED, 3600 * RFC3339_SEC_US },
	{ "d", TWINDOW_DAY, 1 },
	{ "w", TWINDOW_WEEK, 1 },
	{ "mo", TWINDOW_MONTH, 1 },
};

enum { NUNIT = sizeof units / sizeof units[0] };

enum rc
twindow_parse(struct twindow *w, struct sv text, const struct tzone *zone, struct err *e)
{
	size_t n = 0, i;
	int64_t count = 0;
	struct sv unit;

	for (; n < text.n && num_is_digit((unsigned char)text.p[n]); n++)
		count = count > COUNT_MAX ? count : count * 10 + (text.p[n] - '0');
	unit = text.n != 0 ? (struct sv){ text.p + n, text.n - n } : text;
	for (i = 0; i < NUNIT && !sv_is(unit, units[i].name); i++)
		;
	if (n == 0 || i == NUNIT)
		return rc_err_at(e, RC_SYNTAX, n + 1,
		    "expected a window like 5m (units ms s m h d w mo), got '%.*s'", SV_SHOW(text));
	if (count < 1 || count > COUNT_MAX)
		return rc_err_at(e, RC_RANGE, 1, "window '%.*s': expected a count of 1..%d",
		    SV_SHOW(text), COUNT_MAX);
	*w = (struct twindow){ units[i].unit, count * units[i].us, zone };
	return RC_OK;
}

/* Does a window start at @at_us, where the clock goes from showing @was to showing @is? */
static bool
starts(int64_t was, int64_t is, int64_t n)
{
	return is % n == 0 || num_floor_div(is, n) > num_floor_div(num_add_clamped(was, -1), n);
}

/* The last boundary at or before @at_us on the wall clock's grid of @n us. */
static int64_t
grid_from(const struct tzone *z, int64_t n, int64_t at_us)
{
	for (;;) {
		struct tzone_span s = tzone_span(z, at_us);
		int64_t off = s.offset_s * RFC3339_SEC_US;
		int64_t local = num_add_clamped(at_us, off);
		int64_t from = boundary(num_floor_div(local, n), n, off);
		int64_t was;

		if (from >= s.from_us)
			return from;
		was = tzone_offset(z, s.from_us - 1) * RFC3339_SEC_US;
		if (starts(num_add_clamped(s.from_us, was), num_add_clamped(s.from_us, off), n))
			return s.from_us;
		at_us = s.from_us - 1;
	}
}

/* The first boundary after @at_us. */
static int64_t
grid_to(const struct tzone *z, int64_t n, int64_t at_us)
{
	for (;;) {
		struct tzone_span s = tzone_span(z, at_us);
		int64_t off = s.offset_s * RFC3339_SEC_US;
		int64_t cell = num_floor_div(num_add_clamped(at_us, off), n);
		int64_t to = boundary(cell + 1, n, off);
		int64_t is;

		if (to < s.to_us || s.to_us == INT64_MAX)
			return to;
		is = tzone_offset(z, s.to_us) * RFC3339_SEC_US;
		if (starts(num_add_clamped(s.to_us, off), num_add_clamped(s.to_us, is), n))
			return s.to_us;
		at_us = s.to_us;
	}
}

static struct twindow_span
fixed_at(const struct twindow *w, int64_t at_us)
{
	bool local = RFC3339_DAY_US % w->n_us == 0;
	const struct tzone *z = local ? w->zone : NULL;

	return (struct twindow_span){ grid_from(z, w->n_us, at_us), grid_to(z, w->n_us, at_us) };
}

/* The day, from 1970-01-01, on which the window of @w with number @i starts. */
static int64_t
first_day(const struct twindow *w, int64_t i)
{
	int64_t month, year;

	switch (w->unit) {
	case TWINDOW_WEEK:
		return i * w->n_us * 7 + MONDAY;
	case TWINDOW_MONTH:
		month = i * w->n_us;
		year = num_floor_div(month, 12);
		return rfc3339_days(1970 + year, (int)(month - year * 12) + 1, 1);
	default:
		return i * w->n_us;
	}
}

/* The number of the window that holds a wall clock's day. */
static int64_t
number(const struct twindow *w, int64_t local_us)
{
	int64_t day = num_floor_div(local_us, RFC3339_DAY_US);
	struct rfc3339_civil c;

	switch (w->unit) {
	case TWINDOW_WEEK:
		return num_floor_div(day - MONDAY, 7 * w->n_us);
	case TWINDOW_MONTH:
		c = rfc3339_civil(local_us);
		return num_floor_div((c.year - 1970) * 12 + (c.month - 1), w->n_us);
	default:
		return num_floor_div(day, w->n_us);
	}
}

static int64_t
day_start(const struct twindow *w, int64_t i)
{
	int64_t local = boundary(first_day(w, i), RFC3339_DAY_US, 0);

	return local == INT64_MIN || local == INT64_MAX ? local : tzone_reach(w->zone, local);
}

/*
 * The wall clock never shows a day before its day starts, so the window numbered by
 * the wall clock starts at or before @at_us.  It may have ended: a clock set back
 * across midnight shows yesterday again, which counts as the new day.
 */
static struct twindow_span
calendar_at(const struct twindow *w, int64_t at_us)
{
	int64_t i = number(w, tzone_local(w->zone, at_us));
	struct twindow_span s = { day_start(w, i), day_start(w, i + 1) };

	while (s.to_us <= at_us && s.to_us != INT64_MAX) {
		i++;
		s.from_us = s.to_us;
		s.to_us = day_start(w, i + 1);
	}
	return s;
}

struct twindow_span
twindow_at(const struct twindow *w, int64_t at_us)
{
	return w->unit == TWINDOW_FIXED ? fixed_at(w, at_us) : calendar_at(w, at_us);
}

/* The zone never moves its clock, and windows of @n us from 1970 are on its grid. */
static bool
fixed_grid(const struct tzone *z, int64_t n)
{
	struct tzone_span s = tzone_span(z, 0);

	return s.from_us == INT64_MIN && s.to_us == INT64_MAX &&
	       s.offset_s * RFC3339_SEC_US % n == 0;
}

void
twindow_name(const struct twindow *w, int64_t from_us, char name[TWINDOW_NAME_MAX])
{
	int offset_s = w->zone != NULL ? tzone_offset(w->zone, from_us) : 0;
	size_t n, to = 0;

	if (w->unit != TWINDOW_FIXED) {	/* the clock itself: offsets are printed in minutes */
		n = rfc3339_text(w->zone != NULL ? tzone_local(w->zone, from_us) : from_us, 0,
		    name);
		n = sv_find((struct sv){ name, n }, 'T');
		name[w->unit == TWINDOW_MONTH ? n - 3 : n] = '\0';	/* "-01" */
		return;
	}
	n = rfc3339_text(from_us, offset_s, name);
	for (size_t i = 0; i < n; i++)
		if (name[i] != ':')
			name[to++] = name[i];
	name[to] = '\0';
}

bool
twindow_nests(const struct twindow *outer, const struct twindow *inner)
{
	int64_t o = outer->n_us, i = inner->n_us;

	if (inner->unit == TWINDOW_FIXED) {
		bool local = RFC3339_DAY_US % i == 0;

		if (outer->unit != TWINDOW_FIXED)
			return local;
		/* A divisor of a day on the wall clock's grid, a multiple of it on 1970's. */
		return o % i == 0 &&
		       (!local || RFC3339_DAY_US % o == 0 || fixed_grid(inner->zone, i));
	}
	if (outer->unit == TWINDOW_FIXED)
		return false;
	if (outer->unit == inner->unit)
		return o % i == 0;
	if (inner->unit == TWINDOW_DAY)
		return i == 1 || (outer->unit == TWINDOW_WEEK && MONDAY % i == 0 && 7 * o % i == 0);
	return false;
}
