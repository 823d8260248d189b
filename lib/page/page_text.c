/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_text - see page_text.h
 */
#include "page/page_text.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "report/rcell.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 78, TABLE_MAX = 110, GAP = 2, FIGURE_COLS = 5 };

struct writer {
	const struct page *p;
	struct buf        *o;
	struct arena       a;
	bool               brief;	/* numbers without intervals */
};

/* ---- numbers and marks ---- */

void
page_text_num(struct buf *o, const struct page_num *n)
{
	buf_sv(o, n->text);
	if (!isnan(n->value) && n->unit.n > 0) {
		if (!sv_is(n->unit, "%") && !sv_is(n->unit, "%p"))
			buf_c(o, ' ');
		buf_sv(o, n->unit);
	}
	if (n->range.n > 0) {
		buf_sv(o, SV(" ["));
		buf_sv(o, n->range);
		buf_c(o, ']');
	}
}

void
page_text_mark(struct buf *o, const struct page_lang *l, enum page_status s, unsigned flags)
{
	static const enum page_word word[] = { [PAGE_NONE] = PAGE_WORD_IS_GOOD,
		[PAGE_GOOD] = PAGE_WORD_IS_GOOD, [PAGE_WARN] = PAGE_WORD_IS_WARN,
		[PAGE_BAD] = PAGE_WORD_IS_BAD, [PAGE_UNSURE] = PAGE_WORD_IS_UNSURE };

	if (s != PAGE_NONE) {
		buf_sv(o, SV(" ("));
		buf_sv(o, page_lang_word(l, word[s]));
		buf_c(o, ')');
	}
	if ((flags & PAGE_ANOMALY) != 0) {
		buf_sv(o, SV(" ("));
		buf_sv(o, page_lang_word(l, (flags & PAGE_UP) != 0 ? PAGE_WORD_UNUSUAL_UP
		    : (flags & PAGE_DOWN) != 0 ? PAGE_WORD_UNUSUAL_DOWN : PAGE_WORD_UNUSUAL));
		buf_c(o, ')');
	}
	if ((flags & PAGE_PARTIAL) != 0) {
		buf_sv(o, SV(" ("));
		buf_sv(o, page_lang_word(l, PAGE_WORD_PARTIAL));
		buf_c(o, ')');
	}
}

void
page_text_cell(struct buf *o, const struct page_cell *c)
{
	if (c->num != NULL)
		page_text_num(o, c->num);
	else
		buf_sv(o, c->text.n > 0 ? c->text : SV("-"));
}

struct sv
page_text_spark(const struct page_chart *c, struct arena *a)
{
	const struct page_line *l = c->nline > 0 ? &c->line[0] : NULL;
	double lo = HUGE_VAL, hi = -HUGE_VAL, *v;

	if (l == NULL || l->n < 3 || c->kind != PAGE_SERIES)
		return SV("");
	v = arena_alloc(a, l->n * sizeof(*v));
	for (size_t i = 0; i < l->n; i++) {
		v[i] = l->point[i].y;
		lo = v[i] < lo ? v[i] : lo;
		hi = v[i] > hi ? v[i] : hi;
	}
	return rcell_spark(v, l->n, lo, hi, false, a);
}

const struct page_table *
page_text_figures(const struct page *p, const struct page_figures *f, struct arena *a)
{
	struct page_table *t = arena_zalloc(a, sizeof(*t));
	struct page_col *col = arena_zalloc(a, FIGURE_COLS * sizeof(*col));
	struct page_cell *cell = arena_zalloc(a, (f->n * FIGURE_COLS + 1) * sizeof(*cell));

	col[0] = (struct page_col){ .title = page_lang_member(p->lang, SV("metric")),
		.head = true };
	col[1] = (struct page_col){ .title = page_lang_member(p->lang, SV("value")),
		.number = true };
	col[2] = (struct page_col){ .title = page_lang_word(p->lang, PAGE_WORD_COUNT),
		.number = true };
	col[3] = (struct page_col){ .title = f->against, .number = true };
	col[4] = (struct page_col){ .title = page_lang_member(p->lang, SV("change")),
		.number = true };
	for (size_t i = 0; i < f->n; i++) {
		const struct page_figure *g = &f->figure[i];
		struct page_cell *c = &cell[i * FIGURE_COLS];

		c[0].text = g->label;
		c[1] = (struct page_cell){ .num = &g->num, .status = g->status, .flags = g->flags };
		c[2].num = &g->count;
		c[3].num = &g->before;
		c[4].num = &g->change;
	}
	*t = (struct page_table){ .col = col, .ncol = FIGURE_COLS, .cell = cell, .nrow = f->n,
		.row = arena_zalloc(a, (f->n + 1) * sizeof(unsigned)) };
	return t;
}

