/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_chart - see page_html_chart.h
 */
#include "page/page_html_chart.h"

#include "page/page_html_table.h"
#include "page/page_html_text.h"
#include "page/page_lang.h"
#include "page/svg_draw.h"

#include <math.h>

static const struct drawing {
	const char *name;	/* its class */
	void      (*draw)(const struct svg_draw *d);
	bool        lines;	/* a legend says which line is which */
} drawings[] = {
	[PAGE_SERIES] = { "series", svg_draw_xy, true },
	[PAGE_BARS] = { "bars", svg_draw_bars, false },
	[PAGE_FUNNEL] = { "funnel", svg_draw_funnel, false },
	[PAGE_HEAT] = { "heat", svg_draw_heat, false },
	[PAGE_FOREST] = { "forest", svg_draw_forest, false },
	[PAGE_SURVIVAL] = { "survival", svg_draw_xy, true },
	[PAGE_BUDGET] = { "budget", svg_draw_xy, true },
};

struct seen {			/* what of a chart is there to be explained */
	bool     band, expected;
	unsigned flags;
};

static struct seen
look(const struct page_chart *c)
{
	struct seen s = { .flags = 0 };

	for (size_t i = 0; i < c->nline; i++)
		for (size_t k = 0; k < c->line[i].n; k++) {
			const struct page_point *p = &c->line[i].point[k];

			s.band = s.band || (!isnan(p->lo) && !isnan(p->hi));
			s.expected = s.expected || !isnan(p->expected);
			s.flags |= p->flags;
		}
	return s;
}

static void
put_key(struct buf *o, const char *class, const char *shape, struct sv text)
{
	buf_printf(o, "<li><svg class=\"sw %s\" aria-hidden=\"true\">%s</svg>", class, shape);
	page_html_text_short(o, text);
	buf_sv(o, SV("</li>"));
}

/* What the lines and signs of a picture are; of one line the title says it. */
static void
put_legend(const struct page_lang *lang, const struct page_chart *c, struct buf *o)
{
	const struct seen s = look(c);

	if (c->nline < 2 && c->nlimit == 0 && !s.band && !s.expected &&
	    (s.flags & (PAGE_ANOMALY | PAGE_PARTIAL)) == 0)
		return;
	buf_sv(o, SV("<ul class=\"legend\">"));
	for (size_t i = 0; i < c->nline && c->nline > 1; i++)
		put_key(o, svg_draw_color(c, i), "<path class=\"ln\" d=\"M1 6H23\"/>",
		    c->line[i].name);
	for (size_t i = 0; i < c->nlimit; i++)
		put_key(o, "l0", "<path class=\"limit\" d=\"M1 6H23\"/>", c->limit[i].label);
	if (s.band)
		put_key(o, "l0", "<path class=\"band\" d=\"M1 1H23V11H1Z\"/>",
		    page_lang_word(lang, PAGE_WORD_INTERVAL));
	if (s.expected)
		put_key(o, "l0", "<path class=\"exp\" d=\"M1 6H23\"/>",
		    page_lang_word(lang, PAGE_WORD_EXPECTED));
	if ((s.flags & PAGE_ANOMALY) != 0)
		put_key(o, "l0", "<use href=\"#m-odd\" x=\"12\" y=\"6\"/>",
		    page_lang_word(lang, PAGE_WORD_UNUSUAL));
	if ((s.flags & PAGE_PARTIAL) != 0)
		put_key(o, "l0", "<path class=\"ln part\" d=\"M1 6H23\"/>",
		    page_lang_word(lang, PAGE_WORD_PARTIAL));
	buf_sv(o, SV("</ul>"));
}

void
page_html_chart_put(const struct page *p, const struct page_chart *c, struct arena *a,
    struct buf *o)
{
	const struct drawing *w = &drawings[c->kind];
	const struct svg_draw d = { p->lang, p->zone, c, a, o };

	buf_printf(o, "<figure class=\"chart %s\" id=\"%s\"><figcaption><h3>", w->name, c->id);
	page_html_text_short(o, c->title);
	buf_printf(o, "</h3><p class=\"alt\" id=\"%s-alt\">", c->id);
	page_html_text_short(o, c->alt);
	buf_sv(o, SV("</p></figcaption>\n"));
	if (w->lines)
		put_legend(p->lang, c, o);
	w->draw(&d);
	buf_sv(o, SV("\n<details><summary>"));
	page_html_text_put(o, page_lang_word(p->lang, PAGE_WORD_AS_TABLE));
	buf_sv(o, SV("</summary>\n"));
	page_html_table_put(p->lang, c->table, a, o);
	buf_sv(o, SV("</details></figure>\n"));
}
