/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines over time or numbers:
 *
 *      (A)                     marks: what was deployed, and when
 *     100% ┈┈┈│┈┈┈┈┈┈┈┈┈┈
 *          ───│──╲   ╱───      a line in its band, what was expected, a threshold
 *      95% ┈┈┈│┈┈┈╲◉╱┈┈┈┈      what was unusual
 *         08:00  12:00  16:00
 *         27 Nov
 *
 * The labels of y are a picture of their own beside it, which keeps its width.
 */
#include "page/page_html_text.h"
#include "page/page_lang.h"
#include "page/svg_draw.h"

#include "base/rfc3339.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>

enum {
	TOP = 26,		/* pixels over the axes: marks */
	HEIGHT = 190,		/* of the axes */
	BOTTOM = 38,		/* below: two lines of labels */
	GLYPH = 8,		/* about a digit's width */
	WANT_Y = 4,
	WANT_X = 8,
	TOLD = 400		/* points that say what they are under a pointer; more are a blur */
};

struct xy {
	const struct svg_draw  *d;
	const struct page_line *line;	/* that is drawn now */
	struct svg_scale        y;
	struct svg_scale        x;
	struct svg_scale_time   t;	/* in the place of x where the chart is of time */
	bool                    steps;
};

enum edge { EDGE_Y, EDGE_LO, EDGE_HI, EDGE_EXPECTED };

/* ---- places ---- */

static double
across(const struct xy *v, double x)
{
	return v->d->c->time ? svg_scale_time_at(&v->t, x) : svg_scale_at(&v->x, x);
}

/* Of a value as it is shown, in pixels from the top of the axis. */
static double
down_axis(const struct xy *v, double shown)
{
	return (double)HEIGHT * (1 - svg_scale_at(&v->y, shown));
}

static double
down(const struct xy *v, double y)
{
	return down_axis(v, y * v->d->c->scale);
}

static double
edge_of(const struct page_point *p, enum edge e)
{
	switch (e) {
	case EDGE_LO:
		return p->lo;
	case EDGE_HI:
		return p->hi;
	case EDGE_EXPECTED:
		return p->expected;
	default:
		return p->y;
	}
}

static void
put_across(const struct xy *v, double x)
{
	svg_draw_number(v->d->o, (double)SVG_DRAW_UNITS * across(v, x));
}

static void
put_place(const struct xy *v, char how, double x, double y)
{
	buf_c(v->d->o, how);
	put_across(v, x);
	buf_c(v->d->o, ' ');
	svg_draw_number(v->d->o, down(v, y));
}

/* From where the pen is to a point: straight, or along and then up or down. */
static void
put_on(const struct xy *v, double x, double y)
{
	if (!v->steps) {
		put_place(v, 'L', x, y);
		return;
	}
	buf_c(v->d->o, 'H');
	put_across(v, x);
	buf_c(v->d->o, 'V');
	svg_draw_number(v->d->o, down(v, y));
}

static bool
is_partial(const struct page_point *p)
{
	return (p->flags & PAGE_PARTIAL) != 0;
}

/* ---- paths ---- */

/* All of a line but what leads to points that are not complete; alone, a point is a dot. */
static void
put_line(const struct xy *v, enum edge e, const char *class)
{
	const struct page_line *l = v->line;
	const size_t begin = v->d->o->n;
	bool pen = false, any = false;

	buf_printf(v->d->o, "<path class=\"%s\" d=\"", class);
	if (v->steps && e == EDGE_Y && l->n > 0 && l->point[0].x > 0) {
		put_place(v, 'M', 0, 1);
		pen = true;
	}
	for (size_t i = 0; i < l->n; i++) {
		const struct page_point *p = &l->point[i];

		if (isnan(edge_of(p, e)) || (e == EDGE_Y && is_partial(p))) {
			pen = false;
			continue;
		}
		if (pen) {
			put_on(v, p->x, edge_of(p, e));
		} else {
			put_place(v, 'M', p->x, edge_of(p, e));
			buf_sv(v->d->o, SV("h0"));
		}
		pen = any = true;
	}
	buf_sv(v->d->o, SV("\"/>"));
	if (!any)
		v->d->o->n = begin;
}

