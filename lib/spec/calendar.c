/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * calendar - the form of lines, and what is asked of a calendar in either form
 */
#include "spec/calendar.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "io/side.h"
#include "spec/calendar_yaml.h"

#include <inttypes.h>
#include <stdlib.h>

enum { DATE_LEN = 10 };		/* 2026-12-25 */

#define MINUTE_US (60 * RFC3339_SEC_US)

static int64_t
floor_to(int64_t us, int64_t unit)
{
	return us / unit - (us % unit < 0);
}

/* ---- lines ---- */

/* The date at the start of @s, as days since 1970. */
static bool
read_date(struct sv s, int32_t *day)
{
	struct sv text = { s.p, DATE_LEN };
	int64_t at_us;
	int32_t offset;

	if (s.n < DATE_LEN || s.p[4] != '-' || s.p[7] != '-' ||
	    !rfc3339_parse(text, &at_us, &offset))
		return false;
	*day = (int32_t)floor_to(at_us, RFC3339_DAY_US);
	return true;
}

static bool
ends_word(struct sv s, size_t i)
{
	return i == s.n || s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == ',';
}

enum rc
calendar_days(struct calendar_days *out, struct sv s, struct err *e)
{
	size_t n = DATE_LEN;

	if (!read_date(s, &out->from))
		return rc_err_at(e, RC_SYNTAX, 1, "expected a date such as 2026-12-25");
	out->to = out->from;
	if (s.n >= n + 2 && s.p[n] == '.' && s.p[n + 1] == '.') {
		struct sv rest = { s.p + n + 2, s.n - n - 2 };

		if (!read_date(rest, &out->to) || out->to < out->from)
			return rc_err_at(e, RC_SYNTAX, n + 3, "expected the range's last date");
		n += 2 + DATE_LEN;
	}
	if (!ends_word(s, n))
		return rc_err_at(e, RC_SYNTAX, n + 1, "expected a space after the date");
	while (n < s.n && ends_word(s, n))
		n++;
	out->note = sv_trim((struct sv){ s.p + n, s.n - n });
	return RC_OK;
}

void
calendar_add_days(struct calendar *c, size_t *cap, const struct calendar_days *d, struct arena *a)
{
	if (c->nholiday == *cap) {
		size_t more = *cap != 0 ? 2 * *cap : 64;

		c->holiday = arena_grow(a, c->holiday, *cap * sizeof(*c->holiday),
		    more * sizeof(*c->holiday));
		*cap = more;
	}
	c->holiday[c->nholiday] = *d;
	c->holiday[c->nholiday++].note = arena_sv(a, d->note);
}

static enum rc
read_lines(struct calendar *c, const char *path, struct sv text, struct arena *a, struct err *e)
{
	size_t cap = 0, at = 0, end;

	for (uint64_t line = 1; at < text.n; at = end + 1, line++) {
		struct sv rest = { text.p + at, text.n - at }, s;
		struct calendar_days days;
		struct err inner = { 0 };

		end = at + sv_find(rest, '\n');
		s = sv_trim((struct sv){ rest.p, end - at });
		if (line > CALENDAR_LINES_MAX)
			return rc_err(e, RC_LIMIT, "%s: more than %d lines", path,
			    (int)CALENDAR_LINES_MAX);
		if (s.n == 0 || *s.p == '#')
			continue;
		if (calendar_days(&days, s, &inner) != RC_OK)
			return rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ":%" PRIu64 ": %s", path, line,
			    inner.col + (uint64_t)(s.p - rest.p), inner.msg);
		calendar_add_days(c, &cap, &days, a);
	}
	return RC_OK;
}

/* ---- either form ---- */

static int
by_day(const void *a, const void *b)
{
	const struct calendar_days *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static int
by_from(const void *a, const void *b)
{
	const struct calendar_stop *x = a, *y = b;

	return (x->from_us > y->from_us) - (x->from_us < y->from_us);
}

/* Ascending, those that overlap as one, by the note of the first. */
static void
tidy(struct calendar *c)
{
	size_t n = 0;

	if (c->nholiday > 1)
		qsort(c->holiday, c->nholiday, sizeof(*c->holiday), by_day);
	if (c->nstop > 1)
		qsort(c->stop, c->nstop, sizeof(*c->stop), by_from);
	for (size_t i = 0; i < c->nholiday; i++) {
		const struct calendar_days d = c->holiday[i];

		if (n == 0 || d.from > c->holiday[n - 1].to)
			c->holiday[n++] = d;
		else if (d.to > c->holiday[n - 1].to)
			c->holiday[n - 1].to = d.to;
	}
	c->nholiday = n;
}

/* Lines begin with a date, or nothing but comments is there. */
static bool
is_lines(struct sv text)
{
	size_t at = 0;

	while (at < text.n) {
		struct sv rest = { text.p + at, text.n - at };
		struct sv s = sv_trim((struct sv){ rest.p, sv_find(rest, '\n') });

		if (s.n > 0 && *s.p != '#')
			return num_is_digit((unsigned char)*s.p);
		at += sv_find(rest, '\n') + 1;
	}
	return true;
}

enum rc
calendar_load(struct calendar *c, const char *path, const struct tzone *zone, struct arena *a,
    struct err *e)
{
	struct err why = { 0 };
	struct buf b;
	enum rc rc;

	*c = (struct calendar){ .zone = zone };
	buf_init(&b, DOC_BYTES_MAX + 1);
	rc = side_text(path, DOC_BYTES_MAX, &b, &why);
	if (rc != RC_OK)
		rc = rc_err(e, rc, "%s: %s", path, why.msg);
	else if (is_lines(buf_view(&b)))
		rc = read_lines(c, path, buf_view(&b), a, e);
	else
		rc = calendar_yaml(c, path, buf_view(&b), a, e);
	buf_free(&b);
	tidy(c);
	return rc;
}

bool
calendar_none(const struct calendar *c)
{
	return c->nholiday + c->nyearly + c->nstop == 0 && !c->hours;
}

/* ---- questions ---- */

/* 29 February is a day of leap years alone. */
static bool
is_between(const struct calendar_yearly *y, int64_t year, int64_t from, int64_t to)
{
	int64_t day = rfc3339_days(year, y->month, y->day);

	return y->day <= rfc3339_month_days(year, y->month) && day >= from && day <= to;
}

/* A holiday among the days @from to @to. */
static bool
is_holiday(const struct calendar *c, int64_t from, int64_t to, struct sv *note)
{
	size_t lo = 0, hi = c->nholiday;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->holiday[mid].to < from)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < c->nholiday && c->holiday[lo].from <= to) {
		*note = c->holiday[lo].note;
		return true;
	}
	for (size_t i = 0; i < c->nyearly; i++) {
		int64_t year = rfc3339_civil(from * RFC3339_DAY_US).year;

		*note = c->yearly[i].note;
		if (is_between(&c->yearly[i], year, from, to) ||
		    is_between(&c->yearly[i], year + 1, from, to))
			return true;
	}
	return false;
}

