/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * svg_draw - see svg_draw.h
 */
#include "page/svg_draw.h"

#include "page/page_lang.h"

#include <math.h>
#include <stdio.h>

enum { SPARK_HEIGHT = 32, SPARK_EDGE = 3 };	/* pixels, the edge at both ends */

void
svg_draw_widen(struct svg_draw_range *r, double v)
{
	if (!isfinite(v))
		return;
	r->lo = v < r->lo ? v : r->lo;
	r->hi = v > r->hi ? v : r->hi;
}

void
svg_draw_number(struct buf *o, double v)
{
	char text[32];
	size_t at = sizeof(text);
	uint64_t n;
	bool minus = v < 0;

	if (!(fabs(v) < 1e12))
		v = 0;
	n = (uint64_t)(fabs(v) * 100 + 0.5);
	minus = minus && n > 0;
	if (n % 100 != 0) {
		if (n % 10 != 0)
			text[--at] = (char)('0' + n % 10);
		text[--at] = (char)('0' + n / 10 % 10);
		text[--at] = '.';
	}
	n /= 100;
	do
		text[--at] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	if (minus)
		text[--at] = '-';
	buf_add(o, text + at, sizeof(text) - at);
}

void
svg_draw_percent(struct buf *o, double share)
{
	svg_draw_number(o, 100 * share);
	buf_c(o, '%');
}

struct sv
svg_draw_tick(const struct svg_draw *d, const struct svg_scale *s, double tick)
{
	struct sv n = page_lang_number(d->lang, tick, s->decimals, d->a), unit = d->c->unit;
	char *p;
	size_t gap = unit.n > 0 && unit.p[0] != '%' ? 3 : 0;

	if (unit.n == 0)
		return n;
	p = arena_alloc(d->a, n.n + gap + unit.n);
	memcpy(p, n.p, n.n);
	memcpy(p + n.n, "\xe2\x80\xaf", gap);
	memcpy(p + n.n + gap, unit.p, unit.n);
	return (struct sv){ p, n.n + gap + unit.n };
}

/*
 * Bands of few events are wide.  Unless @whole, where they would press what is measured into
 * less than a third of the axis they run out of the picture instead, to half as much again on
 * each side.
 */
static void
add_bands(struct svg_draw_range *r, const struct svg_draw_range *band, bool whole)
{
	double width = r->hi - r->lo, hi = r->hi;

	if (!(band->lo <= band->hi))
		return;
	if (!whole && width > 0 && fmax(band->hi, r->hi) - fmin(band->lo, r->lo) > 3 * width) {
		svg_draw_widen(r, fmax(band->lo, r->lo - width / 2));
		svg_draw_widen(r, fmin(band->hi, hi + width / 2));
		return;
	}
	svg_draw_widen(r, band->lo);
	svg_draw_widen(r, band->hi);
}

void
svg_draw_values(const struct svg_draw *d, struct svg_scale *s, unsigned want, unsigned flags)
{
	const struct page_chart *c = d->c;
	struct svg_draw_range r = { INFINITY, -INFINITY }, band = r;

	for (size_t i = 0; i < c->nline; i++)
		for (size_t k = 0; k < c->line[i].n; k++) {
			const struct page_point *p = &c->line[i].point[k];

			svg_draw_widen(&r, p->y * c->scale);
			svg_draw_widen(&r, p->expected * c->scale);
			svg_draw_widen(&band, p->lo * c->scale);
			svg_draw_widen(&band, p->hi * c->scale);
		}
	for (size_t i = 0; i < c->nlimit; i++)
		svg_draw_widen(&r, c->limit[i].y * c->scale);
	if (c->zero)
		svg_draw_widen(&r, 0);
	add_bands(&r, &band, c->kind == PAGE_FOREST || c->kind == PAGE_BARS);
	svg_scale_fit(s, r.lo, r.hi, want, flags | (c->zero ? SVG_SCALE_ZERO : 0U));
}

const char *
svg_draw_color(const struct page_chart *c, size_t i)
{
	static const char *const name[SVG_DRAW_COLORS] = { "l0", "l1", "l2", "l3", "l4", "l5", "l6",
		"l7" };
	size_t strong = 0;

	if (c->line[i].faint)
		return "faint";
	for (size_t k = 0; k < i; k++)
		strong += !c->line[k].faint;
	return name[strong % SVG_DRAW_COLORS];
}

void
svg_draw_open(const struct svg_draw *d, const char *class)
{
	buf_printf(d->o, "<div class=\"%s\" role=\"img\" aria-labelledby=\"%s-alt\">", class,
	    d->c->id);
}

static double
spark_down(const struct svg_draw_range *r, double v)
{
	double at = r->hi > r->lo ? (r->hi - v) / (r->hi - r->lo) : 0.5;

	return (double)SPARK_EDGE + at * (double)(SPARK_HEIGHT - 2 * SPARK_EDGE);
}

void
svg_draw_spark(const double *v, size_t n, struct buf *o)
{
	struct svg_draw_range r = { INFINITY, -INFINITY };
	bool pen = false;
	size_t last = n;

	for (size_t i = 0; i < n; i++) {
		svg_draw_widen(&r, v[i]);
		last = isfinite(v[i]) ? i : last;
	}
	if (n < 2 || last == n)
		return;
	buf_printf(o, "<svg class=\"spark\" height=\"%d\" aria-hidden=\"true\">"
	    "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\"><path d=\"", SPARK_HEIGHT,
	    SVG_DRAW_UNITS, SPARK_HEIGHT);
	for (size_t i = 0; i < n; i++) {
		if (!isfinite(v[i])) {
			pen = false;
			continue;
		}
		buf_c(o, pen ? 'L' : 'M');
		svg_draw_number(o, (double)i * (double)SVG_DRAW_UNITS / (double)(n - 1));
		buf_c(o, ' ');
		svg_draw_number(o, spark_down(&r, v[i]));
		if (!pen)
			buf_sv(o, SV("h0"));
		pen = true;
	}
	buf_sv(o, SV("\"/></svg><circle r=\"3\" cx=\""));
	svg_draw_percent(o, (double)last / (double)(n - 1));
	buf_sv(o, SV("\" cy=\""));
	svg_draw_number(o, spark_down(&r, v[last]));
	buf_sv(o, SV("\"/></svg>"));
}