static void
put_partial(const struct xy *v)
{
	const struct page_line *l = v->line;
	const size_t begin = v->d->o->n;
	bool any = false;

	buf_sv(v->d->o, SV("<path class=\"ln part\" d=\""));
	for (size_t i = 0; i < l->n; i++) {
		const struct page_point *p = &l->point[i];

		if (!is_partial(p) || isnan(p->y))
			continue;
		if (i > 0 && !isnan(p[-1].y)) {
			put_place(v, 'M', p[-1].x, p[-1].y);
			put_on(v, p->x, p->y);
		} else {
			put_place(v, 'M', p->x, p->y);
			buf_sv(v->d->o, SV("h0"));
		}
		any = true;
	}
	buf_sv(v->d->o, SV("\"/>"));
	if (!any)
		v->d->o->n = begin;
}

/* The upper edge from left to right, the lower one back; of each stretch that has both. */
static void
put_band(const struct xy *v)
{
	const struct page_line *l = v->line;
	const size_t begin = v->d->o->n;
	size_t from = 0;
	bool any = false;

	buf_sv(v->d->o, SV("<path class=\"band\" d=\""));
	for (size_t i = 0; i <= l->n; i++) {
		const bool in = i < l->n && !isnan(l->point[i].lo) && !isnan(l->point[i].hi);

		if (in)
			continue;
		for (size_t k = from; k < i; k++)
			if (k == from)
				put_place(v, 'M', l->point[k].x, l->point[k].hi);
			else
				put_on(v, l->point[k].x, l->point[k].hi);
		for (size_t k = i; k > from; k--) {
			/* Back along a step: up or down first, then along. */
			if (v->steps && k < i) {
				buf_c(v->d->o, 'V');
				svg_draw_number(v->d->o, down(v, l->point[k - 1].lo));
				buf_c(v->d->o, 'H');
				put_across(v, l->point[k - 1].x);
			} else {
				put_place(v, 'L', l->point[k - 1].x, l->point[k - 1].lo);
			}
		}
		if (i > from) {
			buf_c(v->d->o, 'Z');
			any = true;
		}
		from = i + 1;
	}
	buf_sv(v->d->o, SV("\"/>"));
	if (!any)
		v->d->o->n = begin;
}

/* ---- what stands around them ---- */

static void
put_values(const struct xy *v)
{
	struct buf *o = v->d->o;
	struct sv label[SVG_SCALE_TICKS];
	size_t width = 0;

	for (size_t i = 0; i < v->y.n; i++) {
		label[i] = svg_draw_tick(v->d, &v->y, v->y.tick[i]);
		width = utf8_width(label[i]) > width ? utf8_width(label[i]) : width;
	}
	buf_printf(o, "<svg class=\"ya\" width=\"%zu\" height=\"%d\">", GLYPH * width + 12,
	    TOP + HEIGHT + BOTTOM);
	for (size_t i = 0; i < v->y.n; i++) {
		buf_printf(o, "<text x=\"%zu\" y=\"", GLYPH * width + 4);
		svg_draw_number(o, (double)TOP + 4 + down_axis(v, v->y.tick[i]));
		buf_sv(o, SV("\">"));
		page_html_text_put(o, label[i]);
		buf_sv(o, SV("</text>"));
	}
	buf_sv(o, SV("</svg>"));
}

static void
put_rule(const struct xy *v, const char *class, double y)
{
	buf_printf(v->d->o, "<line class=\"%s\" x2=\"100%%\" y1=\"", class);
	svg_draw_number(v->d->o, (double)TOP + y);
	buf_sv(v->d->o, SV("\" y2=\""));
	svg_draw_number(v->d->o, (double)TOP + y);
	buf_sv(v->d->o, SV("\"/>"));
}

static void
put_grid(const struct xy *v)
{
	for (size_t i = 0; i < v->y.n; i++)
		put_rule(v, v->y.tick[i] == 0 ? "grid zero" : "grid",
		    down_axis(v, v->y.tick[i]));
}

/* A label under the axis; every other one (@extra) is left out where there is little room. */
static void
put_label(const struct xy *v, double at, int line, struct sv text, bool extra)
{
	struct buf *o = v->d->o;

	/* Those at the end stay within it, and dates at its beginning. */
	buf_printf(o, "<text class=\"xl%s%s\" y=\"%d\" x=\"", extra ? " ex" : "",
	    at > 0.97 ? " xe" : at < 0.02 && line == 1 ? " xs" : "", TOP + HEIGHT + 16 + 15 * line);
	svg_draw_percent(o, at);
	buf_sv(o, SV("\">"));
	page_html_text_put(o, text);
	buf_sv(o, SV("</text>"));
}