static bool
is_stopped(const struct calendar *c, const struct calendar_time *t, int64_t from_us, int64_t to_us,
    struct sv *note)
{
	for (size_t i = 0; i < c->nstop; i++) {
		const struct calendar_stop *s = &c->stop[i];

		if (s->from_us >= (s->wall ? to_us : t->to_us) ||
		    s->to_us <= (s->wall ? from_us : t->from_us))
			continue;
		*note = s->note;
		return true;
	}
	return false;
}

/* Some minute of the wall clock's [from_us, to_us) is open. */
static bool
is_open(const struct calendar *c, int64_t from_us, int64_t to_us)
{
	const int64_t monday = 3 * 24 * 60;	/* 1970-01-01 was a Thursday */
	int64_t from = floor_to(from_us, MINUTE_US) + monday;
	int64_t to = floor_to(to_us - 1, MINUTE_US) + monday + 1;
	int64_t at = from - floor_to(from, CALENDAR_WEEK) * CALENDAR_WEEK, end = at + to - from;

	if (!c->hours || end - at >= CALENDAR_WEEK)
		return !c->hours || c->opened[CALENDAR_WEEK] > 0;
	if (end <= CALENDAR_WEEK)
		return c->opened[end] > c->opened[at];
	return c->opened[CALENDAR_WEEK] > c->opened[at] || c->opened[end - CALENDAR_WEEK] > 0;
}

enum calendar_why
calendar_of(const struct calendar *c, const struct calendar_time *t, struct sv *note)
{
	int64_t from_us = c->zone != NULL ? tzone_local(c->zone, t->from_us) :
	    t->from_us + t->ahead_us;
	int64_t to_us = c->zone != NULL ? tzone_local(c->zone, t->to_us - 1) + 1 :
	    t->to_us + t->ahead_us;
	struct sv unused;

	if (to_us <= from_us)
		to_us = from_us + 1;	/* a clock that goes back within it */
	note = note != NULL ? note : &unused;
	if (is_holiday(c, floor_to(from_us, RFC3339_DAY_US), floor_to(to_us - 1, RFC3339_DAY_US),
	    note))
		return CALENDAR_HOLIDAY;
	*note = SV("");
	if (is_stopped(c, t, from_us, to_us, note))
		return CALENDAR_MAINTENANCE;
	return is_open(c, from_us, to_us) ? CALENDAR_OPEN : CALENDAR_CLOSED;
}

const char *
calendar_name(enum calendar_why why)
{
	static const char *const name[] = { "open", "closed", "holiday", "maintenance" };

	return name[why];
}

static void
put_number(struct buf *b, int64_t x)
{
	buf_printf(b, "%" PRId64 " ", x);
}

uint64_t
calendar_check(const struct calendar *c)
{
	struct buf b;
	uint64_t check;

	if (calendar_none(c))
		return 0;
	buf_init(&b, SIZE_MAX);
	if (c->zone != NULL)
		buf_sv(&b, tzone_name(c->zone));
	for (size_t i = 0; i < c->nholiday; i++) {
		put_number(&b, c->holiday[i].from);
		put_number(&b, c->holiday[i].to);
	}
	buf_c(&b, ';');
	for (size_t i = 0; i < c->nyearly; i++)
		put_number(&b, c->yearly[i].month * 32 + c->yearly[i].day);
	buf_c(&b, ';');
	for (size_t i = 0; i < c->nstop; i++) {
		put_number(&b, c->stop[i].wall);
		put_number(&b, c->stop[i].from_us);
		put_number(&b, c->stop[i].to_us);
	}
	for (size_t i = 0; c->hours && i <= CALENDAR_WEEK; i++)
		put_number(&b, c->opened[i]);
	check = hash_sv(buf_view(&b), 0);
	buf_free(&b);
	return check != 0 ? check : 1;
}
