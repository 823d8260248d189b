/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retention - periods by number, sets of them, what is kept of times; worked cases
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "time/tperiod.h"
#include "retention/lifecycle.h"
#include "retention/marks.h"
#include "retention/pset.h"
#include "retention/retention.h"

static int64_t
at(const char *text)
{
	int32_t offset_s;
	int64_t us = 0;

	T_QUIET(rfc3339_parse(sv_of(text), &us, &offset_s), "a time: %s", text);
	return us;
}

/* ---- periods ---- */

static void
check_period(const struct tperiod *p, const char *in, const char *from, const char *to)
{
	struct twindow_span span;
	int64_t n = tperiod_at(p, at(in), &span);

	T_OK(span.from_us == at(from) && span.to_us == at(to), "%s is of the %s from %s", in,
	    tperiod_name(p), from);
	T_OK(tperiod_start(p, n) == span.from_us && tperiod_start(p, n + 1) == span.to_us,
	    "and its number is %" PRId64, n);
}

static void
check_periods(void)
{
	struct arena a;
	const struct tzone *berlin = NULL;
	struct tperiod p = { TPERIOD_WEEK, false, NULL };
	struct twindow_span span;
	struct err e = { 0 };

	arena_init(&a);
	T_OK(tzone_load(&berlin, SV("Europe/Berlin"), &a, &e) == RC_OK, "zone: %s", e.msg);
	T_OK(tperiod_at(&p, at("1970-01-05"), &span) == 0 &&
	    tperiod_at(&p, at("1970-01-04"), &span) == -1, "weeks by Mondays, as windows have them");
	check_period(&p, "2024-01-07T23:00:00Z", "2024-01-01", "2024-01-08");
	p.sunday = true;
	check_period(&p, "2024-01-07T23:00:00Z", "2024-01-07", "2024-01-14");
	p = (struct tperiod){ TPERIOD_MONTH, false, NULL };
	check_period(&p, "2024-02-29T12:00:00Z", "2024-02-01", "2024-03-01");
	check_period(&p, "1969-12-31T12:00:00Z", "1969-12-01", "1970-01-01");
	p = (struct tperiod){ TPERIOD_DAY, false, berlin };
	check_period(&p, "2024-03-31T12:00:00Z", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z");
	T_OK(tperiod_length(&p) == RFC3339_DAY_US, "by the clock a day is 24 hours");
	T_OK(tperiod_at(&p, INT64_MAX, &span) < INT32_MAX && span.to_us == INT64_MAX &&
	    tperiod_at(&p, INT64_MIN, &span) > INT32_MIN + 64, "numbers fit 32 bits");
	arena_free(&a);
}

/* ---- sets ---- */

static void
check_sets(void)
{
	static const int32_t n[] = { 70, -1, 3, 64, 1000000, 3, 63, -64 };
	static const int32_t want[] = { -64, -1, 3, 63, 64, 70, 1000000 };
	struct pset a, b;
	int32_t list[8];

	pset_init(&a);
	pset_init(&b);
	T_OK(pset_count(&a) == 0 && pset_first(&a) == PSET_EMPTY, "an empty set");
	for (size_t i = 0; i < sizeof(n) / sizeof(n[0]); i++)
		pset_add(i % 2 == 0 ? &a : &b, n[i]);
	pset_hear(&b, 2000000);
	pset_merge(&a, &b);
	pset_merge(&a, &b);
	pset_list(&a, list);
	T_OK(pset_count(&a) == 7 && memcmp(list, want, sizeof(want)) == 0 && pset_first(&a) == -64,
	    "two sets together, in order, each period once");
	T_OK(a.last == 2000000, "and the latest period that was heard of");
	T_OK(sizeof(struct pset) == 16, "16 bytes");
	pset_free(&a);
	pset_free(&b);
}

/* ---- marks ---- */

/* "1@5 2@7": kinds and times, as they are left. */
static const char *
tidied(const struct marks_rule *r, const int64_t *mark, size_t n)
{
	static char text[256];
	struct marks m = { 0 };
	size_t len = 0;

	text[0] = '\0';
	marks_reserve(&m, r, n);
	for (size_t i = 0; i < n; i++)
		marks_add(&m, r, mark[i] / 4, (unsigned)(mark[i] % 4));
	marks_tidy(&m, r);
	for (uint32_t i = 0; i < m.n; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%u@%" PRId64,
		    i > 0 ? " " : "", marks_kind(m.mark[i]), marks_time(m.mark[i]));
	marks_free(&m);
	return text;
}

#define MARK(kind, at_us) ((at_us) * 4 + (kind))
#define TIDY(rule, want, name, ...) do { \
	const int64_t mark_[] = { __VA_ARGS__ }; \
	T_STR(tidied(rule, mark_, sizeof(mark_) / sizeof(mark_[0])), want, name); \
} while (0)

