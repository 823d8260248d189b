/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spec/calendar_yaml.h"

#include "base/num.h"
#include "base/rfc3339.h"

enum { DAY = 24 * 60 /* minutes */, WEEK_DAYS = 7 };

struct reading {
	struct calendar  *c;
	const struct doc *d;
	struct arena     *a;
	struct err       *e;
	bool             *week;		/* minutes: open */
	size_t            cap;		/* of c->holiday */
};

/* ---- days and hours of every week ---- */

static bool
day_of(struct sv s, unsigned *day)
{
	static const char *const name[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

	for (*day = 0; *day < WEEK_DAYS; ++*day)
		if (sv_is(s, name[*day]))
			return true;
	return false;
}

/* "mon", "mon-fri", "sat-mon" */
static bool
add_days(struct sv s, bool *on)
{
	size_t dash = sv_find(s, '-');
	unsigned from, to;

	if (!day_of(sv_trim((struct sv){ s.p, dash }), &from))
		return false;
	to = from;
	if (dash < s.n && !day_of(sv_trim((struct sv){ s.p + dash + 1, s.n - dash - 1 }), &to))
		return false;
	for (; on[from] = true, from != to; from = (from + 1) % WEEK_DAYS)
		;
	return true;
}

enum rc
calendar_yaml_days(const struct doc *d, const struct node *n, bool *on, struct err *e)
{
	const struct node *one = n;
	size_t count = 1;

	if (n == NULL) {
		for (size_t i = 0; i < WEEK_DAYS; i++)
			on[i] = true;
		return RC_OK;
	}
	if (n->kind == NODE_LIST) {
		one = n->item;
		count = n->n;
	}
	for (size_t i = 0; i < count; i++)
		if (one[i].kind != NODE_STRING || !add_days(one[i].text, on))
			return doc_fail(d, &one[i], e,
			    "expected days such as mon, sat or mon-fri");
	return RC_OK;
}

/* "08:00", "24:00": minutes. */
static bool
clock_of(struct sv s, unsigned *minute)
{
	unsigned v[2];

	if (s.n != 5 || s.p[2] != ':')
		return false;
	for (size_t i = 0; i < 2; i++) {
		const char *p = s.p + 3 * i;

		if (!num_is_digit((unsigned char)p[0]) || !num_is_digit((unsigned char)p[1]))
			return false;
		v[i] = (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
	}
	*minute = v[0] * 60 + v[1];
	return v[1] < 60 && *minute <= DAY;
}

static void
set_minutes(bool *week, unsigned day, unsigned from, unsigned to, bool open)
{
	for (unsigned m = from; m < to; m++)
		week[(day * DAY + m) % CALENDAR_WEEK] = open;
}

static enum rc
set_hours(const struct reading *r, const struct node *n, const bool *on, bool open)
{
	size_t dash = n->kind == NODE_STRING ? sv_find(n->text, '-') : 0;
	unsigned from, to;

	if (n->kind != NODE_STRING || dash == n->text.n ||
	    !clock_of(sv_trim((struct sv){ n->text.p, dash }), &from) || from == DAY ||
	    !clock_of(sv_trim((struct sv){ n->text.p + dash + 1, n->text.n - dash - 1 }), &to) ||
	    from == to)
		return doc_fail(r->d, n, r->e, "expected hours such as 08:00-20:00");
	if (to < from)
		to += DAY;
	for (unsigned day = 0; day < WEEK_DAYS; day++)
		if (on[day])
			set_minutes(r->week, day, from, to, open);
	return RC_OK;
}

/* The days and hours of a map are open, or they are not. */
static enum rc
set_week(const struct reading *r, const struct node *n, bool open)
{
	const struct node *hours = node_get(n, "hours");
	bool on[WEEK_DAYS] = { false };
	enum rc rc = calendar_yaml_days(r->d, node_get(n, "days"), on, r->e);

	if (rc == RC_OK && hours == NULL)
		for (unsigned day = 0; day < WEEK_DAYS; day++)
			if (on[day])
				set_minutes(r->week, day, 0, DAY, open);
	if (rc != RC_OK || hours == NULL)
		return rc;
	if (hours->kind != NODE_LIST)
		return set_hours(r, hours, on, open);
	for (size_t i = 0; i < hours->n && rc == RC_OK; i++)
		rc = set_hours(r, &hours->item[i], on, open);
	return rc;
}

/* ---- what is in the lists ---- */

static enum rc
read_open(struct reading *r, const struct node *n)
{
	static const char *const known[] = { "days", "hours", "note", NULL };
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	return rc == RC_OK ? set_week(r, n, true) : rc;
}

/* "12-25": every year. */
static bool
read_yearly(struct reading *r, struct sv s, struct sv note)
{
	uint64_t month, day;

	if (s.n != 5 || s.p[2] != '-' || num_u64((struct sv){ s.p, 2 }, &month) != RC_OK ||
	    num_u64((struct sv){ s.p + 3, 2 }, &day) != RC_OK || month < 1 || month > 12 ||
	    day < 1 || day > (uint64_t)rfc3339_month_days(2024, (int)month))
		return false;
	r->c->yearly = arena_grow(r->a, r->c->yearly, r->c->nyearly * sizeof(*r->c->yearly),
	    (r->c->nyearly + 1) * sizeof(*r->c->yearly));
	r->c->yearly[r->c->nyearly++] = (struct calendar_yearly){ (uint8_t)month, (uint8_t)day,
		arena_sv(r->a, note) };
	return true;
}

static enum rc
read_holiday(struct reading *r, const struct node *n)
{
	static const char *const known[] = { "date", "note", NULL };
	const struct node *date = n;
	struct calendar_days days;
	struct err why = { 0 };
	struct sv note = SV("");
	enum rc rc = RC_OK;

	if (n->kind == NODE_MAP) {
		rc = doc_keys(r->d, n, known, r->e);
		if (rc == RC_OK)
			rc = doc_need(r->d, n, "date", &date, r->e);
		if (rc == RC_OK)
			rc = doc_text(r->d, n, "note", &note, r->e);
	}
	if (rc == RC_OK)
		rc = doc_kind(r->d, date, NODE_STRING, r->e);
	if (rc != RC_OK || read_yearly(r, date->text, note))
		return rc;
	if (calendar_days(&days, date->text, &why) != RC_OK)
		return doc_fail_in(r->d, date, &why, r->e);
	if (note.n > 0)
		days.note = note;
	calendar_add_days(r->c, &r->cap, &days, r->a);
	return RC_OK;
}

static enum rc
read_time(const struct reading *r, const struct node *n, const char *key, int64_t *at_us,
    bool *wall)
{
	const struct node *at;
	enum rc rc = doc_need(r->d, n, key, &at, r->e);
	int32_t offset;

	if (rc != RC_OK)
		return rc;
	if (at->kind != NODE_STRING || !rfc3339_parse(at->text, at_us, &offset))
		return doc_fail(r->d, at, r->e, "expected a time such as 2026-11-30T22:00");
	*wall = offset == INT32_MIN;
	if (*wall && r->c->zone != NULL) {
		*at_us = tzone_utc(r->c->zone, *at_us);
		*wall = false;
	}
	return RC_OK;
}

static enum rc
read_stop(struct reading *r, const struct node *n)
{
	struct calendar_stop s = { .note = SV("") };
	bool wall;
	enum rc rc = read_time(r, n, "from", &s.from_us, &s.wall);

	if (rc == RC_OK)
		rc = read_time(r, n, "to", &s.to_us, &wall);
	if (rc == RC_OK)
		rc = doc_text(r->d, n, "note", &s.note, r->e);
	if (rc != RC_OK)
		return rc;
	if (wall != s.wall)
		return doc_fail(r->d, n, r->e, "one of the times names its offset, the other not");
	if (s.to_us <= s.from_us)
		return doc_fail(r->d, node_get(n, "to"), r->e, "expected a time after 'from'");
	s.note = arena_sv(r->a, s.note);
	r->c->stop = arena_grow(r->a, r->c->stop, r->c->nstop * sizeof(s),
	    (r->c->nstop + 1) * sizeof(s));
	r->c->stop[r->c->nstop++] = s;
	return RC_OK;
}

static enum rc
read_maintenance(struct reading *r, const struct node *n)
{
	static const char *const weekly[] = { "days", "hours", "note", NULL };
	static const char *const dated[] = { "from", "to", "note", NULL };
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);
	bool date = node_get(n, "from") != NULL || node_get(n, "to") != NULL;

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, date ? dated : weekly, r->e);
	if (rc != RC_OK)
		return rc;
	return date ? read_stop(r, n) : set_week(r, n, false);
}

