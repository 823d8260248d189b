/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_slo - see page_slo.h
 */
#include "page/page_slo.h"

#include "page/page_num.h"
#include "page/page_table.h"

#include <math.h>
#include <string.h>

static const char *const shown[] = { "objective", "verdict", "rate", "allowed", "value", "limit",
	"n", NULL };

static enum page_topic
topic_of(const struct page_build *b, const struct page_family *f, size_t row)
{
	static const struct {
		const char     *level;
		enum page_topic topic;
	} known[] = { { "availability", PAGE_TOPIC_AVAILABILITY },
		{ "functionality", PAGE_TOPIC_FUNCTION }, { "speed", PAGE_TOPIC_SPEED } };
	struct sv level = page_set_text(f, row, "level"), type = page_set_text(f, row, "type");
	struct page_metric m;

	for (size_t i = 0; i < 3; i++)
		if (sv_is(level, known[i].level))
			return known[i].topic;
	m = page_spec_metric(b->spec, page_set_text(f, row, "objective"), false);
	if (m.topic < PAGE_TOPIC_SENTIMENT)
		return m.topic;
	return sv_is(type, "percentile") || sv_is(type, "apdex") ? PAGE_TOPIC_SPEED
	    : PAGE_TOPIC_AVAILABILITY;
}

static bool
overlaps(const struct page_build *b, const struct page_row *r)
{
	const struct twindow_span *p = &b->set->period;

	return p->to_us == 0 || r->from_us == INT64_MIN || r->to_us == INT64_MIN ||
	    (r->from_us < p->to_us && r->to_us > p->from_us);
}

static bool
is_same(const struct page_family *f, const struct page_row *a, const struct page_row *b)
{
	return a->key == b->key &&
	    sv_eq(page_set_text(f, a->row, "slo"), page_set_text(f, b->row, "slo")) &&
	    sv_eq(page_set_text(f, a->row, "objective"), page_set_text(f, b->row, "objective"));
}

/* Whether another verdict on the same says more: a later one. */
static bool
is_outdone(const struct page_build *b, const struct page_family *f, size_t i)
{
	const struct page_row *r = &f->rows[i];

	for (size_t k = 0; k < f->nrows; k++) {
		const struct page_row *o = &f->rows[k];

		if (k != i && overlaps(b, o) && is_same(f, r, o) &&
		    (o->to_us > r->to_us || (o->to_us == r->to_us && o->row > r->row)))
			return true;
	}
	return false;
}

/* The rows to be shown, in the order in which they were written. */
static size_t *
rows_of(struct page_build *b, const struct page_family *f, enum page_topic t, size_t *n)
{
	bool *in = arena_zalloc(b->a, f->t.nrow + 1);
	size_t *row = arena_alloc(b->a, (f->t.nrow + 1) * sizeof(*row));

	for (size_t i = 0; i < f->nrows; i++) {
		const struct page_row *r = &f->rows[i];

		if (page_set_text(f, r->row, "objective").n > 0 && overlaps(b, r) &&
		    topic_of(b, f, r->row) == t && !is_outdone(b, f, i))
			in[r->row] = true;
	}
	*n = 0;
	for (size_t r = 0; r < f->t.nrow; r++)
		if (in[r])
			row[(*n)++] = r;
	return row;
}

/* ---- sentences ---- */

static bool
is_gate(const struct page_family *f, size_t row)
{
	return !page_set_is(f, row, "severity", "warn") && !page_set_is(f, row, "severity", "info");
}

static enum page_status
status_of(const struct page_family *f, size_t row)
{
	if (page_set_is(f, row, "verdict", "fail"))
		return is_gate(f, row) ? PAGE_BAD : PAGE_WARN;
	if (page_set_is(f, row, "verdict", "inconclusive"))
		return is_gate(f, row) ? PAGE_UNSURE : PAGE_NONE;
	return page_set_is(f, row, "verdict", "pass") ? PAGE_GOOD : PAGE_NONE;
}

