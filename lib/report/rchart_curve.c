/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A curve of steps on a canvas of characters, the time of all blocks on one axis:
 *
 *     1.0 ┤──+─┐
 *         │░░░░└──┐
 *     0.5 ┤  ░░░░░└───+──
 *         │     ░░░░░░░░░
 *     0.0 ┤
 *         └┬─────┬─────┬──
 *          0     5     10  day
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "report/rchart_draw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROWS_ONE = 17,		/* of a curve that is alone */
	ROWS_MANY = 11,
	AXIS = 5,		/* columns of "0.5 |" */
	COLS_MIN = 20,
	TICK_MIN = 10		/* columns from one to the next */
};

enum glyph { BLANK, BAND, FLAT, FALL, DOWN, IN, MARK, GLYPHS };

static const char *const drawn[2][GLYPHS] = {
	{ " ", "░", "─", "│", "┐", "└", "+" },
	{ " ", ":", "-", "|", ".", "'", "+" },
};

struct point {
	double t, at, lo, hi;		/* survival behind t, and its interval; NAN */
	bool   marked;			/* somebody was last seen then */
};

struct curves {
	struct rchart *c;
	double         last;		/* the latest t of all */
	size_t         rows, cols;
	unsigned char *cell;		/* rows * cols glyphs */
	struct point  *column;		/* what the curve is at behind each column */
};

static int
by_time(const void *pa, const void *pb)
{
	const struct point *a = pa, *b = pb;

	return (a->t > b->t) - (a->t < b->t);
}

static double
number_or_nan(const struct rchart *c, size_t row, const char *name)
{
	double x;

	return rchart_number(c, row, name, &x) ? x : NAN;
}

/* The points of a block in order of time; how many. */
static size_t
gather_points(struct rchart *c, const struct rchart_block *b, struct point **to)
{
	struct point *p = arena_alloc(&c->a, (b->n + 1) * sizeof(*p));
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		double censored;

		if (!rchart_is(c, b->row[i], "survival") ||
		    !rchart_number(c, b->row[i], "t", &p[n].t) ||
		    !rchart_number(c, b->row[i], "survival", &p[n].at) ||
		    !(p[n].t >= 0 && p[n].t < INFINITY))
			continue;
		p[n].lo = number_or_nan(c, b->row[i], "survival_lo");
		p[n].hi = number_or_nan(c, b->row[i], "survival_hi");
		rchart_number(c, b->row[i], "censored", &censored);
		p[n++].marked = censored > 0;
	}
	if (n > 0)
		qsort(p, n, sizeof(*p), by_time);
	*to = p;
	return n;
}

static size_t
column_of(const struct curves *v, double t)
{
	return v->last > 0 ? (size_t)(t / v->last * (double)(v->cols - 1) + 0.5) : 0;
}

static size_t
row_of(const struct curves *v, double share)
{
	double down = 1 - (share < 0 ? 0 : share > 1 ? 1 : share);

	return (size_t)(down * (double)(v->rows - 1) + 0.5);
}

static unsigned char *
cell_at(const struct curves *v, size_t row, size_t col)
{
	return &v->cell[row * v->cols + col];
}

/* Columns up to the last point; each has the last value that the curve takes in it. */
static size_t
spread_points(const struct curves *v, const struct point *p, size_t n)
{
	struct point now = { .at = 1, .lo = NAN, .hi = NAN };
	size_t end = n > 0 ? column_of(v, p[n - 1].t) + 1 : 0, i = 0;

	for (size_t col = 0; col < end; col++) {
		now.marked = false;
		for (; i < n && column_of(v, p[i].t) <= col; i++) {
			const bool marked = now.marked || p[i].marked;

			now = p[i];
			now.marked = marked;
		}
		v->column[col] = now;
	}
	return end;
}

static void
paint_column(const struct curves *v, size_t col, size_t from)
{
	const struct point *p = &v->column[col];
	const size_t to = row_of(v, p->at);

	if (!isnan(p->lo) && !isnan(p->hi))
		for (size_t r = row_of(v, p->hi); r <= row_of(v, p->lo); r++)
			*cell_at(v, r, col) = BAND;
	for (size_t r = from; r < to; r++)
		*cell_at(v, r, col) = r == from ? DOWN : FALL;
	*cell_at(v, to, col) = p->marked ? MARK : from < to ? IN : FLAT;
}

static void
paint(const struct curves *v, size_t end)
{
	memset(v->cell, BLANK, v->rows * v->cols);
	for (size_t col = 0; col < end; col++)
		paint_column(v, col, row_of(v, col > 0 ? v->column[col - 1].at : 1));
}

/* ---- writing ---- */

static void
put_canvas(const struct curves *v)
{
	struct rchart *c = v->c;
	const bool ascii = c->style->ascii;

	for (size_t r = 0; r < v->rows; r++) {
		const bool named = r == 0 || r == v->rows - 1 || 2 * r == v->rows - 1;
		size_t end = v->cols;

		if (named)
			buf_printf(c->o, "%.1f ", 1 - (double)r / (double)(v->rows - 1));
		else
			buf_sv(c->o, SV("    "));
		buf_sv(c->o, named ? ascii ? SV("+") : SV("┤") : ascii ? SV("|") : SV("│"));
		while (end > 0 && *cell_at(v, r, end - 1) == BLANK)
			end--;
		for (size_t col = 0; col < end; col++)
			buf_sv(c->o, sv_of(drawn[ascii][*cell_at(v, r, col)]));
		buf_c(c->o, '\n');
	}
}

