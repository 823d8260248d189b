/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts of rows: names and numbers are text of the page, which wraps, with a picture of the
 * same axis in each row:
 *
 *     /checkout   ▇▇▇▇▇▇▇▇▇▇├─┤      4.2% 3.1–5.3
 *     /cart       ▇▇▇▇├┤             1.6% 1.4–1.9
 *                 0%    2%    4%
 *
 * On a phone name and number share a line, and the picture is below them.
 */
#include "page/page_html_text.h"
#include "page/page_lang.h"
#include "page/svg_draw.h"

#include <math.h>

enum { BAR = 18, WANT = 5 };	/* pixels, ticks */

/* ---- parts of a row ---- */

static void
put_x(struct buf *o, const char *name, const struct svg_scale *s, double v)
{
	double at = svg_scale_at(s, v);

	buf_printf(o, " %s=\"", name);
	svg_draw_percent(o, at < 0 ? 0 : at > 1 ? 1 : at);
	buf_c(o, '"');
}

/* The lines of the axis, as high as the row; then what is drawn around its middle. */
static void
put_grid(struct buf *o, const struct svg_scale *s)
{
	for (size_t i = 0; i < s->n; i++) {
		buf_sv(o, s->tick[i] == 0 ? SV("<line class=\"grid zero\" y2=\"100%\"") :
		    SV("<line class=\"grid\" y2=\"100%\""));
		put_x(o, "x1", s, s->tick[i]);
		put_x(o, "x2", s, s->tick[i]);
		buf_sv(o, SV("/>"));
	}
	buf_sv(o, SV("<svg class=\"mid\" y=\"50%\">"));
}

static const char *
status_class(enum page_status s)
{
	static const char *const name[] = {
		[PAGE_NONE] = "", [PAGE_GOOD] = " good", [PAGE_WARN] = " warn", [PAGE_BAD] = " bad",
		[PAGE_UNSURE] = " unsure",
	};

	return name[s];
}

static void
put_name(struct buf *o, const struct page_point *p)
{
	buf_printf(o, "<div class=\"row%s\"><bdi class=\"rn\">", status_class(p->status));
	page_html_text_short(o, p->label);
	buf_sv(o, SV("</bdi><span class=\"rg\"><svg class=\"all\">"));
}

static void
put_number(struct buf *o, const struct page_point *p)
{
	const char *way = (p->flags & PAGE_UP) != 0 ? "up" :
	    (p->flags & PAGE_DOWN) != 0 ? "down" : "odd";

	buf_sv(o, SV("</svg></svg></span><span class=\"rv\">"));
	if ((p->flags & PAGE_ANOMALY) != 0)
		buf_printf(o, "<svg class=\"i %s\" aria-hidden=\"true\">"
		    "<use href=\"#i-%s\"/></svg>", way, way);
	page_html_text_num(o, &p->num);
	buf_sv(o, SV("</span></div>"));
}

/* An interval: a line with ends; where it leaves the axis there is none. */
static void
put_whisker(struct buf *o, const struct svg_scale *s, double lo, double hi)
{
	if (!isfinite(lo) || !isfinite(hi))
		return;
	buf_sv(o, SV("<g class=\"wh\"><line"));
	put_x(o, "x1", s, lo);
	put_x(o, "x2", s, hi);
	buf_sv(o, SV("/>"));
	for (int end = 0; end < 2; end++) {
		const double v = end == 0 ? lo : hi;

		if (v < s->lo || v > s->hi)
			continue;
		buf_sv(o, SV("<line y1=\"-4\" y2=\"4\""));
		put_x(o, "x1", s, v);
		put_x(o, "x2", s, v);
		buf_sv(o, SV("/>"));
	}
	buf_sv(o, SV("</g>"));
}

static void
put_axis(const struct svg_draw *d, const struct svg_scale *s)
{
	buf_sv(d->o, SV("<div class=\"row axis\"><span class=\"rn\"></span><span class=\"rg\">"
	    "<svg class=\"all\">"));
	for (size_t i = 0; i < s->n; i++) {
		const double at = svg_scale_at(s, s->tick[i]);

		/* Those at the ends stay within the axis where there is no room beside it. */
		buf_printf(d->o, "<text class=\"xl%s%s\" y=\"15\"", i % 2 == 1 ? " ex" : "",
		    at < 0.02 ? " es" : at > 0.98 ? " ee" : "");
		put_x(d->o, "x", s, s->tick[i]);
		buf_c(d->o, '>');
		page_html_text_put(d->o, svg_draw_tick(d, s, s->tick[i]));
		buf_sv(d->o, SV("</text>"));
	}
	buf_sv(d->o, SV("</svg></span><span class=\"rv\"></span></div>"));
}