static enum rc
each_of(struct reading *r, const char *key, enum rc (*read)(struct reading *, const struct node *))
{
	const struct node *list = node_get(r->d->root, key);
	enum rc rc = RC_OK;

	if (list == NULL || list->kind == NODE_NULL)
		return RC_OK;
	rc = doc_kind(r->d, list, NODE_LIST, r->e);
	for (size_t i = 0; rc == RC_OK && i < list->n; i++)
		rc = read(r, &list->item[i]);
	return rc;
}

static enum rc
read_zone(const struct reading *r)
{
	const struct node *n = node_get(r->d->root, "zone");
	struct sv name = SV("");
	struct err why = { 0 };
	enum rc rc = doc_text(r->d, r->d->root, "zone", &name, r->e);

	if (rc != RC_OK || n == NULL)
		return rc;
	rc = tzone_load(&r->c->zone, name, r->a, &why);
	return rc == RC_OK ? rc : doc_fail(r->d, n, r->e, "%s", why.msg);
}

/* How many minutes are open before each of the week. */
static void
sum_up(const struct reading *r)
{
	uint16_t *opened = arena_zalloc(r->a, (CALENDAR_WEEK + 1) * sizeof(*opened));

	for (size_t i = 0; i < CALENDAR_WEEK; i++)
		opened[i + 1] = (uint16_t)(opened[i] + r->week[i]);
	r->c->hours = opened[CALENDAR_WEEK] < CALENDAR_WEEK;
	r->c->opened = opened;
}

