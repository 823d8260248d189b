/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session - where a user's events are cut; worked cases
 */
#include "../t.h"

#include "base/rfc3339.h"
#include "users/session.h"
#include "users/session_alert.h"

#define MIN INT64_C(60000000)
#define SEC INT64_C(1000000)

enum { EVENTS_MAX = 16, SPLITS = 2 };

struct event {
	int64_t     at_us;
	const char *split[SPLITS];	/* NULL: not known */
};

/* The session number of each event, "1 1 2". */
static const char *
numbers(const struct session_rule *r, const struct event *ev, size_t n)
{
	static char text[256];
	struct val split[EVENTS_MAX][SPLITS], known[SPLITS];
	struct session s;
	struct arena tmp;
	size_t at = 0;

	arena_init(&tmp);
	session_init(&s, r, known);
	for (size_t i = 0; i < n; i++) {
		uint64_t before = s.number;
		bool fresh;

		for (size_t k = 0; k < r->nsplit; k++)
			split[i][k] = ev[i].split[k] != NULL ?
			    val_of_text(sv_of(ev[i].split[k])) : (struct val){ .kind = VAL_NULL };
		fresh = session_next(&s, r, ev[i].at_us, split[i], &tmp);
		T_QUIET(s.number == before + fresh, "a new session has the next number");
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%" PRIu64, i > 0 ? " " : "",
		    s.number);
	}
	arena_free(&tmp);
	return text;
}

static const char *
at_minutes(const struct session_rule *r, const int *min, size_t n)
{
	struct event ev[EVENTS_MAX] = { 0 };

	for (size_t i = 0; i < n; i++)
		ev[i].at_us = min[i] * MIN;
	return numbers(r, ev, n);
}

static void
check_gap(void)
{
	static const int day[] = { 600, 615, 645, 675, 706 };	/* 10:00 10:15 10:45 11:15 11:46 */
	static const int late[] = { 10, 12, 20 }, joined[] = { 10, 12, 16, 20 };
	struct session_rule r = { .gap_us = 30 * MIN }, ge = { .gap_us = 30 * MIN, .at_gap = true };
	struct session_rule max = { .gap_us = 30 * MIN, .max_us = 60 * MIN };
	struct session_rule five = { .gap_us = 5 * MIN };

	T_STR(at_minutes(&r, day, 5), "1 1 1 1 2", "exactly the gap goes on");
	T_STR(at_minutes(&ge, day, 5), "1 1 2 3 4", "or, when asked, it does not");
	T_STR(at_minutes(&max, day, 5), "1 1 1 2 3", "a session that old ends, at exactly its age");
	T_STR(at_minutes(&five, late, 3), "1 1 2", "two sessions");
	T_STR(at_minutes(&five, joined, 4), "1 1 1 1", "that a late event makes one");
	r.gap_us = 1;
	T_STR(numbers(&r, (struct event[]){ { 0, { 0 } }, { 1, { 0 } }, { 3, { 0 } } }, 3), "1 1 2",
	    "a gap of a microsecond");
	T_STR(numbers(&r, (struct event[]){ { INT64_MIN, { 0 } }, { INT64_MAX, { 0 } } }, 2), "1 2",
	    "from the first to the last time there is");
	r.gap_us = UINT64_MAX;
	T_STR(numbers(&r, (struct event[]){ { INT64_MIN, { 0 } }, { INT64_MAX, { 0 } } }, 2), "1 1",
	    "which no gap ends");
}

static int64_t
time_of(const char *text)
{
	int64_t at_us = 0;
	int32_t offset;

	T_QUIET(rfc3339_parse(sv_of(text), &at_us, &offset), "a time: %s", text);
	return at_us;
}