static void
put_tick(const struct xy *v, double at)
{
	buf_printf(v->d->o, "<line class=\"tick\" y1=\"%d\" y2=\"%d\" x1=\"", TOP + HEIGHT,
	    TOP + HEIGHT + 4);
	svg_draw_percent(v->d->o, at);
	buf_sv(v->d->o, SV("\" x2=\""));
	svg_draw_percent(v->d->o, at);
	buf_sv(v->d->o, SV("\"/>"));
}

static struct sv
year_of(const struct rfc3339_civil *c, struct arena *a)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%lld", (long long)c->year);

	return arena_sv(a, (struct sv){ text, (size_t)n });
}

/* What a tick of time says in each of two lines. */
static void
name_time(const struct xy *v, size_t i, struct sv text[2])
{
	const struct svg_draw *d = v->d;
	const int64_t at = v->t.tick_us[i];
	const struct rfc3339_civil c = rfc3339_civil(tzone_local(d->zone, at));
	char clock[32];

	text[1] = (struct sv){ NULL, 0 };
	switch (v->t.grain) {
	case SVG_SCALE_SECOND:
		text[0] = arena_sv(d->a, (struct sv){ clock, (size_t)snprintf(clock, sizeof(clock),
		    "%02d:%02d:%02d", c.hour, c.min, c.sec) });
		break;
	case SVG_SCALE_MINUTE:
		text[0] = page_lang_time(d->lang, PAGE_LANG_CLOCK, at, d->zone, d->a);
		break;
	case SVG_SCALE_DAY:
		text[0] = page_lang_time(d->lang, PAGE_LANG_SHORT, at, d->zone, d->a);
		break;
	case SVG_SCALE_MONTH:
		text[0] = sv_of(d->lang->month[12 + c.month - 1]);
		break;
	default:
		text[0] = year_of(&c, d->a);
		return;
	}
	if (v->t.outer[i])
		text[1] = v->t.grain <= SVG_SCALE_MINUTE
		    ? page_lang_time(d->lang, PAGE_LANG_SHORT, at, d->zone, d->a)
		    : year_of(&c, d->a);
}

static void
put_ticks(const struct xy *v)
{
	const struct svg_draw *d = v->d;

	for (size_t i = 0; d->c->time && i < v->t.n; i++) {
		const double at = svg_scale_time_at(&v->t, (double)v->t.tick_us[i]);
		struct sv text[2];

		name_time(v, i, text);
		put_tick(v, at);
		put_label(v, at, 0, text[0], i % 2 == 1);
		if (text[1].n > 0)
			put_label(v, at, 1, text[1], i % 2 == 1 && i + 1 < v->t.n);
	}
	for (size_t i = 0; !d->c->time && i < v->x.n; i++) {
		const double at = svg_scale_at(&v->x, v->x.tick[i]);

		put_tick(v, at);
		put_label(v, at, 0, page_lang_number(d->lang, v->x.tick[i], v->x.decimals, d->a),
		    i % 2 == 1);
	}
	if (!d->c->time && d->c->x_title.n > 0) {
		buf_printf(d->o, "<text class=\"xt\" x=\"100%%\" y=\"%d\">", TOP + HEIGHT + 31);
		page_html_text_short(d->o, d->c->x_title);
		buf_sv(d->o, SV("</text>"));
	}
}

/* What they are stands in the legend. */
static void
put_limits(const struct xy *v)
{
	const struct page_chart *c = v->d->c;

	for (size_t i = 0; i < c->nlimit; i++)
		if (isfinite(c->limit[i].y))
			put_rule(v, "limit", down(v, c->limit[i].y));
}

