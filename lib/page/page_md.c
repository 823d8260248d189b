/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_md - see page_md.h
 */
#include "page/page_md.h"

#include "base/num.h"
#include "page/page_text.h"
#include "report/gate_text.h"

struct writer {
	const struct page *p;
	struct buf        *o;
	struct arena       a;
};

/* ---- text ---- */

/* 12:00, but not the :100: that is a picture. */
static bool
is_clock(struct sv s, size_t at)
{
	size_t end = at + 1;

	while (end < s.n && num_is_digit((unsigned char)s.p[end]))
		end++;
	return s.p[at] == ':' && at > 0 && num_is_digit((unsigned char)s.p[at - 1]) &&
	    end > at + 1 && (end == s.n || s.p[end] != ':');
}

/* "a: b" and "a < b" begin nothing; a < at the end of a text may, with the next one. */
static bool
is_plain(struct sv s, size_t at)
{
	char next = at + 1 < s.n ? s.p[at + 1] : s.p[at] == ':' ? ' ' : '\0';

	if (is_clock(s, at))
		return true;
	return (s.p[at] == ':' || s.p[at] == '<' || s.p[at] == '>') && next == ' ';
}

static void
put_text(struct buf *o, struct sv s)
{
	gate_text_markdown(o, s, is_plain);
}

/* A line of its own: what would make it a list, a rule or a heading does not begin it. */
static void
put_line(struct buf *o, struct sv s)
{
	size_t digits = 0;

	s = sv_trim(s);
	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '='))
		buf_c(o, '\\');
	if (digits > 0 && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')')) {
		buf_add(o, s.p, digits);
		buf_c(o, '\\');
		s = (struct sv){ s.p + digits, s.n - digits };
	}
	put_text(o, s);
}

/* Digits, signs and units: what ours are made of is no markup, a unit of the input may be. */
static void
put_num(struct writer *w, const struct page_num *n)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	page_text_num(&b, n);
	put_text(w->o, buf_view(&b));
	buf_free(&b);
}

static void
put_spans(struct writer *w, const struct page_para *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct page_span *s = &p->span[i];
		bool strong = s->kind == PAGE_SPAN_STRONG || s->kind == PAGE_SPAN_NAME;

		if (s->kind == PAGE_SPAN_NUM) {
			put_num(w, &s->num);
			continue;
		}
		strong = strong && sv_trim(s->text).n > 0;
		buf_sv(w->o, strong ? SV("**") : SV(""));
		put_text(w->o, strong ? sv_trim(s->text) : s->text);
		buf_sv(w->o, strong ? SV("**") : SV(""));
	}
}

static void
put_status(struct writer *w, enum page_status s, unsigned flags)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	page_text_mark(&b, w->p->lang, s, flags);
	buf_sv(w->o, buf_view(&b));
	buf_free(&b);
}

static void
put_para(struct writer *w, const struct page_para *p)
{
	if (p->role == PAGE_ACTION)
		buf_sv(w->o, SV("1. "));
	else if (p->role == PAGE_POINT)
		buf_sv(w->o, SV("- "));
	else if (p->role == PAGE_CAVEAT)
		buf_sv(w->o, SV("> "));
	put_spans(w, p);
	if (p->role == PAGE_POINT && p->status != PAGE_NONE && p->status != PAGE_GOOD)
		put_status(w, p->status, 0);
	buf_c(w->o, '\n');
}

static void
put_note(struct writer *w, const struct page_note *n)
{
	struct sv rest = n->text;

	if (n->title.n > 0) {
		buf_sv(w->o, SV("> **"));
		put_text(w->o, n->title);
		buf_sv(w->o, SV("**\n>\n"));
	}
	while (rest.n > 0) {
		struct sv line = { rest.p, sv_find(rest, '\n') };

		rest = line.n < rest.n ? (struct sv){ rest.p + line.n + 1, rest.n - line.n - 1 }
		    : SV("");
		buf_sv(w->o, SV("> "));
		put_line(w->o, line);
		buf_c(w->o, '\n');
	}
}

/* ---- tables ---- */