static void
check_midnight(void)
{
	struct session_rule r = { .gap_us = 30 * MIN, .daily = true, .day = { TWINDOW_DAY, 1, NULL } };
	struct event ev[] = {
		{ time_of("2026-03-28T23:50:00Z"), { 0 } }, { time_of("2026-03-28T23:59:59.999999Z"), { 0 } },
		{ time_of("2026-03-29T00:00:00Z"), { 0 } }, { time_of("2026-03-29T00:10:00Z"), { 0 } },
	};
	struct arena a;
	struct err e;

	T_STR(numbers(&r, ev, 4), "1 1 2 2", "midnight in UTC");
	arena_init(&a);
	if (T_OK(tzone_load(&r.day.zone, SV("Europe/Berlin"), &a, &e) == RC_OK, "a zone"))
		T_STR(numbers(&r, ev, 4), "1 1 1 1", "which is no midnight in Berlin");
	for (size_t i = 0; i < 4; i++)
		ev[i].at_us -= 60 * MIN;
	T_STR(numbers(&r, ev, 4), "1 1 2 2", "but an hour before is");
	arena_free(&a);
}

static void
check_split(void)
{
	struct session_rule r = { .gap_us = 30 * MIN, .nsplit = 1 }, two = r;

	T_STR(numbers(&r, (struct event[]){ { 0, { "a" } }, { 1, { "a" } }, { 2, { "b" } },
	    { 3, { "a" } } }, 4), "1 1 2 3", "a change ends a session");
	T_STR(numbers(&r, (struct event[]){ { 0, { "a" } }, { 1, { NULL } }, { 2, { "a" } },
	    { 3, { NULL } }, { 4, { "b" } } }, 5), "1 1 1 1 2", "what is not known ends nothing");
	T_STR(numbers(&r, (struct event[]){ { 0, { NULL } }, { 1, { "a" } }, { 2, { "b" } } }, 3),
	    "1 1 2", "nor does the first that is known");
	T_STR(numbers(&r, (struct event[]){ { 0, { "a" } }, { 40 * MIN, { NULL } },
	    { 41 * MIN, { "b" } } }, 3), "1 2 2", "the session before does not count");
	two.nsplit = 2;
	T_STR(numbers(&two, (struct event[]){ { 0, { "a", "x" } }, { 1, { "a", "y" } },
	    { 2, { "b", "y" } }, { 3, { NULL, "y" } }, { 4, { "b", NULL } } }, 5), "1 2 3 3 3",
	    "any of two");
}

static const char *
id_of(const char *user, int64_t start_us, uint64_t tie)
{
	static char id[SESSION_ID_LEN + 1];
	char text[64 + SESSION_ID_ROOM];
	struct session s = { .start_us = start_us, .tie = tie };
	size_t n = strlen(user);

	memcpy(text, user, n);
	session_id(&s, text, n, id);
	return id;
}

static void
check_id(void)
{
	struct session_rule r = { .gap_us = MIN, .nsplit = 1 };
	struct val known, split;
	struct session s;
	struct arena tmp;
	uint64_t ties[4];

	/* Computed with xxHash alone: XXH3_64bits of the text in the comment. */
	T_STR(id_of("\"a\"", INT64_C(1767261600000000), 0), "5c29b261216cbbb4",
	    "\"a\" 1767261600000000");
	T_STR(id_of("\"a\"", INT64_C(1767261600000000), 1), "096642241cc43cbb",
	    "\"a\" 1767261600000000 1");
	T_STR(id_of("7", -1, 0), "e941e91da4af0658", "7 -1");
	arena_init(&tmp);
	session_init(&s, &r, &known);
	for (size_t i = 0; i < 4; i++) {
		split = val_of_text(i % 2 != 0 ? SV("a") : SV("b"));
		session_next(&s, &r, i < 3 ? 5 : 6, &split, &tmp);
		ties[i] = s.tie;
	}
	T_OK(ties[0] == 0 && ties[1] == 1 && ties[2] == 2 && ties[3] == 0,
	    "sessions with the same start are told apart");
	arena_free(&tmp);
}

static void
check_engaged(void)
{
	struct session s = { .start_us = 5 * SEC, .last_us = 15 * SEC };

	T_OK(session_age_us(&s) == 10 * (uint64_t)SEC, "ten seconds");
	T_OK(!session_engaged(&s, 1, 0), "are not enough");
	s.last_us++;
	T_OK(session_engaged(&s, 0, 0), "more are");
	s.last_us = s.start_us;
	T_OK(!session_engaged(&s, 1, 0) && session_engaged(&s, 2, 0), "two pages are");
	T_OK(session_engaged(&s, 0, 1), "a key event is");
}