/* From one tick to the next: 1, 2, 5, 10 ... units. */
static double
tick_step(const struct curves *v)
{
	const double least = v->last * (double)TICK_MIN / (double)v->cols;
	double step = 1;

	for (unsigned i = 0; step < least; i++)
		step *= i % 3 == 1 ? 2.5 : 2;
	return step;
}

static void
put_axis(const struct curves *v, struct sv unit)
{
	struct rchart *c = v->c;
	const bool ascii = c->style->ascii;
	const double step = tick_step(v);
	size_t at = 0;

	buf_sv(c->o, ascii ? SV("    +") : SV("    └"));
	for (double t = 0; t <= v->last; t += step) {
		for (; at < column_of(v, t); at++)
			buf_sv(c->o, ascii ? SV("-") : SV("─"));
		buf_sv(c->o, ascii ? SV("+") : SV("┬"));
		at++;
	}
	for (; at < v->cols; at++)
		buf_sv(c->o, ascii ? SV("-") : SV("─"));
	buf_sv(c->o, SV("\n     "));
	at = 0;
	for (double t = 0; t <= v->last; t += step) {
		char text[32];

		for (; at < column_of(v, t); at++)
			buf_c(c->o, ' ');
		at += (size_t)snprintf(text, sizeof(text), "%.0f", t);
		buf_sv(c->o, sv_of(text));
	}
	for (; at < v->cols; at++)
		buf_c(c->o, ' ');
	buf_c(c->o, ' ');
	buf_sv(c->o, unit);
	buf_c(c->o, '\n');
}

/* "n 20, 17 gone, median 7 [7, 8] day", of the block's survival_time. */
static void
put_summary(struct rchart *c, size_t row)
{
	const struct rcell median = rchart_cell(c, row, "median");

	buf_printf(c->o, "n %.*s, %.*s gone, median ", SV_SHOW(rchart_cell(c, row, "n").main),
	    SV_SHOW(rchart_cell(c, row, "events").main));
	if (median.main.n == 0) {
		buf_sv(c->o, SV("not reached\n"));
		return;
	}
	buf_sv(c->o, median.main);
	if (median.extra.n > 0) {
		buf_c(c->o, ' ');
		rchart_dim(c, median.extra);
	}
	buf_printf(c->o, " %.*s\n", SV_SHOW(rchart_cell(c, row, "unit").main));
}

static void
put_logrank(struct rchart *c, size_t row)
{
	buf_printf(c->o, "log-rank: chisq %.*s, df %.*s, p %.*s\n",
	    SV_SHOW(rchart_cell(c, row, "chisq").main), SV_SHOW(rchart_cell(c, row, "df").main),
	    SV_SHOW(rchart_cell(c, row, "p").main));
}

/* The axis of all blocks, and how many of them have a curve. */
static size_t
find_axis(struct curves *v, struct sv *unit)
{
	struct rchart *c = v->c;
	size_t curves = 0;

	for (size_t k = 0; k < c->nblock; k++) {
		struct point *p;
		size_t n = gather_points(c, &c->block[k], &p);

		curves += n > 0;
		if (n > 0 && p[n - 1].t > v->last)
			v->last = p[n - 1].t;
		for (size_t i = 0; i < c->block[k].n && unit->n == 0; i++)
			*unit = rchart_cell(c, c->block[k].row[i], "unit").main;
	}
	return curves;
}

static void
put_block(struct curves *v, const struct rchart_block *b, struct sv unit)
{
	struct point *p;
	size_t n = gather_points(v->c, b, &p);

	if (n > 0) {
		rchart_title(v->c, b);
		for (size_t i = 0; i < b->n; i++)
			if (rchart_is(v->c, b->row[i], "survival_time"))
				put_summary(v->c, b->row[i]);
		paint(v, spread_points(v, p, n));
		put_canvas(v);
		put_axis(v, unit);
	}
	for (size_t i = 0; i < b->n; i++)
		if (rchart_is(v->c, b->row[i], "logrank"))
			put_logrank(v->c, b->row[i]);
}

void
rchart_survival(struct rchart *c)
{
	struct curves v = { .c = c };
	struct sv unit = SV("");
	size_t curves = find_axis(&v, &unit), beside = AXIS + 1 + utf8_width(unit);

	v.rows = curves > 1 ? ROWS_MANY : ROWS_ONE;
	v.cols = c->width > beside + COLS_MIN ? c->width - beside : COLS_MIN;
	v.cell = arena_alloc(&c->a, v.rows * v.cols);
	v.column = arena_alloc(&c->a, v.cols * sizeof(*v.column));
	for (size_t k = 0; k < c->nblock; k++) {
		if (k > 0)
			buf_c(c->o, '\n');
		put_block(&v, &c->block[k], unit);
	}
}
