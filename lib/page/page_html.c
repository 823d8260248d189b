/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html - see page_html.h
 *
 * A policy in the head forbids whatever would be fetched or run: should a text ever be read
 * as markup, it could still do nothing.
 */
#include "page/page_html.h"

#include "base/rfc3339.h"
#include "page/page_html_chart.h"
#include "page/page_html_style.h"
#include "page/page_html_table.h"
#include "page/page_html_text.h"
#include "page/page_lang.h"

#include <string.h>

struct html {
	const struct page *p;
	struct buf        *o;
	struct arena       a;	/* of a section */
	const char        *list;	/* the element that is open around points: "ul" "ol" NULL */
	const char        *beside;	/* class of what is open around tables or charts, or NULL */
};

static void
put_word(struct html *h, enum page_word w)
{
	page_html_text_put(h->o, page_lang_word(h->p->lang, w));
}

static void
put_attr_word(struct html *h, const char *name, enum page_word w)
{
	page_html_text_attr(h->o, name, page_lang_word(h->p->lang, w));
}

static const char *
status_class(enum page_status s)
{
	static const char *const name[] = {
		[PAGE_NONE] = "none",
		[PAGE_GOOD] = "good",
		[PAGE_WARN] = "warn",
		[PAGE_BAD] = "bad",
		[PAGE_UNSURE] = "unsure",
	};

	return name[s];
}

/* ---- paragraphs ---- */

static void
put_span(struct html *h, const struct page_span *s)
{
	char text[RFC3339_MAX];

	switch (s->kind) {
	case PAGE_SPAN_STRONG:
		buf_sv(h->o, SV("<strong>"));
		page_html_text_short(h->o, s->text);
		buf_sv(h->o, SV("</strong>"));
		break;
	case PAGE_SPAN_NAME:
		buf_sv(h->o, SV("<bdi class=\"name\">"));
		page_html_text_short(h->o, s->text);
		buf_sv(h->o, SV("</bdi>"));
		break;
	case PAGE_SPAN_TIME:
		rfc3339_text(s->at_us, tzone_offset(h->p->zone, s->at_us), text);
		buf_printf(h->o, "<time datetime=\"%s\">", text);
		page_html_text_short(h->o, s->text);
		buf_sv(h->o, SV("</time>"));
		break;
	case PAGE_SPAN_NUM:
		page_html_text_num(h->o, &s->num);
		break;
	default:
		page_html_text_put(h->o, s->text);
	}
}

/* The end of the list that is open, unless @list goes on with it. */
static void
turn_list(struct html *h, const char *list)
{
	if (h->list == list)
		return;
	if (h->list != NULL)
		buf_printf(h->o, "</%s>\n", h->list);
	if (list != NULL)
		buf_printf(h->o, "<%s class=\"%s\">", list, list[0] == 'o' ? "do" : "say");
	h->list = list;
}

static const struct page_section *
section_of(const struct page *p, const char *id)
{
	for (size_t i = 0; i < p->nsection; i++)
		if (strcmp(p->section[i].id, id) == 0)
			return &p->section[i];
	return NULL;
}

static void
put_para(struct html *h, const struct page_para *p)
{
	static const char *const lists[] = { [PAGE_PLAIN] = NULL, [PAGE_POINT] = "ul",
		[PAGE_ACTION] = "ol", [PAGE_CAVEAT] = NULL };
	const char *list = lists[p->role];
	const struct page_section *to = p->link != NULL ? section_of(h->p, p->link) : NULL;

	turn_list(h, list);
	buf_sv(h->o, list != NULL ? SV("<li") : SV("<p"));
	if (p->role == PAGE_CAVEAT)
		buf_sv(h->o, SV(" class=\"caveat\""));
	else if (p->role == PAGE_POINT && p->status != PAGE_NONE)
		buf_sv(h->o, SV(" class=\"st\""));
	page_html_text_trace(h->o, p->trace, p->ntrace);
	buf_c(h->o, '>');
	page_html_table_status(h->p->lang, p->status, true, h->o);
	for (size_t i = 0; i < p->n; i++)
		put_span(h, &p->span[i]);
	if (to != NULL) {
		buf_printf(h->o, " <a class=\"more\" href=\"#%s\">", to->id);
		page_html_text_put(h->o, to->title);
		buf_sv(h->o, SV("</a>"));
	}
	buf_sv(h->o, list != NULL ? SV("</li>\n") : SV("</p>\n"));
}