/* From record to record as bytes. */
static void
keep(struct session_alerts *s, struct arena *a)
{
	const struct session_alert_plan *p = s->p;
	struct buf b;
	const char *at;

	buf_init(&b, SIZE_MAX);
	session_alerts_save(s, &b);
	session_alerts_init(s, p, a);
	at = b.p;
	session_alerts_load(s, &at);
	T_QUIET(at == b.p + b.n, "all of it");
	buf_free(&b);
}

/* Which records, told by their pages, made an alert be said, and since when. */
static const char *
said(const struct session_alert_plan *p, const char *const *page, const int64_t *at_s, size_t n)
{
	static char text[64];
	struct session_alerts s;
	struct arena a;
	size_t at = 0;

	arena_init(&a);
	session_alerts_init(&s, p, &a);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		const struct val v = val_of_bool(page[i][0] == '!');
		uint32_t now;

		session_alerts_take(&s, &v, sv_of(page[i]), at_s[i] * SEC, &now);
		if (now != 0)
			at += (size_t)snprintf(text + at, sizeof(text) - at, "%zu since %d", i + 1,
			    (int)(s.rule[0].since_us / SEC));
		keep(&s, &a);
	}
	arena_free(&a);
	return text;
}

static void
check_alerts(void)
{
	static const char *const fails[] = { "!", "!", "", "!", "!", "!", "!" };
	static const char *const same[] = { "a", "b", "a", "b", "a", "a" };
	static const int64_t at_s[] = { 1, 2, 3, 4, 15, 16, 17 };
	const struct expr *const x = (const void *)fails;	/* there is one: it is not asked */
	struct session_alert_plan p = { .rule = { { .x = x, .n = 3 } }, .n = 1, .nexpr = 1 };
	const char *many[SESSION_ALERT_PAGES + 4];
	int64_t when[SESSION_ALERT_PAGES + 4];
	char name[SESSION_ALERT_PAGES + 4][8];

	T_STR(said(&p, fails, at_s, 7), "6 since 4", "three in a row, once");
	p.rule[0].within_us = 3 * SEC;
	T_STR(said(&p, fails, at_s, 7), "4 since 1", "three within three seconds");
	p.rule[0].n = 4;
	p.rule[0].within_us = 13 * SEC;
	T_STR(said(&p, fails, at_s, 7), "7 since 4", "four within thirteen");
	p.rule[0].n = 3;
	p.rule[0].within_us = 3 * SEC - 1;
	T_STR(said(&p, fails, at_s, 7), "7 since 15", "in less");
	p = (struct session_alert_plan){ .rule = { { .n = 2, .within_us = 12 * SEC } }, .n = 1 };
	T_STR(said(&p, same, at_s, 6), "5 since 1", "again and again");
	p.rule[0].within_us = 11 * SEC;
	T_STR(said(&p, same, at_s, 6), "", "too late to be again");
	p.rule[0].within_us = 100 * SEC;
	for (size_t i = 0; i < SESSION_ALERT_PAGES + 4; i++) {
		snprintf(name[i], sizeof(name[i]), "%zu", i);
		many[i] = name[i];
		when[i] = (int64_t)i;
	}
	many[SESSION_ALERT_PAGES] = name[0];
	many[SESSION_ALERT_PAGES + 2] = name[0];
	T_STR(said(&p, many, when, SESSION_ALERT_PAGES + 3), "35 since 0", "a page that is known");
	many[SESSION_ALERT_PAGES + 2] = many[SESSION_ALERT_PAGES + 3] = name[1];
	T_STR(said(&p, many, when, SESSION_ALERT_PAGES + 4), "", "the one seen longest ago is not");
}

int
main(void)
{
	check_alerts();
	check_gap();
	check_midnight();
	check_split();
	check_id();
	check_engaged();
	return t_done();
}
