/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_table - see page_html_table.h
 */
#include "page/page_html_table.h"

#include "page/page_html_text.h"
#include "page/page_lang.h"
#include "page/svg_draw.h"

#include <math.h>

enum { NARROW = 5 };		/* columns of tables that may stand beside others */

static const struct sign {
	const char    *name;	/* of its class and its picture */
	enum page_word word;
} signs[] = {
	[PAGE_GOOD] = { "good", PAGE_WORD_IS_GOOD },
	[PAGE_WARN] = { "warn", PAGE_WORD_IS_WARN },
	[PAGE_BAD] = { "bad", PAGE_WORD_IS_BAD },
	[PAGE_UNSURE] = { "unsure", PAGE_WORD_IS_UNSURE },
};

static void
put_sign(const struct page_lang *lang, const char *name, enum page_word word, bool say,
    struct buf *o)
{
	buf_printf(o, "<svg class=\"i %s\" aria-hidden=\"true\"><use href=\"#i-%s\"/></svg>", name,
	    name);
	if (!say)
		return;
	buf_sv(o, SV("<span class=\"vh\">"));
	page_html_text_put(o, page_lang_word(lang, word));
	buf_sv(o, SV(" </span>"));
}

void
page_html_table_status(const struct page_lang *lang, enum page_status s, bool word, struct buf *o)
{
	if (s != PAGE_NONE)
		put_sign(lang, signs[s].name, signs[s].word, word, o);
}

void
page_html_table_flags(const struct page_lang *lang, unsigned flags, struct buf *o)
{
	if ((flags & PAGE_ANOMALY) == 0)
		return;
	if ((flags & PAGE_UP) != 0)
		put_sign(lang, "up", PAGE_WORD_UNUSUAL_UP, true, o);
	else if ((flags & PAGE_DOWN) != 0)
		put_sign(lang, "down", PAGE_WORD_UNUSUAL_DOWN, true, o);
	else
		put_sign(lang, "odd", PAGE_WORD_UNUSUAL, true, o);
}

/* ---- tables ---- */

static void
put_head(const struct page_table *t, struct buf *o)
{
	buf_sv(o, SV("<thead><tr>"));
	for (size_t i = 0; i < t->ncol; i++) {
		buf_sv(o, t->col[i].number ? SV("<th scope=\"col\" class=\"r\">") :
		    SV("<th scope=\"col\">"));
		page_html_text_short(o, t->col[i].title);
		buf_sv(o, SV("</th>"));
	}
	buf_sv(o, SV("</tr></thead>"));
}

/* The classes of a cell or a row, @first before them unless it is NULL. */
static void
put_class(struct buf *o, const char *first, unsigned flags)
{
	static const struct {
		unsigned    flag;
		const char *name;
	} names[] = {
		{ PAGE_ANOMALY, "an" }, { PAGE_GREYED, "gr" }, { PAGE_TOTAL, "to" },
		{ PAGE_PARTIAL, "pt" },
	};
	const char *before = " class=\"";

	if (first != NULL) {
		buf_printf(o, "%s%s", before, first);
		before = " ";
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if ((flags & names[i].flag) == 0)
			continue;
		buf_printf(o, "%s%s", before, names[i].name);
		before = " ";
	}
	if (before[1] == '\0')
		buf_c(o, '"');
}

static void
put_cell(const struct page_lang *lang, const struct page_col *col, const struct page_cell *cell,
    struct buf *o)
{
	/* A sign stays beside a short text. */
	const bool close = cell->status != PAGE_NONE && cell->text.n < 24;

	buf_sv(o, col->head ? SV("<th scope=\"row\"") : SV("<td"));
	put_class(o, col->number ? "r" : close ? "nw" : NULL, cell->flags);
	buf_c(o, '>');
	page_html_table_status(lang, cell->status, true, o);
	page_html_table_flags(lang, cell->flags, o);
	if (cell->num != NULL)
		page_html_text_num(o, cell->num);
	else
		page_html_text_short(o, cell->text);
	buf_sv(o, col->head ? SV("</th>") : SV("</td>"));
}