static void
check_marks(void)
{
	struct marks_rule all = { .keep = MARKS_ALL, .same = 1 }, spans = { .keep = MARKS_SPANS,
		.within_us = 10 }, first = { .keep = MARKS_FIRST, .same = 1 };
	struct marks_rule periods = { .keep = MARKS_PERIODS, .same = 1 }, within = {
		.keep = MARKS_WITHIN, .same = 2, .within_us = 10 };

	TIDY(&all, "2@3 1@5 2@7", "the first start counts, later ones do not", MARK(1, 9), MARK(2, 7),
	    MARK(1, 5), MARK(2, 3));
	TIDY(&all, "3@5 2@7", "one that was a return is still that", MARK(3, 7), MARK(3, 5));
	TIDY(&all, "1@5 2@5", "of one time the start that is no return is the start", MARK(3, 5),
	    MARK(1, 5));
	TIDY(&all, "2@5 3@5", "two at once are a start and a return", MARK(3, 5), MARK(3, 5),
	    MARK(3, 5));
	TIDY(&periods, "1@2 2@9", "of a period's returns the last is kept", MARK(1, 2), MARK(2, 5),
	    MARK(2, 9), MARK(2, 1));
	TIDY(&within, "2@1 1@5 2@15 2@15", "what is too late does not count, what is early may yet",
	    MARK(2, 15), MARK(2, 16), MARK(2, 15), MARK(2, 15), MARK(1, 5), MARK(2, 1));
	TIDY(&first, "2@1 3@5", "the first event from the start on, and those before", MARK(2, 1),
	    MARK(3, 5), MARK(2, 6), MARK(3, 8));
	TIDY(&spans, "1@0 2@20 3@31", "pauses of 10 join, one of 11 does not", MARK(3, 20),
	    MARK(3, 0), MARK(3, 10), MARK(3, 31));
	TIDY(&spans, "1@0 0@5 2@20", "spans that overlap are one; it counts from the start on",
	    MARK(1, 0), MARK(2, 12), MARK(1, 8), MARK(2, 20), MARK(0, 5), MARK(0, 7));
	TIDY(&spans, "0@5 3@5", "a start alone", MARK(3, 5), MARK(0, 5));
}

/* ---- tables ---- */

static void
check_tables(void)
{
	struct cohort_table t;
	const struct cohort_row *const *row;
	size_t n;
	uint32_t b, a;

	cohort_init(&t, 2, 1);
	b = cohort_group(&t, SV("[\"b\"]"));
	a = cohort_group(&t, SV("[\"a\"]"));
	cohort_at(&t, b, 1)[0] += 5;
	cohort_at(&t, a, 7)[1] += 1;
	cohort_at(&t, a, -7)[1] += 2;
	cohort_at(&t, b, 1)[0] += 5;
	row = cohort_order(&t, 1, &n);
	T_OK(n == 3 && row[0]->at == -7 && row[1]->at == 7 && row[2]->group == b &&
	    row[2]->n[0] == 10, "rows by the order of their groups, then by number");
	T_OK(cohort_find(&t, a, 1) == NULL && cohort_find(&t, b, 1)[0] == 10, "found, or not there");
	T_OK(sv_is(cohort_key(&t, a), "[\"a\"]"), "a group knows its key");
	cohort_free(&t);
}

static void
check_cells(void)
{
	struct retention_rule cal = { .same = true }, roll = { .same = true, .rolling = true };
	struct retention_now now = { .now_us = at("2024-01-03T12:00:00Z"),
		.done = at("2024-01-03") / RFC3339_DAY_US, .begun = at("2024-01-03") / RFC3339_DAY_US };
	struct retention_column k1 = { 1, 1 }, k2 = { 2, 2 }, k3 = { 3, 3 }, open = { 1, RETENTION_OPEN };
	int64_t cohort = at("2024-01-01") / RFC3339_DAY_US;
	struct retention_entry x = { .cohort = cohort, .start_us = at("2024-01-01T12:00:00Z") };
	static const int64_t k[] = { 0, 4, 9 };

	T_OK(retention_complete(&cal, cohort, &k1, &now) && !retention_complete(&cal, cohort, &k2, &now) &&
	    retention_complete(&cal, cohort, &open, &now), "a cell is complete when its day is over");
	T_OK(retention_begun(&cal, cohort, &k2, &now) && !retention_begun(&cal, cohort, &k3, &now),
	    "and there is none before it has begun");
	T_OK(!retention_complete(&roll, cohort, &k1, &now), "by the clock: when the last one's is");
	T_OK(retention_complete_from(&roll, &x, &k1, &now), "for one at noon it is at noon");
	T_OK(retention_begun(&roll, cohort, &k2, &now) && !retention_begun(&roll, cohort, &k3, &now),
	    "and may begin with the first one's");
	T_OK(retention_hit(&(struct retention_column){ 3, 4 }, k, 3) &&
	    !retention_hit(&(struct retention_column){ 5, 8 }, k, 3) &&
	    retention_hit(&(struct retention_column){ 5, RETENTION_OPEN }, k, 3) &&
	    !retention_hit(&(struct retention_column){ 10, RETENTION_OPEN }, k, 3), "brackets");
}

int
main(void)
{
	check_periods();
	check_sets();
	check_marks();
	check_tables();
	check_cells();
	return t_done();
}