/* The objective, and the group that it was judged for. */
static struct sv
name_of(struct page_build *b, const struct page_family *f, size_t row)
{
	struct sv part[2] = { page_set_text(f, row, "objective"), page_set_key(f, row) };

	return part[1].n > 0 ? page_lang_fill(SV("{0} ({1})"), part, 2, b->a) : part[0];
}

static struct page_para *
say_verdict(struct page_build *b, const struct page_family *f, size_t row)
{
	enum page_status s = status_of(f, row);
	struct page_num value = page_num_named(b, f, row, "value");
	bool by_value = page_num_is(&value);
	struct page_span part[] = {
		page_build_name(b, name_of(b, f, row)),
		page_build_num(by_value ? value : page_num_named(b, f, row, "rate")),
		page_build_num(page_num_named(b, f, row, by_value ? "limit" : "allowed")),
		page_build_num(page_num_named(b, f, row, "n")),
		page_build_num(page_num_named(b, f, row, "needed_n")),
	};
	struct page_para *p;
	enum page_word w;

	if (s == PAGE_BAD || s == PAGE_WARN)
		w = by_value ? PAGE_WORD_SAY_FAIL_VALUE : PAGE_WORD_SAY_FAIL_RATE;
	else if (s == PAGE_GOOD)
		w = by_value ? PAGE_WORD_SAY_PASS_VALUE : PAGE_WORD_SAY_PASS_RATE;
	else if (page_num_is(&part[4].num))
		w = by_value ? PAGE_WORD_SAY_NEED_VALUE : PAGE_WORD_SAY_NEED_RATE;
	else
		w = page_num_is(&part[1].num) ? (by_value ? PAGE_WORD_SAY_OPEN_VALUE
		    : PAGE_WORD_SAY_OPEN_RATE) : PAGE_WORD_SAY_NO_VERDICT;
	p = page_build_say(b, PAGE_POINT, s, w, part, 5);
	page_build_trace(b, p, f, row, "verdict");
	return p;
}

static void
say_budget(struct page_build *b, const struct page_family *f, size_t row)
{
	struct page_num left = page_num_brief(b, page_num_named(b, f, row, "budget_remaining"));
	struct page_num burn = page_num_brief(b, page_num_named(b, f, row, "burn"));
	struct page_num ends = page_num_named(b, f, row, "exhausted_in_s");
	struct page_span part[] = { page_build_name(b, name_of(b, f, row)), page_build_num(left),
		page_build_num(burn), page_build_num(ends) };
	struct page_para *p;

	if (!page_num_is(&left) || !page_num_is(&burn))
		return;
	b->rank = 3;
	if (left.value <= 0) {
		p = page_build_say(b, PAGE_POINT, PAGE_BAD, PAGE_WORD_SAY_BUDGET_SPENT, part, 4);
		page_build_point(b, p);
		if (is_gate(f, row))
			page_build_action(b, page_build_say(b, PAGE_ACTION, PAGE_BAD,
			    PAGE_WORD_DO_BUDGET, part, 4));
	} else if (burn.value > 1 && page_num_is(&ends)) {
		p = page_build_say(b, PAGE_POINT, PAGE_WARN, PAGE_WORD_SAY_BUDGET_ENDS, part, 4);
		page_build_point(b, p);
	} else {
		b->rank = 0;
		return;
	}
	b->rank = 0;
	page_build_add(b, p);
}

static void
say_row(struct page_build *b, const struct page_family *f, size_t row, enum page_topic t)
{
	enum page_status s = status_of(f, row);
	struct page_para *p = say_verdict(b, f, row);
	struct page_num rate = page_num_named(b, f, row, "rate");
	struct page_num need = page_num_named(b, f, row, "needed_n");

	page_build_add(b, p);
	page_build_judge(b, s);
	b->passed += s == PAGE_GOOD;
	if (s != PAGE_GOOD && s != PAGE_NONE)
		page_build_point(b, p);
	if (t == PAGE_TOPIC_AVAILABILITY && !page_num_is(&b->dropped) &&
	    page_set_is(f, row, "type", "ratio"))
		b->dropped = rate;
	if (s == PAGE_UNSURE && page_num_is(&need)) {
		struct page_span part[] = { page_build_name(b, name_of(b, f, row)),
			page_build_num(need) };

		page_build_action(b, page_build_say(b, PAGE_ACTION, s, PAGE_WORD_DO_WAIT, part, 2));
	}
	if (page_set_is(f, row, "type", "ratio") && t == PAGE_TOPIC_AVAILABILITY)
		say_budget(b, f, row);
}

