/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place_data - drawings of page/page_place.h: what cxcheck says of the data, alerts, and what
 * explains a change
 */
#include "page/page_num.h"
#include "page/page_place.h"
#include "page/page_table.h"

#include <string.h>

void
page_place_total(struct page_build *b, const struct page_family *f)
{
	for (size_t r = 0; r < f->t.nrow; r++) {
		struct page_num bad = page_num_named(b, f, r, "bad");
		struct page_num unread = page_num_named(b, f, r, "unreadable");
		struct page_span part[] = { page_build_name(b, page_set_text(f, r, "stream")),
			page_build_num(page_num_named(b, f, r, "events")),
			page_build_num(page_num_named(b, f, r, "good")), page_build_num(bad),
			page_build_num(unread) };
		bool fine = !(bad.value > 0) && !(unread.value > 0);

		page_build_add(b, page_build_say(b, PAGE_POINT, PAGE_NONE, fine
		    ? PAGE_WORD_SAY_EVENTS_GOOD : PAGE_WORD_SAY_EVENTS, part, 5));
	}
}

/* Whether a failed check says that data is missing, rather than that some of it is wrong. */
static bool
is_of_presence(const struct page_family *f, size_t row)
{
	return page_set_is(f, row, "type", "fresh") || page_set_is(f, row, "type", "volume") ||
	    page_set_is(f, row, "type", "sequence") || page_set_is(f, row, "type", "late");
}

static void
say_check(struct page_build *b, const struct page_family *f, size_t row)
{
	bool error = page_set_is(f, row, "severity", "error");
	enum page_status s = PAGE_GOOD;
	struct page_para *p;

	if (page_set_is(f, row, "verdict", "fail"))
		s = is_of_presence(f, row) && error ? PAGE_BAD : PAGE_WARN;
	else if (!page_set_is(f, row, "verdict", "pass"))
		s = is_of_presence(f, row) && error ? PAGE_UNSURE : PAGE_WARN;
	page_build_judge(b, s);
	b->passed += s == PAGE_GOOD;
	if (s == PAGE_GOOD)
		return;
	p = page_build_say(b, PAGE_POINT, s, page_set_is(f, row, "verdict", "fail")
	    ? PAGE_WORD_SAY_CHECK_FAIL : PAGE_WORD_SAY_CHECK_OPEN, (struct page_span[]){
	    page_build_name(b, page_set_text(f, row, "check")),
	    page_build_num(page_num_named(b, f, row, "bad")),
	    page_build_num(page_num_named(b, f, row, "n")) }, 3);
	page_build_trace(b, p, f, row, "verdict");
	page_build_add(b, p);
	page_build_point(b, p);
	if (s == PAGE_BAD || s == PAGE_UNSURE)
		page_build_action(b, page_build_say(b, PAGE_ACTION, s, PAGE_WORD_DO_CHECK,
		    (struct page_span[]){ page_build_name(b, page_set_text(f, row, "check")) }, 1));
}

void
page_place_checks(struct page_build *b, const struct page_family *f)
{
	static const char *const col[] = { "check", "verdict", "n", "bad", "rate", "target",
		"severity", NULL };
	struct page_pick pick = { .col = col, .caption = page_table_caption(b, f) };

	for (size_t r = 0; r < f->t.nrow; r++)
		say_check(b, f, r);
	pick.row = page_table_rows(b, f, &pick.nrow);
	page_build_item(b, PAGE_TABLE, page_table_of(b, f, &pick));
}

void
page_place_gaps(struct page_build *b, const struct page_family *f)
{
	size_t n, *row = page_table_rows(b, f, &n);

	for (size_t i = 0; i < n; i++) {
		size_t from = page_set_col(f, "window");
		struct page_para *p;
		int64_t us;

		if (!page_set_is(f, row[i], "status", "anomaly") || from == SIZE_MAX ||
		    !rtable_time(&f->t, row[i], from, &us))
			continue;
		p = page_build_say(b, PAGE_POINT, PAGE_UNSURE, PAGE_WORD_SAY_GAP,
		    (struct page_span[]){ page_build_time(b, PAGE_LANG_TIME, us),
		    page_build_num(page_num_named(b, f, row[i], "missing")),
		    page_build_name(b, page_set_key(f, row[i])) }, 3);
		page_build_trace(b, p, f, row[i], "status");
		page_build_add(b, p);
		page_build_point(b, p);
		page_build_judge(b, PAGE_UNSURE);
	}
	page_place_table(b, f);
}

