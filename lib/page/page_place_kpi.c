/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place_kpi - drawings of page/page_place.h: a tree of metrics, key results, the journey
 */
#include "page/page_num.h"
#include "page/page_place.h"
#include "page/page_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum page_status
stands(struct page_build *b, const struct page_family *f, size_t row)
{
	enum page_status s;

	page_table_value(b, page_set_text(f, row, "status"), &s);
	return s;
}

/* ---- key results ---- */

static void
say_key_result(struct page_build *b, const struct page_family *f, size_t row)
{
	enum page_status s = stands(b, f, row), ignored;
	struct sv title = page_set_text(f, row, "key_result");
	struct page_num target = page_num_named(b, f, row, "target");
	struct page_num progress = page_num_named(b, f, row, "progress");
	struct page_span part[6];
	struct page_para *p;
	int64_t by_us;
	size_t by = page_set_col(f, "by");

	if (!page_num_is(&target) || by == SIZE_MAX || !rtable_time(&f->t, row, by, &by_us))
		return;
	part[0] = page_build_name(b, title.n > 0 ? title : page_set_text(f, row, "kpi"));
	part[1] = page_build_num(page_num_named(b, f, row, "value"));
	part[2] = page_build_num(target);
	part[3] = page_build_time(b, PAGE_LANG_DATE, by_us - 1);	/* the last day of it */
	part[4] = page_build_num(progress);
	part[5] = page_build_text(page_table_value(b, page_set_text(f, row, "status"), &ignored));
	p = page_build_say(b, PAGE_POINT, s, page_num_is(&progress) ? PAGE_WORD_SAY_KEY_RESULT
	    : PAGE_WORD_SAY_KEY_OPEN, part, 6);
	page_build_trace(b, p, f, row, "status");
	page_build_add(b, p);
	page_build_judge(b, s);
	if (s != PAGE_BAD && s != PAGE_WARN)
		return;
	page_build_point(b, p);
	if (s == PAGE_BAD)
		page_build_action(b, page_build_say(b, PAGE_ACTION, s, PAGE_WORD_DO_KEY_RESULT,
		    part, 6));
}

static void
write_table(struct page_build *b, const struct page_family *f, const char *const *col)
{
	struct page_pick pick = { .col = col, .caption = page_table_caption(b, f) };

	pick.row = page_table_rows(b, f, &pick.nrow);
	if (pick.nrow > 0)
		page_build_item(b, PAGE_TABLE, page_table_of(b, f, &pick));
}

void
page_place_kpi(struct page_build *b, const struct page_family *f)
{
	static const char *const col[] = { "kpi", "role", "value", "before", "change", "trend",
		"status", NULL };

	for (size_t r = 0; r < f->t.nrow; r++)
		say_key_result(b, f, r);
	write_table(b, f, col);
}

void
page_place_ship(struct page_build *b, const struct page_family *f)
{
	static const char *const col[] = { "ship", "for", "at", "kpi", "moved", "experiment",
		"effect", "evidence", "status", NULL };

	for (size_t r = 0; r < f->t.nrow; r++) {
		struct page_num moved = page_num_named(b, f, r, "moved");
		enum page_status s = stands(b, f, r), ignored;
		struct page_para *p;

		p = page_build_say(b, PAGE_POINT, s, page_num_is(&moved) ? PAGE_WORD_SAY_SHIPPED
		    : PAGE_WORD_SAY_SHIPPED_OPEN, (struct page_span[]){
		    page_build_name(b, page_set_text(f, r, "ship")),
		    page_build_name(b, page_set_text(f, r, "kpi")), page_build_num(moved),
		    page_build_text(page_table_value(b, page_set_text(f, r, "status"),
		    &ignored)) }, 4);
		page_build_trace(b, p, f, r, "status");
		page_build_add(b, p);
	}
	write_table(b, f, col);
}

/* ---- the journey ---- */

struct worth {
	double x;
	size_t row;
};

static int
cmp_worth(const void *pa, const void *pb)
{
	const struct worth *a = pa, *b = pb;

	if (a->x > b->x || a->x < b->x)
		return a->x > b->x ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* What one point of a stage is worth, in revenue where that is known, else in orders. */
static double
worth_of(const struct page_family *f, size_t row)
{
	double x = page_set_number(f, row, "revenue_week");

	if (isnan(x))
		x = page_set_number(f, row, "orders_week");
	return isnan(x) ? -HUGE_VAL : fabs(x);
}

void
page_place_stages(struct page_build *b, const struct page_family *f)
{
	struct worth *w = arena_alloc(b->a, (f->t.nrow + 1) * sizeof(*w));
	static const char *const col[] = { "stage", "kpi", "value", "n", "point", "orders_week",
		"revenue_week", NULL };
	struct page_pick pick = { .col = col, .caption = page_table_caption(b, f) };
	size_t n, *row = page_table_rows(b, f, &n);
	struct page_num orders, revenue;
	const struct page_para *p;

	for (size_t i = 0; i < n; i++)
		w[i] = (struct worth){ worth_of(f, row[i]), row[i] };
	qsort(w, n, sizeof(*w), cmp_worth);
	for (size_t i = 0; i < n; i++)
		row[i] = w[i].row;
	pick.row = row;
	pick.nrow = n;
	if (n == 0)
		return;
	orders = page_num_named(b, f, row[0], "orders_week");
	revenue = page_num_named(b, f, row[0], "revenue_week");
	if (page_num_is(&orders) || page_num_is(&revenue)) {
		p = page_build_say(b, PAGE_POINT, PAGE_NONE, !page_num_is(&revenue)
		    ? PAGE_WORD_SAY_STAGE_ORDERS : !page_num_is(&orders)
		    ? PAGE_WORD_SAY_STAGE_REVENUE : PAGE_WORD_SAY_STAGE, (struct page_span[]){
		    page_build_name(b, page_set_text(f, row[0], "stage")),
		    page_build_name(b, page_set_text(f, row[0], "kpi")),
		    page_build_num(orders), page_build_num(revenue),
		    page_build_num(page_num_named(b, f, row[0], "point")) }, 5);
		page_build_add(b, p);
		page_build_point(b, p);
	}
	page_build_item(b, PAGE_TABLE, page_table_of(b, f, &pick));
}