/* Lines and paragraphs of plain text. */
static void
put_note(struct html *h, const struct page_note *n)
{
	struct sv rest = n->text;

	buf_sv(h->o, SV("<div class=\"note\" role=\"note\">"));
	if (n->title.n > 0) {
		buf_sv(h->o, SV("<h3>"));
		page_html_text_short(h->o, n->title);
		buf_sv(h->o, SV("</h3>"));
	}
	buf_sv(h->o, SV("<p>"));
	for (size_t i = 0; i < rest.n; i++) {
		size_t end = i;

		while (end < rest.n && rest.p[end] != '\n')
			end++;
		page_html_text_put(h->o, (struct sv){ rest.p + i, end - i });
		i = end;
		if (i + 1 >= rest.n)
			break;
		if (rest.p[i + 1] != '\n') {
			buf_sv(h->o, SV("<br/>"));
			continue;
		}
		while (i + 1 < rest.n && rest.p[i + 1] == '\n')
			i++;
		if (i + 1 < rest.n)
			buf_sv(h->o, SV("</p><p>"));
	}
	buf_sv(h->o, SV("</p>"));
	if (n->file.n > 0) {
		buf_sv(h->o, SV("<p class=\"src\">"));
		page_html_text_short(h->o, n->file);
		buf_sv(h->o, SV("</p>"));
	}
	buf_sv(h->o, SV("</div>\n"));
}

/* ---- sections ---- */

/* Neighbours of a kind stand beside one another where there is room. */
static void
turn_beside(struct html *h, const char *class)
{
	if (h->beside == class)
		return;
	if (h->beside != NULL)
		buf_sv(h->o, SV("</div>\n"));
	if (class != NULL)
		buf_printf(h->o, "<div class=\"%s\">", class);
	h->beside = class;
}

static void
put_item(struct html *h, const struct page_item *it)
{
	static const char tables[] = "tables", charts[] = "charts";

	if (it->kind != PAGE_PARA)
		turn_list(h, NULL);
	turn_beside(h, it->kind == PAGE_TABLE ? tables : it->kind == PAGE_CHART ? charts : NULL);
	switch (it->kind) {
	case PAGE_PARA:
		put_para(h, it->para);
		break;
	case PAGE_NOTE:
		put_note(h, it->note);
		break;
	case PAGE_FIGURES:
		page_html_table_figures(h->p->lang, it->figures, h->o);
		break;
	case PAGE_TABLE:
		page_html_table_put(h->p->lang, it->table, &h->a, h->o);
		break;
	default:
		page_html_chart_put(h->p, it->chart, &h->a, h->o);
	}
}

static void
put_pill(struct html *h, enum page_status s, struct sv text)
{
	if (text.n == 0)
		return;
	buf_printf(h->o, " <span class=\"pill %s\">", status_class(s));
	page_html_table_status(h->p->lang, s, false, h->o);
	page_html_text_short(h->o, text);
	buf_sv(h->o, SV("</span>"));
}

static void
put_section(struct html *h, const struct page_section *s)
{
	buf_printf(h->o, "<section class=\"sec\" id=\"%s\" aria-labelledby=\"%s-h\">"
	    "<h2 id=\"%s-h\">", s->id, s->id, s->id);
	page_html_text_short(h->o, s->title);
	put_pill(h, s->status, s->status_text);
	buf_printf(h->o, "</h2>\n%s", s->greyed ? "<div class=\"gr\">" : "");
	for (size_t i = 0; i < s->n; i++)
		put_item(h, &s->item[i]);
	turn_list(h, NULL);
	turn_beside(h, NULL);
	buf_printf(h->o, "%s</section>\n", s->greyed ? "</div>" : "");
	arena_reset(&h->a);
}