/* ---- budgets ---- */

/* What is left of the budget of an objective, verdict by verdict. */
static struct page_point *
budget_points(struct page_build *b, const struct page_family *f, size_t row, size_t *n)
{
	struct page_point *p = arena_zalloc(b->a, (f->nrows + 1) * sizeof(*p));
	size_t self = 0;

	*n = 0;
	while (f->rows[self].row != row)
		self++;
	for (size_t i = 0; i < f->nrows; i++) {
		const struct page_row *r = &f->rows[i];
		struct page_point *at = &p[*n];

		if (!is_same(f, r, &f->rows[self]))
			continue;
		*at = (struct page_point){ .x = r->to_us != INT64_MIN ? (double)r->to_us : 0,
			.num = page_num_named(b, f, r->row, "budget_remaining"),
			.extra = page_num_none(), .lo = NAN, .hi = NAN, .expected = NAN };
		if (!page_num_is(&at->num))
			continue;
		at->y = at->num.value;
		if (r->to_us != INT64_MIN)
			at->label = page_lang_time(b->lang, PAGE_LANG_TIME, r->to_us, b->set->zone,
			    b->a);
		at->status = at->y <= 0 ? PAGE_BAD : at->y < 0.25 ? PAGE_WARN : PAGE_GOOD;
		(*n)++;
	}
	return p;
}

static void
write_budgets(struct page_build *b, const struct page_family *f, const size_t *row, size_t n)
{
	struct page_chart *c = arena_zalloc(b->a, sizeof(*c));
	struct page_list line = { 0 };
	struct page_grid *g;
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		size_t np;
		struct page_point *p = budget_points(b, f, row[i], &np);
		struct page_line *l;

		if (np == 0)
			continue;
		l = page_build_push(b, &line, sizeof(*l));
		*l = (struct page_line){ page_build_sv(b, name_of(b, f, row[i])), p, np, false };
		k += np;
	}
	if (line.n == 0)
		return;
	*c = (struct page_chart){ .kind = PAGE_BUDGET, .id = page_build_id(b), .line = line.p,
		.nline = line.n, .unit = SV("%"), .scale = 100, .time = true };
	c->title = c->alt = page_lang_word(b->lang, PAGE_WORD_BUDGET);
	g = page_table_new(b, c->title, 3, k);
	page_table_col(g, 0, page_lang_member(b->lang, SV("objective")), false);
	page_table_col(g, 1, page_lang_word(b->lang, PAGE_WORD_TIME), false);
	page_table_col(g, 2, page_lang_member(b->lang, SV("budget_remaining")), true);
	k = 0;
	for (size_t i = 0; i < line.n; i++)
		for (size_t p = 0; p < c->line[i].n; p++, k++) {
			page_table_put_text(g, k, 0, c->line[i].name);
			page_table_put_text(g, k, 1, c->line[i].point[p].label);
			page_table_put(b, g, k, 2, c->line[i].point[p].num);
		}
	c->table = &g->t;
	page_build_item(b, PAGE_CHART, c);
}

void
page_slo_write(struct page_build *b, enum page_topic t)
{
	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];
		struct page_pick pick = { .col = shown };

		if (f->kind == NULL || strcmp(f->kind->name, "slo") != 0)
			continue;
		pick.row = rows_of(b, f, t, &pick.nrow);
		if (pick.nrow == 0)
			continue;
		for (size_t k = 0; k < pick.nrow; k++)
			say_row(b, f, pick.row[k], t);
		write_budgets(b, f, pick.row, pick.nrow);
		pick.caption = page_table_caption(b, f);
		page_build_item(b, PAGE_TABLE, page_table_of(b, f, &pick));
	}
}
