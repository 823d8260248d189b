/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place_ab - drawings of page/page_place.h: experiments, what they did and what should be done
 */
#include "page/page_num.h"
#include "page/page_place.h"
#include "page/page_table.h"

#include <math.h>
#include <string.h>

/* ---- verdicts ---- */

struct decision {
	const char      *name;
	enum page_word   say;
	enum page_word   action;
	enum page_status status;
};

static const struct decision decisions[] = {
	{ "ship", PAGE_WORD_SAY_SHIP, PAGE_WORD_DO_SHIP, PAGE_GOOD },
	{ "rollback", PAGE_WORD_SAY_ROLLBACK, PAGE_WORD_DO_ROLLBACK, PAGE_BAD },
	{ "stop_futile", PAGE_WORD_SAY_FUTILE, PAGE_WORD_DO_FUTILE, PAGE_WARN },
	{ "keep_running", PAGE_WORD_SAY_KEEP, PAGE_WORD_DO_KEEP, PAGE_NONE },
	{ "review", PAGE_WORD_SAY_REVIEW, PAGE_WORD_DO_REVIEW, PAGE_WARN },
	{ "invalid", PAGE_WORD_SAY_INVALID, PAGE_WORD_DO_INVALID, PAGE_UNSURE },
};

static const struct decision *
decision_of(const struct page_family *f, size_t row)
{
	struct sv name = page_set_text(f, row, "decision");

	for (size_t i = 0; i < sizeof(decisions) / sizeof(decisions[0]); i++)
		if (sv_is(name, decisions[i].name))
			return &decisions[i];
	return NULL;
}

static void
say_decision(struct page_build *b, const struct page_family *f, size_t row)
{
	const struct decision *d = decision_of(f, row);
	struct page_num effect = page_num_named(b, f, row, "effect");
	struct page_num units = page_num_named(b, f, row, "need_units");
	struct page_span part[] = {
		page_build_name(b, page_set_text(f, row, "experiment")),
		page_build_name(b, page_set_text(f, row, "variant")),
		page_build_name(b, page_set_text(f, row, "metric")),
		page_build_num(effect), page_build_num(units),
		page_build_num(page_num_named(b, f, row, "need_days")),
		page_build_num(page_num_named(b, f, row, "units")),
	};
	struct page_para *p;

	if (d == NULL)
		return;
	p = page_build_say(b, PAGE_POINT, d->status, d->say == PAGE_WORD_SAY_KEEP &&
	    !page_num_is(&units) ? PAGE_WORD_SAY_KEEP_OPEN : d->say, part, 7);
	page_build_trace(b, p, f, row, "decision");
	page_build_add(b, p);
	page_build_point(b, p);
	page_build_judge(b, d->status);
	p = page_build_say(b, PAGE_ACTION, d->status, d->action == PAGE_WORD_DO_KEEP &&
	    !page_num_is(&units) ? PAGE_WORD_DO_KEEP_OPEN : d->action, part, 7);
	page_build_trace(b, p, f, row, "decision");
	page_build_action(b, p);
}

void
page_place_verdicts(struct page_build *b, const struct page_family *f)
{
	for (size_t r = 0; r < f->t.nrow; r++)
		say_decision(b, f, r);
}

/* ---- effects ---- */

static struct sv
effect_label(struct page_build *b, const struct page_family *f, size_t row, bool several)
{
	struct sv part[4] = { page_set_text(f, row, "experiment"), page_set_text(f, row, "metric"),
		page_set_text(f, row, "variant"), page_set_key(f, row) };

	return page_build_sv(b, page_lang_fill(several ? SV("{0}: {1}, {2} {3}")
	    : SV("{1}, {2} {3}"), part, 4, b->a));
}

static enum page_status
effect_status(struct page_build *b, const struct page_family *f, size_t row)
{
	enum page_status s;

	page_table_value(b, page_set_text(f, row, "status"), &s);
	return s;
}

void
page_place_effects(struct page_build *b, const struct page_family *f)
{
	struct page_chart *c = arena_zalloc(b->a, sizeof(*c));
	struct page_line *line = arena_zalloc(b->a, sizeof(*line));
	struct page_point *p = arena_zalloc(b->a, (f->t.nrow + 1) * sizeof(*p));
	static const char *const shown[] = { "experiment", "metric", "role", "variant", "n",
		"effect", "lift", "p_adjusted", "status", "hold", NULL };
	struct page_pick pick = { .col = shown, .caption = page_table_caption(b, f) };
	size_t col = page_set_col(f, "experiment");
	bool several = col != SIZE_MAX && rtable_varies(&f->t, col);

	pick.row = page_table_rows(b, f, &pick.nrow);
	for (size_t i = 0; i < pick.nrow; i++) {
		size_t r = pick.row[i];
		struct page_num lift = page_num_named(b, f, r, "lift");

		if (!page_num_is(&lift) || isnan(lift.lo) || isnan(lift.hi))
			continue;
		p[line->n] = (struct page_point){ .x = (double)line->n, .y = lift.value,
			.lo = lift.lo, .hi = lift.hi, .num = lift, .extra = page_num_none(),
			.label = effect_label(b, f, r, several), .expected = NAN,
			.status = effect_status(b, f, r) };
		line->n++;
	}
	if (line->n == 0) {
		page_place_table(b, f);
		return;
	}
	line->point = p;
	line->name = page_lang_member(b->lang, SV("lift"));
	*c = (struct page_chart){ .kind = PAGE_FOREST, .id = page_build_id(b),
		.title = pick.caption, .alt = page_lang_word(b->lang, PAGE_WORD_ALT_FOREST),
		.x_title = line->name, .unit = SV("%"), .scale = 100, .line = line, .nline = 1,
		.table = page_table_of(b, f, &pick) };
	page_build_item(b, PAGE_CHART, c);
}

/* ---- health ---- */

void
page_place_health(struct page_build *b, const struct page_family *f)
{
	static const char *const col[] = { "experiment", "check", "status", "variant", "n", "p",
		"text", NULL };
	struct page_pick pick = { .col = col, .caption = page_table_caption(b, f) };

	for (size_t r = 0; r < f->t.nrow; r++) {
		bool fail = page_set_is(f, r, "status", "fail");
		struct page_para *p;

		if (!fail && !page_set_is(f, r, "status", "warn"))
			continue;
		p = page_build_say(b, PAGE_POINT, fail ? PAGE_BAD : PAGE_NONE, fail
		    ? PAGE_WORD_SAY_HEALTH_FAIL : PAGE_WORD_SAY_HEALTH_WARN, (struct page_span[]){
		    page_build_name(b, page_set_text(f, r, "experiment")),
		    page_build_name(b, page_set_text(f, r, "check")) }, 2);
		page_build_trace(b, p, f, r, "status");
		page_build_add(b, p);
		if (fail)
			page_build_point(b, p);
		if (fail)
			page_build_judge(b, PAGE_UNSURE);
	}
	pick.row = page_table_rows(b, f, &pick.nrow);
	page_build_item(b, PAGE_TABLE, page_table_of(b, f, &pick));
}
