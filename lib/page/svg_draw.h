/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * svg_draw - what the drawings of the page share
 *
 * A drawing is as wide as its place on the page: what is along the line is in per cent of it,
 * what is up and down in pixels, so that text keeps its size on a phone.  Paths, which know
 * no per cent, are in a picture of 1000 units that is stretched, with strokes that are not.
 */
#ifndef CX_PAGE_SVG_DRAW_H
#define CX_PAGE_SVG_DRAW_H

#include "base/arena.h"
#include "base/buf.h"
#include "page/doc.h"
#include "page/svg_scale.h"

enum { SVG_DRAW_UNITS = 1000, SVG_DRAW_COLORS = 8 };

struct svg_draw {
	const struct page_lang  *lang;
	const struct tzone      *zone;	/* of the page */
	const struct page_chart *c;
	struct arena            *a;
	struct buf              *o;
};

struct svg_draw_range {		/* what there is of values; lo > hi: nothing */
	double lo, hi;
};

/** svg_draw_widen - @r grown so that it holds @v, unless that is NAN or infinite */
void svg_draw_widen(struct svg_draw_range *r, double v);

/** svg_draw_number - append @v with at most two decimals, no zeros behind; 0 when not finite */
void svg_draw_number(struct buf *o, double v);

/** svg_draw_percent - append a share of the width, "37.5%" */
void svg_draw_percent(struct buf *o, double share);

/** svg_draw_tick - a tick of @s as it reads, with the chart's unit; in d->a */
struct sv svg_draw_tick(const struct svg_draw *d, const struct svg_scale *s, double tick);

/** svg_draw_values - the axis of y, in the unit that is shown; fits all lines and limits */
void svg_draw_values(const struct svg_draw *d, struct svg_scale *s, unsigned want, unsigned flags);

/** svg_draw_color - the class of line @i: "l0" ... "l7", "faint" of what is to compare with */
const char *svg_draw_color(const struct page_chart *c, size_t i);

/** svg_draw_open - append `<div class="class">`, a picture that the chart's sentence describes */
void svg_draw_open(const struct svg_draw *d, const char *class);

/** svg_draw_xy - lines over time or numbers: PAGE_SERIES, PAGE_SURVIVAL, PAGE_BUDGET */
void svg_draw_xy(const struct svg_draw *d);

/** svg_draw_bars - a bar a row: PAGE_BARS */
void svg_draw_bars(const struct svg_draw *d);

/** svg_draw_forest - an interval a row, on one axis: PAGE_FOREST */
void svg_draw_forest(const struct svg_draw *d);

/** svg_draw_funnel - a bar a step, between them who goes on: PAGE_FUNNEL */
void svg_draw_funnel(const struct svg_draw *d);

/** svg_draw_heat - cells by their share: PAGE_HEAT */
void svg_draw_heat(const struct svg_draw *d);

/** svg_draw_spark - the last values of a figure, small, without axes */
void svg_draw_spark(const double *v, size_t n, struct buf *o);

#endif
