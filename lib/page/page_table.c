/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_table - see page_table.h
 */
#include "page/page_table.h"

#include "base/rfc3339.h"
#include "page/page_num.h"
#include "report/rplan.h"

#include <string.h>

struct page_grid *
page_table_new(struct page_build *b, struct sv caption, size_t ncol, size_t nrow)
{
	struct page_grid *g = arena_zalloc(b->a, sizeof(*g));

	g->col = arena_zalloc(b->a, (ncol + 1) * sizeof(*g->col));
	g->cell = arena_zalloc(b->a, (ncol * nrow + 1) * sizeof(*g->cell));
	g->row = arena_zalloc(b->a, (nrow + 1) * sizeof(*g->row));
	g->t = (struct page_table){ .caption = caption, .col = g->col, .ncol = ncol,
		.cell = g->cell, .row = g->row, .nrow = nrow };
	return g;
}

struct page_cell *
page_table_cell(struct page_grid *g, size_t row, size_t col)
{
	return &g->cell[row * g->t.ncol + col];
}

void
page_table_put(struct page_build *b, struct page_grid *g, size_t row, size_t col,
    struct page_num n)
{
	struct page_num *own = arena_alloc(b->a, sizeof(*own));

	*own = n;
	page_table_cell(g, row, col)->num = own;
}

void
page_table_put_text(struct page_grid *g, size_t row, size_t col, struct sv text)
{
	page_table_cell(g, row, col)->text = text;
}

void
page_table_col(struct page_grid *g, size_t col, struct sv title, bool number)
{
	g->col[col] = (struct page_col){ .title = title, .number = number, .head = col == 0 };
}

struct sv
page_table_title(struct page_build *b, const struct page_family *f, size_t col)
{
	struct sv name = f->t.col[col].name, text;
	const struct rkind_member *m = f->kind != NULL ? rkind_member(f->kind, name) : NULL;

	if (m == NULL) {
		struct page_metric known = page_spec_metric(b->spec, name, false);

		return page_build_sv(b, known.title.n > 0 ? known.title : name);
	}
	text = page_lang_member(b->lang, name);
	return text.n > 0 ? text : page_build_sv(b, name);
}

struct sv
page_table_value(struct page_build *b, struct sv value, enum page_status *status)
{
	int stands = 0;
	struct sv text = page_lang_value(b->lang, value, &stands);

	*status = text.n > 0 ? (enum page_status)stands : PAGE_NONE;
	return text.n > 0 ? text : page_build_sv(b, value);
}

struct sv
page_table_caption(struct page_build *b, const struct page_family *f)
{
	struct sv name = f->kind != NULL ? sv_of(f->kind->name) : SV(""), text;

	text = page_lang_kind(b->lang, name);
	if (text.n > 0)
		return text;
	return name.n > 0 ? name : page_lang_word(b->lang, page_set_col(f, "comment") != SIZE_MAX
	    ? PAGE_WORD_COMMENTS : PAGE_WORD_OTHER);
}

static bool
any_in(const bool *in, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (in[i])
			return true;
	return false;
}

/* The last window that began before the period's end: a week, on the page of a day. */
static void
take_last(const struct page_family *f, const struct twindow_span *period, bool *in)
{
	int64_t last_us = INT64_MIN;

	for (size_t i = 0; i < f->nrows; i++)
		if (f->rows[i].from_us < period->to_us && f->rows[i].from_us > last_us)
			last_us = f->rows[i].from_us;
	for (size_t i = 0; i < f->nrows; i++)
		if (f->rows[i].from_us == last_us)
			in[f->rows[i].row] = true;
}

size_t *
page_table_rows(struct page_build *b, const struct page_family *f, size_t *n)
{
	size_t *row = arena_alloc(b->a, (f->nrows + 1) * sizeof(*row)), k = 0;
	bool *in = arena_zalloc(b->a, f->t.nrow + 1);
	const struct twindow_span *p = &b->set->period;

	for (size_t i = 0; i < f->nrows; i++) {
		const struct page_row *r = &f->rows[i];

		if (r->from_us == INT64_MIN || p->to_us == 0 || r->to_us == INT64_MIN
		    ? r->from_us == INT64_MIN || p->to_us == 0 || r->from_us == p->from_us
		    : r->from_us >= p->from_us && r->to_us <= p->to_us)
			in[r->row] = true;
	}
	if (!any_in(in, f->t.nrow))
		take_last(f, p, in);
	for (size_t r = 0; r < f->t.nrow; r++)
		if (in[r])
			row[k++] = r;
	*n = k;
	return row;
}