/* ---- around them ---- */

static void
put_nav(struct html *h)
{
	const struct page *p = h->p;

	if (p->nlink > 0) {
		buf_sv(h->o, SV("<nav class=\"to\""));
		put_attr_word(h, "aria-label", PAGE_WORD_OTHER_PAGES);
		buf_sv(h->o, SV("><ul>"));
		for (size_t i = 0; i < p->nlink; i++) {
			buf_sv(h->o, SV("<li><a"));
			page_html_text_attr(h->o, "href", p->link[i].href);
			buf_c(h->o, '>');
			page_html_text_short(h->o, p->link[i].text);
			buf_sv(h->o, SV("</a></li>"));
		}
		buf_sv(h->o, SV("</ul></nav>\n"));
	}
	if (p->nsection < 2)
		return;
	buf_sv(h->o, SV("<nav"));
	put_attr_word(h, "aria-label", PAGE_WORD_CONTENTS);
	buf_sv(h->o, SV("><ul>"));
	for (size_t i = 0; i < p->nsection; i++) {
		buf_printf(h->o, "<li><a href=\"#%s\">", p->section[i].id);
		page_html_table_status(p->lang, p->section[i].status, true, h->o);
		page_html_text_short(h->o, p->section[i].title);
		buf_sv(h->o, SV("</a></li>"));
	}
	buf_sv(h->o, SV("</ul></nav>\n"));
}

static void
put_head(struct html *h)
{
	struct buf *o = h->o;

	buf_printf(o, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"/>\n<title>",
	    h->p->lang->name);
	page_html_text_short(o, h->p->title);
	if (h->p->subtitle.n > 0) {
		buf_sv(o, SV(", "));
		page_html_text_short(o, h->p->subtitle);
	}
	buf_sv(o, SV("</title>\n<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"/>\n<style>\n"));
	for (size_t i = 0; page_html_style[i] != NULL; i++)
		buf_sv(o, sv_of(page_html_style[i]));
	buf_sv(o, SV("</style></head>\n<body>"));
	buf_sv(o, sv_of(page_html_style_signs));
	buf_sv(o, SV("<a class=\"skip\" href=\"#main\">"));
	put_word(h, PAGE_WORD_SKIP);
	buf_sv(o, SV("</a>\n<header><h1>"));
	page_html_text_short(o, h->p->title);
	buf_sv(o, SV("</h1>"));
	if (h->p->subtitle.n > 0) {
		buf_sv(o, SV("<p class=\"sub\">"));
		page_html_text_short(o, h->p->subtitle);
		buf_sv(o, SV("</p>"));
	}
	buf_c(o, '\n');
	put_nav(h);
	buf_sv(o, SV("</header>\n<main id=\"main\">\n"));
}

void
page_html_write(const struct page *p, struct buf *o)
{
	struct html h = { .p = p, .o = o };
	struct sv n;

	arena_init(&h.a);
	put_head(&h);
	for (size_t i = 0; i < p->nsection; i++)
		put_section(&h, &p->section[i]);
	n = page_lang_number(p->lang, (double)p->records, 0, &h.a);
	buf_sv(o, SV("</main>\n<footer><p>"));
	page_html_text_put(o,
	    page_lang_fill(page_lang_word(p->lang, PAGE_WORD_MADE_OF), &n, 1, &h.a));
	if (p->made.n > 0) {
		buf_c(o, ' ');
		page_html_text_short(o, p->made);
	}
	buf_sv(o, SV("</p></footer>\n</body></html>\n"));
	arena_free(&h.a);
}