static enum rc
read_all(struct reading *r)
{
	static const char *const known[] = { "zone", "open", "holidays", "maintenance", NULL };
	enum rc rc;

	if (r->d->root->kind != NODE_MAP)
		return doc_fail(r->d, r->d->root, r->e, "expected a date such as 2026-12-25, or "
		    "a map with zone, open, holidays, maintenance");
	rc = doc_keys(r->d, r->d->root, known, r->e);
	if (rc == RC_OK)
		rc = read_zone(r);
	for (size_t i = 0; i < CALENDAR_WEEK; i++)
		r->week[i] = node_get(r->d->root, "open") == NULL;
	if (rc == RC_OK)
		rc = each_of(r, "open", read_open);
	if (rc == RC_OK)
		rc = each_of(r, "holidays", read_holiday);
	if (rc == RC_OK)
		rc = each_of(r, "maintenance", read_maintenance);
	if (rc == RC_OK)
		sum_up(r);
	return rc;
}

enum rc
calendar_yaml(struct calendar *c, const char *path, struct sv text, struct arena *a, struct err *e)
{
	struct reading r = { .c = c, .a = a, .e = e };
	struct docs docs;
	enum rc rc = doc_parse(&docs, path, text, a, e);

	if (rc != RC_OK || docs.n == 0)
		return rc;
	if (docs.n > 1)
		return doc_fail(&docs.doc[1], docs.doc[1].root, e, "a calendar is one document");
	r.d = docs.doc;
	r.week = arena_zalloc(a, CALENDAR_WEEK * sizeof(*r.week));
	return read_all(&r);
}