/* ---- from the plan of a table for people ---- */

static const struct rkind_member *
member_of(const struct page_family *f, size_t col)
{
	return f->kind != NULL ? rkind_member(f->kind, f->t.col[col].name) : NULL;
}

/* The member holds words of ours. */
static bool
is_judgement(const struct page_family *f, size_t col)
{
	static const char *const name[] = { "verdict", "status", "decision", "role", NULL };

	for (size_t i = 0; member_of(f, col) != NULL && name[i] != NULL; i++)
		if (sv_is(f->t.col[col].name, name[i]))
			return true;
	return false;
}

/* The same in all rows that are shown: it would say nothing. */
static bool
is_window_alone(const struct page_family *f, const struct page_pick *p, size_t nrow, size_t col)
{
	const struct sv name = f->t.col[col].name;

	if (!sv_is(name, "window") && !sv_is(name, "window_end"))
		return false;
	for (size_t r = 1; r < nrow; r++)
		if (val_cmp(rtable_cell(&f->t, p->row[r], col), rtable_cell(&f->t, p->row[0], col),
		    NULL) != 0)
			return false;
	return true;
}

static bool
is_wanted(const struct page_family *f, const struct page_pick *p, size_t col)
{
	const struct rkind_member *m = member_of(f, col);

	if (sv_is(f->t.col[col].name, "kind"))
		return false;
	if (p->col == NULL)
		return true;
	for (const char *const *c = p->col; *c != NULL; c++)
		if (sv_is(f->t.col[col].name, *c))
			return true;
	return m == NULL && f->kind != NULL && f->kind->more != RKIND_FIXED;	/* keys */
}

static void
put_cell(struct page_build *b, const struct page_family *f, const struct rplan *plan, size_t i,
    size_t row, struct page_grid *g, size_t to)
{
	const struct rplan_col *c = &plan->c[i];
	const struct val *v = rtable_cell(&f->t, row, c->col);
	struct page_cell *cell = page_table_cell(g, to / g->t.ncol, to % g->t.ncol);
	int64_t at_us;

	if (c->right) {
		struct page_num n = page_num_cell(b, f, row, c->col);

		page_table_put(b, g, to / g->t.ncol, to % g->t.ncol, n);
		return;
	}
	if (v->kind == VAL_STRING && rtable_time(&f->t, row, c->col, &at_us) && v->text.n >= 16) {
		cell->text = page_lang_time(b->lang, c->window.is && c->window.day
		    ? PAGE_LANG_DATE : PAGE_LANG_FULL, at_us, b->set->zone, b->a);
		return;
	}
	if (v->kind == VAL_STRING && is_judgement(f, c->col)) {
		cell->text = page_table_value(b, v->text, &cell->status);
		return;
	}
	cell->text = page_build_sv(b, rplan_cell(plan, row, i, b->a).main);
}

const struct page_table *
page_table_of(struct page_build *b, const struct page_family *f, const struct page_pick *p)
{
	const struct rcell_style style = { 0 };
	size_t nrow = p->most != 0 && p->nrow > p->most ? p->most : p->nrow, n = 0;
	struct page_grid *g;
	struct rplan plan;
	size_t *col;

	rplan_make(&plan, &f->t, &style);
	col = arena_alloc(b->a, (plan.n + 1) * sizeof(*col));
	for (size_t i = 0; i < plan.n; i++) {
		bool any = false;

		for (size_t r = 0; r < nrow && !any; r++)
			any = !val_null(rtable_cell(&f->t, p->row[r], plan.c[i].col));
		if (any && is_wanted(f, p, plan.c[i].col) &&
		    !is_window_alone(f, p, nrow, plan.c[i].col))
			col[n++] = i;
	}
	g = page_table_new(b, p->caption, n, nrow);
	g->t.left_out = p->nrow - nrow;
	for (size_t i = 0; i < n; i++) {
		page_table_col(g, i, page_table_title(b, f, plan.c[col[i]].col),
		    plan.c[col[i]].right);
		for (size_t r = 0; r < nrow; r++)
			put_cell(b, f, &plan, col[i], p->row[r], g, r * n + i);
	}
	rplan_free(&plan);
	return &g->t;
}