void
page_html_table_put(const struct page_lang *lang, const struct page_table *t, struct arena *a,
    struct buf *o)
{
	buf_sv(o, t->ncol > NARROW ? SV("<div class=\"tab wide\">") : SV("<div class=\"tab\">"));
	buf_sv(o, SV("<div class=\"scroll\" role=\"group\" tabindex=\"0\""));
	page_html_text_attr(o, "aria-label", t->caption);
	buf_sv(o, SV("><table>"));
	if (t->caption.n > 0) {
		buf_sv(o, SV("<caption>"));
		page_html_text_short(o, t->caption);
		buf_sv(o, SV("</caption>"));
	}
	put_head(t, o);
	buf_sv(o, SV("<tbody>"));
	for (size_t r = 0; r < t->nrow; r++) {
		buf_sv(o, SV("<tr"));
		put_class(o, NULL, t->row != NULL ? t->row[r] : 0);
		buf_c(o, '>');
		for (size_t i = 0; i < t->ncol; i++)
			put_cell(lang, &t->col[i], &t->cell[r * t->ncol + i], o);
		buf_sv(o, SV("</tr>\n"));
	}
	buf_sv(o, SV("</tbody></table></div>"));
	if (t->left_out > 0) {
		struct sv n = page_lang_number(lang, (double)t->left_out, 0, a);

		buf_sv(o, SV("<p class=\"left\">"));
		page_html_text_put(o,
		    page_lang_fill(page_lang_word(lang, PAGE_WORD_ROWS_LEFT), &n, 1, a));
		buf_sv(o, SV("</p>"));
	}
	buf_sv(o, SV("</div>\n"));
}

/* ---- key figures ---- */

static void
put_figure(const struct page_lang *lang, const struct page_figures *all,
    const struct page_figure *f, struct buf *o)
{
	buf_sv(o, SV("<li class=\"fig"));
	if (f->status != PAGE_NONE)
		buf_printf(o, " %s", signs[f->status].name);
	if ((f->flags & PAGE_GREYED) != 0)
		buf_sv(o, SV(" gr"));
	buf_sv(o, SV("\"><p class=\"fl\">"));
	page_html_table_status(lang, f->status, true, o);
	page_html_text_short(o, f->label);
	buf_sv(o, SV("</p><p class=\"fn\">"));
	page_html_table_flags(lang, f->flags, o);
	page_html_text_num(o, &f->num);
	buf_sv(o, SV("</p>"));
	svg_draw_spark(f->spark, f->nspark, o);
	if (!isnan(f->change.value) || !isnan(f->before.value)) {
		buf_sv(o, SV("<p class=\"fb\">"));
		if (!isnan(f->change.value)) {
			buf_sv(o, SV("<b>"));
			page_html_text_num(o, &f->change);
			buf_sv(o, SV("</b> "));
		}
		if (!isnan(f->before.value)) {
			page_html_text_put(o, all->against);
			buf_sv(o, SV(": "));
			page_html_text_num(o, &f->before);
		}
		buf_sv(o, SV("</p>"));
	}
	if (!isnan(f->count.value)) {
		buf_sv(o, SV("<p class=\"fc\"><i>n</i> = "));
		page_html_text_num(o, &f->count);
		buf_sv(o, SV("</p>"));
	}
	buf_sv(o, SV("</li>\n"));
}

void
page_html_table_figures(const struct page_lang *lang, const struct page_figures *f, struct buf *o)
{
	buf_sv(o, SV("<ul class=\"figs\">"));
	for (size_t i = 0; i < f->n; i++)
		put_figure(lang, f, &f->figure[i], o);
	buf_sv(o, SV("</ul>\n"));
}