/* A bar between two values of the axis. */
static void
put_bar(struct buf *o, const char *class, const struct svg_scale *s, double from, double to)
{
	double a = svg_scale_at(s, fmin(from, to)), b = svg_scale_at(s, fmax(from, to));

	a = a < 0 ? 0 : a;
	b = b > 1 ? 1 : b;
	buf_printf(o, "<rect class=\"%s\" y=\"%d\" height=\"%d\" x=\"", class, -BAR / 2, BAR);
	svg_draw_percent(o, a);
	buf_sv(o, SV("\" width=\""));
	svg_draw_percent(o, b > a ? b - a : 0);
	buf_sv(o, SV("\"/>"));
}

/* ---- bars ---- */

void
svg_draw_bars(const struct svg_draw *d)
{
	const struct page_chart *c = d->c;
	struct svg_scale s;

	if (c->nline == 0)
		return;
	svg_draw_values(d, &s, WANT, SVG_SCALE_ZERO);
	svg_draw_open(d, "rows");
	for (size_t i = 0; i < c->line[0].n; i++) {
		const struct page_point *p = &c->line[0].point[i];

		put_name(d->o, p);
		put_grid(d->o, &s);
		if (isfinite(p->y))
			put_bar(d->o, "bar", &s, 0, p->y * c->scale);
		put_whisker(d->o, &s, p->lo * c->scale, p->hi * c->scale);
		if (isfinite(p->expected)) {
			buf_sv(d->o, SV("<line class=\"exp\" y1=\"-12\" y2=\"12\""));
			put_x(d->o, "x1", &s, p->expected * c->scale);
			put_x(d->o, "x2", &s, p->expected * c->scale);
			buf_sv(d->o, SV("/>"));
		}
		put_number(d->o, p);
	}
	put_axis(d, &s);
	buf_sv(d->o, SV("</div>"));
}

/* ---- forest ---- */

void
svg_draw_forest(const struct svg_draw *d)
{
	const struct page_chart *c = d->c;
	struct svg_scale s;

	if (c->nline == 0)
		return;
	svg_draw_values(d, &s, WANT, SVG_SCALE_ZERO);
	svg_draw_open(d, "rows forest");
	for (size_t i = 0; i < c->line[0].n; i++) {
		const struct page_point *p = &c->line[0].point[i];

		put_name(d->o, p);
		put_grid(d->o, &s);
		put_whisker(d->o, &s, p->lo * c->scale, p->hi * c->scale);
		if (isfinite(p->y)) {
			/* Full where the interval leaves zero out. */
			buf_printf(d->o, "<circle class=\"%s\" r=\"5\"",
			    p->lo > 0 || p->hi < 0 ? "at" : "at open");
			put_x(d->o, "cx", &s, p->y * c->scale);
			buf_sv(d->o, SV("/>"));
		}
		put_number(d->o, p);
	}
	put_axis(d, &s);
	buf_sv(d->o, SV("</div>"));
}

/* ---- funnel ---- */

/* Between two steps: who goes on. */
static void
put_onward(const struct svg_draw *d, const struct page_point *p)
{
	if (isnan(p->extra.value))
		return;
	buf_sv(d->o, SV("<div class=\"row on\"><span class=\"rn\"></span><span class=\"go\">"
	    "<svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-on\"/></svg>"));
	page_html_text_num(d->o, &p->extra);
	buf_sv(d->o, SV("</span><span class=\"rv\"></span></div>"));
}