/* Marks within the axis, lettered in order of time: what they are stands in the legend. */
static void
put_marks(const struct xy *v)
{
	const struct page_chart *c = v->d->c;
	struct buf *o = v->d->o;
	double last = -1;
	bool low = false;

	for (size_t i = 0; i < c->nmark; i++) {
		const double at = across(v, c->mark[i].x);

		if (!(at >= 0 && at <= 1))
			continue;
		low = at - last < 0.03 && !low;
		last = at;
		buf_printf(o, "<g class=\"mark %s\"><line y1=\"%d\" y2=\"%d\" x1=\"",
		    c->mark[i].deploy ? "deploy" : "event", low ? 22 : 16, TOP + HEIGHT);
		svg_draw_percent(o, at);
		buf_sv(o, SV("\" x2=\""));
		svg_draw_percent(o, at);
		buf_printf(o, "\"/><circle r=\"8\" cy=\"%d\" cx=\"", low ? 16 : 10);
		svg_draw_percent(o, at);
		buf_printf(o, "\"/><text y=\"%d\" x=\"", low ? 20 : 14);
		svg_draw_percent(o, at);
		buf_printf(o, "\">%c</text><title>", (char)('A' + (int)(i % 26)));
		page_html_text_short(o, c->mark[i].label);
		buf_sv(o, SV("</title></g>"));
	}
}

/* What the letters stand for, of those that were drawn. */
static void
put_key(const struct xy *v)
{
	const struct page_chart *c = v->d->c;
	bool any = false;

	for (size_t i = 0; i < c->nmark; i++) {
		const double at = across(v, c->mark[i].x);

		if (!(at >= 0 && at <= 1))
			continue;
		buf_printf(v->d->o, "%s<li class=\"%s\"><b>%c</b> ",
		    any ? "" : "<ul class=\"marks\">", c->mark[i].deploy ? "deploy" : "event",
		    (char)('A' + (int)(i % 26)));
		if (c->time) {
			page_html_text_put(v->d->o, page_lang_time(v->d->lang, PAGE_LANG_TIME,
			    (int64_t)c->mark[i].x, v->d->zone, v->d->a));
			buf_c(v->d->o, ' ');
		}
		page_html_text_short(v->d->o, c->mark[i].label);
		buf_sv(v->d->o, SV("</li>"));
		any = true;
	}
	if (any)
		buf_sv(v->d->o, SV("</ul>"));
}

/* ---- points ---- */

static void
put_title(const struct xy *v, const struct page_point *p)
{
	struct buf *o = v->d->o;

	buf_sv(o, SV("<title>"));
	if (v->line->name.n > 0 && v->d->c->nline > 1) {
		page_html_text_short(o, v->line->name);
		buf_sv(o, SV(", "));
	}
	page_html_text_short(o, p->label);
	buf_sv(o, SV(": "));
	page_html_text_plain(o, &p->num);
	buf_sv(o, SV("</title>"));
}

static void
put_points(const struct xy *v, bool told)
{
	const struct page_line *l = v->line;
	struct buf *o = v->d->o;

	for (size_t i = 0; i < l->n; i++) {
		const struct page_point *p = &l->point[i];
		const bool odd = (p->flags & PAGE_ANOMALY) != 0;

		if (isnan(p->y) || !(odd || told))
			continue;
		buf_sv(o, odd ? SV("<use href=\"#m-") : SV("<circle class=\"hv\" r=\"8\" cx=\""));
		if (odd)
			buf_printf(o, "%s\" x=\"", (p->flags & PAGE_UP) != 0 ? "up" :
			    (p->flags & PAGE_DOWN) != 0 ? "down" : "odd");
		svg_draw_percent(o, across(v, p->x));
		buf_sv(o, odd ? SV("\" y=\"") : SV("\" cy=\""));
		svg_draw_number(o, (double)TOP + down(v, p->y));
		buf_sv(o, SV("\">"));
		put_title(v, p);
		buf_sv(o, odd ? SV("</use>") : SV("</circle>"));
	}
}

/* ---- all of it ---- */

/* No line has a second point: what there is of each stands in a row. */
static bool
draw_single(const struct svg_draw *d)
{
	const struct page_chart *c = d->c;
	struct page_chart rows = *c;
	struct page_line line = { .n = 0 };
	struct page_point *p = arena_zalloc(d->a, (c->nline + 1) * sizeof(*p));
	const struct svg_draw of = { d->lang, d->zone, &rows, d->a, d->o };

	for (size_t i = 0; i < c->nline; i++) {
		if (c->line[i].n > 1)
			return false;
		if (c->line[i].n == 0)
			continue;
		p[line.n] = c->line[i].point[0];
		if (c->nline > 1 || c->kind == PAGE_BUDGET)
			p[line.n].label = c->line[i].name;
		line.n++;
	}
	line.point = p;
	rows.line = &line;
	rows.nline = 1;
	if (line.n > 0)
		svg_draw_bars(&of);
	return true;
}