void
page_place_trouble(struct page_build *b, const struct page_family *f)
{
	const char *member = page_set_col(f, "alert") != SIZE_MAX ? "alert" : "name";
	struct page_list l = { 0 };
	struct page_para *p;

	for (size_t r = 0; r < f->t.nrow; r++)
		*(struct page_trace *)page_build_push(b, &l, sizeof(struct page_trace)) =
		    page_num_trace(b, f, r, sv_of(member));
	p = page_build_say(b, PAGE_POINT, PAGE_WARN, PAGE_WORD_SAY_TROUBLE, (struct page_span[]){
	    page_build_num(page_num_count(b, l.p, l.n)) }, 1);
	page_build_add(b, p);
	page_build_point(b, p);
	page_build_judge(b, PAGE_WARN);
	page_place_table(b, f);
}

static bool
is_change_of(const struct page_set *s, struct sv metric)
{
	for (size_t k = 0; k < s->n; k++) {
		const struct page_family *f = s->family[k];

		if (f->kind == NULL || strcmp(f->kind->name, "change_part") != 0)
			continue;
		for (size_t r = 0; r < f->t.nrow; r++)
			if (page_set_number(f, r, "rank") > 0 &&
			    sv_eq(page_set_text(f, r, "metric"), metric))
				return true;
	}
	return false;
}

void
page_place_changes(struct page_build *b, const struct page_family *f)
{
	for (size_t r = 0; r < f->t.nrow; r++) {
		struct sv metric = page_set_text(f, r, "metric");
		struct page_span part[] = { page_build_name(b, metric),
			page_build_num(page_num_named(b, f, r, "change")) };
		struct page_para *p;

		if (is_change_of(b->set, metric))
			continue;
		p = page_build_say(b, PAGE_POINT, PAGE_NONE, PAGE_WORD_SAY_EXPLAINS_NOT, part, 2);
		page_build_trace(b, p, f, r, "change");
		page_build_add(b, p);
	}
	page_place_table(b, f);
}

/* Of the change as a whole, which is in its own record; none: the part's row has no such cell. */
static struct page_num
change_of(struct page_build *b, const struct page_family *part, size_t row, struct sv metric)
{
	for (size_t k = 0; k < b->set->n; k++) {
		const struct page_family *f = b->set->family[k];

		if (f->kind == NULL || strcmp(f->kind->name, "change") != 0)
			continue;
		for (size_t r = 0; r < f->t.nrow; r++)
			if (sv_eq(page_set_text(f, r, "metric"), metric))
				return page_num_named(b, f, r, "change");
	}
	return page_num_named(b, part, row, "change");
}

void
page_place_explained(struct page_build *b, const struct page_family *f)
{
	for (size_t r = 0; r < f->t.nrow; r++) {
		struct sv metric = page_set_text(f, r, "metric");
		struct page_span part[] = { page_build_name(b, metric),
			page_build_num(change_of(b, f, r, metric)),
			page_build_name(b, page_set_text(f, r, "key")),
			page_build_name(b, page_set_text(f, r, "value")),
			page_build_num(page_num_named(b, f, r, "without")) };
		struct page_para *p;

		if (page_set_number(f, r, "rank") != 1)
			continue;
		p = page_build_say(b, PAGE_POINT, PAGE_NONE, PAGE_WORD_SAY_EXPLAINS, part, 5);
		page_build_trace(b, p, f, r, "rank");
		page_build_add(b, p);
		page_build_point(b, p);
	}
	page_place_table(b, f);
}