void
svg_draw_funnel(const struct svg_draw *d)
{
	const struct page_chart *c = d->c;
	struct svg_scale s;

	svg_draw_open(d, "rows funnel");
	for (size_t i = 0; i < c->nline; i++) {
		const struct page_line *l = &c->line[i];
		struct svg_draw_range r = { 0, 0 };

		/* Each way to its own first step: ways are compared by shares. */
		for (size_t k = 0; k < l->n; k++)
			svg_draw_widen(&r, l->point[k].y);
		svg_scale_fit(&s, 0, r.hi > 0 ? r.hi : 1, WANT, SVG_SCALE_TIGHT);
		if (c->nline > 1 && l->name.n > 0) {
			buf_sv(d->o, SV("<p class=\"way\"><bdi>"));
			page_html_text_short(d->o, l->name);
			buf_sv(d->o, SV("</bdi></p>"));
		}
		for (size_t k = 0; k < l->n; k++) {
			const struct page_point *p = &l->point[k];

			if (k > 0)
				put_onward(d, p);
			put_name(d->o, p);
			buf_sv(d->o, SV("<svg class=\"mid\" y=\"50%\">"));
			if (k > 0 && isfinite(p[-1].y))
				put_bar(d->o, "lost", &s, 0, p[-1].y);
			if (isfinite(p->y))
				put_bar(d->o, "bar", &s, 0, p->y);
			put_number(d->o, p);
		}
	}
	buf_sv(d->o, SV("</div>"));
}

/* ---- heat ---- */

static const struct page_line *
longest_line(const struct page_chart *c)
{
	const struct page_line *l = &c->line[0];

	for (size_t i = 1; i < c->nline; i++)
		if (c->line[i].n > l->n)
			l = &c->line[i];
	return l;
}

/* The deepest colour: the greatest share that is not all, lest the first column takes it. */
static double
greatest_share(const struct page_chart *c)
{
	struct svg_draw_range r = { INFINITY, 0 };

	for (size_t i = 0; i < c->nline; i++)
		for (size_t k = 0; k < c->line[i].n; k++)
			if (c->line[i].point[k].y < 1)
				svg_draw_widen(&r, c->line[i].point[k].y);
	return r.hi > 0 ? r.hi : 1;
}

static void
put_cell(const struct svg_draw *d, const struct page_point *p, double most)
{
	if (isnan(p->y)) {
		buf_sv(d->o, SV("<td></td>"));
		return;
	}
	buf_sv(d->o, (p->flags & PAGE_PARTIAL) != 0 ? SV("<td class=\"h pt\" style=\"--a:") :
	    SV("<td class=\"h\" style=\"--a:"));
	svg_draw_number(d->o, p->y > most ? 1 : p->y > 0 ? p->y / most : 0);
	buf_c(d->o, '"');
	if (p->num.range.n > 0)
		page_html_text_attr(d->o, "title", p->num.range);
	buf_c(d->o, '>');
	page_html_text_value(d->o, &p->num);
	buf_sv(d->o, SV("</td>"));
}

static void
put_ramp(const struct svg_draw *d, double most)
{
	const struct svg_scale zero = { .decimals = 0 }, one = { .decimals = 1 };

	buf_sv(d->o, SV("<p class=\"ramp\"><span>"));
	page_html_text_put(d->o, svg_draw_tick(d, &zero, 0));
	buf_sv(d->o, SV("</span><i></i><span>"));
	page_html_text_put(d->o, svg_draw_tick(d, &one, most * d->c->scale));
	buf_sv(d->o, SV("</span></p>"));
}

void
svg_draw_heat(const struct svg_draw *d)
{
	const struct page_chart *c = d->c;
	const struct page_line *head;
	double most;

	if (c->nline == 0)
		return;
	head = longest_line(c);
	most = greatest_share(c);
	buf_sv(d->o, SV("<div class=\"scroll\" role=\"group\" tabindex=\"0\""));
	page_html_text_attr(d->o, "aria-label", c->title);
	buf_sv(d->o, SV("><table class=\"heat\"><thead><tr><th scope=\"col\">"));
	page_html_text_short(d->o, c->y_title);
	buf_sv(d->o, SV("</th>"));
	for (size_t k = 0; k < head->n; k++) {
		buf_sv(d->o, SV("<th scope=\"col\">"));
		page_html_text_short(d->o, head->point[k].label);
		buf_sv(d->o, SV("</th>"));
	}
	buf_sv(d->o, SV("</tr></thead><tbody>"));
	for (size_t i = 0; i < c->nline; i++) {
		buf_sv(d->o, SV("<tr><th scope=\"row\">"));
		page_html_text_short(d->o, c->line[i].name);
		buf_sv(d->o, SV("</th>"));
		for (size_t k = 0; k < head->n; k++)
			if (k < c->line[i].n)
				put_cell(d, &c->line[i].point[k], most);
			else
				buf_sv(d->o, SV("<td></td>"));
		buf_sv(d->o, SV("</tr>"));
	}
	buf_sv(d->o, SV("</tbody></table></div>"));
	put_ramp(d, most);
}