static void
put_table(struct writer *w, const struct page_table *t)
{
	struct sv n = page_lang_number(w->p->lang, (double)t->left_out, 0, &w->a);

	if (t->caption.n > 0) {
		buf_sv(w->o, SV("**"));
		put_text(w->o, t->caption);
		buf_sv(w->o, SV("**\n\n"));
	}
	for (size_t i = 0; i < t->ncol; i++) {
		buf_sv(w->o, SV("| "));
		put_text(w->o, t->col[i].title);
		buf_c(w->o, ' ');
	}
	buf_sv(w->o, SV("|\n"));
	for (size_t i = 0; i < t->ncol; i++)
		buf_sv(w->o, t->col[i].number ? SV("| ---: ") : SV("| --- "));
	buf_sv(w->o, SV("|\n"));
	for (size_t r = 0; r < t->nrow; r++) {
		for (size_t i = 0; i < t->ncol; i++) {
			const struct page_cell *c = &t->cell[r * t->ncol + i];

			buf_sv(w->o, SV("| "));
			if (c->num != NULL)
				put_num(w, c->num);
			else
				put_text(w->o, c->text.n > 0 ? c->text : SV("-"));
			put_status(w, c->num != NULL ? c->status : PAGE_NONE, c->flags);
			buf_c(w->o, ' ');
		}
		buf_sv(w->o, SV("|\n"));
	}
	if (t->left_out > 0) {
		buf_c(w->o, '\n');
		put_text(w->o, page_lang_fill(page_lang_word(w->p->lang, PAGE_WORD_ROWS_LEFT), &n,
		    1, &w->a));
		buf_c(w->o, '\n');
	}
}

static void
put_chart(struct writer *w, const struct page_chart *c)
{
	struct sv spark = page_text_spark(c, &w->a);

	if (c->kind != PAGE_SERIES) {
		put_table(w, c->table);
		return;
	}
	put_text(w->o, c->alt);
	buf_c(w->o, '\n');
	if (spark.n > 0) {
		buf_sv(w->o, SV("\n`"));
		buf_sv(w->o, spark);
		buf_sv(w->o, SV("`\n"));
	}
	for (size_t i = 0; i < c->nmark && page_text_short(c); i++) {
		buf_sv(w->o, SV("\n"));
		put_text(w->o, page_lang_time(w->p->lang, PAGE_LANG_TIME, (int64_t)c->mark[i].x,
		    w->p->zone, &w->a));
		buf_sv(w->o, SV(": "));
		put_text(w->o, c->mark[i].label);
		buf_c(w->o, '\n');
	}
}

/* ---- the page ---- */

/* Neighbours of one list stand together, everything else apart. */
static bool
is_apart(const struct page_item *a, const struct page_item *b)
{
	return a->kind != PAGE_PARA || b->kind != PAGE_PARA || a->para->role != b->para->role ||
	    (b->para->role != PAGE_POINT && b->para->role != PAGE_ACTION);
}

static void
put_section(struct writer *w, const struct page_section *s)
{
	buf_sv(w->o, SV("\n## "));
	put_text(w->o, s->title);
	put_status(w, s->status, 0);
	buf_sv(w->o, SV("\n\n"));
	for (size_t i = 0; i < s->n; i++) {
		const struct page_item *it = &s->item[i];

		if (i > 0 && is_apart(&s->item[i - 1], it))
			buf_c(w->o, '\n');
		switch (it->kind) {
		case PAGE_PARA:
			put_para(w, it->para);
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
page_md_write(const struct page *p, struct buf *o)
{
	struct writer w = { .p = p, .o = o };
	struct sv n;

	arena_init(&w.a);
	buf_sv(o, SV("# "));
	put_text(o, p->title);
	buf_c(o, '\n');
	if (p->subtitle.n > 0) {
		buf_c(o, '\n');
		put_line(o, p->subtitle);
		buf_c(o, '\n');
	}
	for (size_t i = 0; i < p->nsection; i++)
		put_section(&w, &p->section[i]);
	n = page_lang_number(p->lang, (double)p->records, 0, &w.a);
	buf_c(o, '\n');
	put_text(o, page_lang_fill(page_lang_word(p->lang, PAGE_WORD_MADE_OF), &n, 1, &w.a));
	if (p->made.n > 0) {
		buf_c(o, ' ');
		put_text(o, p->made);
	}
	buf_c(o, '\n');
	arena_free(&w.a);
}