/* From one point of a line to the next, at least. */
static double
least_step(const struct page_chart *c)
{
	double least = INFINITY;

	for (size_t i = 0; i < c->nline; i++)
		for (size_t k = 1; k < c->line[i].n; k++) {
			const double step = c->line[i].point[k].x - c->line[i].point[k - 1].x;

			least = step > 0 && step < least ? step : least;
		}
	return least < 9e18 ? least : 0;
}

static bool
fit_axes(struct xy *v)
{
	const struct page_chart *c = v->d->c;
	struct svg_draw_range x = { INFINITY, -INFINITY };
	int64_t apart = 0;

	for (size_t i = 0; i < c->nline; i++)
		for (size_t k = 0; k < c->line[i].n; k++)
			svg_draw_widen(&x, c->line[i].point[k].x);
	if (!(x.lo <= x.hi) || (c->time && !(fabs(x.lo) < 9e18 && fabs(x.hi) < 9e18)))
		return false;
	if (c->kind == PAGE_SURVIVAL) {
		svg_scale_fit(&v->y, 0, 1 * c->scale, WANT_Y, 0);
		svg_draw_widen(&x, 0);
	} else {
		svg_draw_values(v->d, &v->y, WANT_Y, c->kind == PAGE_BUDGET ? SVG_SCALE_ZERO : 0U);
	}
	if (x.lo == x.hi)	/* alone, in the middle */
		apart = RFC3339_SEC_US * 1800;
	if (c->time)
		svg_scale_time_fit(&v->t, (int64_t)x.lo - apart, (int64_t)x.hi + apart, v->d->zone,
		    WANT_X, (int64_t)(least_step(c) * 0.9));	/* days may have 23 hours */
	else
		svg_scale_fit(&v->x, x.lo, x.hi, WANT_X, SVG_SCALE_TIGHT | SVG_SCALE_WHOLE);
	return true;
}

static void
put_lines(struct xy *v)
{
	const struct page_chart *c = v->d->c;

	buf_printf(v->d->o, "<svg class=\"in\" y=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
	    "preserveAspectRatio=\"none\">", TOP, HEIGHT, SVG_DRAW_UNITS, HEIGHT);
	/* What is to compare with lies below. */
	for (size_t i = 0; i < 2 * c->nline; i++) {
		v->line = &c->line[i % c->nline];
		if (v->line->faint != (i < c->nline))
			continue;
		buf_printf(v->d->o, "<g class=\"%s\">", svg_draw_color(c, i % c->nline));
		if (!v->line->faint)
			put_band(v);
		put_line(v, EDGE_EXPECTED, "exp");
		put_line(v, EDGE_Y, "ln");
		put_partial(v);
		buf_sv(v->d->o, SV("</g>"));
	}
	buf_sv(v->d->o, SV("</svg>"));
}

void
svg_draw_xy(const struct svg_draw *d)
{
	struct xy v = { .d = d, .steps = d->c->kind == PAGE_SURVIVAL };
	size_t points = 0;

	if (draw_single(d) || !fit_axes(&v))
		return;
	for (size_t i = 0; i < d->c->nline; i++)
		points += d->c->line[i].n;
	svg_draw_open(d, "plot");
	put_values(&v);
	buf_printf(d->o, "<svg class=\"xy\" height=\"%d\">", TOP + HEIGHT + BOTTOM);
	if (d->c->kind == PAGE_BUDGET && v.y.lo < 0) {
		buf_sv(d->o, SV("<rect class=\"over\" width=\"100%\" y=\""));
		svg_draw_number(d->o, (double)TOP + down(&v, 0));
		buf_sv(d->o, SV("\" height=\""));
		svg_draw_number(d->o, (double)HEIGHT - down(&v, 0));
		buf_sv(d->o, SV("\"/>"));
	}
	put_grid(&v);
	put_ticks(&v);
	put_marks(&v);
	put_lines(&v);
	put_limits(&v);
	for (size_t i = 0; i < d->c->nline; i++) {
		v.line = &d->c->line[i];
		put_points(&v, points <= TOLD);
	}
	buf_sv(d->o, SV("</svg></div>"));
	put_key(&v);
}