/* ---- paragraphs ---- */

static void
put_spaces(struct buf *o, size_t n)
{
	while (n-- > 0)
		buf_c(o, ' ');
}

/* Words of @s, the first behind what is on the line already, later lines @indent columns in. */
static void
put_wrapped(struct buf *o, struct sv s, size_t at, size_t indent)
{
	bool first = true;

	while (s.n > 0) {
		struct sv word = { s.p, sv_find(s, ' ') };
		size_t w = utf8_width(word);

		s = word.n < s.n ? (struct sv){ s.p + word.n + 1, s.n - word.n - 1 } : SV("");
		if (word.n == 0)
			continue;
		if (!first && at + 1 + w > WIDTH) {
			buf_c(o, '\n');
			put_spaces(o, indent);
			at = indent;
		} else if (!first) {
			buf_c(o, ' ');
			at++;
		}
		buf_sv(o, word);
		at += w;
		first = false;
	}
	buf_c(o, '\n');
}

static struct sv
para_text(struct writer *w, const struct page_para *p)
{
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < p->n; i++) {
		if (p->span[i].kind == PAGE_SPAN_NUM)
			page_text_num(&b, &p->span[i].num);
		else
			buf_sv(&b, p->span[i].text);
	}
	s = arena_sv(&w->a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
put_para(struct writer *w, const struct page_para *p, size_t number)
{
	size_t at = w->o->n, indent = 0;

	if (p->role == PAGE_ACTION)
		buf_printf(w->o, "%zu. ", number);
	else if (p->role == PAGE_POINT)
		buf_sv(w->o, p->status == PAGE_BAD ? SV("! ") : p->status == PAGE_WARN ||
		    p->status == PAGE_UNSURE ? SV("? ") : SV("- "));
	else if (p->role == PAGE_CAVEAT)
		buf_sv(w->o, SV("* "));
	indent = w->o->n - at;
	put_wrapped(w->o, para_text(w, p), indent, indent);
}

static void
put_note(struct writer *w, const struct page_note *n)
{
	struct sv rest = n->text;

	if (n->title.n > 0) {
		buf_sv(w->o, SV("| "));
		put_wrapped(w->o, n->title, 2, 2);
	}
	while (rest.n > 0) {
		struct sv line = { rest.p, sv_find(rest, '\n') };

		rest = line.n < rest.n ? (struct sv){ rest.p + line.n + 1, rest.n - line.n - 1 }
		    : SV("");
		buf_sv(w->o, SV("| "));
		put_wrapped(w->o, line, 2, 2);
	}
}

/* ---- tables ---- */

static struct sv
cell_text(struct writer *w, const struct page_cell *c)
{
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	if (w->brief && c->num != NULL) {
		struct page_num n = *c->num;

		n.range = SV("");
		page_text_num(&b, &n);
	} else {
		page_text_cell(&b, c);
	}
	page_text_mark(&b, w->p->lang, c->num != NULL ? c->status : PAGE_NONE, c->flags);
	s = arena_sv(&w->a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
end_line(struct buf *o)
{
	while (o->n > 0 && o->p[o->n - 1] == ' ')
		o->n--;
	buf_c(o, '\n');
}

static void
put_grid(struct writer *w, const struct page_table *t, const struct sv *text, const size_t *width)
{
	for (size_t i = 0; i < t->ncol; i++)
		rcell_put(w->o, t->col[i].title, width[i] + GAP, SIZE_MAX, false, false);
	end_line(w->o);
	for (size_t r = 0; r < t->nrow; r++) {
		for (size_t i = 0; i < t->ncol; i++) {
			rcell_put(w->o, text[r * t->ncol + i], width[i], SIZE_MAX,
			    t->col[i].number, false);
			put_spaces(w->o, GAP);
		}
		end_line(w->o);
	}
}

/* A paragraph a row: what names it, then each cell that has something, with its title. */
static void
put_blocks(struct writer *w, const struct page_table *t, const struct sv *text)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t r = 0; r < t->nrow; r++) {
		buf_clear(&b);
		for (size_t i = 0; i < t->ncol; i++) {
			struct sv s = text[r * t->ncol + i];

			if (sv_is(s, "-") && i > 0)
				continue;
			if (i > 0) {
				buf_sv(&b, t->col[i].title);
				buf_sv(&b, SV(": "));
			}
			buf_sv(&b, s);
			buf_sv(&b, i == 0 ? SV(" - ") : SV("; "));
		}
		buf_sv(w->o, SV("- "));
		put_wrapped(w->o, (struct sv){ b.p, b.n - 2 }, 2, 2);
	}
	buf_free(&b);
}

static void
put_table(struct writer *w, const struct page_table *t)
{
	size_t *width = arena_zalloc(&w->a, (t->ncol + 1) * sizeof(*width)), total = 0;
	struct sv *text = arena_zalloc(&w->a, (t->ncol * t->nrow + 1) * sizeof(*text));

	if (t->caption.n > 0)
		put_wrapped(w->o, t->caption, 0, 0);
	for (size_t i = 0; i < t->ncol; i++) {
		width[i] = utf8_width(t->col[i].title);
		for (size_t r = 0; r < t->nrow; r++) {
			struct sv s = cell_text(w, &t->cell[r * t->ncol + i]);

			text[r * t->ncol + i] = s;
			width[i] = utf8_width(s) > width[i] ? utf8_width(s) : width[i];
		}
		total += width[i] + GAP;
	}
	if (total <= TABLE_MAX)
		put_grid(w, t, text, width);
	else
		put_blocks(w, t, text);
	if (t->left_out > 0) {
		struct sv n = page_lang_number(w->p->lang, (double)t->left_out, 0, &w->a);

		put_wrapped(w->o, page_lang_fill(page_lang_word(w->p->lang, PAGE_WORD_ROWS_LEFT),
		    &n, 1, &w->a), 0, 0);
	}
}

/* Deploys are told where a chart is of some days at most: not with each of all weeks. */
bool
page_text_short(const struct page_chart *c)
{
	const struct page_line *l = &c->line[0];

	return l->n > 0 && l->point[l->n - 1].x - l->point[0].x < 3 * 864e8;
}

static void
put_chart(struct writer *w, const struct page_chart *c)
{
	struct sv spark = page_text_spark(c, &w->a);

	if (c->kind != PAGE_SERIES) {
		w->brief = c->kind == PAGE_HEAT;
		put_table(w, c->table);
		w->brief = false;
		return;
	}
	put_wrapped(w->o, c->alt, 0, 0);
	if (spark.n > 0) {
		buf_sv(w->o, spark);
		buf_c(w->o, '\n');
	}
	for (size_t i = 0; i < c->nmark && page_text_short(c); i++) {
		buf_sv(w->o, page_lang_time(w->p->lang, PAGE_LANG_TIME, (int64_t)c->mark[i].x,
		    w->p->zone, &w->a));
		buf_sv(w->o, SV(": "));
		put_wrapped(w->o, c->mark[i].label, 14, 2);
	}
}

/* ---- the page ---- */

static void
put_rule(struct buf *o, struct sv title, char c)
{
	size_t n = utf8_width(title);

	buf_sv(o, title);
	buf_c(o, '\n');
	for (n = n < WIDTH ? n : WIDTH; n > 0; n--)
		buf_c(o, c);
	buf_c(o, '\n');
}

static void
put_section(struct writer *w, const struct page_section *s)
{
	size_t action = 0;
	struct buf title;

	buf_init(&title, SIZE_MAX);
	buf_sv(&title, s->title);
	page_text_mark(&title, w->p->lang, s->status, 0);
	buf_c(w->o, '\n');
	put_rule(w->o, buf_view(&title), '-');
	buf_free(&title);
	for (size_t i = 0; i < s->n; i++) {
		const struct page_item *it = &s->item[i];

		if (it->kind != PAGE_PARA || (i > 0 && s->item[i - 1].kind != PAGE_PARA) ||
		    it->para->role == PAGE_PLAIN)
			buf_c(w->o, '\n');
		switch (it->kind) {
		case PAGE_PARA:
			action += it->para->role == PAGE_ACTION;
			put_para(w, it->para, action);
			break;
		case PAGE_NOTE:
			put_note(w, it->note);
			break;
		case PAGE_FIGURES:
			put_table(w, page_text_figures(w->p, it->figures, &w->a));
			break;
		case PAGE_TABLE:
			put_table(w, it->table);
			break;
		case PAGE_CHART:
			put_chart(w, it->chart);
			break;
		}
	}
}

void
page_text_write(const struct page *p, struct buf *o)
{
	struct writer w = { .p = p, .o = o };
	struct sv n;

	arena_init(&w.a);
	put_rule(o, p->title, '=');
	if (p->subtitle.n > 0) {
		buf_sv(o, p->subtitle);
		buf_c(o, '\n');
	}
	for (size_t i = 0; i < p->nsection; i++)
		put_section(&w, &p->section[i]);
	n = page_lang_number(p->lang, (double)p->records, 0, &w.a);
	buf_c(o, '\n');
	buf_sv(o, page_lang_fill(page_lang_word(p->lang, PAGE_WORD_MADE_OF), &n, 1, &w.a));
	if (p->made.n > 0) {
		buf_c(o, ' ');
		buf_sv(o, p->made);
	}
	buf_c(o, '\n');
	arena_free(&w.a);
}
